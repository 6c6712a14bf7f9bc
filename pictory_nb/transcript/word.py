"""One word that is heard, and a summary of what is heard."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pictory_nb.errors import BadTranscript

__all__ = ["Clip", "Highlight", "Word", "plain"]

Clip = tuple[float, float]
"""From when to when, in seconds of the recording."""


@dataclass(frozen=True)
class Word:
    """``text`` with its punctuation, heard from ``start`` to ``end``.

    ``sentence`` counts the sentences of the transcript from 0; ``speaker`` is a number that the service gives to a
    voice.
    """

    text: str
    start: float
    end: float
    sentence: int = 0
    speaker: int = 1

    def __post_init__(self) -> None:
        if not (math.isfinite(self.start) and math.isfinite(self.end) and 0 <= self.start <= self.end):
            raise BadTranscript(
                f"the word {self.text!r} cannot be heard from {self.start} to {self.end} s",
                mend="give times in seconds, the start before the end",
            )

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


@dataclass(frozen=True)
class Highlight:
    """A summary: the clips of the recording that it is made of. ``asked`` is the length that was asked for."""

    clips: tuple[Clip, ...]
    asked: float | None = None

    @property
    def length(self) -> float:
        """Seconds."""
        return sum(end - start for start, end in self.clips)


def plain(text: str) -> str:
    """A word as it is compared: without case and without the punctuation at its edges."""
    folded = text.casefold().replace("’", "'")
    edges = [place for place, sign in enumerate(folded) if sign.isalnum()]
    return folded[edges[0] : edges[-1] + 1] if edges else ""
