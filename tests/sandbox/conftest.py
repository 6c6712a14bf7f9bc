"""A sandbox on a real port, with a folder of its own for each test."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pictory_nb.sandbox import build
from pictory_nb.sandbox.premises import Premises
from pictory_nb.sandbox.server import bind
from pictory_nb.sandbox.service import Guard
from pictory_nb.sandbox.store import JobStore
from tests.sandbox.plain import Service


@pytest.fixture
def premises(tmp_path: Path) -> Premises:
    return Premises(tmp_path)


@pytest.fixture
def store(premises: Premises) -> JobStore:
    """The jobs of the account that most tests call with."""
    return premises.jobs.of(Guard().account("pictai_any"))


@pytest.fixture
def serve(premises: Premises) -> Iterator[Callable[..., str]]:
    """``serve(api_key="…")`` starts a sandbox on a free port and returns its base URL."""
    servers = []

    def start(**credentials: str) -> str:
        server, base_url = bind(0, build(Guard(**credentials), premises))
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return base_url

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def service(serve: Callable[..., str]) -> Service:
    """The sandbox on a port, spoken to by plain HTTP."""
    return Service(serve())
