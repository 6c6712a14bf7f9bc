"""Shape elements: a rectangle, a circle and a line made to measure, and every other shape from its outline."""

from __future__ import annotations

import io
import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from pictory_nb.errors import RenderError
from pictory_nb.layout import MEDIUM_WIDTH, Box, Layout, spot_of
from pictory_nb.renderer.canvas import Canvas
from pictory_nb.renderer.colour import parse
from pictory_nb.renderer.outlines import OUTLINES
from pictory_nb.renderer.planes import Layer

if TYPE_CHECKING:
    from pictory_nb.storyboard import Shape

_HEIGHTS = {"rectangle": 0.6, "circle": 1.0}
"""Heights of the shapes made to measure, in widths: the contract gives their width alone."""
_LINE = 4.0
"""How thick a line is when it was not told, in pixels of a 1080-line picture."""
_PLAIN = "#ffffff"


def shape_layer(shape: Shape, layout: Layout) -> Layer:
    """The shape, drawn in its place."""
    box = shape_box(shape, layout)
    left, top = math.floor(box.x / 2) * 2, math.floor(box.y / 2) * 2
    canvas = Canvas(box.width + box.x - left + 2, box.height + box.y - top + 2)
    x, y = box.x - left, box.y - top
    if shape.name in OUTLINES:
        mask = np.zeros((canvas.height, canvas.width), np.float32)
        drawn = _mask(shape.name, max(round(box.width), 2))
        at = (round(y), round(x))
        part = drawn[: canvas.height - at[0], : canvas.width - at[1]]
        mask[at[0] : at[0] + part.shape[0], at[1] : at[1] + part.shape[1]] = part
        canvas.fill(mask, parse(shape.fill or _PLAIN))
    else:
        _measured(shape, canvas, Box(x, y, box.width, box.height), layout.unit)
    return canvas.layer(left, top)


def shape_box(shape: Shape, layout: Layout) -> Box:
    """Where the shape stands, its stroke included."""
    spot = spot_of(shape)
    width = max((spot.width if spot.width is not None else MEDIUM_WIDTH) * layout.width, 2)
    if shape.name == "line":
        height = (shape.stroke_width or _LINE) * layout.unit
    elif shape.name in OUTLINES:
        height = width * OUTLINES[shape.name].height / 100
    else:
        height = width * _HEIGHTS[shape.name]
    scale = min(layout.height / height, 1.0)
    return layout.spot(spot, width * scale, height * scale, "center-center")


def _measured(shape: Shape, canvas: Canvas, box: Box, unit: float) -> None:
    if shape.name == "line":
        ink = parse(shape.stroke or shape.fill or _PLAIN)
        canvas.fill(canvas.rounded(box.x, box.y, box.width, box.height, box.height / 2), ink)
        return
    stroke = (shape.stroke_width if shape.stroke_width is not None else _LINE) * unit if shape.stroke else 0.0
    radius = box.width / 2 if shape.name == "circle" else (shape.border_radius or 0.0) * unit
    radius = min(radius, box.width / 2, box.height / 2)
    whole = canvas.rounded(box.x, box.y, box.width, box.height, radius)
    stroke = min(stroke, box.width / 2, box.height / 2)
    inner = canvas.rounded(
        box.x + stroke, box.y + stroke, box.width - 2 * stroke, box.height - 2 * stroke, max(radius - stroke, 0)
    )
    if shape.fill or not shape.stroke:
        canvas.fill(inner if stroke else whole, parse(shape.fill or _PLAIN))
    if stroke:
        canvas.fill(np.clip(whole - inner, 0, 1), parse(shape.stroke))


@lru_cache(maxsize=32)
def _mask(name: str, width: int) -> np.ndarray:
    """The outline as a float32 mask, ``width`` pixels wide."""
    pixels = drawn(OUTLINES[name].svg(width), width, max(round(width * OUTLINES[name].height / 100), 1))
    return pixels[..., 3].astype(np.float32) / 255


def drawn(svg: str, width: int, height: int) -> np.ndarray:
    """An SVG as uint8 RGBA pixels. Raises ``RenderError`` where the package that draws is not installed."""
    try:
        import resvg_py
    except ImportError:
        raise RenderError(
            "shapes cannot be drawn without the package resvg-py", mend='pip install "pictory_nb[sandbox]"'
        ) from None
    from PIL import Image

    png = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width, height=height))
    with Image.open(io.BytesIO(png)) as image:
        return np.asarray(image.convert("RGBA"))
