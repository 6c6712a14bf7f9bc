"""A storyboard: what a video is to show and to say, scene by scene (contract §3.1–§3.8, the v2 body).

    Storyboard
    ├── scenes: Scene ──── story, background: Background, elements: Text, subtitle_style: FontStyle …
    ├── voice_over: VoiceOver ── ai_voices: AiVoice
    ├── background_music: BackgroundMusic
    ├── subtitle_style: FontStyle
    └── logo: Logo

Every class is a frozen value. Fields are snake_case here and camelCase on the wire; both are accepted on input.
All rule numbers (V1 …) are those of the contract, §3.10.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, Literal
from unicodedata import category

from pydantic import AfterValidator, Field, StringConstraints, field_validator, model_validator

from pictory_nb.word import Word

__all__ = [
    "AiVoice",
    "Background",
    "BackgroundMusic",
    "BackgroundSettings",
    "Clip",
    "ColorOverlay",
    "FontStyle",
    "Logo",
    "Scene",
    "SearchFilter",
    "Storyboard",
    "Text",
    "VoiceOver",
]

STORY_LIMIT = 15_000
"""Characters in one scene's story (V15)."""

AspectRatio = Literal["16:9", "9:16", "1:1", "4:5"]
Position = Literal[
    "top-left", "top-center", "top-right",
    "center-left", "center-center", "center-right",
    "bottom-left", "bottom-center", "bottom-right",
]  # fmt: skip
Transition = Literal[
    "none", "wipeup", "wipedown", "wipeleft", "wiperight", "smoothleft", "smoothright", "radial", "circlecrop",
    "hblur", "fade",
]  # fmt: skip
Language = Literal[
    "ar", "zh", "nl", "en", "fr", "de", "hi", "id", "it", "ja", "ko", "mr", "pl", "pt", "ru", "es", "ta", "tr",
    "ur", "vi",
]  # fmt: skip


def _color(value: str) -> str:
    if not _COLOR.fullmatch(value.strip()):
        raise ValueError(
            f"{value!r} is not a colour → write #RRGGBB, rgb(r,g,b) or rgba(r,g,b,a) with a from 0 to 1 (V26)"
        )
    return value.strip()


_BYTE = r"(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_COLOR = re.compile(
    r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})"
    rf"|rgb\(\s*{_BYTE}\s*,\s*{_BYTE}\s*,\s*{_BYTE}\s*\)"
    rf"|rgba\(\s*{_BYTE}\s*,\s*{_BYTE}\s*,\s*{_BYTE}\s*,\s*(?:0|1|0?\.[0-9]+|1\.0+)\s*\)"
)


def _percent(value: str) -> str:
    if not re.fullmatch(r"(100|[1-9]?[0-9])%", value):
        raise ValueError(f"{value!r} is not a percentage → write a whole number with a sign, such as 30% (V25)")
    return value


Color = Annotated[str, AfterValidator(_color)]
"""``#RGB``, ``#RRGGBB``, ``#RRGGBBAA``, ``rgb(r,g,b)`` or ``rgba(r,g,b,a)`` (V26)."""
Percent = Annotated[str, AfterValidator(_percent)]
"""A whole percentage such as ``"30%"`` (V25)."""
Seconds = Annotated[float, Field(ge=0)]
Unit = Annotated[float, Field(ge=0, le=1)]
NonEmpty = Annotated[str, StringConstraints(min_length=1)]


class Clip(Word):
    """A stretch of a video or of music, in seconds from its start."""

    start: Seconds
    end: Seconds

    @model_validator(mode="after")
    def _runs_forward(self) -> Clip:
        if self.end <= self.start:
            raise ValueError(f"the clip ends at {self.end:g} s, before it starts → make end larger than {self.start:g}")
        return self


class FontStyle(Word):
    """How text looks (contract §3.5). Sizes are pixels of a 1080-line picture."""

    font_family: str | None = None
    font_url: str | None = None
    font_size: Annotated[int, Field(ge=1)] | None = None
    color: Color | None = None
    background_color: Color | None = None
    keyword_color: Color | None = None
    shadow_color: Color | None = None
    shadow_width: Percent | None = None
    position: Position | None = None
    alignment: Literal["left", "center", "right"] | None = None
    decorations: tuple[Literal["bold", "underline", "italics", "linethrough"], ...] = ()
    case: Literal["uppercase", "lowercase", "capitalize", "smallcapitalize"] | None = None
    paragraph_width: Percent | None = None
    show_box_background: bool | None = None

    @model_validator(mode="after")
    def _named_font(self) -> FontStyle:
        if self.font_url and not self.font_family:
            raise ValueError("font_url is given without font_family → name the family that the file holds (V31)")
        return self


class SearchFilter(Word):
    """What to look for when the visual is chosen from a library (contract §3.3)."""

    query: str | None = None
    keywords: Annotated[tuple[Annotated[str, StringConstraints(min_length=2, max_length=100)], ...],
                        Field(min_length=1, max_length=10)] | None = None  # fmt: skip
    category: str | None = None


class ColorOverlay(Word):
    """A veil of colour over the visual."""

    color: Color
    opacity: Unit = 0.4


class BackgroundSettings(Word):
    """How a visual moves and sounds. ``loop`` and ``mute`` speak of videos only."""

    loop: bool = True
    mute: bool = True
    zoom_and_pan: bool | None = None
    ken_burns_effect: bool | None = None

    @model_validator(mode="after")
    def _one_motion(self) -> BackgroundSettings:
        if self.ken_burns_effect and self.zoom_and_pan:
            raise ValueError("ken_burns_effect and zoom_and_pan are both on → keep one of them (V22)")
        return self


class Background(Word):
    """What is seen behind a scene: one of ``visual_url`` and ``color``, or neither for a visual chosen from the story.

    ``visual_url`` is an https URL; a path on this computer is accepted where the sandbox renders.
    """

    type: Literal["video", "image"] | None = None
    visual_url: NonEmpty | None = None
    clips: tuple[Clip, ...] = ()
    color: Color | None = None
    search_filter: SearchFilter | None = None
    color_overlay: ColorOverlay | None = None
    settings: BackgroundSettings | None = None

    @model_validator(mode="after")
    def _one_visual(self) -> Background:
        if self.visual_url and self.color:
            raise ValueError("a background has either visual_url or color → take one of them away (V17)")
        if self.clips and not (self.visual_url and self.type == "video"):
            raise ValueError("clips cut a video → give visual_url and type='video' too (V21)")
        if self.settings and self.settings.ken_burns_effect and self.type == "video":
            raise ValueError("ken_burns_effect moves an image → use zoom_and_pan for a video (V22)")
        return self

    @property
    def holds_visual(self) -> bool:
        return bool(self.visual_url or self.color)


class Text(Word):
    """Words placed on the picture (contract §3.4). A ``heading`` is 66 px in the middle unless told otherwise."""

    type: Literal["text"] = "text"
    text: Annotated[str, StringConstraints(min_length=1, max_length=2000)]
    text_variant: Literal["heading", "subheading", "body"] = "body"
    style: FontStyle | None = None
    position: Literal[Position, "center"] | None = None
    top: Percent | None = None
    left: Percent | None = None
    width: Percent | None = None

    @model_validator(mode="after")
    def _placed_once(self) -> Text:
        self.model_fields_set.add("type")  # an element is told apart by its type, so it always travels
        if self.position and (self.top or self.left):
            raise ValueError("a text has either position or top and left → take one of them away (V24)")
        return self


class AiVoice(Word):
    """A synthetic speaker: a voice's name or number, its speed in percent, its volume from -1 to 1."""

    speaker: str | int
    speed: Annotated[int, Field(ge=50, le=200)] = 100
    amplification_level: Annotated[float, Field(ge=-1, le=1)] = 0


class VoiceOver(Word):
    """Who reads the stories. Several voices take turns, scene by scene (contract §3.6, X16)."""

    enabled: bool
    ai_voices: tuple[AiVoice, ...] = ()


class BackgroundMusic(Word):
    """Music under the whole video. ``volume`` 1 is the service's default, and as loud as the voice (contract §3.7)."""

    enabled: bool
    auto_music: bool | None = None
    music_url: NonEmpty | None = None
    volume: Unit = 1.0
    clips: Annotated[tuple[Clip, ...], Field(max_length=10)] = ()

    @model_validator(mode="after")
    def _one_source(self) -> BackgroundMusic:
        if self.auto_music and self.music_url:
            raise ValueError("music is either auto_music or music_url → take one of them away (V29)")
        return self


class SceneMusic(Word):
    """Within a scene, music can only be on or off (contract §3.2)."""

    enabled: bool


class Logo(Word):
    """A picture over the whole video. ``url`` may be a path on this computer where the sandbox renders."""

    url: NonEmpty
    position: Position = "top-right"
    width: Percent = "10%"


class Scene(Word):
    """One thing said and shown. Without a ``story`` it is a silent visual of ``minimum_duration`` seconds.

    ``**bold**`` words of a script stand in ``story`` as ``<strong>…</strong>``: the keywords.
    """

    story: NonEmpty | None = None
    create_scene_on_new_line: bool = False
    create_scene_on_end_of_sentence: bool = False
    max_subtitle_lines: Annotated[int, Field(ge=1, le=4)] | None = None
    highlight_keywords: bool = True
    hide_subtitles: bool = False
    minimum_duration: Seconds | None = None
    end_pause_duration: Seconds | None = None
    scene_transition: Transition | None = None
    subtitle_style: FontStyle | None = None
    background: Background | None = None
    voice_over: VoiceOver | None = None
    background_music: SceneMusic | None = None
    elements: Annotated[tuple[Text, ...], Field(max_length=20)] = ()

    @field_validator("story")
    @classmethod
    def _short_enough(cls, story: str | None) -> str | None:
        if story is not None and not story.strip():
            raise ValueError("the story is empty → write what is to be said, or leave the story away")
        if story and len(story) > STORY_LIMIT:
            raise ValueError(
                f"the story has {len(story):,} characters, {STORY_LIMIT:,} are allowed (V15) → split it into scenes"
            )
        return story

    @model_validator(mode="after")
    def _says_or_shows(self) -> Scene:
        if self.story is None and not (self.background and self.background.holds_visual):
            raise ValueError("the scene neither says nor shows anything → give it a story, or a background (V10)")
        return self


class Storyboard(Word):
    """A whole video. ``video_name`` becomes the file's name and title: letters, digits, space, ``_`` and ``-``.

    Without ``voice_over`` the video is silent, and its subtitles are timed by the length of the text.
    """

    video_name: Annotated[str, StringConstraints(min_length=1, max_length=150)]
    video_width: Annotated[int, Field(ge=16, le=4096)] | None = None
    video_height: Annotated[int, Field(ge=16, le=4096)] | None = None
    aspect_ratio: AspectRatio | None = None
    language: Language = "en"
    webhook: Annotated[str, StringConstraints(max_length=500)] | None = None
    webhook_input: dict[str, Any] | None = None
    voice_over: VoiceOver | None = None
    background_music: BackgroundMusic | None = None
    subtitle_style: FontStyle | None = None
    logo: Logo | None = None
    scenes: Annotated[tuple[Scene, ...], Field(min_length=1)]

    @field_validator("video_name")
    @classmethod
    def _nameable(cls, name: str) -> str:
        if not name.strip():
            raise ValueError("video_name is blank → give the video a name (V1)")
        # The vowel signs of Hindi or Tamil are marks (M), not letters, to Unicode.
        if strange := sorted({sign for sign in name if category(sign)[0] not in "LMN" and sign not in " _-"}):
            raise ValueError(
                f"video_name holds {' '.join(strange)} → use letters, digits, space, _ and - only (contract §3.1)"
            )
        return name

    @field_validator("webhook")
    @classmethod
    def _web_address(cls, webhook: str | None) -> str | None:
        if webhook and not re.match(r"https?://[^\s/]", webhook):
            raise ValueError(f"{webhook!r} is not a web address → write https://… (V9)")
        return webhook

    @model_validator(mode="after")
    def _both_sides(self) -> Storyboard:
        if (self.video_width is None) != (self.video_height is None):
            raise ValueError("video_width and video_height belong together → give both or neither (V3)")
        return self

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels: as given, or from the aspect ratio with 1080 lines on the short side."""
        if self.video_width and self.video_height:
            return self.video_width, self.video_height
        return _SIZES[self.aspect_ratio or "16:9"]

    def with_media(self, place: Callable[[str, str], str]) -> Storyboard:
        """A copy in which ``place(url, path)`` has had its say on every medium; ``path`` tells where it stands."""
        scenes = list(self.scenes)
        for number, scene in enumerate(scenes):
            if scene.background and (url := scene.background.visual_url):
                url = place(url, f"scenes[{number}].background.visual_url")
                scenes[number] = scene.replace(background=scene.background.replace(visual_url=url))
        changes: dict[str, Any] = {"scenes": tuple(scenes)}
        if self.logo:
            changes["logo"] = self.logo.replace(url=place(self.logo.url, "logo.url"))
        if (music := self.background_music) and music.music_url:
            url = place(music.music_url, "background_music.music_url")
            changes["background_music"] = music.replace(music_url=url)
        return self.replace(**changes)


_SIZES = {"16:9": (1920, 1080), "9:16": (1080, 1920), "1:1": (1080, 1080), "4:5": (1080, 1350)}
