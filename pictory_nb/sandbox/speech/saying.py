"""What is to be said: a sentence as it is written, or its words with the manner of each."""

from __future__ import annotations

from dataclasses import astuple, replace
from typing import Any

from pictory_nb.ssml import MarkedWord

__all__ = ["Saying", "essence", "marked", "written"]

Saying = str | tuple[MarkedWord, ...]


def marked(saying: Saying) -> tuple[MarkedWord, ...]:
    """The words, each with its manner."""
    return tuple(map(MarkedWord, saying.split())) if isinstance(saying, str) else saying


def written(saying: Saying) -> list[str]:
    """The words as they are written."""
    return saying.split() if isinstance(saying, str) else [word.text for word in saying]


def essence(saying: Saying) -> Any:
    """What a cache may know it by: the same where it sounds the same. How loud it is does not count, see ``tune``."""
    if isinstance(saying, str):
        return " ".join(saying.split())
    return [[word.text, word.said, *astuple(replace(word.manner, gain=0.0))] for word in saying]
