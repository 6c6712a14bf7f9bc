"""How long TAB takes in a running shell: in a kernel that was just started, and later.

    python -m tests.benchmarks.tab [RUNS]

Each run is a fresh process of somebody without an account, who never pressed TAB before; the package is compiled, as
an installed one is. The figures are medians. The bar: 100 ms, the first press included.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile

PLACES = {
    "a command": "%pictory jo",
    "an option": "%%pictory --vo",
    "a voice": "%%pictory --voice ",
    "a job": "%pictory status ",
    "a setting": "%%pictory\n---\nvo",
    "a field of a scene": "%%pictory\n```scene\nscene_tr",
    "prose": "%%pictory\nThe rai",
}
BAR = 100.0

PROGRAM = """
import json, sys, time
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
shell.run_line_magic("load_ext", "pictory_nb")
def press(text):
    began = time.perf_counter()
    with provisionalcompleter():
        list(shell.Completer.completions(text, len(text)))
    return 1000 * (time.perf_counter() - began)
text = json.loads(sys.argv[1])
first = press(text)
time.sleep(4)
print(first, press(text))
"""


def press(text: str) -> tuple[float, float]:
    """Milliseconds of the first press of this process, and of a later one."""
    command = [sys.executable, "-c", PROGRAM, json.dumps(text)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PICTORY_", "PYTHONDONTWRITE"))}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        environment = {**kept, "PICTORY_NB_HOME": home, "PICTORY_PROFILE": "sandbox"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    first, later = done.stdout.split()
    return float(first), float(later)


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    press(PLACES["a job"])  # what is compiled now is measured below
    for name, text in PLACES.items():
        pressed = [press(text) for _ in range(runs)]
        first, later = (statistics.median(times[side] for times in pressed) for side in (0, 1))
        print(f"{name:20} first {first:6.1f} ms, later {later:6.1f} ms{'' if first < BAR else '   above the bar'}")


if __name__ == "__main__":
    main()
