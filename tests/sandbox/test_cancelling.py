"""What nobody wants any more is ended, and leaves nothing behind; so does what was killed."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from pictory_nb.client import Pictory
from pictory_nb.errors import JobFailed, JobNotFound, PictoryError
from pictory_nb.job import Job
from pictory_nb.sandbox.places import data_folder
from pictory_nb.sandbox.studio import Report, studio
from pictory_nb.state import InProgress
from pictory_nb.storyboard import Background, Scene, Storyboard

LONG = Storyboard(
    video_name="An hour",
    video_width=320,
    video_height=180,
    scenes=[Scene(background=Background(color="#203040"), minimum_duration=3600)],
)
SHORT = LONG.replace(video_name="A second", scenes=[Scene(background=Background(color="#203040"), minimum_duration=1)])


@pytest.fixture(scope="module")
def client() -> Pictory:
    return Pictory(profile="sandbox")


def drawing(client: Pictory) -> Job:
    """A job that is well under way."""
    job = client.render(LONG, new=True)
    deadline = time.monotonic() + 60
    while not (isinstance(state := client.job(job.id).state, InProgress) and "Drawing" in state.message):
        assert time.monotonic() < deadline, state
        time.sleep(0.02)
    return job


def left(job: Job) -> list[str]:
    """The files that there are of a job."""
    return sorted(path.name for path in (data_folder() / "jobs" / job.id).iterdir())


def test_a_job_that_is_cancelled_ends_and_frees_its_cores(client: Pictory) -> None:
    """The next film does not wait for an hour of another, and nothing of that stays."""
    job = drawing(client)
    job.cancel()
    with pytest.raises(JobFailed, match="stopped, as was asked") as caught:
        job.wait(20)
    assert caught.value.code == "CANCELLED"
    assert left(job) == ["job.json"]
    assert client.render(SHORT, new=True).wait(60).result().duration == 1


def test_a_job_that_waits_for_others_can_be_cancelled_too(client: Pictory) -> None:
    """It is never begun."""
    before = [drawing(client) for _ in range(2)]
    job = client.render(SHORT, new=True)
    for one in (job, *before):
        one.cancel()
    for one in (job, *before):
        with pytest.raises(JobFailed):
            one.wait(20)


def test_what_has_ended_stays_as_it_is(client: Pictory) -> None:
    """Cancelling comes too late without harm."""
    job = client.render(SHORT, new=True).wait(60)
    job.cancel()
    assert client.job(job.id).status == "completed"


def test_a_job_that_does_not_exist_cannot_be_cancelled(client: Pictory) -> None:
    """As with every other question about it."""
    with pytest.raises(JobNotFound):
        client.job("265a9d4c-0000-4000-8000-000000000000").cancel()


def test_the_service_cannot_cancel_and_it_is_said(client: Pictory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is pretended."""
    job = client.render(SHORT, new=True).wait(60)
    monkeypatch.setattr(Job, "place", "cloud")
    with pytest.raises(PictoryError, match="the service knows no way"):
        job.cancel()


def its_process(folder: Path, report: Report, crew: object) -> int:
    return os.getpid()


def is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(sys.platform == "win32", reason="uses the signals of POSIX")
def test_a_film_whose_process_is_killed_fails_with_the_reason_and_leaves_nothing(client: Pictory) -> None:
    """A machine short of memory does that; half of a film would lie about for ever, its workers go on for nobody."""
    process = studio().make(its_process, Path(), lambda *_: None)
    job = drawing(client)
    os.kill(process, signal.SIGKILL)
    deadline = time.monotonic() + 25
    with pytest.raises(JobFailed, match="ended from outside, or crashed") as caught:
        job.wait(20)
    assert caught.value.code == "STOPPED"
    assert "mend the storyboard" not in str(caught.value)
    assert left(job) == ["job.json"]
    while is_alive(group=process):
        assert time.monotonic() < deadline
    assert client.render(SHORT, new=True).wait(60).status == "completed"
