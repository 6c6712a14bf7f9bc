"""Highlights: the sentences of a transcript that tell most of it, as many as fit into the length that is asked for.

The method is TextRank. Sentences are the nodes of a graph, tied together as strongly as they share words; a word counts
the more the fewer sentences say it, so no list of stop words is needed, in any language. A sentence tells much when
sentences that tell much share its words (PageRank). Of all choices of whole sentences that come within a tenth of the
asked length, the one is taken whose seconds tell most: ranks are weighed by time, or many short asides would win. Where
there is no such choice, it is the one nearest to the length.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pictory_nb.transcript import Highlight, Transcript, plain

if TYPE_CHECKING:
    import numpy as np

__all__ = ["LENGTHS", "TOLERANCE", "summaries", "summary"]

LENGTHS = (30.0, 60.0, 180.0, 300.0)
"""Seconds of the summaries that come with a transcript, as far as it is longer than they are."""
TOLERANCE = 0.1
"""The part of the asked length by which a summary may be longer or shorter."""
_DAMPING = 0.85
_STEM = 5
"""Letters by which words are compared: cloud, clouds and cloudy are about the same."""
_STEP = 0.01
"""Seconds in which lengths are added up."""


def summaries(transcript: Transcript) -> tuple[Highlight, ...]:
    """A summary of each usual length that is shorter than what is said."""
    spoken = sum(end - start for start, end in map(transcript.reach, transcript.sentences))
    return tuple(summary(transcript, seconds) for seconds in LENGTHS if seconds < spoken)


def summary(transcript: Transcript, seconds: float) -> Highlight:
    """The sentences that tell most within about ``seconds``, in the order in which they are said."""
    sentences = transcript.sentences
    clips = [transcript.reach(sentence) for sentence in sentences]
    ranks = rank([[plain(transcript.words[place].text) for place in sentence] for sentence in sentences])
    lengths = [end - start for start, end in clips]
    chosen = _chosen(lengths, [told * length for told, length in zip(ranks, lengths, strict=True)], seconds)
    return Highlight(tuple(clips[place] for place in chosen), seconds)


def rank(sentences: Sequence[Sequence[str]]) -> list[float]:
    """How much each sentence tells, by its words; all of it together is 1."""
    import numpy as np

    count = len(sentences)
    if not count:
        return []
    weights = _weights(sentences)
    ties = weights @ weights.T
    np.fill_diagonal(ties, 0.0)
    strength = ties.sum(axis=1, keepdims=True)
    # A sentence that is tied to none leads anywhere.
    steps = np.where(strength > 0, ties / np.where(strength > 0, strength, 1), 1 / count)
    ranks = np.full(count, 1 / count)
    for _ in range(100):
        before, ranks = ranks, (1 - _DAMPING) / count + _DAMPING * (ranks @ steps)
        if np.abs(ranks - before).sum() < 1e-9:
            break
    return [float(value) for value in ranks]


def _weights(sentences: Sequence[Sequence[str]]) -> np.ndarray:
    """A row of unit length for each sentence: how often it says each word, and how rare that word is."""
    import numpy as np

    stems = [Counter(word[:_STEM] for word in sentence if word) for sentence in sentences]
    spread = Counter(stem for one in stems for stem in one)
    column = {stem: place for place, stem in enumerate(spread)}
    weights = np.zeros((len(stems), max(1, len(column))))
    for row, one in enumerate(stems):
        for stem, times in one.items():
            weights[row, column[stem]] = times * np.log(len(stems) / spread[stem])
    length = np.linalg.norm(weights, axis=1, keepdims=True)
    return weights / np.where(length > 0, length, 1)


def _chosen(lengths: Sequence[float], values: Sequence[float], seconds: float) -> list[int]:
    """The places of the best choice. Every sum of lengths that can be reached is looked at, with its best value."""
    import numpy as np

    if sum(lengths) <= seconds * (1 + TOLERANCE):
        return list(range(len(lengths)))
    steps = [max(1, round(length / _STEP)) for length in lengths]
    most = round(seconds * (1 + TOLERANCE) / _STEP) + max(steps)  # one sentence too much may be the nearest
    best = np.full(most + 1, -np.inf)
    best[0] = 0.0
    taken = np.zeros((len(steps), most + 1), bool)
    for place, (step, value) in enumerate(zip(steps, values, strict=True)):
        with_it = np.full(most + 1, -np.inf)
        with_it[step:] = best[: most + 1 - step] + value if step <= most else ()
        taken[place] = with_it > best
        best = np.maximum(best, with_it)
    reached = np.flatnonzero(best > -np.inf)
    off = np.abs(reached * _STEP - seconds)
    fitting = reached[off <= seconds * TOLERANCE + len(steps) * _STEP]
    for total in fitting[np.argsort(-best[fitting], kind="stable")]:
        places = _backwards(taken, steps, int(total))
        if abs(sum(lengths[place] for place in places) - seconds) <= seconds * TOLERANCE:
            return places
    nearest = reached[1:] if len(reached) > 1 else reached  # nothing at all is no summary
    return _backwards(taken, steps, int(nearest[np.argmin(np.abs(nearest * _STEP - seconds))]))


def _backwards(taken: np.ndarray, steps: Sequence[int], total: int) -> list[int]:
    places = []
    for place in range(len(steps) - 1, -1, -1):
        if taken[place, total]:
            places.append(place)
            total -= steps[place]
    return places[::-1]
