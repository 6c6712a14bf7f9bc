"""The outlines of a slide's shapes as polygons, within their boxes."""

from __future__ import annotations

import math
from typing import Any

from pictory_nb.sandbox.sources.theme import child

__all__ = ["outline_of"]

Points = list[tuple[float, float]]

_UNIT: dict[str, Points] = {
    "rect": [(0, 0), (1, 0), (1, 1), (0, 1)],
    "triangle": [(0.5, 0), (1, 1), (0, 1)],
    "rtTriangle": [(0, 0), (1, 1), (0, 1)],
    "diamond": [(0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)],
    "parallelogram": [(0.25, 0), (1, 0), (0.75, 1), (0, 1)],
    "trapezoid": [(0.25, 0), (0.75, 0), (1, 1), (0, 1)],
    "hexagon": [(0.25, 0), (0.75, 0), (1, 0.5), (0.75, 1), (0.25, 1), (0, 0.5)],
    "pentagon": [(0.5, 0), (1, 0.38), (0.81, 1), (0.19, 1), (0, 0.38)],
    "homePlate": [(0, 0), (0.75, 0), (1, 0.5), (0.75, 1), (0, 1)],
    "chevron": [(0, 0), (0.75, 0), (1, 0.5), (0.75, 1), (0, 1), (0.25, 0.5)],
    "rightArrow": [(0, 0.25), (0.6, 0.25), (0.6, 0), (1, 0.5), (0.6, 1), (0.6, 0.75), (0, 0.75)],
    "leftArrow": [(1, 0.25), (0.4, 0.25), (0.4, 0), (0, 0.5), (0.4, 1), (0.4, 0.75), (1, 0.75)],
    "upArrow": [(0.25, 1), (0.25, 0.4), (0, 0.4), (0.5, 0), (1, 0.4), (0.75, 0.4), (0.75, 1)],
    "downArrow": [(0.25, 0), (0.25, 0.6), (0, 0.6), (0.5, 1), (1, 0.6), (0.75, 0.6), (0.75, 0)],
    "plus": [
        (0.33, 0), (0.67, 0), (0.67, 0.33), (1, 0.33), (1, 0.67), (0.67, 0.67), (0.67, 1), (0.33, 1), (0.33, 0.67),
        (0, 0.67), (0, 0.33), (0.33, 0.33),
    ],
    "line": [(0, 0), (1, 1)],
}  # fmt: skip
"""Shapes of straight lines in a box of one by one, by their names in the format."""
_STARS = {"star4": (4, 0.38), "star5": (5, 0.38), "star6": (6, 0.58), "star8": (8, 0.7)}


def outline_of(shape: Any, box: tuple[int, ...]) -> Points:
    """The outline of ``shape`` in its ``box`` (left, top, right, bottom); of an unknown one, its box."""
    properties = child(shape._element, "p:spPr")
    drawn = child(properties, "a:custGeom", "a:pathLst")
    if drawn is not None and len(drawn):
        return _freeform(drawn[0], box)
    geometry = child(properties, "a:prstGeom")
    name = geometry.get("prst", "rect") if geometry is not None else "rect"
    if name in ("ellipse", "flowChartConnector", "donut"):
        return _round([(math.cos(a), math.sin(a)) for a in _turns(96)], box)
    if name.startswith("round") or name in ("flowChartTerminator", "flowChartAlternateProcess"):
        return _rounded(box, 0.5 if name == "flowChartTerminator" else _adjusted(geometry, 0.16667))
    if name in _STARS:
        return _star(*_STARS[name], box)
    if name == "straightConnector1":
        name = "line"
    unit = _UNIT.get(name, _UNIT["rect"])
    flips = child(properties, "a:xfrm")
    across = flips is not None and flips.get("flipH") in ("1", "true")
    down = flips is not None and flips.get("flipV") in ("1", "true")
    return _laid([(1 - x if across else x, 1 - y if down else y) for x, y in unit], box)


def _laid(unit: Points, box: tuple[int, ...]) -> Points:
    width, height = box[2] - box[0], box[3] - box[1]
    return [(box[0] + x * width, box[1] + y * height) for x, y in unit]


def _round(points: Points, box: tuple[int, ...]) -> Points:
    return _laid([(0.5 + x / 2, 0.5 + y / 2) for x, y in points], box)


def _turns(count: int, start: float = 0.0) -> list[float]:
    return [start + 2 * math.pi * number / count for number in range(count)]


def _star(spikes: int, inner: float, box: tuple[int, ...]) -> Points:
    turns = _turns(2 * spikes, -math.pi / 2)
    reach = [1.0 if number % 2 == 0 else inner for number in range(2 * spikes)]
    return _round([(math.cos(a) * r, math.sin(a) * r) for a, r in zip(turns, reach, strict=True)], box)


def _adjusted(geometry: Any, usual: float) -> float:
    guide = child(geometry, "a:avLst", "a:gd")
    told = guide.get("fmla", "") if guide is not None else ""
    return int(told.split()[1]) / 100_000 if told.startswith("val ") else usual


def _rounded(box: tuple[int, ...], share: float) -> Points:
    left, top, right, bottom = box
    radius = min(right - left, bottom - top) * min(share, 0.5)
    corners = ((right - radius, top + radius, -90), (right - radius, bottom - radius, 0),
               (left + radius, bottom - radius, 90), (left + radius, top + radius, 180))  # fmt: skip
    return [
        (x + radius * math.cos(math.radians(start + step)), y + radius * math.sin(math.radians(start + step)))
        for x, y, start in corners
        for step in range(0, 91, 6)
    ]


def _freeform(path: Any, box: tuple[int, ...]) -> Points:
    """A path of lines and curves, in the units that it names itself."""
    width, height = int(path.get("w", 0)) or 1, int(path.get("h", 0)) or 1
    points: Points = []
    for step in path:
        kind = step.tag.rpartition("}")[2]
        ends = [(int(point.get("x", 0)) / width, int(point.get("y", 0)) / height) for point in step if point.get("x")]
        if kind in ("moveTo", "lnTo"):
            points += ends
        elif kind == "cubicBezTo" and len(ends) == 3 and points:
            points += _curve(points[-1], *ends)
        elif kind == "quadBezTo" and len(ends) == 2 and points:
            points += _curve(points[-1], ends[0], ends[0], ends[1])
    return _laid(points, box)


def _curve(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], d: tuple[float, float]) -> Points:
    found = []
    for number in range(1, 17):
        t = number / 16
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        found.append(tuple(sum(w * p[axis] for w, p in zip(weights, (a, b, c, d), strict=True)) for axis in (0, 1)))
    return found  # type: ignore[return-value]
