"""Stretches of time. A list of them is in order, and no two of them touch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pictory_nb.transcript.word import Clip, Word

__all__ = ["covers", "joined", "moment_in", "reach", "shared", "without"]

MARGIN = 0.12
"""Seconds of quiet that go with a word on either side, where there are as many."""


def joined(clips: Iterable[Clip]) -> tuple[Clip, ...]:
    """What lies in any of ``clips``, in order, as few stretches as there can be."""
    whole: list[Clip] = []
    for start, end in sorted(clip for clip in clips if clip[1] > clip[0]):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return tuple(whole)


def without(clips: Iterable[Clip], cuts: Iterable[Clip]) -> tuple[Clip, ...]:
    """``clips`` with everything taken out that lies in ``cuts``."""
    left: list[Clip] = []
    cuts, first = joined(cuts), 0
    for start, end in clips:
        while first < len(cuts) and cuts[first][1] <= start:
            first += 1
        place = first
        while place < len(cuts) and cuts[place][0] < end:
            if cuts[place][0] > start:
                left.append((start, cuts[place][0]))
            start = max(start, cuts[place][1])
            place += 1
        if start < end:
            left.append((start, end))
    return tuple(left)


def shared(clips: Sequence[Clip], others: Sequence[Clip]) -> tuple[Clip, ...]:
    """What lies in both."""
    common, one, two = [], 0, 0
    while one < len(clips) and two < len(others):
        start, end = max(clips[one][0], others[two][0]), min(clips[one][1], others[two][1])
        if start < end:
            common.append((start, end))
        if clips[one][1] < others[two][1]:
            one += 1
        else:
            two += 1
    return tuple(common)


def covers(clips: Sequence[Clip], moment: float) -> bool:
    return any(start <= moment <= end for start, end in clips)


def moment_in(clips: Sequence[Clip], moment: float) -> float:
    """When a moment of the recording is met in the film of ``clips``; of one that was cut, when the cut is."""
    before = 0.0
    for start, end in clips:
        if moment < end:
            return before + max(0.0, moment - start)
        before += end - start
    return before


def reach(words: Sequence[Word], run: range, duration: float) -> Clip:
    """From when to when the words at the places of ``run`` are heard, with the quiet around them that is theirs."""
    first, last = words[run[0]], words[run[-1]]
    before = words[run[0] - 1].end if run[0] else 0.0
    after = words[run[-1] + 1].start if run[-1] + 1 < len(words) else max(duration, last.end)
    start = first.start - min(MARGIN, max(0.0, first.start - before) / 2)
    end = last.end + min(MARGIN, max(0.0, after - last.end) / 2)
    return round(start, 3), round(max(end, start), 3)
