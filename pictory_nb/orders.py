"""What is ordered becomes a job, once: a new one, or the one that was ordered before."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pictory_nb.budget import Budget, credits_of
from pictory_nb.cashier import word_of
from pictory_nb.clock import ago
from pictory_nb.desk import Desk
from pictory_nb.errors import BadArguments, JobNotFound, Problem, ServiceError, ServiceUnreachable
from pictory_nb.job import Job
from pictory_nb.ledger import CLEANED, FAILED, RUNNING, Entry
from pictory_nb.preview import PREVIEWS, Preview
from pictory_nb.state import Cleaned, Completed, Failed, InProgress, State
from pictory_nb.storyboard import Storyboard
from pictory_nb.told import told
from pictory_nb.watch import FLOOR
from pictory_nb.wire.routes import JOBS, RENDER_PARAMS, RENDER_PARAMS_V1, Route

if TYPE_CHECKING:
    from pictory_nb.lint.estimate import Estimate

__all__ = ["Orders"]

_JUST_NOW = 60.0
"""Seconds after a submit in which a job that is not found yet is no surprise."""


class Orders:
    """The orders of one account, and the jobs that they became."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __repr__(self) -> str:
        return f"Orders({self._desk.cashier!r})"

    def place(
        self,
        route: Route,
        order: Mapping[str, Any],
        body_of: Callable[[], Mapping[str, Any]] | None = None,
        *,
        name: str = "",
        new: bool = False,
        allow: Callable[[], None] = lambda: None,
        parameters: Mapping[str, str] | None = None,
    ) -> Job:
        """Submit an order, or find the job that it became before; see ``Cashier.sell`` for what is told and raised."""
        while True:
            sale = self._desk.cashier.sell(
                route, order, body_of or (lambda: order), name=name, new=new, allow=allow, parameters=parameters
            )
            if not sale.earlier:
                return self._handle(sale.entry.job_id, sale.entry, first_look=sale.pause or FLOOR)
            if job := self.again(sale.entry):
                job.reattached = True
                return job

    def place_params(
        self, params: Mapping[str, Any], storyboard: Storyboard | None, *, name: str, new: bool, budget: Budget
    ) -> Job:
        """Submit render params of either era, which may be wrapped as a job tells them."""
        inner = params.get("renderParams")
        body = dict(inner if isinstance(inner, Mapping) else params)
        if "elements" not in body and "scenes" not in body:
            mend = "give what preview.params is: elements, or in the first era scenes"
            raise BadArguments([Problem("params", "they hold neither elements nor scenes", mend)])
        output = body.get("output")
        return self.place(
            RENDER_PARAMS_V1 if "scenes" in body else RENDER_PARAMS,
            body,
            name=name or told(output.get("title") if isinstance(output, Mapping) else ""),
            new=new,
            allow=lambda: self.check(storyboard, budget, first_era="scenes" in body),
        )

    def check(self, storyboard: Storyboard | None, budget: Budget, *, first_era: bool = False) -> None:
        """Whether it may be paid for; raises ``OverBudget``. What the sandbox makes costs nothing.

        Where the storyboard is not known, neither are the credits, but that the first era had none.
        """
        if self._desk.place == "sandbox":
            return
        from pictory_nb.lint.estimate import Estimate, Line, estimate

        credits = 0.0 if first_era else None
        unknown = Estimate((Line("params", "a render of them", credits, "AI credits"),), None, credits, None)
        self._check(estimate(storyboard) if storyboard else unknown, budget)

    def check_all(self, storyboards: Sequence[Storyboard], budget: Budget) -> None:
        """Whether all of them together may be paid for; raises ``OverBudget``."""
        if self._desk.place == "sandbox":
            return
        from pictory_nb.lint.estimate import estimate, together

        self._check(together([estimate(storyboard) for storyboard in storyboards]), budget)

    def check_credits(self, what: str, credits: float, budget: Budget) -> None:
        """Whether something that costs so many AI credits, and no minutes, may be paid for; raises ``OverBudget``."""
        if self._desk.place == "sandbox":
            return
        from pictory_nb.lint.estimate import Estimate, Line

        self._check(Estimate((Line("model", what, credits, "AI credits"),), 0.0, credits, 0.0), budget)

    def _check(self, cost: Estimate, budget: Budget) -> None:
        budget = replace(budget, limit=credits_of(None)) if budget.limit is None else budget
        if budget.covers(cost):
            return
        self._desk.transport.ask(JOBS)  # a sandbox at another address says only in an answer that it is one
        if self._desk.place == "cloud":
            budget.check(cost)

    def job(self, job_id: str) -> Job:
        """The job of that id, as it is now. Raises ``JobNotFound``."""
        state = self._desk.state_of(job_id)
        return self.seen(state, job_id.strip(), self._desk.cashier.entry_of(job_id.strip()))

    def jobs(self) -> Iterator[Job]:
        """The account's jobs, newest first; those that the service no longer lists come last."""
        paid = self._desk.cashier.paid()
        for state in self._desk.states():
            yield self.seen(state, state.job_id, paid.pop(state.job_id, None))
        for entry in paid.values():
            yield self._handle(entry.job_id, entry, _remembered(entry))

    def unfinished(self) -> list[Job]:
        """The jobs of the ledger whose end nobody has seen, newest first."""
        found = []
        for entry in self._desk.cashier.ledger.entries(self._desk.cashier.account, RUNNING):
            try:
                found.append(self.job(entry.job_id))
            except JobNotFound:
                self._gone(entry)
        return found

    def strangers(self) -> list[Job]:
        """The jobs that a submit with an unknown outcome may have begun."""
        found = self._desk.cashier.strangers(self._desk.states())
        return [self._handle(state.job_id, state=state) for state in found]

    def adopt(self, job_id: str, submit: str = "") -> Job:
        """Decide that a submit with an unknown outcome began this job."""
        job = self.job(job_id)
        return self.seen(job.state, job.id, self._desk.cashier.adopt(job.id, submit))

    def seen(self, state: State, job_id: str, entry: Entry | None) -> Job:
        """A handle of a job that was looked at; what is new is written down."""
        if entry and entry.state != word_of(state):
            self._desk.cashier.saw(job_id, state)
        return self._handle(job_id, entry, state)

    def _handle(
        self, job_id: str, entry: Entry | None = None, state: State | None = None, *, first_look: float | None = None
    ) -> Job:
        """A job, or a preview: the ledger knows what was ordered, and render params are what only previews have."""
        found = isinstance(state, Completed) and "renderParams" in state.data
        if found or (entry and entry.kind in PREVIEWS):
            return Preview(self._desk, job_id, self, entry=entry, state=state, first_look=first_look)
        return Job(self._desk, job_id, entry=entry, state=state, first_look=first_look)

    def again(self, entry: Entry) -> Job | None:
        """The job that was paid for before; None where nothing came of it, which the ledger knows then."""
        try:
            # Where the film is here anyway the question is not worth half a minute of asking again.
            question = self._desk.transport.look if entry.film_is_here else None
            job = self.seen(self._desk.state_of(entry.job_id, question), entry.job_id, entry)
        except JobNotFound:
            if entry.film_is_here:
                return self._handle(entry.job_id, entry, _kept(entry))
            if abs(time.time() - entry.submitted_at) < _JUST_NOW:
                return self._handle(entry.job_id, entry, first_look=FLOOR)
            if self._desk.place == "sandbox":
                self._gone(entry)
                return None
            raise JobNotFound(
                f"the service no longer knows job {entry.job_id}, which was made of this {ago(entry.submitted_at)}",
                mend="--new (new=True) renders it again, and that may be charged",
            ) from None
        except (ServiceError, ServiceUnreachable):
            if entry.film_is_here:  # nothing needs to be asked
                return self._handle(entry.job_id, entry, _kept(entry))
            raise
        if isinstance(job.state, Cleaned) and entry.film_is_here:
            return self._handle(entry.job_id, entry, _kept(entry))
        return None if isinstance(job.state, (Failed, Cleaned)) else job

    def _gone(self, entry: Entry) -> None:
        self._desk.cashier.ledger.settle(entry.client_ref, CLEANED, job_id=entry.job_id, status="not found")


def _kept(entry: Entry) -> Completed:
    """A job of which the service knows nothing any more, or cannot be asked, but whose film is here."""
    return Completed(entry.job_id, ai_credits_used=entry.credits, data={"film": entry.film})


def _remembered(entry: Entry) -> State:
    """What was last seen of a job that the service lists no more."""
    if entry.state == FAILED:
        return Failed(entry.job_id, message=entry.last_status)
    if entry.state == RUNNING:
        return InProgress(entry.job_id)
    return _kept(entry) if entry.film_is_here else Cleaned(entry.job_id)
