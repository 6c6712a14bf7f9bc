"""The client: ``Pictory`` sends a storyboard, ``Job`` is what it becomes.

p = Pictory()                       # an account, or the sandbox where there is none
job = p.render(storyboard)          # returns at once
video = job.wait().video            # the film, on this computer
"""

from __future__ import annotations

import contextvars
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pictory_nb import credentials, download, subtitles
from pictory_nb.clock import Clock
from pictory_nb.errors import (
    BadStoryboard,
    DownloadFailed,
    JobCleaned,
    JobFailed,
    JobTimeout,
    PictoryError,
    Problem,
    SandboxMissing,
    ServiceError,
)
from pictory_nb.job import Cleaned, Completed, Failed, InProgress, State, read_job_id, read_state
from pictory_nb.poller import Poller
from pictory_nb.storyboard import Storyboard
from pictory_nb.transport import DEFAULT_BASE_URL, Transport
from pictory_nb.video import Video
from pictory_nb.watch import FLOOR, Watch
from pictory_nb.wire.jobs import load_page
from pictory_nb.wire.routes import JOB, JOBS, RENDER_STORYBOARD
from pictory_nb.wire.storyboards import dump_storyboard

if TYPE_CHECKING:
    import requests

__all__ = ["Job", "Pictory"]

PATIENCE = 1800.0
"""Seconds that ``Job.wait`` waits by default: the service's own programs wait as long (contract §4.7)."""


class Pictory:
    """One account of the service, or the sandbox on this computer.

    Credentials come from the arguments, then from ``PICTORY_API_KEY`` or ``PICTORY_CLIENT_ID`` and
    ``PICTORY_CLIENT_SECRET``. Where there are none the sandbox renders; ``place`` says which it is.
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
        base_url: str | None = None,
        session: requests.Session | None = None,
        clock: Clock | None = None,
    ) -> None:
        credential = credentials.find(api_key, client_id, client_secret)
        base_url = base_url or os.environ.get("PICTORY_API_BASE_URL")
        self._clock = clock or Clock()
        self._local = credential is None and base_url is None
        if self._local:
            sandbox = _open_sandbox()
            self._transport = Transport(sandbox.base_url, None, session=session, clock=self._clock)
            self._transport.session.mount(sandbox.base_url, sandbox.adapter)
        else:
            self._transport = Transport(base_url or DEFAULT_BASE_URL, credential, session=session, clock=self._clock)
        self._credential = credential
        self._poller = Poller(self._clock)

    def __repr__(self) -> str:
        how = f" with {self._credential}" if self._credential else ""
        where = self.place if self._local else self._transport.base_url
        return f"<Pictory {where}{how}>"

    @property
    def place(self) -> str:
        """``"sandbox"`` where videos are made on this computer, else ``"cloud"``."""
        return "sandbox" if self._local or self._transport.ran_in_sandbox else "cloud"

    def render(self, storyboard: Storyboard | Mapping[str, Any]) -> Job:
        """Submit a storyboard for rendering; returns at once. This is what costs credits on an account.

        A path on this computer is taken where the sandbox renders. Raises ``BadStoryboard`` before anything is
        sent, ``ServiceError`` and its kinds for a refusal, ``SubmitUnknown`` where the answer was lost: the submit is
        never repeated then.
        """
        if not isinstance(storyboard, Storyboard):
            storyboard = Storyboard.from_wire(storyboard)
        body = dump_storyboard(_with_places(storyboard, files_allowed=self._local))
        answer = self._transport.submit(RENDER_STORYBOARD, body)
        job_id = read_job_id(answer.body)
        if not job_id:
            raise ServiceError("the service accepted the storyboard but named no job", mend="look at %pictory jobs")
        return Job(self, job_id, name=storyboard.video_name, first_look=answer.retry_after or FLOOR)

    def job(self, job_id: str) -> Job:
        """The job of that id, as it is now. Raises ``JobNotFound``."""
        answer = self._transport.ask(JOB, job_id=job_id)
        return Job(self, job_id, state=read_state(answer.body, job_id))

    def jobs(self) -> Iterator[Job]:
        """The account's jobs, newest first; pages are fetched as they are needed."""
        page_key = ""
        while True:
            answer = self._transport.ask(JOBS, query={"nextPageKey": page_key} if page_key else None)
            page = load_page(answer.body)
            yield from (Job(self, state.job_id, state=state) for state in page.states)
            if not page.next_page_key or page.next_page_key == page_key:
                return
            page_key = page.next_page_key


class Job:
    """A job of the service. It goes on there whether anybody waits for it or not."""

    def __init__(
        self,
        client: Pictory,
        job_id: str,
        *,
        name: str = "",
        state: State | None = None,
        first_look: float | None = None,
    ) -> None:
        self._client, self.id, self.name = client, job_id, name
        self._began = client._clock.now()
        self._changed = threading.Condition()
        self._listeners: list[tuple[contextvars.Context, Callable[[Job], None]]] = []
        self._watch: Watch | None = None
        self._fetching = threading.Lock()
        self._video: Video | None = None
        self._state: State = state or InProgress(job_id)
        if first_look is not None:
            self._follow(first_look, fresh=True)

    def __repr__(self) -> str:
        return f"<Job {self.id} {self._state} in the {self.place}>"

    @property
    def place(self) -> str:
        """Where it runs: ``"sandbox"`` or ``"cloud"``."""
        return self._client.place

    @property
    def state(self) -> State:
        """The last that was seen: ``InProgress``, ``Completed``, ``Failed`` or ``Cleaned``."""
        return self._watch.state if self._watch and self._watch.state.job_id else self._state

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
        """What ended the asking before the job was done; None otherwise. The job itself may go on."""
        return None if self.done or not self._watch else self._watch.error

    @property
    def elapsed(self) -> float:
        """Seconds since this handle was made."""
        return self._client._clock.now() - self._began

    def on_change(self, listener: Callable[[Job], None]) -> None:
        """Have ``listener(job)`` called after every look, from another thread but in this caller's context."""
        self._listeners.append((contextvars.copy_context(), listener))
        if not self.done:
            self._follow(0.0)

    def wait(self, timeout: float = PATIENCE) -> Job:
        """Wait until the job is completed, and return it.

        Raises ``JobFailed``, ``JobCleaned``, ``JobTimeout`` after ``timeout`` seconds, or what ended the asking.
        An interrupt ends the waiting only: the job goes on.
        """
        if not self.done:
            self._follow(0.0)
        deadline = self._client._clock.now() + timeout
        with self._changed:
            while not self.done and not (self._watch and self._watch.error):
                if (left := deadline - self._client._clock.now()) <= 0:
                    raise JobTimeout(self.id, waited=timeout, last=str(self.state))
                self._changed.wait(min(left, 0.25))  # short, so that an interrupt is heard at once
        self._raise_for_end()
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
        result = self.result()
        if not result.video_url:
            raise DownloadFailed(f"job {self.id} made no video", mend="look at job.result().data for what it made")
        to = Path(path) if path else Path(download.FOLDER) / download.file_name(self.name, self.id)
        to = to / download.file_name(self.name, self.id) if to.is_dir() else to
        to = to if overwrite else download.free_name(to)
        return download.fetch(self._client._transport.session, result.video_url, to, progress)

    @property
    def video(self) -> Video:
        """The film on this computer with its poster and subtitles; downloaded once, and waited for."""
        result = self.result()
        with self._fetching:  # an observer and the user's next cell may ask at the same time
            if self._video is None:
                self._video = self._fetch(result)
            return self._video

    def _fetch(self, result: Completed) -> Video:
        session = self._client._transport.session
        cues = subtitles.from_vtt(download.fetch_small(session, result.vtt_url).decode("utf-8", "replace"))
        return Video(
            path=self.download(),
            name=self.name,
            job_id=self.id,
            ran_in=self.place,
            duration=result.duration,
            url="" if self.place == "sandbox" else result.video_url,
            cues=cues,
            poster=download.fetch_small(session, result.thumbnail_url),
        )

    def _follow(self, pause: float, *, fresh: bool = False) -> None:
        with self._changed:
            if self._watch and not self._watch.error:
                return
            transport = self._client._transport
            self._watch = Watch(self.id, lambda: transport.look(JOB, job_id=self.id), self._client._clock, fresh=fresh)
        self._client._poller.add(self._watch, self._seen, pause)

    def _seen(self) -> None:
        with self._changed:
            self._changed.notify_all()
        for context, listener in list(self._listeners):
            # Each runs in its own copy: a context cannot be entered twice.
            context.copy().run(listener, self)

    def _raise_for_end(self) -> None:
        state = self.state
        if isinstance(state, Failed):
            said = state.message or "the service gave no reason"
            raise JobFailed(said, job_id=self.id, code=state.code, mend=_mend(state))
        if isinstance(state, Cleaned):
            raise JobCleaned(self.id)
        if self._watch and self._watch.error and not self.done:
            raise self._watch.error


def _mend(failed: Failed) -> str:
    known = {
        "INSUFFICIENT_CREDITS": "see what is left at https://app.pictory.ai, or leave the AI visuals out",
        "SCENE_BACKGROUND_VISUAL_NOT_FOUND": "give the scene a background of its own",
    }
    return known.get(failed.code, "mend the storyboard and render it again")


def _with_places(storyboard: Storyboard, *, files_allowed: bool) -> Storyboard:
    """The storyboard with paths on this computer made absolute, or refused where nobody there could read them."""
    problems: list[Problem] = []

    def place(url: str, path: str) -> str:
        if "://" in url:
            return url
        file = Path(url).expanduser().absolute()
        if not files_allowed:
            problems.append(Problem(path, f"{url} is a file on this computer", "give an https URL, or use the sandbox"))
        elif not file.is_file():
            problems.append(Problem(path, f"there is no file {url}", f"it was looked for at {file}"))
        return file.as_uri()

    placed = storyboard.with_media(place)
    if problems:
        raise BadStoryboard(problems)
    return placed


def _open_sandbox() -> Any:
    from importlib.metadata import entry_points

    for point in entry_points(group="pictory_nb.sandbox"):
        try:
            return point.load()()
        except ModuleNotFoundError as error:
            raise SandboxMissing(f"the package {error.name}") from None
    raise SandboxMissing("an installed pictory_nb")
