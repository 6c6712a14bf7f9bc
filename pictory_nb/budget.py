"""What a render may cost: what is allowed unasked, and who is asked beyond it.

A limit that was given is a limit, whoever watches. Without one a person is asked, where there is one; and where nobody
is, nothing is rendered that uses AI credits: without end is a choice that somebody makes, not what happens by default.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pictory_nb.errors import BadCommand, OverBudget

if TYPE_CHECKING:
    from pictory_nb.lint import Estimate

__all__ = ["CONFIRM_OVER", "Budget", "credits_of"]

CONFIRM_OVER = 5.0
"""Minutes of video beyond which a person is asked; AI credits are asked for always."""

Ask = Callable[[str], bool]
"""Shows a question to a person; true for yes."""


@dataclass(frozen=True)
class Budget:
    """``limit`` is a number of AI credits, infinite where any will do, None where nobody set one.

    ``ask`` puts a question to a person; None where nobody would answer.
    """

    limit: float | None = None
    ask: Ask | None = None
    confirm_over: float = CONFIRM_OVER

    def covers(self, cost: Estimate) -> bool:
        """Whether this may be paid for without a word. A cost that is not known is above any number."""
        credits, minutes = _known(cost.ai_credits), _known(cost.video_minutes)
        if self.limit is not None:
            return credits <= self.limit
        return credits == 0 and (self.ask is None or minutes <= self.confirm_over)

    def check(self, cost: Estimate) -> None:
        """Return where this may be paid for, perhaps after a question. Raises ``OverBudget``."""
        if self.covers(cost):
            return
        if self.limit is not None or self.ask is None:
            raise OverBudget(
                f"{cost} would be used, and {self.limit or 0:g} AI credits are allowed",
                mend="allow more: --max-credits N or unlimited, in Python max_credits=N or math.inf",
            )
        if not self.ask(f"{cost} would be used."):
            raise OverBudget("it was not confirmed, so nothing was sent", mend="run it again and answer y to render it")


def _known(amount: float | None) -> float:
    return math.inf if amount is None else amount


def credits_of(text: str | None) -> float | None:
    """A number of AI credits as it is written in ``PICTORY_MAX_CREDITS`` or behind ``--max-credits``."""
    text = os.environ.get("PICTORY_MAX_CREDITS", "") if text is None else text
    if not text.strip():
        return None
    try:
        credits = math.inf if text.strip().lower() == "unlimited" else float(text)
    except ValueError:
        credits = math.nan
    if not credits >= 0:
        raise BadCommand(f"{text!r} is no number of AI credits", mend="give 0 or more, or unlimited")
    return credits
