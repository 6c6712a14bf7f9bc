"""What is placed on the picture: texts, shapes, videos, images, told apart by ``type`` (contract §3.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from pictory_nb.choices import ElementPosition
from pictory_nb.choices import Shape as ShapeName
from pictory_nb.storyboard.background import BackgroundSettings
from pictory_nb.storyboard.rules import given, listed, placed_once
from pictory_nb.storyboard.style import FontStyle
from pictory_nb.storyboard.tagged import told_apart
from pictory_nb.storyboard.values import Color, MediaUrl, Number, Percent
from pictory_nb.storyboard.visual import AiVisual, ColorOverlay, SearchFilter, fitting_type
from pictory_nb.word import Broken, Word

__all__ = ["Element", "ImageElement", "Shape", "Text", "VideoElement"]


class _Placed(Word):
    """Stands at ``position``, or at ``top`` and ``left``; ``width`` is of the frame."""

    ALWAYS_SENT: ClassVar[tuple[str, ...]] = ("type",)

    position: ElementPosition | None = None
    top: Percent | None = None
    left: Percent | None = None
    width: Percent | None = None

    def broken_rules(self) -> Iterator[Broken]:
        yield from placed_once(self)


class Text(_Placed):
    """Words on the picture. A ``heading`` is 66 px in the middle unless told otherwise."""

    type: Literal["text"] = "text"
    text: Annotated[str, StringConstraints(min_length=1, max_length=2000)]
    text_variant: Literal["heading", "subheading", "body"] = "body"
    style: FontStyle | None = None


class Shape(_Placed):
    """A drawn shape. Only ``rectangle``, ``circle`` and ``line`` have a stroke, only ``rectangle`` a border radius."""

    type: Literal["shape"] = "shape"
    name: ShapeName
    fill: Color | None = None
    stroke: Color | None = None
    stroke_width: Number | None = None
    border_radius: Number | None = None


class _Media(_Placed):
    """A medium on the picture, in its own proportions; 30 % of the frame wide unless told otherwise."""

    visual_url: MediaUrl | None = None
    search_filter: SearchFilter | None = None
    ai_visual: AiVisual | None = None
    color_overlay: ColorOverlay | None = None

    def broken_rules(self) -> Iterator[Broken]:
        yield from placed_once(self)
        if len(sources := given(self, *_SOURCES)) != 1:
            yield (), f"{listed(sources or ['nothing'])} says what it shows → give exactly one of {listed(_SOURCES)}"
        yield from fitting_type(self.type, self.ai_visual)


_SOURCES = ("visual_url", "search_filter", "ai_visual")


class ImageElement(_Media):
    """A picture on the picture."""

    type: Literal["image"] = "image"


class VideoElement(_Media):
    """A video on the picture; it is repeated, and silent, unless its settings say otherwise."""

    type: Literal["video"] = "video"
    settings: BackgroundSettings | None = None


Element = Annotated[
    Text | Shape | VideoElement | ImageElement,
    Field(discriminator="type"),
    told_apart("text", "shape", "video", "image", text="text"),
]
