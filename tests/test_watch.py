"""Watching one job: what each look means, and when the next one is due."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictory_nb.errors import JobNotFound, RateLimited, ServiceError, ServiceUnreachable, Unauthorized
from pictory_nb.state import Cleaned, Completed, Failed, InProgress
from pictory_nb.transport import Answer
from pictory_nb.watch import CAP, FLOOR, STREAK_BUDGET, Watch, next_pause
from tests.faults.clocks import FakeClock
from tests.samples import samples

JOBS, UNKNOWN = samples("jobs"), samples("unknown_jobs")


def answer(data: object = None, status: int = 200, success: bool = True, **headers: str) -> Answer:
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()},
                  {"job_id": "265a", "success": success, "data": data})  # fmt: skip


RUNNING = answer({"status": "in-progress"})
FILM = answer({"status": "completed", "videoURL": "https://v.example/v.mp4"})
BAD_GATEWAY = Answer(502, {}, "<html>Bad gateway</html>")


def silent() -> Answer:
    raise ServiceUnreachable("the connection was dropped")


def watching(*answers: Answer | Callable[[], Answer], fresh: bool = False) -> tuple[Watch, FakeClock]:
    """A watch that gets these answers one by one; the last one stays."""
    queue, clock = list(answers), FakeClock()

    def question() -> Answer:
        found = queue.pop(0) if len(queue) > 1 else queue[0]
        return found() if callable(found) else found

    return Watch("265a", question, clock, fresh=fresh), clock


def looks(watch: Watch, clock: FakeClock, most: int = 1000) -> list[float]:
    """Look until the end, on the fake clock; the pauses that were made."""
    pauses: list[float] = []
    while not watch.ended and len(pauses) < most:
        pause = watch.look()
        if pause is not None:
            pauses.append(pause)
            clock.sleep(pause)
    return pauses


@pytest.mark.parametrize("name", JOBS)
def test_every_documented_state_ends_the_watching_or_goes_on(name: str) -> None:
    """No documented end is watched for ever, and no running job is given up (X5)."""
    watch, _ = watching(Answer(200, {}, JOBS[name]["body"]))
    pause = watch.look()
    runs = JOBS[name]["means"]["is"] == "InProgress"
    assert (pause is None, watch.ended) == (not runs, not runs)
    assert type(watch.state).__name__ == JOBS[name]["means"]["is"]


def test_a_film_ends_the_watching() -> None:
    """Progress is kept as it was last seen, then the result."""
    watch, clock = watching(RUNNING, answer({"status": "in-progress", "renderProgress": 42}), FILM)
    watch.look()
    watch.look()
    assert watch.state == InProgress("265a", 42)
    assert looks(watch, clock) == []
    assert watch.state.video_url == "https://v.example/v.mp4"


@pytest.mark.parametrize("fault", [silent, BAD_GATEWAY, Answer(500, {}, None), Answer(429, {}, None)])
def test_a_failed_question_is_no_failed_job(fault: Answer | Callable[[], Answer]) -> None:
    """One bad answer in ten minutes of rendering changes nothing."""
    watch, clock = watching(RUNNING, fault, fault, FILM)
    looks(watch, clock)
    assert isinstance(watch.state, Completed)
    assert watch.error is None


def test_silence_is_endured_for_two_minutes() -> None:
    """Then the asking ends, the job is not called failed, and it can be asked for again."""
    watch, clock = watching(RUNNING, silent)
    pauses = looks(watch, clock)
    assert isinstance(watch.error, ServiceUnreachable)
    assert watch.state == InProgress("265a")
    assert STREAK_BUDGET - 10 < sum(pauses[1:]) <= STREAK_BUDGET


def test_any_answer_ends_a_streak_of_silence() -> None:
    """A flaky network is borne for as long as something comes through."""
    streak = [silent] * 15
    watch, clock = watching(*streak, RUNNING, *streak, answer("in-progress"), *streak, FILM)
    assert sum(looks(watch, clock)) > 2 * STREAK_BUDGET
    assert isinstance(watch.state, Completed)


def test_a_named_pause_is_made_after_429() -> None:
    """The service knows its own pace."""
    watch, _ = watching(answer(None, 429, Retry_After="37"))
    assert watch.look() == 37


def test_a_pause_of_an_hour_ends_the_asking() -> None:
    """It is told at once with its length, instead of sleeping for it."""
    watch, _ = watching(answer(None, 429, Retry_After="3600"))
    assert watch.look() is None
    assert isinstance(watch.error, RateLimited)
    assert watch.error.retry_after == 3600


def test_a_running_job_may_name_its_pace() -> None:
    """The sandbox names a fifth of a second, so that a local film is seen the moment it is done."""
    watch, _ = watching(answer({"status": "in-progress"}, Retry_After="0.2"))
    assert watch.look() == 0.2


def test_a_pace_of_a_day_is_not_kept() -> None:
    """A mistaken header must not make a finished film unseen."""
    watch, _ = watching(answer({"status": "in-progress"}, Retry_After="86400"))
    assert watch.look() == STREAK_BUDGET


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_fresh_job_may_be_unknown_for_half_a_minute(name: str) -> None:
    """It was accepted a moment ago, and is listed a moment later (X4)."""
    absent = Answer(UNKNOWN[name]["status"], {}, UNKNOWN[name]["body"])
    watch, clock = watching(absent, absent, absent, FILM, fresh=True)
    assert sum(looks(watch, clock)) == 30
    assert isinstance(watch.state, Completed)


@pytest.mark.parametrize("name", UNKNOWN)
def test_an_old_job_that_is_unknown_is_told_at_once(name: str) -> None:
    """There is nothing to wait for, and the id is named."""
    watch, _ = watching(Answer(UNKNOWN[name]["status"], {}, UNKNOWN[name]["body"]))
    assert watch.look() is None
    assert isinstance(watch.error, JobNotFound)
    assert "'265a'" in str(watch.error)


def test_a_fresh_job_that_stays_unknown_is_told() -> None:
    """Patience has an end."""
    watch, clock = watching(Answer(404, {}, None), fresh=True)
    assert looks(watch, clock) == [5, 10, 15]
    assert isinstance(watch.error, JobNotFound)


@pytest.mark.parametrize(("status", "kind"), [(401, Unauthorized), (400, ServiceError)])
def test_a_refusal_ends_the_asking(status: int, kind: type) -> None:
    """Asking again would not help."""
    watch, _ = watching(Answer(status, {}, {"message": "no"}))
    assert watch.look() is None
    assert type(watch.error) is kind


def test_a_result_that_is_not_filled_in_yet_is_looked_at_again() -> None:
    """Three times; then it is taken as it is."""
    watch, clock = watching(answer({"status": "completed"}), FILM)
    assert looks(watch, clock) == [2]
    assert watch.state.video_url
    watch, clock = watching(answer({"status": "completed"}))
    assert looks(watch, clock) == [2, 5, 10]
    assert watch.state.is_empty


@pytest.mark.parametrize(("data", "kind"), [({"status": "cleaned"}, Cleaned), ({"status": "failed"}, Failed)])
def test_ends_without_a_film_are_ends(data: dict, kind: type) -> None:
    """Neither is asked about again."""
    watch, clock = watching(answer(data))
    assert looks(watch, clock) == []
    assert isinstance(watch.state, kind)


@given(st.floats(0, 3600), st.none() | st.integers(0, 100))
def test_pauses_stay_between_ten_and_twenty_seconds(elapsed: float, progress: int | None) -> None:
    """The service asks for 10 to 30 s; nobody waits longer than 20 s for a film that is done (X22)."""
    assert FLOOR <= next_pause(elapsed, progress, FakeClock()) <= CAP


def test_pauses_follow_the_progress_or_else_the_time() -> None:
    """Near the end it is looked at more often; without a hint less and less."""
    clock = FakeClock()
    assert next_pause(100, 50, clock) == CAP
    assert next_pause(100, 75, clock) == pytest.approx(0.35 * 100 / 3)
    assert next_pause(100, 95, clock) == FLOOR
    assert [next_pause(elapsed, None, clock) for elapsed in (0, 119, 120, 599, 600)] == [10, 10, 15, 15, 20]
