"""One operation called as it stands: checked before, charged once, answered whole."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictory_nb.client import Pictory
from pictory_nb.errors import BadArguments, OverBudget, ServiceUnreachable, SubmitUnknown
from pictory_nb.wire import routes
from pictory_nb.wire.routes import ROUTES, Route
from pictory_nb.wire.schemas import checked, named, schema_of
from tests.faults.clocks import FakeClock
from tests.faults.service import Drop, Reply, Service

BOARD = {"videoName": "rain", "scenes": [{"story": "The sun warms the sea."}]}


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as running:
        yield running


def client_of(service: Service) -> Pictory:
    return Pictory("pictai_key", base_url=service.base_url, clock=FakeClock())


def test_a_question_is_answered_whole(service: Service) -> None:
    """With its status, its time, and the id of the request; a refusal is an answer too."""
    service.on(routes.QUOTA, Reply(200, {"a": 1}, {"X-Amzn-RequestId": "r-1"}), Reply(403, {"message": "Forbidden"}))
    reply = client_of(service).call("quota")
    assert (reply.ok, reply.status, reply.body, reply.request_id) == (True, 200, {"a": 1}, "r-1")
    refused = client_of(service).call("quota")
    assert (refused.ok, refused.status, refused.body) == (False, 403, {"message": "Forbidden"})


def test_what_is_told_goes_to_its_place(service: Service) -> None:
    """Into the path, the query and the body, as the row says."""
    service.on(routes.SEARCH_MEDIA, Reply(200, {})).on(routes.JOB, Reply(200, {"job_id": "1"}))
    client = client_of(service)
    client.call("search_media", query={"keyword": "a b", "page": "2"})
    client.call("job", path={"job_id": "265a/1"})
    assert [seen.path.removeprefix("/pictoryapis") for seen in service.seen] == [
        "/v1/media/search?keyword=a+b&page=2",
        "/v1/jobs/265a%2F1",
    ]


def test_all_that_is_wrong_is_told_at_once_in_the_words_of_the_wire(service: Service) -> None:
    """And nothing was sent."""
    body = {"videoNam": "x", "scenes": [{"story": 3, "background": {"visualUrl": 4}}]}
    with pytest.raises(BadArguments) as caught:
        client_of(service).call("render_storyboard", body=body)
    paths = {problem.path for problem in caught.value.problems}
    assert paths == {"videoName", "videoNam", "scenes[0].story", "scenes[0].background.visualUrl"}
    with pytest.raises(BadArguments, match="did you mean 'keyword'"):
        client_of(service).call("search_media", query={"keywrd": "x"})
    with pytest.raises(BadArguments, match="did you mean 'search_media'"):
        client_of(service).call("search_medi")
    with pytest.raises(BadArguments, match="job_id is missing"):
        client_of(service).call("job")
    assert service.seen == []


def test_what_costs_is_charged_once(service: Service) -> None:
    """It is written down as every render is; the same call again finds its job, and new pays again."""
    accepted = {"success": True, "data": {"jobId": "265a"}}
    running = {"success": True, "job_id": "265a", "data": {"status": "in-progress"}}
    failed = {"success": False, "job_id": "265a", "data": {"status": "failed", "error_message": "no"}}
    service.on(routes.RENDER_STORYBOARD, Reply(200, accepted)).on(routes.JOBS, Reply(200, {"items": []}))
    service.on(routes.JOB, Reply(200, running), Reply(200, failed))
    client = client_of(service)
    first = client.call("render_storyboard", body=BOARD)
    assert (first.job_id, first.body, first.note) == ("265a", accepted, "")
    again = client.call("render_storyboard", body=BOARD)
    assert (again.job_id, "paid for before" in again.note) == ("265a", True)
    assert service.count(routes.RENDER_STORYBOARD) == 1
    assert client.call("render_storyboard", body=BOARD).note == ""  # it failed meanwhile: nothing was paid for
    assert service.count(routes.RENDER_STORYBOARD) == 2
    client.call("render_storyboard", body=BOARD, new=True)
    assert service.count(routes.RENDER_STORYBOARD) == 3


def test_an_answer_that_is_lost_is_not_asked_for_again(service: Service) -> None:
    """A question may be asked again by whoever asked; of everything else the outcome is not known."""
    for route in (routes.RENDER_STORYBOARD, routes.ADD_BRAND, routes.QUOTA):
        service.on(route, Drop())
    client = client_of(service)
    with pytest.raises(SubmitUnknown):
        client.call("render_storyboard", body=BOARD)
    with pytest.raises(SubmitUnknown, match="there may be two"):
        client.call("add_brand", body={"name": "Mine"})
    with pytest.raises(ServiceUnreachable):
        client.call("quota")
    assert len(service.seen) == 3


def test_credits_need_a_word_here_too(service: Service) -> None:
    """What nobody knows the price of costs more than nothing."""
    service.on(routes.JOBS, Reply(200, {"items": []}))
    service.on(routes.RENDER_PARAMS, Reply(200, {"success": True, "data": {"jobId": "265a"}}))
    ground = {
        "id": "backgroundElement_1",
        "elementType": "backgroundElement",
        "type": "image",
        "startTime": 0,
        "duration": 3,
    }
    params = {"elements": [ground], "output": {"width": 1280, "height": 720}}
    with pytest.raises(OverBudget):
        client_of(service).call("render_params", body=params)
    assert service.count(routes.RENDER_PARAMS) == 0
    client_of(service).call("render_params", body=params, max_credits=math.inf)
    assert service.count(routes.RENDER_PARAMS) == 1


def test_a_refusal_of_what_costs_is_an_answer_too(service: Service) -> None:
    """With the fields that the service names; it can be sent again, since it was not accepted."""
    refusal = {"code": "INVALID", "message": "no", "fields": [{"name": "scenes", "errors": "none"}]}
    service.on(routes.RENDER_STORYBOARD, Reply(400, refusal))
    reply = client_of(service).call("render_storyboard", body=BOARD)
    assert (reply.status, reply.body["fields"][0]["name"]) == (400, "scenes")
    client_of(service).call("render_storyboard", body=BOARD)
    assert service.count(routes.RENDER_STORYBOARD) == 2


def test_an_answer_that_is_shown_lets_nobody_in(service: Service, tmp_path: Path) -> None:
    """Tokens and signed addresses are in the value, and neither in its text nor in its HTML."""
    place = f"{service.origin}/store/a.png"
    slot = {"success": True, "data": {"signedUrl": f"{place}?X-Amz-Signature=canary", "url": place}}
    service.on(routes.UPLOAD_URL, Reply(200, slot)).on("/store/a.png", Reply(200))
    client = client_of(service)
    reply = client.call("upload_url", body={"fileName": "a.png", "contentType": "image/png"})
    assert "canary" not in str(reply) + repr(reply) + reply._repr_html_()
    (tmp_path / "a.png").write_bytes(b"png")
    signed = reply.body["data"]["signedUrl"]
    assert client.call("upload", path={"signedUrl": signed}, body={"file": str(tmp_path / "a.png")}).ok
    assert service.at("/store/a.png")[0].body == b"png"


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_every_operation_has_a_form(route: Route) -> None:
    """A schema that is JSON, says what must be told, and whose example is right."""
    schema = json.loads(json.dumps(schema_of(route)))
    assert set(schema.get("path", {}).get("properties", {})) == set(route.places)
    assert bool(schema.get("body")) == bool(route.body or route.request or route is routes.UPLOAD)
    example = schema.get("body", {}).get("example")
    if example and not route.request.endswith("[]"):
        _, body = checked(route, dict.fromkeys(route.places, "x"), {}, example)
        assert body == example
    assert named(route.name) is route


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)


@given(JSON, st.sampled_from(ROUTES))
def test_whatever_is_told_is_sound_or_told_to_be_wrong(body: object, route: Route) -> None:
    """Never a surprise of another kind."""
    with suppress(BadArguments):
        checked(route, dict.fromkeys(route.places, "x"), {}, body)
