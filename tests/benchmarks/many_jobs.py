"""Two hundred jobs watched at once while a cell sleeps: threads, CPU, the questions of the busiest second, the news.

python -m tests.benchmarks.many_jobs [JOBS] [SECONDS]
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

_SERVICE = """
import json, sys, time
from collections import Counter
from pictory_nb.state import InProgress
from pictory_nb.wire.jobs import dump_accepted, dump_state
from pictory_nb.wire.routes import JOB, RENDER_STORYBOARD
from tests.faults.service import Reply, Service
began, numbers, looks = time.time(), iter(range(10**6)), Counter()
def accept(seen):
    return Reply(200, dump_accepted(f"job-{next(numbers)}"))
def tell(seen):
    looks[int(time.time())] += 1
    job_id = seen.path.rpartition("/")[2]
    return Reply(200, dump_state(InProgress(job_id, min(99, int((time.time() - began) / 3)), "Rendering")))
with Service() as service:
    service.on(RENDER_STORYBOARD, accept).on(JOB, tell)
    print(service.base_url, flush=True)
    sys.stdin.readline()
    print(json.dumps(looks), flush=True)
"""


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 60.0
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"PICTORY_NB_LEDGER": str(Path(folder) / "ledger.sqlite"), "NO_PROXY": "127.0.0.1"}
        service = subprocess.Popen(
            [sys.executable, "-c", _SERVICE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        try:
            watch(service.stdout.readline().strip(), count, seconds)
            service.stdin.write("\n")
            service.stdin.flush()
            looks = Counter(json.loads(service.stdout.readline()))
        finally:
            service.terminate()
            service.wait()
    print(f"questions: {sum(looks.values()) / len(looks):.1f} a second, {max(looks.values())} in the busiest")


def watch(base_url: str, count: int, seconds: float) -> None:
    from pictory_nb import Pictory, Scene, Storyboard

    client = Pictory("pictai_x", base_url=base_url)
    news: Counter[str] = Counter()
    jobs = [client.render(Storyboard(video_name=f"{n}", scenes=[Scene(story=f"Story {n}.")])) for n in range(count)]
    for job in jobs:
        job.on_change(lambda seen: news.update([seen.id]))
    began, cpu = time.perf_counter(), time.process_time()
    time.sleep(seconds)  # the cell
    spent, cpu = time.perf_counter() - began, time.process_time() - cpu
    pollers = [thread for thread in threading.enumerate() if thread.name == "pictory-poller"]
    print(f"{count} jobs for {spent:.0f} s: {len(pollers)} poller thread (of {threading.active_count()} threads)")
    print(f"CPU: {cpu / spent:.2%} of a core (bar: 2 %)")
    heard = [news[job.id] for job in jobs]
    print(f"news: every job was heard of {min(heard)} to {max(heard)} times")


if __name__ == "__main__":
    main()
