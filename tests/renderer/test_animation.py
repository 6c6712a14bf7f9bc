"""Texts come and go as they were told."""

from __future__ import annotations

import numpy as np
import pytest

from pictory_nb.choices import ANIMATIONS
from pictory_nb.layout import TEXTS
from pictory_nb.renderer import picture_at
from pictory_nb.renderer.animation import Act, Moving, act_of
from pictory_nb.renderer.block import Block, Piece
from pictory_nb.renderer.lettering import Typesetter
from pictory_nb.renderer.look import VARIANTS
from pictory_nb.renderer.planes import blank
from pictory_nb.storyboard import Animation, FontStyle, Text
from tests.renderer import house

SIZE = (640, 360)
MOVING = [name for name in ANIMATIONS if name != "none"]


def text(*animations: Animation, **more) -> Text:
    return Text(text="Rivers run\nto the sea", style=FontStyle(font_size=120, animations=animations, **more))


def ink(*animations: Animation, at: float, **more) -> np.ndarray:
    shot = house.plain(seconds=4, elements=(text(*animations, **more),))
    return (picture_at(house.film(shot, size=SIZE), at).min(axis=2).astype(float) - 30).clip(0)


@pytest.mark.parametrize("name", MOVING)
def test_each_animation_begins_with_nothing_and_ends_with_the_whole(name: str) -> None:
    """And there is a moment between, in which it is really on its way."""
    entry = Animation(name=name, type="entry", speed="slow")
    whole = ink(at=3.0)
    assert ink(entry, at=0.1).sum() == 0
    assert np.abs(ink(entry, at=3.0) - whole).mean() < 0.5
    assert np.abs(ink(entry, at=0.55) - whole).mean() > 0.5


@pytest.mark.parametrize("name", MOVING)
def test_an_exit_ends_with_nothing(name: str) -> None:
    """The text is whole until it goes, and gone in the last picture."""
    leave = Animation(name=name, type="exit", speed="slow")
    assert ink(leave, at=3.98).sum() < ink(at=3.0).sum() * 0.12
    assert np.abs(ink(leave, at=2.0) - ink(at=2.0)).mean() < 0.5


def test_none_is_there_at_once() -> None:
    assert ink(Animation(name="none", type="entry"), at=0.0).sum() > 0


def test_speeds_are_in_order_and_custom_is_in_seconds() -> None:
    """slow takes longer than medium, that longer than fast, and custom as long as it says."""
    acts = [act_of(Animation(name="fade", type="entry", speed=speed)) for speed in ("slow", "medium", "fast")]
    assert acts[0].seconds > acts[1].seconds > acts[2].seconds
    assert act_of(Animation(name="fade", type="entry", speed="custom", custom_speed_value=2.5)).seconds == 2.5


@pytest.mark.parametrize(
    ("direction", "axis", "sign"), [("up", 0, 1), ("down", 0, -1), ("left", 1, 1), ("right", 1, -1)]
)
def test_drift_moves_in_its_direction(direction: str, axis: int, sign: int) -> None:
    """What moves up comes from below."""
    entry = Animation(name="drift", type="entry", speed="slow", direction=direction, writing_style="paragraph")

    def middle(picture: np.ndarray) -> float:
        at = np.nonzero(picture > 8)[axis]
        return float((at.min() + at.max()) / 2)

    assert (middle(ink(entry, at=0.4)) - middle(ink(at=3.0))) * sign > 3


@pytest.mark.parametrize(
    ("direction", "axis", "sign"), [("up", 0, -1), ("down", 0, 1), ("left", 1, -1), ("right", 1, 1)]
)
def test_what_drifts_away_goes_on_in_its_direction(direction: str, axis: int, sign: int) -> None:
    """What came up leaves upwards; were it to sink back, its first line would fall over the second."""
    leave = Animation(name="drift", type="exit", speed="slow", direction=direction, writing_style="paragraph")

    def middle(picture: np.ndarray) -> float:
        at = np.nonzero(picture > 8)[axis]
        return float((at.min() + at.max()) / 2)

    assert (middle(ink(leave, at=3.6)) - middle(ink(at=3.0))) * sign > 3


def test_an_edge_that_wipes_text_away_moves_in_its_direction() -> None:
    """By default to the right: the beginning of a line goes first."""
    leave = Animation(name="wipe", type="exit", speed="slow")
    edges = [np.nonzero(ink(leave, at=at).sum(axis=0) > 100)[0] for at in (3.0, 3.6)]
    assert edges[1].min() > edges[0].min() + 20
    assert edges[1].max() == edges[0].max()


@pytest.mark.parametrize(("style", "parts"), [("paragraph", 1), ("line", 2), ("word", 5), ("character", 17)])
def test_the_writing_style_is_what_moves_by_itself(style: str, parts: int) -> None:
    """Letters, words, lines, or all at once; put together, the parts are the whole again."""
    block = Block(
        [[Piece(word) for word in line.split()] for line in ("Rivers run", "to the sea")],
        Typesetter(VARIANTS["heading"], house.FONTS, 0.5),
        TEXTS["heading"],
        600,
    )
    letters = block.letters(20, 20)
    cells = block.cells(letters, style, 20, 20)
    assert len(cells) == parts
    whole, pieces = blank(*SIZE), blank(*SIZE)
    letters.draw(whole)
    for cell in cells:
        cell.layer.draw(pieces)
    assert all(np.array_equal(one, other) for one, other in zip(whole, pieces, strict=True))


def test_words_that_are_foretold_become_whole_when_they_are_said() -> None:
    """futureWords: hidden ones are not there before, subtle ones faintly, and prominent ones more."""
    block = Block(
        [[Piece("first"), Piece("last")]], Typesetter(VARIANTS["heading"], house.FONTS, 0.5), TEXTS["heading"], 600
    )

    def last_word(future: float, at: float) -> int:
        act = Act("fade", 0.7, "word", future=future)
        planes = blank(*SIZE)
        Moving(block, (20, 20), (0.0, 3.0), (act, None), (0.0, 2.0)).paint(at, planes)
        x = next(round(20 + word.x) for word in block.words if word.piece.text == "last")
        return int(planes[0][:, x:].max())

    assert last_word(0.0, 1.0) == 16
    assert 16 < last_word(0.28, 1.0) < last_word(0.6, 1.0) < last_word(0.28, 2.9)


def test_captions_are_animated_too() -> None:
    """A subtitle types itself."""
    style = FontStyle(animations=[Animation(name="typewriter", type="entry", speed="slow")])
    captions = house.captioned(house.spoken("Rivers run to the sea"), 3.0, style=style, size=SIZE)
    shot = house.plain(seconds=3, captions=captions, caption_style=style, highlight=None)
    film = house.film(shot, size=SIZE)
    amounts = [int((picture_at(film, at).min(axis=2) > 150).sum()) for at in (0.1, 0.5, 2.0)]
    assert amounts[0] < amounts[1] < amounts[2]
