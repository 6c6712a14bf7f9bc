"""A storyboard of the first era (contract §3.12): read leniently, and turned into today's (§3.13).

Bodies of that time spell some fields in two ways, and write numbers and flags with or without quotation marks (§1.2);
all of that is read. Three things meant something else then: music without a volume was quiet (X17), a scene was spoken
only where it said so itself (X24), and each text field of a scene was laid over those of the video by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AliasChoices, BeforeValidator, Field, StringConstraints
from pydantic.alias_generators import to_camel

from pictory_nb.choices import CAPTION_LANGUAGES, Language
from pictory_nb.storyboard import (
    AiVoice,
    Background,
    BackgroundMusic,
    BackgroundSettings,
    Clip,
    ExternalVoice,
    FontStyle,
    Logo,
    Scene,
    SearchFilter,
    Storyboard,
    VoiceOver,
)
from pictory_nb.storyboard.board import strange_signs
from pictory_nb.storyboard.rules import given
from pictory_nb.storyboard.scene import STORY_LIMIT
from pictory_nb.storyboard.values import Color, MediaUrl, NonEmpty, WebUrl
from pictory_nb.word import Broken, Word

__all__ = ["AudioV1", "BrandLogoV1", "SceneV1", "StoryboardV1", "TextStylesV1", "VoiceV1", "nameable"]

QUIET = 0.1
"""Volume of music that names none; in v2 the same silence means full volume (X17)."""

Vertical = Literal["top", "center", "bottom"]
Horizontal = Literal["left", "center", "right"]
Speed = Annotated[int, Field(ge=50, le=200)]
Level = Annotated[float, Field(ge=-1, le=1)]
Volume = Annotated[float, Field(ge=0, le=1)]
Seconds = Annotated[float, Field(ge=0)]
Side = Annotated[int, Field(ge=16, le=4096)]


def _primary(language: Any) -> Any:
    """``en`` of ``en-US``: a region says nothing to a script."""
    return language.partition("-")[0].lower() if isinstance(language, str) else language


def _listed(value: Any) -> Any:
    """The era knows both ``aiVoiceOver`` with one voice and ``aiVoiceOvers`` with a list of them."""
    return [value] if isinstance(value, (Mapping, Word)) else value


def _spelt(*names: str) -> Any:
    return Field(default=None, validation_alias=AliasChoices(*names))


class SegmentV1(Word):
    """A stretch of a medium, in seconds from its start."""

    start: Seconds
    end: Seconds

    def broken_rules(self) -> Iterator[Broken]:
        if self.end <= self.start:
            yield (), f"it ends at {self.end:g} s, before it starts → make end larger than {self.start:g}"


class VoiceV1(Word):
    """A speaker by name or number."""

    HINTS: ClassVar[Mapping[str, str]] = {"voiceId": "write the voice's name or number as speaker (X13)"}

    speaker: Annotated[str, BeforeValidator(lambda speaker: str(speaker) if type(speaker) is int else speaker)]
    speed: Speed = 100
    amplify_level: Level = 0


Voices = Annotated[tuple[VoiceV1, ...], BeforeValidator(_listed)]


class AudioV1(Word):
    """What is heard in the whole video."""

    auto_background_music: bool = False
    back_ground_music_uri: MediaUrl | None = None
    back_ground_music_volume: Volume = QUIET
    ai_voice_over: Voices | None = _spelt("aiVoiceOver", "aiVoiceOvers")
    voice_over_uri: MediaUrl | None = None
    auto_sync_voice_over: bool = False


class BrandLogoV1(Word):
    """A picture in a corner."""

    url: MediaUrl
    vertical_alignment: Vertical | None = None
    horizontal_alignment: Horizontal | None = None


class _TextLook(Word):
    """How text looks; scenes and the video share these fields."""

    font_family: str | None = None
    font_size: Annotated[float, Field(gt=0)] | None = None
    text_color: Color | None = None
    text_background_color: Color | None = None
    keyword_color: Color | None = None
    vertical_alignment: Vertical | None = None
    horizontal_alignment: Horizontal | None = None


class TextStylesV1(_TextLook):
    """How text looks in the whole video."""

    font_name: str | None = None


class SceneV1(_TextLook):
    """One scene, or several where its text is split."""

    text: NonEmpty | None = None
    article_url: WebUrl | None = _spelt("articleUrl", "article_url")
    ppt_url: MediaUrl | None = None
    background_uri: MediaUrl | None = None
    media_search_query: str | None = None
    caption: str | None = None
    caption_language: Annotated[Language, BeforeValidator(_primary)] | None = None
    aws_connection_id: str | None = None
    minimum_duration: Seconds | None = _spelt("minimumDuration", "minDuration")
    background_type: Literal["image", "video"] | None = None
    background_video_segments: tuple[SegmentV1, ...] = ()
    background_visual_filter: dict[str, Any] | None = None
    loop_background_video: bool | None = None
    mute_background_video: bool | None = None
    voice_over: bool = False
    ai_voice_over: Voices | None = _spelt("aiVoiceOver", "aiVoiceOvers")
    voice_over_uri: MediaUrl | None = None
    voice_over_segment: SegmentV1 | None = None
    subtitle: bool | None = _spelt("subtitle", "subtitles")
    split_text_on_new_line: bool = False
    split_text_on_period: bool = False
    font_style: Literal["normal", "italic"] | None = None
    font_weight: Literal["normal", "bold"] | None = None
    text_decoration: Literal["none", "underline"] | None = None
    scene_id: str | None = None
    insert_before_scene_id: str | None = None
    insert_after_scene_id: str | None = None

    def broken_rules(self) -> Iterator[Broken]:
        if not given(self, "text", "article_url", "ppt_url", "background_uri", "scene_id"):
            yield (), "the scene neither says nor shows anything → give text, articleUrl, pptUrl or backgroundUri"
        if self.text is not None and not self.text.strip():
            yield ("text",), "the text is empty → write what is to be said, or leave the text away"
        if self.text and len(self.text) > STORY_LIMIT:
            yield ("text",), f"it has {len(self.text):,} characters → split it into scenes of {STORY_LIMIT:,} at most"


class StoryboardV1(Word):
    """A whole video of the first era. ``to_v2()`` turns it into today's, ``lost()`` tells what that cannot carry."""

    STAND_INS: ClassVar[Mapping[str, Any]] = {"video_name": "video"}

    video_name: Annotated[str, StringConstraints(min_length=1)]
    video_description: str | None = None
    language: Annotated[Language, BeforeValidator(_primary)] = "en"
    webhook: Annotated[WebUrl, StringConstraints(max_length=500)] | None = None
    video_width: Side | None = None
    video_height: Side | None = None
    auto_highlight_keywords: bool | None = None
    brand_logo: BrandLogoV1 | None = None
    text_styles: TextStylesV1 | None = None
    audio: AudioV1 | None = None
    template_id: NonEmpty | None = None
    variables: dict[str, str] | None = None
    scenes: tuple[SceneV1, ...] = ()

    def broken_rules(self) -> Iterator[Broken]:
        if not self.scenes and not self.template_id:
            yield ("scenes",), "there is none → give at least 1 scene"
        if (self.video_width is None) != (self.video_height is None):
            yield (), "videoWidth and videoHeight belong together → give both or neither"

    def to_v2(self) -> Storyboard:
        """The storyboard that shows and says the same today. What it cannot carry is told by ``lost()``."""
        scenes = [scene for scene in self.scenes if _carries(scene)]
        fields: dict[str, Any] = {
            "video_name": nameable(self.video_name),
            "video_description": self.video_description,
            "video_width": self.video_width,
            "video_height": self.video_height,
            "language": self.language,
            "webhook": self.webhook,
            "template_id": self.template_id,
            "variables": self.variables,
            "aws_connection_id": next((scene.aws_connection_id for scene in scenes if scene.aws_connection_id), None),
            "logo": _logo(self.brand_logo) if self.brand_logo else None,
            "subtitle_style": _style(self.text_styles),
            "voice_over": _voice_over(self.audio, scenes),
            "background_music": _music(self.audio),
            "scenes": [_scene(scene, self) for scene in scenes] or self._nothing(),
        }
        return Storyboard(**{name: value for name, value in fields.items() if value is not None})

    def lost(self) -> tuple[str, ...]:
        """A sentence for each thing that a v2 storyboard cannot say."""
        return tuple(
            f"scenes[{number}]: {sentence}" for number, scene in enumerate(self.scenes) for sentence in _lost(scene)
        )

    def _nothing(self) -> list[Scene] | None:
        """A storyboard needs a scene unless a template brings them."""
        return None if self.template_id else [Scene(background=Background(color="#000000"))]


def _carries(scene: SceneV1) -> bool:
    return bool(given(scene, "text", "article_url", "ppt_url", "background_uri"))


def _lost(scene: SceneV1) -> Iterator[str]:
    for field in given(scene, "scene_id", "insert_before_scene_id", "insert_after_scene_id"):
        yield f"{to_camel(field)} has no equivalent in v2, which fills templates by variables"
    sources = given(scene, "text", "article_url", "ppt_url")
    for field in sources[1:]:
        yield f"{to_camel(field)} is left out: a v2 scene has one source, and {to_camel(sources[0])} comes first"
    if scene.voice_over_segment:
        yield "voiceOverSegment has no equivalent in v2, the whole recording is heard"
    if scene.caption and not scene.text:
        yield "caption is left out: in v2 it needs a story"
    elif scene.caption and (scene.split_text_on_new_line or scene.split_text_on_period):
        yield "the text is not split, since a v2 scene with a caption cannot be"


def nameable(name: str) -> str:
    """The name without the signs that v2 refuses."""
    for sign in strange_signs(name):
        name = name.replace(sign, " ")
    return " ".join(name.split())[:150].strip() or "video"


def _position(thing: Any, vertical: str, horizontal: str) -> str:
    """One name for the pair; what is not said of it is ``vertical`` and ``horizontal``."""
    return f"{thing.vertical_alignment or vertical}-{thing.horizontal_alignment or horizontal}"


def _logo(logo: BrandLogoV1) -> Logo:
    return Logo(url=logo.url, position=_position(logo, "top", "right"))


def _style(*looks: Any) -> FontStyle | None:
    """The looks laid over one another, later ones on top: a style of v2 replaces the video's as a whole."""
    merged: dict[str, Any] = {}
    for look in filter(None, looks):
        merged |= {name: getattr(look, name) for name in _LOOKS if getattr(look, name, None) is not None}
    fields = {new: merged[old] for old, new in _RENAMED.items() if old in merged}
    if "font_size" in fields:
        fields["font_size"] = max(1, round(fields["font_size"]))
    if "font_family" not in fields and "font_name" in merged:
        fields["font_family"] = merged["font_name"]
    if {"vertical_alignment", "horizontal_alignment"} & set(merged):
        vertical, horizontal = merged.get("vertical_alignment", "bottom"), merged.get("horizontal_alignment", "center")
        fields["position"] = f"{vertical}-{horizontal}"
    marks = {"bold": "font_weight", "italic": "font_style", "underline": "text_decoration"}
    if decorations := [_DECORATIONS[mark] for mark, field in marks.items() if merged.get(field) == mark]:
        fields["decorations"] = decorations
    return FontStyle(**fields) if fields else None


_RENAMED = {
    "font_family": "font_family",
    "font_size": "font_size",
    "text_color": "color",
    "text_background_color": "background_color",
    "keyword_color": "keyword_color",
}
_LOOKS = (
    *_RENAMED, "font_name", "vertical_alignment", "horizontal_alignment", "font_weight", "font_style",
    "text_decoration",
)  # fmt: skip
_DECORATIONS = {"bold": "bold", "italic": "italics", "underline": "underline"}


def _voices(voices: tuple[VoiceV1, ...] | None) -> list[AiVoice]:
    return [
        AiVoice(speaker=voice.speaker, speed=voice.speed, amplification_level=voice.amplify_level)
        for voice in voices or ()
    ]


def _recorded(uri: str, sync: bool = False) -> VoiceOver:
    return VoiceOver(enabled=True, external_voice=ExternalVoice(voice_url=uri, sync_voice=sync))


def _voice_over(audio: AudioV1 | None, scenes: list[SceneV1]) -> VoiceOver | None:
    """A recording is heard throughout; a synthetic voice only where a scene asks for it (X24)."""
    if audio and audio.voice_over_uri:
        return _recorded(audio.voice_over_uri, audio.auto_sync_voice_over)
    if not any(scene.voice_over for scene in scenes):
        return None
    return VoiceOver(enabled=True, ai_voices=_voices(audio.ai_voice_over if audio else None))


def _scene_voice(scene: SceneV1, board: StoryboardV1) -> VoiceOver | None:
    if scene.voice_over_uri:
        return _recorded(scene.voice_over_uri)
    if scene.voice_over and scene.ai_voice_over:
        return VoiceOver(enabled=True, ai_voices=_voices(scene.ai_voice_over))
    recorded = board.audio and board.audio.voice_over_uri
    if not scene.voice_over and not recorded and any(other.voice_over for other in board.scenes):
        return VoiceOver(enabled=False)
    return None


def _music(audio: AudioV1 | None) -> BackgroundMusic | None:
    if audio and audio.back_ground_music_uri:
        return BackgroundMusic(
            enabled=True, music_url=audio.back_ground_music_uri, volume=audio.back_ground_music_volume
        )
    if audio and audio.auto_background_music:
        return BackgroundMusic(enabled=True, auto_music=True, volume=audio.back_ground_music_volume)
    return None


def _scene(scene: SceneV1, board: StoryboardV1) -> Scene:
    fields: dict[str, Any] = {
        **_content(scene, board),
        "minimum_duration": scene.minimum_duration,
        "hide_subtitles": True if scene.subtitle is False else None,
        "highlight_keywords": False if board.auto_highlight_keywords is False else None,
        "background": _background(scene, board),
        "voice_over": _scene_voice(scene, board),
        "subtitle_style": _style(board.text_styles, scene) if given(scene, *_LOOKS_OF_A_SCENE) else None,
    }
    return Scene(**{name: value for name, value in fields.items() if value is not None})


_LOOKS_OF_A_SCENE = [name for name in _LOOKS if name in SceneV1.model_fields]
_SSML = re.compile(r"</?(?:speak|break|emphasis|phoneme|prosody|say-as)\b", re.IGNORECASE)


def _content(scene: SceneV1, board: StoryboardV1) -> dict[str, Any]:
    """The one source of a v2 scene."""
    if not scene.text:
        return {"blog_url": scene.article_url} if scene.article_url else {"ppt_url": scene.ppt_url}
    content: dict[str, Any] = {"story": scene.text}
    if _SSML.search(scene.text):
        content["is_ssml_story"] = True
    if scene.caption:
        language = scene.caption_language or board.language
        return {**content, "caption": scene.caption, "caption_language": _captioned(language)}
    if scene.split_text_on_new_line:
        content["create_scene_on_new_line"] = True
    if scene.split_text_on_period:
        content["create_scene_on_end_of_sentence"] = True
    return content


def _captioned(language: str) -> str:
    return language if language in CAPTION_LANGUAGES else "en"


def _background(scene: SceneV1, board: StoryboardV1) -> Background | None:
    if not scene.background_uri:
        category = (scene.background_visual_filter or {}).get("category")
        wanted = {"query": scene.media_search_query, "category": category if isinstance(category, str) else None}
        wanted = {name: value for name, value in wanted.items() if value}
        return Background(search_filter=SearchFilter(**wanted)) if wanted else None
    kind = "video" if scene.background_video_segments else scene.background_type
    clips = [Clip(start=segment.start, end=segment.end) for segment in scene.background_video_segments]
    # Nobody else is heard over pieces of a film: they are cut for what is said in them (§5.5), so that stays heard.
    recorded = scene.voice_over_uri or (board.audio and board.audio.voice_over_uri)
    speaks = bool(clips) and not (scene.voice_over or recorded)
    mute = False if speaks and scene.mute_background_video is None else scene.mute_background_video
    settings = {"loop": scene.loop_background_video, "mute": mute}
    settings = {name: value for name, value in settings.items() if value is not None}
    return Background(
        visual_url=scene.background_uri,
        type=kind,
        clips=clips,
        settings=BackgroundSettings(**settings) if settings else None,
    )
