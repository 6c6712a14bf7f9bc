"""Whatever the rules allow can be drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from pictory_nb.errors import BadStoryboard, RenderError
from pictory_nb.renderer import Film, check_film, picture_at
from pictory_nb.sandbox import narration
from pictory_nb.sandbox.art import ArtDepartment
from pictory_nb.sandbox.drawer import Drawer
from pictory_nb.sandbox.dressing import dressed
from pictory_nb.sandbox.media import Media
from pictory_nb.sandbox.takes import takes_of
from pictory_nb.storyboard import FontStyle, Storyboard
from tests import strategies
from tests.renderer import house


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Media:
    """Every address leads to a real picture, or to a real video."""
    folder = tmp_path_factory.mktemp("media")
    picture = house.picture(folder / "a.png", (64, 48))
    video = house.video(folder / "b.mp4", [(200, 30, 30), (30, 30, 200)], size=(64, 48))
    return Media(files_allowed=True, own_file=lambda url: video if ".bin" in url else picture)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(storyboard=strategies.storyboards)
def test_any_storyboard_is_drawn_or_refused_with_a_reason(storyboard: Storyboard, media: Media) -> None:
    """Every combination of fields: a picture comes out, or one clear error; never a fault of ours."""
    film = _planned(_small(storyboard), media)
    for share in (0.02, 0.5, 0.99) if film and film.frames else ():
        assert picture_at(film, film.duration * share).shape == (90, 160, 3)


def _planned(storyboard: Storyboard, media: Media) -> Film | None:
    """The film, or None where it is refused."""
    try:
        clothed = dressed(storyboard, Drawer(Path("nowhere")))
        takes = takes_of(clothed)
        art = ArtDepartment(clothed, media, takes)
        art.check(house.THREAD)
        shots = [art.shot(n, take, narration.begin(take, None, None).finished()) for n, take in enumerate(takes[:2])]
        film = art.film(shots)
        check_film(film)
    except (RenderError, BadStoryboard):
        return None
    return film


def _small(storyboard: Storyboard) -> Storyboard:
    """The same, small enough to be drawn in a moment, and in fonts that are here."""
    scenes = tuple(
        scene.replace(minimum_duration=min(scene.minimum_duration or 1, 5), end_pause_duration=None)
        for scene in storyboard.scenes[:2]
    )
    return storyboard.replace(video_width=160, video_height=90, scenes=scenes)


def test_the_largest_film_is_drawn_too(media: Media) -> None:
    """4K: a frame of 3840 × 2160, with letters as large as they should be."""
    board = Storyboard(
        video_name="4K", video_width=3840, video_height=2160, scenes=[{"story": "The sun warms the ocean."}],
        subtitle_style=FontStyle(font_size=60),
    )  # fmt: skip
    takes = takes_of(board)
    art = ArtDepartment(board, media, takes)
    film = art.film([art.shot(0, takes[0], narration.begin(takes[0], None, None).finished())])
    assert picture_at(film, 1.5).shape == (2160, 3840, 3)
