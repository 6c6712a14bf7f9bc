"""The fault lab: a sandbox on a real port whose films are ready at once, and which breaks as it is told.

with Lab(tmp_path, faults) as lab:
    lab.client().render(storyboard)
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pictory_nb.client import Pictory
from pictory_nb.renderer import render
from pictory_nb.sandbox.director import Director, Maker
from pictory_nb.sandbox.faults import Fault, Faulty
from pictory_nb.sandbox.premises import Premises
from pictory_nb.sandbox.server import bind
from pictory_nb.sandbox.service import Guard, Service
from pictory_nb.sandbox.store import Record
from tests.faults.clocks import StepClock
from tests.renderer import house
from tests.results import render_result

CREDENTIAL = {"client_id": "somebody", "client_secret": "canary"}


@cache
def film() -> bytes:
    """A film of a second, really rendered, once for all tests of a process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        render(house.film(house.plain(speech=house.speech(0.5))), path)
        return path.read_bytes()


class Ready(Director):
    """Has every film ready at once: what is tried here is the way to it."""

    def accept(self, kind: str, name: str, make: Maker, **_: Any) -> Record:
        record = self._store.create(name, kind)
        (self._store.folder(record.id) / "film.mp4").write_bytes(film())
        files = {name: "film.mp4" for name in ("videoURL", "videoUrl")}
        done = replace(record, word="completed", progress=100, facts=render_result(video="", duration=1.0), files=files)
        self._store.save(done)
        return done


class Lab:
    """It does not say that it is a sandbox, so that the client is as careful as where it costs."""

    def __init__(self, folder: Path, faults: Iterable[Fault] = ()) -> None:
        self.folder = folder
        self.premises = Premises(folder / "premises")
        service = Service(self.premises, Ready(self.premises.jobs), Guard())
        self.requests: list[str] = []
        self._server, self.base_url = bind(0, self._counted(Faulty(_disguised(service), faults)))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self) -> Lab:
        self._other_ledger = os.environ.get("PICTORY_NB_LEDGER", "")
        os.environ["PICTORY_NB_LEDGER"] = str(self.folder / "ledger.sqlite")
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        os.environ["PICTORY_NB_LEDGER"] = self._other_ledger
        shutil.rmtree(self.folder / "premises", ignore_errors=True)

    def client(self) -> Pictory:
        """A client for which no time passes but what it waits."""
        return Pictory(base_url=self.base_url, clock=StepClock(), **CREDENTIAL)

    def accepted(self, name: str) -> int:
        """How many jobs of that name the service has made: what would have been charged."""
        return sum(record.name == name for record in self.premises.jobs.newest())

    def count(self, request: str) -> int:
        """How often a request came, such as ``POST /v2/video/storyboard/render``."""
        return self.requests.count(request)

    def _counted(self, app: Callable[..., Any]) -> Callable[..., Any]:
        def counting(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
            self.requests.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO'].removeprefix('/pictoryapis')}")
            return app(environ, start_response)

        return counting


def _disguised(app: Callable[..., Any]) -> Callable[..., Any]:
    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        def without_a_name(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(status, [pair for pair in headers if pair[0] != "X-Pictory-Sandbox"], *rest)

        return app(environ, without_a_name)

    return answer
