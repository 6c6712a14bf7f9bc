"""The poller: one thread for all jobs, which nothing that one of them does can end."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from itertools import pairwise

import pytest

from pictory_nb.errors import ServiceUnreachable
from pictory_nb.poller import Poller
from pictory_nb.transport import Answer
from pictory_nb.watch import Watch
from tests.faults.clocks import FastClock, StepClock

RUNNING = Answer(200, {}, {"success": True, "data": {"status": "in-progress"}})
FILM = Answer(200, {}, {"success": True, "data": {"status": "completed", "videoURL": "https://v.example/v.mp4"}})
CLOCK = FastClock(speed=1000)


def watching(*answers: Answer | Exception) -> Watch:
    steps: Iterator[Answer | Exception] = iter(answers)

    def question() -> Answer:
        step = next(steps)
        if isinstance(step, Exception):
            raise step
        return step

    return Watch("265a", question, CLOCK)


def until(true: Callable[[], bool], seconds: float = 5.0, pause: float = 0.002) -> None:
    """Wait for something that another thread brings about."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(pause)


def test_each_look_is_told() -> None:
    """Whoever follows a job hears of every look, and of the last."""
    told: list[str] = []
    watch = watching(RUNNING, RUNNING, FILM)
    Poller(CLOCK).add(watch, lambda: told.append(watch.state.word))
    until(lambda: watch.ended and len(told) == 3)
    assert told == ["in-progress", "in-progress", "completed"]


def test_many_jobs_are_watched_by_one_thread_that_then_ends() -> None:
    """A course of forty jobs costs one thread, and a kernel without jobs costs none."""
    poller, watches = Poller(CLOCK), [watching(RUNNING, RUNNING, FILM) for _ in range(40)]
    seen: set[threading.Thread] = set()
    for watch in watches:
        poller.add(watch, lambda: seen.add(threading.current_thread()), 10)
    until(lambda: all(watch.ended for watch in watches))
    (thread,) = seen
    until(lambda: not thread.is_alive())


def test_a_job_added_at_the_end_is_watched_too() -> None:
    """The thread that is about to end, or has ended, takes it or is followed by another."""
    poller = Poller(CLOCK)
    for step in range(400):
        watch = watching(FILM)
        poller.add(watch, lambda: None)
        until(lambda watch=watch: watch.ended, pause=0)
        moment = time.perf_counter() + step % 40 * 5e-6  # the next one comes a little later each time
        while time.perf_counter() < moment:
            pass


def test_what_is_due_first_is_looked_at_first() -> None:
    """A job with a long pause does not hold up one with a short pause."""
    poller, told = Poller(FastClock(speed=100)), []
    slow, quick = watching(FILM), watching(FILM)
    poller.add(slow, lambda: told.append("slow"), 40)
    poller.add(quick, lambda: told.append("quick"), 5)
    until(lambda: len(told) == 2)
    assert told == ["quick", "slow"]


def test_a_listener_that_fails_ends_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """A closed widget must not leave all other jobs unwatched; the mistake is logged."""
    poller, watch, other = Poller(CLOCK), watching(RUNNING, RUNNING, FILM), watching(RUNNING, FILM)

    def fail() -> None:
        raise RuntimeError("the widget is closed")

    with caplog.at_level(logging.ERROR):
        poller.add(watch, fail)
        poller.add(other, lambda: None, 5)
        until(lambda: watch.ended and other.ended)
    assert "the widget is closed" in caplog.text


@pytest.mark.filterwarnings("ignore")
def test_a_look_that_fails_ends_one_watch_and_no_other(caplog: pytest.LogCaptureFixture) -> None:
    """A mistake of ours is told to whoever waits for that job, who would else wait in vain."""
    poller, broken, other = Poller(CLOCK), watching(RUNNING, TypeError("a mistake")), watching(RUNNING, RUNNING, FILM)
    told: list[bool] = []
    with caplog.at_level(logging.ERROR):
        poller.add(broken, lambda: told.append(broken.ended))
        poller.add(other, lambda: None)
        until(lambda: other.ended and told == [False, True])
    assert "265a cannot be watched: TypeError('a mistake')" in str(broken.error)


def test_the_thread_keeps_the_context_of_who_started_it() -> None:
    """Messages to a notebook's front end find their cell through it."""
    cell, found = ContextVar("cell", default="none"), []
    cell.set("cell 7")
    watch = watching(FILM)
    Poller(CLOCK).add(watch, lambda: found.append(cell.get()))
    until(lambda: bool(found))
    assert found == ["cell 7"]


def test_a_kernel_that_ends_does_not_wait_for_it() -> None:
    """The thread is a daemon."""
    daemons: list[bool] = []
    Poller(CLOCK).add(watching(FILM), lambda: daemons.append(threading.current_thread().daemon))
    until(lambda: daemons == [True])


def test_many_jobs_are_no_burst() -> None:
    """Two hundred that were begun together are asked for one after another: the service counts the questions."""
    clock, asked = StepClock(), []

    def question() -> Answer:
        asked.append(clock.now())
        return FILM

    poller = Poller(clock, gap=0.1)
    watches = [Watch(str(number), question, clock) for number in range(200)]
    for watch in watches:
        poller.add(watch, lambda: None)
    until(lambda: all(watch.ended for watch in watches))
    assert min(later - sooner for sooner, later in pairwise(asked)) >= 0.0999


def test_a_laptop_that_slept_asks_at_once_and_goes_on() -> None:
    """An hour that nobody was there is no failure of the job, and none of the asking."""
    clock = StepClock()
    steps = iter([RUNNING, ConnectionError, RUNNING, FILM])

    def question() -> Answer:
        step = next(steps)
        clock.sleep(3600)  # the lid was closed while the answer was awaited
        if step is ConnectionError:
            raise ServiceUnreachable("the network was not there yet")
        return step

    watch = Watch("265a", question, clock)
    Poller(clock).add(watch, lambda: None)
    until(lambda: watch.ended)
    assert watch.error is None
    assert watch.state.word == "completed"
