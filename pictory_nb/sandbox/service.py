"""The service's HTTP face as a WSGI application: who may call, which row of the table it is, how a refusal is told.

It says what it is in every answer (``X-Pictory-Sandbox``) and names its own short pace (``Retry-After``), so that a
film made on this computer is seen the moment it is done.
"""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from werkzeug.exceptions import HTTPException, UnsupportedMediaType
from werkzeug.wrappers import Request, Response

from pictory_nb.errors import BadArguments, BadStoryboard
from pictory_nb.sandbox.answers import HANDLERS, Call, storage
from pictory_nb.sandbox.answers.call import as_json, read_json
from pictory_nb.sandbox.director import Director
from pictory_nb.sandbox.drawer import Foreign
from pictory_nb.sandbox.premises import HOSTS, Premises
from pictory_nb.sandbox.store import SCRATCH
from pictory_nb.wire import problems, routes, tokens

__all__ = ["BASE_PATH", "Guard", "Service"]

BASE_PATH = "/pictoryapis"
LARGEST_BODY = 32 * 1024 * 1024
"""Bytes of a question: a storyboard of a thousand scenes is a hundredth of it."""


class Guard:
    """Who may call. Without credentials of its own it takes any, but as in the service there must be one."""

    def __init__(self, *, api_key: str = "", client_id: str = "", client_secret: str = "", door_open: bool = False):
        self._key, self._pair, self._door_open = api_key, (client_id, client_secret), door_open
        self._issued: dict[str, str] = {}  # whose id each token was given to

    def token(self, client_id: str, client_secret: str) -> tokens.Token | None:
        """A fresh token for a pair that is right, or for any where none is set."""
        if not (client_id and client_secret):
            return None
        has_pair = all(self._pair)
        if not (all(map(_same, self._pair, (client_id, client_secret))) if has_pair else not self._key):
            return None
        token = tokens.Token("sandbox-" + secrets.token_urlsafe(24))
        self._issued[token.value] = client_id
        return token

    @property
    def has_credential(self) -> bool:
        """Whether only those are let in who know it."""
        return bool(self._key or all(self._pair))

    def account(self, authorization: str) -> str | None:
        """Whose call it is, as a hash; empty for the user of this process, who sees all; None for nobody's."""
        if self._door_open:
            return ""
        given = tokens.bare(authorization)
        if given in self._issued:
            return _hashed(self._issued[given])
        admitted = bool(self._key) and _same(given, self._key) if self.has_credential else bool(given)
        return _hashed(given) if admitted else None


def _is_here(origin: str, public: bool) -> bool:
    """Whether it is an address of this computer. ``null``, which a page in a file calls itself, is none.

    What is ``public`` may be called by its number: it is names that somebody can turn to this computer.
    """
    try:
        host = urlsplit(origin).hostname
        return host in HOSTS or (public and bool(ipaddress.ip_address(host or "")))
    except ValueError:
        return False


def _hashed(credential: str) -> str:
    return hashlib.sha256(f"sandbox account\n{credential}".encode()).hexdigest()[:24]


def _same(one: str, other: str) -> bool:
    """Compared in a time that tells nothing about how much of it was right."""
    return secrets.compare_digest(one.encode(), other.encode())


def _found(method: str, path: str) -> tuple[routes.Route, dict[str, str]] | None:
    """The row of the table, or the one operation that is the sandbox's own."""
    if method == routes.CANCEL_JOB.method and (places := routes.CANCEL_JOB.match(path)):
        return routes.CANCEL_JOB, places
    return routes.find(method, path)


class Service:
    """A WSGI application that answers the rows of ``wire.routes`` and keeps and hands out files."""

    def __init__(
        self,
        premises: Premises,
        director: Director,
        guard: Guard,
        *,
        files_allowed: bool = False,
        public: bool = False,
        scratch: bool = False,
    ) -> None:
        self._premises, self._director, self._guard = premises, director, guard
        self._files_allowed, self._public, self._scratch = files_allowed, public, scratch

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        request = Request(environ)
        try:
            response = self._answer(request)
        except HTTPException as error:
            code = error.name.upper().replace(" ", "_")
            response = as_json(problems.dump_problem(code, str(error.description)), error.code or 404)
        response.headers["X-Pictory-Sandbox"] = "a local stand-in, not the Pictory service"
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        # A page elsewhere may have pointed its name at this computer, or ask in its own name.
        addresses = (f"//{request.host}", request.headers.get("Origin", "//localhost"))
        if not all(_is_here(address, self._public) for address in addresses):
            return as_json({"message": "Forbidden"}, 403)
        if storage.is_file(request):
            answer = storage.taken_in if request.method == "PUT" else storage.handed_out
            return answer(request, self._premises)
        request.max_content_length = LARGEST_BODY
        if request.headers.get("Content-Encoding", "identity") != "identity":
            raise UnsupportedMediaType("Bodies are read as they are: send this one uncompressed.")
        path = request.path.replace("//", "/")  # some programs' base URLs end in a slash (contract §0.1)
        found = _found(request.method, path.removeprefix(BASE_PATH))
        if not path.startswith(BASE_PATH) or found is None:
            return as_json(problems.dump_problem("NOT_FOUND", f"no operation {request.method} {request.path}"), 404)
        route, places = found
        if route is routes.TOKEN:
            return self._token(request)
        account = self._guard.account(request.headers.get("Authorization", ""))
        if account is None:
            return as_json(problems.UNAUTHORIZED, 401)
        premises, director = self._premises.of(account), self._director.of(SCRATCH if self._scratch else account)
        call = Call(request, route, places, premises, director, self._files_allowed)
        try:
            answer = HANDLERS[route.name](call)
        except (BadStoryboard, BadArguments) as error:
            return as_json(problems.dump_refusal(error, route), 400)
        except Foreign:
            return as_json({"message": "Forbidden"}, 403)
        return answer if isinstance(answer, Response) else as_json(answer)

    def _token(self, request: Request) -> Response:
        token = self._guard.token(*tokens.load_request(read_json(request), request.headers))
        if token is None:
            return as_json(problems.dump_problem("UNAUTHORIZED", "The client id or secret is wrong."), 401)
        return as_json(tokens.dump_token(token))
