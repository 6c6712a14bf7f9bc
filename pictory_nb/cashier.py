"""The cashier: sends what may be charged, once. Looks into the ledger before, and writes down what came of it.

What is sold is a job of the service. The same order of the same account is not sold twice unless somebody says so,
an order whose answer was lost is not sold at all until somebody decides, and of two kernels that order at once one
pays while the other waits for the job that it gets.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pictory_nb.clock import Clock
from pictory_nb.errors import LedgerUnusable, PictoryError, SubmitUnknown
from pictory_nb.ledger import CLEANED, COMPLETED, FAILED, RUNNING, SUBMITTING, UNKNOWN, Entry, Ledger, fingerprint
from pictory_nb.state import Cleaned, Completed, Failed, State, read_job_id
from pictory_nb.transport import Answer, Transport
from pictory_nb.wire.routes import Route

__all__ = ["Cashier", "Sale", "word_of"]

log = logging.getLogger(__name__)

MARGIN = 120.0
"""Seconds by which the clocks of the service and of this computer may differ where jobs are compared with submits."""
_GLANCE = 0.1
_MOST_CANDIDATES = 100
# Members by which a service may say when a job was made; its documents name none (contract §2.13).
_MADE_AT = ("createdDate", "createdAt", "created_at", "created")


@dataclass(frozen=True)
class Sale:
    """A job that was paid for: just now, or (``earlier``) before.

    ``pause`` is when to look first, if that is named; ``answer`` what the service said to a submit of just now.
    """

    entry: Entry
    earlier: bool
    pause: float | None = None
    answer: Answer | None = None


class Cashier:
    """Sells for one account. ``account`` is its fingerprint."""

    def __init__(self, ledger: Ledger, transport: Transport, account: str, clock: Clock) -> None:
        self.ledger, self.account = ledger, account
        self._transport, self._clock = transport, clock

    def __repr__(self) -> str:
        return f"Cashier({self.ledger!r})"

    def sell(
        self,
        route: Route,
        order: Mapping[str, Any],
        body_of: Callable[[], Mapping[str, Any]],
        *,
        name: str = "",
        new: bool = False,
        allow: Callable[[], None] = lambda: None,
        parameters: Mapping[str, str] | None = None,
    ) -> Sale:
        """Submit what was ordered, unless it was before. ``allow`` is called if not, and raises where it may not cost.

        ``order`` says what is wanted, in which files of this computer count by their content; ``body_of`` makes of it
        what is sent, which may take a while. ``parameters`` are the places of the route's path.

        Raises ``SubmitUnknown`` where the answer is lost, or was lost before and nobody has decided since;
        ``ServiceError`` and its kinds for a refusal; ``LedgerUnusable``.
        """
        payload, body = fingerprint(order), None
        while True:
            if body is None and (new or not self.ledger.standing(self.account, payload)):
                allow()
                body = body_of()  # before the claim: others are not kept waiting for an upload
            claim = self.ledger.claim(self.account, payload, kind=route.name, name=name, new=new)
            entry = claim.entry
            if claim.granted:
                return self._submitted(entry, route, body if body is not None else body_of(), parameters or {})
            if entry.state == UNKNOWN:
                raise _undecided(entry)
            if entry.state != SUBMITTING:
                return Sale(entry, earlier=True)
            self._clock.sleep(_GLANCE)  # another kernel is sending it at this moment

    def saw(self, job_id: str, state: State) -> None:
        """Write down that a job has come to its end, or goes on."""
        cost = state.ai_credits_used if isinstance(state, Completed) else None
        with suppress(LedgerUnusable):  # to look at a job costs nothing, and goes on without
            self.ledger.saw(self.account, job_id, word_of(state), state.word, cost)

    def keep(self, job_id: str, film: Path) -> None:
        """Write down where the job's film lies."""
        with suppress(LedgerUnusable):
            self.ledger.keep(self.account, job_id, film)

    def entry_of(self, job_id: str) -> Entry | None:
        """What the ledger knows of the job."""
        with suppress(LedgerUnusable):
            return self.ledger.find(self.account, job_id)
        return None

    def paid(self) -> dict[str, Entry]:
        """The account's jobs in the ledger by their ids, newest first."""
        with suppress(LedgerUnusable):
            return {entry.job_id: entry for entry in self.ledger.entries(self.account) if entry.job_id}
        return {}

    def unknown(self) -> list[Entry]:
        """Submits of which nobody knows what became of them, newest first."""
        return self.ledger.entries(self.account, UNKNOWN)

    def strangers(self, listed: Iterable[State]) -> Iterator[State]:
        """Of the jobs that the service lists, newest first, those that an unknown submit may have begun.

        They are not in the ledger, and not older than the oldest such submit.
        """
        unknown = self.unknown()
        if not unknown:
            return
        since = min(entry.submitted_at for entry in unknown) - MARGIN
        known = self.paid()
        for state in itertools.islice(listed, _MOST_CANDIDATES):
            entry, made_at = known.get(state.job_id), _made_at(state)
            if (entry and entry.submitted_at < since) or (made_at is not None and made_at < since):
                return  # whatever follows is older still
            if entry is None:
                yield state

    def adopt(self, job_id: str, client_ref: str = "", name: str = "") -> Entry:
        """Decide that the unknown submit ``client_ref`` (or its first letters), or the only one, began that job."""
        if known := self.ledger.find(self.account, job_id):
            return known
        unknown = [entry for entry in self.unknown() if entry.client_ref.startswith(client_ref)]
        if len(unknown) > 1 or (client_ref and not unknown):
            named = ", ".join(f"{entry.client_ref[:8]} ({entry.name})" for entry in unknown or self.unknown())
            raise PictoryError(
                f"{len(unknown)} submits with an unknown outcome could have begun job {job_id}",
                mend=f"name one of {named}" if named else "no outcome is unknown: name none",
            )
        return self.ledger.adopt(self.account, job_id, unknown[0].client_ref if unknown else "", name)

    def _submitted(self, entry: Entry, route: Route, body: Mapping[str, Any], parameters: Mapping[str, str]) -> Sale:
        """Whatever happens here is written down; what is not known to be refused may have been accepted."""
        try:
            answer = self._transport.submit(route, body, **parameters)
            job_id = read_job_id(answer.body)
            if not job_id:
                raise SubmitUnknown("the service took the order but named no job")
        except BaseException as error:
            refused = isinstance(error, PictoryError) and not isinstance(error, SubmitUnknown)
            self._settle(entry, FAILED if refused else UNKNOWN, status=f"ended by {type(error).__name__}")
            if isinstance(error, SubmitUnknown):
                error.client_ref, error.mend = entry.client_ref, _DECIDE
            raise
        self._settle(entry, RUNNING, job_id=job_id, status="accepted")
        return Sale(
            replace(entry, state=RUNNING, job_id=job_id), earlier=False, pause=answer.retry_after, answer=answer
        )

    def _settle(self, entry: Entry, state: str, **more: str) -> None:
        """A disk that is full by now must not cost the job's id, nor the error: the entry is UNKNOWN to others then."""
        try:
            self.ledger.settle(entry.client_ref, state, **more)
        except LedgerUnusable as error:
            log.warning("what became of a submit is not written down: %s", error)


def word_of(state: State) -> str:
    """The ledger's word for a state of a job."""
    return {Completed: COMPLETED, Failed: FAILED, Cleaned: CLEANED}.get(type(state), RUNNING)


def _undecided(entry: Entry) -> SubmitUnknown:
    name = f"{entry.name!r}" if entry.name else "this"
    when = datetime.fromtimestamp(entry.submitted_at).strftime("%d %B, %H:%M")
    return SubmitUnknown(
        f"{name} was sent on {when}, and what became of it is not known: it may be charged already",
        mend=_DECIDE,
        client_ref=entry.client_ref,
    )


_DECIDE = (
    "%pictory resume (in Python reconcile()) looks for its job, and %pictory adopt ID takes it; "
    "if there is none, --new (new=True) sends it again, and that may be charged a second time"
)


def _made_at(state: State) -> float | None:
    """When the service made a job, in seconds since 1970; None where it does not say."""
    data = state.data if isinstance(state, Completed) else {}
    for name in _MADE_AT:
        with_zone = str(data.get(name) or "").replace("Z", "+00:00")
        try:
            return datetime.fromisoformat(with_zone).timestamp()
        except ValueError:
            continue
    return None
