"""Whether a long film costs no more than several short ones: ``python -m tests.benchmarks.length``.

A film of ten minutes beside ten times one of a minute: seconds of CPU (goal: at most 1.1 times) and the most memory
that all processes have at once (goal: at most 1.3 times). It is made by the sandbox's studio, as for a notebook, from
scenes that are drawn for the first time, at 720p; ``--quick`` takes 360p.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path
from typing import Any

from pictory_nb.sandbox.studio import studio
from tests.benchmarks.reference import Cost, Filmed, told_load


def cost_of(size: tuple[int, int], shots: int) -> Cost:
    """In a studio of its own, so that no film profits from the one before."""
    cost = Cost()
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "film"
        folder.mkdir()
        place = studio_at(home)
        place.make(Filmed(size, 0), folder, lambda *_: None)
        with cost.measured():
            place.make(Filmed(size, shots), folder, lambda *_: None)
        place.close()
    return cost


def studio_at(home: str) -> Any:
    """A studio that keeps its things there."""
    os.environ["PICTORY_NB_HOME"] = home
    return studio()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    size = (640, 360) if parser.parse_args().quick else (1280, 720)
    short, long = cost_of(size, 6), cost_of(size, 60)
    for name, cost in (("one minute", short), ("ten minutes", long)):
        print(f"{name:12} {cost.wall:7.2f} s {cost.cpu:7.2f} s of CPU {cost.memory / 1e6:6.0f} MB", flush=True)
    print(
        f"ten minutes cost {long.cpu / short.cpu / 10:.2f} times ten one-minute films (goal: 1.1; in seconds that",
        end="",
    )
    print(
        f" pass {long.wall / short.wall / 10:.2f}), and {long.memory / short.memory:.2f} times the memory (goal: 1.3)"
    )
    print(told_load())


if __name__ == "__main__":
    main()
