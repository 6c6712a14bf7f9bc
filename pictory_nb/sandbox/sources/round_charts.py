"""Charts around a middle: pies, rings, and radar charts."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pictory_nb.sandbox.sources.chart_numbers import Plot
from pictory_nb.sandbox.sources.chart_paper import Paper, scale_of, veiled
from pictory_nb.sandbox.sources.theme import RGBA

__all__ = ["draw_pie", "draw_radar"]

_STRAIGHT_UP = -90.0


def draw_pie(paper: Paper, plot: Plot) -> None:
    """A pie or a ring, each part with its per cent where it has room for that."""
    inner = paper.inner
    series = plot.series[0]
    parts = [max(value or 0.0, 0.0) for value in series.values]
    whole = sum(parts) or 1.0
    radius = min(inner[2] - inner[0], inner[3] - inner[1]) / 2
    middle = ((inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2)
    disc, draw = paper.veil()
    edges = (middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius)
    gap, clear = max(2, round(paper.size / 5)), (0, 0, 0, 0)
    turns = [_STRAIGHT_UP]
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
    paper.lay(disc)
    for part, begin, colour in zip(parts, turns, series.points, strict=False):
        if part / whole >= 0.05:
            place = _around(middle, radius * (0.79 if plot.kind == "ring" else 0.66), begin + 180 * part / whole)
            paper.write(f"{part / whole:.0%}", place, "mm", 1.1, weight=700, ink=_readable_on(colour))


def draw_radar(paper: Paper, plot: Plot, labels: Sequence[str]) -> None:
    """A spoke for each label, rings for the numbers, and a veil of its colour for each series."""
    left, top, right, bottom = paper.inner
    size, count = paper.size, len(labels)
    radius = min((right - left) / 2 - max(map(paper.width, labels)) - size, (bottom - top) / 2 - size * 2.2)
    radius = max(radius, min(right - left, bottom - top) / 4)
    middle = ((left + right) / 2, (top + bottom + size) / 2)
    values = [value for one in plot.series for value in one.values if value is not None]
    scale = scale_of(min(*values, 0.0), max(*values, 0.0), 4)
    turns = [_STRAIGHT_UP + 360 * n / count for n in range(count)]
    grid, draw = paper.veil()
    thin = max(1, round(size / 14))
    for tick in scale.ticks[1:]:
        ring = [_around(middle, radius * scale.share(tick), turn) for turn in turns]
        draw.line([*ring, ring[0]], veiled(paper.ink, 0.2), thin)
    for turn in turns:
        draw.line((*middle, *_around(middle, radius, turn)), veiled(paper.ink, 0.2), thin)
    paper.lay(grid)
    for one in plot.series:
        shares = [scale.share(value) if value is not None else None for value in one.values[:count]]
        points = [_around(middle, radius * s, turn) for s, turn in zip(shares, turns, strict=False) if s is not None]
        if len(points) > 2:
            veil, draw = paper.veil()
            draw.polygon(points, veiled(one.colour, 0.22))
            paper.lay(veil)
            paper.draw.line([*points, points[0], points[1]], one.colour, max(2, round(size / 4)), joint="curve")
        for x, y in points:
            paper.draw.ellipse((x - size / 3, y - size / 3, x + size / 3, y + size / 3), one.colour)
    for tick in scale.ticks[1:]:
        place = (middle[0] + size * 0.4, middle[1] - radius * scale.share(tick))
        paper.write(paper.number(tick), place, "lb", 0.8)
    for n, (label, turn) in enumerate(zip(labels, turns, strict=True)):
        x, y = _around(middle, radius + size * (0.8 if n else 1.5), turn)  # the rings are numbered along the first
        side = "m" if abs(x - middle[0]) < size else "l" if x > middle[0] else "r"
        paper.write(label, (x, y), f"{side}{'m' if side != 'm' else 's' if y < middle[1] else 'a'}")


def _around(middle: tuple[float, float], radius: float, degrees: float) -> tuple[float, float]:
    turn = math.radians(degrees)
    return middle[0] + radius * math.cos(turn), middle[1] + radius * math.sin(turn)


def _readable_on(colour: RGBA) -> RGBA:
    light = 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]
    return (20, 20, 28, 255) if light > 150 else (255, 255, 255, 255)
