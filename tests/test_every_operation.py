"""Every row of the route table is whole: a verb of the client, a handler of the sandbox, a sample, a line of docs."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any, get_type_hints

import pytest

from pictory_nb.client import Pictory
from pictory_nb.sandbox.answers import HANDLERS
from pictory_nb.wire import routes
from pictory_nb.wire.routes import ROUTES, Route
from tests.packaging.fresh import ROOT
from tests.samples import all_samples, samples

OWN_SAMPLES = {"token": "tokens", "render_storyboard": "accepted", "job": "jobs", "jobs": "pages"}
"""Where the samples stand that do not bear the name of their operation."""
ELSEWHERE = {routes.TOKEN, routes.UPLOAD}
"""Answered by the guard, and by the storage host."""


def method(path: str) -> Callable[..., Any]:
    """The client's method of that name; ``templates.create`` is one of what its ``templates`` is."""
    *nouns, verb = path.split(".")
    place: Any = Pictory
    for noun in nouns:
        found = getattr(place, noun)
        made_by = found.func if isinstance(found, cached_property) else getattr(found, "fget", found)
        place = get_type_hints(made_by)["return"]
    return getattr(place, verb)


def line(route: Route) -> str:
    """The row as docs/api.md tells it."""
    verb = f"`client.{route.verb}`" if route.verb else ""
    told = route.request or ", ".join(
        f"**{field.name}**" if field.required else field.name for field in (*route.query, *route.body)
    )
    return f"| `{route}` | {verb} | {told} | {route.doc} |"


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_an_operation_is_whole(route: Route) -> None:
    """Nobody is sent back to curl, and neither side can agree on a mistake with the other."""
    assert not route.verb or callable(method(route.verb))
    assert route.verb or route is routes.TOKEN
    assert route.name in HANDLERS or route in ELSEWHERE
    assert all_samples().get(route.name) or samples(OWN_SAMPLES[route.name])
    assert line(route) in (ROOT / "docs" / "api.md").read_text(encoding="utf-8").splitlines(), line(route)


def test_the_table_of_the_docs_is_the_route_table() -> None:
    """In its order, and without a row that there is not."""
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8").splitlines()
    table = [row for row in page if row.startswith("| `")]
    assert table == [line(route) for route in ROUTES], "docs/api.md should hold\n" + "\n".join(map(line, ROUTES))


def test_the_code_of_the_page_runs() -> None:
    """Who copies it from there gets what it says."""
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    for code in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        exec(compile(code, "api.md", "exec"), {})


def test_names_are_unique() -> None:
    assert len({route.name for route in ROUTES}) == len(ROUTES)
    assert len({str(route) for route in ROUTES}) == len(ROUTES)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_a_row_tells_what_a_form_needs(route: Route) -> None:
    """A sentence about it, and a hint for each thing that it may be told."""
    assert route.doc.endswith(".")
    assert route.era in ((0,) if route.elsewhere else (1, 2))
    assert route.answer or route.method in ("PUT", "DELETE")
    for field in (*route.query, *route.body):
        assert field.doc
        assert field.kind in {"string", "boolean", "integer", "number", "object", "strings", "objects"}
