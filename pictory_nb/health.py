"""What was looked at, and how it is: a table of checks, with a mend for each that is not well."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Literal

__all__ = ["Check", "Checkup"]

Mark = Literal["ok", "note", "bad"]
_SIGNS = {"ok": "✓", "note": "○", "bad": "✗"}
_COLORS = {"ok": "#1f9d55", "note": "#b7791f", "bad": "#d9363e"}
"""Each can be read on white and on black."""
_CELL = "text-align: left; vertical-align: top; padding: 2px 12px 2px 0"


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
        pill = (
            f"background: {_COLORS['ok' if self.well else 'bad']}; color: white; border-radius: 10px; padding: 2px 12px"
        )
        head = f'<div style="margin: 4px 0 8px"><strong style="{pill}">{escape(self._heading)}</strong></div>'
        return f'{head}<table class="pictory-checkup"><tbody>{"".join(map(_row, self))}</tbody></table>'


def _row(check: Check) -> str:
    """The mend stands below what it mends, so that the eye need not travel."""
    mend = f'<div style="color: {_COLORS[check.mark]}">→ {escape(check.mend)}</div>' if check.mend else ""
    sign = f'<td style="{_CELL}; color: {_COLORS[check.mark]}; font-weight: bold">{check.sign}</td>'
    said = f'<td style="{_CELL}">{escape(check.said)}{mend}</td>'
    return f'<tr>{sign}<td style="{_CELL}; white-space: nowrap"><strong>{escape(check.what)}</strong></td>{said}</tr>'
