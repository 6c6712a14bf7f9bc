"""Many jobs in one table: it can be sorted and filtered, it moves, and each film plays in its place.

The plain table that a notebook keeps is kept true as jobs end. VS Code and Colab, where it does not come to life, show
that. marimo, which has no outputs of this kind, shows the widget itself.
"""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import traitlets
from IPython.display import DisplayHandle, display

from pictory_nb.jupyter.follow import follow_all
from pictory_nb.jupyter.host import Host
from pictory_nb.jupyter.jobs import JobList, jobs_html
from pictory_nb.jupyter.living import Living
from pictory_nb.jupyter.module import joined
from pictory_nb.jupyter.progress import Progress, short
from pictory_nb.jupyter.show import Bundle, reason_and_mend
from pictory_nb.jupyter.showing import link_to
from pictory_nb.state import Completed
from pictory_nb.video import Video

if TYPE_CHECKING:
    from pictory_nb.job import Job

__all__ = ["JobTable"]

PAUSE = 0.25
"""Seconds between two messages about one job at least, unless it comes to a new stage."""
_TEXT = 80
"""Bytes of a text that is sent at most: a message stays below 500."""
LARGEST_SENT = 8_000_000
"""Bytes of a film that are sent to a page: one message holds 10 MiB."""


class JobTable(Living):
    """``jobs`` in a table. ``again(job)``, such as ``client.again``, renders one anew; without it nothing is retried.

    The browser sees ``order``, the numbers of the rows from top to bottom, and for each row ``about_N``, which stays,
    and ``row_N``: a change of one job is one small message, however many there are.
    """

    _esm = joined(Path(__file__).with_suffix(".js"))
    _css = Path(__file__).with_suffix(".css")

    order = traitlets.List().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        jobs: Iterable[Job],
        *,
        again: Callable[[Job], Job] | None = None,
        host: Host | None = None,
    ) -> None:
        self.jobs = JobList(jobs, getattr(jobs, "unknown", ()))
        self._again = again
        self._lock = threading.RLock()
        self._rows: dict[int, _Row] = {}
        self._outputs: list[DisplayHandle] = []
        self._changed = threading.Condition(self._lock)
        super().__init__(host=host)
        for job in list(self.jobs):
            self._add(job)
        self.on_msg(self._asked)

    def __repr__(self) -> str:
        return repr(self.jobs)

    def wait(self, timeout: float | None = None) -> JobList:
        """Wait until every job has come to its end, or is watched no more; the jobs. Raises ``TimeoutError``."""
        with self._changed:
            if not self._changed.wait_for(lambda: all(row.over for row in self._rows.values()), timeout):
                raise TimeoutError(f"not all of {len(self.jobs)} jobs were over after {timeout:g} s")
        return self.jobs

    def _plain(self) -> Bundle:
        return {"text/html": jobs_html(self.jobs, self._host), "text/plain": repr(self.jobs)}, {}

    def _ipython_display_(self) -> None:
        if not self._host.notebook:
            follow_all(self.jobs)
        if self._host.waits:  # nobody would see it move, and a file keeps what is true at the end
            self.wait()
        data, _ = self._in_file()
        with self._lock:
            self._outputs.append(display(data, raw=True, display_id=True))

    def _add(self, job: Job, *, first: bool = False) -> None:
        number = len(self._rows)
        row = _Row(job, can_retry=bool(self._again and job.storyboard), link=self._link(job))
        self._rows[number] = row
        values = {f"about_{number}": row.about(), f"row_{number}": row.look()}
        self.add_traits(**{name: traitlets.Dict(value).tag(sync=True) for name, value in values.items()})
        self.order = [number, *self.order] if first else [*self.order, number]
        if not row.over:
            job.on_change(lambda _: self._seen(number))

    def _tell(self, number: int, **more: Any) -> None:
        """Send a row as it is now, with what is told of it besides."""
        self.set_trait(f"row_{number}", {**self._rows[number].look(), **more})

    def _link(self, job: Job) -> str:
        """The film's path for a page, where it is here already."""
        return link_to(Video(job.film), self._host) if job.film and self._host.reads_files else ""

    def _seen(self, number: int) -> None:
        """After a look at a job, in the thread that watches all of them: nothing slow, and nothing raised."""
        row = self._rows[number]
        try:
            with self._lock:
                if row.stopped:
                    return
                fresh = row.look()["stage"] != getattr(self, f"row_{number}")["stage"]
                if fresh or row.job.elapsed - row.told >= PAUSE:
                    row.told = row.job.elapsed
                    self._tell(number)
                if row.over:
                    self._keep()
                    self._changed.notify_all()
        except Exception as error:  # whoever reads the table is told, the other jobs go on
            self.said = short(f"{type(error).__name__}: {error}", _TEXT)

    def _keep(self) -> None:
        """Put what is seen now into the notebook."""
        data, _ = self._in_file()
        for output in self._outputs:
            output.update(data, raw=True)

    def _asked(self, _: Any, content: Any, __: Any) -> None:
        """The browser asks for something; what takes time is done apart, and every answer is a change of a trait."""
        verbs = {
            "play": self._play,
            "again": self._render_again,
            "stop": self._stop,
            "bring": self._bring,
        }
        verb = verbs.get(content.get("op")) if isinstance(content, dict) else None
        rows = [number for number in content.get("rows", ()) if number in self._rows] if verb else []
        if verb and rows:
            run = contextvars.copy_context().run
            threading.Thread(target=run, args=(self._obey, verb, rows), name="pictory-table", daemon=True).start()

    def _obey(self, verb: Callable[[int], None], rows: list[int]) -> None:
        for number in rows:
            try:
                verb(number)
            except BaseException as error:
                reason, mend = reason_and_mend(error)
                with self._lock:
                    self._tell(number, said=short(reason, _TEXT), mend=short(mend, _TEXT))

    def _play(self, number: int) -> None:
        """Bring the film, and send it to the page, unless it is so large that the page had better be led to it."""
        self._bring(number)
        film = self._rows[number].job.video.path
        if film.stat().st_size <= LARGEST_SENT:
            self.send({"op": "film", "row": number}, buffers=[film.read_bytes()])
        else:
            said = f"The film has {film.stat().st_size / 1e6:.0f} MB: open it at {self._rows[number].link or film}"
            self._tell(number, said=short(said, 2 * _TEXT))

    def _bring(self, number: int) -> None:
        row = self._rows[number]
        if isinstance(row.job.state, Completed):
            self._tell(number, busy=True)
            row.link = link_to(row.job.video, self._host) if self._host.reads_files else ""
            with self._lock:
                self._tell(number)
                self._keep()

    def _render_again(self, number: int) -> None:
        row = self._rows[number]
        if row.can_retry and self._again is not None:
            self._tell(number, busy=True)
            job = self._again(row.job)
            with self._lock:
                self.jobs.insert(0, job)
                self._add(job, first=True)
                self._tell(number)
                self._keep()

    def _stop(self, number: int) -> None:
        """End a job of the sandbox. The service cannot be told to: there the looking ends, and the job goes on."""
        row = self._rows[number]
        if row.job.place == "sandbox":
            row.job.cancel()
            return
        with self._lock:
            row.stopped = not row.over
            self._tell(number)
            self._changed.notify_all()


class _Row:
    """One job, and what is told of it."""

    def __init__(self, job: Job, *, can_retry: bool, link: str) -> None:
        self.job, self.can_retry, self.link = job, can_retry, link
        self.told = float("-inf")
        self.stopped = False
        self._progress = Progress(job)

    @property
    def over(self) -> bool:
        return self.job.done or self.job.error is not None or self.stopped

    def about(self) -> dict[str, Any]:
        """What stays."""
        job = self.job
        when = job.submitted_at.timestamp() if job.submitted_at else None
        facts = {"id": job.id, "name": short(job.name, _TEXT), "when": when, "place": job.place}
        return {**facts, "retry": self.can_retry}

    def look(self) -> dict[str, Any]:
        """What changes."""
        job = self.job
        self._progress.error = job.error
        seen = self._progress.look("stopped" if self.stopped else "", room=_TEXT)
        duration = job.state.duration if isinstance(job.state, Completed) else None
        facts = {"length": duration, "credits": job.credits, "link": self.link}
        return {**seen, **facts, "timeline": self._progress.timeline}
