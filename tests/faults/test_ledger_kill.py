"""A kernel that is killed, line by line: nothing is paid for twice unawares, and no job is lost.

The kernels here are forked from one that has everything imported, so that hundreds of them can be killed. One is ended
by SIGKILL at its n-th line of the modules that order, write down and send; the next one renders the same storyboard.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from pictory_nb import cashier, client, ledger, orders, transport
from pictory_nb.client import Pictory
from pictory_nb.errors import SubmitUnknown
from pictory_nb.storyboard import Scene, Storyboard
from pictory_nb.wire.jobs import RENDER, dump_accepted, dump_page, dump_state
from pictory_nb.wire.routes import JOB, JOBS, RENDER_STORYBOARD
from tests.faults.service import Drop, Reply, Seen, Service

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kernels are forked here")

STORYBOARD = Storyboard(video_name="Rain", scenes=[Scene(story="The sun warms the sea.")])
WATCHED = {module.__file__ for module in (cashier, client, ledger, orders, transport)}


class Shop:
    """A service that accepts every storyboard as a job of its own, and lists them."""

    def __init__(self, service: Service) -> None:
        self.service, self.jobs = service, []
        service.on(RENDER_STORYBOARD, self._accept).on(JOB, self._tell).on(JOBS, self._list)

    def _accept(self, _: Seen) -> Reply:
        self.jobs.append(f"job-{len(self.jobs) + 1}")
        return Reply(200, dump_accepted(self.jobs[-1]))

    def _tell(self, seen: Seen) -> Reply:
        return Reply(200, dump_state(ledger_state(seen.path.rpartition("/")[2])))

    def _list(self, _: Seen) -> Reply:
        return Reply(200, dump_page([(ledger_state(job_id), RENDER) for job_id in reversed(self.jobs)]))

    @property
    def submits(self) -> int:
        return self.service.count(RENDER_STORYBOARD)


def ledger_state(job_id: str) -> Any:
    from pictory_nb.state import InProgress

    return InProgress(job_id, 10)


@pytest.fixture
def shop() -> Iterator[Shop]:
    with Service() as service:
        yield Shop(service)


def kernel(work: Callable[[], Any], *, killed_at: int = 0) -> tuple[int, Any]:
    """What ``work`` returned in a process of its own, and how many lines it ran; None where it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        lines = 0

        def count(frame: FrameType, event: str, _: Any) -> Any:
            nonlocal lines
            if frame.f_code.co_filename not in WATCHED:
                return None
            if event == "line":
                lines += 1
                if lines == killed_at:
                    os.kill(os.getpid(), signal.SIGKILL)
            return count

        try:
            sys.settrace(count)
            said = work()
            sys.settrace(None)
            os.write(writing, json.dumps([lines, said]).encode())
        finally:
            os._exit(0)  # nothing of pytest is ended twice
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return tuple(json.loads(said)) if said else (0, None)


def render(shop: Shop, **more: Any) -> dict[str, Any]:
    """What a person at that kernel is told: a job, or that the outcome is unknown and what could have come of it."""
    pictory = Pictory("pictai_x", base_url=shop.service.base_url)
    try:
        job = pictory.render(STORYBOARD, **more)
        return {"job": job.id, "earlier": job.reattached}
    except SubmitUnknown:
        return {"unknown": [job.id for job in pictory.reconcile()]}


def lines_of_a_render(shop: Shop) -> int:
    lines, said = kernel(lambda: render(shop))
    assert said == {"job": "job-1", "earlier": False}
    return lines


def check_a_kill(shop: Shop, line: int) -> str:
    """Kill one kernel at ``line``; what the next one says must be true, whatever happened to the first.

    Once in a long test run, for a reason that is not known, a kernel got past its line. Such a one has rendered like
    any other, which is checked, and another is killed in its stead, with a ledger of its own.
    """
    folder = Path(os.environ["PICTORY_NB_LEDGER"]).parent
    for attempt in range(3):
        os.environ["PICTORY_NB_LEDGER"] = str(folder / f"{os.getpid()}-{line}-{attempt}.db")
        jobs, submits = len(shop.jobs), shop.submits
        if kernel(lambda: render(shop), killed_at=line)[1] is None:
            break
        assert shop.submits - submits == 1, line
    else:
        pytest.fail(f"no kernel could be killed at line {line}")
    settle(shop)
    made, sent = shop.jobs[jobs:], shop.submits - submits
    assert sent <= 1

    _, said = kernel(lambda: render(shop))

    if "unknown" in said:  # told, nothing sent, and the job that was made is among those that are offered
        assert shop.submits - submits == sent, line
        assert set(made) <= set(said["unknown"]), line
        return "told"
    assert shop.submits - submits == 1, line
    assert said == {"job": shop.jobs[-1], "earlier": sent == 1}, line
    return "found again" if sent else "not sent yet"


def settle(shop: Shop) -> None:
    """Let a request that is on its way arrive, though whoever sent it is gone."""
    threading.Event().wait(0.01)


def test_a_kernel_killed_anywhere_costs_nothing_twice(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """At every seventh line of a render; all three ends are seen: not sent yet, told of, found again."""
    monkeypatch.setenv("PICTORY_NB_LEDGER", os.environ["PICTORY_NB_LEDGER"])
    lines = lines_of_a_render(shop)
    ends = {check_a_kill(shop, line) for line in range(1, lines, 7)}
    assert ends == {"not sent yet", "told", "found again"}


@pytest.mark.slow
def test_a_kernel_killed_at_every_line_costs_nothing_twice(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same at each line."""
    monkeypatch.setenv("PICTORY_NB_LEDGER", os.environ["PICTORY_NB_LEDGER"])
    lines = lines_of_a_render(shop)
    ends = [check_a_kill(shop, line) for line in range(1, lines)]
    assert set(ends) == {"not sent yet", "told", "found again"}


def test_kernels_that_render_the_same_at_once_pay_once(shop: Shop) -> None:
    """Run All in four notebooks at the same moment: one submits, all four show its job."""
    said: list[dict[str, Any]] = []
    threads = [threading.Thread(target=lambda: said.append(kernel(lambda: render(shop))[1])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert shop.submits == 1
    assert [one["job"] for one in said] == ["job-1"] * 4
    assert sorted(one["earlier"] for one in said) == [False, True, True, True]


def test_an_unknown_outcome_stays_until_somebody_decides(shop: Shop) -> None:
    """Every run of the cell says it again and sends nothing, in any kernel; ``new`` is a decision."""
    shop.service.on(RENDER_STORYBOARD, Drop())
    for _ in range(3):
        assert kernel(lambda: render(shop))[1] == {"unknown": []}
    assert shop.submits == 1
    shop = Shop(shop.service)
    assert kernel(lambda: render(shop, new=True))[1] == {"job": "job-1", "earlier": False}
    assert kernel(lambda: render(shop))[1] == {"job": "job-1", "earlier": True}
