"""Whatever is asked of the sandbox, it answers: with what was wanted or with a refusal, never with its own fault."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import Client

from pictory_nb.render_params import Cut, Match, TimedWord, Timing
from pictory_nb.render_params.v1 import RenderParamsV1
from pictory_nb.render_params.v2 import RenderParams
from pictory_nb.sandbox.director import Director
from pictory_nb.sandbox.premises import Premises
from pictory_nb.sandbox.service import BASE_PATH, Guard, Service
from pictory_nb.sandbox.store import Record
from pictory_nb.storyboard import Background, FontStyle, Scene, Storyboard, Text
from pictory_nb.wire import routes
from pictory_nb.wire.routes import ROUTES, Field, Route
from tests.sandbox.plain import BOARD, KEY

ASKED = [route for route in ROUTES if not route.elsewhere]


class Resting(Director):
    """Takes every order, and lets it lie: whole films are tried elsewhere."""

    def accept(self, kind: str, name: str, make: Any, **_: Any) -> Record:
        return self._store.create(name, kind)


def _cut() -> Cut:
    """A cut with everything that params tell."""
    words = (TimedWord("Rain", 0.1, 0.4, True), TimedWord("falls.", 0.5, 0.9))
    scenes = [
        Scene(
            story="<strong>Rain</strong> falls.", elements=[Text(text="A card")], subtitle_style=FontStyle(font_size=9)
        ),
        Scene(story="Rain falls.", background=Background(visual_url="https://a.example/b.mp4", type="video")),
    ]
    timings = (Timing("1", 0, 2, words, Match("https://a.example/ground-1.jpg", "rain")), Timing("2", 2, 3, words))
    return Cut(Storyboard(video_name="Rain", scenes=scenes), timings, "https://a.example/voice.wav")


PARAMS, PARAMS_V1 = RenderParams.of(_cut()).to_wire(), RenderParamsV1.of(_cut())
SCENES = [{"sceneId": "1", "subtitles": [{"text": "Hi {{name}}."}], "layers": [[{"type": "text", "text": "x"}]],
           "backgroundVisual": {"visualUrl": "https://a.example/b.jpg", "type": "image"}}]  # fmt: skip
OLD = {"videoName": "Old", "scenes": [{"text": "Rain.", "backgroundUri": "https://a.example/b.jpg"}],
       "audio": {"aiVoiceOver": {"speaker": "Emma"}}, "textStyles": {"fontSize": 9}}  # fmt: skip
SOUND: dict[str, Any] = {
    routes.RENDER_STORYBOARD.name: BOARD,
    routes.PREVIEW_STORYBOARD.name: {**BOARD, "saveProject": True},
    routes.PREVIEW_STORYBOARD_V1.name: OLD,
    routes.RENDER_PARAMS.name: PARAMS,
    routes.RENDER_PARAMS_V1.name: PARAMS_V1,
    routes.RENDER_PREVIEW_V1.name: PARAMS_V1,
    routes.CHANGE_ELEMENTS.name: PARAMS["elements"],
    routes.UPDATE_TEMPLATE.name: {"scenes": SCENES},
    routes.PREVIEW_TEMPLATE.name: {**OLD, "templateId": "t", "variables": {"name": "Ada"},
                                   "scenes": [{"insertBeforeSceneId": "first", "text": "x"}]},
    routes.UPDATE_PROJECT.name: {
        "projectName": "P", "scenes": [{"text": "Rain.", "sentence": [{"text": "Rain.", "highlight": True}],
                                        "background": {"type": "image", "elementData": {"url": "https://a.example/b.jpg"}}}],
    },
}  # fmt: skip
"""Bodies that are taken, to be spoilt."""

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
def premises(tmp_path_factory: pytest.TempPathFactory) -> Premises:
    folder: Path = tmp_path_factory.mktemp("premises")
    return Premises(folder)


@pytest.fixture(scope="module")
def caller(premises: Premises) -> Client:
    return Client(Service(premises, Resting(premises.jobs), Guard(door_open=True)))


@pytest.fixture(scope="module")
def ids(premises: Premises) -> dict[str, list[str]]:
    """Of things that are there: previews of both eras, a template, a project, connections."""
    previews = []
    for kind, params in (("preview", PARAMS), ("preview_v1", PARAMS_V1)):
        record = premises.jobs.create("Rain", kind)
        premises.jobs.save(replace(record, word="completed", facts={"renderParams": params}))
        previews.append(record.id)
    template = premises.templates.create(b'{"scenes": [{"sentence": "Hi {{name}}."}]}')["templateId"]
    project = premises.projects.keep(Storyboard(video_name="Rain", scenes=[Scene(story="Rain.")]))
    connection = premises.aws_connections.add({"name": "x"})["connectionId"]
    return {
        "job_id": previews, "template_id": [template], "project_id": [project], "connection_id": [connection],
    }  # fmt: skip


@pytest.mark.parametrize("route", ASKED, ids=lambda route: route.name)
@given(data=st.data())
def test_an_odd_question_gets_an_answer(
    caller: Client, ids: dict[str, list[str]], route: Route, data: st.DataObject
) -> None:
    """JSON with a status that says whose fault it is, and it is not the sandbox's."""
    may_go = route.method == "DELETE"  # what is there stays there for the others
    known = {name: [] if may_go else ids.get(name, []) for name in route.places}
    places = {
        name: data.draw(
            st.sampled_from(there) if there and data.draw(st.booleans()) else st.text(min_size=1, max_size=20)
        )
        for name, there in known.items()
    }
    query = {
        name: value
        for name, value in data.draw(told(route.query)).items()
        if isinstance(value, (str, int)) and "\x00" not in str(value)
    }
    sound = SOUND.get(route.name)
    bodies = told(route.body) | odd | (spoilt(sound) if sound else st.nothing())
    body = data.draw(bodies) if route.method in ("POST", "PUT") else None
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
