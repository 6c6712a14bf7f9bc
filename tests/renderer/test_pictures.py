"""Backdrops and what happens between them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from pictory_nb.renderer import Footage, LogoPicture, Overlay, Picture, Transition, picture_at, render
from pictory_nb.renderer.film import TransitionName
from pictory_nb.renderer.planes import Layer, blank
from tests.renderer import house


@pytest.mark.parametrize("name", [name for name in get_args(TransitionName) if name != "none"])
def test_a_transition_starts_with_the_old_and_ends_with_the_new_picture(name: str) -> None:
    """Each of the contract's transitions (§3.9) leads from one shot to the next, and both are seen in between."""
    film = house.film(house.plain(house.RED), house.plain(house.BLUE, transition=Transition(name, 0.6)))
    before, early, middle, after = (picture_at(film, at).astype(float) for at in (0.9, 1.01, 1.3, 1.75))
    assert np.abs(early - before).mean() < 25
    assert np.abs(after - before).mean() > 80
    if name == "circlecrop":
        assert middle.mean() < before.mean() / 2, "it closes to black in the middle"
    else:
        assert 0.25 < np.abs(middle - before).mean() / np.abs(after - before).mean() < 0.75


def test_a_fade_mixes_both_pictures() -> None:
    """Halfway through a fade there is as much of the one as of the other."""
    film = house.film(house.plain(house.RED), house.plain(house.BLUE, transition=Transition("fade", 0.6)))
    assert house.pixel(picture_at(film, 1.25), 90, 160) == pytest.approx((125, 30, 125), abs=25)


def test_wipes_move_in_the_direction_of_their_name() -> None:
    """wipeleft uncovers the new picture from the right, wiperight from the left, wipeup from below."""
    for name, spot in {
        "wipeleft": (90, 310),
        "wiperight": (90, 10),
        "wipeup": (170, 160),
        "wipedown": (10, 160),
    }.items():
        film = house.film(house.plain(house.RED), house.plain(house.BLUE, transition=Transition(name, 0.6)))
        picture = picture_at(film, 1.2)
        assert picture[spot][2] > 150, name
        assert picture[180 - 1 - spot[0], 320 - 1 - spot[1]][0] > 150, name


def test_none_is_a_cut() -> None:
    """Without a transition the new picture is whole from its first frame on."""
    film = house.film(house.plain(house.RED), house.plain(house.BLUE))
    assert house.pixel(picture_at(film, 1.0), 90, 160) == pytest.approx(house.BLUE[:3], abs=12)


def test_an_aurora_moves_and_repeats_itself_exactly() -> None:
    """The background lives, and the same storyboard gives the same film."""
    film = house.film(replace(house.plain(seconds=4), backdrop=house.aurora()))
    assert np.array_equal(picture_at(film, 1.0), picture_at(film, 1.0))
    assert np.abs(picture_at(film, 3.5).astype(int) - picture_at(film, 0.0)).mean() > 1


def test_dark_gradients_have_no_steps() -> None:
    """Levels are dithered: neighbouring rows of a slow gradient do not change all at once."""
    shot = replace(house.plain(), backdrop=replace(house.aurora(), palette=((8, 10, 20), (14, 18, 34))))
    green = picture_at(house.film(shot, size=(640, 360)), 0.5)[:, :, 1].astype(int)
    assert np.mean(np.diff(green, axis=1) != 0) > 0.2


@pytest.mark.parametrize(("motion", "moves"), [("none", False), ("ken_burns", True), ("zoom_and_pan", True)])
def test_a_picture_moves_as_it_was_told(tmp_path: Path, motion: str, moves: bool) -> None:
    """A photograph rests, zooms or pans."""
    backdrop = Picture(house.picture(tmp_path / "a.png"), motion)
    film = house.film(replace(house.plain(seconds=2), backdrop=backdrop))
    change = np.abs(picture_at(film, 1.9).astype(int) - picture_at(film, 0.0)).mean()
    assert bool(change > 1) is moves


@pytest.mark.parametrize("motion", ["none", "ken_burns", "zoom_and_pan"])
@pytest.mark.parametrize("size", [(854, 480), (426, 240), (224, 126)])
def test_a_picture_fits_a_frame_of_any_even_size(tmp_path: Path, motion: str, size: tuple[int, int]) -> None:
    """Sides that four does not divide are common, such as those of 854x480."""
    backdrop = Picture(house.picture(tmp_path / "a.png"), motion)
    film = house.film(replace(house.plain(seconds=2), backdrop=backdrop), size=size)
    assert picture_at(film, 1.0).shape == (size[1], size[0], 3)


@pytest.mark.parametrize("scale", [0.5, 1.0, 1.0003, 1.0831, 1.1446, 1.25])
def test_a_slow_zoom_stands_where_it_should_and_does_not_shake(scale: float) -> None:
    """At every scale a drawn view is within a fifteenth of a pixel of where its camera looks."""
    import cv2

    from pictory_nb.renderer.camera import framed

    chance = np.random.default_rng(1)
    grain = cv2.GaussianBlur(chance.integers(0, 255, (500, 800), np.uint8), (0, 0), 2.0)
    picture = cv2.normalize(grain, None, 10, 245, cv2.NORM_MINMAX)
    plane = np.zeros((200, 320), np.uint8)
    for step in range(12):
        view, centre = (320 * scale, 200 * scale), (380 + step * 1.37, 240 + step * 0.731)
        framed(picture, view, centre, plane)
        aside = _aside(plane, _seen(picture.astype(float), scale, centre, plane.shape))
        assert np.abs(aside).max() < 0.07, f"{aside} pixels aside at step {step}"


def _seen(picture: np.ndarray, scale: float, centre: tuple[float, float], shape: tuple[int, int]) -> np.ndarray:
    """The exact view, every pixel mixed from the four that are around it."""
    down, across = (
        middle + (np.arange(side) + 0.5 - side / 2) * scale - 0.5
        for middle, side in zip(centre[::-1], shape, strict=True)
    )
    y, x = down.astype(int), across.astype(int)
    low, right = (down - y)[:, None], (across - x)[None]
    upper, lower = (
        picture[np.ix_(rows, x)] * (1 - right) + picture[np.ix_(rows, x + 1)] * right for rows in (y, y + 1)
    )
    return upper * (1 - low) + lower * low


def _aside(drawn: np.ndarray, exact: np.ndarray) -> np.ndarray:
    """By how many pixels (down, across) a corner of ``drawn`` lies beside ``exact``, where a wrong scale shows most."""
    slopes = [slope[4:60, 4:90].ravel() for slope in np.gradient(exact)]
    left = (drawn - exact)[4:60, 4:90].ravel()
    return np.linalg.lstsq(np.stack([*slopes, np.ones_like(left)], 1), left, rcond=None)[0][:2]


def test_a_picture_lies_upright_as_its_camera_says(tmp_path: Path) -> None:
    """A photo taken with a turned phone is not shown lying on its side."""
    from PIL import Image

    pixels = np.zeros((100, 160, 3), np.uint8)
    pixels[:, :80] = 255
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90° clockwise: what was left is above
    Image.fromarray(pixels).save(tmp_path / "turned.jpg", exif=exif)
    film = house.film(replace(house.plain(), backdrop=Picture(tmp_path / "turned.jpg", "none")), size=(100, 160))
    picture = picture_at(film, 0.0)
    assert picture[20, 50].min() > 200
    assert picture[140, 50].max() < 50


def test_footage_plays_in_its_own_time_and_repeats(tmp_path: Path) -> None:
    """A video runs at its speed behind the words, and starts again when it is shorter than the scene."""
    path = house.video(tmp_path / "v.mp4", [(200, 30, 30), (30, 30, 200)])
    film = house.film(replace(house.plain(seconds=2.5), backdrop=Footage(path)))
    reds = [picture_at(film, at)[90, 160][0] > 120 for at in (0.2, 0.7, 1.2, 1.7, 2.2)]
    assert reds == [True, False, True, False, True]


def test_footage_is_the_same_in_a_film_as_in_single_pictures(tmp_path: Path) -> None:
    """Decoding forward through a scene, round its loop and under the next transition shows each picture in its time."""
    path = house.video(tmp_path / "v.mp4", [(200, 30, 30), (30, 30, 200)])
    first = replace(house.plain(seconds=1.2), backdrop=Footage(path))
    film = house.film(first, house.plain(house.BLACK, 0.8, transition=Transition("fade", 0.4)))
    shown = house.frames(render(film, tmp_path / "film.mp4").path)
    for number in (3, 14, 16, 29, 31, 35, 39):
        expected = house.pixel(picture_at(film, (number + 0.5) / 30), 90, 160)
        assert house.pixel(shown[number], 90, 160) == pytest.approx(expected, abs=30), number


def test_footage_without_loop_holds_its_last_picture(tmp_path: Path) -> None:
    """loop false freezes the last frame (contract §3.11)."""
    path = house.video(tmp_path / "v.mp4", [(200, 30, 30), (30, 30, 200)])
    film = house.film(replace(house.plain(seconds=2.5), backdrop=Footage(path, loop=False)))
    assert picture_at(film, 2.2)[90, 160][2] > 120


def test_clips_choose_a_part_of_the_footage(tmp_path: Path) -> None:
    """Only the wanted stretch is shown."""
    path = house.video(tmp_path / "v.mp4", [(200, 30, 30), (30, 30, 200)])
    film = house.film(replace(house.plain(), backdrop=Footage(path, clips=((0.5, 1.0),))))
    assert picture_at(film, 0.1)[90, 160][2] > 120


def test_an_overlay_tints_the_backdrop() -> None:
    """A veil of half opacity is half of its colour."""
    film = house.film(house.plain(house.RED, overlay=Overlay((0, 0, 255), 0.5)))
    assert house.pixel(picture_at(film, 0.5), 90, 160) == pytest.approx((110, 15, 140), abs=20)


def test_the_logo_stands_in_its_corner_in_its_width(tmp_path: Path) -> None:
    """A logo of 25 % is a quarter of the film wide."""
    from PIL import Image

    Image.new("RGBA", (80, 40), (0, 255, 0, 255)).save(tmp_path / "logo.png")
    film = house.film(house.plain(), logo=LogoPicture(tmp_path / "logo.png", "top-right", 0.25))
    rows, columns = np.nonzero(picture_at(film, 0.5)[:, :, 1] > 200)
    assert columns.max() - columns.min() == pytest.approx(80, abs=3)
    assert rows.max() < 60
    assert columns.min() > 200


def test_an_emblem_floats_smoothly(tmp_path: Path) -> None:
    """The emblem moves by parts of a pixel, so that it glides and does not jump."""
    from PIL import Image

    Image.new("RGBA", (64, 64), (255, 255, 255, 255)).save(tmp_path / "emblem.png")
    backdrop = replace(house.aurora(), emblem=tmp_path / "emblem.png")
    film = house.film(replace(house.plain(seconds=2), backdrop=backdrop), size=(640, 360))
    heights = []
    for n in range(30, 42):
        bright = np.clip(picture_at(film, n / 30).min(axis=2).astype(float) - 200, 0, None)
        heights.append((bright.sum(axis=1) * np.arange(360)).sum() / bright.sum())
    steps = np.diff(heights)
    assert np.abs(steps).max() < 0.6
    assert abs(heights[-1] - heights[0]) > 0.3


def test_soft_layers_have_no_contours_either() -> None:
    """A glow or a plate laid over a ground is dithered as the ground is; what it does not cover stays as it was."""
    pixels = np.zeros((64, 512, 4), np.float32)
    pixels[:, :256, 3] = np.linspace(0.2, 0.24, 256, dtype=np.float32)
    planes = blank(512, 64)
    planes[0][:] = 120
    Layer.from_pixels(pixels, 0, 0, soft=True).draw(planes)
    assert np.mean(np.diff(planes[0][:, :256].astype(int), axis=1) != 0) > 0.15
    assert np.all(planes[0][:, 256:] == 120)
