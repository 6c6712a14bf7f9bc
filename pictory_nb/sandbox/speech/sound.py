"""What is heard: a speech and when each of its words sounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np

    from pictory_nb.sandbox.speech.saying import Saying

__all__ = ["RATE", "Narrator", "Speech", "SpokenWord", "joined"]

RATE = 24_000
"""Samples per second of everything that the narrator says."""


@dataclass(frozen=True)
class SpokenWord:
    """A word as it is written, heard from ``start`` to ``end``: seconds from the start of the speech."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, eq=False)
class Speech:
    """Sound without silence at either end: mono float32 samples from -1 to 1.

    ``words`` has one entry for each word of the text between white space, in order.
    """

    samples: np.ndarray = field(repr=False)
    rate: int
    words: tuple[SpokenWord, ...]

    @property
    def duration(self) -> float:
        """Seconds."""
        return len(self.samples) / self.rate


class Narrator(Protocol):
    """Whoever can say a sentence. ``voice`` is the ``key`` of a ``Voice``; ``speed`` 2.0 is twice as fast."""

    def speak(self, saying: Saying, voice: str, speed: float = 1.0) -> Speech: ...


def joined(parts: Sequence[Speech], pause: float) -> Speech:
    """The parts one after another, ``pause`` seconds of silence between them. All have the rate ``RATE``."""
    import numpy as np

    pieces: list[np.ndarray] = []
    words: list[SpokenWord] = []
    begin = 0
    for part in parts:
        if not len(part.samples):
            words += [SpokenWord(word.text, begin / RATE, begin / RATE) for word in part.words]
            continue
        if pieces:
            pieces.append(np.zeros(round(pause * RATE), np.float32))
            begin += len(pieces[-1])
        words += [SpokenWord(w.text, w.start + begin / RATE, w.end + begin / RATE) for w in part.words]
        pieces.append(part.samples)
        begin += len(part.samples)
    samples = np.concatenate(pieces) if pieces else np.zeros(0, np.float32)
    return Speech(samples, RATE, tuple(words))
