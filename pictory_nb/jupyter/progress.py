"""What is told of a running job: its stage, how far it is, how long the rest will take, and what it went through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pictory_nb.jupyter.show import reason_and_mend
from pictory_nb.state import Completed, Failed, InProgress

if TYPE_CHECKING:
    from pictory_nb.job import Job

__all__ = ["Pace", "Progress", "short"]

_ROOM = 160
"""Bytes of a text that is sent at most: a message stays below 500 bytes."""
_MOST_MARKS = 6


class Progress:
    """The job in a few words and numbers, and its ``timeline``: ``[seconds, what began then]``, the first ones kept."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.error: BaseException | None = None
        self.timeline: list[tuple[int, str]] = []
        self._pace = Pace()

    def look(self, stage: str = "", *, room: int = _ROOM) -> dict[str, Any]:
        """What a browser needs to draw the job; ``room`` is for each text, in bytes.

        The stages are ``waiting``, ``making``, ``fetching``, ``ready``, ``failed`` and ``stopped``.
        """
        state = self.job.state
        stage = stage or _stage_of(self.job)
        seen = {
            "stage": stage,
            "said": short(state.message, room) if isinstance(state, (InProgress, Failed)) else "",
            "progress": self.job.progress,
            "elapsed": round(self.job.elapsed, 1),
            "left": self._pace.left(self.job),
        }
        if self.error:
            reason, mend = reason_and_mend(self.error)
            seen |= {"said": short(reason, room), "mend": short(mend, room)}
        if not self.timeline or self.timeline[-1][1] != stage:
            self.timeline = [*self.timeline, (round(self.job.elapsed), stage)][:_MOST_MARKS]
        return seen


class Pace:
    """How long the rest takes if it goes on as it went since the first progress.

    What came before that was waiting and warming up, and says nothing of the rest.
    """

    def __init__(self) -> None:
        self._first: tuple[float, int] | None = None

    def left(self, job: Job) -> float | None:
        """Seconds, or None where too little was seen to say."""
        if job.done:
            return 0.0
        if not job.progress:
            return None
        now, progress = job.elapsed, job.progress
        if self._first is None:
            self._first = (now, progress)
        began, at_first = self._first
        gained = progress - at_first
        return round((now - began) * (100 - progress) / gained, 1) if gained >= 3 else None


def short(text: str, room: int = _ROOM) -> str:
    """``text`` within ``room`` bytes."""
    return text if len(text.encode()) <= room else text.encode()[: room - 3].decode(errors="ignore") + "…"


def _stage_of(job: Job) -> str:
    state = job.state
    if isinstance(state, InProgress):
        return "failed" if job.error else "making" if state.progress else "waiting"
    return "ready" if isinstance(state, Completed) else "failed"
