"""Interactive charts: what plotly and Vega-Lite leave in a notebook is drawn from its numbers, or honestly a card."""

from __future__ import annotations

import base64
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictory_nb.document.charts import chart_in
from pictory_nb.document.film import adapt
from pictory_nb.plates import Chart, Press, Series
from tests.document.conftest import code, shows
from tests.document.test_plates import frames, written

PLOTLY, VEGA = "application/vnd.plotly.v1+json", "application/vnd.vegalite.v5+json"
BOKEH = "application/vnd.bokehjs_exec.v0+json"


def packed(*values: float) -> dict[str, str]:
    """As plotly 6 writes numbers."""
    return {"dtype": "f8", "bdata": base64.b64encode(struct.pack(f"<{len(values)}d", *values)).decode()}


def vega(mark: str, rows: list[dict], **more) -> dict:
    encoding = {"x": {"field": "x", "type": "nominal"}, "y": {"field": "y", "type": "quantitative"}}
    return {VEGA: {"mark": mark, "encoding": encoding, "data": {"name": "d"}, "datasets": {"d": rows}, **more}}


def test_plotly_bars_are_read_with_their_words():
    """Names, labels and the title without its markup; numbers also where they are bytes."""
    trace = {"type": "bar", "x": ["Oslo", "Bergen"], "y": packed(3.25, 11.5), "name": "2024"}
    layout = {"title": {"text": "Rain in a <b>day</b>"}, "yaxis": {"title": {"text": "mm"}}}

    assert chart_in({PLOTLY: {"data": [trace], "layout": layout}}) == Chart(
        "Rain in a day", "", "mm", (Series("2024", "bar", (0.0, 1.0), (3.25, 11.5)),), ("Oslo", "Bergen")
    )


def test_plotly_lines_and_points_are_read():
    """In the order of their axis, gaps left out."""
    line = {"mode": "lines+markers", "x": [3, 1, 2], "y": [30, 10, None]}
    chart = chart_in({PLOTLY: {"data": [line, {"type": "scattergl", "mode": "markers", "y": [5, 6]}]}})

    assert [(each.mark, each.x, each.y) for each in chart.series] == [
        ("line", (1.0, 3.0), (10.0, 30.0)), ("point", (0.0, 1.0), (5.0, 6.0)),
    ]  # fmt: skip


def test_vega_lite_is_grouped_by_colour_and_summed_up():
    """What its own program would reckon in the page, as far as that is a sum, a mean or a count."""
    rows = [{"x": x, "y": y, "c": c} for x, y, c in (("a", 1, "p"), ("a", 3, "p"), ("b", 5, "p"), ("b", 7, "q"))]
    data = vega("bar", rows)
    data[VEGA]["encoding"]["y"]["aggregate"] = "mean"
    data[VEGA]["encoding"]["color"] = {"field": "c"}
    chart = chart_in(data)

    assert [(each.name, each.x, each.y) for each in chart.series] == [
        ("p", (0.0, 1.0), (2.0, 5.0)),
        ("q", (1.0,), (7.0,)),
    ]
    assert chart.names == ("a", "b")


def test_bars_that_lie_stay_so():
    """Of either program."""
    data = vega("bar", [{"x": "a", "y": 2}])
    data[VEGA]["encoding"] = {"x": data[VEGA]["encoding"]["y"], "y": data[VEGA]["encoding"]["x"]}

    assert chart_in(data).sideways
    assert chart_in({PLOTLY: {"data": [{"type": "bar", "orientation": "h", "x": [1], "y": ["a"]}]}}).sideways


@pytest.mark.parametrize(
    "data",
    [
        {BOKEH: "", "text/plain": "A map of all stations"},
        {PLOTLY: {"data": [{"type": "choropleth", "z": [1]}]}, "text/plain": "A map of all stations"},
        {**vega("geoshape", []), "text/plain": "A map of all stations"},
        {**vega("bar", [{"x": "a", "y": 1}], transform=[{"filter": "datum.y"}]), "text/plain": "A map of all stations"},
        {PLOTLY: "{", "text/plain": ["A map of ", "all stations"]},
        {
            PLOTLY: {"data": [{"y": [100, 200]}, {"y": [0.1, 0.2], "yaxis": "y2"}]},  # two measures, one scale
            "text/plain": "A map of all stations",
        },
        {
            **vega("bar", [{"x": "a", "y": 1}], resolve={"scale": {"y": "independent"}}),
            "text/plain": "A map of all stations",
        },
    ],
)
def test_what_cannot_be_drawn_is_a_card_that_says_so(data):
    """With what the notebook itself says of it."""
    chart = chart_in(data)

    assert chart.series == ()
    assert chart.says == ("A map of all stations", "It moves in the notebook; here it cannot be drawn.")


def test_what_an_object_says_of_itself_is_not_shown():
    """``alt.Chart(...)`` tells people nothing."""
    assert chart_in({BOKEH: "", "text/plain": "alt.Chart(...)"}).says[0].startswith("It moves")


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["data", "layout", "type", "x", "y", "mark", "encoding", "field", "title", "bdata", "dtype", "values", "datasets", "layer"]), inner, max_size=4), max_leaves=12))  # fmt: skip # noqa: E501
def test_no_file_is_too_broken_for_a_card(spec):
    """Notebooks are written by others."""
    for kind in (PLOTLY, VEGA):
        assert isinstance(chart_in({kind: spec}), Chart)


@pytest.mark.parametrize("size", [(640, 360), (360, 640)])
def test_a_chart_comes_in_from_the_left_and_stays_on_its_sheet(tmp_path: Path, size):
    """Its last picture is whole, below it there is room for words."""
    chart = chart_in(vega("bar", [{"x": f"name {n}", "y": n - 3} for n in range(12)]))
    plate = Press(size, tmp_path).plate(chart, said=3.0)
    shown = frames(plate.path)

    assert plate.type == "video"
    assert written(shown[0]) < written(shown[20]) < written(shown[-1])
    assert written(shown[-1][int(size[1] * 0.74) :]) == 0
    assert written(shown[-1][:, : size[0] // 40]) == written(shown[-1][:, -(size[0] // 40) :]) == 0


@pytest.mark.parametrize("y", [(0.0,), (5.0, 5.0), (1e-9, 2e-9), (1e15, -1e15), (float("1e300"), 0.0)])
def test_any_numbers_have_an_axis(tmp_path: Path, y):
    """One number alone, all the same, tiny and huge ones."""
    x = tuple(map(float, range(len(y))))
    for mark in ("bar", "line", "point"):
        names = tuple(map(str, x)) if mark == "bar" else ()
        assert (
            Press((320, 180), tmp_path)
            .plate(Chart("Any", series=(Series("", mark, x, y),), names=names))
            .path.is_file()
        )


def test_a_notebook_with_charts_becomes_a_film_with_them(write):
    """A chart that is drawn needs no note; a card says that it is one."""
    made = adapt(
        write(
            code("chart", shows(VEGA, vega("line", [{"x": "a", "y": 1}, {"x": "b", "y": 2}])[VEGA])),
            code("map", shows(BOKEH, "")),
        ),
        size="640x360",
    )

    assert [scene.background.visual_url.rpartition("/")[2][:5] for scene in made.storyboard.scenes] == [
        "code-", "chart", "code-", "chart",
    ]  # fmt: skip
    assert made.notes == ("cell 2: a chart that only its own program draws is a card",)
