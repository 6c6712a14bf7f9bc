"""Faults on purpose: a sandbox on a port that breaks as networks and services break, so that programs can be tried.

Faulty(service, [Fault.parse("drop-after@render_storyboard")])     # also pictory-nb sandbox --fault …

A fault strikes at a place (a row of the route table, ``upload`` or ``download``; any, where none is named) as often as
it says, and then never again. Faults at the same place strike one after another.
"""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from typing import Any

from werkzeug.wrappers import Request, Response

from pictory_nb.errors import BadCommand
from pictory_nb.sandbox.answers import storage
from pictory_nb.sandbox.answers.call import as_json
from pictory_nb.sandbox.service import BASE_PATH
from pictory_nb.wire import jobs, problems, routes

__all__ = ["KINDS", "PLACES", "Fault", "Faulty"]

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

KINDS = {
    "drop-before": "the connection breaks before the request has any effect",
    "drop-after": "the request has its effect, and the connection breaks before the answer",
    "500": "it answers 500, in JSON",
    "502": "a proxy answers 502, with a page",
    "503": "a proxy answers 503, with a page; =S names a pause of S seconds",
    "429": "too many requests; =S names a pause of S seconds",
    "429-date": "too many requests; the pause of =S seconds is named by a date",
    "html": "a sign-in page comes with status 200",
    "empty": "status 200, and nothing else",
    "truncated": "the connection breaks in the middle of the answer",
    "short": "half of the answer comes, and its length says that it is all",
    "stalled": "half of the answer comes, then silence for =S seconds, then a break",
    "expired": "401: the token is not good any more",
    "vanished": "the job is not known",
    "future": "the state of the job is a word that nobody documented",
}
"""What each kind does. Where it says so a number of seconds may follow, as in ``429=2``."""
PLACES = (*(route.name for route in routes.ROUTES if not route.elsewhere), "upload", "download")
ALWAYS = -1
_PAGE = "<html><head><title>{0}</title></head><body><center><h1>{0}</h1></center><hr></body></html>"


@dataclass(frozen=True)
class Fault:
    """One fault at ``place``, ``times`` times. ``seconds`` is its pause, or how long it is silent."""

    kind: str
    place: str = ""
    seconds: float = 0.0
    times: int = 1

    def __str__(self) -> str:
        seconds = f"={self.seconds:g}" if self.seconds else ""
        times = "*always" if self.times == ALWAYS else f"*{self.times}" if self.times != 1 else ""
        return f"{self.kind}{seconds}{'@' if self.place else ''}{self.place}{times}"

    @classmethod
    def parse(cls, text: str) -> Fault:
        """``KIND[=SECONDS][@PLACE][*TIMES]``, as in ``429=2@job*3``. Raises ``BadCommand``."""
        found = re.fullmatch(r"([\w-]+)(?:=(\d+(?:\.\d+)?))?(?:@(\w+))?(?:\*(\d+|always))?", text.strip())
        if not found:
            raise BadCommand(f"{text!r} is not a fault", mend="write KIND[=SECONDS][@PLACE][*TIMES], as in 429=2@job*3")
        kind, seconds, place, times = found.groups()
        if kind not in KINDS:
            raise BadCommand(f"there is no fault {kind!r}", mend=f"there are {', '.join(KINDS)}")
        if place and place not in PLACES:
            raise BadCommand(f"there is no place {place!r} for a fault", mend=f"there are {', '.join(PLACES)}")
        count = ALWAYS if times == "always" else int(times or 1)
        return cls(kind, place or "", float(seconds or 0), count)


class Faulty:
    """A WSGI application around another; its server hands the socket on (``werkzeug.socket``), so that it can break."""

    def __init__(self, app: App, faults: Iterable[Fault] = ()) -> None:
        self._app = app
        self._left = [[fault, fault.times] for fault in faults]
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"Faulty({', '.join(str(fault) for fault, left in self._left if left)})"

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        request = Request(environ)
        fault = self._due(_place(request))
        if fault is None:
            return self._app(environ, start_response)
        if fault.kind in ("drop-before", "drop-after"):
            return self._dropped(fault, request)
        if fault.kind in _CUTS:
            return self._cut(fault, request, start_response)
        if fault.kind == "future":
            return _in_words_of_the_future(self._answered(request))(environ, start_response)
        request.get_data()  # read whole, as by a service that thought about it
        return _ANSWERS[fault.kind](fault, request)(environ, start_response)

    def _due(self, place: str) -> Fault | None:
        with self._lock:
            for entry in self._left:
                fault, left = entry
                if left and fault.place in (place, ""):
                    entry[1] -= left > 0
                    return fault
        return None

    def _answered(self, request: Request) -> Response:
        return Response.from_app(self._app, request.environ, buffered=True)

    def _dropped(self, fault: Fault, request: Request) -> Iterable[bytes]:
        if fault.kind == "drop-after":
            self._answered(request)
        else:
            request.get_data()
        _break(request)
        return ()

    def _cut(self, fault: Fault, request: Request, start_response: Callable[..., Any]) -> Iterator[bytes]:
        """Half of the true answer, in one of three ways."""
        answer = self._answered(request)
        body = answer.get_data()
        half = body[: len(body) // 2]
        length = len(half) if fault.kind == "short" else len(body)
        headers = [(name, value) for name, value in answer.headers if name.lower() != "content-length"]
        request.environ["pictory_nb.last"] = True  # the break strikes no other question
        start_response(answer.status, [*headers, ("Content-Length", str(length))])
        yield half
        if fault.kind == "short":
            return
        time.sleep(fault.seconds if fault.kind == "stalled" else 0)
        _break(request)


def _place(request: Request) -> str:
    if storage.is_file(request):
        return "upload" if request.method == "PUT" else "download"
    found = routes.find(request.method, request.path.removeprefix(BASE_PATH))
    return found[0].name if found else ""


def _break(request: Request) -> None:
    """End the connection; the server takes the error for the caller's going away."""
    line: socket.socket | None = request.environ.get("werkzeug.socket")
    if line:
        line.shutdown(socket.SHUT_RDWR)
    raise ConnectionAbortedError("a fault on purpose")


def _page(status: int, title: str) -> Callable[[Fault, Request], Response]:
    def answer(fault: Fault, _: Request) -> Response:
        return Response(_PAGE.format(title), status, _paced(fault), mimetype="text/html")

    return answer


def _busy(fault: Fault, _: Request) -> Response:
    response = as_json({"message": "Too Many Requests"}, 429)
    response.headers.extend(_paced(fault))
    return response


def _paced(fault: Fault) -> dict[str, str]:
    if not fault.seconds:
        return {}
    if fault.kind == "429-date":
        return {"Retry-After": format_datetime(datetime.now(timezone.utc) + timedelta(seconds=fault.seconds), True)}
    return {"Retry-After": f"{fault.seconds:g}"}


def _in_words_of_the_future(answer: Response) -> Response:
    """The state is told in a word that no document has."""
    body = answer.get_json(silent=True)
    if isinstance(body, dict):
        inner = body.get("data")
        for told in (body, inner):
            if isinstance(told, dict) and "status" in told:
                told["status"] = "teleporting"
        answer.set_data(as_json({**body, "success": True}).get_data())
    return answer


_CUTS = ("truncated", "short", "stalled")
_ANSWERS: dict[str, Callable[[Fault, Request], Response]] = {
    "500": lambda *_: as_json(problems.dump_problem("INTERNAL_ERROR", "Something went wrong."), 500),
    "502": _page(502, "502 Bad Gateway"),
    "503": _page(503, "503 Service Temporarily Unavailable"),
    "429": _busy,
    "429-date": _busy,
    "html": _page(200, "Sign in"),
    "empty": lambda *_: Response(status=200),
    "expired": lambda *_: as_json(problems.UNAUTHORIZED, 401),
    "vanished": lambda *_: as_json(jobs.UNKNOWN_JOB, 404),
}
