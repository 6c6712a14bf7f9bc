"""What ``%load_ext pictory_nb`` costs in a running shell, beside an extension of IPython's own.

    python -m tests.benchmarks.loading [RUNS]

Each run is a fresh process; the figures are medians. The bars: 20 ms, and 15 new modules.
"""

from __future__ import annotations

import statistics
import subprocess
import sys

PROGRAM = """
import sys, time
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
before = len(sys.modules)
began = time.perf_counter()
shell.run_line_magic("load_ext", {name!r})
print(1000 * (time.perf_counter() - began), len(sys.modules) - before)
"""


def load(name: str) -> tuple[float, int]:
    """Milliseconds and new modules."""
    answer = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(name=name)], capture_output=True, text=True, check=True, timeout=60
    )
    spent, modules = answer.stdout.split()
    return float(spent), int(modules)


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    pairs = [(load("pictory_nb"), load("autoreload")) for _ in range(runs)]
    ours, theirs = (statistics.median(pair[side][0] for pair in pairs) for side in (0, 1))
    print(f"pictory_nb {ours:.1f} ms, {pairs[0][0][1]} modules; autoreload {theirs:.1f} ms; ratio {ours / theirs:.2f}")


if __name__ == "__main__":
    main()
