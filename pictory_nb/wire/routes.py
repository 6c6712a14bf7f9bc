"""The route table: one row per operation, from which a URL is built (client) and recognised (sandbox)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, unquote

__all__ = ["JOB", "JOBS", "RENDER_STORYBOARD", "ROUTES", "TOKEN", "Route", "find"]


@dataclass(frozen=True)
class Route:
    """One operation of the contract, §1. ``paid`` operations are never sent twice by themselves."""

    name: str
    method: str
    path: str
    doc: str
    aliases: tuple[str, ...] = ()
    paid: bool = False
    open: bool = False
    """True where no credential is needed."""

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    def build(self, **parameters: str) -> str:
        """The path below the base URL, with ``{name}`` places filled in and quoted."""
        return self.path.format(**{name: quote(str(value), safe="") for name, value in parameters.items()})

    def fill(self, **parameters: str) -> str:
        """``GET /v1/jobs/265a…``, to speak of one call."""
        return f"{self.method} {self.build(**parameters)}"

    def match(self, path: str) -> dict[str, str] | None:
        """The values at the ``{name}`` places of ``path``, or None where this is not the route."""
        for pattern in self._patterns:
            if found := pattern.fullmatch(path):
                return {name: unquote(value) for name, value in found.groupdict().items()}
        return None

    @cached_property
    def _patterns(self) -> list[re.Pattern[str]]:
        # Case does not matter: two spellings of generateUrl are in use (contract §1.2).
        return [
            re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path)), re.IGNORECASE)
            for path in (self.path, *self.aliases)
        ]


TOKEN = Route(
    "token",
    "POST",
    "/v1/oauth2/token",
    "Exchange a client id and secret for an access token of one hour.",
    open=True,
)
RENDER_STORYBOARD = Route(
    "render_storyboard",
    "POST",
    "/v2/video/storyboard/render",
    "Turn a storyboard into a rendered video, in one job.",
    paid=True,
)
JOB = Route("job", "GET", "/v1/jobs/{job_id}", "The state of a job, and its result.", aliases=("/v1/job/{job_id}",))
JOBS = Route("jobs", "GET", "/v1/jobs", "The account's jobs, newest first, a page at a time.")

ROUTES: tuple[Route, ...] = (TOKEN, RENDER_STORYBOARD, JOBS, JOB)


def find(method: str, path: str) -> tuple[Route, dict[str, str]] | None:
    """The row that answers ``method path``, with the values of its places; None where there is none."""
    for route in ROUTES:
        if route.method == method and (values := route.match(path)) is not None:
            return route, values
    return None
