"""Films made by an executor from outside: one of the standard library's stands for a cluster's."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from threading import Event

import pytest

from pictory_nb.client import Pictory
from pictory_nb.errors import JobFailed
from pictory_nb.sandbox import render_on
from pictory_nb.sandbox import studio as studios
from pictory_nb.storyboard import Background, Scene, Storyboard


def board(seconds: float, story: str = "") -> Storyboard:
    ground = Background(color=f"#{time.time_ns() % 2**24:06x}")  # nobody drew this before
    scenes = [Scene(background=ground, minimum_duration=seconds, story=story or None)]
    voice = {"enabled": bool(story)}
    return Storyboard(video_name="Elsewhere", video_width=320, video_height=180, voice_over=voice, scenes=scenes)


class Counting(Executor):
    """Hands everything on, and knows what it was."""

    def __init__(self, executor: Executor) -> None:
        self.executor, self.calls = executor, []

    def submit(self, call, /, *arguments) -> Future:
        self.calls.append(call.__name__)
        return self.executor.submit(call, *arguments)


@pytest.fixture(params=["threads", "processes"])
def executor(request: pytest.FixtureRequest) -> Iterator[Counting]:
    spawned = {"mp_context": get_context("spawn")}
    with ThreadPoolExecutor(2) if request.param == "threads" else ProcessPoolExecutor(2, **spawned) as pool:
        counting = Counting(pool)
        render_on(counting)
        yield counting
        render_on(None)


def test_a_film_is_made_by_the_executor_that_was_given(executor: Counting, monkeypatch) -> None:
    """All that takes long is its work: the voice, the pictures, the sound. No studio is started for it."""
    monkeypatch.setattr(studios, "Studio", None)
    result = Pictory(profile="sandbox").render(board(1, f"Rain {time.time_ns() % 1000}."), new=True).result()
    assert result.duration > 1
    assert {"speak", "shoot", "portray", "encode_soundtrack"} <= set(executor.calls)


def test_a_cancelled_film_leaves_the_executor_to_others() -> None:
    """What was not begun is called off, and the next film is made."""
    with ThreadPoolExecutor(1) as pool:
        render_on(pool)
        try:
            client = Pictory(profile="sandbox")
            job = client.render(board(600), new=True)
            drawing = Event()
            job.on_change(lambda job: drawing.set() if "Drawing" in job.state.message else None)
            assert drawing.wait(30)
            job.cancel()
            with pytest.raises(JobFailed, match="stopped, as was asked"):
                job.wait(30)
            assert client.render(board(1), new=True).result().duration == 1
        finally:
            render_on(None)
