"""Which of the words that are heard make a sentence."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["numbered"]

_ENDS = (".", "!", "?", "…", "。", "！", "？", "।")
_CLOSING = "\"'”’»)]"
_ABBREVIATIONS = frozenset(
    [
        "mr.", "mrs.", "ms.", "dr.", "prof.", "st.", "vs.", "e.g.", "i.e.", "no.", "bzw.", "z.b.", "d.h.", "m.", "mme.",
    ]
)  # fmt: skip
_LONG_PAUSE = 2.0
"""Seconds: whoever is silent for so long begins anew, whatever the punctuation says."""


def numbered(words: Sequence[tuple[str, float, float]]) -> list[int]:
    """The number of the sentence of each word (text, start, end), counted from 0."""
    numbers: list[int] = []
    for place, (_, start, _) in enumerate(words):
        if not place:
            numbers.append(0)
            continue
        before, _, before_end = words[place - 1]
        ended = _is_end(before) or start - before_end >= _LONG_PAUSE
        numbers.append(numbers[-1] + ended)
    return numbers


def _is_end(text: str) -> bool:
    bare = text.rstrip(_CLOSING)
    initial = len(bare) == 2 and bare[0].isupper() and bare.endswith(".") and bare != "I."
    return bare.endswith(_ENDS) and bare.lower() not in _ABBREVIATIONS and not initial
