"""Words set in lines: measured by real font metrics, broken so that lines are balanced, and drawn as masks."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw

from pictory_nb.renderer.film import FontBook
from pictory_nb.renderer.fonts import opened, reads_right_to_left, runs
from pictory_nb.renderer.look import Look

_FINE = 2
"""Letters are drawn this much larger and averaged down: smoother edges, and no hinting to shake the spacing."""
_SMALL_CAPITAL = 0.8
_ENDS = tuple(".!?…:;,。！？、，؟।")


@dataclass(frozen=True)
class Set:
    """A word ready to draw: pieces of (text, font file, size), and its width in pixels."""

    pieces: tuple[tuple[str, Path, float, float], ...]
    width: float


class Typesetter:
    """Sets text of one look at one scale (``unit``: pixels of the film per pixel of a 1080-line picture)."""

    def __init__(self, look: Look, fonts: FontBook, unit: float) -> None:
        self.look = look
        self.size = max(look.size * unit, 4.0)
        self.chain = fonts.chain(look.family, look.weight)
        face = opened(self.chain[0], self.size * _FINE)
        self.capital = -face.getbbox("H", anchor="ls")[1] / _FINE
        self.space = max(face.getlength(" ") / _FINE, 0.2 * self.size)
        self.line = self.size * 1.42
        self._sets: dict[str, Set] = {}

    def set(self, word: str) -> Set:
        """The word in its case and faces."""
        if word not in self._sets:
            self._sets[word] = self._set(word)
        return self._sets[word]

    def width(self, word: str) -> float:
        return self.set(word).width

    def _set(self, word: str) -> Set:
        pieces, x = [], 0.0
        for text, size in self._sized(self.look.spelled(word)):
            for piece, path in runs(text, self.chain):
                pieces.append((piece, path, size, x))
                x += opened(path, size * _FINE).getlength(piece) / _FINE
        return Set(tuple(pieces), x)

    def _sized(self, text: str) -> Iterator[tuple[str, float]]:
        if self.look.case != "smallcapitalize":
            yield text, self.size
            return
        for character in text:
            small = character.islower()
            yield character.upper(), self.size * (_SMALL_CAPITAL if small else 1)

    def mask(self, width: int, height: int, words: Sequence[tuple[str, float, float]]) -> np.ndarray:
        """The letters of ``words`` (text, x, baseline) as a float32 mask of 0..1."""
        image = Image.new("L", (width * _FINE, height * _FINE), 0)
        draw = ImageDraw.Draw(image)
        for word, x, baseline in words:
            for piece, path, size, ahead in self.set(word).pieces:
                at = ((x + ahead) * _FINE, baseline * _FINE)
                draw.text(at, piece, font=opened(path, size * _FINE), fill=255, anchor="ls")
        letters = np.asarray(image)
        if self.look.italic:
            letters = _slanted(letters, [baseline for _, _, baseline in words])
        mask = cv2.resize(letters, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
        for line in self._strokes(words):
            _stroke(mask, *line)
        return mask

    def _strokes(self, words: Sequence[tuple[str, float, float]]) -> Iterator[tuple[float, float, float, float]]:
        thick = max(self.size * 0.06, 1.0)
        for word, x, baseline in words:
            if self.look.underline:
                yield x, x + self.width(word), baseline + self.size * 0.12, thick
            if self.look.struck:
                yield x, x + self.width(word), baseline - self.capital * 0.42, thick


def _stroke(mask: np.ndarray, left: float, right: float, top: float, thick: float) -> None:
    """A horizontal bar with smooth ends, added to ``mask``."""
    rows = np.clip(np.minimum(np.arange(len(mask)) + 1, top + thick) - np.maximum(np.arange(len(mask)), top), 0, 1)
    columns = np.arange(mask.shape[1])
    across = np.clip(np.minimum(columns + 1, right) - np.maximum(columns, left), 0, 1)
    np.maximum(mask, np.outer(rows, across).astype(np.float32), out=mask)


def _slanted(letters: np.ndarray, baselines: Sequence[float]) -> np.ndarray:
    """Each line leant to the right around its own baseline, so that lines stay where they are."""
    slope, lines = 0.21, sorted(set(baselines))
    borders = [0, *(round((2 * above + below) / 3 * _FINE) for above, below in pairwise(lines)), len(letters)]
    leant = np.zeros_like(letters)
    for baseline, (top, bottom) in zip(lines, pairwise(borders), strict=True):
        move = np.array([[1, slope, -slope * baseline * _FINE], [0, 1, 0]], np.float32)
        how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        leant[top:bottom] = cv2.warpAffine(letters, move, letters.shape[::-1], flags=how)[top:bottom]
    return leant


@dataclass(frozen=True)
class Line:
    """Indices of the words of a line, in reading order."""

    words: tuple[int, ...]
    width: float


def lines_of(words: Sequence[str], setter: Typesetter, limit: float, *, gap: float | None = None) -> list[Line]:
    """Break ``words`` into the fewest lines of at most ``limit`` pixels, as even as possible.

    Breaks after punctuation are preferred, and no line is left with one short word where that can be avoided.
    """
    gap = setter.space if gap is None else gap
    widths = tuple(setter.width(word) for word in words)
    ends = tuple(word.endswith(_ENDS) for word in words)
    return [
        Line(tuple(range(first, last)), _width(widths, first, last, gap))
        for first, last in _broken(widths, ends, gap, limit)
    ]


@lru_cache(maxsize=512)
def _broken(widths: tuple[float, ...], ends: tuple[bool, ...], gap: float, limit: float) -> list[tuple[int, int]]:
    count = len(widths)
    if not count:
        return []
    lines = line_count(widths, gap, limit)
    ideal = min((sum(widths) + gap * (count - lines)) / lines, limit)
    # best[k][n]: the least cost of the first n words in k lines, and where the last of these lines begins.
    best = [{0: (0.0, 0)}]
    for k in range(1, lines + 1):
        row: dict[int, tuple[float, int]] = {}
        for first, (cost, _) in best[-1].items():
            width = -gap
            for last in range(first, count):
                width += widths[last] + gap
                if width > limit and last > first:
                    break
                here = cost + _cost(width, ideal, limit, ends[last], last - first, k == lines)
                if here < row.get(last + 1, (math.inf, 0))[0]:
                    row[last + 1] = (here, first)
        best.append(row)
    breaks, at = [], count
    for k in range(lines, 0, -1):
        first = best[k][at][1]
        breaks.append((first, at))
        at = first
    return breaks[::-1]


def _cost(width: float, ideal: float, limit: float, ends: bool, more: int, is_last: bool) -> float:
    cost = ((width - ideal) / limit) ** 2
    if ends and not is_last:
        cost -= 0.06
    if more == 0:
        cost += 0.05
    return cost


def line_count(widths: Sequence[float], gap: float, limit: float) -> int:
    """How many lines a simple left-to-right filling needs; that is also the least possible."""
    lines, room = 0, -1.0
    for width in widths:
        if width > room:
            lines, room = lines + 1, limit
        room -= width + gap
    return lines


def _width(widths: Sequence[float], first: int, last: int, gap: float) -> float:
    return sum(widths[first:last]) + gap * (last - first - 1)


def broken_up(word: str, setter: Typesetter, limit: float) -> list[str]:
    """A word wider than a line in pieces that fit, such as a URL, or a sentence of a script without spaces."""
    if setter.width(word) <= limit:
        return [word]
    pieces, piece = [], ""
    for character in word:
        if piece and setter.width(piece + character) > limit:
            pieces.append(piece)
            piece = ""
        piece += character
    return [*pieces, piece]


def spread(line: Line, words: Sequence[str], setter: Typesetter, gap: float) -> Iterator[tuple[int, float]]:
    """Index and x of each word of a line, in the direction of its script, from the line's left edge."""
    order = line.words[::-1] if reads_right_to_left("".join(words[index] for index in line.words)) else line.words
    x = 0.0
    for index in order:
        yield index, x
        x += setter.width(words[index]) + gap
