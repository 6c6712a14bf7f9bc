"""What is ordered becomes a job, once: a new one, or the one that was ordered before."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pictory_nb.cashier import word_of
from pictory_nb.clock import ago
from pictory_nb.desk import Desk
from pictory_nb.errors import JobNotFound, ServiceError, ServiceUnreachable
from pictory_nb.job import Job
from pictory_nb.ledger import CLEANED, FAILED, RUNNING, Entry
from pictory_nb.state import Cleaned, Completed, Failed, InProgress, State
from pictory_nb.watch import FLOOR
from pictory_nb.wire.routes import Route

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
                return Job(self._desk, sale.entry.job_id, entry=sale.entry, first_look=sale.pause or FLOOR)
            if job := self._again(sale.entry):
                job.reattached = True
                return job

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
            yield Job(self._desk, entry.job_id, entry=entry, state=_remembered(entry))

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
        return [Job(self._desk, state.job_id, state=state) for state in found]

    def adopt(self, job_id: str, submit: str = "") -> Job:
        """Decide that a submit with an unknown outcome began this job."""
        job = self.job(job_id)
        return self.seen(job.state, job.id, self._desk.cashier.adopt(job.id, submit))

    def seen(self, state: State, job_id: str, entry: Entry | None) -> Job:
        """A handle of a job that was looked at; what is new is written down."""
        if entry and entry.state != word_of(state):
            self._desk.cashier.saw(job_id, state)
        return Job(self._desk, job_id, entry=entry, state=state)

    def _again(self, entry: Entry) -> Job | None:
        """The job that was paid for before; None where nothing came of it, which the ledger knows then."""
        try:
            # Where the film is here anyway the question is not worth half a minute of asking again.
            question = self._desk.transport.look if entry.film_is_here else None
            job = self.seen(self._desk.state_of(entry.job_id, question), entry.job_id, entry)
        except JobNotFound:
            if entry.film_is_here:
                return Job(self._desk, entry.job_id, entry=entry, state=_kept(entry))
            if abs(time.time() - entry.submitted_at) < _JUST_NOW:
                return Job(self._desk, entry.job_id, entry=entry, first_look=FLOOR)
            if self._desk.place == "sandbox":
                self._gone(entry)
                return None
            raise JobNotFound(
                f"the service no longer knows job {entry.job_id}, which was made of this {ago(entry.submitted_at)}",
                mend="--new (new=True) renders it again, and that may be charged",
            ) from None
        except (ServiceError, ServiceUnreachable):
            if entry.film_is_here:  # nothing needs to be asked
                return Job(self._desk, entry.job_id, entry=entry, state=_kept(entry))
            raise
        if isinstance(job.state, Cleaned) and entry.film_is_here:
            return Job(self._desk, entry.job_id, entry=entry, state=_kept(entry))
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
