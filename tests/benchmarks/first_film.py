"""How soon a film plays: from running the cell in a fresh kernel to the film in its output.

    python -m tests.benchmarks.first_film [RUNS]

Three sentences at 1280×720, with voice, music and subtitles. Measured in turn: spoken for the first time, and spoken
before (taken from the cache by its text). Each figure is the median of several runs, beside the length of the film
and as a share of it: what is below 1 is quicker than watching. The bars are 10 s and 4 s on two cores that have nothing
else to do; the load is printed, since a busy machine measures its neighbours. The very first run on a machine also puts
the voice together, which is measured once and told apart.
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


def run_cell(folder: Path) -> Run:
    """Run the cell in a fresh kernel in which the extension is loaded, as a person does who just opened a notebook."""
    manager, client = start_new_kernel(cwd=str(folder))
    try:
        client.execute_interactive("%load_ext pictory_nb", timeout=60)
        began = time.perf_counter()
        client.execute(CELL, allow_stdin=True)
        while True:
            message = client.get_iopub_msg(timeout=120)
            shown = message["content"].get("data", {}).get("text/html", "")
            if "<video" in shown:
                wait = time.perf_counter() - began
                minutes, seconds = re.search(r"(\d+):(\d\d)", message["content"]["data"]["text/plain"]).groups()
                return Run(wait, 60 * int(minutes) + int(seconds))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def told(name: str, runs: list[Run], bar: float) -> None:
    wait, length = statistics.median(run.wait for run in runs), runs[0].length
    waits = " ".join(f"{run.wait:.1f}" for run in runs)
    print(
        f"{name:24s} {wait:5.1f} s for {length:.0f} s of film ({wait / length:.2f} of it; bar {bar:.0f} s)  [{waits}]"
    )


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as home:
        os.environ["PICTORY_NB_HOME"] = home
        first = run_cell(Path(home))
        told("the very first", [first], float("inf"))
        new, again = [], []
        for _ in range(count):
            shutil.rmtree(Path(home) / "cache" / "speech" / "sentences")
            new.append(run_cell(Path(home)))
            again.append(run_cell(Path(home)))
        told("spoken the first time", new, 10)
        told("spoken before", again, 4)
    print("load average over the last minutes:", " ".join(f"{load:.1f}" for load in os.getloadavg()))


if __name__ == "__main__":
    main()
