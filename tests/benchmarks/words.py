"""How long it takes to check a storyboard: ``python tests/benchmarks/words.py``. Milliseconds of CPU, medians."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

from pictory_nb.errors import BadStoryboard
from pictory_nb.lint import check, estimate
from pictory_nb.storyboard import Storyboard

ROUNDS = 51


def body(scenes: int, *, faulty: bool = False) -> dict[str, Any]:
    """A storyboard with a background and two elements in each scene; a faulty one has a misspelling in every tenth."""
    scene = {
        "story": "The sun warms the sea, and water rises as vapour.",
        "background": {"visualUrl": "https://v.example/sea.jpg", "type": "image"},
        "elements": [
            {"type": "text", "text": "Rain", "top": "10%", "left": "5%"},
            {"type": "shape", "name": "circle", "fill": "#ffd64a"},
        ],
    }
    wrong = {**scene, "sceneTransitions": "fade"}
    return {
        "videoName": "rain",
        "voiceOver": {"enabled": True, "aiVoices": [{"speaker": "Brian"}]},
        "scenes": [wrong if faulty and number % 10 == 0 else scene for number in range(scenes)],
    }


def refused(body: dict[str, Any]) -> None:
    try:
        Storyboard.from_wire(body)
    except BadStoryboard:
        return
    raise AssertionError("the faulty storyboard was taken")


def median(action: Callable[[], Any]) -> float:
    times = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        action()
        times.append(time.process_time() - begin)
    return 1000 * statistics.median(times)


def line(scenes: int) -> str:
    sound, wrong = body(scenes), body(scenes, faulty=True)
    storyboard = Storyboard.from_wire(sound)
    actions: dict[str, Callable[[], Any]] = {
        "validate": lambda: Storyboard.from_wire(sound),
        "refuse": lambda: refused(wrong),
        "to_wire": storyboard.to_wire,
        "check": lambda: check(storyboard),
        "estimate": lambda: estimate(storyboard),
    }
    times = "  ".join(f"{name} {median(action):.2f} ms" for name, action in actions.items())
    return f"{scenes} scenes, {2 * scenes} elements:  {times}"


if __name__ == "__main__":
    for scenes in (50, 100):
        print(line(scenes))
