"""A service on a real loopback socket that answers as it was told, faults included.

with Service() as service:
    service.on(RENDER_STORYBOARD, Drop())
    service.on(JOB, Reply(502), Reply(200, {...}))     # in this order; the last one stays
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from pictory_nb.wire import routes
from pictory_nb.wire.routes import Route

BASE_PATH = "/pictoryapis"
JOB_ID = "265a1f3c-0b6c-4d41-9d2b-2f6f1a7f0c11"


def mp4(content: bytes, brand: bytes = b"mp42") -> bytes:
    """The smallest film that a container can be: no picture, but whole."""
    return b"\x00\x00\x00\x18ftyp" + brand + bytes(12) + (len(content) + 8).to_bytes(4, "big") + b"mdat" + content


@dataclass(frozen=True)
class Reply:
    """An answer. ``body`` is JSON, text or bytes; only ``cut`` bytes of it are sent, after ``delay`` seconds."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    delay: float = 0.0


@dataclass(frozen=True)
class Drop:
    """The request is read whole, and the connection closed without a word."""


@dataclass(frozen=True)
class Seen:
    """A request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Reaction = Reply | Drop | Callable[[Seen], Reply]


class Service:
    """Reacts to each route, or path, as scripted, and remembers every request in ``seen``."""

    def __init__(self, *, listening: bool = True) -> None:
        self.seen: list[Seen] = []
        self._scripts: dict[str, deque[Reaction]] = {}
        self._server = _Server(("127.0.0.1", 0), _handler(self), bind_and_activate=False)
        self._server.server_bind()  # until it listens too, connections are refused
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self.base_url = self.origin + BASE_PATH
        self._thread: threading.Thread | None = None
        if listening:
            self.listen()

    def listen(self) -> None:
        self._server.server_activate()
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def on(self, place: Route | str, *reactions: Reaction) -> Service:
        """Script what happens at a route, or at a path such as ``/film.mp4``. The last reaction stays."""
        self._scripts[place.name if isinstance(place, Route) else place] = deque(reactions)
        return self

    def count(self, place: Route | str) -> int:
        """How often it was asked there."""
        return len(self.at(place))

    def at(self, place: Route | str) -> list[Seen]:
        name = place.name if isinstance(place, Route) else place
        return [seen for seen in list(self.seen) if _name(seen) == name]

    def react(self, seen: Seen) -> Reply | Drop:
        self.seen.append(seen)
        script = self._scripts.get(_name(seen))
        if not script:
            return Reply(404, {"code": "NOT_FOUND", "message": f"nothing is scripted for {_name(seen)}"})
        reaction = script.popleft() if len(script) > 1 else script[0]
        return reaction(seen) if callable(reaction) else reaction

    def __enter__(self) -> Service:
        return self

    def __exit__(self, *_: object) -> None:
        if self._thread:
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, *_: object) -> None:
        """A client that went away is no news here."""


def _name(seen: Seen) -> str:
    path = urlsplit(seen.path).path
    found = routes.find(seen.method, path.removeprefix(BASE_PATH)) if path.startswith(BASE_PATH) else None
    return found[0].name if found else path


def _handler(service: Service) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # headers and body are two writes, between which it would wait for 40 ms

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            reaction = service.react(Seen(self.command, self.path, dict(self.headers.items()), body))
            if isinstance(reaction, Drop):
                self._hang_up()
                return
            time.sleep(reaction.delay)
            content, kind = _spelt(reaction.body)
            self.send_response(reaction.status)
            for name, value in {"Content-Type": kind, "Content-Length": str(len(content)), **reaction.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content[: reaction.cut])
            if reaction.cut is not None:
                self._hang_up()

        do_GET = do_HEAD = do_POST = do_PUT = _answer

        def _hang_up(self) -> None:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)

        def log_message(self, *_: object) -> None:
            """The requests are in ``Service.seen``."""

    return Handler


def _spelt(body: Any) -> tuple[bytes, str]:
    if isinstance(body, bytes):
        return body, "video/mp4"
    if isinstance(body, str):
        return body.encode(), "text/html"
    return b"" if body is None else json.dumps(body).encode(), "application/json"
