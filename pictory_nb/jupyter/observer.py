"""The observer: a live card of a running job, which gives its place to the film when that is there."""

from __future__ import annotations

import contextvars
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import traitlets
from IPython.display import DisplayHandle, display

from pictory_nb.jupyter.ending import Ending, ending_of
from pictory_nb.jupyter.host import Host
from pictory_nb.jupyter.living import Living
from pictory_nb.jupyter.module import joined
from pictory_nb.jupyter.progress import Progress, short
from pictory_nb.jupyter.show import Bundle, failure_bundle, place_words, waiting_bundle
from pictory_nb.jupyter.showing import Showing
from pictory_nb.state import Completed

if TYPE_CHECKING:
    from pictory_nb.job import Job
    from pictory_nb.video import Video

__all__ = ["Observer"]

PAUSE, CALM = 0.1, 2.0
"""Seconds between two messages to the browser at least: where there is news, and where there is none."""


class Observer(Living):
    """Watches ``job`` and shows its stage, progress and remaining time, also while another cell is busy.

    The browser sees ``about``, which stays, ``snapshot``, one small value that is replaced as a whole, and
    ``timeline``, the stages that were gone through, with their seconds. When the job has ended, each output that shows
    the observer is replaced by plain HTML, since a saved notebook cannot bring a widget back. Afterwards ``video`` is
    the film, or ``error`` is what prevented it.
    """

    _esm = joined(Path(__file__).with_suffix(".js"))
    _css = Path(__file__).with_suffix(".css")

    about = traitlets.Dict().tag(sync=True)
    snapshot = traitlets.Dict().tag(sync=True)
    timeline = traitlets.List().tag(sync=True)

    def __init__(self, job: Job, *, showing: Showing | None = None, host: Host | None = None) -> None:
        self.job = job
        self.video: Video | None = None
        self.error: BaseException | None = None
        self._ended_as: Ending | None = None
        self._showing = showing or Showing()
        self._progress = Progress(job)
        self._told = float("-inf")
        self._lock = threading.RLock()
        self._over = threading.Event()
        self._ending: threading.Thread | None = None
        self._outputs: list[DisplayHandle] = []
        about = {"id": job.id, "name": short(job.name), "place": job.place, "where": place_words(job.place)}
        about["note"] = short(job.note)
        super().__init__(host=host, about=about, snapshot=self._progress.look(), timeline=self._progress.timeline)
        self.on_msg(self._asked)
        job.on_change(self._changed)

    def __repr__(self) -> str:
        return f"Observer({self.job!r})"

    def wait(self, timeout: float | None = None) -> Video | None:
        """Wait until the film is shown, and return it; None where the job ends with something else.

        Raises what ended the job without one, or ``TimeoutError``.
        """
        waited = 0.0
        while not self._over.wait(0.25):  # short, so that an interrupt is heard at once
            waited += 0.25
            if timeout is not None and waited >= timeout:
                raise TimeoutError(f"job {self.job.id} was not over after {timeout:g} s")
        if self._ended_as is None:
            raise self.error or RuntimeError(f"job {self.job.id} ended without a film")
        return self.video

    def _ipython_display_(self) -> None:
        if self._host.waits:  # nobody would see the card, and a file keeps no widget
            self._over.wait()
            self.close()
        with self._lock:
            if self._over.is_set():
                data, metadata = self._last_bundle()
                display(data, metadata=metadata, raw=True)
                return
            data, metadata = self._repr_mimebundle_()
            self._outputs.append(display(data, metadata=metadata, raw=True, display_id=True))

    def show_in(self, output: DisplayHandle) -> None:
        """Show it in an output that is there already; at the end the film takes its place there too."""
        with self._lock:
            if self._over.is_set():
                data, metadata = self._last_bundle()
            else:
                data, metadata = self._repr_mimebundle_()
                self._outputs.append(output)
            output.update(data, metadata=metadata, raw=True)

    def _plain(self) -> Bundle:
        return waiting_bundle(self.job)

    def _changed(self, job: Job) -> None:
        """Called after every look, in the thread that looks: nothing may be printed or raised here."""
        try:
            if job.done or job.error:
                self._begin_end()
            else:
                self._tell()
        except BaseException as error:
            self._fail(error)

    def _begin_end(self) -> None:
        with self._lock:
            if self._ending:
                return
            # The film is fetched apart from the thread that watches: other jobs are not to wait for it.
            run = contextvars.copy_context().run
            self._ending = threading.Thread(target=run, args=(self._end,), name="pictory-film", daemon=True)
            self._ending.start()

    def _end(self) -> None:
        try:
            if isinstance(self.job.state, Completed):
                self._tell(stage="fetching")
            if self.job.error:
                raise self.job.error
            self._ended_as = ending_of(self.job)
            self.video = self._ended_as.video
            self._finish("ready")
        except BaseException as error:
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        self.error = self._progress.error = error
        self._finish("failed")

    def _finish(self, stage: str) -> None:
        with self._lock:
            try:
                self._tell(stage=stage)
                data, metadata = self._last_bundle()
                for output in self._outputs:
                    output.update(data, metadata=metadata, raw=True)
            except BaseException as error:
                self.error = self.error or error
            finally:
                self._over.set()

    def _last_bundle(self) -> Bundle:
        if self._ended_as:
            return self._ended_as.bundle(showing=self._showing, host=self._host)
        return failure_bundle(self.job, self.error or RuntimeError("it ended without a film"))

    def _tell(self, stage: str = "") -> None:
        """Send what is new at once, and otherwise now and then: the browser counts the time by itself."""
        seen, now = self._progress.look(stage), self.job.elapsed
        news = any(seen[name] != self.snapshot[name] for name in ("stage", "said", "progress"))
        if stage or now - self._told >= (PAUSE if news else CALM):
            self._told, self.snapshot = now, seen
            if len(self._progress.timeline) != len(self.timeline):
                self.timeline = self._progress.timeline

    def _asked(self, _: Any, content: Any, __: Any) -> None:
        """The browser asks for the film where no output was replaced by it: within a layout, or after a reload."""
        if not (isinstance(content, dict) and content.get("op") == "film" and self.video):
            return
        try:
            film = self.video.path
            if film.stat().st_size <= self._showing.embed_mb * 1_000_000:
                self.send({"op": "film"}, buffers=[film.read_bytes()])
        except OSError:
            return  # the file is gone: the card stays, and says where the job is
