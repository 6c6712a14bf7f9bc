"""Subtitles: what is written reads as itself, and a broken file is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictory_nb.errors import BadSubtitles
from pictory_nb.subtitles import Cue, from_srt, from_vtt, to_srt, to_vtt

# Both formats keep milliseconds. A file is made of lines, and a blank one ends a cue: so a text is some lines that are
# not blank, joined by plain newlines (other line ends would become those), and without blanks at its edges.
lines = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "), min_size=1, max_size=20)
texts = st.lists(lines.map(str.strip).filter(bool), min_size=1, max_size=3).map("\n".join)
moments = st.integers(0, 100 * 3600 * 1000).map(lambda milliseconds: milliseconds / 1000)
cues = st.lists(st.builds(Cue, start=moments, end=moments, text=texts), max_size=5).map(tuple)


@given(cues)
def test_srt_reads_as_it_was_written(cues: tuple[Cue, ...]) -> None:
    """Nothing is lost on the way to a file and back."""
    assert from_srt(to_srt(cues)) == cues


@given(cues)
def test_vtt_reads_as_it_was_written(cues: tuple[Cue, ...]) -> None:
    """Neither markup signs nor arrows in a text break the file."""
    assert from_vtt(to_vtt(cues)) == cues


@pytest.mark.parametrize(
    "text", ["a < b & c > d", "<b>&lt;</b>", "go --> there", "WEBVTT", "NOTE this", "1", "{\\an8}"]
)
def test_a_text_that_looks_like_markup_stays_a_text(text: str) -> None:
    """Stories about code are told as they were written."""
    cue = (Cue(0, 1, text),)
    assert from_vtt(to_vtt(cue)) == from_srt(to_srt(cue)) == cue


def test_a_blank_line_in_a_text_does_not_end_the_cue() -> None:
    """It would cut the text, or hide the cues behind it: it is left out."""
    pair = (Cue(0, 1, "one\n \n\ntwo"), Cue(1, 2, "three"))
    expected = (Cue(0, 1, "one\ntwo"), Cue(1, 2, "three"))
    assert from_vtt(to_vtt(pair)) == from_srt(to_srt(pair)) == expected


def test_milliseconds_are_rounded_and_carried() -> None:
    """59.9996 s is one minute, not 00:00:59.1000."""
    assert "00:01:00.000 --> 01:00:00.000" in to_vtt([Cue(59.9996, 3599.9999, "x")])
    assert "00:01:00,000 --> 01:00:00,000" in to_srt([Cue(59.9996, 3599.9999, "x")])


def test_a_file_of_the_service_is_read() -> None:
    """The third witness: headers, names, notes, settings and voices as the format's own standard shows them."""
    text = (
        "WEBVTT - made elsewhere\n\nNOTE hi\n\n1\n00:01.000 --> 00:02.500 align:start\n<v Ada>Rain &amp; <i>sun</i>\n"
    )
    assert from_vtt(text) == (Cue(1, 2.5, "Rain & sun"),)
    assert from_srt("1\n00:00:01,000 --> 00:00:02,500\nRain & sun\n") == (Cue(1, 2.5, "Rain & sun"),)


@pytest.mark.parametrize("text", ["", "<html><body>Expired</body></html>", "[]"])
def test_what_is_no_vtt_is_told(text: str) -> None:
    """An error page in place of a file is no empty list of subtitles."""
    with pytest.raises(BadSubtitles, match="not a VTT file"):
        from_vtt(text)


def test_what_is_no_srt_is_told() -> None:
    """The same, for SRT."""
    with pytest.raises(BadSubtitles, match="not an SRT file"):
        from_srt("<html>")


def test_no_cues_are_a_file_as_well() -> None:
    """A silent video has empty subtitles, and they can be read again."""
    assert from_srt(to_srt(())) == from_vtt(to_vtt(())) == ()
