"""What a row of the route table holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, unquote

__all__ = ["Field", "Route", "must"]


@dataclass(frozen=True)
class Field:
    """One thing that an operation may be told, in its query or its body.

    ``kind`` is ``string``, ``boolean``, ``integer``, ``number``, ``object``, or ``strings`` or ``objects`` (lists).
    ``choices`` are all the values that there are, where they are known.
    """

    name: str
    doc: str
    kind: str = "string"
    required: bool = False
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    longest: int | None = None
    """Characters of a text."""
    pattern: str = ""
    """What a text has to look like as a whole."""


def must(name: str, doc: str, kind: str = "string", **more: object) -> Field:
    """A thing that it has to be told."""
    return Field(name, doc, kind, required=True, **more)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Route:
    """One operation of the contract, §1. ``paid`` operations are never sent twice by themselves.

    What it is told stands in ``query`` and ``body``, or in the model that ``request`` names; ``answer`` names what it
    tells, with ``[]`` behind it for a list. ``verb`` is the client's method for it.
    """

    name: str
    method: str
    path: str
    doc: str
    query: tuple[Field, ...] = ()
    body: tuple[Field, ...] = ()
    request: str = ""
    answer: str = ""
    verb: str = ""
    aliases: tuple[str, ...] = ()
    paid: bool = False
    open: bool = False
    """True where no credential is needed."""
    elsewhere: bool = False
    """True where the address is one that the service named before, on whatever host."""

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def era(self) -> int:
        """The version in the path: 1 or 2, and 0 where there is none."""
        found = re.match(r"/v(\d)/", self.path)
        return int(found[1]) if found else 0

    @property
    def places(self) -> tuple[str, ...]:
        """The names of the ``{name}`` places of the path."""
        return tuple(re.findall(r"\{(\w+)\}", self.path))

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
        paths = () if self.elsewhere else (self.path, *self.aliases)
        return [
            re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path)), re.IGNORECASE) for path in paths
        ]
