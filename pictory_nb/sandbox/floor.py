"""Inside the studio's process: works are taken in, made side by side, and what becomes of them is told.

The first film has all the workers that it can use, and the next one those that are left.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import sys
import threading
import time
import traceback
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Any, BinaryIO

from pictory_nb.errors import RenderError
from pictory_nb.sandbox.cache import Cache
from pictory_nb.sandbox.studio import BEGUN, CLOSE, FAILED, MADE, MAKE, REPORT, be_the_studio
from pictory_nb.sandbox.worker import starter
from pictory_nb.sandbox.workers import Crew, Workers, cores

__all__ = ["main"]

IDLE = 900.0
"""Seconds without any work after which the studio ends, and gives back the memory that the voice takes."""


def main() -> None:
    """Make what comes over standard input until that is closed: then whoever wanted it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    orders, answers = _lines()
    import pictory_nb.renderer.chunk
    import pictory_nb.renderer.joining
    import pictory_nb.renderer.preview
    import pictory_nb.renderer.soundtrack
    import pictory_nb.sandbox.production  # noqa: F401 - what is here before the fork all workers share

    gc.enable()
    workers = Workers(starter(orders.fileno(), answers.fileno()), cores())
    be_the_studio(workers)
    floor = Floor(workers, answers)
    threading.Thread(target=floor.watch, args=(os.getppid(),), daemon=True).start()
    with contextlib.suppress(EOFError, OSError):
        while True:
            floor.hear(pickle.load(orders))
    floor.end()


def _lines() -> tuple[BinaryIO, BinaryIO]:
    """Where works come from, and where answers go. What libraries print goes to standard error instead."""
    orders, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return orders, answers


class Floor:
    """Where the works are made, each in a thread of its own that waits for its crew most of the time."""

    def __init__(self, workers: Workers, answers: BinaryIO) -> None:
        self._workers, self._answers = workers, answers
        self._crews: dict[int, Crew] = {}
        self._telling = threading.Lock()
        self._closing = False
        self._busy_until = time.monotonic()

    def hear(self, message: tuple[Any, ...]) -> None:
        word, *said = message
        if word == MAKE:
            number, work, folder = said
            self._crews[number] = self._workers.crew()
            threading.Thread(target=self._make, args=(number, work, folder), daemon=True).start()
        elif word == CLOSE:
            self._closing = True
        elif said[0] in self._crews:
            self._crews[said[0]].dismiss()

    def _make(self, number: int, work: bytes, folder: Path) -> None:
        crew = self._crews[number]
        try:
            self._tell(number, BEGUN)
            made = pickle.loads(work)(folder, lambda *said: self._tell(number, REPORT, *said), crew)
            self._tell(number, MADE, made)
        except CancelledError:
            self._tell(number, FAILED, RenderError("it was stopped, as was asked", code="CANCELLED"), "")
        except RenderError as error:
            self._tell(number, FAILED, error, "")
        except Exception as error:
            self._tell(number, FAILED, RuntimeError(f"{type(error).__name__}: {error}"), traceback.format_exc())
        finally:
            crew.dismiss()
            self._busy_until = time.monotonic()
            del self._crews[number]
            Cache().tidy()

    def _tell(self, number: int, *said: Any) -> None:
        with self._telling:
            pickle.dump((number, *said), self._answers)
            self._answers.flush()

    def watch(self, parent: int) -> None:
        """End when there is nothing left to do, or nobody to do it for."""
        while os.getppid() == parent:
            time.sleep(1)
            idle = not self._crews and time.monotonic() - self._busy_until
            if idle and (self._closing or idle > IDLE):
                break
        self.end()

    def end(self) -> None:
        """End this process and its workers, whatever they are doing."""
        if sys.platform != "win32":
            os.killpg(0, signal.SIGKILL)  # all of them are of the session that began here
        os._exit(0)
