"""SSML is read into words with their manners, or refused with one clear error."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictory_nb.errors import BadStoryboard
from pictory_nb.lint import check
from pictory_nb.ssml import TAGS, Manner, read_ssml


def only(story: str) -> Manner:
    """The manner of the story's word that is called ``word``."""
    (found,) = (word for word in read_ssml(story) if word.text.startswith("word"))
    return found.manner


def test_a_story_without_tags_is_its_words() -> None:
    """Nothing changes for words that nobody marked."""
    words = read_ssml("One word,\nand more.")
    assert [word.text for word in words] == ["One", "word,", "and", "more."]
    assert all(word.manner == Manner() and word.said is None for word in words)
    assert [word.line for word in words] == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("tag", "seconds"),
    [
        ('<break time="500ms"/>', 0.5),
        ('<break time="1.5s"/>', 1.5),
        ('<break strength="none"/>', 0.0),
        ('<break strength="strong"/>', 0.7),
        ("<break/>", 0.35),
        ('<break time="1s"/><break time="200ms"/>', 1.0),
    ],
)
def test_a_break_is_quiet_before_the_next_word(tag: str, seconds: float) -> None:
    """By its time, by its strength, or as long as usual; behind the last word it ends the scene."""
    assert read_ssml(f"a {tag} b")[1].before == pytest.approx(seconds)
    assert read_ssml(f"{tag} a b")[0].before == pytest.approx(seconds)
    assert read_ssml(f"a b {tag}")[-1].after == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("tag", "manner"),
    [
        ('<prosody rate="80%">', Manner(rate=0.8)),
        ('<prosody rate="+25%">', Manner(rate=1.25)),
        ('<prosody rate="x-slow">', Manner(rate=0.6)),
        ('<prosody pitch="-12st">', Manner(pitch=0.5)),
        ('<prosody pitch="+10%">', Manner(pitch=1.1)),
        ('<prosody pitch="high">', Manner(pitch=1.15)),
        ('<prosody volume="+6dB">', Manner(gain=6)),
        ('<prosody volume="silent">', Manner(gain=-math.inf)),
        ('<emphasis level="none">', Manner()),
    ],
)
def test_prosody_and_emphasis_change_pace_pitch_and_loudness(tag: str, manner: Manner) -> None:
    """In the ways of writing them that the providers of voices share."""
    name = tag[1:].split()[0]
    found = only(f"a {tag}word</{name}> b")
    assert (found.rate, found.gain) == pytest.approx((manner.rate, manner.gain))
    assert found.pitch == pytest.approx(manner.pitch)


def test_strong_emphasis_is_slower_higher_and_louder() -> None:
    """And a reduced one the contrary."""
    strong, reduced = (
        only('<emphasis level="strong">word</emphasis>'),
        only('<emphasis level="reduced">word</emphasis>'),
    )
    assert strong.rate < 1 < strong.pitch
    assert strong.gain > 0 > reduced.gain


def test_tags_within_tags_add_up_within_what_a_voice_can_do() -> None:
    """Slow within slow is slower, and no chain of tags leads beyond the bounds."""
    assert only('<prosody rate="50%"><prosody rate="80%">word</prosody></prosody>').rate == pytest.approx(0.4)
    deep = '<prosody rate="50%" pitch="-12st" volume="+6dB">' * 9
    assert only(f"{deep}word{'</prosody>' * 9}") == Manner(rate=0.2, pitch=0.5, gain=12)


def test_words_that_are_read_together_are_read_by_the_first() -> None:
    """The subtitles show what is written, the voice says what stands for it, with the full stop behind it."""
    words = read_ssml(
        'See <sub alias="World Wide Web">W3 C</sub>, on <say-as interpret-as="date" format="dmy">3/4</say-as>.'
    )
    assert [word.text for word in words] == ["See", "W3", "C,", "on", "3/4."]
    assert [word.said for word in words] == [None, "World Wide Web,", "", None, "3/4."]
    assert words[4].manner == Manner(kind="date", form="dmy")


def test_a_tag_may_take_in_a_part_of_a_word() -> None:
    """It stays one word, and the keyword of a script stays a keyword."""
    words = read_ssml("un<strong>believ</strong>able <emphasis>thing</emphasis>!")
    assert [(word.text, word.keyword) for word in words] == [("unbelievable", True), ("thing!", False)]


def test_paragraphs_and_sentences_end_where_they_are_closed() -> None:
    """Though no mark says so."""
    words = read_ssml("<speak><p>one two</p><s>three</s> four</speak>")
    assert [word.ends for word in words] == [False, True, True, False]
    assert [bool(word.before) for word in words] == [False, False, True, True]


@pytest.mark.parametrize(
    ("story", "says"),
    [
        ("Salt & pepper", "sign 7: not well-formed .*write &amp; for &"),
        ("a\n<emphasis>b", "line 2, sign 14: .*\n.*close the tags"),
        ("a <voice>b</voice>", "there is no tag <voice>"),
        ('<audio src="file:///etc/passwd"/> a', "there is no tag <audio>"),
        ('<break time="fast"/> a', "'fast' is no time"),
        ('<break time="3600s"/> a', "too long"),
        ('<prosody rate="fastest">a</prosody>', "rate='fastest' cannot be read"),
        ('<prosody rate="5000%">a</prosody>', "more than a voice can do"),
        ('<prosody contour="x">a</prosody>', "no contour"),
        ("<prosody>a</prosody>", "changes nothing"),
        ('<emphasis level="huge">a</emphasis>', "level='huge' is unknown"),
        ('<say-as interpret-as="poem">a</say-as>', "reads nothing as 'poem'"),
        ('<phoneme alphabet="runes" ph="x">a</phoneme>', "not written in 'runes'"),
        ("<phoneme>a</phoneme>", "holds no sounds"),
        ("<sub>a</sub>", "what is said instead"),
        ('<sub alias="b"></sub> a', "holds no word"),
        ('<sub alias="b"><sub alias="c">d</sub></sub>', "within a tag that says already"),
        ("<break/>", "no word in it"),
        ("<speak>a</speak> b", "junk after"),
        ("&nbsp;a", "undefined entity"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><speak>&b;</speak>', "declares a document type"),
        (
            '<?xml version="1.0"?><!DOCTYPE speak SYSTEM "file:///etc/passwd"><speak>a</speak>',
            "declares a document type",
        ),
    ],
)
def test_bad_ssml_is_one_error_that_says_where_and_what_to_do(story: str, says: str) -> None:
    """Before it costs, too: the check of a storyboard finds the same."""
    with pytest.raises(BadStoryboard, match=f"(?s){says}") as refused:
        read_ssml(story)
    assert refused.value.problems[0].mend
    board = {"videoName": "film", "scenes": [{"story": story, "isSSMLStory": True}]}
    assert [finding.level for finding in check(board)][:1] == ["error"]


@given(
    st.lists(st.sampled_from([*(f"<{tag}>" for tag in TAGS), *(f"</{tag}>" for tag in TAGS), "word ", "&", '"', "é"]))
)
def test_whatever_is_written_is_words_or_one_error(pieces: list[str]) -> None:
    """No other exception comes out of it, however the tags are mixed."""
    try:
        words = read_ssml("".join(pieces))
    except BadStoryboard:
        return
    assert words
    assert all(word.text and not word.text.isspace() for word in words)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1))
def test_text_that_is_escaped_is_said_as_it_was(text: str) -> None:
    """What goes in as text comes out as its words."""
    from xml.sax.saxutils import escape

    if text.split():
        assert [word.text for word in read_ssml(escape(text))] == text.split()
