"""Whatever is asked of the sandbox, it answers: with what was wanted or with a refusal, never with its own fault."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import Client

from pictory_nb.sandbox import build
from pictory_nb.sandbox.premises import Premises
from pictory_nb.sandbox.service import BASE_PATH, Guard
from pictory_nb.wire.routes import RENDER_STORYBOARD, ROUTES, Field, Route

KEY = {"Authorization": "pictai_any"}
# Whole films are tried elsewhere: a storyboard that happens to be sound would be rendered here.
ASKED = [route for route in ROUTES if not route.elsewhere and route is not RENDER_STORYBOARD]

odd = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def right(field: Field) -> st.SearchStrategy[Any]:
    """Values of the kind that the row tells."""
    choices = st.sampled_from(field.choices) if field.choices else st.text(min_size=1, max_size=20)
    numbers = st.integers(int(field.least or 0), int(field.most or 9999))
    kinds = {
        "string": choices,
        "strings": st.lists(choices, max_size=2),
        "objects": st.lists(st.dictionaries(st.text(max_size=9), odd, max_size=3), max_size=2),
        "boolean": st.booleans(),
        "integer": numbers,
        "number": numbers,
    }
    return kinds.get(field.kind, st.dictionaries(st.sampled_from(["primary", "family", "main"]), odd, max_size=2))


def told(fields: tuple[Field, ...]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional={field.name: right(field) | odd for field in fields})


@pytest.fixture(scope="module")
def caller(tmp_path_factory: pytest.TempPathFactory) -> Client:
    folder: Path = tmp_path_factory.mktemp("premises")
    return Client(build(Guard(), Premises(folder)))


@pytest.mark.parametrize("route", ASKED, ids=lambda route: route.name)
@given(data=st.data())
def test_an_odd_question_gets_an_answer(caller: Client, route: Route, data: st.DataObject) -> None:
    """JSON with a status that says whose fault it is, and it is not the sandbox's."""
    places = {name: data.draw(st.text(min_size=1, max_size=20)) for name in route.places}
    query = {
        name: value
        for name, value in data.draw(told(route.query)).items()
        if isinstance(value, (str, int)) and "\x00" not in str(value)
    }
    body = data.draw(told(route.body) | odd) if route.method in ("POST", "PUT") else None
    answer = caller.open(
        BASE_PATH + route.build(**places), method=route.method, query_string=query, json=body, headers=KEY,
        base_url="http://127.0.0.1/",
    )  # fmt: skip
    assert answer.status_code in (200, 204, 400, 401, 404, 409)
    assert answer.json is not None or (answer.status_code, answer.data) == (204, b"")
    if answer.status_code == 400:
        assert answer.json["code"] in ("INVALID_REQUEST", "INVALID_REQUEST_BODY")
        assert all(field["name"] and field["errors"] for field in answer.json["fields"])


@given(path=st.text(max_size=60), method=st.sampled_from(["GET", "PUT", "POST", "HEAD", "DELETE"]))
def test_an_odd_address_of_a_file_is_not_found(caller: Client, path: str, method: str) -> None:
    """Nothing outside of what is handed out can be reached."""
    for shelf in ("files", "sandbox", "sandbox/uploads", "sandbox/library/music", "sandbox/library/clips"):
        address = f"/{shelf}/{path}".replace("\x00", "")
        answer = caller.open(address, method=method, base_url="http://127.0.0.1/", data=b"")
        assert answer.status_code in (308, 400, 403, 404, 405, 411)
