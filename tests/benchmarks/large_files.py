"""A film of 2 GB on its way, both ways: memory and speed, beside curl in the same run.

python -m tests.benchmarks.large_files [MEGABYTES] [ROUNDS]

An upload is a file's first: its SHA-256 is taken on the way, and it is written down. Where there is memory for it the
files lie there: a disk would be measured otherwise, and not the way to it. The first round is for warming up, since a
virtual machine gives memory slowly the first time; in the others the two take turns at who begins.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

_SERVER = """
import sys
from pathlib import Path
from pictory_nb.sandbox import build
from pictory_nb.sandbox.premises import Premises
from pictory_nb.sandbox.server import bind
from pictory_nb.sandbox.service import Guard
server, base_url = bind(0, build(Guard(), Premises(Path(sys.argv[1]))))
print(base_url, flush=True)
server.serve_forever()
"""
_CLIENT = """
import resource, sys, time
from pathlib import Path
from pictory_nb import Pictory, download
verb, base_url, place, to = sys.argv[1:]
client = Pictory("pictai_x", base_url=base_url)
list(client.jobs())
before, began, cpu = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter(), time.process_time()
if verb == "download":
    download.fetch(client._transport.session, place, Path(to), overwrite=True)
else:
    client.upload(place)
spent, cpu = time.perf_counter() - began, time.process_time() - cpu
print(spent, cpu, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def film(path: Path, megabytes: int) -> None:
    """Noise in the container of a film."""
    size = megabytes * 1_000_000
    with path.open("wb") as file:
        file.write(
            b"\0\0\0\x18ftypmp42" + bytes(12) + (1).to_bytes(4, "big") + b"mdat" + (size + 16).to_bytes(8, "big")
        )
        block = os.urandom(1_000_000)
        for _ in range(megabytes):
            file.write(block)


def _roomy(megabytes: int) -> Path:
    memory = Path("/dev/shm")
    room = memory.is_dir() and shutil.disk_usage(memory).free > 4_000_000 * megabytes
    return memory if room else Path.cwd()


def ours(verb: str, base_url: str, place: str, to: Path, home: Path) -> tuple[float, float, float]:
    """Seconds, CPU seconds, and MB that the process grew by."""
    env = {**os.environ, "PICTORY_NB_LEDGER": str(home / f"{time.time_ns()}.sqlite"), "NO_PROXY": "127.0.0.1"}
    run = subprocess.run(
        [sys.executable, "-c", _CLIENT, verb, base_url, place, str(to)],
        capture_output=True, text=True, check=True, env=env,
    )  # fmt: skip
    return tuple(map(float, run.stdout.split()))  # type: ignore[return-value]


def curl(*arguments: str) -> float:
    began = time.perf_counter()
    subprocess.run(["curl", "--silent", "--fail", "--noproxy", "*", *arguments], check=True)
    return time.perf_counter() - began


def signed(base_url: str) -> str:
    import requests

    body = {"fileName": "film.mp4", "contentType": "video/mp4"}
    answer = requests.post(
        f"{base_url}/v1/media/generateUrl", json=body, headers={"Authorization": "pictai_x"}, timeout=9
    )
    return answer.json()["data"]["signedUrl"]


Run = tuple[float, ...]


def one_round(base_url: str, home: Path, source: Path, to: Path, *, curl_first: bool) -> dict[str, Run]:
    """What each of the four ways took, first the two up, then the two down."""
    uploads, kind = home / "premises" / "uploads", "Content-Type: video/mp4"

    def place() -> str:
        (kept,) = uploads.glob("*/film.mp4")
        return f"{base_url.removesuffix('/pictoryapis')}/sandbox/uploads/{kept.parent.name}/film.mp4"

    ways: dict[str, Callable[[], Run]] = {
        "curl upload": lambda: (curl("-T", str(source), "-H", kind, "-o", os.devnull, signed(base_url)),),
        "upload": lambda: ours("upload", base_url, str(source), to, home),
        "curl download": lambda: (curl("-o", str(to), place()),),
        "download": lambda: ours("download", base_url, place(), to, home),
    }
    took = {}
    for verb in ("upload", "download"):
        for way in (f"curl {verb}", verb) if curl_first else (verb, f"curl {verb}"):
            if verb == "upload":
                shutil.rmtree(uploads, ignore_errors=True)
            to.unlink(missing_ok=True)
            took[way] = ways[way]()
    return took


def main() -> None:
    if not shutil.which("curl"):
        raise SystemExit("this compares with curl, which is not installed")
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory(dir=_roomy(megabytes)) as folder:
        home = Path(folder)
        source, to = home / "film.mp4", home / "arrived.mp4"
        film(source, megabytes)
        server = subprocess.Popen(
            [sys.executable, "-c", _SERVER, str(home / "premises")], stdout=subprocess.PIPE, text=True
        )
        try:
            base_url = server.stdout.readline().strip()
            rows = [one_round(base_url, home, source, to, curl_first=number % 2 == 0) for number in range(rounds + 1)]
        finally:
            server.terminate()
            server.wait()
    for verb in ("upload", "download"):
        mine, theirs = [row[verb] for row in rows[1:]], [row[f"curl {verb}"][0] for row in rows[1:]]
        seconds, grown = statistics.median(run[0] for run in mine), max(run[2] for run in mine)
        ratios = [other / run[0] for run, other in zip(mine, theirs, strict=True)]
        print(
            f"{verb:8} {megabytes} MB in {seconds:4.1f} s ({megabytes / seconds:5.0f} MB/s), "
            f"{statistics.median(ratios):4.0%} of curl's speed ({min(ratios):.0%} to {max(ratios):.0%}; bar: 90 %), "
            f"grew by {grown:4.1f} MB (bar: 64 MB)"
        )


if __name__ == "__main__":
    main()
