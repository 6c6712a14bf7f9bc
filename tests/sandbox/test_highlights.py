"""Highlights: whole sentences, those that tell most, as long as was asked."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictory_nb.sandbox.listening.highlights import LENGTHS, rank, summaries, summary
from pictory_nb.transcript import Transcript, Word

TOPIC = """Rain begins with the sun. The sun warms the sea and water rises as vapour. My cousin likes cheese. Cold air
turns the vapour into drops of water. The drops of water fall as rain. Somebody rang the bell. Rivers carry the rain
and its water back to the sea."""


def told(sentences: list[tuple[int, float]]) -> Transcript:
    """Sentences of so many words, each of which takes so long."""
    words, at = [], 0.0
    for number, (count, pace) in enumerate(sentences):
        for place in range(count):
            words.append(Word(f"w{(number * 7 + place) % 11}" + "." * (place == count - 1), at, at + pace, number))
            at += pace + 0.05
        at += 0.4
    return Transcript(tuple(words), duration=at)


def story(text: str = TOPIC) -> Transcript:
    words, at, number = [], 0.0, 0
    for said in text.split():
        words.append(Word(said, at, at + 0.35, number))
        at += 0.4
        number += said.endswith(".")
    return Transcript(tuple(words), duration=at)


sentences = st.lists(st.tuples(st.integers(1, 9), st.sampled_from([0.2, 0.3, 0.45])), min_size=1, max_size=9)


@given(sentences, st.floats(2, 30))
def test_a_summary_is_as_long_as_was_asked_if_it_can_be(drawn: list[tuple[int, float]], seconds: float) -> None:
    """Wherever whole sentences come within a tenth of the length, so does the summary; else none comes nearer."""
    whole = told(drawn)
    lengths = [end - start for start, end in map(whole.reach, whole.sentences)]
    found = summary(whole, seconds)
    sums = [sum(some) for count in range(1, len(lengths) + 1) for some in combinations(lengths, count)]
    nearest = min(abs(one - seconds) for one in sums)
    if nearest <= 0.1 * seconds or sum(lengths) <= 1.1 * seconds:
        assert abs(found.length - seconds) <= 0.1 * seconds or found.length == pytest.approx(sum(lengths))
    else:
        assert abs(found.length - seconds) <= nearest + 0.1


@given(sentences, st.floats(2, 30))
def test_a_summary_is_made_of_whole_sentences(drawn: list[tuple[int, float]], seconds: float) -> None:
    """In the order in which they are said; none is cut, and the film of it is as long as it says."""
    whole = told(drawn)
    found = summary(whole, seconds)
    kept = whole.only(found)
    numbers = {word.sentence for word in kept.words}
    assert kept.words == tuple(word for word in whole.words if word.sentence in numbers)
    assert kept.length == pytest.approx(found.length)


def test_it_tells_what_the_story_is_about() -> None:
    """Asides that share no word with the rest are the first to go."""
    text = story().only(summary(story(), 13)).text
    assert "water" in text
    assert "cheese" not in text
    assert "bell" not in text


def test_sentences_that_share_words_rank_above_strangers() -> None:
    """All ranks together are 1, and no order of words changes them."""
    ranks = rank([["rain", "falls"], ["rain", "rises"], ["cheese"]])
    assert sum(ranks) == pytest.approx(1)
    assert ranks[0] == pytest.approx(ranks[1])
    assert ranks[2] < ranks[0]
    assert rank([]) == []


def test_summaries_come_at_several_lengths() -> None:
    """As many as the recording is long enough for (contract §2.18)."""
    lengths = [found.asked for found in summaries(told([(9, 0.45)] * 50))]
    assert lengths == list(LENGTHS[:3])
    assert summaries(told([(4, 0.3)])) == ()


def test_nothing_said_is_no_summary() -> None:
    assert summary(Transcript(duration=9.0), 5).clips == ()
