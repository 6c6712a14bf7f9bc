"""The module that the browser loads: the files of ``js/`` joined, without what only people read.

anywidget takes one ES module. There is no build step: when the first composer is made the files are joined in the
order in which they know one another. Comments, types and the blanks around signs are left out on the way, since every
notebook that keeps the state of widgets keeps the module too.

The list of scenes comes first and alone (``first_half``); the panel, the pickers and the dialogs follow over the
composer's own channel (``second_half``), and are kept nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

__all__ = ["FIRST", "SECOND", "first_half", "second_half", "squeezed"]

FOLDER = Path(__file__).parent / "js"
FIRST = ("../../page", "text", "board", "dom", "setting", "still", "shelf", "card", "keys", "view", "main")
SECOND = ("moving", "between", "fields", "transfer", "picker", "doing", "placing", "letters", "elements", "panel")

_IMPORT = re.compile(r"^import .* from \"[./]+/\w+\.js\";\n", re.MULTILINE)
_EXPORTED = re.compile(r"^export (?:async )?(?:function|const|class) (\w+)", re.MULTILINE)

_TOKEN = re.compile(
    r"""
    (?P<comment>/\*.*?\*/ | //[^\n]*)
    | (?P<text>"(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*')
    | (?P<template>`(?:\\.|\$\{(?:[^{}`]|\{[^{}`]*\}|`(?:\\.|[^`\\])*`)*\}|[^`\\])*`)
    | (?P<pattern>(?<=[(,=:\[!&|?{};>])\ ?/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*)
    | (?P<blank>\s+)
    | (?P<word>[\w$#]+)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)


@cache
def first_half() -> str:
    """An ES module with anywidget's ``render``, and ``core``: all that it exports, for the second half."""
    source = _sources(FIRST)
    return squeezed(f"{source}\nexport const core = {{ {', '.join(_EXPORTED.findall(source))} }};")


@cache
def second_half() -> str:
    """An ES module whose default is a function of ``core``, with all that its files export."""
    source = _sources(SECOND)
    known, ours = _EXPORTED.findall(_sources(FIRST)), _EXPORTED.findall(source)
    inside = re.sub(r"^export ", "", source, flags=re.MULTILINE)
    head = f"export default (core) => {{ const {{ {', '.join(known)} }} = core;"
    return squeezed(f"{head}\n{inside}\nreturn {{ {', '.join(ours)} }}; }};")


def _sources(names: Iterable[str]) -> str:
    return "\n".join(_IMPORT.sub("", (FOLDER / f"{name}.js").read_text("utf-8")) for name in names)


def squeezed(source: str) -> str:
    """The same program without comments, and with only the blanks that it needs."""
    parts: list[str] = []
    blank = ""
    for token in _TOKEN.finditer(source):
        kind, text = token.lastgroup, token[0]
        if kind == "comment":
            continue
        if kind == "blank":
            blank = "\n" if "\n" in text or blank == "\n" else " "
            continue
        if blank and parts and (gap := _between(parts[-1], blank, text)):
            parts.append(gap)
        blank = ""
        if text == "}" and parts[-1:] == [";"]:
            parts.pop()  # a block ends its last statement too; no loop here has an empty body
        parts.append(text.strip() if kind == "pattern" else text)
    return "".join(parts) + "\n"


def _between(before: str, blank: str, after: str) -> str:
    """What is left of the blank between two tokens."""
    if blank == "\n":
        return "" if before[-1:] in tuple("{,;([") or after[0] in ")]},." else "\n"
    if before[-1:].isalnum() or before[-1:] in ("_", "$"):
        return " " if after[0].isalnum() or after[0] in "_$#" else ""
    return " " if before[-1:] + after[0] in ("++", "--", "+-", "-+") else ""
