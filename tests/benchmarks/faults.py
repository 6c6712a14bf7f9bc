"""Every fault at every place, and what the client makes of it: prints the table of docs/faults.md.

python -m tests.benchmarks.faults
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tests.faults.table import markdown, rows


def main() -> None:
    os.environ["NO_PROXY"] = "127.0.0.1"
    with tempfile.TemporaryDirectory() as folder:
        print(markdown(rows(Path(folder))))


if __name__ == "__main__":
    main()
