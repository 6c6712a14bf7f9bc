"""The watching of one job: when to look, what a look means, and when to give up asking.

Three budgets are kept apart: a question (its own time-out), a streak of questions that could not be answered
(two minutes, cleared by any answer), and the patience of whoever waits (``Job.wait``). A failed question is not a
failed job.
"""

from __future__ import annotations

from collections.abc import Callable

from pictory_nb.clock import Clock
from pictory_nb.errors import JobNotFound, PictoryError, ServiceUnreachable
from pictory_nb.job import Completed, InProgress, State, read_state
from pictory_nb.transport import Answer
from pictory_nb.wire.jobs import is_unknown_job
from pictory_nb.wire.problems import load_error

__all__ = ["Watch", "next_pause"]

STREAK_BUDGET = 120.0
FLOOR, CAP = 10.0, 20.0
_NOT_THERE_YET = (5.0, 10.0, 15.0)  # a job may be listed a moment after it was accepted
_NO_RESULT_YET = (2.0, 5.0, 10.0)


class Watch:
    """Looks at one job. ``state`` is the last that was seen; ``error`` is set when the asking itself came to an end.

    A ``fresh`` job was accepted a moment ago, so not finding it yet is no reason to give up.
    """

    def __init__(self, job_id: str, question: Callable[[], Answer], clock: Clock, *, fresh: bool = False) -> None:
        self.job_id = job_id
        self.state: State = InProgress(job_id)
        self.error: PictoryError | None = None
        self._question, self._clock = question, clock
        self._began = clock.now()
        self._silent_since: float | None = None
        self._absences = 0 if fresh else len(_NOT_THERE_YET)
        self._empties = 0

    @property
    def ended(self) -> bool:
        return self.error is not None or not isinstance(self.state, InProgress)

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
            return self._give_up(error)
        if is_unknown_job(answer.body) or answer.status == 404:
            return self._after_absence(answer)
        if not answer.ok:
            error = load_error(f"job {self.job_id}", answer.status, answer.body, retry_after=answer.retry_after)
            if answer.status in (408, 425, 429) or answer.status >= 500:
                return self._after_silence(error, answer.retry_after)
            return self._give_up(error)
        self._silent_since = None
        return self._after_answer(read_state(answer.body, self.job_id), answer.retry_after)

    def _after_answer(self, state: State, named: float | None) -> float | None:
        if isinstance(state, Completed) and state.is_empty and self._empties < len(_NO_RESULT_YET):
            self._empties += 1
            return _NO_RESULT_YET[self._empties - 1]
        self.state = state
        if not isinstance(state, InProgress):
            return None
        return named or next_pause(self.elapsed, state.progress, self._clock)

    def _after_silence(self, error: PictoryError, named: float | None = None) -> float | None:
        now = self._clock.now()
        self._silent_since = now if self._silent_since is None else self._silent_since
        pause = named or self._clock.between(2, FLOOR)
        if now + pause - self._silent_since > STREAK_BUDGET:
            return self._give_up(error)
        return pause

    def _after_absence(self, answer: Answer) -> float | None:
        if self._absences < len(_NOT_THERE_YET):
            self._absences += 1
            return _NOT_THERE_YET[self._absences - 1]
        error = load_error(f"job {self.job_id}", answer.status, answer.body)
        if not isinstance(error, JobNotFound):
            error = JobNotFound(f"the service knows no job {self.job_id}", mend="look at %pictory jobs for the ids")
        return self._give_up(error)

    def _give_up(self, error: PictoryError) -> None:
        self.error = error


def next_pause(elapsed: float, progress: int | None, clock: Clock) -> float:
    """A third of the time that is probably left, between 10 and 20 s; without a hint it grows with the time passed."""
    if progress is not None and progress > 5:
        left = elapsed * (100 - progress) / progress
        pause = min(CAP, max(FLOOR, 0.35 * left))
    else:
        pause = FLOOR if elapsed < 120 else 15.0 if elapsed < 600 else CAP
    return pause * clock.between(0.9, 1.1)
