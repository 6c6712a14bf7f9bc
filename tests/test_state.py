"""Jobs as the service tells them, in every spelling of the contract."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictory_nb import state as states
from pictory_nb.state import Cleaned, Completed, Failed, InProgress, read_job_id, read_state
from pictory_nb.wire.jobs import dump_accepted, dump_state
from tests.results import render_result
from tests.samples import samples

JOBS, ACCEPTED = samples("jobs"), samples("accepted")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=9,
)

# What a stranger says is cleaned of what steers terminals; what is clean stays as it is.
texts = st.text(st.characters(codec="utf-8", categories=["L", "M", "N", "P", "S", "Zs"]), max_size=20)
ids = st.text(st.characters(codec="utf-8", categories=["L", "N", "Pd"]), min_size=1)


@pytest.mark.parametrize("name", JOBS)
def test_a_sample_means_what_the_contract_says(name: str) -> None:
    """Every documented job body is read as its state, with all facts (X1, X5, X6, X21, X23)."""
    sample = JOBS[name]
    state = read_state(sample["body"])
    expected = dict(sample["means"])
    assert type(state) is getattr(states, expected.pop("is"))
    assert {member: getattr(state, member) for member in expected} == expected


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_job_id_is_found_wherever_an_era_put_it(name: str) -> None:
    """Programs of either era get the id of the job that they pay for (X15)."""
    assert read_job_id(ACCEPTED[name]["body"]) == "265a1f3c-0b6c-4d41-9d2b-2f6f1a7f0c11"


@pytest.mark.parametrize("body", [None, "ok", [], {}, {"data": None}, {"data": {"jobId": 7}}, {"data": {"jobId": ""}}])
def test_no_job_id_is_an_empty_one(body: object) -> None:
    """What names no job is not taken for a job."""
    assert read_job_id(body) == ""


def test_an_id_left_out_is_the_one_that_was_asked_for() -> None:
    """A look-up may answer without the id; the state carries it all the same (X23)."""
    assert read_state({"success": True, "data": {"status": "in-progress"}}, "265a").job_id == "265a"


@given(JSON)
def test_whatever_arrives_is_some_state(body: object) -> None:
    """Reading never raises: a surprising answer must not end the watching of a job."""
    assert isinstance(read_state(body), (InProgress, Completed, Failed, Cleaned))


@given(st.fixed_dictionaries({"status": JSON, "renderProgress": JSON, "videoDuration": JSON, "error_message": JSON}))
def test_whatever_stands_in_a_field_is_some_state(data: dict) -> None:
    """Fields of a wrong type are unknown facts, not errors; progress stays between 0 and 100."""
    for success in (True, False):
        state = read_state({"success": success, "data": data})
        if isinstance(state, InProgress):
            assert state.progress is None or 0 <= state.progress <= 100


@pytest.mark.parametrize("number", [float("inf"), float("nan"), "soon", None, {}, 10**400])
def test_a_number_that_is_none_is_not_known(number: object) -> None:
    """A film does not last for ever, and an observer does not show nan %."""
    done = read_state({"data": {"status": "completed", "videoDuration": number, "aiCreditsUsed": number}})
    assert (done.duration, done.ai_credits_used) == (None, None)
    assert read_state({"data": {"status": "in-progress", "renderProgress": number}}).progress is None


@given(
    st.builds(
        InProgress,
        job_id=ids,
        progress=st.none() | st.integers(0, 100),
        message=texts,
        word=st.sampled_from(["in-progress", "pending", "warming-up"]),
    )
    | st.builds(Failed, job_id=ids, code=texts, message=texts)
    | st.builds(Cleaned, job_id=ids)
)
def test_a_state_that_is_written_reads_as_itself(state: InProgress | Failed | Cleaned) -> None:
    """What the sandbox says of a job is what the client understands."""
    assert read_state(dump_state(state)) == state


def test_a_finished_render_that_is_written_reads_as_itself() -> None:
    """All eras' spellings are written, so that programs of each find the video (X1)."""
    data = render_result(video="https://v.example/v.mp4", share="https://v.example/s", vtt="https://v.example/v.vtt",
                         duration=2.5)  # fmt: skip
    body = dump_state(Completed("265a", data=data))
    assert {body["data"][name] for name in ("videoURL", "videoUrl")} == {"https://v.example/v.mp4"}
    assert {body["data"][name] for name in ("videoShareURL", "shareVideoURL")} == {"https://v.example/s"}
    state = read_state(body)
    assert (state.job_id, state.video_url, state.duration) == ("265a", "https://v.example/v.mp4", 2.5)
    assert read_state(dump_state(state)) == state


def test_an_accepted_submit_that_is_written_reads_as_itself() -> None:
    """The sandbox names the job where the client looks for it."""
    assert read_job_id(dump_accepted("265a")) == "265a"


@pytest.mark.parametrize(
    ("data", "empty"),
    [
        ({"status": "completed"}, True),
        ({"status": "completed", "jobId": "265a", "progress": 100}, True),
        ({"status": "completed", "videoURL": "https://v.example/v.mp4"}, False),
    ],
)
def test_done_without_a_result_is_told_apart(data: dict, empty: bool) -> None:
    """A bare 'completed' is worth another look: results come a moment later, and lists leave them out."""
    assert read_state({"success": True, "data": data}).is_empty is empty


def test_a_state_shows_itself_in_a_few_words() -> None:
    """Messages say 'in-progress 42 %', not the repr of an object."""
    assert str(InProgress("265a", progress=42)) == "in-progress 42 %"
    assert [str(InProgress()), str(Completed()), str(Failed()), str(Cleaned())] == [
        "in-progress",
        "completed",
        "failed",
        "cleaned",
    ]
