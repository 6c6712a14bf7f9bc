"""What TAB offers: in the line of a magic (``line.py``), and in the script below it (``body.py``).

    values.py ── what can stand for a voice, a file, a variable …    fields.py ── what a field of the API can hold
    stock.py ── lists of the service, asked for in the background

Nothing here waits for a network. This module is imported when TAB is first pressed in a cell of ours.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pictory_nb.jupyter.completion.body import in_body
from pictory_nb.jupyter.completion.line import in_line
from pictory_nb.jupyter.completion.offer import Offer, Offers
from pictory_nb.jupyter.completion.values import Values

if TYPE_CHECKING:
    from pictory_nb.jupyter.magic import PictoryMagics

__all__ = ["offers_at"]

_LINE = re.compile(r"^\s*(?:[\w.\[\], ]+=\s*)?%pictory(?:\s(?P<line>.*))?$")
"""A line magic, perhaps with a variable that takes its value."""
_CELL = re.compile(r"^\s*%%pictory(?:\s|$)")


def offers_at(text: str, line: int, column: int, magics: PictoryMagics) -> Offers | None:
    """What can stand at ``column`` of the ``line`` (both from 0) of a cell; None where that is not our affair."""
    values = Values(magics)
    found = _found(text.split("\n"), line, column, values)
    if found:
        values.warm()
    if found and not found.words and found.fragment:
        # Nothing is known, and IPython would offer names of Python: what is typed keeps its place instead.
        return Offers(found.fragment, (Offer(found.fragment),))
    return found


def _found(lines: list[str], line: int, column: int, values: Values) -> Offers | None:
    begin = next((number for number, each in enumerate(lines) if each.strip()), 0)
    before = lines[line][:column]
    if _CELL.match(lines[begin]):
        if line > begin:
            return in_body([*lines[begin + 1 : line], before], values)
        return in_line(before.partition("%%pictory")[2].lstrip(), values, cell=True) if _CELL.match(before) else None
    if (found := _LINE.match(before)) and found["line"] is not None:
        return in_line(found["line"].lstrip(), values)
    return None
