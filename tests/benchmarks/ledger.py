"""How long the ledger keeps a render waiting, beside plain commits of SQLite on the same disk, and its import.

python tests/benchmarks/ledger.py
"""

from __future__ import annotations

import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pictory_nb.ledger import RUNNING, Ledger

ROUNDS = 200
_IMPORT = """
import sys, time
import pictory_nb.transport, pictory_nb.state
from IPython.core.interactiveshell import InteractiveShell
InteractiveShell.instance()  # keeps its history in SQLite, too
before, began = len(sys.modules), time.process_time()
import pictory_nb.ledger, pictory_nb.cashier, pictory_nb.budget
print((time.process_time() - began) * 1000, len(sys.modules) - before)
"""


def timed(work: Callable[[int], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """Median and 95th percentile, in milliseconds."""
    spent = []
    for number in range(rounds):
        began = time.perf_counter()
        work(number)
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent), statistics.quantiles(spent, n=20)[-1]


def plain_commit(path: Path) -> Callable[[int], object]:
    """A row into a file that is open already: what any use of SQLite costs that is safe on the disk."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("CREATE TABLE t (a, b)")
    return lambda number: db.execute("INSERT INTO t VALUES (?, 'a row')", (number,))


def main() -> None:
    with tempfile.TemporaryDirectory(dir=Path.home()) as folder:
        ledger, entries = Ledger(Path(folder) / "ledger.sqlite"), []

        def claim(number: int) -> None:
            entries.append(ledger.claim("account", str(number), kind="render").entry)

        def settle(number: int) -> None:
            ledger.settle(entries[number].client_ref, RUNNING, job_id=f"job-{number}")

        rows = [
            ("a plain commit of SQLite", plain_commit(Path(folder) / "plain.sqlite")),
            ("claim: write a submit down", claim),
            ("settle: write its job down", settle),
            ("find a job", lambda number: ledger.find("account", f"job-{number}")),
        ]
        print(f"{'':<32}{'median ms':>10}{'p95 ms':>10}")
        for name, work in rows:
            median, high = timed(work)
            print(f"{name:<32}{median:>10.2f}{high:>10.2f}")
    imports = [subprocess.check_output([sys.executable, "-c", _IMPORT], text=True).split() for _ in range(5)]
    print(f"{'import in a kernel, CPU':<32}{statistics.median(float(spent) for spent, _ in imports):>10.1f}", end="")
    print(f"{'':>10}  ({imports[0][1]} modules)")


if __name__ == "__main__":
    main()
