"""What is drawn of code, tables and figures, seen in its pictures."""

from __future__ import annotations

import base64
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from pictory_nb.plates import Code, Figure, Press, Table
from tests.document.conftest import plot

SIZE = (640, 360)


@pytest.fixture
def press(tmp_path: Path) -> Press:
    return Press(SIZE, tmp_path)


def frames(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as clip:
        return [frame.to_ndarray(format="rgb24") for frame in clip.decode(video=0)]


def written(frame: np.ndarray) -> int:
    """How many pixels stand out from the dark."""
    return int((frame.max(axis=2) > 140).sum())


def test_code_types_itself_within_what_is_said_and_stays(press: Press):
    """More is written from second to second; when the voice is done, all of it has been read for a while."""
    source = "total = 0\nfor day in range(31):\n    total += rain[day]\nprint(total)"
    plate = press.plate(Code(source, printed="412.5"), said=4.0)
    shown = frames(plate.path)

    assert plate.type == "video"
    assert shown[0].shape == (360, 640, 3)
    assert written(shown[5]) < written(shown[45]) < written(shown[-1])
    assert len(shown) / 30 <= 4.5
    assert abs(written(shown[-1]) - written(shown[-6])) < 60  # but for the cursor, it rests


def test_code_that_is_too_long_is_scrolled(press: Press):
    """The last line is in sight at the end, and the first one is not any more."""
    long = "\n".join(f"line_{number} = {number}" for number in range(60))
    end = frames(press.plate(Code(long), said=3.0).path)[-1]
    other = frames(press.plate(Code(long.replace("line_0 ", "first_0 ")), said=3.0).path)[-1]
    changed = frames(press.plate(Code(long.replace("line_59", "last_99")), said=3.0).path)[-1]

    assert np.abs(end.astype(int) - other).max() < 60
    assert np.abs(end.astype(int) - changed).max() > 100


def test_subtitles_have_room_below(press: Press):
    """Where words will stand nothing is drawn but the ground."""
    tall = Code("\n".join(f"x{number} = {number}" for number in range(40)))

    assert written(frames(press.plate(tall, said=2.0).path)[-1][int(360 * 0.75) :]) == 0
    assert written(frames(press.plate(tall).path)[-1][int(360 * 0.75) :]) > 50


def test_a_table_comes_in_row_by_row_and_fits(press: Press):
    """However many rows and columns there are, the sheet stays within the frame."""
    wide = Table(
        ("", *(f"column {n}" for n in range(30))), tuple((str(r), *"0" * 30) for r in range(200)), 1, "200 rows"
    )
    shown = frames(press.plate(wide, said=3.0).path)

    assert written(shown[3]) < written(shown[-1])
    assert written(shown[-1][:, :20]) == written(shown[-1][:, -20:]) == 0


@pytest.mark.parametrize("ground", ["white", "#20242c", "beige"])
def test_a_plot_goes_on_in_its_own_colour_and_nothing_of_it_is_cut(press: Press, ground: str):
    """Its four axes are all there, also for a zoom that shows the inner 86 percent at the end."""
    path = press.plate(Figure(base64.b64decode(plot(ground))), said=3.0).path
    picture = np.asarray(Image.open(path)).astype(int)
    corner = picture[0, 0]
    dark = (np.abs(picture - corner).max(axis=2) > 20).nonzero()

    assert np.abs(picture[0] - corner).max() == np.abs(picture[-1] - corner).max() == 0
    assert dark[0].min() > 360 * 0.07
    assert dark[0].max() < 360 * 0.72
    assert dark[1].min() > 640 * 0.07
    assert dark[1].max() < 640 * 0.93


def test_a_photograph_fills_the_frame(press: Press):
    """What has no one colour around it is no plot."""
    noise = np.random.default_rng(1).integers(0, 255, (90, 90, 3), np.uint8)
    path = press.folder / "noise.png"
    Image.fromarray(noise).save(path)
    picture = np.asarray(Image.open(press.plate(Figure(path.read_bytes())).path))

    assert picture.std(axis=(0, 1)).min() > 20
    assert picture[0].std() > 20


def test_a_vector_is_drawn_as_sharp_as_the_film(press: Press):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10" fill="#fff"/>'
    svg += '<circle cx="10" cy="5" r="4" fill="#c00"/></svg>'
    picture = np.asarray(Image.open(press.plate(Figure(svg.encode(), "image/svg+xml")).path))

    assert tuple(picture[150, 320]) == (204, 0, 0)


def test_upright_films_have_plates_of_their_own(tmp_path: Path):
    plate = Press((360, 640), tmp_path).plate(Code("x = 1"), said=2.0)

    assert frames(plate.path)[0].shape == (640, 360, 3)


def test_a_thing_is_drawn_once(press: Press):
    """The same content has the same file; other content, or another size, another one."""
    first = press.plate(Code("x = 1"), said=2.0).path
    when = first.stat().st_mtime_ns

    assert press.plate(Code("x = 1"), said=2.0).path == first
    assert first.stat().st_mtime_ns == when
    assert press.plate(Code("x = 2"), said=2.0).path != first
    assert Press((320, 180), press.folder).plate(Code("x = 1"), said=2.0).path != first
