"""Letters that join, change places or stack: shaped by raqm within Pillow, or by HarfBuzz where raqm is missing.

Pillow's wheels bring raqm, but it needs a library of the system (FriBiDi) that Windows, macOS and slim images lack;
then it is switched off without a word, and Arabic or Hindi would fall apart. HarfBuzz shapes them alike everywhere,
and its outlines are drawn as SVG.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from PIL import features

HAS_RAQM = bool(features.check("raqm"))


@dataclass(frozen=True)
class Shaped:
    """A shaped text: its width in pixels, and its outlines as an SVG path around the start of its baseline."""

    width: float
    path: str


def can_shape() -> bool:
    """Whether letters that join can be written at all."""
    return HAS_RAQM or find_spec("uharfbuzz") is not None


def is_joined(text: str) -> bool:
    """Whether ``text`` holds letters that must be shaped: Hebrew to Myanmar, Khmer, and the forms of Arabic."""
    return any(0x0590 <= (code := ord(letter)) <= 0x109F or 0x1780 <= code <= 0x17FF or 0xFB1D <= code <= 0xFEFF
               for letter in text)  # fmt: skip


def is_ours(text: str) -> bool:
    """Whether ``text`` has to be shaped here, since Pillow cannot."""
    return not HAS_RAQM and is_joined(text) and can_shape()


@lru_cache(maxsize=1024)
def shaped(text: str, path: Path, size: float, weight: float) -> Shaped:
    """``text`` in the face of ``path``, in one direction."""
    import uharfbuzz as hb

    font = _font(str(path), weight)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    scale = size / font.face.upem
    parts, x, y = [], 0.0, 0.0
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        pen = _Pen(x + position.x_offset, y + position.y_offset, scale)
        font.draw_glyph_with_pen(info.codepoint, pen)
        parts += pen.parts
        x, y = x + position.x_advance, y + position.y_advance
    return Shaped(x * scale, " ".join(parts))


def mask_of(shape: Shaped, width: int, height: int, x: float, baseline: float) -> np.ndarray:
    """The letters as a mask of bytes, on a canvas of that size."""
    from pictory_nb.renderer.shapes import drawn

    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<path transform="translate({x:.2f} {baseline:.2f})" fill="#fff" d="{shape.path}"/></svg>'
    )
    return drawn(svg, width, height)[..., 3]


@lru_cache(maxsize=16)
def _font(path: str, weight: float):  # type: ignore[no-untyped-def]
    import uharfbuzz as hb

    font = hb.Font(hb.Face(hb.Blob.from_file_path(path)))
    font.set_variations({"wght": weight})
    return font


class _Pen:
    """Writes outlines down as SVG, y growing downwards."""

    def __init__(self, x: float, y: float, scale: float) -> None:
        self._x, self._y, self._scale, self.parts = x, y, scale, list[str]()

    def _at(self, *points: tuple[float, float]) -> str:
        return " ".join(f"{(x + self._x) * self._scale:.2f} {-(y + self._y) * self._scale:.2f}" for x, y in points)

    def moveTo(self, point: tuple[float, float]) -> None:
        self.parts.append(f"M{self._at(point)}")

    def lineTo(self, point: tuple[float, float]) -> None:
        self.parts.append(f"L{self._at(point)}")

    def curveTo(self, *points: tuple[float, float]) -> None:
        self.parts.append(f"C{self._at(*points)}")

    def qCurveTo(self, *points: tuple[float, float]) -> None:
        self.parts.append(f"Q{self._at(*points)}")

    def closePath(self) -> None:
        self.parts.append("Z")
