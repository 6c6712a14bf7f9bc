"""The service's HTTP face as a WSGI application: routes, credentials, envelopes, files.

It says what it is in every answer (``X-Pictory-Sandbox``) and names its own short pace (``Retry-After``), so that a
film made on this computer is seen the moment it is done.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.utils import send_file
from werkzeug.wrappers import Request, Response

from pictory_nb.errors import BadStoryboard
from pictory_nb.sandbox.director import Director
from pictory_nb.sandbox.store import JobStore, Record, state_of
from pictory_nb.wire import jobs, problems, routes, tokens
from pictory_nb.wire.storyboards import load_storyboard

__all__ = ["BASE_PATH", "Guard", "Service"]

BASE_PATH = "/pictoryapis"
PACE = "0.15"
PAGE = 20


class Guard:
    """Who may call. Without credentials of its own it takes any, but as in the service there must be one."""

    def __init__(self, *, api_key: str = "", client_id: str = "", client_secret: str = "", door_open: bool = False):
        self._key, self._pair, self._door_open = api_key, (client_id, client_secret), door_open
        self._issued: set[str] = set()

    def token(self, client_id: str, client_secret: str) -> tokens.Token | None:
        """A fresh token for a pair that is right, or for any where none is set."""
        if not (client_id and client_secret):
            return None
        has_pair = all(self._pair)
        if not (all(map(_same, self._pair, (client_id, client_secret))) if has_pair else not self._key):
            return None
        token = tokens.Token("sandbox-" + secrets.token_urlsafe(24))
        self._issued.add(token.value)
        return token

    def admits(self, authorization: str) -> bool:
        given = tokens.bare(authorization)
        if self._door_open:
            return True
        if not (self._key or all(self._pair)):
            return bool(given)
        return given in self._issued or (bool(self._key) and _same(given, self._key))


def _same(one: str, other: str) -> bool:
    """Compared in a time that tells nothing about how much of it was right."""
    return secrets.compare_digest(one.encode(), other.encode())


class Service:
    """A WSGI application that answers the rows of ``wire.routes`` and hands out the files of finished jobs."""

    def __init__(self, store: JobStore, director: Director, guard: Guard, *, files_allowed: bool = False) -> None:
        self._store, self._director, self._guard = store, director, guard
        self._files_allowed = files_allowed
        self._answers: dict[str, Callable[..., Response]] = {
            routes.TOKEN.name: self._token,
            routes.RENDER_STORYBOARD.name: self._render,
            routes.JOBS.name: self._jobs,
            routes.JOB.name: self._job,
        }

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        request = Request(environ)
        try:
            response = self._answer(request)
        except HTTPException as error:
            response = _json(problems.dump_problem("NOT_FOUND", str(error.description)), error.code or 404)
        response.headers["X-Pictory-Sandbox"] = "a local stand-in, not the Pictory service"
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        if (request.host.partition(":")[0] if not request.host.startswith("[") else "[::1]") not in _LOOPBACK:
            return _json({"message": "Forbidden"}, 403)  # a page elsewhere may have pointed its name at this computer
        if request.path.startswith("/files/"):
            return self._file(request)
        found = routes.find(request.method, request.path.removeprefix(BASE_PATH))
        if not request.path.startswith(BASE_PATH) or found is None:
            return _json(problems.dump_problem("NOT_FOUND", f"no operation {request.method} {request.path}"), 404)
        route, values = found
        if not route.open and not self._guard.admits(request.headers.get("Authorization", "")):
            return _json(problems.UNAUTHORIZED, 401)
        return self._answers[route.name](request, **values)

    def _token(self, request: Request) -> Response:
        pair = tokens.load_request(_body(request), request.headers)
        token = self._guard.token(*pair)
        if token is None:
            return _json(problems.dump_problem("UNAUTHORIZED", "The client id or secret is wrong."), 401)
        return _json(tokens.dump_token(token))

    def _render(self, request: Request) -> Response:
        try:
            storyboard = load_storyboard(_body(request))
        except BadStoryboard as error:
            return _json(problems.dump_bad_body(error), 400)
        record = self._director.accept(storyboard, files_allowed=self._files_allowed)
        return _json(jobs.dump_accepted(record.id), pace=True)

    def _job(self, request: Request, job_id: str) -> Response:
        record = self._store.find(job_id)
        if record is None:
            return _json({"job_id": job_id, **jobs.UNKNOWN_JOB}, 404)
        state = state_of(record, self._address(request, record))
        return _json(jobs.dump_state(state), pace=record.word == "in-progress")

    def _jobs(self, request: Request) -> Response:
        begin = _opened(request.args.get("nextPageKey", ""))
        records = self._store.newest()
        states = [state_of(record, self._address(request, record)) for record in records[begin : begin + PAGE]]
        more = _sealed(begin + PAGE) if begin + PAGE < len(records) else ""
        return _json(jobs.dump_page(states, more))

    def _file(self, request: Request) -> Response:
        job_id, _, name = request.path.removeprefix("/files/").partition("/")
        record = self._store.find(job_id)
        if record is None or name not in record.files.values():
            raise NotFound("no such file")
        return send_file(self._store.folder(job_id) / name, request.environ, conditional=True, max_age=0)

    @staticmethod
    def _address(request: Request, record: Record) -> Callable[[str], str]:
        return lambda name: f"{request.host_url}files/{record.id}/{name}"


_LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "sandbox.localhost"}


def _body(request: Request) -> Any:
    try:
        return json.loads(request.get_data() or b"null")
    except ValueError:
        return None


def _json(body: Any, status: int = 200, *, pace: bool = False) -> Response:
    response = Response(json.dumps(body), status, mimetype="application/json")
    if pace:
        response.headers["Retry-After"] = PACE
    return response


def _sealed(begin: int) -> str:
    """A page key is opaque to the caller (contract §2.13)."""
    return base64.urlsafe_b64encode(json.dumps({"begin": begin}).encode()).decode()


def _opened(key: str) -> int:
    try:
        return max(0, int(json.loads(base64.urlsafe_b64decode(key.encode()))["begin"]))
    except (ValueError, TypeError, KeyError):
        return 0
