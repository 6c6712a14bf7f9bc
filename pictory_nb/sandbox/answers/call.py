"""One question that was put to the sandbox, and the answers that are not simply JSON."""

from __future__ import annotations

import base64
import ipaddress
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from werkzeug.wrappers import Request, Response

from pictory_nb.sandbox.director import Director
from pictory_nb.sandbox.premises import Premises
from pictory_nb.sandbox.webhooks import Webhook
from pictory_nb.wire.arguments import load_arguments
from pictory_nb.wire.routes import Route

__all__ = ["Call", "Handler", "as_json", "opened", "read_json", "sealed"]

PACE = "0.15"
"""Seconds after which it is worth asking for a job again."""


@dataclass(frozen=True)
class Call:
    """``places`` are the values in the path. What the route is told is checked when it is first looked at."""

    request: Request
    route: Route
    places: Mapping[str, str]
    premises: Premises
    director: Director
    files_allowed: bool

    @property
    def origin(self) -> str:
        """Where the caller sees this sandbox: ``http://127.0.0.1:8765/``."""
        return self.request.host_url

    def webhook(self, url: str | None, more: Mapping[str, Any] | None = None) -> Webhook | None:
        """Whom to call when the job has come to its end; ``more`` is the ``webhookInput`` of a v2 body (§4.5)."""
        if not url or not _is_here(self.request.remote_addr):
            return None  # a caller from elsewhere has no business on this computer's own ports
        return Webhook(url, self.origin, {"webhookInput": dict(more)} if more else {})

    @cached_property
    def query(self) -> dict[str, Any]:
        """What stands in the query. Raises ``BadArguments``."""
        return load_arguments(self.route.query, {name: value for name, value in self.request.args.items() if value})

    @cached_property
    def body(self) -> dict[str, Any]:
        """What stands in the body. Raises ``BadArguments``."""
        return load_arguments(self.route.body, self.json if self.request.content_length else {})

    @cached_property
    def json(self) -> Any:
        """The body as it came; None where it is no JSON."""
        return read_json(self.request)


def _is_here(address: str | None) -> bool:
    """Whether the caller is this process, or another of this computer."""
    try:
        return address is None or ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


Handler = Callable[[Call], Any]
"""Answers with what becomes JSON, or with a response of its own."""


def read_json(request: Request) -> Any:
    try:
        return json.loads(request.get_data() or b"null")
    except (ValueError, RecursionError):
        return None


def as_json(body: Any, status: int = 200, *, pace: bool = False) -> Response:
    response = Response(json.dumps(body), status, mimetype="application/json")
    if pace:
        response.headers["Retry-After"] = PACE
    return response


def sealed(place: int) -> str:
    """A page key is opaque to the caller (contract §2.13)."""
    return base64.urlsafe_b64encode(json.dumps({"place": place}).encode()).decode()


def opened(key: str) -> int:
    try:
        return max(0, int(json.loads(base64.urlsafe_b64decode(key.encode()))["place"]))
    except (ValueError, TypeError, KeyError):
        return 0
