"""A chart drawn from its numbers: bars, lines or points that come in from the left, in the look of tables and code.

What cannot be drawn from numbers is a card with what the notebook says of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from pictory_nb.plates.clip import FPS, write_clip
from pictory_nb.plates.sheet import ACCENT, EDGE, INK, PAPER, QUIET, SANS, Room, face, grounded
from pictory_nb.plates.things import Chart, Series

__all__ = ["write_chart"]

_COLOURS = (ACCENT, (72, 207, 200), (255, 176, 96), (255, 121, 160), (126, 190, 255), (176, 220, 110))
_SHARP = 2
"""Lines and dots are drawn so many times as large, for smooth edges."""
_COMES, _REST = 1.3, 0.8
_LONGEST = 22
"""Signs of a name below a bar."""
_MOST_NAMES = 12


def write_chart(chart: Chart, room: Room, path: Path) -> None:
    """The clip; its last picture, the whole chart, is meant to be held."""
    write_clip(path, (room.width, room.height), _Page(chart, room).frames())


@dataclass(frozen=True)
class _Scale:
    """From numbers to pixels: ``low`` stands at ``begin`` and ``high`` at ``end``."""

    low: float
    high: float
    begin: float
    end: float

    def __call__(self, value: float) -> float:
        return self.begin + (value - self.low) / (self.high - self.low) * (self.end - self.begin)


class _Page:
    def __init__(self, chart: Chart, room: Room) -> None:
        self.chart, self.room = chart, room
        self.unit = room.unit * _SHARP
        self.left, self.top, self.right, self.bottom = (side * _SHARP for side in room.box)
        ground = grounded(room, room.box)
        sheet = ground.resize((room.width * _SHARP, room.height * _SHARP), Image.Resampling.BICUBIC)
        self.draw = ImageDraw.Draw(sheet)
        if chart.series:
            self._frame()
            empty = sheet.copy()
            self._marks()
        else:
            self._card()
            empty = sheet
        self.empty, self.full = (_small(image, room) for image in (empty, sheet))

    def frames(self) -> Iterator[np.ndarray | None]:
        """What is drawn of the numbers is uncovered from the left to the right, with a soft edge."""
        empty, full = (np.asarray(image).astype(np.float32) for image in (self.empty, self.full))
        across = np.linspace(0, 1, self.room.width, dtype=np.float32)
        if self.chart.series:
            for frame in range(math.ceil(_COMES * FPS)):
                share = frame / (_COMES * FPS)
                edge = (1 - (1 - share) ** 2) * 1.1
                seen = np.clip((edge - across) / 0.1, 0, 1)[None, :, None]
                yield (empty + (full - empty) * seen + 0.5).astype(np.uint8)
        yield np.asarray(self.full).copy()
        yield from [None] * math.ceil(_REST * FPS)

    def _size(self, size: float, *, bold: bool = False):
        return face(SANS, max(round(size * self.unit), 8), bold=bold)

    def _card(self) -> None:
        """The name of what cannot be drawn, and what the notebook says of it."""
        middle, wide = (self.left + self.right) / 2, (self.right - self.left) * 0.82
        lines = [*_wrapped(self.chart.title, self._size(54, bold=True), wide)[:3]]
        said = [line for text in self.chart.says for line in _wrapped(text, self._size(32), wide)][:5]
        high = len(lines) * 70 + (30 + len(said) * 46 if said else 0)
        y = (self.top + self.bottom) / 2 - high * self.unit / 2
        for line in lines:
            self.draw.text((middle, y + 35 * self.unit), line, INK, self._size(54, bold=True), "mm")
            y += 70 * self.unit
        y += 30 * self.unit
        for line in said:
            self.draw.text((middle, y + 23 * self.unit), line, QUIET, self._size(32), "mm")
            y += 46 * self.unit

    def _frame(self) -> None:
        """The title, the legend, and the axes with their numbers; ``self.value`` and ``self.place`` are the scales."""
        chart, unit, small = self.chart, self.unit, self._size(30)
        x, y = self.left + 44 * unit, self.top + 38 * unit
        wide = self.right - self.left - 88 * unit
        for line in _wrapped(chart.title, self._size(40, bold=True), wide)[:2] if chart.title else []:
            self.draw.text((x, y), line, INK, self._size(40, bold=True), "la")
            y += 54 * unit
        y = self._legend(x, y, wide)
        if chart.y_label and not chart.sideways:
            self.draw.text((x, y), chart.y_label, QUIET, small, "la")
        y += 66 * unit if chart.y_label and not chart.sideways else 22 * unit
        below = self.bottom - (106 if chart.x_label else 66) * unit
        ticks = _ticks(*_range(chart))
        words = [_number(tick, ticks[1] - ticks[0]) for tick in ticks]
        if chart.sideways:
            names = [_cut(name) for name in chart.names]
            self.inner = (x + max(map(small.getlength, names), default=0) + 20 * unit, y, self.right - 60 * unit, below)
            self.value = _Scale(ticks[0], ticks[-1], self.inner[0], self.inner[2])
        else:
            self.inner = (x + max(map(small.getlength, words)) + 20 * unit, y, self.right - 44 * unit, below)
            self.value = _Scale(ticks[0], ticks[-1], self.inner[3], self.inner[1])
        for tick, word in zip(ticks, words, strict=True):
            self._grid(self.value(tick), word, small)
        if chart.x_label:
            middle = (self.inner[0] + self.inner[2]) / 2
            self.draw.text((middle, self.bottom - 34 * unit), chart.x_label, QUIET, small, "mm")
        self._places(small)

    def _legend(self, x: float, y: float, wide: float) -> float:
        names = [each.name for each in self.chart.series]
        if len(names) < 2 or not any(names):
            return y
        small, begin, unit = self._size(30), x, self.unit
        for number, name in enumerate(names[: len(_COLOURS)]):
            long = small.getlength(_cut(name)) + 66 * unit
            if x + long > begin + wide and x > begin:
                x, y = begin, y + 40 * unit
            box = (x, y + 6 * unit, x + 22 * unit, y + 28 * unit)
            self.draw.rounded_rectangle(box, 6 * unit, fill=_COLOURS[number])
            self.draw.text((x + 32 * unit, y + 17 * unit), _cut(name), INK, small, "lm")
            x += long
        return y + 46 * unit

    def _grid(self, at: float, word: str, type_) -> None:
        left, top, right, bottom = self.inner
        line = max(round(1.5 * self.unit), 1)
        if self.chart.sideways:
            self.draw.line((at, top, at, bottom), EDGE, line)
            self.draw.text((at, bottom + 30 * self.unit), word, QUIET, type_, "mm")
        else:
            self.draw.line((left, at, right, at), EDGE, line)
            self.draw.text((left - 14 * self.unit, at), word, QUIET, type_, "rm")

    def _places(self, type_) -> None:
        """Where each name stands, or the numbers along the other axis."""
        left, top, right, bottom = self.inner
        names, gap = self.chart.names, self.unit * 12
        if not names:
            xs = [x for each in self.chart.series for x in each.x]
            self.place = _Scale(*_apart(min(xs), max(xs)), left + gap, right - gap)
            ticks = [tick for tick in _ticks(min(xs), max(xs)) if self.place.low <= tick <= self.place.high]
            years = all(1000 <= x < 3000 and x == int(x) for x in xs)  # which have no comma
            for tick in ticks:
                word = _number(tick, ticks[1] - ticks[0] if len(ticks) > 1 else 1.0)
                word = word.replace(",", "") if years else word
                self.draw.text((self.place(tick), bottom + 30 * self.unit), word, QUIET, type_, "mm")
            return
        begin, end = (top, bottom) if self.chart.sideways else (left, right)
        self.place = _Scale(-0.5, len(names) - 0.5, begin, end)
        room = (right - left) / max(max(type_.getlength(_cut(name)) for name in names) + gap, 1)
        most = _MOST_NAMES if self.chart.sideways else max(min(int(room), _MOST_NAMES * 2), 1)
        step = math.ceil(len(names) / most)
        for number in range(0, len(names), step):
            at = self.place(number)
            if self.chart.sideways:
                self.draw.text((left - 14 * self.unit, at), _cut(names[number]), QUIET, type_, "rm")
            else:
                self.draw.text((at, bottom + 30 * self.unit), _cut(names[number]), QUIET, type_, "mm")

    def _marks(self) -> None:
        bars = [each for each in self.chart.series if each.mark == "bar"]
        for number, series in enumerate(self.chart.series):
            colour = _COLOURS[number % len(_COLOURS)]
            if series.mark == "bar":
                self._bars(series, colour, bars.index(series), len(bars))
            else:
                self._line(series, colour)

    def _bars(self, series: Series, colour, which: int, of: int) -> None:
        each = abs(self.place(1) - self.place(0)) * 0.72 / of
        slit = each * 0.06 if of > 1 else 0.0
        zero = self.value(min(max(0.0, self.value.low), self.value.high))
        for x, y in zip(series.x, series.y, strict=True):
            at = self.place(x) + (which - of / 2) * each
            low, high = sorted((zero, self.value(y)))
            begin, end = at + slit, at + each - slit
            box = (low, begin, high, end) if self.chart.sideways else (begin, low, end, high)
            if min(box[2] - box[0], box[3] - box[1]) >= 1:
                self.draw.rounded_rectangle(box, min(8 * self.unit, each / 4), fill=colour)

    def _line(self, series: Series, colour) -> None:
        points = [(self.place(x), self.value(y)) for x, y in zip(series.x, series.y, strict=True)]
        if series.mark == "line" and len(points) > 1:
            self.draw.line(points, colour, round(6 * self.unit), joint="curve")
        dot = (7 if series.mark == "line" else 9) * self.unit
        if series.mark == "point" or len(points) <= 30:
            for x, y in points:
                self.draw.ellipse((x - dot, y - dot, x + dot, y + dot), colour, PAPER, round(2 * self.unit))


def _range(chart: Chart) -> tuple[float, float]:
    values = [y for each in chart.series for y in each.y]
    if any(each.mark == "bar" for each in chart.series):
        values.append(0.0)  # a bar that does not begin at nothing lies
    return min(values), max(values)


def _apart(low: float, high: float) -> tuple[float, float]:
    return (low, high) if high > low else (low - 1, high + 1)


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers around all that is shown, four to seven of them."""
    low, high = _apart(low, high)
    rough = (high - low) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * each for each in (1, 2, 2.5, 5, 10) if power * each >= rough * 0.999)
    return [number * step for number in range(math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9) + 1)]


def _number(value: float, step: float) -> str:
    digits = max(-math.floor(math.log10(step) + 1e-9), 0)
    digits += digits < 4 and abs(round(step, digits) - step) > step * 1e-6
    text = f"{value:,.{min(digits, 6)}f}" if 1e-5 < step < 1e12 else f"{value:g}"
    return text.replace("-", "−")


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"


def _wrapped(text: str, type_, wide: float) -> list[str]:
    lines: Sequence[str] = []
    for word in text.split():
        if lines and type_.getlength(f"{lines[-1]} {word}") <= wide:
            lines = [*lines[:-1], f"{lines[-1]} {word}"]
        else:
            lines = [*lines, word]
    return list(lines)


def _small(image: Image.Image, room: Room) -> Image.Image:
    return image.resize((room.width, room.height), Image.Resampling.BOX)
