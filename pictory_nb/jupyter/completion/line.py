"""TAB in the line of a magic: commands, options, and the values of both."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from pictory_nb.jupyter.commands import NAMES, named
from pictory_nb.jupyter.completion.offer import Offer, Offers, matching
from pictory_nb.jupyter.completion.values import Values, kind_of
from pictory_nb.jupyter.grammar import CELL, parser_of
from pictory_nb.parser import Parser

__all__ = ["in_line"]


def in_line(text: str, values: Values, *, cell: bool = False) -> Offers:
    """What can follow ``text``, which stands between the name of the magic and the cursor."""
    typed = _read(text)
    braces = typed.raw.rpartition("{{")
    if braces[1] and "}}" not in braces[2]:
        return Offers(braces[2], tuple(matching(braces[2], values.of("variables"))))
    scripts = [name for name in NAMES if named(name).takes_script]
    first = not typed.words
    if typed.words and typed.words[0] in (scripts if cell else NAMES):
        parser, words = parser_of(typed.words[0], cell=cell), typed.words[1:]
    elif cell:
        parser, words = parser_of(CELL, cell=True), typed.words
    elif first:
        return _offers(typed, (Offer(name, named(name).says, "command") for name in NAMES))
    else:
        return Offers(typed.raw)
    offers = _follow(parser, words, typed, values)
    if cell and first and not typed.value.startswith("-"):
        commands = matching(typed.value, [Offer(name, named(name).says, "command") for name in scripts])
        return Offers(offers.fragment, (*offers.words, *commands))
    return offers


@dataclass(frozen=True)
class _Typed:
    """``words`` are whole; the last stands at the cursor: as it is written (``raw``), and what that means."""

    words: list[str]
    raw: str = ""
    value: str = ""


def _read(text: str) -> _Typed:
    """The words of a line that may end in the midst of a quote."""
    begin, quote, words = 0, "", []
    for place, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign.isspace():
            if text[begin:place].strip():
                words.append(_meaning(text[begin:place]))
            begin = place + 1
    return _Typed(words, text[begin:], _meaning(text[begin:] + quote))


def _meaning(raw: str) -> str:
    try:
        return "".join(shlex.split(raw))
    except ValueError:
        return raw.strip("'\"")


def _follow(parser: Parser, words: list[str], typed: _Typed, values: Values) -> Offers:
    options = {flag: action for action in parser.actions for flag in action.option_strings}
    seen, positionals, waiting = set(), 0, None
    for word in words:
        flag, joined, _ = word.partition("=")
        if waiting:
            waiting = None
        elif flag in options:
            seen.add(options[flag].dest)
            waiting = None if joined or options[flag].nargs == 0 else options[flag]
        else:
            positionals += 1
    if waiting:
        return _offers(typed, values.of(kind_of(waiting), typed.value))
    flag, joined, begun = typed.raw.partition("=")
    if joined and flag in options:
        rest = _Typed([], begun, _meaning(begun))
        return _offers(rest, values.of(kind_of(options[flag]), rest.value))
    flags = _flags(parser, seen)
    if typed.value.startswith("-"):
        return _offers(typed, flags)
    place = _positional(parser, positionals)
    found = _offers(typed, values.of(kind_of(place), typed.value) if place else ())
    return found if typed.value or found.words else _offers(typed, flags)


def _flags(parser: Parser, seen: set[str]) -> Iterator[Offer]:
    """Each option that was not given yet, or may be given again, by its long name."""
    for action in parser.actions:
        again = isinstance(action, argparse._AppendAction)
        if action.option_strings and (again or action.dest not in seen):
            for flag in action.option_strings:
                if flag.startswith("--"):
                    yield Offer(flag, parser.explained(action), "option")


def _positional(parser: Parser, number: int) -> argparse.Action | None:
    places = [action for action in parser.actions if not action.option_strings]
    if number < len(places):
        return places[number]
    return places[-1] if places and places[-1].nargs in ("*", "+") else None


def _offers(typed: _Typed, known: Iterator[Offer] | list[Offer] | tuple[Offer, ...]) -> Offers:
    quote = typed.raw[:1] if typed.raw[:1] in ("'", '"') else ""
    words = matching(typed.value, known)
    return Offers(typed.raw, tuple(Offer(_quoted(offer.text, quote), offer.says, offer.kind) for offer in words))


def _quoted(text: str, quote: str) -> str:
    if not quote and not any(sign.isspace() or sign in "'\"\\" for sign in text):
        return text
    quote = quote or '"'
    return f"{quote}{text}{quote}" if quote not in text else shlex.quote(text)
