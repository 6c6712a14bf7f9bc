"""What a chart of a slide says: its plots with their numbers, in the colours of the presentation."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pictory_nb.sandbox.sources.theme import RGBA, Theme, child

__all__ = ["ROUND", "Figures", "Plot", "Series", "figures_of"]

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_KINDS = {
    "BarPlot": "bar", "LinePlot": "line", "AreaPlot": "area", "PiePlot": "pie", "DoughnutPlot": "ring",
    "RadarPlot": "radar", "XyPlot": "points", "BubblePlot": "points",
}  # fmt: skip
ROUND = ("pie", "ring")
_ALONE = (*ROUND, "radar", "points")
"""Plots that share their axes with no other kind."""


@dataclass(frozen=True)
class Series:
    """``values`` by category; of clouds of points ``across`` has where each lies, and ``sizes`` how large it is."""

    name: str
    values: tuple[float | None, ...]
    colour: RGBA
    points: tuple[RGBA, ...] = ()
    across: tuple[float | None, ...] = ()
    sizes: tuple[float | None, ...] = ()
    joined: bool = True
    """Whether a line leads from point to point."""


@dataclass(frozen=True)
class Plot:
    """``second`` tells that it is measured by the axis on the right."""

    kind: str
    series: tuple[Series, ...]
    stacked: bool = False
    lying: bool = False
    second: bool = False


@dataclass(frozen=True)
class Figures:
    """All of a chart. ``formats`` says how the numbers of its axes are to be written, such as ``0%``."""

    plots: tuple[Plot, ...]
    labels: tuple[str, ...]
    title: str
    formats: tuple[str, ...]


def figures_of(chart: Any, theme: Theme) -> Figures | None:
    """What the chart says; None of a kind that is not known here, or that says no number at all."""
    try:
        return _figures(chart, theme)
    except (KeyError, ValueError, TypeError, IndexError, AttributeError):  # a chart may hold no numbers at all
        return None


def _figures(chart: Any, theme: Theme) -> Figures | None:
    axes = list(chart._chartSpace.iter(f"{_C}valAx"))
    read = [_read(plot, theme) for plot in chart.plots]
    plots = [plot for plot in read if plot and plot.series]
    if not plots or len(plots) < len(read):
        return None
    if any(plot.kind in _ALONE for plot in plots) and len(plots) > 1:
        return None
    is_cloud = plots[0].kind == "points"
    if not is_cloud and len(axes) > 1:
        plots = _by_axis(chart, plots, [axis.find(f"{_C}axId").get("val") for axis in axes])
        if any(plot.lying for plot in plots) or len(axes) > 2:
            return None
    labels = [] if is_cloud else [str(label) for label in chart.plots[0].categories]
    turned = any(turned.get("val") == "maxMin" for turned in chart._chartSpace.iter(f"{_C}orientation"))
    if turned and (is_cloud or len(axes) > 1):
        return None
    if turned:
        plots, labels = [_turned(plot) for plot in plots], labels[::-1]
    if not (labels or is_cloud) or not any(value for plot in plots for one in plot.series for value in one.values):
        return None
    formats = tuple(_format_of(axis) for axis in axes) or ("",)
    return Figures(tuple(plots), tuple(labels), _title_of(chart), formats)


def _by_axis(chart: Any, plots: Sequence[Plot], axes: Sequence[str]) -> list[Plot]:
    """The plots, each with whether it is measured by the first axis or by the second."""
    own = [{axis.get("val") for axis in plot._element.findall(f"{_C}axId")} for plot in chart.plots]
    return [replace(plot, second=axes[0] not in ids) for plot, ids in zip(plots, own, strict=True)]


def _read(plot: Any, theme: Theme) -> Plot | None:
    kind = _KINDS.get(type(plot).__name__)
    if kind is None:
        return None
    element = plot._element
    grouping, direction = element.find(f"{_C}grouping"), element.find(f"{_C}barDir")
    stacked = grouping is not None and grouping.get("val") in ("stacked", "percentStacked")
    lying = direction is not None and direction.get("val") == "bar"
    read = [_series(n, one, theme, by_point=kind in ROUND) for n, one in enumerate(plot.series)]
    if grouping is not None and grouping.get("val") == "percentStacked":
        read = _shares(read)
    return Plot(kind, tuple(read), stacked, lying)


def _series(number: int, series: Any, theme: Theme, *, by_point: bool) -> Series:
    values = tuple(None if value is None or not math.isfinite(value) else float(value) for value in series.values)
    own = _colour_of(series._element, theme)
    line = child(series._element.find(f"{_C}spPr"), "a:ln")
    cloud = (tuple(_numbers(series._element.find(f"{_C}{name}"))) for name in ("xVal", "bubbleSize"))
    across, sizes = cloud
    place = series._element.find(f"{_C}idx")  # counted over all plots of a chart
    number = int(place.get("val")) if place is not None else number
    colour = own or theme.named(f"accent{number % 6 + 1}")
    points = {
        int(point.find(f"{_C}idx").get("val")): found
        for point in series._element.findall(f"{_C}dPt")
        if (found := _colour_of(point, theme))
    }
    usual = [theme.named(f"accent{n % 6 + 1}") if by_point else colour for n in range(len(values))]
    own_points = tuple(points.get(n, usual[n]) for n in range(len(values)))
    joined = not sizes and (line is None or child(line, "a:noFill") is None)
    return Series(series.name or "", values, colour, own_points, across, sizes, joined)


def _numbers(told: Any) -> list[float | None]:
    """The numbers below an element, by their place; what is no number is nothing."""
    if told is None:
        return []
    found = {int(point.get("idx")): point.findtext(f"{_C}v") for point in told.iter(f"{_C}pt")}
    numbers = []
    for n in range(max(found, default=-1) + 1):
        try:
            number = float(found.get(n) or "nan")
        except ValueError:  # words across: the points stand one after another
            number = n + 1.0
        numbers.append(number if math.isfinite(number) else None)
    return numbers


def _turned(plot: Plot) -> Plot:
    """From the other end of its axis."""
    series = (replace(one, values=one.values[::-1], points=one.points[::-1]) for one in plot.series)
    return replace(plot, series=tuple(series))


def _shares(series: Sequence[Series]) -> list[Series]:
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


def _title_of(chart: Any) -> str:
    if not chart.has_title or not chart.chart_title.has_text_frame:
        return ""
    return " ".join(chart.chart_title.text_frame.text.split())


def _format_of(axis: Any) -> str:
    style = axis.find(f"{_C}numFmt")
    return style.get("formatCode", "") if style is not None else ""
