"""The desk of one account: what all the verbs of its client share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NoReturn

from pictory_nb.cashier import Cashier
from pictory_nb.clock import Clock
from pictory_nb.errors import ServiceError
from pictory_nb.poller import Poller
from pictory_nb.state import State, read_state
from pictory_nb.transport import Answer, Transport
from pictory_nb.wire.jobs import is_unknown_job, load_page
from pictory_nb.wire.problems import load_error, no_such_job
from pictory_nb.wire.routes import JOB, JOBS

__all__ = ["Desk"]


@dataclass(frozen=True)
class Desk:
    """``local`` where the sandbox answers within this process."""

    transport: Transport
    cashier: Cashier
    poller: Poller
    clock: Clock
    local: bool = False

    def __reduce__(self) -> NoReturn:
        raise TypeError("a client, or a job of its, is not pickled, since it holds a credential: send job ids instead")

    @property
    def place(self) -> str:
        """``"sandbox"`` where videos are made on this computer, else ``"cloud"``."""
        return "sandbox" if self.local or self.transport.ran_in_sandbox else "cloud"

    def state_of(self, job_id: str, question: Callable[..., Answer] | None = None) -> State:
        """The state of a job as it is now. Raises ``JobNotFound``.

        ``question`` is ``transport.look`` where an answer is not worth half a minute of asking again.
        """
        job_id = job_id.strip()
        if not job_id:
            raise no_such_job(job_id)
        try:
            answer = (question or self.transport.ask)(JOB, job_id=job_id)
        except ServiceError as error:
            raise no_such_job(job_id) if error.status == 404 else error from None
        state = read_state(answer.body, job_id)
        if is_unknown_job(answer.status, state):
            raise no_such_job(job_id)
        if not answer.ok:
            raise load_error(f"job {job_id}", answer.status, answer.body)
        return state

    def states(self) -> Iterator[State]:
        """The account's jobs as the service lists them, newest first; pages are fetched as they are needed."""
        page_key = ""
        while True:
            answer = self.transport.ask(JOBS, query={"nextPageKey": page_key} if page_key else None)
            page = load_page(answer.body)
            yield from page.states
            if not page.next_page_key or page.next_page_key == page_key:
                return
            page_key = page.next_page_key
