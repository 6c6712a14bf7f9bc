"""How soon a film plays: from running the cell to the film in its output, in a kernel where the extension is loaded.

    python -m tests.benchmarks.first_film [RUNS]

Three sentences at 1280×720, with voice, music and subtitles, in three situations: in a fresh kernel, spoken for the
first time (bar: 10 s); in a fresh kernel, spoken before; and in the kernel that made it, as when a look is tried again
(bar for both: 4 s). Medians of several runs, beside the length of the film and as a share of it: what is below 1 is
quicker than watching. The bars are for two cores that have nothing else to do; the load is printed, since a busy
machine measures its neighbours. The very first run on a machine also puts the voice together.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from jupyter_client import BlockingKernelClient
from jupyter_client.manager import start_new_kernel

CELL = """%%pictory --size 1280x720 --new
The sun warms the sea, and **water** rises as vapour.

High up it cools to tiny drops, which gather into clouds.

When they grow heavy, they fall as rain.
"""


@dataclass(frozen=True)
class Run:
    """Seconds until the film stood in the output, and the seconds that it lasts."""

    wait: float
    length: float


def run_cells(folder: Path, count: int) -> list[Run]:
    """Run the cell ``count`` times in one fresh kernel in which the extension is loaded."""
    manager, client = start_new_kernel(cwd=str(folder))
    try:
        client.execute_interactive("%load_ext pictory_nb", timeout=60)
        return [run_cell(client, folder) for _ in range(count)]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def run_cell(client: BlockingKernelClient, folder: Path) -> Run:
    shutil.rmtree(folder / "cache" / "scenes", ignore_errors=True)  # each run draws all of its pictures
    began = time.perf_counter()
    client.execute(CELL, allow_stdin=True)
    while True:
        message = client.get_iopub_msg(timeout=120)
        shown = message["content"].get("data", {})
        if "<video" in shown.get("text/html", ""):
            wait = time.perf_counter() - began
            minutes, seconds = re.search(r"(\d+):(\d\d)", shown["text/plain"]).groups()
            client.get_shell_msg(timeout=10)
            return Run(wait, 60 * int(minutes) + int(seconds))


def told(name: str, runs: list[Run], bar: float) -> None:
    wait, length = statistics.median(run.wait for run in runs), runs[0].length
    waits = " ".join(f"{run.wait:.1f}" for run in runs)
    print(
        f"{name:28s} {wait:5.1f} s for {length:.0f} s of film ({wait / length:.2f} of it; bar {bar:.0f} s)  [{waits}]"
    )


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as home:
        os.environ["PICTORY_NB_HOME"] = home
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # who imported the package once has its byte code
        told("the very first", run_cells(Path(home), 1), float("inf"))
        new, fresh, again = [], [], []
        for _ in range(count):
            shutil.rmtree(Path(home) / "cache" / "speech" / "sentences")
            new += run_cells(Path(home), 1)
            before, *same_kernel = run_cells(Path(home), 2)
            fresh.append(before)
            again += same_kernel
        told("spoken the first time", new, 10)
        told("spoken before, fresh kernel", fresh, 4)
        told("spoken before", again, 4)
    print("load average over the last minutes:", " ".join(f"{load:.1f}" for load in os.getloadavg()))


if __name__ == "__main__":
    main()
