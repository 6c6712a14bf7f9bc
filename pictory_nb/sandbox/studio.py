"""The studio: a process of its own in which films are made, so that the kernel stays free, light and alive.

It is started when the first film is asked for, at once and before anything else is imported here, since its own
imports take as long as ours. It ends with the process that started it, or when nobody has wanted anything for a while.
What goes to it is a work: something picklable that is called there with a folder, a way to report, and a crew.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pictory_nb.errors import RenderError

if TYPE_CHECKING:
    from pictory_nb.sandbox.annex import Annex
    from pictory_nb.sandbox.workers import Crew, Workers

__all__ = ["Report", "Studio", "Work", "be_the_studio", "pool", "render_on", "studio"]

Report = Callable[[float, str], None]
"""Called with the part that is done, from 0 to 1, and what is being done."""
Work = Callable[[Path, Report, "Crew"], Any]

MAKE, STOP, CLOSE = "make", "stop", "close"
BEGUN, REPORT, MADE, FAILED = "begun", "report", "made", "failed"
_PROGRAM = "import gc, sys; gc.disable(); sys.path[:] = {path!r}; from pictory_nb.sandbox.floor import main; main()"
"""Looking for garbage takes a tenth of the time of all imports, and there is none; ``main`` has it looked for later."""

_lock = threading.Lock()
_open: Studio | None = None
_annex: Annex | None = None
_workers: Workers | None = None
"""Those of this process, where it is the studio itself."""


def render_on(executor: Executor | None) -> None:
    """Have all films made by ``executor`` from now on; by a studio where it is None."""
    global _annex
    from pictory_nb.sandbox.annex import Annex

    _annex = Annex(executor) if executor else None


def studio() -> Studio | Annex:
    """The studio of this process; started if need be. It keeps its things where ``PICTORY_NB_HOME`` says now."""
    global _open
    if _annex:
        return _annex
    home = os.environ.get("PICTORY_NB_HOME")
    with _lock:
        if _open is None or _open.ended or _open.home != home:
            if _open:
                _open.close()
            _open = Studio(home)
        return _open


class _Gone(Exception):
    """The process ended before the work did; ``begun`` tells whether it had been taken up."""

    def __init__(self, begun: bool) -> None:
        self.begun = begun


class Studio:
    """The line to the process. It may be used by several threads at once."""

    def __init__(self, home: str | None = None) -> None:
        self.home, self.ended = home, False
        self._numbers = itertools.count()
        self._calls: dict[int, queue.SimpleQueue[tuple[Any, ...]]] = {}
        self._sending = threading.Lock()
        path = [place for place in sys.path if place]  # without the notebook's folder: its files are no modules
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM.format(path=path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Whoever interrupts a notebook interrupts all of its group; the films go on.
            start_new_session=True,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # its matrices are small, and it is forked
        )
        threading.Thread(target=self._listen, name="sandbox-studio", daemon=True).start()

    def make(self, work: Work, folder: Path, report: Report, stopped: Callable[[], bool] = lambda: False) -> Any:
        """What ``work(folder, report, crew)`` returns over there. Raises what it raises.

        ``stopped`` is asked now and then: once it says True all of the work is dropped, and ``RenderError`` raised.
        """
        try:
            return self._made(work, folder, report, stopped)
        except _Gone as gone:
            if gone.begun:
                raise RenderError(
                    "the process that makes the films was ended from outside, or crashed",
                    mend="render again; if it happens again, there may be too little memory",
                    code="STOPPED",
                ) from None
        return studio().make(work, folder, report, stopped)  # it had gone to rest in this very moment

    def _made(self, work: Work, folder: Path, report: Report, stopped: Callable[[], bool]) -> Any:
        number, said = next(self._numbers), queue.SimpleQueue()
        self._calls[number] = said
        begun = asked_to_stop = False
        try:
            self._send((MAKE, number, pickle.dumps(work), folder))
            while True:
                if not asked_to_stop and stopped():
                    asked_to_stop = True
                    self._send((STOP, number))
                with contextlib.suppress(queue.Empty):
                    word, *rest = said.get(timeout=0.2)
                    begun = begun or word == BEGUN
                    if word == REPORT:
                        report(*rest)
                    elif word == MADE:
                        return rest[0]
                    elif word == FAILED:
                        error, told = rest
                        raise error from (RuntimeError(f"\n{told}") if told else None)
                    elif word == CLOSE:
                        raise _Gone(begun)
        finally:
            self._calls.pop(number, None)

    def close(self) -> None:
        """Let it end what it has begun, and then itself."""
        with contextlib.suppress(_Gone):
            self._send((CLOSE,))

    def _send(self, message: tuple[Any, ...]) -> None:
        try:
            with self._sending:
                pickle.dump(message, self._process.stdin)
                self._process.stdin.flush()
        except OSError:
            raise _Gone(begun=False) from None

    def _listen(self) -> None:
        with contextlib.suppress(EOFError, OSError, pickle.UnpicklingError):
            while True:
                number, *said = pickle.load(self._process.stdout)
                if number in self._calls:
                    self._calls[number].put(tuple(said))
        self.ended = True
        for call in list(self._calls.values()):
            call.put((CLOSE,))
        self._process.wait()


def be_the_studio(workers: Workers) -> None:
    """Say that this process is the studio, and has those workers."""
    global _workers
    _workers = workers


def pool() -> Executor:
    """The studio's workers, for tasks that belong to no film. It can be asked for in any process."""
    return _workers.crew() if _workers else _Errands()


class _Errands(Executor):
    """Has single tasks done in the studio."""

    def submit(self, call: Callable[..., Any], /, *arguments: Any) -> Future:
        future: Future = Future()
        threading.Thread(target=_run, args=(future, _Errand(call, arguments)), daemon=True).start()
        return future


@dataclass(frozen=True)
class _Errand:
    """The work that a single task is."""

    call: Callable[..., Any]
    arguments: tuple[Any, ...]

    def __call__(self, folder: Path, report: Report, crew: Crew) -> Any:
        return crew.submit(self.call, *self.arguments).result()


def _run(future: Future, errand: _Errand) -> None:
    if future.set_running_or_notify_cancel():
        try:
            future.set_result(studio().make(errand, Path(), lambda share, stage: None))
        except BaseException as error:
            future.set_exception(error)
