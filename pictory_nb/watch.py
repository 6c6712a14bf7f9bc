"""The watching of one job: when to look, what a look means, and when to give up asking.

Three budgets are kept apart: a question (its own time-out), a streak of questions that could not be answered
(two minutes, cleared by any answer), and the patience of whoever waits (``Job.wait``). A failed question is not a
failed job.
"""

from __future__ import annotations

from collections.abc import Callable

from pictory_nb.clock import Clock
from pictory_nb.errors import PictoryError, ServiceUnreachable
from pictory_nb.state import Completed, InProgress, State, read_state
from pictory_nb.transport import REPEATABLE, Answer
from pictory_nb.wire.jobs import is_unknown_job
from pictory_nb.wire.problems import load_error, no_such_job

__all__ = ["Watch", "next_pause"]

STREAK_BUDGET = 120.0
FLOOR, CAP = 10.0, 20.0
_NOT_THERE_YET = (5.0, 10.0, 15.0)  # a job may be listed a moment after it was accepted
_NO_RESULT_YET = (2.0, 5.0, 10.0)


class Watch:
    """Looks at one job until there is nothing more to see: then it has ``ended``.

    ``state`` is the last that was seen; ``error`` is set where the asking itself came to an end.
    A ``fresh`` job was accepted a moment ago, so not finding it yet is no reason to give up.
    """

    def __init__(
        self,
        job_id: str,
        question: Callable[[], Answer],
        clock: Clock,
        *,
        state: State | None = None,
        fresh: bool = False,
    ) -> None:
        self.job_id = job_id
        self.state: State = state or InProgress(job_id)
        self.error: PictoryError | None = None
        self.ended = False
        self._question, self._clock = question, clock
        self._began = clock.now()
        self._silent_since: float | None = None
        self._absences = 0 if fresh else len(_NOT_THERE_YET)
        self._empties = 0

    @property
    def elapsed(self) -> float:
        return self._clock.now() - self._began

    def look(self) -> float | None:
        """Ask once. The seconds until the next look, or None where there is nothing more to see."""
        try:
            answer = self._question()
        except ServiceUnreachable as silence:
            return self._after_silence(silence)
        except PictoryError as error:
            return self.give_up(error)
        state = read_state(answer.body, self.job_id)
        if is_unknown_job(answer.status, state):
            return self._after_absence()
        if not answer.ok:
            error = load_error(f"job {self.job_id}", answer.status, answer.body, retry_after=answer.retry_after)
            repeatable = answer.status in REPEATABLE
            return self._after_silence(error, answer.retry_after) if repeatable else self.give_up(error)
        self._silent_since = None
        return self._after_answer(state, answer.retry_after)

    def give_up(self, error: PictoryError) -> None:
        """Ask no more, because of ``error``."""
        self.error, self.ended = error, True

    def _after_answer(self, state: State, named: float | None) -> float | None:
        if isinstance(state, Completed) and state.is_empty and self._empties < len(_NO_RESULT_YET):
            self._empties += 1
            return _NO_RESULT_YET[self._empties - 1]
        self.state = state
        if isinstance(state, InProgress):
            return min(named, STREAK_BUDGET) if named else next_pause(self.elapsed, state.progress, self._clock)
        self.ended = True
        return None

    def _after_silence(self, error: PictoryError, named: float | None = None) -> float | None:
        now = self._clock.now()
        self._silent_since = now if self._silent_since is None else self._silent_since
        pause = named or self._clock.between(2, FLOOR)
        if now + pause - self._silent_since > STREAK_BUDGET:
            return self.give_up(error)
        return pause

    def _after_absence(self) -> float | None:
        self._silent_since = None
        if self._absences == len(_NOT_THERE_YET):
            return self.give_up(no_such_job(self.job_id))
        self._absences += 1
        return _NOT_THERE_YET[self._absences - 1]


def next_pause(elapsed: float, progress: int | None, clock: Clock) -> float:
    """A third of the time that is probably left, between 10 and 20 s; without a hint it grows with the time passed."""
    if progress is not None and progress > 5:
        left = elapsed * (100 - progress) / progress
        pause = min(CAP, max(FLOOR, 0.35 * left))
    else:
        pause = FLOOR if elapsed < 120 else 15.0 if elapsed < 600 else CAP
    return pause * clock.between(0.9, 1.1)
