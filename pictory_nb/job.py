"""A job: what a submit becomes. It is watched, waited for, and its film is brought to this computer."""

from __future__ import annotations

import contextlib
import contextvars
import logging
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pictory_nb import download, subtitles
from pictory_nb.chapters import Chapter, chapters_of, told_chapters
from pictory_nb.clock import ago
from pictory_nb.desk import Desk
from pictory_nb.errors import (
    BadSubtitles,
    DownloadFailed,
    Interrupted,
    JobCleaned,
    JobFailed,
    JobTimeout,
    PictoryError,
)
from pictory_nb.ledger import Entry
from pictory_nb.sidecar import chapters_beside, write_beside
from pictory_nb.state import Cleaned, Completed, Failed, InProgress, State
from pictory_nb.subtitles import Cue
from pictory_nb.told import told
from pictory_nb.transcript import Transcript
from pictory_nb.video import Video
from pictory_nb.watch import Watch
from pictory_nb.wire.routes import CANCEL_JOB, JOB

if TYPE_CHECKING:
    from pictory_nb.storyboard import Storyboard

__all__ = ["Entry", "Job"]

log = logging.getLogger(__name__)

PATIENCE = 1800.0
"""Seconds that ``Job.wait`` waits by default: the service's own programs wait as long (contract §4.7)."""


class Job:
    """A job of the service. It goes on there whether anybody waits for it or not.

    ``storyboard`` is what it renders, where that is known: for the jobs that ``render`` returned.
    """

    def __init__(
        self,
        desk: Desk,
        job_id: str,
        *,
        entry: Entry | None = None,
        state: State | None = None,
        first_look: float | None = None,
    ) -> None:
        self._desk, self.id, self.name = desk, job_id, entry.name if entry else ""
        self.source = ""
        """The address of the film that was listened to, where that is what the job was begun for, by this client."""
        self.room: Any = None
        """The client that has it listened to, and can cut the film."""
        self.reattached = False
        self.storyboard: Storyboard | None = None
        self._entry = entry
        self._clock = desk.clock
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
        return self._desk.place

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

    def cancel(self) -> None:
        """End the job, and free what it uses; ``wait`` then raises ``JobFailed`` with the code ``CANCELLED``.

        Only the sandbox can do that: the service has no such operation, and raises ``PictoryError`` here. What has
        ended already stays as it is.
        """
        if self.place != "sandbox":
            raise PictoryError(f"job {self.id} cannot be cancelled: the service knows no way", mend="let it end")
        self._desk.transport.ask(CANCEL_JOB, job_id=self.id)
        if not self.done:
            self._follow(0.0)

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

        Whom to thank stands in a text of that name beside it, ``….credits.txt``, where the service tells. An existing
        film is left alone unless ``overwrite``: a free name is chosen beside it. Waits like ``wait``.
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

    @property
    def transcript(self) -> Transcript:
        """What was heard, or summed up, where the job listened to a film. Waits and raises like ``wait``.

        Raises ``BadTranscript`` for a job of another kind.
        """
        return Transcript.from_wire(self.result().data)

    @property
    def kind(self) -> str:
        """The name of the operation that began it, such as ``transcribe``, where that was on this computer."""
        return self._entry.kind if self._entry else ""

    @property
    def is_transcript(self) -> bool:
        """Whether it ends with words, and not with a film."""
        ended = isinstance(self.state, Completed) and "transcript" in self.state.data
        return ended or self.kind.startswith(("transcribe", "highlights"))

    def _fetch_all(self) -> Video:
        # A film of an earlier day, or of another kernel, is not fetched and stored a second time.
        path = download.find_kept(Path(download.FOLDER), self.id) or self.film
        if path is None:
            path = self.download()
        elif self._entry and not self.film:
            self._keep(path)
        result = self.result()
        session = self._desk.transport.session
        try:
            cues = subtitles.from_vtt(download.fetch_small(session, result.vtt_url).decode("utf-8-sig", "replace"))
        except BadSubtitles:
            cues = ()  # a film is whole without them
        video = Video(
            path=path,
            name=self.name,
            job_id=self.id,
            ran_in=self.place,
            duration=result.duration,
            url="" if self.place == "sandbox" else result.video_url,
            cues=cues,
            chapters=self._chapters(path, result, cues),
            poster=download.fetch_small(session, result.thumbnail_url),
            notes=tuple(filter(None, [self.note, *result.notes])),
            credits=self._thanks,
        )
        write_beside(video)
        return video

    def _chapters(self, film: Path, result: Completed, cues: tuple[Cue, ...]) -> tuple[Chapter, ...]:
        """As the sandbox tells them, as the storyboard has them, or as they were written down by whoever knew it."""
        told_by_sandbox = told_chapters(result.data.get("sandboxScenes"))
        if told_by_sandbox or not self.storyboard:
            return told_by_sandbox or chapters_beside(film)
        return chapters_of(cues, self.storyboard)

    def _fetch(self, to: Path, overwrite: bool, progress: download.Progress | None) -> Path:
        session, link = self._desk.transport.session, self._link()
        film = download.fetch(
            session, link, to, progress, overwrite=overwrite, renew=self._fresh_link, clock=self._clock
        )
        self._keep(film.path)
        if thanks := self._thanks:
            with contextlib.suppress(OSError):  # a film is whole without them
                film.path.with_suffix(".credits.txt").write_text(f"{thanks}\n", encoding="utf-8")
        return film.path

    @property
    def _thanks(self) -> str:
        """Whom to thank for what is seen and heard, a line each, where the service tells."""
        return told(self.result().data.get("sandboxCredits"), longest=20_000)

    def _keep(self, film: Path) -> None:
        """Write down where the film lies: ``film`` tells it from now on."""
        self._desk.cashier.keep(self.id, film)
        self._entry = self._desk.cashier.entry_of(self.id) or self._entry

    def _link(self) -> str:
        if url := self.result().video_url:
            return url
        raise DownloadFailed(f"job {self.id} made no video", mend="look at job.result().data for what it made")

    def _fresh_link(self) -> str:
        """Links expire, and the service gives a new one to whoever asks for the job again."""
        self._watch = self._new_watch(self._desk.state_of(self.id))
        return self._link()

    @property
    def _is_open(self) -> bool:
        """Whether looking again may tell more: a list may say no more of a job than that it is completed."""
        state = self.state
        return isinstance(state, InProgress) or (isinstance(state, Completed) and state.is_empty)

    def _new_watch(self, state: State | None, *, fresh: bool = False) -> Watch:
        transport = self._desk.transport
        return Watch(self.id, lambda: transport.look(JOB, job_id=self.id), self._clock, state=state, fresh=fresh)

    def _follow(self, pause: float) -> Watch:
        """Have the poller watch this job, unless it does already. A watch that gave up is followed by a new one."""
        with self._news:
            if self._followed or not self._is_open:
                return self._watch
            if self._watch.ended:
                self._watch = self._new_watch(self.state)
            watch, self._followed = self._watch, True
        self._desk.poller.add(watch, lambda: self._seen(watch), pause)
        return watch

    def _seen(self, watch: Watch) -> None:
        """After a look, in the poller's thread."""
        if self._entry and self.done and watch.ended:
            self._desk.cashier.saw(self.id, self.state)
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


def _mend(failed: Failed) -> str:
    known = {
        "CANCELLED": "run it again where it is wanted after all",
        "STOPPED": "render it again: nothing is wrong with its storyboard",
        "INSUFFICIENT_CREDITS": "see what is left at https://app.pictory.ai, or leave the AI visuals out",
        "SCENE_BACKGROUND_VISUAL_NOT_FOUND": "give the scene a background of its own",
    }
    return known.get(failed.code, "mend the storyboard and render it again")
