"""The studio: the process in which films are made ends with the kernel that wanted them, and spares it its crashes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pictory_nb.errors import RenderError
from pictory_nb.sandbox.studio import Report, pool, studio

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="uses the signals of POSIX")

PROGRAM = """
import os, sys
sys.path.insert(0, {root!r})
from tests.sandbox.test_studio import processes
from pictory_nb.sandbox.studio import studio
print(*studio().make(processes, None, print), flush=True)
input()
"""
HEARS_INTERRUPTS = "import signal; signal.signal(signal.SIGINT, lambda *_: None)\n"
ROOT = str(Path(__file__).parents[2])


def processes(folder: Path, report: Report, crew) -> list[int]:
    """The studio's own process and those of its workers."""
    return [os.getpid(), *{task.result() for task in [crew.submit(own_process) for _ in range(8)]}]


def own_process() -> int:
    time.sleep(0.05)
    return os.getpid()


def two_thirds(folder: Path, report: Report, crew) -> str:
    report(0.1, "Beginning")
    report(2 / 3, "Going on")
    return folder.name


def long(folder: Path, report: Report, crew) -> None:
    report(0.5, "Working")
    crew.submit(time.sleep, 60).result()


def fatal(folder: Path, report: Report, crew) -> None:
    report(0.0, "Beginning")
    os.kill(os.getpid(), signal.SIGSEGV)
    time.sleep(60)  # the signal may take a moment


def noisy(folder: Path, report: Report, crew) -> str:
    print("a library says something")
    os.write(1, b"and another")
    crew.submit(print, "a worker, too").result()
    return "heard"


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text() if sys.platform == "linux" else True


def gone(numbers: list[int]) -> bool:
    deadline = time.monotonic() + 20
    while any(map(alive, numbers)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return not any(map(alive, numbers))


def test_what_is_made_there_comes_back_and_tells_how_far_it_is(tmp_path: Path):
    """The kernel waits in a thread, and does none of the work."""
    said = []
    assert studio().make(two_thirds, tmp_path, lambda *told: said.append(told)) == tmp_path.name
    assert said == [(0.1, "Beginning"), (2 / 3, "Going on")]


def test_single_tasks_are_done_there_too():
    """They need no film to belong to."""
    assert pool().submit(own_process).result(timeout=30) != os.getpid()


def test_what_libraries_print_is_no_answer(tmp_path: Path):
    """Whatever goes to standard output over there does not disturb the line."""
    assert studio().make(noisy, tmp_path, print) == "heard"


def test_what_is_stopped_ends_at_once_and_says_so(tmp_path: Path):
    """Its workers are free for the next film."""
    working = []
    begin = time.monotonic()
    with pytest.raises(RenderError, match="stopped") as caught:
        studio().make(long, tmp_path, lambda *told: working.append(told), stopped=lambda: bool(working))
    assert caught.value.code == "CANCELLED"
    assert studio().make(two_thirds, tmp_path, print) == tmp_path.name
    assert time.monotonic() - begin < 20


def test_a_crash_of_the_studio_fails_its_films_and_the_next_one_is_made(tmp_path: Path):
    """The kernel lives on: that is what the process is for."""
    with pytest.raises(RenderError, match="ended from outside, or crashed") as caught:
        studio().make(fatal, tmp_path, lambda *_: None)
    assert caught.value.code == "STOPPED"
    assert studio().make(two_thirds, tmp_path, print) == tmp_path.name


def test_nothing_outlives_a_kernel_that_was_killed():
    """A notebook's kernel is often killed; each time hundreds of megabytes would stay behind."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(root=ROOT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as kernel:
        numbers = [int(number) for number in kernel.stdout.readline().split()]
        assert len(numbers) > 1
        assert all(map(alive, numbers))
        kernel.send_signal(signal.SIGKILL)
    assert gone(numbers)


def test_an_interrupt_of_the_notebook_is_none_of_its_films():
    """Jupyter interrupts all processes of the kernel's group."""
    with subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import signal; signal.signal(signal.SIGINT, lambda *_: None)\n" + PROGRAM.format(root=ROOT),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as kernel:
        numbers = [int(number) for number in kernel.stdout.readline().split()]
        os.killpg(kernel.pid, signal.SIGINT)
        time.sleep(0.3)
        assert all(map(alive, numbers))
        kernel.stdin.close()
    assert gone(numbers)
