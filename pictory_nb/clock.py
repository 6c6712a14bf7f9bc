"""Time, as something that can be handed in: what waits asks a clock, so that a test need not wait."""

from __future__ import annotations

import random
import threading
import time

__all__ = ["Clock", "ago"]


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


def ago(moment: float, now: float | None = None) -> str:
    """``3 minutes ago``, as people say it."""
    passed = max(0.0, (time.time() if now is None else now) - moment)
    for seconds, unit in ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second")):
        if passed >= seconds:
            count = int(passed // seconds)
            return f"{count} {unit}{'s' if count > 1 else ''} ago"
    return "a moment ago"
