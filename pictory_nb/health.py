"""What was looked at, and how it is: a table of checks, with a mend for each that is not well."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pictory_nb import table

__all__ = ["Check", "Checkup"]

Mark = Literal["ok", "note", "bad"]
_SIGNS = {"ok": "✓", "note": "·", "bad": "✗"}


@dataclass(frozen=True)
class Check:
    """``what`` was looked at, and what is to be ``said`` of it.

    ``ok``: it is well. ``note``: something could be had that is not. ``bad``: something that is wanted does not work.
    ``mend`` is what to do, where there is something.
    """

    what: str
    mark: Mark
    said: str
    mend: str = ""

    @property
    def sign(self) -> str:
        return _SIGNS[self.mark]

    def __str__(self) -> str:
        told = f"{self.sign} {self.what:<20} {self.said}"
        return f"{told}\n{'':23}→ {self.mend}" if self.mend else told


class Checkup(tuple[Check, ...]):
    """The checks, in the order in which they were made."""

    __slots__ = ()

    def __new__(cls, checks: Iterable[Check] = ()) -> Checkup:
        return super().__new__(cls, checks)

    @property
    def well(self) -> bool:
        """Whether nothing is bad."""
        return not any(check.mark == "bad" for check in self)

    @property
    def _heading(self) -> str:
        bad = sum(check.mark == "bad" for check in self)
        return "All is well" if not bad else "1 thing is not well" if bad == 1 else f"{bad} things are not well"

    def __repr__(self) -> str:
        return "\n".join([*map(str, self), "", self._heading])

    def _repr_html_(self) -> str:
        return table.html(self._heading, ("sign", "what", "said", "mend"), self)
