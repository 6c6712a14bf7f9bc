"""Time, as something that can be handed in: what waits asks a clock, so that a test need not wait."""

from __future__ import annotations

import random
import time

__all__ = ["Clock"]


class Clock:
    """Monotonic seconds, sleeping, and chance."""

    def now(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def between(self, low: float, high: float) -> float:
        """A random number, by which clients that failed together come back apart."""
        return random.uniform(low, high)
