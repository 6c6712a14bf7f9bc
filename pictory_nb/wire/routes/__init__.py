"""The route table: one row per operation, from which a URL is built (client), recognised (sandbox), and asked for in a
form (explorer).

A family of operations is a file of this folder. A row that is written there is in the table, at its place.
"""

from __future__ import annotations

from types import ModuleType

from pictory_nb.wire.routes import (
    account,
    aistudio,
    connections,
    jobs,
    looks,
    media,
    projects,
    sounds,
    templates,
    transcripts,
    videos,
)
from pictory_nb.wire.routes.account import *  # noqa: F403
from pictory_nb.wire.routes.aistudio import *  # noqa: F403
from pictory_nb.wire.routes.connections import *  # noqa: F403
from pictory_nb.wire.routes.jobs import *  # noqa: F403
from pictory_nb.wire.routes.looks import *  # noqa: F403
from pictory_nb.wire.routes.media import *  # noqa: F403
from pictory_nb.wire.routes.own import CANCEL_JOB as CANCEL_JOB
from pictory_nb.wire.routes.projects import *  # noqa: F403
from pictory_nb.wire.routes.row import Field as Field
from pictory_nb.wire.routes.row import Route as Route
from pictory_nb.wire.routes.sounds import *  # noqa: F403
from pictory_nb.wire.routes.templates import *  # noqa: F403
from pictory_nb.wire.routes.transcripts import *  # noqa: F403
from pictory_nb.wire.routes.videos import *  # noqa: F403


def _rows(family: ModuleType) -> tuple[Route, ...]:
    return tuple(value for value in vars(family).values() if isinstance(value, Route))


FAMILIES: dict[str, tuple[Route, ...]] = {
    "Videos": _rows(videos),
    "Templates": _rows(templates),
    "Projects": _rows(projects),
    "Jobs": _rows(jobs),
    "Media": _rows(media),
    "Transcripts": _rows(transcripts),
    "AI studio": _rows(aistudio),
    "Voices and music": _rows(sounds),
    "Looks": _rows(looks),
    "Connections": _rows(connections),
    "Account": _rows(account),
}
ROUTES: tuple[Route, ...] = tuple(row for family in FAMILIES.values() for row in family)


def find(method: str, path: str) -> tuple[Route, dict[str, str]] | None:
    """The row that answers ``method path``, with the values of its places; None where there is none."""
    for route in ROUTES:
        if route.method == method and (values := route.match(path)) is not None:
            return route, values
    return None
