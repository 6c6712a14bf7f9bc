"""The annex: films made by an executor from outside, such as a cluster's, instead of by the studio's own processes.

A film is planned in this process, in a thread that waits most of the time; what takes long are tasks of the executor.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from pathlib import Path
from typing import Any

from pictory_nb.errors import RenderError
from pictory_nb.sandbox.cache import Cache

__all__ = ["Annex"]

_PAUSE = 0.2
"""Seconds between two questions whether a film is still wanted."""


class Annex:
    """Stands for a ``Studio``. Workers of ``executor`` need this package, and the same folders."""

    ended = False

    def __init__(self, executor: Executor) -> None:
        self.executor = executor

    def make(
        self,
        work: Callable[..., Any],
        folder: Path,
        report: Callable[[float, str], None],
        stopped: Callable[[], bool] = lambda: False,
    ) -> Any:
        """What ``work(folder, report, crew)`` returns. Raises what it raises, and ``RenderError`` once ``stopped``."""
        crew, over = _Hired(self.executor), threading.Event()
        threading.Thread(target=_watch, args=(crew, stopped, over), daemon=True).start()
        try:
            return work(folder, report, crew)
        except CancelledError:
            raise RenderError("it was stopped, as was asked", code="CANCELLED") from None
        finally:
            over.set()
            crew.dismiss()
            Cache().tidy()


class _Hired(Executor):
    """The executor as one film sees it. It has an order of its own, so nothing goes first."""

    def __init__(self, executor: Executor) -> None:
        self._executor, self._tasks, self._dismissed = executor, [], False

    def submit(self, call: Callable[..., Any], /, *arguments: Any) -> Future:
        if self._dismissed:
            raise CancelledError
        task = self._executor.submit(call, *arguments)
        self._tasks.append(task)
        return task

    first = submit

    def dismiss(self) -> None:
        """Call off what was not begun; an executor cannot be told to drop the rest."""
        self._dismissed = True
        for task in self._tasks:
            task.cancel()


def _watch(crew: _Hired, stopped: Callable[[], bool], over: threading.Event) -> None:
    while not over.wait(_PAUSE):
        if stopped():
            return crew.dismiss()
