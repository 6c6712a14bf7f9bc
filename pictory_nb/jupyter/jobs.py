"""A list of jobs that shows itself as a table."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from pictory_nb.job import Completed, Failed

if TYPE_CHECKING:
    from pictory_nb.client import Job

__all__ = ["JobList"]

_COLUMNS = ("job", "state", "length", "where", "")


class JobList(list["Job"]):
    """Jobs, the newest first."""

    def __repr__(self) -> str:
        if not self:
            return "no jobs yet"
        rows = [_COLUMNS, *map(_row, self)]
        widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
        return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows)  # noqa: B905

    def _repr_html_(self) -> str:
        if not self:
            return "<p>No jobs yet. Write a script below <code>%%pictory</code>.</p>"
        head = "".join(f'<th style="text-align: left">{cell}</th>' for cell in _COLUMNS)
        body = "".join(
            "<tr>" + "".join(f'<td style="text-align: left">{_cell(i, cell)}</td>' for i, cell in enumerate(_row(job)))
            for job in self
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(column: int, text: str) -> str:
    return f"<code>{escape(text)}</code>" if column == 0 else escape(text)


def _row(job: Job) -> tuple[str, ...]:
    state = job.state
    length = f"{state.duration:.0f} s" if isinstance(state, Completed) and state.duration else ""
    said = state.message or state.code if isinstance(state, Failed) else ""
    return job.id, str(state), length, job.place, said
