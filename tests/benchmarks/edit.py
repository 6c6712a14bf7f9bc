"""How long a change of one scene of twelve takes, beside the whole film: ``python -m tests.benchmarks.edit [ROUNDS]``.

Each render is made by a fresh process, as in a notebook that is opened tomorrow, from Python's start to the finished
film; the narration was spoken before. Goal: a fifth of the time at most. Beside it stands the same change in a process
that made the film before.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

SENTENCES = (
    "The sun warms the sea.",
    "Water rises into the air as vapour.",
    "High up it is cold.",
    "The vapour becomes tiny drops.",
    "The drops gather into clouds.",
    "The wind carries them over the land.",
    "The drops meet and grow heavy.",
    "They fall as rain.",
    "The rain fills the rivers.",
    "Rivers carry it to the fields.",
    "What is left runs to the sea.",
    "There it begins anew.",
)
CHANGED = "Down they come, as rain."
PLACE = 7


def script(changed: bool) -> str:
    """Twelve scenes, of which the eighth may say something else."""
    return "\n\n".join(CHANGED if changed and n == PLACE else text for n, text in enumerate(SENTENCES))


def render(changed: bool) -> float:
    """Make the film in this process. Returns the seconds that it took."""
    from pictory_nb import Pictory, from_markdown

    began = time.perf_counter()
    Pictory(profile="sandbox").render(from_markdown(script(changed)), new=True).wait()
    return time.perf_counter() - began


def fresh(changed: bool) -> float:
    """Make it in a process of its own."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", __spec__.name, "--one", str(int(changed))], check=True)
    return time.perf_counter() - began


def clear(*kinds: str) -> None:
    from pictory_nb.sandbox.cache import Cache

    for kind in kinds:
        Cache().clear(kind)


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        render(bool(int(sys.argv[2])))
        return
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"PICTORY_NB_HOME": home, "PICTORY_NB_LEDGER": os.path.join(home, "ledger.sqlite")}
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # who imported the package once has its byte code
        fresh(True)
        fresh(False)  # both are spoken now
        whole, edited, same = [], [], []
        for _ in range(rounds):
            clear("scenes")
            whole.append(fresh(False))
            edited.append(fresh(True))
            clear("scenes")
            render(False)
            same.append(render(True))
    for name, times in (("the whole film", whole), ("one scene, fresh process", edited), ("one scene, same one", same)):
        share = statistics.median(times) / statistics.median(whole)
        print(f"{name:26s} {statistics.median(times):6.2f} s  {share:.2f} of the whole")
    print("load average over the last minutes:", " ".join(f"{load:.1f}" for load in os.getloadavg()))


if __name__ == "__main__":
    main()
