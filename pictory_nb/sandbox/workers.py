"""The processes that do the heavy work, started once and kept warm: a bad media file cannot take the kernel down.

loky and not multiprocessing, since a user's script need not be guarded by ``if __name__ == "__main__"`` then.
"""

from __future__ import annotations

import os
import threading
from concurrent.futures import Executor
from functools import cache

__all__ = ["pool"]


@cache
def pool() -> Executor:
    """As many workers as there are cores, up to four: each holds the voice's model in memory."""
    from loky import ProcessPoolExecutor

    return ProcessPoolExecutor(max_workers=max(1, min(4, os.cpu_count() or 1)), timeout=None, initializer=_prepare)


def _prepare() -> None:
    """Load what every task needs, beside the first task and not before it."""
    threading.Thread(target=_import_heavy, daemon=True).start()


def _import_heavy() -> None:
    import pictory_nb.renderer.joining
    import pictory_nb.renderer.chunk  # noqa: F401
