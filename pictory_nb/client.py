"""The client: ``Pictory`` sends a storyboard, and a job is what it becomes.

p = Pictory()                       # an account, or the sandbox where there is none
job = p.render(storyboard)          # returns at once
video = job.wait().video            # the film, on this computer
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar
from urllib.parse import urljoin, urlsplit
from urllib.request import url2pathname

from pictory_nb import credentials
from pictory_nb.aistudio import AiStudio
from pictory_nb.budget import Budget
from pictory_nb.bulk import AT_ONCE, Batch, read_rows, storyboards_of
from pictory_nb.calls import Calls, Reply
from pictory_nb.cashier import Cashier
from pictory_nb.catalogue import Catalogue
from pictory_nb.clock import Clock
from pictory_nb.connections import Connections
from pictory_nb.cutting import CuttingRoom
from pictory_nb.desk import Desk
from pictory_nb.door import SANDBOX, SCRATCH, open_sandbox
from pictory_nb.errors import PictoryError, SandboxMissing
from pictory_nb.job import Job
from pictory_nb.ledger import Entry, Ledger, fingerprint_of_account
from pictory_nb.library import Template
from pictory_nb.local_files import placed as placed_here
from pictory_nb.orders import Orders
from pictory_nb.poller import GAP, Poller
from pictory_nb.preview import Preview
from pictory_nb.projects import Projects
from pictory_nb.secret import Secret
from pictory_nb.storyboard import Storyboard
from pictory_nb.storyboard.media import placed as with_media
from pictory_nb.storyboard_v1 import StoryboardV1
from pictory_nb.templates import Templates
from pictory_nb.transport import DEFAULT_BASE_URL, Transport
from pictory_nb.upload import Uploader
from pictory_nb.wire.problems import load_error
from pictory_nb.wire.routes import PREVIEW_STORYBOARD, PREVIEW_STORYBOARD_V1, QUOTA, RENDER_STORYBOARD
from pictory_nb.wire.storyboards import dump_storyboard, dump_storyboard_v1

if TYPE_CHECKING:
    import requests

__all__ = ["Pictory"]

_GAP_WITHIN = 0.02
"""Seconds between two questions to the sandbox of this process: a film is seen when it is done, and nobody counts."""
W = TypeVar("W", Storyboard, StoryboardV1)


class Pictory(Catalogue, CuttingRoom, AiStudio):
    """One account of the service, or the sandbox on this computer.

    Credentials come from the arguments, then from ``PICTORY_API_KEY`` or ``PICTORY_CLIENT_ID`` and
    ``PICTORY_CLIENT_SECRET``. Where there are none the sandbox renders; ``place`` says which it is. With
    ``profile="work"`` (or ``PICTORY_PROFILE``) the variables are ``PICTORY_WORK_API_KEY`` and its like; the profile
    ``"sandbox"`` renders on this computer though there is an account, and so does ``"scratch"``, whose jobs are in no
    list: what is looked at once, such as the preview of one scene.
    ``base_url`` (or ``PICTORY_API_BASE_URL``) names another service, such as ``pictory-nb sandbox`` on loopback.

    Raises ``CredentialsError`` for a credential that cannot work, ``SandboxMissing`` where neither an account nor
    the sandbox's packages are there.
    """

    def __init__(
        self,
        api_key: str | None = None,
        *,
        client_id: str | None = None,
        client_secret: str | None = None,
        profile: str | None = None,
        base_url: str | None = None,
        session: requests.Session | None = None,
        clock: Clock | None = None,
    ) -> None:
        api_key, client_secret = Secret(api_key or ""), Secret(client_secret or "")  # no traceback shows them
        given = api_key or client_id or client_secret
        profile = (None if given else os.environ.get("PICTORY_PROFILE")) if profile is None else profile
        self._local = profile in (SANDBOX, SCRATCH)
        credential = None if self._local else credentials.find(api_key, client_id, client_secret, profile=profile or "")
        if not self._local:
            base_url = base_url or os.environ.get(credentials.variable("PICTORY_API_BASE_URL", profile or ""))
            self._local = credential is None and base_url is None
        self._clock = clock or Clock()
        if self._local:
            sandbox = open_sandbox()
            self._transport = Transport(sandbox.base_url, None, session=session, clock=self._clock)
            adapter = sandbox.scratch if profile == SCRATCH else sandbox.adapter
            self._transport.session.mount(urljoin(sandbox.base_url, "/"), adapter)
        else:
            self._transport = Transport(base_url or DEFAULT_BASE_URL, credential, session=session, clock=self._clock)
        self._credential = credential
        identity = credential.identity if credential else SCRATCH if profile == SCRATCH else ""
        account = fingerprint_of_account(self._transport.base_url, identity)
        self._cashier = Cashier(Ledger(), self._transport, account, self._clock)
        self._uploader = Uploader(self._transport, self._cashier.ledger, account)
        poller = Poller(self._clock, _GAP_WITHIN if self._local else GAP)
        self._desk = Desk(self._transport, self._cashier, poller, self._clock, self._local)
        self._orders = Orders(self._desk)

    def __repr__(self) -> str:
        how = f" with {self._credential}" if self._credential else ""
        where = self.place if self._local else self._transport.base_url
        return f"<Pictory {where}{how}>"

    def __reduce__(self) -> NoReturn:
        self._desk.__reduce__()

    @property
    def place(self) -> str:
        """``"sandbox"`` where videos are made on this computer, else ``"cloud"``."""
        return self._desk.place

    @cached_property
    def lookbook(self) -> Any:
        """Faces and grounds as the sandbox draws them, whoever renders; None where it is not installed."""
        try:
            return open_sandbox().lookbook
        except SandboxMissing:
            return None

    def render(
        self,
        storyboard: Storyboard | Mapping[str, Any],
        *,
        new: bool = False,
        max_credits: float | None = None,
        budget: Budget | None = None,
    ) -> Job:
        """Submit a storyboard for rendering; returns at once. This is what costs credits on an account.

        The same storyboard is not paid for twice: where this account rendered it before, in whatever notebook or
        program of this user, that job comes back (``job.reattached``), unless it failed or its results are gone.
        ``new=True`` renders again. A file of this computer that it names is brought to the account first.

        ``max_credits`` is how many AI credits it may use on an account: without one as many as ``PICTORY_MAX_CREDITS``
        says, or else none; ``math.inf`` is any number. ``budget`` says the same for programs that can ask a person.

        Raises ``BadStoryboard`` and ``OverBudget`` before anything is sent, ``ServiceError`` and its kinds for a
        refusal, and ``LedgerUnusable`` where the submit cannot be written down first. Where the answer was lost it
        raises ``SubmitUnknown``, and does so again until somebody decides: by ``adopt``, or with ``new=True``. It is
        never sent again by itself.
        """
        if self._local:
            open_sandbox().make_ready()
        if not isinstance(storyboard, Storyboard):
            storyboard = Storyboard.from_wire(storyboard)
        placed = placed_here(storyboard)
        order = dump_storyboard(placed)  # names this computer's files, so it is the same order after an upload
        job = self._orders.place(
            RENDER_STORYBOARD,
            order,
            lambda: dump_storyboard(self._reachable(placed)),
            name=storyboard.video_name,
            new=new,
            allow=lambda: self._orders.check(storyboard, budget or Budget(max_credits)),
        )
        job.storyboard = storyboard
        return job

    def preview(
        self,
        storyboard: Storyboard | StoryboardV1 | Mapping[str, Any],
        *,
        new: bool = False,
        max_credits: float | None = None,
        budget: Budget | None = None,
    ) -> Preview:
        """Have a storyboard timed and shown before it is rendered; returns at once.

        A ``StoryboardV1`` is previewed as the first era did. What was previewed before comes back; for this, and for
        what is raised, see ``render``. AI visuals may cost credits in a preview already.
        """
        if not isinstance(storyboard, (Storyboard, StoryboardV1)):
            storyboard = Storyboard.from_wire(storyboard)
        placed = placed_here(storyboard)
        first_era = isinstance(storyboard, StoryboardV1)
        dump: Callable[[Any], dict[str, Any]] = dump_storyboard_v1 if first_era else dump_storyboard
        allowed = budget or Budget(max_credits)
        return self._orders.place(
            PREVIEW_STORYBOARD_V1 if first_era else PREVIEW_STORYBOARD,
            {"preview": dump(placed)},
            lambda: dump(self._reachable(placed)),
            name=storyboard.video_name,
            new=new,
            allow=lambda: None if first_era else self._orders.check(storyboard, allowed),
        )  # type: ignore[return-value]

    def render_params(
        self,
        params: Mapping[str, Any],
        *,
        name: str = "",
        new: bool = False,
        max_credits: float | None = None,
        budget: Budget | None = None,
    ) -> Job:
        """Render the params of a preview of either era, as they were kept, edited, or written by hand.

        See ``render`` for what is paid and raised. Which AI credits it may use on an account is not known beforehand.
        """
        return self._orders.place_params(params, None, name=name, new=new, budget=budget or Budget(max_credits))

    @cached_property
    def templates(self) -> Templates:
        """The account's templates: looped over they are listed, and their verbs make, change, fill and delete them."""
        return Templates(self._desk, self._orders)

    @cached_property
    def projects(self) -> Projects:
        """The account's projects: looped over they are listed, and their verbs change, render and delete them."""
        return Projects(self._desk, self._orders)

    @cached_property
    def connections(self) -> Connections:
        """The account's connections to other services: ``connections.aws`` and ``connections.vimeo``."""
        return Connections(self._desk)

    def bulk(
        self,
        rows: Any,
        template: Storyboard | Template | str,
        *,
        name: str = "",
        at_once: int = AT_ONCE,
        max_credits: float | None = None,
        budget: Budget | None = None,
    ) -> Batch:
        """A video for each row; returns at once, and makes ``at_once`` of them at a time.

        ``rows`` are dicts, a CSV file by its path, or a DataFrame. ``template`` is a storyboard with ``{{column}}``
        places, or one of ``templates`` (or its id). ``name`` is a pattern for their names: ``For {customer_name}``.
        A row that was rendered before is not paid for again.

        Raises ``BadArguments`` for all that is wrong with any row, and ``OverBudget``, before anything is sent.
        """
        if isinstance(template, str):
            template = self.templates.get(template)
        boards = storyboards_of(read_rows(rows), template, name)
        self._orders.check_all(boards, budget or Budget(max_credits))
        return Batch(boards, lambda board, new: self.render(board, new=new, max_credits=math.inf), at_once)

    def call(
        self,
        operation: str,
        *,
        path: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        new: bool = False,
        max_credits: float | None = None,
        budget: Budget | None = None,
    ) -> Reply:
        """Send one operation of the table (docs/api.md) as it stands: ``call("search_media", query={"keyword": …})``.

        It is checked before, and what may cost goes through the ledger as in ``render``. The ``Reply`` holds what came
        back, a refusal of the service too. Raises ``BadArguments`` for all that is wrong with what is told,
        ``ServiceUnreachable``, and for what is not a question ``SubmitUnknown``.
        """
        return Calls(self._desk, self._orders).send(
            operation, path=path or {}, query=query or {}, body=body, new=new, budget=budget or Budget(max_credits)
        )

    def again(self, job: Job) -> Job:
        """Render what ``job`` rendered once more, which may cost once more; the new job.

        Raises ``PictoryError`` where its storyboard is not known here, and what ``render`` raises.
        """
        if job.storyboard is None:
            raise PictoryError(
                f"what job {job.id} was made of is not known here", mend="run the cell that made it, with --new"
            )
        return self.render(job.storyboard, new=True)

    def reach(self) -> float:
        """Ask the service one harmless question, once. The seconds until it answered.

        Raises ``Unauthorized`` and its like where it does not take the credential, and ``ServiceUnreachable``.
        """
        began = self._clock.now()
        answer = self._transport.look(QUOTA)
        if not answer.ok:
            raise load_error(str(QUOTA), answer.status, answer.body, retry_after=answer.retry_after)
        return self._clock.now() - began

    def _reachable(self, placed: W) -> W:
        """The storyboard with its media where the service can read them: an account is brought this computer's."""
        return placed if self._local else with_media(placed, self._brought)

    def _brought(self, url: str, _: str) -> str:
        return self._uploader.bring(Path(url2pathname(urlsplit(url).path))) if url.startswith("file:") else url

    def job(self, job_id: str) -> Job:
        """The job of that id, as it is now. Raises ``JobNotFound``."""
        return self._orders.job(job_id)

    def jobs(self) -> Iterator[Job]:
        """The account's jobs, newest first; pages are fetched as they are needed.

        What the ledger knows of each (name, time, film) is filled in. Jobs that the service no longer lists come last.
        """
        return self._orders.jobs()

    def unfinished(self) -> list[Job]:
        """The jobs of the ledger whose end nobody has seen, in whatever notebook they began; newest first."""
        return self._orders.unfinished()

    def unknown(self) -> list[Entry]:
        """The submits of which nobody knows what became of them, newest first; see ``reconcile``."""
        return self._cashier.unknown()

    def reconcile(self) -> list[Job]:
        """The jobs of the service that a submit with an unknown outcome may have begun. It only reads.

        They are not in the ledger, and not older than that submit by more than two minutes. If one is yours give its
        id to ``adopt``; if none is after a minute, the submit was probably not accepted. Empty where nothing is
        unknown.
        """
        return self._orders.strangers()

    def adopt(self, job_id: str, submit: str = "") -> Job:
        """Decide that a submit with an unknown outcome began this job: the same storyboard leads to it from now on.

        ``submit`` is the beginning of the submit's ``client_ref``, where there are several. Raises ``JobNotFound``.
        """
        return self._orders.adopt(job_id, submit)
