"""When words are said that nobody timed, by the loudness of a recording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

__all__ = ["by_pauses"]

Span = tuple[float, float]
_NEAR = 1.5
"""Seconds within which the beginning of a sentence moves to a pause."""
_PAUSE = 0.18


def by_pauses(texts: Sequence[str], levels: np.ndarray, length: float) -> list[Span]:
    """When each of ``texts`` is said, as far as the loudness of the recording tells: ``levels`` are of its even steps.

    Words share the time in which somebody speaks by their letters; a sentence begins behind a pause where one is near.
    """
    import numpy as np

    step = length / max(len(levels), 1)
    loud = levels > 0.08 * np.percentile(levels, 95) if len(levels) else np.zeros(0, bool)
    if not loud.any():
        loud = np.ones(max(len(levels), 1), bool)
        step = length / len(loud)
    clock = np.concatenate([[0.0], np.cumsum(loud) * step])  # seconds of speech until each moment
    weights = [len(text) + 1 + 6 * text.endswith((".", "!", "?")) for text in texts]
    shares = np.array(list(accumulate(weights, initial=0))) / max(sum(weights), 1) * clock[-1]
    moments = np.searchsorted(clock, shares, side="left") * step
    moments[0], moments[-1] = np.flatnonzero(loud)[0] * step, (np.flatnonzero(loud)[-1] + 1) * step
    pauses = list(_pauses(loud, step))
    for place, text in enumerate(texts[:-1]):
        if not text.endswith((".", "!", "?", "…", ":", ";")):
            continue
        near = min(pauses, key=lambda pause: abs(pause[0] - moments[place + 1]), default=None)
        if near and abs(near[0] - moments[place + 1]) < _NEAR:
            moments[place + 1] = near[1]
    moments = np.maximum.accumulate(moments)
    return [(float(start), float(end)) for start, end in pairwise(moments)]


def _pauses(loud: np.ndarray, step: float) -> Iterator[Span]:
    import numpy as np

    edges = np.flatnonzero(np.diff(loud.astype(int)))
    for fall, rise in pairwise(edges):
        if loud[fall] and (rise - fall) * step >= _PAUSE:
            yield (fall + 1) * step, (rise + 1) * step
