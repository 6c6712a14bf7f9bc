"""The paper that a chart of a slide is drawn on: its letters, its legend, and its scales."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from pictory_nb.sandbox.sources.theme import RGBA, Theme
from pictory_nb.sandbox.sources.writing import Writer

__all__ = ["Box", "Paper", "Scale", "scale_of", "veiled"]

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Scale:
    """From the lowest to the highest value of an axis, in even steps."""

    low: float
    high: float
    step: float

    def share(self, value: float) -> float:
        return (value - self.low) / (self.high - self.low)

    @property
    def ticks(self) -> list[float]:
        return [self.low + n * self.step for n in range(round((self.high - self.low) / self.step) + 1)]

    def wider(self) -> Scale:
        """A step more at either end, for what is large around its middle."""
        return Scale(self.low - self.step, self.high + self.step, self.step)

    def in_steps(self, count: int) -> Scale:
        """The same with ``count`` steps, so that its numbers stand at the lines of another scale."""
        for parts in range(count, 0, -1):
            scale = scale_of(self.low, self.high, parts)
            if len(scale.ticks) - 1 <= count:
                return Scale(scale.low, scale.low + count * scale.step, scale.step)
        return Scale(self.low, self.high, (self.high - self.low) / count)


def scale_of(low: float, high: float, parts: int = 5) -> Scale:
    """From a round number to a round number around both, in about so many even steps."""
    raw = ((high - low) or abs(high) or 1.0) / parts
    unit = 10 ** math.floor(math.log10(raw))
    step = next(unit * n for n in (1, 2, 2.5, 5, 10) if unit * n >= raw * 0.999)
    return Scale(math.floor(low / step) * step, max(math.ceil(high / step), math.floor(low / step) + 1) * step, step)


class Paper:
    """A layer with ``box`` for the chart, and how it is written on. ``size`` is that of its letters, in pixels."""

    def __init__(self, layer: Image.Image, box: tuple[int, ...], theme: Theme, writer: Writer) -> None:
        self.layer, self._writer = layer, writer
        self.draw, self.ink = ImageDraw.Draw(layer), theme.named("tx1")
        left, top, right, bottom = (float(edge) for edge in box)
        self.size = max(10.0, min(bottom - top, (right - left) * 0.75) / 19)
        margin = self.size * 0.8
        self.inner: Box = (left + margin, top + margin, right - margin, bottom - margin)

    def title(self, text: str) -> None:
        """At the top; what is left is below it."""
        left, top, right, bottom = self.inner
        self.write(text, ((left + right) / 2, top), "ma", 1.35, weight=700)
        self.inner = (left, top + self.size * 2.4, right, bottom)

    def legend(self, entries: Sequence[tuple[str, RGBA]]) -> None:
        """In rows at the bottom, centred; what is left is above them."""
        inner = self.inner
        size, gap = self.size, self.size * 1.6
        widths = [self.width(name) + size * 1.5 for name, _ in entries]
        rows: list[list[int]] = [[]]
        for n, width in enumerate(widths):
            if rows[-1] and sum(widths[m] + gap for m in rows[-1]) + width > inner[2] - inner[0]:
                rows.append([])
            rows[-1].append(n)
        top = inner[3] - len(rows) * size * 1.7
        for number, row in enumerate(rows):
            at = (inner[0] + inner[2] - sum(widths[n] for n in row) - gap * (len(row) - 1)) / 2
            middle = top + (number + 0.65) * size * 1.7
            for n in row:
                name, colour = entries[n]
                swatch = (at, middle - size * 0.42, at + size * 0.84, middle + size * 0.42)
                self.draw.rounded_rectangle(swatch, size * 0.2, fill=colour)
                self.write(name, (at + size * 1.4, middle), "lm")
                at += widths[n] + gap
        self.inner = (*inner[:3], top - size * 0.6)

    def veil(self) -> tuple[Image.Image, ImageDraw.ImageDraw]:
        """An empty layer for what is seen through; ``lay`` puts it on the paper."""
        veil = Image.new("RGBA", self.layer.size)
        return veil, ImageDraw.Draw(veil)

    def lay(self, veil: Image.Image) -> None:
        self.layer.alpha_composite(veil)

    def write(
        self,
        text: str,
        place: tuple[float, float],
        anchor: str,
        larger: float = 1.0,
        *,
        weight: int = 400,
        ink: RGBA | None = None,
    ) -> None:
        font = self._writer.face(self.size * larger, weight, text)
        self.draw.text(place, text, font=font, anchor=anchor, fill=ink or self.ink)

    def width(self, text: str) -> float:
        return self._writer.face(self.size, 400, text).getlength(text)

    def number(self, value: float, style: str = "") -> str:
        """As it is read, in the ``style`` of its axis."""
        if "%" in style:
            return f"{value * 100:.4g}%"
        for size, sign in ((1e9, " bn"), (1e6, " m")):
            if abs(value) >= size:
                return f"{value / size:.3g}{sign}"
        return f"{value:,.10g}" if abs(value) >= 1000 else f"{value:.4g}"


def veiled(colour: RGBA, share: float) -> RGBA:
    return (*colour[:3], round(colour[3] * share))
