"""How much of a film is done: the work that its tasks take, and how much of it is behind us.

The unit is a second of one core. What a task takes is estimated, but no task counts before it is done, or says how far
it is: what is shown never runs ahead of what is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, wait

__all__ = ["Tally"]

_PAUSE = 0.1
"""Seconds between two looks at the tasks."""


class Tally:
    """``report`` is told the part that is done, which never falls, and the present ``stage`` of the work."""

    def __init__(self, report: Callable[[float, str], None]) -> None:
        self._report = report
        self._parts: dict[str, tuple[float, Sequence[Future]]] = {}
        self._seen = 0.0
        self.stage = ""

    def expect(self, part: str, seconds: float, tasks: Iterable[Future] = ()) -> None:
        """A part of the film takes so long; what was expected of it before is forgotten."""
        self._parts[part] = (seconds, tuple(tasks))

    @property
    def share(self) -> float:
        """The part that is done, from 0 to 1."""
        whole = sum(seconds for seconds, _ in self._parts.values())
        done = sum(seconds * _share(tasks) for seconds, tasks in self._parts.values())
        return done / whole if whole else 0.0

    def tell(self, stage: str = "") -> None:
        """Tell how far the work is, and, where it is a new one, its stage."""
        stage, share = stage or self.stage, max(self._seen, self.share)
        if (stage, int(share * 100)) != (self.stage, int(self._seen * 100)):
            self._report(share, stage)
        self.stage, self._seen = stage, share

    def wait_for(self, tasks: Iterable[Future]) -> None:
        """Wait until all of them are done, telling how far they are. Raises what the first to fail raises."""
        waiting = set(tasks)
        while waiting:
            done, waiting = wait(waiting, timeout=_PAUSE, return_when=FIRST_EXCEPTION)
            for task in done:
                task.result()
            self.tell()


def _share(tasks: Sequence[Future]) -> float:
    if not tasks:
        return 0.0
    return sum(1.0 if task.done() else getattr(task, "share", 0.0) for task in tasks) / len(tasks)
