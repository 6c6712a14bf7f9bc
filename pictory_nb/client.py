"""The client: ``Pictory`` sends a storyboard, ``Job`` is what it becomes.

p = Pictory()                       # an account, or the sandbox where there is none
job = p.render(storyboard)          # returns at once
video = job.wait().video            # the film, on this computer
"""

from __future__ import annotations

import contextvars
import logging
import os
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import url2pathname

from pictory_nb import credentials, download, subtitles
from pictory_nb.budget import Budget, credits_of
from pictory_nb.cashier import Cashier, word_of
from pictory_nb.catalogue import Catalogue
from pictory_nb.clock import Clock, ago
from pictory_nb.errors import (
    BadStoryboard,
    BadSubtitles,
    DownloadFailed,
    Interrupted,
    JobCleaned,
    JobFailed,
    JobNotFound,
    JobTimeout,
    PictoryError,
    Problem,
    SandboxMissing,
    ServiceError,
    ServiceUnreachable,
)
from pictory_nb.job import Cleaned, Completed, Failed, InProgress, State, read_state
from pictory_nb.ledger import CLEANED, FAILED, RUNNING, Entry, Ledger, fingerprint_of_account
from pictory_nb.poller import Poller
from pictory_nb.secret import Secret
from pictory_nb.storyboard import Storyboard
from pictory_nb.told import told
from pictory_nb.transport import DEFAULT_BASE_URL, Answer, Transport
from pictory_nb.video import Video
from pictory_nb.watch import FLOOR, Watch
from pictory_nb.wire.jobs import is_unknown_job, load_page
from pictory_nb.wire.problems import load_error, no_such_job
from pictory_nb.wire.routes import JOB, JOBS, RENDER_STORYBOARD
from pictory_nb.wire.storyboards import dump_storyboard

if TYPE_CHECKING:
    import requests

__all__ = ["Entry", "Job", "Pictory"]

log = logging.getLogger(__name__)

SANDBOX = "sandbox"
"""The profile that renders on this computer, whatever accounts there are."""
PATIENCE = 1800.0
"""Seconds that ``Job.wait`` waits by default: the service's own programs wait as long (contract §4.7)."""


class Pictory(Catalogue):
    """One account of the service, or the sandbox on this computer.

    Credentials come from the arguments, then from ``PICTORY_API_KEY`` or ``PICTORY_CLIENT_ID`` and
    ``PICTORY_CLIENT_SECRET``. Where there are none the sandbox renders; ``place`` says which it is. With
    ``profile="work"`` (or ``PICTORY_PROFILE``) the variables are ``PICTORY_WORK_API_KEY`` and its like; the profile
    ``"sandbox"`` renders on this computer though there is an account.
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
        self._local = profile == SANDBOX
        credential = None if self._local else credentials.find(api_key, client_id, client_secret, profile=profile or "")
        if not self._local:
            base_url = base_url or os.environ.get(credentials.variable("PICTORY_API_BASE_URL", profile or ""))
            self._local = credential is None and base_url is None
        self._clock = clock or Clock()
        if self._local:
            sandbox = _open_sandbox()
            self._transport = Transport(sandbox.base_url, None, session=session, clock=self._clock)
            self._transport.session.mount(urljoin(sandbox.base_url, "/"), sandbox.adapter)
        else:
            self._transport = Transport(base_url or DEFAULT_BASE_URL, credential, session=session, clock=self._clock)
        self._credential = credential
        self._poller = Poller(self._clock)
        account = fingerprint_of_account(self._transport.base_url, credential.identity if credential else "")
        self._cashier = Cashier(Ledger(), self._transport, account, self._clock)

    def __repr__(self) -> str:
        how = f" with {self._credential}" if self._credential else ""
        where = self.place if self._local else self._transport.base_url
        return f"<Pictory {where}{how}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Pictory client is not pickled, since it holds a credential: send job ids instead")

    @property
    def place(self) -> str:
        """``"sandbox"`` where videos are made on this computer, else ``"cloud"``."""
        return "sandbox" if self._local or self._transport.ran_in_sandbox else "cloud"

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
        if not isinstance(storyboard, Storyboard):
            storyboard = Storyboard.from_wire(storyboard)
        placed = _with_places(storyboard)
        order = dump_storyboard(placed)  # names this computer's files, so it is the same order after an upload
        while True:
            sale = self._cashier.sell(
                RENDER_STORYBOARD,
                order,
                lambda: dump_storyboard(self._reachable(placed)),
                name=storyboard.video_name,
                new=new,
                allow=lambda: self._check(storyboard, budget or Budget(max_credits)),
            )
            if not sale.earlier:
                return Job(self, sale.entry.job_id, entry=sale.entry, first_look=sale.pause or FLOOR)
            if job := self._again(sale.entry):
                job.reattached = True
                return job

    def _check(self, storyboard: Storyboard, budget: Budget) -> None:
        """Whether the storyboard may be paid for. What the sandbox makes costs nothing."""
        if self.place == "sandbox":
            return
        from pictory_nb.lint import estimate

        budget = replace(budget, limit=credits_of(None)) if budget.limit is None else budget
        cost = estimate(storyboard)
        if budget.covers(cost):
            return
        self._transport.ask(JOBS)  # a sandbox at another address says only in an answer that it is one
        if self.place == "cloud":
            budget.check(cost)

    def _again(self, entry: Entry) -> Job | None:
        """The job that was paid for before; None where nothing came of it, which the ledger knows then."""
        try:
            # Where the film is here anyway the question is not worth half a minute of asking again.
            job = self._looked_up(entry.job_id, self._transport.look if entry.film_is_here else self._transport.ask)
        except JobNotFound:
            if entry.film_is_here:
                return Job(self, entry.job_id, entry=entry, state=_kept(entry))
            if abs(time.time() - entry.submitted_at) < _JUST_NOW:
                return Job(self, entry.job_id, entry=entry, first_look=FLOOR)
            if self.place == "sandbox":
                self._cashier.ledger.settle(entry.client_ref, CLEANED, job_id=entry.job_id, status="not found")
                return None
            raise JobNotFound(
                f"the service no longer knows job {entry.job_id}, which was made of this {ago(entry.submitted_at)}",
                mend="--new (new=True) renders it again, and that may be charged",
            ) from None
        except (ServiceError, ServiceUnreachable):
            if entry.film_is_here:  # nothing needs to be asked
                return Job(self, entry.job_id, entry=entry, state=_kept(entry))
            raise
        if isinstance(job.state, Cleaned) and entry.film_is_here:
            return Job(self, entry.job_id, entry=entry, state=_kept(entry))
        return None if isinstance(job.state, (Failed, Cleaned)) else job

    def _reachable(self, placed: Storyboard) -> Storyboard:
        """The storyboard with its media where the service can read them: an account is brought this computer's."""
        return placed if self._local else placed.with_media(self._brought)

    def _brought(self, url: str, _: str) -> str:
        return self._uploader.bring(Path(url2pathname(urlsplit(url).path))) if url.startswith("file:") else url

    def job(self, job_id: str) -> Job:
        """The job of that id, as it is now. Raises ``JobNotFound``."""
        job_id = job_id.strip()
        if not job_id:
            raise no_such_job(job_id)
        return self._looked_up(job_id, self._transport.ask)

    def _looked_up(self, job_id: str, question: Callable[..., Answer]) -> Job:
        try:
            answer = question(JOB, job_id=job_id)
        except ServiceError as error:
            raise no_such_job(job_id) if error.status == 404 else error from None
        if is_unknown_job(answer.status, answer.body):
            raise no_such_job(job_id)
        if not answer.ok:
            raise load_error(f"job {job_id}", answer.status, answer.body)
        return self._seen_job(read_state(answer.body, job_id), job_id, self._cashier.entry_of(job_id))

    def jobs(self) -> Iterator[Job]:
        """The account's jobs, newest first; pages are fetched as they are needed.

        What the ledger knows of each (name, time, film) is filled in. Jobs that the service no longer lists come last.
        """
        paid = self._cashier.paid()
        for state in self._listed():
            yield self._seen_job(state, state.job_id, paid.pop(state.job_id, None))
        for entry in paid.values():
            yield Job(self, entry.job_id, entry=entry, state=_remembered(entry))

    def unfinished(self) -> list[Job]:
        """The jobs of the ledger whose end nobody has seen, in whatever notebook they began; newest first."""
        found = []
        for entry in self._cashier.ledger.entries(self._cashier.account, RUNNING):
            try:
                found.append(self.job(entry.job_id))
            except JobNotFound:
                self._cashier.ledger.settle(entry.client_ref, CLEANED, job_id=entry.job_id, status="not found")
        return found

    def unknown(self) -> list[Entry]:
        """The submits of which nobody knows what became of them, newest first; see ``reconcile``."""
        return self._cashier.unknown()

    def reconcile(self) -> list[Job]:
        """The jobs of the service that a submit with an unknown outcome may have begun. It only reads.

        They are not in the ledger, and not older than that submit by more than two minutes. If one is yours give its
        id to ``adopt``; if none is after a minute, the submit was probably not accepted. Empty where nothing is
        unknown.
        """
        return [Job(self, state.job_id, state=state) for state in self._cashier.strangers(self._listed())]

    def adopt(self, job_id: str, submit: str = "") -> Job:
        """Decide that a submit with an unknown outcome began this job: the same storyboard leads to it from now on.

        ``submit`` is the beginning of the submit's ``client_ref``, where there are several. Raises ``JobNotFound``.
        """
        job = self.job(job_id)
        entry = self._cashier.adopt(job.id, submit)
        return self._seen_job(job.state, job.id, entry)

    def _listed(self) -> Iterator[State]:
        page_key = ""
        while True:
            answer = self._transport.ask(JOBS, query={"nextPageKey": page_key} if page_key else None)
            page = load_page(answer.body)
            yield from page.states
            if not page.next_page_key or page.next_page_key == page_key:
                return
            page_key = page.next_page_key

    def _seen_job(self, state: State, job_id: str, entry: Entry | None) -> Job:
        """A handle of a job that was looked at; what is new is written down."""
        if entry and entry.state != word_of(state):
            self._cashier.saw(job_id, state)
        return Job(self, job_id, entry=entry, state=state)


class Job:
    """A job of the service. It goes on there whether anybody waits for it or not."""

    def __init__(
        self,
        client: Pictory,
        job_id: str,
        *,
        entry: Entry | None = None,
        state: State | None = None,
        first_look: float | None = None,
    ) -> None:
        self._client, self.id, self.name = client, job_id, entry.name if entry else ""
        self.reattached = False
        self._entry = entry
        self._clock = client._clock
        self._began = self._clock.now()
        self._news = threading.Condition()
        self._listeners: list[tuple[contextvars.Context, Callable[[Job], None]]] = []
        self._watch = self._new_watch(state, fresh=first_look is not None)
        self._followed = False
        self._ended_at = self._began if self.done else None
        self._video: Video | None = None
        self._fetching = threading.Lock()
        if first_look is not None:
            self._follow(first_look)

    def __repr__(self) -> str:
        return f"<Job {self.id} {self.state} in the {self.place}>"

    @property
    def place(self) -> str:
        """Where it runs: ``"sandbox"`` or ``"cloud"``."""
        return self._client.place

    @property
    def state(self) -> State:
        """The last that was seen: ``InProgress``, ``Completed``, ``Failed`` or ``Cleaned``."""
        return self._watch.state

    @property
    def status(self) -> str:
        """The service's word for it: ``in-progress``, ``completed``, ``failed`` or ``cleaned``."""
        return self.state.word

    @property
    def progress(self) -> int | None:
        """Percent rendered; None until that is known."""
        state = self.state
        return 100 if isinstance(state, Completed) else state.progress if isinstance(state, InProgress) else None

    @property
    def done(self) -> bool:
        """Whether there is nothing more to wait for."""
        return not isinstance(self.state, InProgress)

    @property
    def error(self) -> PictoryError | None:
        """What ended the asking before the job was done; None otherwise. The job may go on, and ``wait`` asks anew."""
        return None if self.done else self._watch.error

    @property
    def elapsed(self) -> float:
        """Seconds since this handle was made, or until the end was seen."""
        return (self._clock.now() if self._ended_at is None else self._ended_at) - self._began

    @property
    def submitted_at(self) -> datetime | None:
        """When it was submitted from this computer; None where that was elsewhere."""
        return datetime.fromtimestamp(self._entry.submitted_at) if self._entry else None

    @property
    def film(self) -> Path | None:
        """Where its film lies on this computer already, if it does; nothing is fetched."""
        return Path(self._entry.film) if self._entry and self._entry.film_is_here else None

    @property
    def credits(self) -> float | None:
        """The AI credits that it used; None until that is known."""
        said = self.state.ai_credits_used if isinstance(self.state, Completed) else None
        return self._entry.credits if said is None and self._entry else said

    @property
    def note(self) -> str:
        """That it is an earlier job, where ``render`` brought one back instead of paying for another; else empty."""
        if not (self.reattached and self._entry):
            return ""
        return f"This is the job of {ago(self._entry.submitted_at)}: nothing was paid for again; --new renders it anew."

    def on_change(self, listener: Callable[[Job], None]) -> None:
        """Have ``listener(job)`` called after every look, from another thread but in this caller's context.

        That thread watches all jobs, so a listener is short: it does not wait, and it does not download.
        The last call comes when the job is ``done``; where it is already, that one call is made at once, in this
        thread. Where the asking comes to an end before, the call finds the reason in ``error``.
        """
        with self._news:
            late = self.done
            if not late:
                self._listeners.append((contextvars.copy_context(), listener))
        if late:
            listener(self)
        else:
            self._follow(0.0)

    def wait(self, timeout: float = PATIENCE) -> Job:
        """Wait until the job is completed, and return it.

        Raises ``JobFailed``, ``JobCleaned``, ``JobTimeout`` after ``timeout`` seconds, or what ended the asking.
        An interrupt ends the waiting only, and says so as ``Interrupted``: the job goes on.
        """
        if self._is_open:
            try:
                self._await(self._follow(0.0), timeout)
            except KeyboardInterrupt:
                raise Interrupted(
                    f"the waiting for job {self.id} was stopped; the job goes on (last seen {self.state})",
                    f"job.wait() waits on; later, Pictory().job({self.id!r}) finds it again",
                ) from None
        state = self.state
        if isinstance(state, Failed):
            # The sandbox says what to do about it behind an arrow; the service does not.
            said, _, mend = (state.message or "the service gave no reason").partition(" → ")
            raise JobFailed(said, job_id=self.id, code=state.code, mend=mend or _mend(state))
        if isinstance(state, Cleaned):
            raise JobCleaned(self.id)
        return self

    def result(self, timeout: float = PATIENCE) -> Completed:
        """What the service made: the URLs of the video, its subtitles and poster. Waits and raises like ``wait``."""
        self.wait(timeout)
        return self.state  # type: ignore[return-value]

    def download(
        self,
        path: str | Path | None = None,
        *,
        overwrite: bool = False,
        progress: download.Progress | None = None,
    ) -> Path:
        """Bring the film to ``path``, by default to a readable name of its own in ``pictory_videos/``.

        An existing file is left alone unless ``overwrite``: a free name is chosen beside it. Waits like ``wait``.
        Raises ``DownloadFailed``; nothing stands under the final name then.
        """
        self.result()
        to = Path(path) if path else Path(download.FOLDER) / download.file_name(self.name, self.id)
        to = to / download.file_name(self.name, self.id) if to.is_dir() else to
        return self._fetch(to, overwrite, progress)

    @property
    def video(self) -> Video:
        """The film on this computer with its poster and subtitles; downloaded once, and waited for."""
        self.wait()
        with self._fetching:  # an observer and the user's next cell may ask at the same time
            self._video = self._video or self._fetch_all()
            return self._video

    def _fetch_all(self) -> Video:
        # A film of an earlier day, or of another kernel, is not fetched and stored a second time.
        path = download.find_kept(Path(download.FOLDER), self.id) or self.film
        if path is None:
            path = self.download()
        elif self._entry and not self.film:
            self._client._cashier.keep(self.id, path)
        result = self.result()
        session = self._client._transport.session
        try:
            cues = subtitles.from_vtt(download.fetch_small(session, result.vtt_url).decode("utf-8-sig", "replace"))
        except BadSubtitles:
            cues = ()  # a film is whole without them
        return Video(
            path=path,
            name=self.name,
            job_id=self.id,
            ran_in=self.place,
            duration=result.duration,
            url="" if self.place == "sandbox" else result.video_url,
            cues=cues,
            poster=download.fetch_small(session, result.thumbnail_url),
            notes=tuple(filter(None, [self.note, *result.notes])),
            credits=told(result.data.get("sandboxCredits"), longest=20_000),
        )

    def _fetch(self, to: Path, overwrite: bool, progress: download.Progress | None) -> Path:
        session, link = self._client._transport.session, self._link()
        film = download.fetch(
            session, link, to, progress, overwrite=overwrite, renew=self._fresh_link, clock=self._clock
        )
        self._client._cashier.keep(self.id, film.path)
        return film.path

    def _link(self) -> str:
        if url := self.result().video_url:
            return url
        raise DownloadFailed(f"job {self.id} made no video", mend="look at job.result().data for what it made")

    def _fresh_link(self) -> str:
        """Links expire, and the service gives a new one to whoever asks for the job again."""
        self._watch = self._client.job(self.id)._watch
        return self._link()

    @property
    def _is_open(self) -> bool:
        """Whether looking again may tell more: a list may say no more of a job than that it is completed."""
        state = self.state
        return isinstance(state, InProgress) or (isinstance(state, Completed) and state.is_empty)

    def _new_watch(self, state: State | None, *, fresh: bool = False) -> Watch:
        transport = self._client._transport
        return Watch(self.id, lambda: transport.look(JOB, job_id=self.id), self._clock, state=state, fresh=fresh)

    def _follow(self, pause: float) -> Watch:
        """Have the poller watch this job, unless it does already. A watch that gave up is followed by a new one."""
        with self._news:
            if self._followed or not self._is_open:
                return self._watch
            if self._watch.ended:
                self._watch = self._new_watch(self.state)
            watch, self._followed = self._watch, True
        self._client._poller.add(watch, lambda: self._seen(watch), pause)
        return watch

    def _seen(self, watch: Watch) -> None:
        """After a look, in the poller's thread."""
        if self._entry and self.done and watch.ended:
            self._client._cashier.saw(self.id, self.state)
        with self._news:
            self._followed = not watch.ended
            if self.done and watch.ended and self._ended_at is None:
                self._ended_at = self._clock.now()
            listeners = list(self._listeners)
            self._news.notify_all()
        for context, listener in listeners:
            try:
                context.copy().run(listener, self)  # a copy, since a context cannot be entered twice
            except Exception:
                log.exception("a listener of job %s failed", self.id)

    def _await(self, watch: Watch, timeout: float) -> None:
        deadline = self._clock.now() + timeout
        with self._news:
            while not watch.ended:
                if (left := deadline - self._clock.now()) <= 0:
                    raise JobTimeout(self.id, waited=timeout, last=str(self.state))
                self._clock.wait(self._news, min(left, 0.25))  # short, so that an interrupt is heard on every system
        if watch.error:
            raise watch.error


_JUST_NOW = 60.0
"""Seconds after a submit in which a job that is not found yet is no surprise."""


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


def _mend(failed: Failed) -> str:
    known = {
        "INSUFFICIENT_CREDITS": "see what is left at https://app.pictory.ai, or leave the AI visuals out",
        "SCENE_BACKGROUND_VISUAL_NOT_FOUND": "give the scene a background of its own",
    }
    return known.get(failed.code, "mend the storyboard and render it again")


def _with_places(storyboard: Storyboard) -> Storyboard:
    """The storyboard with paths on this computer made absolute. Raises ``BadStoryboard`` for all that lead nowhere."""
    problems: list[Problem] = []

    def place(url: str, path: str) -> str:
        parts = urlsplit(url)
        if len(parts.scheme) > 1 and parts.scheme != "file":  # one letter is a drive of Windows
            return url
        file = Path(unquote(parts.path) if parts.scheme else url).expanduser().absolute()
        if not file.is_file():
            problems.append(Problem(_as_counted(path), f"there is no file {url}", f"it was looked for at {file}"))
        return file.as_uri()

    placed = storyboard.with_media(place)
    if problems:
        raise BadStoryboard(problems)
    return placed


def _as_counted(path: str) -> str:
    """``scenes[0].background.visual_url`` as a writer of scripts counts: ``scene 1``."""
    found = re.match(r"scenes\[(\d+)\]", path)
    return f"scene {int(found[1]) + 1}" if found else path


def _open_sandbox() -> Any:
    from importlib.metadata import entry_points

    for point in entry_points(group="pictory_nb.sandbox"):
        try:
            return point.load()()
        except ModuleNotFoundError as error:
            raise SandboxMissing(f"the package {error.name}") from None
    raise SandboxMissing("an installed pictory_nb")
