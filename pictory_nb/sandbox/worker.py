"""A worker: a process that does one task after another, and tells how far it is with it.

On Linux workers are copies of one process that has imported everything: a new one is there in milliseconds, and what
they have in common lies in memory once. Elsewhere each is a fresh interpreter.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import pickle
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

__all__ = ["FAILED", "SHARE", "WELL", "Start", "spawned", "starter", "tell"]

WELL, FAILED, SHARE = "well", "failed", "share"
"""What a worker says of its task: (WELL, its result), (FAILED, the error, its traceback), (SHARE, the part done)."""
_PAUSE = 0.1
"""Seconds between two words about the same task."""

_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of linux/prctl.h

Start = Callable[[], Connection]
"""Starts a worker and returns the line to it. The first thing that comes over it is the worker's process id."""

_line: Connection | None = None
_told = 0.0


def tell(share: float) -> None:
    """Say how much of the present task is done, from 0 to 1. In a process that is no worker nobody hears it."""
    global _told
    if _line is not None and time.monotonic() - _told >= _PAUSE:
        _told = time.monotonic()
        _line.send_bytes(pickle.dumps((SHARE, share)))


def serve(line: Connection) -> None:
    """Do what comes over ``line`` until its other end is closed."""
    global _line
    _line = line
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever interrupts a notebook means the waiting, not the work
    import pictory_nb.renderer.chunk  # noqa: F401 - a fresh interpreter has it before the first task comes

    with contextlib.suppress(EOFError, OSError):  # the studio is gone
        line.send(os.getpid())
        while True:
            line.send_bytes(_done(line.recv_bytes()))


def _done(task: bytes) -> bytes:
    _stand_somewhere()
    try:
        call, arguments = pickle.loads(task)
        del task  # it may be as large as what it held
        return pickle.dumps((WELL, call(*arguments)), protocol=pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        told = traceback.format_exc()
        try:
            return pickle.dumps((FAILED, error, told))
        except Exception:  # an error of some library's that cannot travel
            return pickle.dumps((FAILED, RuntimeError(f"{type(error).__name__}: {error}"), told))


def _stand_somewhere() -> None:
    """The folder that the notebook was in may be gone by now, and there are libraries that end the process then."""
    try:
        os.getcwd()
    except OSError:
        os.chdir(Path.home().anchor)


def starter(*private: int) -> Start:
    """The quickest way to start workers here. To be called while this process has one thread.

    ``private`` are file descriptors that workers have no business with.
    """
    if sys.platform != "linux":  # libraries of macOS do not outlive a fork
        return spawned
    ours, theirs = socket.socketpair()
    if os.fork() == 0:
        ours.close()
        for descriptor in private:
            os.close(descriptor)
        _be_copied(theirs)
    theirs.close()
    lock = threading.Lock()

    def start() -> Connection:
        near, far = Pipe()
        with lock, far:
            socket.send_fds(ours, [b"w"], [far.fileno()])
        return near

    return start


def _be_copied(orders: socket.socket) -> None:
    """Be the process that is copied. Each order brings the line of a new worker."""
    _end_with_the_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who ends is forgotten by the system
    gc.freeze()  # what is here now stays, and is not written to by a collector
    while True:
        order, lines, _, _ = socket.recv_fds(orders, 1, 1)
        if not order:
            os._exit(0)
        if os.fork() == 0:
            orders.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _end_with_the_parent()
            serve(Connection(lines[0]))
            os._exit(0)
        os.close(lines[0])


def _end_with_the_parent() -> None:
    """When the studio is killed the process that is copied ends, and with it the workers, whatever they are doing.

    Else the sound of a long film would be made for nobody, into a folder that was cleared.
    """
    ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)


def spawned() -> Connection:
    """Start a worker in a fresh interpreter."""
    near, far = Pipe()
    with far:
        get_context("spawn").Process(target=serve, args=(far,), daemon=True).start()
    return near
