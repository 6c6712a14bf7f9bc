"""Clocks for tests: one that is a number, and one that runs fast."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from pictory_nb.clock import Clock


class FakeClock(Clock):
    """Time is a number that sleeping moves on. ``at(moment, act)`` lets something happen while somebody sleeps."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.slept: list[float] = []
        self._plans: list[tuple[float, Callable[[], None]]] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds
        for plan in [plan for plan in self._plans if plan[0] <= self.time]:
            self._plans.remove(plan)
            plan[1]()

    def between(self, low: float, high: float) -> float:
        return (low + high) / 2

    def after(self, seconds: float, act: Callable[[], None]) -> None:
        self._plans.append((self.time + seconds, act))


class FastClock(Clock):
    """Real time, ``speed`` times as fast, for whatever needs threads."""

    def __init__(self, speed: float) -> None:
        self.speed = speed

    def now(self) -> float:
        return time.monotonic() * self.speed

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds / self.speed)

    def wait(self, condition: threading.Condition, seconds: float) -> None:
        condition.wait(max(seconds / self.speed, 0.001))


class StepClock(Clock):
    """No time passes but what somebody waits, in whatever thread; and that passes at once."""

    def __init__(self) -> None:
        self._time = 1000.0
        self._lock = threading.Lock()

    def now(self) -> float:
        return self._time

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self._time += seconds

    def wait(self, condition: threading.Condition, seconds: float) -> None:
        condition.wait(0.001)  # others are to have their turn
        self.sleep(seconds)
