"""Interactive charts as numbers: what plotly and Vega-Lite leave in a notebook, read as far as it can be drawn.

Bars, lines and points are; whatever else there is becomes a card with what the notebook says of it, and a note.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
import re
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pictory_nb.plates import Chart, Series
from pictory_nb.told import told

__all__ = ["chart_in", "is_chart"]

_PLOTLY = re.compile(r"application/vnd\.plotly\.v1\+json")
_VEGA = re.compile(r"application/vnd\.vegalite\.v\d+(\.json|\+json)")
_BOKEH = re.compile(r"application/vnd\.(bokehjs|holoviews)_(exec|load)\.v0\+json")
_MOST_POINTS, _MOST_SERIES, _MOST_BARS = 5000, 6, 60
_ARRAYS = {"i1": "b", "u1": "B", "i2": "h", "u2": "H", "i4": "i", "u4": "I", "i8": "q", "u8": "Q", "f4": "f", "f8": "d"}
_MARKS = {"bar": "bar", "line": "line", "area": "line", "point": "point", "circle": "point", "square": "point"}
_REPR = re.compile(r"<.*>|alt\.\w*Chart\(.*|\w+\(\.*\)?|Figure\(\{.*", re.DOTALL)
"""What such objects say of themselves as text: nothing for people."""

Row = Mapping[str, Any]


def is_chart(data: Mapping[str, Any]) -> bool:
    """Whether an output is an interactive chart of a kind that is known here."""
    return any(kind.match(name) for name in data for kind in (_PLOTLY, _VEGA, _BOKEH))


def chart_in(data: Mapping[str, Any]) -> Chart:
    """The chart; without series where it is none that can be drawn: then it is a card."""
    for pattern, maker, read in ((_PLOTLY, "plotly", _plotly), (_VEGA, "Vega-Lite", _vega)):
        if name := next(filter(pattern.match, data), ""):
            spec = _json(data[name])
            title = _text(_title_of(spec, maker))
            try:
                chart = read(spec, title)
            except (ValueError, TypeError, KeyError, AttributeError, IndexError, struct.error, binascii.Error):
                chart = None  # no such file is worth more than a card
            return chart or _card(data, title)
    return _card(data, "")


def _card(data: Mapping[str, Any], title: str) -> Chart:
    said = data.get("text/plain", "")
    said = " ".join(_text("".join(said) if isinstance(said, list) else said).split())
    says = () if not said or _REPR.fullmatch(said) else (said[:300],)
    return Chart(title or "An interactive chart", says=(*says, "It moves in the notebook; here it cannot be drawn."))


def _title_of(spec: Any, maker: str) -> Any:
    outer = spec.get("layout", {}) if maker == "plotly" and isinstance(spec, dict) else spec
    title = outer.get("title", "") if isinstance(outer, dict) else ""
    return title.get("text", "") if isinstance(title, dict) else title


def _json(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        value = "".join(value)
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return {}


def _text(value: Any) -> str:
    value = " ".join(map(str, value)) if isinstance(value, list) else value
    return re.sub(r"<[^>]+>", "", told(value, longest=300)) if isinstance(value, (str, int, float)) else ""


# plotly: {"data": [{"type": "bar", "x": […], "y": […], "name": …}], "layout": {"title": {"text": …}}}


def _plotly(spec: Mapping[str, Any], title: str) -> Chart | None:
    layout, series, sideways = spec.get("layout") or {}, [], False
    if len({(trace.get("xaxis", "x"), trace.get("yaxis", "y")) for trace in spec["data"]}) > 1:
        return None  # two measures on one scale would lie
    for trace in spec["data"]:
        kind = trace.get("type", "scatter")
        if kind not in ("bar", "scatter", "scattergl"):
            return None
        sideways = sideways or trace.get("orientation") == "h"
        mode = trace.get("mode") or "lines"
        mark = "bar" if kind == "bar" else "line" if "lines" in mode else "point"
        x, y = _numbers_of(trace.get("x")), _numbers_of(trace.get("y"))
        if sideways:
            x, y = y, x
        series.append((_text(trace.get("name", "")), mark, x or list(range(len(y))), y))
    labels = [_text(_axis_title(layout.get(axis))) for axis in ("xaxis", "yaxis")]
    return _chart(title, labels, series, sideways)


def _axis_title(axis: Any) -> Any:
    title = axis.get("title", "") if isinstance(axis, dict) else ""
    return title.get("text", "") if isinstance(title, dict) else title


def _numbers_of(value: Any) -> list[Any]:
    """A list, also where plotly has written it as bytes."""
    if isinstance(value, dict) and "bdata" in value:
        content, kind = base64.b64decode(value["bdata"]), _ARRAYS[value["dtype"].lstrip("<|=")]
        return list(struct.unpack(f"<{len(content) // struct.calcsize(kind)}{kind}", content))
    return list(value) if isinstance(value, list) else []


# Vega-Lite: {"mark": "bar", "encoding": {"x": {"field": …}, "y": {…}}, "data": {"name": …}, "datasets": {…}}


def _vega(spec: Mapping[str, Any], title: str) -> Chart | None:
    rows = _rows(spec, spec.get("datasets") or {})
    layers = spec.get("layer") or [spec]
    if "independent" in (spec.get("resolve") or {}).get("scale", {}).values():
        return None  # two measures on one scale would lie
    series: list[tuple[str, str, list[Any], list[Any]]] = []
    labels, sideways = ["", ""], False
    for layer in layers:
        mark = layer.get("mark", "")
        mark = _MARKS[mark.get("type", "") if isinstance(mark, dict) else mark]
        encoding = {**(spec.get("encoding") or {}), **(layer.get("encoding") or {})}
        x, y = encoding["x"], encoding["y"]
        if layer.get("transform") or spec.get("transform") or x.get("bin") or y.get("bin"):
            return None  # what is reckoned in the page is not in the file
        own = _rows(layer, spec.get("datasets") or {}) or rows
        sideways = mark == "bar" and x.get("type") == "quantitative" and y.get("type") != "quantitative"
        place, value = (y, x) if sideways else (x, y)
        labels = [_text(each.get("title") or each.get("field") or each.get("aggregate", "")) for each in (x, y)]
        series += _grouped(own, place, value, encoding.get("color") or {}, mark)
    return _chart(title, labels, series, sideways)


def _rows(spec: Mapping[str, Any], sets: Mapping[str, Any]) -> list[Row]:
    data = spec.get("data") or {}
    rows = data.get("values", sets.get(data.get("name", ""), []))
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


_SUMS: dict[str, Callable[[list[float]], float]] = {
    "sum": sum,
    "mean": lambda values: sum(values) / len(values),
    "average": lambda values: sum(values) / len(values),
    "min": min,
    "max": max,
    "count": len,
}


def _grouped(rows: Sequence[Row], place: Row, value: Row, colour: Row, mark: str):
    groups: dict[str, dict[Any, list[Any]]] = {}
    for row in rows:
        name = str(row.get(colour.get("field"), "")) if colour.get("field") else ""
        told_value = row.get(value.get("field")) if value.get("field") else 1
        groups.setdefault(name, {}).setdefault(row.get(place["field"]), []).append(told_value)
    how = value.get("aggregate")
    for name, found in groups.items():
        if how:
            pairs = [(at, _SUMS[how]([float(each) for each in values])) for at, values in found.items()]
        else:
            pairs = [(at, each) for at, values in found.items() for each in values]
        yield _text(name), mark, [at for at, _ in pairs], [each for _, each in pairs]


# both


def _chart(title: str, labels: list[str], series: Iterable[tuple[str, str, list[Any], list[Any]]], sideways: bool):
    """The chart; None where there is nothing in it, or too much to be seen."""
    found = [(name, mark, *_pairs(x, y)) for name, mark, x, y in series]
    found = [each for each in found if each[2]]
    points = sum(len(each[2]) for each in found)
    if not 0 < len(found) <= _MOST_SERIES or points > _MOST_POINTS:
        return None
    plain = all(_is_number(x) for _, _, xs, _ in found for x in xs)
    if plain and not any(mark == "bar" for _, mark, _, _ in found):
        ordered = [_in_order(*each) for each in found]
        return Chart(title, *labels, series=tuple(Series(*each) for each in ordered))
    names = list(dict.fromkeys(_name(x) for _, _, xs, _ in found for x in xs))
    if plain or all(re.match(r"\d{4}-\d\d", name) for name in names):
        names.sort(key=(lambda name: float(name.replace(",", ""))) if plain else str)
    if len(names) > _MOST_BARS and any(mark == "bar" for _, mark, _, _ in found):
        return None
    at = {name: float(number) for number, name in enumerate(names)}
    placed = [_in_order(name, mark, [at[_name(x)] for x in xs], ys) for name, mark, xs, ys in found]
    return Chart(title, *labels, series=tuple(Series(*each) for each in placed), names=tuple(names), sideways=sideways)


def _pairs(xs: Sequence[Any], ys: Sequence[Any]) -> tuple[list[Any], list[float]]:
    kept = [(x, float(y)) for x, y in zip(xs, ys, strict=False) if _is_number(y) and x is not None]
    return [x for x, _ in kept], [y for _, y in kept]


def _in_order(name: str, mark: str, xs: Sequence[float], ys: Sequence[float]):
    pairs = list(zip(map(float, xs), ys, strict=True))
    if mark != "point":
        pairs.sort(key=lambda pair: pair[0])
    return name, mark, tuple(x for x, _ in pairs), tuple(y for _, y in pairs)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _name(value: Any) -> str:
    text = f"{value:g}" if isinstance(value, float) else _text(value) if not isinstance(value, bool) else str(value)
    return re.sub(r"T00:00:00(\.0+)?Z?$", "", text)
