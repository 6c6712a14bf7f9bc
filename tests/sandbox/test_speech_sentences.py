"""Where the narrator hears the end of a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictory_nb.sandbox.speech import split_sentences


@given(st.text(alphabet="ab.!?… \n\"')DrSt1", max_size=80))
def test_no_word_is_lost(text):
    """Whatever is written, the sentences together are its words in order."""
    assert [word for sentence in split_sentences(text) for word in sentence.split()] == text.split()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Dr. Smith met Mr. J. Jones. They talked.", ["Dr. Smith met Mr. J. Jones.", "They talked."]),
        ("It costs 3.5 dollars. Buy No. 5 now.", ["It costs 3.5 dollars.", "Buy No. 5 now."]),
        ("Is this it? No. It is not.", ["Is this it?", "No.", "It is not."]),
        ('She said "Go!" and left. (He stayed.) Good.', ['She said "Go!" and left.', "(He stayed.)", "Good."]),
        ("At 3 p.m. sharp we met. Fine…", ["At 3 p.m. sharp we met.", "Fine…"]),
        ("Ready? iPhone users, too.", ["Ready?", "iPhone users, too."]),
        ("We met on Sat. 5 May. He sat. Fine.", ["We met on Sat. 5 May.", "He sat.", "Fine."]),
        ("About ca. 1850, max. 10. The max. Fine.", ["About ca. 1850, max. 10.", "The max.", "Fine."]),
        ("  \n ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, sentences):
    """Abbreviations, initials, decimals and quoted marks do not end a sentence."""
    assert split_sentences(text) == sentences
