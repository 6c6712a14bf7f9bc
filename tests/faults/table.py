"""Every fault at every place, and what the client makes of it: the table of docs/faults.md."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

from pictory_nb.errors import PictoryError
from pictory_nb.sandbox.faults import ALWAYS, KINDS, Fault
from pictory_nb.storyboard import Scene, Storyboard
from tests.faults.lab import Lab, film

__all__ = ["COLUMNS", "Cell", "cell", "markdown", "rows"]

STORYBOARD = Storyboard(video_name="Rain", scenes=[Scene(story="The sun warms the sea.")])
SECONDS = {"429": 2.0, "429-date": 3.0, "503": 2.0, "stalled": 0.1}


def _submit(lab: Lab) -> None:
    lab.client().render(STORYBOARD)


def _look(lab: Lab) -> None:
    lab.client().render(STORYBOARD).wait()


def _token(lab: Lab) -> None:
    lab.client().render(STORYBOARD)


def _download(lab: Lab) -> None:
    path = lab.client().render(STORYBOARD).wait().download(lab.folder / "film.mp4")
    assert path.read_bytes() == film()


def _upload(lab: Lab) -> None:
    file = lab.folder / "picture.png"
    file.write_bytes(b"x" * 5000)
    client = lab.client()
    kept = client._transport.session.get(client.upload(file))
    assert kept.content == file.read_bytes()


Act = Callable[[Lab], None]
COLUMNS: dict[str, tuple[str, str, Act]] = {
    "a paid submit": ("render_storyboard", "POST /v2/video/storyboard/render", _submit),
    "a look at a job": ("job", "GET /v1/jobs", _look),
    "a token": ("token", "POST /v1/oauth2/token", _token),
    "a download": ("download", "GET /files", _download),
    "an upload": ("upload", "PUT /sandbox/uploads", _upload),
}
"""What is tried: where the fault strikes, the requests that are counted, and what a program does."""
ONLY_AT = {
    "vanished": {"a look at a job"},
    "future": {"a look at a job"},
    "empty": {"a paid submit", "a look at a job", "a token", "a download"},  # to an upload it is the right answer
}


class Cell:
    """How it ended with one fault, and with one that never ends. ``paid`` is the most that was ever charged."""

    def __init__(self, once: str, requests: int, always: str, paid: int) -> None:
        self.once, self.requests, self.always, self.paid = once, requests, always, paid

    def __str__(self) -> str:
        return f"{self.once}, {self.requests} sent / {self.always}"


def cell(kind: str, column: str, folder: Path) -> Cell | None:
    """Try it; None where that fault is not of that place."""
    if column not in ONLY_AT.get(kind, COLUMNS):
        return None
    place, request, act = COLUMNS[column]
    ends, counts, paid = [], [], 0
    for times in (1, ALWAYS):
        fault = Fault(kind, place, SECONDS.get(kind, 0.0), times)
        with Lab(folder / uuid.uuid4().hex, [fault]) as lab:
            ends.append(_end(act, lab))
            counts.append(sum(seen.startswith(request) for seen in lab.requests))
            paid = max(paid, lab.accepted("Rain"))
    return Cell(ends[0], counts[0], ends[1], paid)


def _end(act: Act, lab: Lab) -> str:
    lab.folder.mkdir(parents=True, exist_ok=True)
    try:
        act(lab)
    except PictoryError as error:
        return f"`{type(error).__name__}`"
    return "done"


def rows(folder: Path) -> Iterator[tuple[str, list[Cell | None]]]:
    for kind in KINDS:
        yield kind, [cell(kind, column, folder) for column in COLUMNS]


def markdown(tried: Iterator[tuple[str, list[Cell | None]]]) -> str:
    lines = [f"| fault | {' | '.join(COLUMNS)} |", "|---" * (len(COLUMNS) + 1) + "|"]
    lines += [f"| {kind} | {' | '.join(str(one) if one else '' for one in cells)} |" for kind, cells in tried]
    return "\n".join(lines)
