"""The words of a story that tell most, for stories that mark none themselves (contract §3.2, highlightKeywords)."""

from __future__ import annotations

from collections.abc import Sequence

from .meaning import SILENT, base_form, rarity, vocabulary

__all__ = ["telling_words"]

ONE_IN = 7
"""At most one word in so many is marked: where much is marked, nothing is."""


def telling_words(words: Sequence[str]) -> frozenset[int]:
    """The places of the words that tell most, each word once. The same words always give the same places."""
    weights: dict[int, float] = {}
    seen: set[str] = set()
    for place, word in enumerate(words):
        base = base_form(word.strip(".,;:!?…\"'“”‘’()").lower())
        if base is None or base in SILENT or base in seen or base not in vocabulary():
            continue
        seen.add(base)
        weights[place] = rarity(base)
    most = max(1, len(words) // ONE_IN)
    return frozenset(sorted(weights, key=lambda place: (-weights[place], place))[:most])
