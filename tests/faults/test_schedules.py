"""Days on which everything breaks: whatever the order of the faults, a film is paid for once, and is there whole.

Each schedule is a seed: how many films somebody wants, which faults strike where and how often. Somebody careful sits
before it: runs a cell again that failed, takes the job that is offered after a lost answer, and renders anew only where
none is.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from pictory_nb.client import Pictory
from pictory_nb.errors import PictoryError, SubmitUnknown
from pictory_nb.job import Job
from pictory_nb.sandbox.faults import KINDS, Fault
from pictory_nb.storyboard import Scene, Storyboard
from tests.faults.lab import Lab, film

T = TypeVar("T")
PLACES = ("render_storyboard", "job", "jobs", "token", "download", "")
SECONDS = {"429": 2.0, "429-date": 3.0, "503": 2.0, "stalled": 0.05}
SITTINGS = 60
"""How often somebody tries again before the day is called lost: more often than there are faults."""


def schedule(seed: int) -> tuple[list[Storyboard], list[Fault]]:
    chance = random.Random(seed)
    wanted = [
        Storyboard(video_name=f"Film {number}", scenes=[Scene(story=f"Sentence {seed} {number}.")])
        for number in range(chance.randint(1, 3))
    ]
    faults = []
    for _ in range(chance.randint(1, 8)):
        kind = chance.choice(list(KINDS))
        faults.append(Fault(kind, chance.choice(PLACES), SECONDS.get(kind, 0.0), chance.randint(1, 3)))
    return wanted, faults


def sit_out(act: Callable[[], T]) -> T:
    """Do it again until it works, as people do."""
    for _ in range(SITTINGS):
        try:
            return act()
        except SubmitUnknown:
            raise
        except PictoryError:
            continue
    raise AssertionError("it never worked")


def ordered(pictory: Pictory, storyboard: Storyboard) -> Job:
    """The job of the storyboard, however often the answer is lost."""
    new = False
    for _ in range(SITTINGS):
        try:
            return sit_out(lambda new=new: pictory.render(storyboard, new=new))
        except SubmitUnknown:
            offered = sit_out(pictory.reconcile)
            if offered:
                return sit_out(lambda job=offered[0]: pictory.adopt(job.id))
            new = True  # it looked, there is none, and that is a decision
    raise AssertionError("it was never accepted")


def live_through(seed: int, folder: Path) -> None:
    wanted, faults = schedule(seed)
    with Lab(folder / str(seed), faults) as lab:
        pictory = lab.client()
        for storyboard in wanted:
            job = ordered(pictory, storyboard)
            again = sit_out(lambda job_id=job.id: pictory.job(job_id))
            path = sit_out(lambda job=again, to=storyboard.video_name: job.download(lab.folder / f"{to}.mp4"))
            assert path.read_bytes() == film(), (seed, faults)
            assert ordered(pictory, storyboard).id == job.id, (seed, faults)  # Run All, afterwards
        for storyboard in wanted:
            assert lab.accepted(storyboard.video_name) == 1, (seed, faults)
        assert not list(lab.folder.glob("*.part*")), (seed, faults)


@pytest.fixture
def nobody_left() -> Callable[[], bool]:
    """Whether all threads are gone that were begun in the test; what others left behind is none of its business."""
    before = set(threading.enumerate())

    def nobody() -> bool:
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            if not any(thread.name.startswith("pictory-") for thread in set(threading.enumerate()) - before):
                return True
            time.sleep(0.01)
        return False

    return nobody


@pytest.mark.parametrize("decade", range(2))
def test_a_bad_day_costs_one_submit_for_each_film(decade: int, tmp_path: Path, nobody_left: Callable[[], bool]) -> None:
    """Twenty schedules; the slow test has five hundred."""
    for seed in range(10 * decade, 10 * decade + 10):
        live_through(seed, tmp_path)
    assert nobody_left()


@pytest.mark.slow
@pytest.mark.parametrize("fifty", range(2, 52, 5))
def test_five_hundred_bad_days_cost_one_submit_for_each_film(
    fifty: int, tmp_path: Path, nobody_left: Callable[[], bool]
) -> None:
    """Exactly one paid submit for each film, every film on disk and whole, no thread left behind."""
    for seed in range(10 * fifty, 10 * fifty + 50):
        live_through(seed, tmp_path)
    assert nobody_left()
