"""What a call costs: ``python tests/benchmarks/calls.py``, best on a machine that does nothing else.

First the sandbox: answers to GET job in a second, to 8 clients that keep their connections (goal: over 800). Then the
client: how much longer it takes than plain ``requests`` for the same question, of the same service (goal: under 5 %),
where that answers at once, and where it takes as long as one that is far away. Medians. Whoever asks for a job is told
besides what the ledger knows of it, whose file is opened for that; other questions are the bare price of a call.
"""

from __future__ import annotations

import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import requests

if TYPE_CHECKING:
    from pictory_nb import Pictory

CLIENTS, SECONDS, ROUNDS = 8, 5.0, 300
KEY = {"Authorization": "pictai_any"}
FAR = 0.08
"""Seconds until a service answers that is far away: a round trip, and a little work."""


@contextmanager
def sandbox() -> Iterator[tuple[str, str]]:
    """A sandbox in a process of its own, as people start it: its base URL, and the id of a job that is done."""
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "pictory_nb", "sandbox", "--port", "0"]
        process = subprocess.Popen(
            command, env={"PICTORY_NB_HOME": home, "PATH": ""}, stdout=subprocess.PIPE, text=True
        )
        try:
            line = next(line for line in process.stdout if "http://" in line)
            base_url = next(word for word in line.split() if word.startswith("http://")).rstrip(".,")
            yield base_url, _finished(base_url)
        finally:
            process.terminate()
            process.wait()


def _finished(base_url: str) -> str:
    """The id of a film that is done: a second of one colour."""
    scene = {"background": {"color": "#204060"}, "minimumDuration": 1}
    board = {"videoName": "Blue", "videoWidth": 320, "videoHeight": 180, "scenes": [scene]}
    answer = requests.post(f"{base_url}/v2/video/storyboard/render", json=board, headers=KEY, timeout=30)
    job_id = answer.json()["data"]["jobId"]
    while requests.get(f"{base_url}/v1/jobs/{job_id}", headers=KEY, timeout=30).json()["data"]["status"] != "completed":
        time.sleep(0.2)
    return job_id


def ask_and_ask(base_url: str, job_id: str, seconds: float, counts: object) -> None:
    """One client that keeps its connection, with as little work of its own as can be."""
    parts = urlsplit(base_url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port)
    count, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        connection.request("GET", f"{parts.path}/v1/jobs/{job_id}", headers=KEY)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200
        count += 1
    counts.put(count)


def answers_in_a_second(base_url: str, job_id: str) -> float:
    context = get_context("spawn")
    counts = context.Queue()
    clients = [
        context.Process(target=ask_and_ask, args=(base_url, job_id, SECONDS, counts), daemon=True)
        for _ in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    total = sum(counts.get(timeout=60) for _ in clients)
    for client in clients:
        client.join()
    return total / SECONDS


@contextmanager
def distant() -> Iterator[str]:
    """A service that answers every question after a while, with a job that goes on."""
    body = b'{"job_id": "265a", "success": true, "data": {"status": "in-progress", "renderProgress": 7}}'

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            time.sleep(FAR)
            head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
            self.wfile.write(head.encode() + body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/pictoryapis"
    server.shutdown()


def medians(rounds: int, *actions: Callable[[], object]) -> list[float]:
    """Milliseconds of each action, asked in turn, so that a machine that is busy for a while is busy for all."""
    times: list[list[float]] = [[] for _ in actions]
    for _ in range(rounds):
        for action, each in zip(actions, times, strict=True):
            begin = time.perf_counter()
            action()
            each.append(time.perf_counter() - begin)
    return [1000 * statistics.median(each) for each in times]


def compare(what: str, base_url: str, path: str, ask: Callable[[Pictory], object], rounds: int) -> str:
    from pictory_nb import Pictory

    session = requests.Session()
    p = Pictory(api_key="pictai_any", base_url=base_url)
    plain, ours = medians(
        rounds,
        lambda: session.get(base_url + path, headers=KEY, timeout=10).json(),
        lambda: ask(p),
    )
    more = ours - plain
    return f"{what:40} requests {plain:7.2f} ms   client {ours:7.2f} ms   {more:+.2f} ms, {100 * more / plain:+.1f} %"


def compare_all(folder: str) -> None:
    from pictory_nb import Pictory

    os.environ["PICTORY_NB_LEDGER"] = os.path.join(folder, "ledger.sqlite")
    with sandbox() as (base_url, job_id):
        print(f"sandbox, GET job, {CLIENTS} clients: {answers_in_a_second(base_url, job_id):,.0f} answers a second")
        print(compare("a sandbox here, its quota", base_url, "/v1/quota", lambda p: p.quota(), ROUNDS))
        Pictory(api_key="pictai_any", base_url=base_url).adopt(job_id)
        look = f"/v1/jobs/{job_id}"
        print(compare("a sandbox here, a job of the ledger", base_url, look, lambda p: p.job(job_id), ROUNDS))
    with distant() as base_url:
        far = f"a service {1000 * FAR:.0f} ms away, a job"
        print(compare(far, base_url, "/v1/jobs/265a", lambda p: p.job("265a"), ROUNDS // 5))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        compare_all(folder)


if __name__ == "__main__":
    main()
