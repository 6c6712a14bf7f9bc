"""The workers of the sandbox: one task's misfortune is no other's, and what nobody wants any more frees its worker."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, wait
from pathlib import Path

import pytest

from pictory_nb.errors import RenderError
from pictory_nb.sandbox.worker import spawned, tell
from pictory_nb.sandbox.workers import WorkerDied, Workers, cores

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="uses the signals of POSIX")


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    workers = Workers(spawned, 2)
    yield workers
    workers.end()


def double(number: int) -> int:
    return 2 * number


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)
    time.sleep(60)  # the signal may take a moment


def crash_once(mark: Path) -> str:
    if not mark.exists():
        mark.touch()
        crash()
    return "well"


def refuse() -> None:
    raise RenderError("scene 1: no", mend="another", code="NO")


def process_after(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def half(until: Path) -> str:
    tell(0.5)
    while not until.exists():
        time.sleep(0.01)
    return "whole"


def note(mark: Path, number: int) -> None:
    with mark.open("a") as file:
        file.write(f"{number} ")


def test_a_task_is_done_and_its_result_comes_back(workers: Workers):
    """As with every executor."""
    assert list(workers.crew().map(double, range(20))) == list(range(0, 40, 2))


def test_an_error_comes_back_with_its_facts_and_its_place(workers: Workers):
    """Who reads it can see where in the worker it was raised."""
    error = workers.crew().submit(refuse).exception(timeout=20)
    assert (str(error), error.mend, error.code) == ("scene 1: no\n  → another", "another", "NO")
    assert "in refuse" in str(error.__cause__)


def test_what_cannot_be_sent_fails_alone(workers: Workers):
    """It is a mistake of the caller's, and he is told."""
    assert "pickle" in str(workers.crew().submit(lambda: 1).exception(timeout=20))
    assert workers.crew().submit(double, 2).result(timeout=20) == 4


def test_a_crash_takes_down_its_own_task_alone(workers: Workers):
    """A broken file can do that to a decoder; another film must not notice."""
    others = [workers.crew().submit(process_after, 0.02) for _ in range(20)]
    fatal = workers.crew().submit(crash)
    others += [workers.crew().submit(process_after, 0.02) for _ in range(20)]
    assert isinstance(fatal.exception(timeout=30), WorkerDied)
    assert all(task.result(timeout=30) for task in others)


def test_a_worker_that_was_killed_is_replaced_and_its_task_done_again(workers: Workers, tmp_path: Path):
    """A machine short of memory kills at random."""
    assert workers.crew().submit(crash_once, tmp_path / "mark").result(timeout=30) == "well"


def test_it_is_told_how_far_a_task_is(workers: Workers, tmp_path: Path):
    """While it runs, and not by a clock."""
    task = workers.crew().submit(half, tmp_path / "go")
    deadline = time.monotonic() + 20
    while task.share == 0 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert (task.share, task.done()) == (0.5, False)
    (tmp_path / "go").touch()
    assert task.result(timeout=20) == "whole"


def test_who_is_dismissed_frees_the_workers_at_once(workers: Workers):
    """What is being done ends, what waits is not begun, and the next film does not wait for either."""
    crew = workers.crew()
    tasks = [crew.submit(process_after, 60) for _ in range(4)]
    deadline = time.monotonic() + 20
    while sum(task.running() for task in tasks) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    crew.dismiss()
    assert workers.crew().submit(double, 4).result(timeout=30) == 8
    assert not wait(tasks, timeout=5).not_done
    for task in tasks:
        with pytest.raises(CancelledError):
            task.result()
    with pytest.raises(CancelledError):
        crew.submit(double, 1)


def test_the_earlier_film_is_served_first_and_the_later_has_what_is_left(tmp_path: Path):
    """Films are made in the order in which they came, and no core waits for that order."""
    workers, mark = Workers(spawned, 1), tmp_path / "mark"
    try:
        first, second = workers.crew(), workers.crew()
        begin = second.submit(process_after, 0.3)
        later = [second.submit(note, mark, 2) for _ in range(3)]
        earlier = [first.submit(note, mark, 1) for _ in range(3)]
        urgent = first.first(note, mark, 0)
        for task in (begin, *later, *earlier, urgent):
            task.result(timeout=20)
        assert mark.read_text().split() == ["0", "1", "1", "1", "2", "2", "2"]
    finally:
        workers.end()


def here() -> str:
    return os.getcwd()


def test_a_worker_outlives_the_folder_that_it_was_started_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A notebook's folder is renamed or removed: what reads sound ends a process that stands nowhere."""
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    workers = Workers(spawned, 1)
    try:
        assert workers.crew().submit(here).result(30) == str(folder)
        monkeypatch.chdir(tmp_path)
        folder.rmdir()
        assert Path(workers.crew().submit(here).result(30)).is_dir()
    finally:
        workers.end()


def test_workers_end_when_they_are_told_to(tmp_path: Path):
    """Nothing stays behind."""
    workers = Workers(spawned, 1)
    process = workers.crew().submit(process_after, 0).result(timeout=30)
    workers.end()
    deadline = time.monotonic() + 20
    while alive(process) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(process)


def test_there_are_as_many_workers_as_cores_within_reason():
    """A container may be given fewer than the machine has."""
    assert 1 <= cores() <= min(8, os.cpu_count() or 1)


def alive(process: int) -> bool:
    """Whether it runs: one that has ended is remembered by its parent, which is this process."""
    try:
        return os.waitpid(process, os.WNOHANG) == (0, 0)
    except ChildProcessError:
        return False
