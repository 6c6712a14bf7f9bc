"""Bulk: rows → videos. Every row is checked before the first is paid for, and a row is not paid for twice.

batch = p.bulk("people.csv", template, name="For {customer_name}")
batch.wait().videos
"""

from __future__ import annotations

import contextvars
import csv
import string
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pictory_nb import table
from pictory_nb.errors import BadArguments, BadStoryboard, JobTimeout, PictoryError, Problem
from pictory_nb.job import PATIENCE, Job
from pictory_nb.library import Template
from pictory_nb.places import filled, places_of
from pictory_nb.state import Completed
from pictory_nb.storyboard import Storyboard
from pictory_nb.storyboard_v1 import nameable
from pictory_nb.templates import misfilled
from pictory_nb.video import Video

__all__ = ["AT_ONCE", "Batch", "read_rows", "storyboards_of"]

AT_ONCE = 3
"""Videos of a batch that are made at the same time: the service publishes no limit (contract §4.8)."""

Row = Mapping[str, str]
Render = Callable[[Storyboard, bool], Job]
"""Orders one video, anew or not."""


def read_rows(rows: Any) -> list[dict[str, str]]:
    """Rows as dictionaries of texts: of a list, a CSV file by its path, or anything with ``to_dict("records")``.

    Raises ``BadArguments``.
    """
    if isinstance(rows, (str, Path)):
        rows = _of_csv(Path(rows).expanduser())
    elif hasattr(rows, "to_dict") and not isinstance(rows, Mapping):
        rows = rows.to_dict("records")
    if not isinstance(rows, Sequence) or not all(isinstance(row, Mapping) for row in rows):
        raise BadArguments([Problem("rows", "they are no rows", "give a list of dicts, a CSV file, or a DataFrame")])
    if not rows:
        raise BadArguments([Problem("rows", "there is none", "give at least one")])
    return [{str(name): str(value) for name, value in row.items() if value is not None} for row in rows]


def _of_csv(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadArguments([Problem("rows", f"{path} cannot be read: {error}", "give a CSV file in UTF-8")]) from None


def storyboards_of(rows: Sequence[Row], template: Storyboard | Template, name: str) -> list[Storyboard]:
    """The storyboard of each row. Raises ``BadArguments`` for all that is wrong with any of them.

    ``name`` is a pattern in braces, such as ``For {customer_name}``; ``{number}`` counts the rows.
    """
    wire = template.to_wire() if isinstance(template, Storyboard) else {}
    names = places_of(wire) if wire else list(template.variables)
    title = name or (template.video_name if isinstance(template, Storyboard) else template.name) + " {number}"
    wanted = {field for _, field, _, _ in string.Formatter().parse(title) if field}
    boards: list[Storyboard] = []
    problems: list[Problem] = []
    called: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        to_fill = {column: value for column, value in row.items() if column in names or column not in wanted}
        wrong = [
            *misfilled(names, to_fill),
            *(Problem("name", f"there is no column {field}", "") for field in wanted - {*row, "number"}),
        ]
        problems += [Problem(f"row {number}: {each.path}", each.reason, each.mend) for each in wrong]
        if wrong:
            continue
        said = nameable(title.format(**{**row, "number": number}))
        if earlier := called.setdefault(said, number) != number and called[said]:
            mend = "make the name differ, such as by {number}"
            problems.append(Problem(f"row {number}: name", f"{said!r} is the name of row {earlier} too", mend))
            continue
        try:
            if wire:
                boards.append(Storyboard.from_wire({**filled(wire, row), "videoName": said}))
            else:
                values = {place: row[place] for place in names}
                boards.append(Storyboard(video_name=said, template_id=template.id, variables=values))
        except BadStoryboard as error:
            problems += [Problem(f"row {number}: {each.path}", each.reason, each.mend) for each in error.problems]
    if problems:
        raise BadArguments(problems)
    return boards


@dataclass(frozen=True)
class _Line:
    """A row of the table that a batch is shown as."""

    row: int
    name: str
    state: str
    film: str


class Batch:
    """The videos of some rows, a few of which are made at a time, in a thread of its own.

    As the last line of a cell it is a table of how far each of them is.
    """

    def __init__(self, boards: Sequence[Storyboard], render: Render, at_once: int = AT_ONCE) -> None:
        self._boards, self._render, self._at_once = list(boards), render, max(1, at_once)
        self._jobs: list[Job | None] = [None] * len(self._boards)
        self._errors: list[PictoryError | None] = [None] * len(self._boards)
        self._news = threading.Condition()
        self._left = 0
        self._begin(range(len(self._boards)), new=False)

    def __len__(self) -> int:
        return len(self._boards)

    def __iter__(self) -> Iterator[Job]:
        """The jobs that were begun, in the order of their rows."""
        return (job for job in list(self._jobs) if job)

    def __repr__(self) -> str:
        return f"{self._heading}\n{table.plain(_COLUMNS, self._lines)}"

    def _repr_html_(self) -> str:
        return table.html(self._heading, _COLUMNS, self._lines)

    @property
    def videos(self) -> list[Video]:
        """The films that are there by now, in the order of their rows; they are downloaded for it."""
        return [job.video for job in self if isinstance(job.state, Completed)]

    @property
    def errors(self) -> dict[int, PictoryError]:
        """Why there is no film, by the number of the row."""
        return {number: error for number, error in enumerate(self._errors, 1) if error}

    @property
    def done(self) -> bool:
        """Whether nothing more is to come."""
        return not self._left

    def wait(self, timeout: float = PATIENCE) -> Batch:
        """Wait until every row has its film, or an error. Raises ``JobTimeout``; the rows go on then."""
        deadline = time.monotonic() + timeout
        with self._news:
            while not self.done:
                if time.monotonic() > deadline:
                    raise JobTimeout(f"of {self._left} rows", waited=timeout, last=self._heading)
                self._news.wait(0.25)  # short, so that an interrupt is heard on every system
        return self

    def retry(self) -> Batch:
        """Begin the rows anew that failed, and no others."""
        failed = [number - 1 for number in self.errors]
        for place in failed:
            self._errors[place] = self._jobs[place] = None
        self._begin(failed, new=True)
        return self

    def _begin(self, places: Sequence[int], *, new: bool) -> None:
        waiting = iter(list(places))
        with self._news:
            self._left += len(places)
        for _ in range(min(self._at_once, len(places))):
            work = contextvars.copy_context().run
            threading.Thread(target=work, args=(self._work, waiting, new), name="pictory-bulk", daemon=True).start()

    def _work(self, waiting: Iterator[int], new: bool) -> None:
        while True:
            with self._news:
                place = next(waiting, None)
            if place is None:
                return
            try:
                job = self._jobs[place] = self._render(self._boards[place], new)
                job.wait()
            except PictoryError as error:
                self._errors[place] = error
            except BaseException as error:
                self._errors[place] = PictoryError(f"row {place + 1} met a fault of this package: {error!r}")
                raise
            finally:
                with self._news:
                    self._left -= 1
                    self._news.notify_all()

    @property
    def _heading(self) -> str:
        there = sum(bool(job and isinstance(job.state, Completed)) for job in self._jobs)
        failed = f", {len(self.errors)} failed" if self.errors else ""
        return f"{there} of {len(self)} videos{failed}"

    @property
    def _lines(self) -> list[_Line]:
        return [
            _Line(place + 1, board.video_name, self._state(place), _film(self._jobs[place]))
            for place, board in enumerate(self._boards)
        ]

    def _state(self, place: int) -> str:
        if error := self._errors[place]:
            return str(error).partition("\n")[0]
        job = self._jobs[place]
        return str(job.state) if job else "waiting"


_COLUMNS = ("row", "name", "state", "film")


def _film(job: Job | None) -> str:
    return str(job.film) if job and job.film else ""
