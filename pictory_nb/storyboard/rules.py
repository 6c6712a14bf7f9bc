"""Rules between fields that many words share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pictory_nb.word import Broken, Word

__all__ = ["at_most_one", "given", "needs", "placed_once"]


def given(word: Word, *names: str) -> list[str]:
    """Those of the fields ``names`` that say anything; ``False`` does not."""
    said, members = word.model_fields_set, word.__dict__
    return [name for name in names if name in said and members[name] is not False]


def at_most_one(word: Word, *names: str, rule: str) -> Iterator[Broken]:
    if len(both := given(word, *names)) > 1:
        yield (), f"{listed(both)} are given, which exclude each other → keep one of them ({rule})"


def needs(word: Word, name: str, *needed: str, rule: str) -> Iterator[Broken]:
    """Where ``name`` is given, one of ``needed`` has to be."""
    if given(word, name) and not given(word, *needed):
        yield (name,), f"it needs {listed(needed, 'or')} → give that too, or take it away ({rule})"


def placed_once(word: Any) -> Iterator[Broken]:
    if word.position and (word.top or word.left):
        yield (), "either position or top and left say where it stands → take one of them away (V24)"


def listed(names: Any, last: str = "and") -> str:
    """``a, b and c``"""
    *first, end = names
    return f"{', '.join(first)} {last} {end}" if first else str(end)
