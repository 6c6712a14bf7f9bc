"""How words are gathered into lines and captions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictory_nb.renderer import SpokenWord, group_captions
from pictory_nb.renderer.breaking import lines_of, tied
from pictory_nb.renderer.captions import CaptionSetter
from tests.renderer import house

texts = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=40), max_size=60
)
sizes = st.sampled_from([(1280, 720), (720, 1280), (720, 720), (320, 180)])


@given(texts, sizes, st.integers(1, 4))
def test_every_word_is_shown_once_in_order_and_in_time(words: list[str], size: tuple[int, int], lines: int) -> None:
    """Nothing of what is said is lost on the way to the screen, whatever the words are."""
    spoken = [SpokenWord(word, n * 0.3, n * 0.3 + 0.25) for n, word in enumerate(words)]
    until = len(words) * 0.3 + 1
    captions = group_captions(spoken, style=None, fonts=house.FONTS, size=size, until=until, max_lines=lines)
    assert "".join(word.text for caption in captions for word in caption.words) == "".join(words)
    if captions:
        assert [caption.start for caption in captions] == [0.0, *(caption.end for caption in captions[:-1])]
        assert captions[-1].end == until


@given(texts, sizes, st.integers(1, 4))
def test_no_caption_has_more_lines_than_wanted_and_no_line_is_too_wide(
    words: list[str], size: tuple[int, int], lines: int
) -> None:
    """maxSubtitleLines is kept (contract §3.2), and nothing runs out of the frame."""
    spoken = [SpokenWord(word, n * 0.3, n * 0.3 + 0.25) for n, word in enumerate(words)]
    setting = CaptionSetter(None, house.FONTS, size)
    for caption in group_captions(spoken, style=None, fonts=house.FONTS, size=size, until=99, max_lines=lines):
        texts, glued = [word.text for word in caption.words], [word.glued for word in caption.words]
        least = setting.measure.least_gap
        set_lines = lines_of(texts, setting.setter, setting.limit, least_gap=least, glued=glued)
        assert len(set_lines) <= lines
        assert all(line.width <= setting.limit + 1 or len(line.words) == 1 for line in set_lines)


def test_lines_are_balanced_and_leave_no_orphan() -> None:
    """The last line of a caption is not one short word under a long line."""
    setting = CaptionSetter(None, house.FONTS, (1280, 720))
    words = ["First,", "write", "a", "clear", "story", "with", "one", "idea", "in", "every", "sentence."]
    first, second = lines_of(words, setting.setter, setting.limit, least_gap=setting.measure.least_gap)
    assert abs(first.width - second.width) < setting.limit * 0.2


@pytest.mark.parametrize("number", ["1 000 000", "3.5 %", "10 km", "12 MB", "20 °C", "3 million", "9 a.m."])
@pytest.mark.parametrize("before", range(1, 24))
def test_a_number_stands_in_one_line_with_its_unit(number: str, before: int) -> None:
    """Wherever it falls in a story, whatever it counts; neither a line nor a caption ends within it."""
    words = house.spoken(" ".join([*(["more"] * before), number, *(["and", "still", "more"] * 4)]))
    setting, lines = CaptionSetter(None, house.FONTS, (1280, 720)), []
    for caption in group_captions(words, style=None, fonts=house.FONTS, size=(1280, 720), until=99, max_lines=2):
        texts = [word.text for word in caption.words]
        found = lines_of(texts, setting.setter, setting.limit, least_gap=setting.measure.least_gap)
        lines += [" ".join(texts[index] for index in line.words) for line in found]
    assert any(number in line for line in lines), lines


def test_words_that_only_follow_a_number_may_stand_apart_from_it() -> None:
    """A rule that ties too much would break lines where nobody wants it."""
    for words in (["In", "2019", "people"], ["12", "1500"], ["3", "hours"], ["1,", "200"], ["a", "m"], ["5", "men"]):
        assert not any(tied(words, n) for n in range(1, len(words))), words


def test_captions_prefer_to_end_with_a_sentence() -> None:
    """A viewer reads whole thoughts where the room allows it."""
    words = house.spoken(
        "The rain has stopped over the hills and the valley. Now the birds sing in all the old trees of our street."
    )
    first, *_ = group_captions(words, style=None, fonts=house.FONTS, size=(1280, 720), until=9, max_lines=2)
    assert first.words[-1].text == "valley."


def test_a_word_wider_than_the_frame_is_broken() -> None:
    """A long URL stays in the picture."""
    url = "https://example.org/" + "path/" * 30
    captions = group_captions(house.spoken(url), style=None, fonts=house.FONTS, size=(720, 1280), until=3, max_lines=2)
    assert len(captions) > 1
    assert "".join(word.text for caption in captions for word in caption.words) == url


def test_a_long_story_flows_through_captions_quickly() -> None:
    """15 000 characters, the most a scene may have, are no problem."""
    words = house.spoken("many small words follow one another, " * 400)
    assert len(group_captions(words, style=None, fonts=house.FONTS, size=(1280, 720), until=999, max_lines=2)) > 100


@pytest.mark.parametrize("size", [(720, 1280), (720, 720), (1280, 720)])
@pytest.mark.parametrize("lines", [2, 3])
@pytest.mark.parametrize(
    "story",
    [
        "Everybody who has ever tried to learn the piano knows how slowly the fingers follow the eyes, at first.",
        "Roast ripe tomatoes, an onion and a whole head of garlic for forty minutes in a very hot oven. Enjoy!",
        "Yes, rain falls on the mountains, runs down to the valleys, feeds the rivers, and fills the sea, always.",
    ],
)
def test_no_scrap_of_a_sentence_stands_alone(story: str, size: tuple[int, int], lines: int) -> None:
    """None of the captions of a long sentence holds but a word or two; a short sentence may stand alone."""
    captions = group_captions(house.spoken(story), style=None, fonts=house.FONTS, size=size, until=99, max_lines=lines)
    letters = [sum(len(word.text) + 1 for word in caption.words) for caption in captions]
    scraps = [n for n, caption in enumerate(captions) if letters[n] < 0.4 * max(letters) and len(caption.words) > 1]
    assert [" ".join(word.text for word in captions[n].words) for n in scraps] == []
