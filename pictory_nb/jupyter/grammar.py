"""The grammar of the magic: a line and perhaps a cell become one order.

The quoting is the shell's (``--name "How rain is made"``), the options are argparse's, and whatever cannot be
understood is a ``BadCommand`` of two lines that names what was probably meant.
"""

from __future__ import annotations

import difflib
import inspect
import shlex
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pictory_nb.errors import BadCommand
from pictory_nb.jupyter.commands import NAMES, named
from pictory_nb.jupyter.options import add_script
from pictory_nb.jupyter.placeholders import fill
from pictory_nb.parser import HelpWanted, Parser

if TYPE_CHECKING:
    from pictory_nb.jupyter.here import Here

__all__ = ["CELL", "Order", "help_text", "parse", "parser_of"]

CELL = "render"
"""The command of a cell that names none."""
_HEAD = "Turn a script into a narrated, subtitled video, in this notebook."
_FOOT = """\
The body of the cell is Markdown: a paragraph is a scene, # a title card, **bold** a keyword, ![](picture.jpg) a
background. {{name}} is replaced by the value of that variable. The last job is kept in _pictory."""


@dataclass(frozen=True)
class Order:
    """What a line asks for: the name of a command, and what is ``given`` to it."""

    name: str
    given: Namespace

    def obey(self, here: Here) -> Any:
        """Do it. The result is what the magic returns."""
        return named(self.name).run(self.given, here)


def parse(line: str, cell: str | None, names: Mapping[str, Any]) -> Order:
    """The order that a magic's line (and cell) gives; ``{{name}}`` is filled in from ``names``.

    Raises ``BadCommand``, and ``BadScript`` for a ``{{name}}`` that cannot be filled in.
    """
    words = [fill(word, names) for word in _split(line)]
    try:
        return _of_line(words) if cell is None else _of_cell(words, cell, names)
    except HelpWanted as wanted:
        return _help(str(wanted))


def help_text(topic: str = "") -> str:
    """The help of one command, or of the whole magic."""
    if topic:
        return parser_of(topic).format_help()
    usages = {name: " ".join([name, *parser_of(name).positionals]) for name in NAMES}
    widest = max(map(len, usages.values()))
    lines = "\n".join(f"  %pictory {usages[name]:<{widest}}  {named(name).says}" for name in NAMES)
    too = ", ".join(f"%%pictory {name}" for name in NAMES if named(name).takes_script)
    return f"{_HEAD}\n\n{lines}\n\n{parser_of(CELL, cell=True).format_help()}\n{_FOOT}\nA cell may begin with: {too}."


@cache
def parser_of(name: str, *, cell: bool = False) -> Parser:
    """The parser of the command ``name``; with ``cell`` its script is the body. Raises ``BadCommand``."""
    if name not in NAMES:
        raise BadCommand(f"there is no command {name!r}", mend=_meant(name))
    wanted = named(name)
    begins = f"%pictory {name}" if not cell else "%%pictory" if name == CELL else f"%%pictory {name}"
    says = "Make a video of the script that the cell holds." if begins == "%%pictory" else inspect.getdoc(wanted) or ""
    parser = Parser(begins, says.replace("``", ""))
    if wanted.takes_script and not cell:
        add_script(parser, needed=wanted.needs_script)
    wanted.options(parser)
    return parser


def _of_line(words: list[str]) -> Order:
    if not words or words[0] in ("-h", "--help"):
        return _help(help_text())
    name, *rest = words
    return Order(name, parser_of(name).parse_args(rest))


def _of_cell(words: list[str], cell: str, names: Mapping[str, Any]) -> Order:
    first = words[0] if words else "-"
    if not first.startswith("-") and first not in NAMES and (close := _close(first)):
        raise BadCommand(f"there is no command {first!r}", mend=f"did you mean %%pictory {close}?")
    name, rest = (first, words[1:]) if first in NAMES else (CELL, words)
    if not named(name).takes_script:
        raise BadCommand(
            f"%%pictory: {name!r} has no place here",
            mend=f"a cell holds the script itself; for a command write %pictory {name} with one %",
        )
    given = parser_of(name, cell=True).parse_args(rest)
    given.text = fill(cell, names)
    return Order(name, given)


def _help(text: str) -> Order:
    return Order("help", Namespace(text=text))


def _split(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError as error:
        raise BadCommand(
            f"the line cannot be read: {str(error).lower()}", mend='close the quote, as in --name "How rain is made"'
        ) from None


def _meant(name: str) -> str:
    if Path(name).suffix.lower() in (".md", ".markdown", ".txt"):
        return f"write %pictory render {name}"
    if name.startswith("-"):
        return f"an option stands behind a command, as in %pictory render FILE {name}, or in %%pictory {name}"
    close = _close(name)
    return f"did you mean %pictory {close}?" if close else f"there are {', '.join(NAMES)}"


def _close(name: str) -> str:
    return next(iter(difflib.get_close_matches(name, NAMES, n=1, cutoff=0.6)), "")
