"""A scene of the first era, and what is in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from pictory_nb.layout import CAPTION
from pictory_nb.render_params.v2 import MatchParams, WordParams
from pictory_nb.word import Broken, Word

__all__ = ["PLACES", "PLAIN", "PLAIN_PLACE", "SceneParams", "SourceParams", "SubSceneParams"]

Seconds = Annotated[float, Field(ge=0)]
Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]
Id = Annotated[str, BeforeValidator(lambda value: "" if value is None else str(value))]

_ACROSS, _DOWN = {"left": 0.1, "center": 0.5, "right": 0.9}, {"top": 0.1, "center": 0.5, "bottom": 0.8}
PLACES = {
    f"{down}-{across}": {"start_x": x, "start_y": y} for down, y in _DOWN.items() for across, x in _ACROSS.items()
}
"""The nine places of text, as shares of the frame."""
PLAIN_PLACE = "bottom-center"
PLAIN: dict[str, Any] = {
    "name": None, "size": CAPTION.size, "color": "rgba(255,255,255,255)", "backcolor": None, "keycolor": None,
    "textShadowColor": None, "textShadowWidthFr": None, "line_spacing": 1.2, "line_height": None, "case": None,
    "decoration": [], "fullWidth": False,
}  # fmt: skip
"""The font of a text for which nobody said anything: programs read all of its members (§3.14)."""


class SourceParams(Word):
    """A visual, or the stretch from ``start`` to ``end`` of it."""

    url: Text = ""
    type: str | None = None
    library: Text = ""
    asset_id: Id = Field(default="", alias="asset_id")
    mode: Text = ""
    loop_video: bool | None = Field(default=None, alias="loop_video")
    mute: bool | None = None
    start: Seconds | None = None
    end: Seconds | None = None

    @property
    def length(self) -> float:
        """Seconds of it; 0 where nothing says."""
        return max(0.0, self.end - (self.start or 0.0)) if self.end is not None else 0.0


class BackgroundParams(Word):
    """What is seen behind the words."""

    src: tuple[SourceParams, ...] = ()
    color: str | None = None
    bg_animation: dict[str, Any] | None = Field(default=None, alias="bg_animation")
    match: MatchParams | None = None


class LineParams(Word):
    """One line of text, in which ``<strong>`` marks keywords."""

    text: Text = ""


class FontParams(Word):
    """How text looks. Colours are ``rgba(r,g,b,a)`` with an alpha from 0 to 255."""

    name: str | None = None
    size: Annotated[float, Field(gt=0)] | None = None
    color: str | None = None
    backcolor: str | None = None
    keycolor: str | None = None
    style: dict[str, Any] | None = None


class SubSceneParams(Word):
    """Words that stand in the picture together, for ``time`` seconds."""

    time: Seconds | None = None
    text_lines: tuple[LineParams, ...] = Field(default=(), alias="text_lines")
    display_items: tuple[dict[str, Any], ...] = ()
    location: dict[str, Any] | None = None
    font: FontParams | None = None
    words: tuple[WordParams, ...] = ()


class SubtitleParams(Word):
    """A line of the subtitles, for ``time`` seconds."""

    text: Text = ""
    time: Seconds | None = None


class SceneParams(Word):
    """One scene, for ``time`` seconds."""

    background: BackgroundParams
    time: Seconds | None = None
    sub_scenes: tuple[SubSceneParams, ...] = Field(default=(), alias="sub_scenes")
    subtitles: tuple[SubtitleParams, ...] = ()
    music: bool = True
    tts: bool = True
    subtitle: bool = True
    scene: dict[str, Any] | None = None

    def broken_rules(self) -> Iterator[Broken]:
        if not self.seconds:
            yield ("time",), "nothing says how long the scene is → give its time in seconds"

    @property
    def seconds(self) -> float:
        """As it says, or as long as what is in it."""
        inside = sum(part.time or 0.0 for part in self.sub_scenes)
        return self.time or inside or sum(source.length for source in self.background.src)
