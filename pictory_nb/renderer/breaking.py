"""Words set in lines that are balanced, in the direction of their script."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pictory_nb.renderer.fonts import reads_right_to_left
from pictory_nb.renderer.lettering import Typesetter

_ENDS = tuple(".!?…:;,。！？、，؟।")
_OPENING = frozenset("「『（［｛〈《【〔“‘([{")
_CLOSING = frozenset("」』）］｝〉》】〕”’)]}。、，．！？：；…‥ー々ゝゞぁぃぅぇぉっゃゅょァィゥェォッャュョ.,!?:;%％")
_EASY, _HARD = -0.06, 1.0
"""What it costs to end a line after punctuation, and within a number. Breaks elsewhere cost nothing."""
_TIED = re.compile(
    r"(?<![0-9])[0-9]{1,3} [0-9]{3}(?![0-9])"
    r"|[0-9] (?:[%‰°€$£]"
    r"|(?:[kcm]?m[²³]?|[km]?g|t|m?l|m?s|h|min|[kMGT]?(?:W|Wh|B|V|Hz)|EUR|USD|[ap]\.?m|[mb]illion)(?![a-zA-Z]))"
)
"""Two words that are one number, or a number and its unit."""


@dataclass(frozen=True)
class Line:
    """Indices of the words of a line, in reading order."""

    words: tuple[int, ...]
    width: float


def lines_of(
    words: Sequence[str],
    setter: Typesetter,
    limit: float,
    *,
    least_gap: float = 0.0,
    glued: Sequence[bool] | None = None,
) -> list[Line]:
    """Break ``words`` into the fewest lines of at most ``limit`` pixels, as even as possible.

    Breaks after punctuation are preferred; a number is not broken, and no line is left with one short word, where
    that can be avoided. Words stand a space or ``least_gap`` (in em) apart, but for those that are ``glued`` to the
    one before. Lines are broken by the widths that the letters were designed with, so that they are the same in every
    size and on a page.
    """
    costs = tuple(_HARD * tied(words, n) or _EASY * word.endswith(_ENDS) for n, word in enumerate(words, 1))
    fair = tuple(setter.fair(word) for word in words)
    fair_gaps = gaps_of(words, max(setter.fair_space, least_gap * setter.size), glued)
    gaps = gaps_of(words, max(setter.space, least_gap * setter.size), glued)
    widths = tuple(setter.width(word) for word in words)
    return [
        Line(tuple(range(first, last)), _width(widths, first, last, gaps))
        for first, last in _broken(fair, costs, fair_gaps, limit)
    ]


def tied(words: Sequence[str], at: int) -> bool:
    """Whether the word of that index belongs to the one before it, as in 1 000, 3.5 % and 10 km."""
    return 0 < at < len(words) and bool(_TIED.search(f"{words[at - 1]} {words[at]}"))


def gaps_of(words: Sequence[str], gap: float, glued: Sequence[bool] | None) -> tuple[float, ...]:
    """The pixels before each word when another stands before it in the same line."""
    return tuple(0.0 if joined else gap for joined in glued) if glued else (gap,) * len(words)


@lru_cache(maxsize=512)
def _broken(
    widths: tuple[float, ...], costs: tuple[float, ...], gaps: tuple[float, ...], limit: float
) -> list[tuple[int, int]]:
    count = len(widths)
    if not count:
        return []
    lines = line_count(widths, gaps, limit)
    ideal = min((sum(widths) + sum(gaps[1:]) * (count - lines) / max(count - 1, 1)) / lines, limit)
    # best[k][n]: the least cost of the first n words in k lines, and where the last of these lines begins.
    best = [{0: (0.0, 0)}]
    for k in range(1, lines + 1):
        row: dict[int, tuple[float, int]] = {}
        for first, (cost, _) in best[-1].items():
            width = 0.0
            for last in range(first, count):
                width += widths[last] + (gaps[last] if last > first else 0.0)
                if width > limit and last > first:
                    break
                here = cost + ((width - ideal) / limit) ** 2 + (0.05 if last == first else 0.0)
                if k < lines:
                    here += costs[last]
                if here < row.get(last + 1, (math.inf, 0))[0]:
                    row[last + 1] = (here, first)
        best.append(row)
    breaks, at = [], count
    for k in range(lines, 0, -1):
        first = best[k][at][1]
        breaks.append((first, at))
        at = first
    return breaks[::-1]


def line_count(widths: Sequence[float], gaps: Sequence[float], limit: float) -> int:
    """How many lines a simple left-to-right filling needs; that is also the least possible."""
    lines, room = 0, -1.0
    for width, gap in zip(widths, gaps, strict=True):
        if width + gap > room:
            lines, room = lines + 1, limit - width
        else:
            room -= width + gap
    return lines


def _width(widths: Sequence[float], first: int, last: int, gaps: Sequence[float]) -> float:
    return sum(widths[first:last]) + sum(gaps[first + 1 : last])


def broken_up(word: str, setter: Typesetter, limit: float) -> list[str]:
    """A word wider than a line in pieces that fit, such as a URL, or a sentence of a script without spaces."""
    if setter.fair(word) <= limit:
        return [word]
    pieces, piece = [], ""
    for character in word:
        if piece and setter.fair(piece + character) > limit:
            pieces.append(piece)
            piece = ""
        piece += character
    return [*pieces, piece]


def parts_of(word: str) -> list[str]:
    """The parts of a word between which a line may end: the letters of scripts that set no spaces, else the word.

    Marks stay with the letter before them, closing signs with what they close, opening signs with what they open.
    """
    parts: list[str] = []
    opening = ""
    for character in word:
        joins = bool(parts) and not opening and not (_is_wide(character) or _is_wide(parts[-1][-1]))
        if parts and not opening and (joins or _clings(character)):
            parts[-1] += character
        elif character in _OPENING:
            opening += character
        else:
            parts.append(opening + character)
            opening = ""
    return [*parts, opening] if opening else parts or [word]


def _is_wide(character: str) -> bool:
    """Whether lines may be broken beside it: Chinese and Japanese letters, but not Korean ones, which set spaces."""
    code = ord(character)
    return (
        0x2E80 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0xFF00 <= code <= 0xFFEF or 0x20000 <= code <= 0x3FFFF
    )


def _clings(character: str) -> bool:
    return character in _CLOSING or unicodedata.category(character) in {"Mn", "Mc", "Me"}


def spread(
    line: Line, words: Sequence[str], setter: Typesetter, gap: float, glued: Sequence[bool] | None = None
) -> Iterator[tuple[int, float]]:
    """Index and x of each word of a line, in the direction of its script, from the line's left edge."""
    gaps = gaps_of(words, gap, glued)
    is_turned = reads_right_to_left("".join(words[index] for index in line.words))
    order = line.words[::-1] if is_turned else line.words
    x = 0.0
    for place, index in enumerate(order):
        if place:
            x += gaps[order[place - 1] if is_turned else index]
        yield index, x
        x += setter.width(words[index])
