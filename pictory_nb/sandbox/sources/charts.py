"""A chart of a slide, drawn from its numbers: bars, lines, areas and pies, in the colours of the presentation.

It says what the chart says and is not its likeness: a quiet grid, the legend below, values where there is room.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PIL import Image, ImageDraw

from pictory_nb.sandbox.sources.theme import RGBA, Theme, child
from pictory_nb.sandbox.sources.writing import Writer

__all__ = ["draw_chart"]

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_KINDS = {"BarPlot": "bar", "LinePlot": "line", "AreaPlot": "area", "PiePlot": "pie", "DoughnutPlot": "ring"}
_ROUND = ("pie", "ring")
_LABELLED = 12
"""Values that are written at their bars, at most."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class _Series:
    name: str
    values: tuple[float | None, ...]
    colour: RGBA
    points: tuple[RGBA, ...] = ()


@dataclass(frozen=True)
class _Plot:
    kind: str
    series: tuple[_Series, ...]
    stacked: bool = False
    lying: bool = False


@dataclass(frozen=True)
class _Scale:
    """From the lowest to the highest value of an axis, in even steps."""

    low: float
    high: float
    step: float

    def share(self, value: float) -> float:
        return (value - self.low) / (self.high - self.low)

    @property
    def ticks(self) -> list[float]:
        return [self.low + n * self.step for n in range(round((self.high - self.low) / self.step) + 1)]


def draw_chart(layer: Image.Image, chart: Any, box: tuple[int, ...], theme: Theme, writer: Writer) -> bool:
    """Draw ``chart`` into ``box``. Whether it is of a kind that can be drawn; nothing is drawn of others."""
    try:
        plots = [_read(plot, theme) for plot in chart.plots]
        labels = [str(label) for label in chart.plots[0].categories]
        if any(turned.get("val") == "maxMin" for turned in chart._chartSpace.iter(f"{_C}orientation")):
            plots, labels = [_turned(plot) for plot in plots if plot], labels[::-1]
    except (KeyError, ValueError, TypeError, IndexError, AttributeError):  # a chart may hold no numbers at all
        return False
    scales = list(chart._chartSpace.iter(f"{_C}valAx"))
    known = plots and all(plot and plot.series for plot in plots) and len(scales) < 2
    if not known or not labels or not any(value for plot in plots for one in plot.series for value in one.values):
        return False
    _Drawing(layer, box, theme, writer, _format_of(chart)).draw(plots, labels, _title_of(chart))
    return True


class _Drawing:
    def __init__(self, layer: Image.Image, box: tuple[int, ...], theme: Theme, writer: Writer, style: str) -> None:
        self._layer, self._box, self._writer = layer, box, writer
        self._draw, self._percent = ImageDraw.Draw(layer), "%" in style
        self._ink = theme.named("tx1")
        self._size = max(10.0, min(box[3] - box[1], (box[2] - box[0]) * 0.75) / 19)

    def draw(self, plots: Sequence[_Plot], labels: Sequence[str], title: str) -> None:
        left, top, right, bottom = (float(edge) for edge in self._box)
        margin = self._size * 0.8
        inner = (left + margin, top + margin, right - margin, bottom - margin)
        if title:
            self._write(title, ((left + right) / 2, inner[1]), "ma", 1.35, weight=700)
            inner = (inner[0], inner[1] + self._size * 2.4, *inner[2:])
        if plots[0].kind in _ROUND:
            entries = list(zip(labels, plots[0].series[0].points, strict=False))
            inner = self._legend(entries, inner)
            self._pie(plots[0], inner)
            return
        series = [one for plot in plots for one in plot.series]
        if len(series) > 1:
            inner = self._legend([(one.name, one.colour) for one in series], inner)
        self._axes(plots, labels, inner)

    def _legend(self, entries: Sequence[tuple[str, RGBA]], inner: Box) -> Box:
        """In rows below, centred. What is left above them."""
        size, gap = self._size, self._size * 1.6
        widths = [self._width(name) + size * 1.5 for name, _ in entries]
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
                self._draw.rounded_rectangle(swatch, size * 0.2, fill=colour)
                self._write(name, (at + size * 1.4, middle), "lm")
                at += widths[n] + gap
        return (*inner[:3], top - size * 0.6)

    def _axes(self, plots: Sequence[_Plot], labels: Sequence[str], inner: Box) -> None:
        lying = any(plot.lying for plot in plots)
        scale = _scale(plots)
        ticks = [self._number(tick) for tick in scale.ticks]
        size = self._size
        beside = max(map(self._width, (self._cut(label, 14) for label in labels) if lying else ticks)) + size * 0.8
        over = max(self._width(self._number(v)) for plot in plots for one in plot.series for v in one.values if v)
        right = inner[2] - (over if lying else size * 0.5)
        field = (inner[0] + beside, inner[1] + size * 1.3, right, inner[3] - size * 1.9)
        grid = Image.new("RGBA", self._layer.size)
        for value, text in zip(scale.ticks, ticks, strict=True):
            strong = 0.55 if value == 0 else 0.16
            x, y = self._along(field, scale.share(value), lying)
            line = (x, field[1], x, field[3]) if lying else (field[0], y, field[2], y)
            ImageDraw.Draw(grid).line(line, fill=_veiled(self._ink, strong), width=max(1, round(size / 14)))
            place, anchor = ((x, field[3] + size * 0.5), "ma") if lying else ((field[0] - size * 0.6, y), "rm")
            self._write(text, place, anchor, 0.9)
        self._layer.alpha_composite(grid)
        self._names(labels, field, lying)
        for plot in sorted(plots, key=lambda plot: ("area", "bar", "line").index(plot.kind)):
            draw = self._bars if plot.kind == "bar" else self._lines
            draw(plot, scale, field, len(labels))

    def _names(self, labels: Sequence[str], field: Box, lying: bool) -> None:
        room = (field[3] - field[1] if lying else field[2] - field[0]) / len(labels)
        needed = self._size * 1.3 if lying else max(map(self._width, labels)) + self._size * 0.6
        every = max(1, math.ceil(min(needed, self._size * 9) / room))
        for n, label in enumerate(labels):
            if n % every:
                continue
            if lying:
                middle = field[3] - (n + 0.5) * room
                self._write(self._cut(label, 14), (field[0] - self._size * 0.6, middle), "rm")
            else:
                most = max(3, round(room * every / self._size / 0.5))
                place = (field[0] + (n + 0.5) * room, field[3] + self._size * 0.5)
                self._write(self._cut(label, most), place, "ma")

    def _bars(self, plot: _Plot, scale: _Scale, field: Box, count: int) -> None:
        room = (field[3] - field[1] if plot.lying else field[2] - field[0]) / count
        side_by_side = 1 if plot.stacked else len(plot.series)
        thick = room * 0.66 / side_by_side
        labelled = count * side_by_side <= _LABELLED and not plot.stacked
        for n in range(count):
            above = below = 0.0
            for number, series in enumerate(plot.series):
                value = series.values[n] if n < len(series.values) else None
                if not value:
                    continue
                start = (above if value > 0 else below) if plot.stacked else 0.0
                above, below = (above + max(value, 0), below + min(value, 0)) if plot.stacked else (above, below)
                offset = n * room + room * 0.17 + (0 if plot.stacked else number * thick)
                span = (offset, offset + thick * (1 if plot.stacked or side_by_side == 1 else 0.92))
                colour = series.points[n] if n < len(series.points) else series.colour
                self._bar(field, span, (scale.share(start), scale.share(start + value)), plot, colour)
                if labelled:
                    self._bar_label(field, span, scale.share(value), value, plot.lying)

    def _bar(
        self, field: Box, span: Box | tuple[float, float], ends: tuple[float, float], plot: _Plot, c: RGBA
    ) -> None:
        first, last = (self._along(field, share, plot.lying) for share in ends)
        if plot.lying:
            edges = (first[0], field[3] - span[1], last[0], field[3] - span[0])
        else:
            edges = (field[0] + span[0], first[1], field[0] + span[1], last[1])
        box = (min(edges[0], edges[2]), min(edges[1], edges[3]), max(edges[0], edges[2]), max(edges[1], edges[3]))
        grows = ends[1] > ends[0]
        corners = (False, grows, grows, False) if plot.lying else (grows, grows, not grows, not grows)
        radius = 0 if plot.stacked else min(self._size * 0.35, (box[2] - box[0]) / 2, (box[3] - box[1]) / 2)
        self._draw.rounded_rectangle(box, radius, fill=c, corners=corners)

    def _bar_label(self, field: Box, span: tuple[float, float], share: float, value: float, lying: bool) -> None:
        middle, away = (span[0] + span[1]) / 2, self._size * (0.4 if value > 0 else -0.4)
        x, y = self._along(field, share, lying)
        if lying:
            self._write(self._number(value), (x + away, field[3] - middle), "lm" if value > 0 else "rm", weight=700)
        else:
            self._write(self._number(value), (field[0] + middle, y - away), "mb" if value > 0 else "mt", weight=700)

    def _lines(self, plot: _Plot, scale: _Scale, field: Box, count: int) -> None:
        room, size = (field[2] - field[0]) / count, self._size
        below = [0.0] * count
        for series in plot.series:
            points = []
            tops = list(below)
            for n, value in enumerate(series.values[:count]):
                if value is None:
                    continue
                tops[n] = below[n] + value if plot.stacked else value
                points.append((field[0] + (n + 0.5) * room, self._along(field, scale.share(tops[n]), False)[1]))
            if plot.kind == "area" and len(points) > 1:
                floor = [
                    (field[0] + (n + 0.5) * room, self._along(field, scale.share(below[n]), False)[1])
                    for n in reversed(range(count))
                ]
                veil = Image.new("RGBA", self._layer.size)
                ImageDraw.Draw(veil).polygon([*points, *floor], fill=_veiled(series.colour, 0.45))
                self._layer.alpha_composite(veil)
            below = tops if plot.stacked else below
            self._draw.line(points, fill=series.colour, width=max(2, round(size / 4)), joint="curve")
            if plot.kind == "line" and count <= 24:
                for x, y in points:
                    self._draw.ellipse((x - size / 3, y - size / 3, x + size / 3, y + size / 3), fill=series.colour)
            if points and len(plot.series) <= 3 and plot.kind == "line":
                last = next(value for value in reversed(series.values[:count]) if value is not None)
                self._write(self._number(last), (points[-1][0] + size * 0.6, points[-1][1]), "lm", weight=700)

    def _pie(self, plot: _Plot, inner: Box) -> None:
        series = plot.series[0]
        parts = [max(value or 0.0, 0.0) for value in series.values]
        whole = sum(parts) or 1.0
        radius = min(inner[2] - inner[0], inner[3] - inner[1]) / 2
        middle = ((inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2)
        disc = Image.new("RGBA", self._layer.size)
        draw, at = ImageDraw.Draw(disc), -90.0
        edges = (middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius)
        gap, clear = max(2, round(self._size / 5)), (0, 0, 0, 0)
        turns = [at]
        for part, colour in zip(parts, series.points, strict=False):
            draw.pieslice(edges, turns[-1], turns[-1] + 360 * part / whole, fill=colour)
            turns.append(turns[-1] + 360 * part / whole)
        if sum(part > 0 for part in parts) > 1:
            for turn in turns[1:]:
                end = _around(middle, radius * 1.05, turn)
                draw.line((*middle, *end), fill=clear, width=gap)
        if plot.kind == "ring":
            hole = radius * 0.58
            draw.ellipse((middle[0] - hole, middle[1] - hole, middle[0] + hole, middle[1] + hole), fill=clear)
        self._layer.alpha_composite(disc)
        for part, begin, colour in zip(parts, turns, series.points, strict=False):
            if part / whole >= 0.05:
                place = _around(middle, radius * (0.79 if plot.kind == "ring" else 0.66), begin + 180 * part / whole)
                self._write(f"{part / whole:.0%}", place, "mm", 1.1, weight=700, ink=_readable_on(colour))

    def _along(self, field: Box, share: float, lying: bool) -> tuple[float, float]:
        return field[0] + share * (field[2] - field[0]), field[3] - share * (field[3] - field[1]) * (not lying)

    def _write(
        self,
        text: str,
        place: tuple[float, float],
        anchor: str,
        larger: float = 1.0,
        *,
        weight: int = 400,
        ink: RGBA | None = None,
    ) -> None:
        font = self._writer.face(self._size * larger, weight, text)
        self._draw.text(place, text, font=font, anchor=anchor, fill=ink or self._ink)

    def _width(self, text: str) -> float:
        return self._writer.face(self._size, 400, text).getlength(text)

    def _cut(self, text: str, most: int) -> str:
        return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"

    def _number(self, value: float) -> str:
        if self._percent:
            return f"{value * 100:.4g}%"
        for size, sign in ((1e9, " bn"), (1e6, " m")):
            if abs(value) >= size:
                return f"{value / size:.3g}{sign}"
        return f"{value:,.10g}" if abs(value) >= 1000 else f"{value:.4g}"


def _read(plot: Any, theme: Theme) -> _Plot | None:
    kind = _KINDS.get(type(plot).__name__)
    if kind is None:
        return None
    element = plot._element
    grouping, direction = element.find(f"{_C}grouping"), element.find(f"{_C}barDir")
    stacked = grouping is not None and grouping.get("val") in ("stacked", "percentStacked")
    lying = direction is not None and direction.get("val") == "bar"
    read = [_series(n, one, theme, by_point=kind in _ROUND) for n, one in enumerate(plot.series)]
    if grouping is not None and grouping.get("val") == "percentStacked":
        read = _shares(read)
    return _Plot(kind, tuple(read), stacked, lying)


def _series(number: int, series: Any, theme: Theme, *, by_point: bool) -> _Series:
    values = tuple(None if value is None or not math.isfinite(value) else float(value) for value in series.values)
    own = _colour_of(series._element, theme)
    colour = own or theme.named(f"accent{number % 6 + 1}")
    points = {
        int(point.find(f"{_C}idx").get("val")): found
        for point in series._element.findall(f"{_C}dPt")
        if (found := _colour_of(point, theme))
    }
    usual = [theme.named(f"accent{n % 6 + 1}") if by_point else colour for n in range(len(values))]
    return _Series(series.name or "", values, colour, tuple(points.get(n, usual[n]) for n in range(len(values))))


def _turned(plot: _Plot) -> _Plot:
    """From the other end of its axis."""
    series = (replace(one, values=one.values[::-1], points=one.points[::-1]) for one in plot.series)
    return replace(plot, series=tuple(series))


def _shares(series: Sequence[_Series]) -> list[_Series]:
    """Each value as its per cent of what stands at the same place."""
    count = max(len(one.values) for one in series)
    wholes = [sum(abs((one.values[n] if n < len(one.values) else 0) or 0) for one in series) or 1 for n in range(count)]
    return [
        replace(one, values=tuple(v if v is None else 100 * v / wholes[n] for n, v in enumerate(one.values)))
        for one in series
    ]


def _colour_of(element: Any, theme: Theme) -> RGBA | None:
    properties = element.find(f"{_C}spPr")
    return theme.color(child(properties, "a:solidFill")) or theme.color(child(properties, "a:ln", "a:solidFill"))


def _scale(plots: Sequence[_Plot]) -> _Scale:
    """With zero, where there are bars or areas; about five even steps."""
    lows, highs = [], []
    for plot in plots:
        count = max(len(one.values) for one in plot.series)
        for n in range(count):
            values = [one.values[n] for one in plot.series if n < len(one.values) and one.values[n] is not None]
            highs.append(sum(max(v, 0) for v in values) if plot.stacked else max(values, default=0))
            lows.append(sum(min(v, 0) for v in values) if plot.stacked else min(values, default=0))
    low, high = min(lows), max(highs)
    if any(plot.kind != "line" for plot in plots) or low < (high - low) * 1.5:
        low, high = min(low, 0.0), max(high, 0.0)
    raw = ((high - low) or abs(high) or 1.0) / 5
    unit = 10 ** math.floor(math.log10(raw))
    step = next(unit * n for n in (1, 2, 2.5, 5, 10) if unit * n >= raw * 0.999)
    return _Scale(math.floor(low / step) * step, max(math.ceil(high / step), math.floor(low / step) + 1) * step, step)


def _title_of(chart: Any) -> str:
    if not chart.has_title or not chart.chart_title.has_text_frame:
        return ""
    return " ".join(chart.chart_title.text_frame.text.split())


def _format_of(chart: Any) -> str:
    """How numbers of its axis are to be written, such as ``0%``."""
    axis = next(chart._chartSpace.iter(f"{_C}valAx"), None)
    style = axis.find(f"{_C}numFmt") if axis is not None else None
    return style.get("formatCode", "") if style is not None else ""


def _around(middle: tuple[float, float], radius: float, degrees: float) -> tuple[float, float]:
    turn = math.radians(degrees)
    return middle[0] + radius * math.cos(turn), middle[1] + radius * math.sin(turn)


def _veiled(colour: RGBA, share: float) -> RGBA:
    return (*colour[:3], round(colour[3] * share))


def _readable_on(colour: RGBA) -> RGBA:
    light = 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]
    return (20, 20, 28, 255) if light > 150 else (255, 255, 255, 255)
