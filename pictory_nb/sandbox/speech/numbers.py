"""Numbers in words.

Own, because the well-kept library under a permissive licence (inflect) takes 2.7 s to import, more than it takes
to say the sentence; the other one is under the LGPL.
"""

from __future__ import annotations

import re
from itertools import pairwise

__all__ = ["cardinal", "decade", "decimal", "digits", "ordinal", "paired", "roman", "year"]

_ONE_NAMES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TEN_NAMES = "- - twenty thirty forty fifty sixty seventy eighty ninety"
_SCALE_NAMES = "- thousand million billion trillion quadrillion quintillion"
_ONES, _TENS, _SCALES = _ONE_NAMES.split(), _TEN_NAMES.split(), _SCALE_NAMES.split()
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def cardinal(number: int) -> str:
    """42 → "forty two". Numbers too long for a name are said digit by digit."""
    if number < 0:
        return "minus " + cardinal(-number)
    if number >= 1000 ** len(_SCALES):
        return digits(str(number))
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _join(_TENS[number // 10], number % 10)
    if number < 1000:
        return _join(_ONES[number // 100] + " hundred", number % 100)
    power = (len(str(number)) - 1) // 3
    head, rest = divmod(number, 1000**power)
    return _join(f"{cardinal(head)} {_SCALES[power]}", rest)


def _join(head: str, rest: int) -> str:
    return f"{head} {cardinal(rest)}" if rest else head


def digits(text: str) -> str:
    """ "007" → "zero zero seven"."""
    return " ".join(_ONES[int(digit)] for digit in text)


def decimal(whole: str, fraction: str) -> str:
    """("3", "14") → "three point one four"."""
    return f"{cardinal(int(whole or '0'))} point {digits(fraction)}"


def ordinal(number: int) -> str:
    """21 → "twenty first"."""
    *head, last = cardinal(number).split()
    if last in _ORDINALS:
        last = _ORDINALS[last]
    else:
        last = last.removesuffix("y") + "ieth" if last.endswith("y") else last + "th"
    return " ".join([*head, last])


def year(number: int) -> str:
    """1984 → "nineteen eighty four", 1905 → "nineteen oh five", 2007 → "two thousand seven", 720 → "seven twenty"."""
    century, rest = divmod(number, 100)
    if number < 100 or (century % 10 == 0 and rest < 10):
        return cardinal(number)
    if not rest:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {'oh ' if rest < 10 else ''}{cardinal(rest)}"


def decade(number: int) -> str:
    """1990 → "nineteen nineties", 80 → "eighties"."""
    *head, last = year(number).split()
    return " ".join([*head, last.removesuffix("y") + "ies" if last.endswith("y") else last + "s"])


def paired(number: int) -> str:
    """As a name of three digits is said: 747 → "seven forty seven", 305 → "three oh five", 300 → "three hundred"."""
    if not 100 < number < 1000 or number % 100 == 0:
        return cardinal(number)
    head, rest = divmod(number, 100)
    return f"{cardinal(head)} {'oh ' if rest < 10 else ''}{cardinal(rest)}"


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_ROMAN_FORM = re.compile(r"L?X{0,3}(?:IX|IV|V?I{0,3})")


def roman(text: str) -> int:
    """ "XIV" → 14, up to 89; 0 for what is no such number."""
    if not text or not _ROMAN_FORM.fullmatch(text):
        return 0
    values = [_ROMAN[letter] for letter in text]
    return sum(-one if one < following else one for one, following in pairwise([*values, 0]))
