"""What is seen behind a scene (contract §3.2, §3.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pictory_nb.storyboard.rules import at_most_one
from pictory_nb.storyboard.values import Color, Flag, MediaUrl, Number, Seconds, either
from pictory_nb.storyboard.visual import AiVisual, ColorOverlay, SearchFilter, fitting_type
from pictory_nb.word import Broken, Word

__all__ = [
    "Background",
    "BackgroundSettings",
    "Broll",
    "Clip",
    "CorpusImage",
    "KenBurnsPoint",
    "MotionGraphics",
    "VideoKenBurns",
]


class Clip(Word):
    """A stretch of a video or of music, in seconds from its start."""

    start: Seconds
    end: Seconds

    def broken_rules(self) -> Iterator[Broken]:
        if self.end <= self.start:
            yield (), f"the clip ends at {self.end:g} s, before it starts → make end larger than {self.start:g}"


class KenBurnsPoint(Word):
    """Where the camera looks, and how near it is."""

    zoom: Number | None = None
    center_x: Number | None = None
    center_y: Number | None = None


class VideoKenBurns(Word):
    """A slow move over a video, from one point of view to another."""

    start: KenBurnsPoint
    end: KenBurnsPoint


class BackgroundSettings(Word):
    """How a visual moves and sounds. ``loop`` and ``mute`` speak of videos only, ``ken_burns_effect`` of images."""

    loop: Flag = True
    mute: Flag = True
    zoom_and_pan: Flag | None = None
    ken_burns_effect: Flag | None = None
    video_ken_burns: VideoKenBurns | None = None

    def broken_rules(self) -> Iterator[Broken]:
        if self.ken_burns_effect and self.zoom_and_pan:
            yield (), "ken_burns_effect and zoom_and_pan are both on → keep one of them (V22)"


class MotionGraphics(Word):
    """Moving graphics that the service makes by a prompt."""

    enabled: Flag
    prompt: str | None = None
    style: str | None = None


class Background(Word):
    """One of ``visual_url``, ``color`` and ``ai_visual``, or none of them for a visual chosen from the story.

    ``visual_url`` is an https URL; a path on this computer is accepted where the sandbox renders.
    """

    type: Literal["video", "image"] | None = None
    visual_url: MediaUrl | None = None
    clips: tuple[Clip, ...] = ()
    color: Color | None = None
    search_filter: SearchFilter | None = None
    ai_visual: AiVisual | None = None
    color_overlay: ColorOverlay | None = None
    settings: BackgroundSettings | None = None
    motion_graphics: MotionGraphics | None = None

    def broken_rules(self) -> Iterator[Broken]:
        yield from at_most_one(self, "visual_url", "color", "ai_visual", rule="V17")
        yield from fitting_type(self.type, self.ai_visual)
        if self.clips and not (self.visual_url and self.type == "video"):
            yield ("clips",), "clips cut a video → give visual_url and type='video' too (V21)"
        if self.settings and self.settings.ken_burns_effect and self.type == "video":
            place = ("settings", "ken_burns_effect")
            yield place, "it moves images only → use zoom_and_pan or video_ken_burns for a video (V22)"

    @property
    def holds_visual(self) -> bool:
        return bool(self.visual_url or self.color or self.ai_visual)


class Broll(Background):
    """A visual that is shown for a part of the scene: ``broll_clip``, in seconds of the scene."""

    broll_clip: Clip | None = None


class CorpusImage(Word):
    """A picture of the user's own that the service may choose for the scene."""

    visual_url: MediaUrl
    type: Literal["image"] = "image"
    prefer: Annotated[Flag | str, either("true, false or a text")] | None = None
