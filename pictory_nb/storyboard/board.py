"""The storyboard itself: a whole video (contract §3.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, ClassVar
from unicodedata import category

from pydantic import Field, StringConstraints, field_validator

from pictory_nb.choices import AspectRatio, Language, VisualSelection
from pictory_nb.storyboard.destination import Destination
from pictory_nb.storyboard.emblems import Avatar, Logo
from pictory_nb.storyboard.media import placed
from pictory_nb.storyboard.rules import at_most_one, given
from pictory_nb.storyboard.scene import Scene
from pictory_nb.storyboard.sound import BackgroundMusic, VoiceOver
from pictory_nb.storyboard.style import FontStyle
from pictory_nb.storyboard.values import Flag, NonEmpty, WebUrl, Whole
from pictory_nb.word import Broken, Word

__all__ = ["Storyboard"]

Side = Annotated[Whole, Field(ge=16, le=4096)]


class Storyboard(Word):
    """A whole video. ``video_name`` becomes the file's name and title: letters, digits, space, ``_`` and ``-``.

    Without ``voice_over`` the video is silent, and its subtitles are timed by the length of the text. ``scenes`` may
    be left away where ``template_id`` names a template, whose ``{{name}}`` places ``variables`` fill.
    """

    STAND_INS: ClassVar[Mapping[str, Any]] = {"video_name": "video"}
    HINTS: ClassVar[Mapping[str, str]] = {
        "url": "name the page, slides or recording in a scene: blog_url, ppt_url, audio_url, video_url (X3)",
        "audio": "write it as voice_over and background_music",
        "brandLogo": "write it as logo",
        "textStyles": "write it as subtitle_style",
        "autoHighlightKeywords": "write highlight_keywords in each scene",
    }

    video_name: Annotated[str, StringConstraints(min_length=1, max_length=150)]
    video_description: str | None = None
    video_width: Side | None = None
    video_height: Side | None = None
    aspect_ratio: AspectRatio | None = None
    language: Language = "en"
    save_project: Flag = False
    webhook: Annotated[WebUrl, StringConstraints(max_length=500)] | None = None
    webhook_input: dict[str, Any] | None = None
    template_id: NonEmpty | None = None
    variables: dict[str, str] | None = None
    brand_id: NonEmpty | None = None
    brand_name: NonEmpty | None = None
    smart_layout_id: NonEmpty | None = None
    smart_layout_name: NonEmpty | None = None
    subtitle_style_id: NonEmpty | None = None
    subtitle_style_name: NonEmpty | None = None
    subtitle_style: FontStyle | None = None
    visual_library_id: NonEmpty | None = None
    visual_selection_preference: VisualSelection | None = None
    aws_connection_id: NonEmpty | None = None
    vimeo_connection_id: NonEmpty | None = None
    destinations: tuple[Destination, ...] = ()
    project_metadata: dict[str, Any] | None = None
    storyboard_version: NonEmpty | None = None
    voice_over: VoiceOver | None = None
    background_music: BackgroundMusic | None = None
    logo: Logo | None = None
    avatar: Avatar | None = None
    scenes: tuple[Scene, ...] = ()

    @field_validator("video_name")
    @classmethod
    def _nameable(cls, name: str) -> str:
        if not name.strip():
            raise ValueError("video_name is blank → give the video a name (V1)")
        if strange := strange_signs(name):
            raise ValueError(
                f"video_name holds {' '.join(strange)} → use letters, digits, space, _ and - only (contract §3.1)"
            )
        return name

    def broken_rules(self) -> Iterator[Broken]:
        if not self.scenes and not self.template_id:
            yield ("scenes",), "there is none → give at least 1 scene, or a template_id (V2)"
        if (self.video_width is None) != (self.video_height is None):
            yield (), "video_width and video_height belong together → give both or neither (V3)"
        yield from at_most_one(self, "brand_id", "brand_name", rule="V5")
        yield from at_most_one(self, "subtitle_style_id", "subtitle_style_name", rule="V6")
        yield from at_most_one(self, "smart_layout_id", "smart_layout_name", rule="V7")
        if self.avatar and not (self.voice_over and self.voice_over.enabled):
            yield ("avatar",), "an avatar speaks → give voice_over with enabled=True too (V8)"
        if layout := given(self, "smart_layout_id", "smart_layout_name"):
            for number, scene in enumerate(self.scenes):
                if scene.max_subtitle_lines is not None:
                    place = ("scenes", number, "max_subtitle_lines")
                    yield place, f"the layout decides on lines → take this or {layout[0]} away (V14)"

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels: as given, or from the aspect ratio with 1080 lines on the short side."""
        if self.video_width and self.video_height:
            return self.video_width, self.video_height
        return _SIZES[self.aspect_ratio or "16:9"]

    def with_media(self, place: Callable[[str, str], str]) -> Storyboard:
        """A copy in which ``place(url, path)`` has had its say on every medium; ``path`` tells where it stands."""
        return placed(self, place)


def strange_signs(name: str) -> list[str]:
    """The signs that a video's name may not hold. The vowel signs of Hindi or Tamil are marks (M), not letters."""
    return sorted({sign for sign in name if category(sign)[0] not in "LMN" and sign not in " _-"})


_SIZES = {"16:9": (1920, 1080), "9:16": (1080, 1920), "1:1": (1080, 1080), "4:5": (1080, 1350)}
