"""Charts of slides are drawn from their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData, XyChartData
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


def test_what_cannot_be_drawn_is_told() -> None:
    """Clouds of points, and charts without a number; their places stay empty."""
    points, empty = XyChartData(), CategoryChartData()
    points.add_series("S").add_data_point(1, 2)
    empty.categories = ["a"]
    empty.add_series("S", (None,))
    for kind, data in ((KIND.XY_SCATTER, points), (KIND.COLUMN_CLUSTERED, empty)):
        show = Presentation()
        slide = show.slides.add_slide(show.slide_layouts[6])
        slide.shapes.add_chart(kind, 0, 0, Inches(5), Inches(4), data)
        artist = SlideArtist(show.slide_width, show.slide_height, 320)
        assert (np.asarray(artist.draw(slide)) == 255).all()
        assert list(artist.left_out) == ["a chart of a rare kind"]
