"""Whatever a service answers, what the client makes of it is a value or an error of its own tree: never a traceback."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st
from requests.adapters import BaseAdapter
from urllib3 import HTTPResponse

from pictory_nb import Pictory, Storyboard
from pictory_nb.clock import Clock
from pictory_nb.errors import PictoryError
from pictory_nb.library import Connection, Project, Template
from pictory_nb.storyboard import Scene
from pictory_nb.storyboard_v1 import SceneV1, StoryboardV1
from pictory_nb.wire.routes import ROUTES
from tests.samples import all_samples

BOARD = Storyboard(video_name="Rain", scenes=[Scene(story="Rain falls.")])
OLD = StoryboardV1(video_name="Old", scenes=[SceneV1(text="Rain falls.")])
SAMPLES = all_samples()

odd = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)


class Odd(BaseAdapter):
    """Answers everything with the same."""

    def __init__(self) -> None:
        super().__init__()
        self.status, self.content = 200, b"{}"

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        response = requests.Response()
        response.status_code, response.request, response.url = self.status, request, request.url
        response.raw = HTTPResponse(io.BytesIO(self.content), preload_content=False)
        return response

    def close(self) -> None: ...


class Hasty(Clock):
    """Waits for nothing, and soon has waited long enough."""

    def __init__(self) -> None:
        self._at = 0.0

    def now(self) -> float:
        self._at += 5
        return self._at

    def sleep(self, seconds: float) -> None:
        self._at += seconds


VERBS: dict[str, Callable[[Pictory], Any]] = {
    "job": lambda p: repr(p.job("265a")),
    "jobs": lambda p: [repr(job) for _, job in zip(range(9), p.jobs(), strict=False)],
    "voices": lambda p: repr(p.voices()) + p.voices()._repr_html_(),
    "music": lambda p: repr(p.music()),
    "moods": lambda p: repr(p.moods()),
    "fonts": lambda p: repr(p.fonts()),
    "styles": lambda p: repr(p.styles()),
    "smart_layouts": lambda p: repr(p.smart_layouts()),
    "avatars": lambda p: repr(p.avatars()) + p.avatars()._repr_html_(),
    "brands": lambda p: repr(p.brands()),
    "search_media": lambda p: p.search_media("rain")._repr_html_(),
    "quota": lambda p: repr(p.quota()),
    "credit_usage": lambda p: repr(p.credit_usage()),
    "render_storyboard": lambda p: repr(p.render(BOARD, new=True)),
    "preview_storyboard": lambda p: p.preview(BOARD, new=True)._repr_html_(),
    "preview_storyboard_v1": lambda p: repr(p.preview(OLD, new=True)),
    "render_params": lambda p: repr(p.render_params({"output": {}, "elements": []}, new=True)),
    "templates": lambda p: repr(p.templates) + p.templates._repr_html_(),
    "template": lambda p: repr(p.templates.get("t")),
    "update_template": lambda p: repr(p.templates.update(Template(id="t"), [{"sceneId": "1"}])),
    "delete_template": lambda p: p.templates.delete("t"),
    "preview_template": lambda p: repr(p.templates.preview("t", new=True)),
    "projects": lambda p: repr(p.projects) + p.projects._repr_html_(),
    "project": lambda p: repr(p.projects.get("p")),
    "update_project": lambda p: repr(p.projects.update(Project(id="p"), {})),
    "delete_project": lambda p: p.projects.delete("p"),
    "render_project": lambda p: repr(p.projects.render("p", new=True)),
    "aws_connections": lambda p: repr(p.connections.aws),
    "aws_connection": lambda p: repr(p.connections.aws.get("c")),
    "add_aws_connection": lambda p: repr(p.connections.aws.add("x", account_id="1" * 12, region="us-east-2")),
    "update_aws_connection": lambda p: repr(p.connections.aws.update(Connection(id="c", version=1), enabled=True)),
    "delete_aws_connection": lambda p: p.connections.aws.delete("c"),
    "vimeo_connections": lambda p: p.connections._repr_html_(),
    "vimeo_connection": lambda p: repr(p.connections.vimeo.get("c")),
    "delete_vimeo_connection": lambda p: p.connections.vimeo.delete("c"),
}


@st.composite
def spoilt(draw: Any, body: Any) -> Any:
    """``body`` with something odd at some place of it, at any depth."""
    if not isinstance(body, (dict, list)) or not body or draw(st.integers(0, 6)) == 0:
        return draw(odd)
    if isinstance(body, dict):
        name = draw(st.sampled_from(sorted(body)))
        return {**body, name: draw(spoilt(body[name]))}
    place = draw(st.integers(0, len(body) - 1))
    return [*body[:place], draw(spoilt(body[place])), *body[place + 1 :]]


@pytest.fixture(scope="module")
def service() -> Odd:
    return Odd()


@pytest.mark.parametrize("name", VERBS)
@settings(max_examples=40)
@given(data=st.data())
def test_an_odd_answer_is_a_value_or_an_error_that_says_so(service: Odd, name: str, data: st.DataObject) -> None:
    """With a status that fits or not, in JSON or not, spoilt at any depth."""
    session = requests.Session()
    session.mount("https://odd.example/", service)
    p = Pictory(api_key="pictai_x", base_url="https://odd.example/pictoryapis", session=session, clock=Hasty())
    sample = SAMPLES.get(name, {}).get("body")
    bodies = (odd | spoilt(sample) if sample else odd).map(lambda body: json.dumps(body).encode())
    service.status = data.draw(st.sampled_from([200, 200, 200, 204, 400, 401, 403, 404, 409, 500]))
    service.content = data.draw(bodies | st.binary(max_size=20))
    with suppress(PictoryError):
        VERBS[name](p)


def test_the_verbs_above_are_of_rows_that_there_are() -> None:
    """A row that is renamed is renamed here too."""
    assert set(VERBS) <= {route.name for route in ROUTES}
