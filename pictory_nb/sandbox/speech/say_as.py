"""``say-as`` of SSML: a text is read as what it is said to be, whatever it looks like (contract §3.16)."""

from __future__ import annotations

import re

from pictory_nb.sandbox.speech.numbers import cardinal, digits, ordinal, year
from pictory_nb.sandbox.speech.symbols import LETTERS, MONTHS, SYMBOLS

__all__ = ["said_as"]


def said_as(text: str, kind: str, form: str = "", *, british: bool = False) -> str:
    """What is read for ``text``. ``kind`` is a value of ``ssml.KINDS``; ``form`` is the order of a date ("dmy").

    What is no number or no date is read as it stands, as a person would who is handed a wrong card.
    """
    core = text.rstrip(".,;:!?")
    reader = _READERS.get(kind)
    if kind == "date":
        said = _date(core, form or ("dmy" if british else "mdy"))
    else:
        said = reader(core, british) if reader else ""
    return (said or core) + text[len(core) :]


def _characters(text: str, british: bool) -> str:
    return ", ".join(filter(None, (_character(sign.lower(), british) for sign in text)))


def _character(sign: str, british: bool) -> str:
    if sign in LETTERS:
        return "zed" if british and sign == "z" else LETTERS[sign]
    return digits(sign) if sign in "0123456789" else SYMBOLS.get(sign) or {".": "dot", "-": "dash"}.get(sign, "")


def _whole(text: str) -> int | None:
    bare = re.sub(r"[,\s]", "", text)
    return int(bare) if re.fullmatch(r"[-+]?\d{1,24}", bare) else None


def _cardinal(text: str, _: bool) -> str:
    number = _whole(text)
    return "" if number is None else cardinal(number)


def _ordinal(text: str, _: bool) -> str:
    number = _whole(re.sub(r"(?:st|nd|rd|th)$", "", text.lower()))
    return "" if number is None or number < 0 else ordinal(number)


def _digits(text: str, _: bool) -> str:
    return digits("".join(sign for sign in text if sign in "0123456789"))


def _telephone(text: str, _: bool) -> str:
    """Digit by digit, with a breath between the groups: 555-0134."""
    groups = [digits(group) for group in re.findall(r"[0-9]+", text)]
    return ("plus " if text.strip().startswith("+") else "") + ", ".join(groups) if groups else ""


def _fraction(text: str, _: bool) -> str:
    """2/9, 1 1/2, 1+1/2."""
    found = re.fullmatch(r"\s*(?:(\d{1,9})(?:\s*\+\s*|\s+))?(\d{1,6})\s*/\s*(\d{1,6})\s*", text)
    if not found or int(found[3]) == 0:
        return ""
    top, bottom = int(found[2]), int(found[3])
    part = {1: "whole", 2: "half", 4: "quarter"}.get(bottom) or ordinal(bottom)
    if top != 1:
        part = "halves" if part == "half" else part + "s"
    head = f"{cardinal(int(found[1]))} and " if found[1] else ""
    return f"{head}{'a' if found[1] and top == 1 else cardinal(top)} {part}"


def _time(text: str, _: bool) -> str:
    """A length of time as 1'21\", or a time of day, which is read as in any sentence."""
    found = re.fullmatch(r"(\d{1,3})'(?:(\d{1,2})(?:\"|'')?)?", text.strip())
    if not found:
        return ""
    minutes, seconds = int(found[1]), int(found[2] or 0)
    said = f"{cardinal(minutes)} minute{'s' * (minutes != 1)}"
    return f"{said} and {cardinal(seconds)} second{'s' * (seconds != 1)}" if seconds else said


def _date(text: str, form: str) -> str:
    order = "".join(dict.fromkeys(sign for sign in form.lower() if sign in "ymd"))
    parts = [part for part in re.split(r"[^0-9]+", text) if part]
    if len(parts) == 1 and len(parts[0]) == 8 and order == "ymd":
        parts = [parts[0][:4], parts[0][4:6], parts[0][6:]]
    if not order or len(parts) != len(order):
        return ""
    told = dict(zip(order, map(int, parts), strict=True))
    if not (1 <= told.get("m", 1) <= 12 and 1 <= told.get("d", 1) <= 31 and told.get("y", 1) < 10_000):
        return ""
    years = told.get("y")
    if years is not None and years < 100:
        years += 2000 if years < 50 else 1900
    said = [list(dict.fromkeys(MONTHS.values()))[told["m"] - 1]] if "m" in told else []
    said += [ordinal(told["d"])] if "d" in told else []
    said += [year(years)] if years is not None else []
    return " ".join(said)


_READERS = {
    "characters": _characters, "cardinal": _cardinal, "ordinal": _ordinal, "digits": _digits, "telephone": _telephone,
    "fraction": _fraction, "time": _time,
}  # fmt: skip
"""Units, currencies and addresses are read as in any sentence."""
