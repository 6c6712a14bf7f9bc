"""Time, as something that can be handed in: what waits asks a clock, so that a test need not wait."""

from __future__ import annotations

import random
import threading
import time

__all__ = ["Clock"]


class Clock:
    """Monotonic seconds, sleeping, waiting, and chance."""

    def now(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def wait(self, condition: threading.Condition, seconds: float) -> None:
        """Wait for news under ``condition``, which is held by the caller, for at most ``seconds``."""
        condition.wait(seconds)

    def between(self, low: float, high: float) -> float:
        """A random number, by which clients that failed together come back apart."""
        return random.uniform(low, high)
