"""What stands on the picture: shapes, pictures, videos, the place of an avatar; and other pictures in its place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pictory_nb.choices import POSITIONS, SHAPES
from pictory_nb.layout import Layout
from pictory_nb.renderer import Camera, Colour, Cutaway, Footage, Inset, Overlay, Picture, Presenter, View, picture_at
from pictory_nb.renderer.shapes import shape_box, shape_layer
from pictory_nb.storyboard import ImageElement, SceneAvatar, Shape, VideoElement
from tests.renderer import house

SIZE = (640, 360)
GREEN = (0, 255, 0)


def shown(*elements, seconds: float = 1.0, **more) -> np.ndarray:
    """The picture of a black shot with these elements."""
    return picture_at(house.film(house.plain(seconds=2, elements=elements, **more), size=SIZE), seconds)


def extent(picture: np.ndarray, colour: tuple[int, int, int], within: int = 90) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what has that colour."""
    rows, columns = np.nonzero(np.abs(picture.astype(int) - colour).sum(axis=2) < within)
    return int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_of_the_contract_is_drawn_within_its_box(name: str) -> None:
    """None of the 140 is missing, empty, or runs out of its place."""
    shape = Shape(name=name, fill="#00ff00", width="40%")
    layout = Layout(*SIZE)
    layer, box = shape_layer(shape, layout), shape_box(shape, layout)
    covered = 255 - layer.keep[0].astype(int)
    assert covered.max() > 200
    assert box.width == pytest.approx(256, abs=1) or box.height == pytest.approx(360, abs=1)
    rows, columns = np.nonzero(covered > 40)
    assert layer.x + columns.min() >= box.x - 3
    assert layer.x + columns.max() <= box.x + box.width + 3
    assert layer.y + rows.max() <= box.y + box.height + 3


def test_a_rectangle_has_fill_stroke_and_round_corners() -> None:
    """The three members that only it has (contract §3.4)."""
    shape = Shape(name="rectangle", fill="#00ff00", stroke="#ff0000", stroke_width=30, border_radius=60, width="50%")
    picture = shown(shape)
    left, top, right, _ = extent(picture, (255, 0, 0))
    assert right - left == pytest.approx(320, abs=3)
    assert house.pixel(picture, 180, 320) == pytest.approx(GREEN, abs=40)
    assert picture[top + 1, left + 1].max() < 60, "the corner is round"


@pytest.mark.parametrize("place", POSITIONS)
def test_a_shape_stands_at_each_of_the_nine_positions(place: str) -> None:
    left, top, right, bottom = extent(shown(Shape(name="square-1", fill="#00ff00", position=place, width="10%")), GREEN)
    vertical, horizontal = place.split("-")
    middle = ((left + right) / 2 / 640, (top + bottom) / 2 / 360)
    assert middle[0] == pytest.approx({"left": 0.1, "center": 0.5, "right": 0.9}[horizontal], abs=0.03)
    assert middle[1] == pytest.approx({"top": 0.16, "center": 0.5, "bottom": 0.84}[vertical], abs=0.03)


def test_a_picture_stands_at_its_top_and_left_in_its_own_proportions(tmp_path: Path) -> None:
    """30 % wide unless told otherwise, and never stretched."""
    Image.new("RGB", (80, 40), GREEN).save(tmp_path / "a.png")
    element = ImageElement(visual_url="a.png", top="20%", left="10%")
    left, top, right, bottom = extent(shown(Inset(Picture(tmp_path / "a.png"), element)), GREEN)
    assert (left, top) == pytest.approx((64, 72), abs=3)
    assert (right - left, bottom - top) == pytest.approx((192, 96), abs=4)


def test_a_video_element_plays_in_its_box_and_is_tinted(tmp_path: Path) -> None:
    """It runs in its own time, repeats, and wears its veil."""
    path = house.video(tmp_path / "v.mp4", [(200, 30, 30), (30, 30, 200)])
    element = VideoElement(visual_url="v.mp4", position="center", width="50%")
    reds = [shown(Inset(Footage(path), element), seconds=at)[180, 320][0] > 120 for at in (0.2, 0.7, 1.2)]
    assert reds == [True, False, True]
    tinted = shown(Inset(Footage(path), element, Overlay((0, 255, 0), 0.5)), seconds=0.2)
    assert tinted[180, 320][1] > 100


def test_elements_lie_on_one_another_in_their_order() -> None:
    below = Shape(name="square-1", fill="#ff0000", width="30%")
    above = Shape(name="square-1", fill="#00ff00", width="10%")
    assert house.pixel(shown(below, above), 180, 320) == pytest.approx(GREEN, abs=40)
    assert house.pixel(shown(above, below), 180, 320)[0] > 200


def test_a_cutaway_takes_the_picture_for_its_time() -> None:
    """A b-roll is seen from its start to its end, and the scene's own picture before and after."""
    cut = Cutaway(Colour((0, 255, 0, 255)), 0.5, 1.3)
    greens = [shown(seconds=at, cutaways=(cut,))[60, 60][1] > 150 for at in (0.2, 0.9, 1.6)]
    assert greens == [False, True, False]


@pytest.mark.parametrize("kind", ["picture", "video"])
def test_an_explicit_move_leads_from_one_view_to_the_other(kind: str, tmp_path: Path) -> None:
    """videoKenBurns: from the whole to the left half, of an image and of a video."""
    camera = Camera(View(1.0), View(2.0, 0.25, 0.5))
    if kind == "video":
        medium = Footage(_halves(tmp_path / "v.mp4"), camera=camera)
    else:
        pixels = np.zeros((360, 640, 3), np.uint8)
        pixels[:, :320] = GREEN
        Image.fromarray(pixels).save(tmp_path / "a.png")
        medium = Picture(tmp_path / "a.png", camera=camera)
    film = house.film(replace(house.plain(seconds=2), backdrop=medium), size=SIZE)
    assert house.share_of(picture_at(film, 0.0), GREEN, 150) == pytest.approx(0.5, abs=0.05)
    assert house.share_of(picture_at(film, 1.97), GREEN, 150) > 0.95


def _halves(path: Path) -> Path:
    import av

    pixels = np.zeros((120, 160, 3), np.uint8)
    pixels[:, :80] = GREEN
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=20)
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        for _ in range(50):
            out.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        out.mux(stream.encode(None))
    return path


def test_the_place_of_an_avatar_has_its_colours_and_keeps_clear_of_captions() -> None:
    """Ground and rim are the storyboard's, and no word is hidden by it."""
    presenter = Presenter("avatar placeholder", SceneAvatar(), ground=(0, 160, 0, 255), rim=(255, 0, 0, 255), border=12)
    captions = house.captioned(house.spoken("many words of a long subtitle " * 3), 2.0, size=SIZE)
    picture = shown(presenter=presenter, captions=captions, highlight=None)
    _, _, _, bottom = extent(picture, (255, 0, 0), 150)
    bare = shown(captions=captions, highlight=None)
    words = np.nonzero((bare.min(axis=2) > 180).any(axis=1))[0]
    assert bottom <= words.min()
