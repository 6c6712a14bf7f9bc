"""What is read, when, and where."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pictory_nb.layout import Layout
from pictory_nb.renderer import Aurora, Caption, Shot, Transition, group_captions, picture_at
from pictory_nb.renderer.captions import CaptionPainter
from pictory_nb.renderer.stage import Stage
from pictory_nb.sandbox.library.emblems import picture
from pictory_nb.storyboard import FontStyle, Text
from tests.renderer import house

VIOLET, SUN, WHITE = (124, 77, 255), (255, 214, 74), (255, 255, 255)


def test_a_caption_appears_and_vanishes_on_time() -> None:
    """Subtitles are there while they are spoken, and only then."""
    caption = Caption(house.spoken("hello world", start=0.5), 0.4, 1.0)
    film = house.film(house.plain(seconds=1.5, captions=(caption,), highlight=None))
    white = [house.share_of(picture_at(film, at), WHITE, 200) for at in (0.2, 0.8, 1.2)]
    assert white[0] == 0
    assert white[1] > 0.001
    assert white[2] == 0


def test_the_spoken_word_stands_on_a_pill_that_moves_along() -> None:
    """A viewer can follow the voice: the pill is further right for the later word, and gone in silence."""
    words = house.spoken("one two", start=0.3, pace=0.4)
    film = house.film(house.plain(seconds=2.5, captions=house.captioned(words, 2.5)))

    def centre(at: float) -> float:
        near = np.abs(picture_at(film, at).astype(int) - VIOLET).sum(axis=2) < 60
        return float(np.nonzero(near)[1].mean()) if near.any() else -1.0

    assert 0 < centre(0.5) < centre(0.9)
    assert centre(0.1) == -1
    assert centre(2.2) == -1


def test_a_pill_leaves_its_neighbours_alone() -> None:
    """The words beside the pill can be read whole: lighting one up changes no letter of the others."""
    words = house.spoken("mmm WWW mmm", start=0.0, pace=1.0)
    shot = house.plain(seconds=3, captions=house.captioned(words, 3.0, size=(1280, 720)))
    film = house.film(shot, size=(1280, 720))
    lit, bare = picture_at(film, 1.5), picture_at(house.film(replace(shot, highlight=None), size=(1280, 720)), 1.5)
    changed = np.nonzero((np.abs(lit.astype(int) - bare).sum(axis=2) > 40).any(axis=0))[0]
    letters = np.nonzero((bare[:, :, 1] > 120).any(axis=0))[0]
    beside = letters[(letters < changed.min()) | (letters > changed.max())]
    assert beside[beside < changed.min()].max() < changed.min() - 3
    assert beside[beside > changed.max()].min() > changed.max() + 3


def test_keywords_have_their_own_colour() -> None:
    """The words that matter stand out, in the default colour or in the one that was asked for."""
    words = house.spoken("a clear story", keywords="clear")
    green = FontStyle(keyword_color="#00ff00")
    for style, colour in ((None, SUN), (green, (0, 255, 0))):
        captions = house.captioned(words, 1.0, style=style, size=(640, 360))
        shot = house.plain(captions=captions, caption_style=style, highlight=None)
        assert house.share_of(picture_at(house.film(shot, size=(640, 360)), 0.5), colour, 150) > 0.0003
    shot = house.plain(captions=house.captioned(house.spoken("a clear story"), 1.0), highlight=None)
    assert house.share_of(picture_at(house.film(shot), 0.5), SUN, 150) == 0


@pytest.mark.parametrize("decoration", ["bold", "underline", "italics", "linethrough"])
def test_a_decoration_is_seen_with_and_without_a_keyword(decoration: str) -> None:
    """It changes the letters of a caption, also where no word is marked."""
    for keywords in ("", "clear"):
        words = house.spoken("a clear story", keywords=keywords)
        pictures = []
        for style in (FontStyle(), FontStyle(decorations=[decoration])):
            captions = house.captioned(words, 1.0, style=style, size=(640, 360))
            shot = house.plain(captions=captions, caption_style=style, highlight=None)
            pictures.append(picture_at(house.film(shot, size=(640, 360)), 0.5).astype(int))
        assert np.abs(pictures[0] - pictures[1]).mean() > 0.05


@pytest.mark.parametrize("place", ["top-left", "top-right", "center-center", "bottom-left", "bottom-right"])
def test_captions_stand_where_they_are_wanted(place: str) -> None:
    """The nine positions of the contract are nine places in the picture."""
    style = FontStyle(position=place, show_box_background=False)
    shot = house.plain(
        captions=house.captioned(house.spoken("hi"), 1.0, style=style), caption_style=style, highlight=None
    )
    rows, columns = np.nonzero(picture_at(house.film(shot), 0.5)[:, :, 1] > 128)
    thirds = (
        ("top", "center", "bottom")[int(rows.mean() // 60)],
        ("left", "center", "right")[int(columns.mean() // 107)],
    )
    assert "-".join(thirds) == place


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280), (720, 720)])
def test_captions_and_emblem_never_meet(size: tuple[int, int]) -> None:
    """However long a caption is, it stands in the safe part of the frame, and the rest stays free for the picture."""
    words = house.spoken("word " * 60)
    layout = Layout(*size)
    shot = house.plain(seconds=20, captions=house.captioned(words, 20.0, size=size, lines=None))
    box = CaptionPainter(shot, house.FONTS, size).box()
    free = layout.free(box, "bottom-center")
    assert box.x >= layout.safe.x - 1
    assert box.y + box.height <= layout.safe.y + layout.safe.height + 1
    assert free.y + free.height < box.y
    assert free.height > layout.height * 0.25


def test_captions_of_two_shots_are_never_seen_at_once() -> None:
    """In a crossfade the old words have gone before the new ones come: no ghosts."""
    style = FontStyle(show_box_background=False)
    captions = house.captioned(house.spoken("AAAA"), 1.0, style=style)
    others = house.captioned(house.spoken("BBBB"), 1.0, style=style)
    first = house.plain(captions=captions, caption_style=style, highlight=None)
    second = replace(first, captions=others, transition=Transition("fade", 0.6))
    film = house.film(first, second)
    levels = [picture_at(film, 1 + n / 30).max() for n in range(19)]
    assert min(levels[6:12]) < 60, "a moment without words lies between them"
    assert levels[0] > 150
    assert levels[-1] > 150


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280), (720, 720)])
@pytest.mark.parametrize("emblem", [None, "cloud"])
def test_body_texts_that_nobody_placed_stand_under_the_heading(size: tuple[int, int], emblem: str | None) -> None:
    """All three would have the middle of the picture, and could not be read there, one on the other."""
    texts = (Text(text="What is said of them"), Text(text="Clouds", text_variant="heading"), Text(text="And then more"))
    shot = Shot(3.0, Aurora(((4, 28, 50), (10, 95, 180)), 0, emblem and picture(emblem, 128)), elements=texts)
    body, heading, more = (title.box for title in Stage(shot, house.FONTS, size)._titles)
    assert heading.y + heading.height < body.y
    assert body.y + body.height < more.y
    assert abs(more.x - body.x) < 2 or abs(more.centre[0] - body.centre[0]) < 2


def test_a_heading_is_large_and_has_a_rule() -> None:
    """A title card looks designed: big letters in the middle, and a line of the accent colour under them."""
    shot = house.plain(seconds=2, elements=(Text(text="Chapter", text_variant="heading"),))
    picture = picture_at(house.film(shot, size=(640, 360)), 1.5)
    rows = np.nonzero((picture.min(axis=2) > 200).any(axis=1))[0]
    assert rows.max() - rows.min() > 360 * 0.06
    accent = np.abs(picture.astype(int) - SUN).sum(axis=2) < 60
    assert np.nonzero(accent)[0].min() > rows.max()


def test_a_text_keeps_to_its_place() -> None:
    """top and left, in percent, are where the letters begin."""
    shot = house.plain(seconds=2, elements=(Text(text="Note", top="50%", left="25%", style=FontStyle(font_size=80)),))
    rows, columns = np.nonzero(picture_at(house.film(shot, size=(640, 360)), 1.5).min(axis=2) > 128)
    assert rows.min() == pytest.approx(180, abs=4)
    assert columns.min() == pytest.approx(160, abs=6)


def test_a_text_that_is_too_long_shrinks_until_it_fits() -> None:
    """2 000 characters do not run out of the frame."""
    shot = house.plain(seconds=2, elements=(Text(text="many words " * 120, text_variant="heading"),))
    picture = picture_at(house.film(shot), 1.5)
    assert picture[0].max() < 60
    assert picture[-1].max() < 60


def test_dark_ink_is_used_on_light_grounds() -> None:
    """A title can be read on white as on black."""
    light = house.plain((250, 245, 235, 255), seconds=2, elements=(Text(text="Hello", text_variant="heading"),))
    assert picture_at(house.film(light), 1.5).min() < 100


def test_letters_that_no_font_has_do_not_stop_the_film() -> None:
    """Emoji are left out, unknown scripts show that something is missing, and the rest is read."""
    words = house.spoken("nice 😀 日本 ősz")
    captions = group_captions(words, style=None, fonts=house.FONTS, size=house.SIZE, until=2.0)
    assert house.share_of(picture_at(house.film(house.plain(seconds=2, captions=captions)), 1.9), WHITE, 200) > 0.0005
