"""A list of jobs that shows itself as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from pictory_nb.clock import ago
from pictory_nb.state import Completed, Failed

if TYPE_CHECKING:
    from pictory_nb.job import Entry, Job

__all__ = ["JobList"]

_COLUMNS = ("job", "name", "when", "state", "length", "credits", "where", "film")


class JobList(list["Job"]):
    """Jobs, the newest first. ``unknown`` are submits of which nobody knows whether a job came of them."""

    def __init__(self, jobs: Iterable[Job] = (), unknown: Sequence[Entry] = ()) -> None:
        super().__init__(jobs)
        self.unknown = tuple(unknown)

    def __repr__(self) -> str:
        warnings = [f"! {_warning(entry)}" for entry in self.unknown]
        if not self:
            return "\n".join([*warnings, "no jobs yet"])
        rows = [_COLUMNS, *map(_row, self)]
        widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
        table = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]  # noqa: B905
        return "\n".join([*warnings, *table])

    def _repr_html_(self) -> str:
        warnings = "".join(f"<p>⚠ {escape(_warning(entry))}</p>" for entry in self.unknown)
        if not self:
            return warnings + "<p>No jobs yet. Write a script below <code>%%pictory</code>.</p>"
        head = "".join(f'<th style="text-align: left">{cell}</th>' for cell in _COLUMNS)
        body = "".join(
            "<tr>" + "".join(f'<td style="text-align: left">{_cell(i, cell)}</td>' for i, cell in enumerate(_row(job)))
            for job in self
        )
        return f"{warnings}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _warning(entry: Entry) -> str:
    return f"{entry.name or 'a video'} was sent {ago(entry.submitted_at)}, its answer was lost: see %pictory resume"


def _cell(column: int, text: str) -> str:
    return f"<code>{escape(text)}</code>" if column == 0 else escape(text)


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
    length = f"{state.duration:.0f} s" if isinstance(state, Completed) and state.duration else ""
    said = state.message or state.code if isinstance(state, Failed) else _near(job.film)
    when = f"{job.submitted_at:%Y-%m-%d %H:%M}" if job.submitted_at else ""  # a saved notebook is read another day
    credits = f"{job.credits:g}" if job.credits is not None else ""
    return job.id, job.name, when, str(state), length, credits, job.place, said
