"""The wire: routes, codecs and the samples that neither client nor sandbox may disagree with."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictory_nb import errors
from pictory_nb.errors import BadStoryboard
from pictory_nb.state import Completed, Failed, InProgress, read_state
from pictory_nb.storyboard import Scene, Storyboard
from pictory_nb.wire import problems, routes, tokens
from pictory_nb.wire.jobs import RENDER, UNKNOWN_JOB, dump_page, is_unknown_job, load_page
from pictory_nb.wire.problems import load_error
from pictory_nb.wire.storyboards import dump_storyboard, load_storyboard
from pictory_nb.wire.tokens import Token, bare, dump_request, dump_token, load_request, load_token
from tests.samples import samples

ERRORS, TOKENS, PAGES, UNKNOWN = samples("errors"), samples("tokens"), samples("pages"), samples("unknown_jobs")


@given(st.text(min_size=1))
def test_a_route_is_recognised_by_the_path_that_it_builds(job_id: str) -> None:
    """Whatever an id holds, it arrives as it was sent, and never as another operation."""
    assert routes.find("GET", routes.JOB.build(job_id=job_id)) == (routes.JOB, {"job_id": job_id})


@pytest.mark.parametrize("path", ["/v1/jobs/265a", "/v1/job/265a", "/V1/Jobs/265a"])
def test_a_job_is_found_under_every_spelling_of_its_path(path: str) -> None:
    """Old pages write /v1/job/, and case does not matter (X20)."""
    assert routes.find("GET", path) == (routes.JOB, {"job_id": "265a"})


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/v1/jobs/a/b"), ("DELETE", "/v1/jobs/a"), ("GET", "/v1/jobs/"), ("GET", "/v1/jobsx")]
)
def test_what_is_no_route_is_not_found(method: str, path: str) -> None:
    """There is no cancel call, and a path has no tail (§4)."""
    assert routes.find(method, path) is None


def test_the_routes_are_those_of_the_contract() -> None:
    """Method and path as documented (§1); only token and upload need no credential."""
    table = (Path(__file__).parent / "samples" / "operations.txt").read_text(encoding="utf-8").split("\n")
    documented = {re.sub(r"\{\w+\}", "{}", line) for line in table}
    assert {re.sub(r"\{\w+\}", "{}", str(route)) for route in routes.ROUTES} == documented - {""}
    assert [route for route in routes.ROUTES if route.open] == [routes.UPLOAD, routes.TOKEN]


def test_what_makes_something_is_paid() -> None:
    """A submit that begins a job is sent once; what looks up, keeps or deletes may be sent again."""
    assert {route for route in routes.ROUTES if route.answer == "Job" and route.method != "GET"} == {
        route for route in routes.ROUTES if route.paid
    }


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_body_means_what_the_contract_says(name: str) -> None:
    """Each documented refusal becomes its error, with the reason in the message."""
    sample = ERRORS[name]
    error = load_error("POST /v2/video/storyboard/render", sample["status"], sample["body"])
    means = sample["means"]
    assert type(error) is getattr(errors, means["is"])
    assert error.status == sample["status"]
    assert error.code == means.get("code", error.code)
    assert [[field.name, field.message] for field in error.fields] == means.get("fields", [])
    assert means["says"] in str(error)
    assert "<" not in str(error)


def test_a_paused_service_names_its_pause() -> None:
    """The message says how long to wait."""
    assert "wait 90 s" in str(load_error("GET /v1/jobs", 429, None, retry_after=90))


@given(st.integers(300, 599), st.none() | st.text() | st.dictionaries(st.text(), st.none() | st.text()))
def test_whatever_an_error_holds_it_can_be_read(status: int, body: object) -> None:
    """Reading an error raises none of its own."""
    assert load_error("GET /v1/jobs", status, body).status == status


@pytest.mark.parametrize("name", UNKNOWN)
def test_an_unknown_job_is_known_by_body_or_status(name: str) -> None:
    """200 with JOB_NOT_FOUND and 404 mean the same (X4)."""
    assert is_unknown_job(UNKNOWN[name]["status"], read_state(UNKNOWN[name]["body"]))


def test_a_known_job_is_not_unknown() -> None:
    """A job that failed for another reason exists."""
    assert not is_unknown_job(200, read_state({"success": False, "data": {"error_message": "no luck"}}))
    assert not is_unknown_job(200, read_state({"success": True, "data": {"status": "in-progress"}}))


def test_the_sandbox_spells_an_unknown_job_as_the_samples_do() -> None:
    """Both sides agree with the sample, not only with each other."""
    assert UNKNOWN["in the body, with 200"]["body"] == UNKNOWN_JOB


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_jobs_means_what_the_contract_says(name: str) -> None:
    """Ids, words and the key of the next page (§2.13)."""
    page, means = load_page(PAGES[name]["body"]), PAGES[name]["means"]
    assert [state.job_id for state in page.states] == means["ids"]
    assert [state.word for state in page.states] == means["words"]
    assert page.next_page_key == means["next"]


@pytest.mark.parametrize("body", [None, [], {}, {"items": None}, {"items": ["x", {}]}])
def test_a_page_that_holds_nothing_readable_is_empty(body: object) -> None:
    """A strange page ends a listing; it does not break it."""
    assert load_page(body).states == ()


def test_a_page_that_is_written_reads_as_itself() -> None:
    """The sandbox's list is understood by the client."""
    states = (InProgress("a", progress=7), Failed("b", "5000", "no"), Completed("c", data={"videoURL": "https://v"}))
    page = load_page(dump_page([(state, RENDER) for state in states], "next"))
    assert [(state.job_id, state.word) for state in page.states] == [
        ("a", "in-progress"),
        ("b", "failed"),
        ("c", "completed"),
    ]
    assert page.next_page_key == "next"


@pytest.mark.parametrize("name", TOKENS)
def test_a_token_answer_means_what_the_contract_says(name: str) -> None:
    """A refusal is told by what is missing, since its status is unknown (§2.1)."""
    means = TOKENS[name]["means"]
    assert load_token(TOKENS[name]["body"]) == (Token(**means) if means else None)


@pytest.mark.parametrize("lifetime", [None, "3600", -1, 0, float("inf"), float("nan")])
def test_an_odd_lifetime_is_an_hour(lifetime: object) -> None:
    """A token is good even where its lifetime cannot be read."""
    assert load_token({"access_token": "t", "expires_in": lifetime}) == Token("t", 3600)


@pytest.mark.parametrize("value", [None, "", 7, "two words", "line\nbreak"])
def test_what_cannot_be_a_header_is_no_token(value: object) -> None:
    """Else an error about the header would print it."""
    assert load_token({"access_token": value}) is None


def test_a_token_exchange_that_is_written_reads_as_itself() -> None:
    """Client and sandbox agree on both bodies; one old page has the pair in headers (§1.2)."""
    assert load_token(dump_token(Token("t", 60))) == Token("t", 60)
    assert load_request(dump_request("id", "secret"), {}) == ("id", "secret")
    assert load_request(None, {"client_id": "id", "client_secret": "secret"}) == ("id", "secret")
    assert dump_token(Token("t"))["token_type"] == "Bearer"


@pytest.mark.parametrize("header", ["pictai_x", "Bearer pictai_x", "bearer  pictai_x", " pictai_x "])
def test_a_credential_is_read_with_and_without_its_word(header: str) -> None:
    """The contract forbids the word Bearer, old pages demand it; the sandbox takes both (X2)."""
    assert bare(header) == "pictai_x"


def test_a_storyboard_body_is_read_as_the_service_reads_it() -> None:
    """Strange fields vanish, broken rules are refused with the names of the fields (V32, §0.4)."""
    storyboard = Storyboard(video_name="a", scenes=[Scene(story="Hi")])
    assert load_storyboard({**dump_storyboard(storyboard), "nonsense": 1}) == storyboard
    with pytest.raises(BadStoryboard) as caught:
        load_storyboard({"videoName": "a"})
    body = problems.dump_refusal(caught.value, routes.RENDER_STORYBOARD)
    assert (body["code"], [field["name"] for field in body["fields"]]) == ("INVALID_REQUEST_BODY", ["scenes"])
    assert load_error("POST", 400, body).fields[0].name == "scenes"


@pytest.mark.parametrize("body", [None, [], "x"])
def test_a_body_that_is_no_object_is_refused(body: object) -> None:
    """The sandbox answers 400 to it, not 500."""
    with pytest.raises(BadStoryboard, match="not a JSON object"):
        load_storyboard(body)


def test_the_refusal_of_a_credential_is_the_documented_one() -> None:
    """The sandbox's 401 is the sample's (§0.2)."""
    assert ERRORS["no credential, or a bad one"]["body"] == problems.UNAUTHORIZED
    assert tokens.bare("") == ""
