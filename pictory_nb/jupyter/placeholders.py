"""``{{name}}`` in a script stands for the value of that variable; nothing else is special: not ``{x}``, not ``$x``."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Any

from pictory_nb.errors import BadScript

__all__ = ["fill"]

_PLACE = re.compile(r"(?P<escape>\\?)\{\{(?P<inner>[^{}\n]*)\}\}")


def fill(text: str, names: Mapping[str, Any]) -> str:
    r"""``text`` with every ``{{name}}`` replaced by ``str(names["name"])``; ``\{{name}}`` stays, without the backslash.

    Raises ``BadScript`` for a name that is not there, and for anything else between the braces.
    """

    def value(found: re.Match[str]) -> str:
        name = found["inner"].strip()
        if found["escape"] or not name:
            return found[0].removeprefix("\\")
        line = text.count("\n", 0, found.start()) + 1
        if not name.isidentifier():
            raise BadScript(
                f"{found[0]} is not the name of a variable",
                line=line,
                mend=rf"put the value into a variable first, or write \{found[0]} to have it said as it is",
            )
        if name not in names:
            raise BadScript(f"there is no variable {name!r}", line=line, mend=_candidates(name, names, found[0]))
        return str(names[name])

    return _PLACE.sub(value, text)


def _candidates(name: str, names: Mapping[str, Any], place: str) -> str:
    visible = [other for other in names if not other.startswith("_")]
    if close := difflib.get_close_matches(name, visible, n=3, cutoff=0.5):
        return f"did you mean {' or '.join(repr(other) for other in close)}?"
    return rf"set {name} in a cell above, or write \{place} to have it said as it is"
