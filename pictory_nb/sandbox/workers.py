"""The workers of the studio, kept warm between films, and who is served first.

A task is one of a crew, which makes one film: the tasks of an earlier film go first, and a later one has the cores that
are left. A worker that dies (a broken file can do that to a decoder) takes down its own task alone.
"""

from __future__ import annotations

import contextlib
import heapq
import itertools
import os
import pickle
import signal
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pictory_nb.sandbox.worker import FAILED, SHARE, WELL, Start

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

__all__ = ["Crew", "Task", "WorkerDied", "Workers", "cores"]

_MOST = 8
"""Workers at most: each holds the voice's model in memory, 300 MB."""


class WorkerDied(Exception):
    """The process that did the task was ended from outside, or crashed, twice."""


class Task(Future):
    """What a worker was asked. ``share`` is the part that is done, from 0 to 1."""

    share = 0.0


@dataclass(eq=False)
class _Job:
    """A task in the queue. ``worker`` is the process that does it now, 0 where none does."""

    rank: tuple[int, bool, int]
    call: tuple[Callable[..., Any], tuple[Any, ...]] = field(repr=False)
    task: Task
    crew: Crew
    died: bool = False
    worker: int = 0

    def __lt__(self, other: _Job) -> bool:
        return self.rank < other.rank  # the smallest is done first


class Crew(Executor):
    """The workers as one film sees them. ``rank`` is its place among the films: the smallest is served first."""

    def __init__(self, workers: Workers, rank: int) -> None:
        self._workers, self.rank, self.dismissed = workers, rank, False

    def submit(self, call: Callable[..., Any], /, *arguments: Any) -> Task:
        """Have ``call(*arguments)`` done after all that was asked for before. Both must be picklable."""
        return self._workers.add(self, call, arguments, first=False)

    def first(self, call: Callable[..., Any], /, *arguments: Any) -> Task:
        """Have it done before all else of this film: what takes long by itself is not begun last."""
        return self._workers.add(self, call, arguments, first=True)

    def dismiss(self) -> None:
        """Call off everything, also what is being done: its workers are free at once."""
        self._workers.dismiss(self)


class Workers:
    """``count`` processes, each tended by a thread that hands it one task after another."""

    def __init__(self, start: Start, count: int) -> None:
        self._start, self.count = start, count
        self._queue: list[_Job] = []
        self._doing: set[_Job] = set()
        self._ended = False
        self._news = threading.Condition()
        self._numbers = itertools.count()
        for number in range(count):
            threading.Thread(target=self._tend, name=f"worker-{number}", daemon=True).start()

    def crew(self) -> Crew:
        """Those who do the tasks of one film. Who is asked for earlier is served first."""
        return Crew(self, next(self._numbers))

    def add(self, crew: Crew, call: Callable[..., Any], arguments: tuple[Any, ...], *, first: bool) -> Task:
        with self._news:
            if crew.dismissed:
                raise CancelledError
            job = _Job((crew.rank, not first, next(self._numbers)), (call, arguments), Task(), crew)
            heapq.heappush(self._queue, job)
            self._news.notify()
        return job.task

    def dismiss(self, crew: Crew) -> None:
        with self._news:
            crew.dismissed = True
            for job in [job for job in self._queue if job.crew is crew]:
                self._queue.remove(job)
                job.task.cancel()
                job.task.set_running_or_notify_cancel()  # else who waits for it does so for ever
            heapq.heapify(self._queue)
            for job in self._doing:
                if job.crew is crew and job.worker:
                    _kill(job.worker)

    def end(self) -> None:
        """Let the workers go once they have done what they are at. Nothing that waits is begun."""
        with self._news:
            self._ended = True
            self._news.notify_all()

    def _tend(self) -> None:
        worker = _Worker(self._start())
        while (job := self._next(worker)) is not None:
            try:
                self._see_through(job, worker)
            except (EOFError, OSError):
                worker.close()
                worker = _Worker(self._start())
                self._lost(job)
        worker.close()

    def _next(self, worker: _Worker) -> _Job | None:
        with self._news:
            while True:
                self._news.wait_for(lambda: self._queue or self._ended)
                if self._ended:
                    return None
                job = heapq.heappop(self._queue)
                if job.task.running() or job.task.set_running_or_notify_cancel():
                    job.worker = worker.process
                    self._doing.add(job)
                    return job

    def _see_through(self, job: _Job, worker: _Worker) -> None:
        """Raises ``EOFError`` or ``OSError`` where the worker ends before the task does."""
        try:  # only now, since a film with all its voices is large
            packed = pickle.dumps(job.call, protocol=pickle.HIGHEST_PROTOCOL)
        except Exception as error:
            self._over(job)
            return job.task.set_exception(error)
        worker.line.send_bytes(packed)
        del packed
        while True:
            word, *said = _unpacked(worker.line.recv_bytes())
            if word != SHARE:
                break
            job.task.share = said[0]
        self._over(job)
        if word == WELL:
            job.task.set_result(said[0])
        else:
            error, told = said
            error.__cause__ = RuntimeError(f"\n{told}")  # where it was raised, which a pickle does not keep
            job.task.set_exception(error)

    def _lost(self, job: _Job) -> None:
        """Its worker is gone. A second one may have more luck; a task that killed two of them is given up."""
        self._over(job)
        with self._news:
            again = not (job.crew.dismissed or job.died)
            if again:
                job.died, job.task.share = True, 0.0
                heapq.heappush(self._queue, job)
                self._news.notify()
        if not again:
            job.task.set_exception(CancelledError() if job.crew.dismissed else WorkerDied())

    def _over(self, job: _Job) -> None:
        with self._news:
            self._doing.discard(job)
            job.worker = 0


class _Worker:
    """The line to a worker, and its process id once it has said it."""

    def __init__(self, line: Connection) -> None:
        self.line = line
        with contextlib.suppress(EOFError, OSError):
            self.process: int = line.recv()
            return
        self.process = 0  # it died at once, which its first task will find out

    def close(self) -> None:
        self.line.close()


def _unpacked(said: bytes) -> tuple[Any, ...]:
    try:
        return pickle.loads(said)
    except Exception as error:  # an error whose class cannot be made again from what it keeps
        return FAILED, RuntimeError(f"what a worker said cannot be read: {error}"), ""


def _kill(process: int) -> None:
    with contextlib.suppress(OSError):
        os.kill(process, getattr(signal, "SIGKILL", signal.SIGTERM))  # on Windows any signal ends it


def cores() -> int:
    """How many cores this process may use, at most eight; a container may be given less than the machine has."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with contextlib.suppress(OSError, ValueError):
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text().split()
        allowed = min(allowed, round(int(quota) / int(period)))  # "max" is no number, and means no limit
    return max(1, min(_MOST, allowed))
