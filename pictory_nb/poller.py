"""One thread that watches every running job of this process, so that the kernel stays free."""

from __future__ import annotations

import contextvars
import heapq
import itertools
import logging
import threading
from collections.abc import Callable

from pictory_nb.clock import Clock
from pictory_nb.errors import PictoryError
from pictory_nb.watch import Watch

__all__ = ["Poller"]

log = logging.getLogger(__name__)

GAP = 0.1
"""Seconds between two questions: the service limits their number, and does not say to how many (contract §0.4)."""


class Poller:
    """Looks at each watch when it is due, and tells those who asked to be told.

    The thread starts with the first watch and ends with the last. It is a daemon: a kernel that is shut down does
    not wait for it, and the jobs go on in the service. Between two looks ``gap`` seconds pass at least, so that two
    hundred jobs that were begun together are no burst of two hundred questions.
    """

    def __init__(self, clock: Clock, gap: float = GAP) -> None:
        self._clock, self._gap = clock, gap
        self._free_from = clock.now()
        self._due: list[tuple[float, int, Watch, Callable[[], None]]] = []
        self._order = itertools.count()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def add(self, watch: Watch, changed: Callable[[], None], pause: float = 0.0) -> None:
        """Watch from ``pause`` seconds on; ``changed`` is called in the poller's thread after every look."""
        with self._changed:
            heapq.heappush(self._due, (self._clock.now() + pause, next(self._order), watch, changed))
            self._changed.notify()
            if self._thread is None or not self._thread.is_alive():  # a forked process has it, but does not run it
                # A copied context is what keeps messages to a front end working on every ipykernel (7.0 included).
                run = contextvars.copy_context().run
                self._thread = threading.Thread(target=run, args=(self._work,), name="pictory-poller", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        """Whatever one job or one listener does, the others are watched on."""
        while entry := self._next():
            watch, changed = entry
            try:
                pause = watch.look()
            except Exception as surprise:
                log.exception("job %s cannot be watched", watch.job_id)
                pause = watch.give_up(PictoryError(f"job {watch.job_id} cannot be watched: {surprise!r}"))
            if pause is not None:
                self.add(watch, changed, pause)
            try:
                changed()
            except Exception:
                log.exception("telling of job %s failed", watch.job_id)

    def _next(self) -> tuple[Watch, Callable[[], None]] | None:
        """The watch that is due, after waiting for it; None when there is none left, which ends the thread."""
        with self._changed:
            while self._due:
                now = self._clock.now()
                left = max(self._due[0][0], self._free_from) - now
                if left <= 0:
                    _, _, watch, changed = heapq.heappop(self._due)
                    self._free_from = now + self._gap
                    return watch, changed
                self._clock.wait(self._changed, left)
            self._thread = None
            return None
