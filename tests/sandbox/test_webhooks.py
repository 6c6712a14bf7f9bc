"""Who asks to be called is called, on this computer alone."""

from __future__ import annotations

import http.server
import json
import queue
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from werkzeug.test import Client

from pictory_nb.sandbox.answers.call import Call
from pictory_nb.sandbox.director import Director
from pictory_nb.sandbox.premises import Premises
from pictory_nb.sandbox.service import BASE_PATH, Guard, Service
from pictory_nb.sandbox.webhooks import is_called
from pictory_nb.wire import routes
from tests.sandbox.test_service import KEY, STORY, finished


class Listener:
    """A program on this computer that waits to be called."""

    def __init__(self) -> None:
        calls: queue.Queue[dict[str, Any]] = queue.Queue()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                calls.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None: ...

        self.calls = calls
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/done"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.server.shutdown()
    listener.server.server_close()


def submitted(base_url: str, **more: Any) -> str:
    answer = requests.post(f"{base_url}/v2/video/storyboard/render", json={**STORY, **more}, headers=KEY, timeout=10)
    return answer.json()["data"]["jobId"]


def test_who_asked_is_called_with_what_a_look_up_would_tell(serve: Callable[..., str], listener: Listener) -> None:
    """One POST, the body of GET job, and the caller's own input beside it (§4.5)."""
    base_url = serve()
    job_id = submitted(base_url, webhook=listener.url, webhookInput={"row": 7})
    told = listener.calls.get(timeout=60)
    assert told.pop("webhookInput") == {"row": 7}
    assert told == finished(base_url, job_id)
    assert not any("webhook" in note for note in told["data"]["sandboxNotes"])


def test_a_failure_is_told_too(serve: Callable[..., str], listener: Listener) -> None:
    """With ``success: false``, as real receivers expect."""
    scene = {"story": "Hi.", "background": {"visualUrl": "http://127.0.0.1:9/none.jpg"}}
    job_id = submitted(serve(), webhook=listener.url, scenes=[scene])
    told = listener.calls.get(timeout=60)
    assert (told["job_id"], told["success"], told["data"]["status"]) == (job_id, False, "failed")
    assert "127.0.0.1:9/none.jpg" in told["data"]["error_message"]


def test_nobody_elsewhere_is_called_and_the_job_says_so(serve: Callable[..., str]) -> None:
    """What is made here stays here."""
    base_url = serve()
    data = finished(base_url, submitted(base_url, webhook="https://hooks.example/done"))["data"]
    assert any("outside of this computer" in note for note in data["sandboxNotes"])


@pytest.mark.parametrize(
    ("url", "called"),
    [
        ("http://localhost:1/x", True),
        ("http://[::1]:1/x", True),
        ("http://127.0.0.1.evil.example/", False),
        ("http://localhost@evil.example/", False),
        ("file:///etc/passwd", False),
        ("http://[", False),
    ],
)
def test_only_an_address_of_this_computer_is_called(url: str, called: bool) -> None:
    """However it is dressed up."""
    assert is_called(url) is called


def test_a_caller_from_elsewhere_reaches_no_port_of_this_computer(premises: Premises) -> None:
    """Where the sandbox lets other computers in, their webhooks are not its errands."""
    caller = Client(Service(premises, Director(premises.jobs), Guard(door_open=True), public=True))
    for address, called in (("127.0.0.1", True), ("::1", True), ("192.0.2.7", False)):
        with caller.open(BASE_PATH, base_url="http://127.0.0.1/", environ_overrides={"REMOTE_ADDR": address}) as answer:
            call = Call(answer.request, routes.QUOTA, {}, premises, Director(premises.jobs), files_allowed=False)
        assert (call.webhook("http://127.0.0.1:9/x") is not None) is called
