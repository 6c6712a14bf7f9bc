"""A list of jobs that shows itself as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from IPython import get_ipython

from pictory_nb.clock import ago
from pictory_nb.jupyter.host import Host, host_of
from pictory_nb.jupyter.show import clock
from pictory_nb.jupyter.showing import link_to
from pictory_nb.state import Completed, Failed
from pictory_nb.video import Video

if TYPE_CHECKING:
    from pictory_nb.job import Entry, Job

__all__ = ["JobList", "jobs_html"]

_COLUMNS = ("job", "name", "when", "state", "length", "credits", "where", "film")


class JobList(list["Job"]):
    """Jobs, the newest first. ``unknown`` are submits of which nobody knows whether a job came of them.

    ``again(job)``, where it is given, renders a job anew.
    """

    def __init__(
        self,
        jobs: Iterable[Job] = (),
        unknown: Sequence[Entry] = (),
        again: Callable[[Job], Job] | None = None,
    ) -> None:
        super().__init__(jobs)
        self.unknown, self.again = tuple(unknown), again

    def _ipython_display_(self) -> None:
        """A live table where somebody watches; elsewhere the plain one."""
        host = host_of(get_ipython())
        if not (self and host.notebook and host.watched):
            raise NotImplementedError  # IPython takes what is below then
        from pictory_nb.jupyter.job_table import JobTable

        JobTable(self, again=self.again, host=host)._ipython_display_()

    def __repr__(self) -> str:
        warnings = [f"! {_warning(entry)}" for entry in self.unknown]
        if not self:
            return "\n".join([*warnings, "no jobs yet"])
        rows = [_COLUMNS, *map(_row, self)]
        widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
        table = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]  # noqa: B905
        return "\n".join([*warnings, *table])

    def _repr_html_(self) -> str:
        return jobs_html(self, Host(folder=Path.cwd()))


def jobs_html(jobs: JobList, host: Host) -> str:
    """The jobs as a table that needs neither script nor style sheet; ``host`` says from where films are linked."""
    warnings = "".join(f"<p>⚠ {escape(_warning(entry))}</p>" for entry in jobs.unknown)
    if not jobs:
        return f"<div>{warnings}<p>No jobs yet. Write a script below <code>%%pictory</code>.</p></div>"
    head = "".join(
        f'<th style="{_HEAD}">{name}</th>' for name in ("Video", "State", "Length", "Credits", "Begun", "Job")
    )
    body = "".join(f"<tr>{''.join(_cells(job, host))}</tr>" for job in jobs)
    return f'<div>{warnings}<table style="{_TABLE}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


_TABLE = "border-collapse: collapse; max-width: 100%"
_HEAD = "text-align: left; padding: 4px 14px 4px 0; opacity: 0.7; font-weight: 600"
_CELL = "text-align: left; padding: 4px 14px 4px 0; vertical-align: top"
_QUIET = "opacity: 0.7; font-size: 90%"
_SIGNS = {Completed: "✓", Failed: "✕"}


def _cells(job: Job, host: Host) -> Iterator[str]:
    id_, name, when, state, length, credits, place, said = _row(job)
    title = f"<strong>{escape(name or id_)}</strong>"
    if job.film and (link := link_to(Video(job.film), host)):
        title = f'<a href="{escape(link)}" data-job="{escape(id_)}" target="_blank" rel="noopener">{title}</a>'
    sign = _SIGNS.get(type(job.state), "")
    for cell in (
        f'{title}<br><span style="{_QUIET}">{escape(said or place)}</span>',
        f"{sign} {escape(state)}",
        escape(length),
        escape(credits),
        escape(when),
        f'<code>{escape(id_)}</code><br><span style="{_QUIET}">{escape(place)}</span>',
    ):
        yield f'<td style="{_CELL}">{cell}</td>'


def _warning(entry: Entry) -> str:
    return f"{entry.name or 'a video'} was sent {ago(entry.submitted_at)}, its answer was lost: see %pictory resume"


def _near(film: Path | None) -> str:
    """The path as one would type it here: nothing of this computer's folders is left in a notebook that need not be."""
    if film is None:
        return ""
    for folder, mark in ((Path.cwd(), Path()), (Path.home(), Path("~"))):
        if film.is_relative_to(folder):
            return str(mark / film.relative_to(folder))
    return str(film)


def _row(job: Job) -> tuple[str, ...]:
    state = job.state
    length = clock(state.duration) if isinstance(state, Completed) and state.duration else ""
    said = state.message or state.code if isinstance(state, Failed) else _near(job.film)
    when = f"{job.submitted_at:%Y-%m-%d %H:%M}" if job.submitted_at else ""  # a saved notebook is read another day
    credits = f"{job.credits:g}" if job.credits is not None else ""
    return job.id, job.name, when, str(state), length, credits, job.place, said
