"""The processes that do the heavy work, kept warm between films: a bad media file cannot take the kernel down.

loky and not multiprocessing: a script need not be guarded by ``if __name__ == "__main__"``, and when a worker was
killed, by a machine short of memory for instance, the next film gets new ones.
"""

from __future__ import annotations

import os
import threading
import time
from concurrent.futures import Executor

__all__ = ["pool"]

IDLE = 900
"""Seconds after which idle workers go, and give back the memory that the voice takes."""


def pool() -> Executor:
    """As many workers as there are cores, up to four: each holds the voice's model in memory."""
    from loky import get_reusable_executor

    # The voice's model comes into a worker after its first task, which loky would otherwise take for a leak.
    allowed = {"LOKY_MAX_MEMORY_LEAK_SIZE": "2e9"}
    workers = max(1, min(4, os.cpu_count() or 1))
    return get_reusable_executor(workers, timeout=IDLE, reuse=True, initializer=_prepare, env=allowed)


def _prepare() -> None:
    """Load what every task needs, beside the first task and not before it."""
    threading.Thread(target=_import_renderer, daemon=True).start()
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()


def _end_with(parent: int) -> None:
    """A kernel that is killed cannot say goodbye; its workers would keep their memory until they have been idle."""
    while os.getppid() == parent:  # Windows goes on telling the old number: there the idle time ends them
        time.sleep(2)
    os._exit(1)


def _import_renderer() -> None:
    import pictory_nb.renderer.chunk  # noqa: F401 - so that it is there when the first frame is due
