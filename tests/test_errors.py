"""Errors: each says what happened and what to do, and crosses a process whole."""

from __future__ import annotations

import copy
import pickle

import pytest

from pictory_nb import errors
from pictory_nb.errors import (
    BadArguments,
    BadInput,
    BadScript,
    BadStoryboard,
    DownloadFailed,
    FieldError,
    Interrupted,
    JobCleaned,
    JobFailed,
    JobTimeout,
    PictoryError,
    Problem,
    RateLimited,
    RenderError,
    SandboxMissing,
    ServiceError,
)

SPECIAL = {
    BadStoryboard: BadStoryboard([Problem("scenes[1]", "it is empty", "give it a story"), Problem("logo", "none")]),
    BadInput: BadInput([Problem("page", "it is 0", "count from 1")]),
    BadArguments: BadArguments([Problem("mood", "there is no mood 'clam'", "did you mean 'Calm / Serene'?")]),
    BadScript: BadScript("a fence is open", mend="close it", line=7),
    SandboxMissing: SandboxMissing("the package av"),
    ServiceError: ServiceError("no", mend="mend", status=400, code="C", fields=[FieldError("scenes", "missing")]),
    RateLimited: RateLimited("slow", retry_after=3600.0, status=429, mend="wait 3600 s"),
    JobFailed: JobFailed("no voice", job_id="265a", code="TEXT_TO_VIDEO_FAILED", mend="name another"),
    JobCleaned: JobCleaned("265a"),
    JobTimeout: JobTimeout("265a", waited=1800, last="in-progress 42 %"),
    DownloadFailed: DownloadFailed("gone", mend="ask again", status=403),
    RenderError: RenderError("no font", code="X", mend="install it"),
}


def every(kind: type) -> list[type]:
    return [kind, *(deeper for below in kind.__subclasses__() for deeper in every(below))]


KINDS = [kind for kind in every(PictoryError) if kind.__module__ == errors.__name__]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_crosses_a_process_whole(kind: type[PictoryError]) -> None:
    """Errors come back from render workers and from ipyparallel with their text and their facts."""
    error = SPECIAL[kind] if kind in SPECIAL else kind("what happened", mend="what to do")
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(twin) is kind
        assert str(twin) == str(error)
        assert vars(twin) == vars(error)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_is_drawn_in_the_tree(kind: type) -> None:
    """The head of the file is the map of all that can go wrong, and every name of it is public."""
    assert kind.__name__ in errors.__doc__
    assert kind.__name__ in errors.__all__
    assert kind.__doc__


def test_what_happened_and_the_mend_are_two_lines() -> None:
    """In a notebook that is all that is shown, in place of a traceback."""
    error = PictoryError("the disk is full", mend="free some space")
    assert str(error) == "the disk is full\n  → free some space"
    assert error._render_traceback_() == ["PictoryError: the disk is full", "  → free some space"]
    assert str(PictoryError("the disk is full")) == "the disk is full"


def test_a_storyboard_s_problems_are_listed() -> None:
    """All of them, each with its place."""
    assert str(SPECIAL[BadStoryboard]) == "scenes[1]: it is empty → give it a story\n  also logo: none"


def test_a_time_out_says_that_the_job_goes_on_and_how_to_find_it() -> None:
    """Nobody pays for a job and loses it to a time-out."""
    text = str(SPECIAL[JobTimeout])
    assert "not finished after 1800 s" in text
    assert "in-progress 42 %" in text
    assert "it goes on" in text
    assert "Pictory().job('265a')" in text


def test_an_interrupt_ends_a_loop_but_says_what_goes_on() -> None:
    """'except Exception' in a loop over rows does not swallow it, and there is no traceback to read through."""
    stop = Interrupted("the waiting was stopped; job 265a goes on", "job.wait() waits on")
    assert isinstance(stop, KeyboardInterrupt)
    assert not isinstance(stop, Exception)
    assert str(pickle.loads(pickle.dumps(stop))) == str(stop)
    assert stop._render_traceback_() == [
        "Interrupted: the waiting was stopped; job 265a goes on",
        "  → job.wait() waits on",
    ]


def test_a_script_s_line_is_named() -> None:
    """Lines count from 1; where there is none, none is named."""
    assert str(SPECIAL[BadScript]).startswith("line 7: a fence is open")
    assert str(BadScript("empty")) == "empty"
