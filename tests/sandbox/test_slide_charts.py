"""Charts of slides are drawn from their numbers."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import Any

import cv2
import numpy as np
import pytest
from pptx import Presentation
from pptx.chart.data import BubbleChartData, CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE as KIND
from pptx.util import Inches

from pictory_nb.sandbox.sources.drawing import SlideArtist

RED, GREEN = (200, 30, 30), (30, 160, 60)


def shown(kind: Any, *series: tuple[float | None, ...], colours: Sequence[tuple[int, int, int]] = ()) -> np.ndarray:
    """A slide with nothing but that chart, as pixels."""
    show = Presentation()
    data = CategoryChartData()
    data.categories = [f"C{n}" for n in range(len(series[0]))]
    for number, values in enumerate(series):
        data.add_series(f"S{number}", values)
    slide = show.slides.add_slide(show.slide_layouts[6])
    chart = slide.shapes.add_chart(kind, Inches(1), Inches(1), Inches(8), Inches(5.5), data).chart
    for number, colour in enumerate(colours):
        only = chart.plots[0].series[0]
        part = only.points[number] if kind in (KIND.PIE, KIND.DOUGHNUT) else chart.plots[0].series[number]
        part.format.fill.solid()
        part.format.fill.fore_color.rgb = RGBColor(*colour)
    artist = SlideArtist(show.slide_width, show.slide_height, 640)
    picture = np.asarray(artist.draw(slide)).astype(int)
    assert not artist.left_out
    return picture


def covered(picture: np.ndarray, colour: tuple[int, int, int]) -> np.ndarray:
    return np.abs(picture - colour).sum(axis=2) < 40


@pytest.mark.parametrize("kind", [KIND.COLUMN_CLUSTERED, KIND.BAR_CLUSTERED, KIND.COLUMN_STACKED])
def test_bars_are_as_long_as_their_numbers(kind: Any) -> None:
    """In the colours that the presentation gives them."""
    picture = shown(kind, (10, 20), (5, None), colours=(RED, GREEN))
    red, green = covered(picture, RED).sum(), covered(picture, GREEN).sum()
    assert red / green == pytest.approx(6, rel=0.08)
    assert red > 5000


def test_a_bar_below_zero_hangs_from_the_line() -> None:
    """Where one ends above, the other begins; the one of two is half as long as that of four."""
    picture = covered(shown(KIND.COLUMN_CLUSTERED, (4, -2), colours=(RED,)), RED)
    first, second = picture[:, :320].any(axis=1).nonzero()[0], picture[:, 320:].any(axis=1).nonzero()[0]
    assert abs(int(first.max()) - int(second.min())) <= 4
    assert (np.ptp(first) / np.ptp(second)) == pytest.approx(2, rel=0.1)


@pytest.mark.parametrize("kind", [KIND.PIE, KIND.DOUGHNUT])
def test_a_pie_is_parted_by_its_numbers(kind: Any) -> None:
    """A quarter, and three."""
    picture = shown(kind, (25, 75), colours=(RED, GREEN))
    assert covered(picture, GREEN).sum() / covered(picture, RED).sum() == pytest.approx(3, rel=0.1)


def test_a_line_rises_where_its_numbers_do() -> None:
    """From left to right, above the other where it is larger."""
    picture = shown(KIND.LINE, (1, 5, 9), (1, 1, 1))
    blue = covered(picture, (79, 129, 189))
    columns = [int(np.mean(np.nonzero(blue[:, x])[0])) for x in (220, 320, 420)]
    assert columns[0] > columns[1] > columns[2]


@pytest.mark.parametrize(
    "kind", [KIND.AREA, KIND.AREA_STACKED, KIND.COLUMN_STACKED_100, KIND.BAR_STACKED, KIND.LINE_MARKERS]
)
@pytest.mark.parametrize("values", [(0.0, 3.0), (None, 2.0), (-1e9, 2e12), (1e-7, 2e-7)])
def test_whatever_the_numbers_are_something_is_drawn(kind: Any, values: tuple[float | None, ...]) -> None:
    """Holes, zeros, and numbers of any size."""
    assert (shown(kind, values, values) < 200).any()


def blue(picture: np.ndarray) -> np.ndarray:
    """The dots of the first series, in the first colour of the usual theme."""
    return covered(picture, (79, 129, 189))


def drawn(kind: Any, data: Any, change: Callable[[Any], None] = lambda chart: None) -> tuple[np.ndarray, list[str]]:
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    chart = slide.shapes.add_chart(kind, Inches(1), Inches(1), Inches(8), Inches(5.5), data).chart
    change(chart)
    artist = SlideArtist(show.slide_width, show.slide_height, 640)
    return np.asarray(artist.draw(slide)).astype(int), list(artist.left_out)


def test_points_stand_where_their_two_numbers_say() -> None:
    """Three that rise evenly; nothing joins them."""
    data = XyChartData()
    series = data.add_series("S")
    for number in (1, 2, 3):
        series.add_data_point(number, number * 10)
    picture, left_out = drawn(KIND.XY_SCATTER, data)
    count, _, _, centres = cv2.connectedComponentsWithStats(blue(picture).astype(np.uint8))
    (x1, y1), (x2, y2), (x3, y3) = sorted(centres[1:].tolist())
    assert count == 4
    assert not left_out
    assert x2 - x1 == pytest.approx(x3 - x2, abs=2)
    assert y1 - y2 == pytest.approx(y2 - y3, abs=2)
    assert y1 > y2


def test_bubbles_are_as_large_as_their_third_number() -> None:
    """By area: four times as much is four times as large."""
    data = BubbleChartData()
    series = data.add_series("S")
    series.add_data_point(1, 10, 10)
    series.add_data_point(5, 10, 40)
    picture, left_out = drawn(KIND.BUBBLE, data)
    seen = (picture[..., 2] - picture[..., 0] > 40).astype(np.uint8)
    sizes = sorted(cv2.connectedComponentsWithStats(seen)[2][1:, cv2.CC_STAT_AREA].tolist())[-2:]
    assert not left_out
    assert sizes[1] / sizes[0] == pytest.approx(4, rel=0.15)


def test_a_radar_chart_reaches_as_far_as_its_numbers() -> None:
    """Far upwards where the first is large, and less far to either side."""
    data = CategoryChartData()
    data.categories = ["a", "b", "c", "d"]
    data.add_series("S", (4, 1, 1, 1))
    picture, left_out = drawn(KIND.RADAR, data)
    rows, columns = np.nonzero(blue(picture))
    middle = columns[rows == rows.min()].mean()
    assert not left_out
    assert (rows.max() - rows.min()) == pytest.approx((columns.max() - columns.min()) * 2.5, rel=0.25)
    assert middle == pytest.approx((columns.min() + columns.max()) / 2, abs=6)


def measured_by_two_axes(chart: Any) -> None:
    """The second series becomes a line, with an axis of its own on the right."""
    name = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    area = chart._chartSpace.find(f".//{name}plotArea")
    bars = area.find(f"{name}barChart")
    line = bars.makeelement(f"{name}lineChart")
    bars.addnext(line)
    line.append(line.makeelement(f"{name}grouping", {"val": "standard"}))
    line.append(bars.findall(f"{name}ser")[1])
    for number in ("1", "2"):
        line.append(line.makeelement(f"{name}axId", {"val": number}))
    for number, kind in (("1", "catAx"), ("2", "valAx")):
        axis = copy.deepcopy(area.find(f"{name}{kind}"))
        axis.find(f"{name}axId").set("val", number)
        area.append(axis)


def test_what_is_measured_by_the_second_axis_has_its_own_scale() -> None:
    """A share of a tenth is seen beside hundreds: the line is as high as the bars, and not on the ground."""
    data = CategoryChartData()
    data.categories = ["a", "b"]
    data.add_series("Revenue", (200, 400))
    data.add_series("Share", (0.1, 0.2))
    picture, left_out = drawn(KIND.COLUMN_CLUSTERED, data, measured_by_two_axes)
    assert not left_out
    bars, line = np.nonzero(blue(picture))[0], np.nonzero(covered(picture, (192, 80, 77)))[0]
    assert np.ptp(line) > 0.3 * np.ptp(bars)


def test_what_cannot_be_drawn_is_told() -> None:
    """Charts without a number, and those that mix what has no common axes; their places stay empty."""
    empty, cloud = CategoryChartData(), XyChartData()
    empty.categories = ["a"]
    empty.add_series("S", (None,))
    cloud.add_series("S")
    for kind, data in ((KIND.COLUMN_CLUSTERED, empty), (KIND.RADAR, empty), (KIND.XY_SCATTER, cloud)):
        picture, left_out = drawn(kind, data)
        assert (picture == 255).all()
        assert left_out == ["a chart of a rare kind"]
