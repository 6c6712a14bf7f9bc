"""The workers of the sandbox: warm while they are wanted, gone with the process that wanted them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

PROGRAM = """
import os
from pictory_nb.sandbox.workers import pool
print(*{future.result() for future in [pool().submit(os.getpid) for _ in range(8)]}, flush=True)
input()
"""


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell a process that its parent is gone")
def test_workers_do_not_outlive_a_kernel_that_was_killed():
    """A notebook's kernel is often killed; each time hundreds of megabytes would stay behind."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as kernel:
        workers = [int(number) for number in kernel.stdout.readline().split()]
        assert workers
        assert all(map(alive, workers))
        kernel.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 20
    while any(map(alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not any(map(alive, workers))
