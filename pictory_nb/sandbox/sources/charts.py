"""A chart of a slide, drawn from its numbers: bars, lines, areas and clouds of points on their axes, and round ones.

It says what the chart says and is not its likeness: a quiet grid, the legend below, values where there is room.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from PIL import Image

from pictory_nb.sandbox.sources.chart_numbers import ROUND, Figures, Plot, Series, figures_of
from pictory_nb.sandbox.sources.chart_paper import Box, Paper, Scale, scale_of, veiled
from pictory_nb.sandbox.sources.round_charts import draw_pie, draw_radar
from pictory_nb.sandbox.sources.theme import RGBA, Theme
from pictory_nb.sandbox.sources.writing import Writer

__all__ = ["draw_chart"]

_LABELLED = 12
"""Values that are written at their bars, at most."""


def draw_chart(layer: Image.Image, chart: Any, box: tuple[int, ...], theme: Theme, writer: Writer) -> bool:
    """Draw ``chart`` into ``box``. Whether it is of a kind that can be drawn; nothing is drawn of others."""
    figures = figures_of(chart, theme)
    if figures is None:
        return False
    paper = Paper(layer, box, theme, writer)
    if figures.title:
        paper.title(figures.title)
    first = figures.plots[0]
    series = [one for plot in figures.plots for one in plot.series]
    if first.kind in ROUND:
        paper.legend(list(zip(figures.labels, first.series[0].points, strict=False)))
        draw_pie(paper, first)
        return True
    if len(series) > 1:
        paper.legend([(one.name, one.colour) for one in series])
    if first.kind == "radar":
        draw_radar(paper, first, figures.labels)
    elif first.kind == "points":
        _Cloud(paper, figures).draw()
    else:
        _Drawing(paper, figures).draw()
    return True


class _Field:
    """Where the marks stand, between their axes."""

    def __init__(self, paper: Paper, figures: Figures) -> None:
        self._paper, self._figures = paper, figures
        self._layer, self._draw = paper.layer, paper.draw
        self._size, self._write, self._width = paper.size, paper.write, paper.width

    def _grid(self, field: Box, scale: Scale, style: str, *, upright: bool) -> None:
        """A line for each step of a scale, and its number; ``upright`` are those that stand on the lower axis."""
        grid, draw = self._paper.veil()
        size = self._size
        for value in scale.ticks:
            strong = 0.55 if value == 0 else 0.16
            x, y = self._along(field, scale.share(value), upright)
            line = (x, field[1], x, field[3]) if upright else (field[0], y, field[2], y)
            draw.line(line, fill=veiled(self._paper.ink, strong), width=max(1, round(size / 14)))
            place, anchor = ((x, field[3] + size * 0.5), "ma") if upright else ((field[0] - size * 0.6, y), "rm")
            self._write(self._paper.number(value, style), place, anchor, 0.9)
        self._paper.lay(grid)

    def _along(self, field: Box, share: float, lying: bool) -> tuple[float, float]:
        return field[0] + share * (field[2] - field[0]), field[3] - share * (field[3] - field[1]) * (not lying)

    def _numbered(self, scale: Scale, style: str) -> float:
        """The room that the numbers of an upright axis take."""
        return max(self._width(self._paper.number(tick, style)) for tick in scale.ticks) + self._size * 0.8


class _Cloud(_Field):
    """Points by two numbers each, joined where the chart joins them, and as large as a third number says."""

    def draw(self) -> None:
        series, size = self._figures.plots[0].series, self._size
        pairs = [point for one in series for point in self._points(one)]
        low, high = min(x for x, _, _ in pairs), max(x for x, _, _ in pairs)
        across, up = scale_of(low, high), scale_of(*_ends([y for _, y, _ in pairs], whole=False))
        most = max((abs(large) for _, _, large in pairs if large), default=0.0)
        if most:
            across, up = across.wider(), up.wider()
        styles = (*self._figures.formats, "")
        inner = self._paper.inner
        aside = self._width(self._paper.number(across.ticks[-1], styles[0])) / 2
        field = (inner[0] + self._numbered(up, styles[1]), inner[1] + size, inner[2] - aside, inner[3] - size * 1.9)
        self._grid(field, across, styles[0], upright=True)
        self._grid(field, up, styles[1], upright=False)
        for one in series:
            places = [
                (self._along(field, across.share(x), True)[0], self._along(field, up.share(y), False)[1], large)
                for x, y, large in self._points(one)
            ]
            if one.joined:
                self._draw.line([place[:2] for place in places], one.colour, max(2, round(size / 4)), joint="curve")
            veil, draw = self._paper.veil()
            for x, y, large in places:
                radius = size * 2.4 * math.sqrt(abs(large) / most) if large and most else size * 0.42
                draw.ellipse((x - radius, y - radius, x + radius, y + radius), veiled(one.colour, 0.72 if most else 1))
            self._paper.lay(veil)

    def _points(self, series: Series) -> list[tuple[float, float, float | None]]:
        across = series.across or tuple(float(n + 1) for n in range(len(series.values)))
        sizes = (*series.sizes, *[None] * len(series.values))
        found = zip(across, series.values, sizes, strict=False)
        return [(x, y, large) for x, y, large in found if x is not None and y is not None]


class _Drawing(_Field):
    """Bars, lines and areas over their names."""

    def draw(self) -> None:
        figures, size, inner = self._figures, self._size, self._paper.inner
        plots, labels = figures.plots, figures.labels
        lying = any(plot.lying for plot in plots)
        first = [plot for plot in plots if not plot.second]
        second = [plot for plot in plots if plot.second]
        scale, style = _scale(first or second), figures.formats[0]
        beside = max(self._width(_cut(label, 14)) for label in labels) + size * 0.8 if lying else 0.0
        beside = beside or self._numbered(scale, style)
        values = [v for plot in plots for one in plot.series for v in one.values if v]
        over = max(self._width(self._paper.number(value, style)) for value in values)
        right = inner[2] - (over if lying else size * 0.5)
        other = _scale(second).in_steps(len(scale.ticks) - 1) if first and second else None
        if other:
            right = inner[2] - self._numbered(other, figures.formats[-1])
        field = (inner[0] + beside, inner[1] + size * 1.3, right, inner[3] - size * 1.9)
        self._grid(field, scale, style, upright=lying)
        if other:
            self._second(field, other, figures.formats[-1], second)
        self._names(labels, field, lying)
        for plot in sorted(plots, key=lambda plot: ("area", "bar", "line").index(plot.kind)):
            draw = self._bars if plot.kind == "bar" else self._lines
            measured = other if other and plot.second else scale
            draw(plot, measured, field, len(labels), figures.formats[-1] if plot.second else style)

    def _second(self, field: Box, scale: Scale, style: str, plots: Sequence[Plot]) -> None:
        """The numbers of the axis on the right, in the colour of what they measure where that is one thing."""
        series = [one for plot in plots for one in plot.series]
        ink = series[0].colour if len(series) == 1 else self._paper.ink
        for value in scale.ticks:
            y = self._along(field, scale.share(value), False)[1]
            self._write(self._paper.number(value, style), (field[2] + self._size * 0.6, y), "lm", 0.9, ink=ink)

    def _names(self, labels: Sequence[str], field: Box, lying: bool) -> None:
        room = (field[3] - field[1] if lying else field[2] - field[0]) / len(labels)
        needed = self._size * 1.3 if lying else max(map(self._width, labels)) + self._size * 0.6
        every = max(1, math.ceil(min(needed, self._size * 9) / room))
        for n, label in enumerate(labels):
            if n % every:
                continue
            if lying:
                middle = field[3] - (n + 0.5) * room
                self._write(_cut(label, 14), (field[0] - self._size * 0.6, middle), "rm")
            else:
                most = max(3, round(room * every / self._size / 0.5))
                place = (field[0] + (n + 0.5) * room, field[3] + self._size * 0.5)
                self._write(_cut(label, most), place, "ma")

    def _bars(self, plot: Plot, scale: Scale, field: Box, count: int, style: str) -> None:
        room = (field[3] - field[1] if plot.lying else field[2] - field[0]) / count
        side_by_side = 1 if plot.stacked else len(plot.series)
        thick = room * 0.66 / side_by_side
        labelled = count * side_by_side <= _LABELLED and not plot.stacked and len(self._figures.plots) == 1
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
                    self._bar_label(field, span, scale.share(value), plot.lying, value, style)

    def _bar(self, field: Box, span: Box | tuple[float, float], ends: tuple[float, float], plot: Plot, c: RGBA) -> None:
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

    def _bar_label(
        self, field: Box, span: tuple[float, float], share: float, lying: bool, value: float, style: str
    ) -> None:
        middle, away = (span[0] + span[1]) / 2, self._size * (0.4 if value > 0 else -0.4)
        x, y = self._along(field, share, lying)
        place = (x + away, field[3] - middle) if lying else (field[0] + middle, y - away)
        anchor = ("lm" if value > 0 else "rm") if lying else ("mb" if value > 0 else "mt")
        self._write(self._paper.number(value, style), place, anchor, weight=700)

    def _lines(self, plot: Plot, scale: Scale, field: Box, count: int, style: str) -> None:
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
                veil, draw = self._paper.veil()
                draw.polygon([*points, *floor], fill=veiled(series.colour, 0.45))
                self._paper.lay(veil)
            below = tops if plot.stacked else below
            self._draw.line(points, fill=series.colour, width=max(2, round(size / 4)), joint="curve")
            if plot.kind == "line" and count <= 24:
                for x, y in points:
                    self._draw.ellipse((x - size / 3, y - size / 3, x + size / 3, y + size / 3), fill=series.colour)
            if points and len(plot.series) <= 3 and plot.kind == "line" and len(self._figures.plots) == 1:
                last = next(value for value in reversed(series.values[:count]) if value is not None)
                self._write(
                    self._paper.number(last, style), (points[-1][0] + size * 0.6, points[-1][1]), "lm", weight=700
                )


def _scale(plots: Sequence[Plot]) -> Scale:
    """With zero, where there are bars or areas."""
    lows, highs = [], []
    for plot in plots:
        count = max(len(one.values) for one in plot.series)
        for n in range(count):
            values = [one.values[n] for one in plot.series if n < len(one.values) and one.values[n] is not None]
            highs.append(sum(max(v, 0) for v in values) if plot.stacked else max(values, default=0))
            lows.append(sum(min(v, 0) for v in values) if plot.stacked else min(values, default=0))
    return scale_of(*_ends([*lows, *highs], whole=any(plot.kind != "line" for plot in plots)))


def _ends(values: Sequence[float], *, whole: bool) -> tuple[float, float]:
    """The lowest and the highest; zero with them, where a bar is measured from it or it is near enough."""
    low, high = min(values), max(values)
    return (min(low, 0.0), max(high, 0.0)) if whole or low < (high - low) * 1.5 else (low, high)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
