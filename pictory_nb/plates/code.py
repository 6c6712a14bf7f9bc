"""Code that types itself: coloured by Pygments, set on a sheet, revealed sign by sign, with what it printed below."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw
from pygments import lex
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Name, Number, Operator, Punctuation, String, Token
from pygments.util import ClassNotFound

from pictory_nb.plates.clip import FPS, write_clip
from pictory_nb.plates.sheet import ACCENT, EDGE, INK, MONO, PAPER, QUIET, SANS, Room, face, grounded
from pictory_nb.plates.things import Code

__all__ = ["typing_seconds", "write_code"]

RGB = tuple[int, int, int]

_INKS: tuple[tuple[object, RGB], ...] = (  # the first that holds the token wins
    (Comment, (112, 122, 154)),
    (Keyword.Constant, (255, 176, 110)),
    (Keyword, (190, 160, 255)),
    (Operator.Word, (190, 160, 255)),
    (Name.Function, (124, 199, 255)),
    (Name.Class, (255, 214, 120)),
    (Name.Decorator, (255, 214, 120)),
    (Name.Builtin, (96, 214, 214)),
    (Name.Namespace, (228, 232, 246)),
    (String.Interpol, (255, 176, 110)),
    (String, (150, 222, 164)),
    (Number, (255, 176, 110)),
    (Operator, (150, 164, 206)),
    (Punctuation, (150, 164, 206)),
    (Token, INK),
)
_PRINTED: RGB = (176, 186, 214)
_LARGEST, _USUAL, _SMALLEST = 48, 31, 28
"""Sizes of the type in pixels of a 1080-line picture. Many lines make it no smaller than usual, they are scrolled; long
lines do, and one that is too long for the smallest is broken."""
_LEADING, _ADVANCE = 1.52, 0.6
_ACROSS, _BELOW = 46, 30
"""The margins of the sheet, and of what stands below its head."""
_HEAD = 62
_PRINTED_LINES = 7
_PACE, _FASTEST = 26.0, 90.0
"""Signs a second: as typed, and at most, where much is to be typed while little is said."""
_REST = 0.8


@dataclass(frozen=True)
class Sign:
    """One character with its colour, and whether it stands out by weight."""

    text: str
    ink: RGB
    bold: bool = False


Row = tuple[Sign, ...]


def typing_seconds(code: Code, said: float | None) -> float:
    """How long the typing takes: at a typist's pace, but done well before ``said`` seconds of narration are over."""
    signs = sum(len(line.strip()) + 1 for line in code.source.splitlines())
    easy = signs / _PACE
    if said is None:
        return min(max(easy, 1.2), 7.0)
    return min(max(min(easy, 0.72 * said), signs / _FASTEST, 1.0), 14.0)


def write_code(code: Code, room: Room, seconds: float, path: Path) -> None:
    """The clip: ``seconds`` of typing, what was printed, and a moment of rest; its last picture is meant to be held."""
    typed = _rows(code)
    page = _Page(typed, _printed_rows(code.printed), code, room)
    write_clip(path, (room.width, room.height), page.frames(seconds))


def _rows(code: Code) -> list[Row]:
    try:
        lexer = get_lexer_by_name(code.language, stripnl=True, ensurenl=False)
    except ClassNotFound:
        lexer = get_lexer_by_name("text", stripnl=True, ensurenl=False)
    rows: list[list[Sign]] = [[]]
    for token, text in lex(code.source.expandtabs(4).rstrip(), lexer):
        ink = next(ink for kind, ink in _INKS if token in kind)  # type: ignore[operator]
        for sign in text:
            if sign == "\n":
                rows.append([])
            else:
                rows[-1].append(Sign(sign, ink, token in Keyword and token not in Keyword.Constant))
    return [tuple(row) for row in rows]


def _printed_rows(text: str) -> list[Row]:
    lines = [line.expandtabs(8).rstrip() for line in text.rstrip().splitlines()]
    if len(lines) > _PRINTED_LINES:
        lines = [*lines[: _PRINTED_LINES - 1], "…"]
    return [tuple(Sign(sign, _PRINTED) for sign in line) for line in lines]


def _broken(row: Row, columns: int) -> list[Row]:
    """The row, or pieces of it that fit; later ones stand further in than the first."""
    if len(row) <= columns:
        return [row]
    indent = min(next((n for n, sign in enumerate(row) if sign.text != " "), 0) + 4, columns // 2)
    pieces, rest = [], row
    while len(rest) > columns:
        fit = rest[:columns]
        blanks = [n for n, sign in enumerate(fit) if sign.text in " ,(" and n > max(indent, columns // 2)]
        cut = blanks[-1] + 1 if blanks else columns
        pieces.append(rest[:cut])
        rest = tuple(Sign(" ", INK) for _ in range(indent)) + rest[cut:]
    return [*pieces, rest]


class _Page:
    """Everything measured and drawn once: a tall strip of rows, from which each frame shows a part."""

    def __init__(self, typed: list[Row], printed: list[Row], code: Code, room: Room) -> None:
        self._room, unit = room, room.unit
        left, top, right, bottom = room.box
        across, inner = _ACROSS * unit, right - left - 2 * _ACROSS * unit
        longest = max(map(len, [*typed, *printed]))
        size = inner / max(longest, 1) / _ADVANCE
        # Few lines are set large, many smaller: as many as possible are to be seen at once.
        fitting = (bottom - top - (_HEAD + 2 * _BELOW) * unit) / (len(typed) + len(printed) + 1) / _LEADING
        self.size = int(max(min(size, max(fitting, _USUAL * unit), _LARGEST * unit), _SMALLEST * unit))
        self.face, self.bold = face(MONO, self.size), face(MONO, self.size, bold=True)
        self.advance, self.line = self.face.getlength("0"), round(self.size * _LEADING)
        columns = max(int(inner / self.advance), 12)
        self.rows = [piece for row in typed for piece in _broken(row, columns)]
        self.printed = [piece for row in printed for piece in _broken(row, columns)][:_PRINTED_LINES]
        self.gap = self.line if self.printed else 0
        self.tall = (len(self.rows) + len(self.printed)) * self.line + self.gap
        chrome = round((_HEAD + 2 * _BELOW) * unit)
        self.seen = min(self.tall, (int(bottom - top) - chrome) // self.line * self.line)
        height = self.seen + chrome
        y = round(top + (bottom - top - height) / 2)
        self.image = grounded(room, (left, y, right, y + height))
        self._head(code, left, y, right)
        self.x, self.y = round(left + across), y + round((_HEAD + _BELOW) * unit)
        self.width = round(inner)
        self.strip = np.asarray(self._strip())

    def _head(self, code: Code, left: float, top: float, right: float) -> None:
        """Three dots, the language, and the number of the cell."""
        unit, draw = self._room.unit, ImageDraw.Draw(self.image)
        middle, across = top + _HEAD * unit / 2 + 2 * unit, _ACROSS * unit
        for number, ink in enumerate(((226, 106, 120), (232, 190, 108), (116, 200, 140))):
            x, radius = left + across + (8 + number * 28) * unit, 7.5 * unit
            dim = tuple(round(PAPER[n] + (ink[n] - PAPER[n]) * 0.8) for n in range(3))
            draw.ellipse((x - radius, middle - radius, x + radius, middle + radius), fill=dim)
        small = face(SANS, round(22 * unit))
        name = {"python": "Python", "ipython": "Python", "r": "R", "bash": "Shell", "sql": "SQL"}.get(
            code.language, code.language.capitalize()
        )
        draw.text((left + across + 108 * unit, middle), name, QUIET, small, "lm")
        if code.label:
            draw.text((right - across, middle), code.label, QUIET, face(MONO, round(21 * unit)), "rm")
        draw.line((left + 2, top + _HEAD * unit, right - 2, top + _HEAD * unit), EDGE, max(round(1.5 * unit), 1))

    def _strip(self) -> Image.Image:
        strip = Image.new("RGB", (self.width, max(self.tall, self.seen)), PAPER)
        draw = ImageDraw.Draw(strip)
        for number, row in enumerate(self.rows):
            self._draw_row(draw, row, number * self.line)
        if self.printed:
            begin = len(self.rows) * self.line
            middle = begin + self.gap // 2
            draw.line((0, middle, self.width, middle), EDGE, max(round(1.5 * self._room.unit), 1))
            for number, row in enumerate(self.printed):
                self._draw_row(draw, row, begin + self.gap + number * self.line)
        return strip

    def _draw_row(self, draw: ImageDraw.ImageDraw, row: Row, top: int) -> None:
        middle = top + self.line / 2
        for column, sign in enumerate(row):
            if sign.text != " ":
                draw.text(
                    (column * self.advance, middle), sign.text, sign.ink, self.bold if sign.bold else self.face, "lm"
                )

    def frames(self, seconds: float) -> Iterator[np.ndarray | None]:
        """Typed at an even pace, with a breath at the end of each line; indentation comes by itself."""
        places = [(row, column) for row, signs in enumerate(self.rows) for column in _stops(signs)]
        weights = [5.0 if column == len(self.rows[row]) else 1.0 for row, column in places]
        until = list(accumulate(weights))
        moments = [seconds * weight / until[-1] for weight in until]
        lines = len(self.printed)
        length = seconds + (0.4 + lines * 0.09 if lines else 0.0) + _REST
        scroll, before = 0.0, None
        for frame in range(math.ceil(length * FPS) + 1):
            now = frame / FPS
            row, column = places[min(bisect_right(moments, now), len(places) - 1)]
            shown = max(0, min(lines, int((now - seconds - 0.3) / 0.09) + 1)) if now > seconds + 0.3 else 0
            typing = now < seconds
            aim = self._aim(row, shown)
            scroll += (aim - scroll) * 0.22
            scroll = aim if abs(aim - scroll) < 0.5 else scroll
            lit = typing or int(now * 2.4) % 2 == 0
            state = (row, column, shown, round(scroll), lit)
            yield None if state == before else self._frame(*state)
            before = state

    def _aim(self, row: int, shown: int) -> float:
        """How far the strip is moved up, so that what is being written stands in sight."""
        low = (row + 2) * self.line if row + 1 < len(self.rows) else (row + 1) * self.line
        if shown:
            low = len(self.rows) * self.line + self.gap + shown * self.line
        return float(max(0, min(low, self.tall) - self.seen))

    def _frame(self, row: int, column: int, shown: int, scroll: int, lit: bool) -> np.ndarray:
        frame = np.array(self.image)
        view = frame[self.y : self.y + self.seen, self.x : self.x + self.width]
        view[:] = self.strip[scroll : scroll + self.seen]
        # What is not yet written is covered.
        top, x = row * self.line - scroll, round(column * self.advance)
        printed = len(self.rows) * self.line - scroll
        view[max(top + self.line, 0) : max(printed, 0)] = PAPER
        view[max(top, 0) : max(top + self.line, 0), x:] = PAPER
        hidden = printed if not shown else printed + self.gap + shown * self.line
        view[max(hidden, 0) :] = PAPER
        if lit:
            high, width = round(self.size * 1.16), max(round(self.size * 0.09), 2)
            begin = top + (self.line - high) // 2
            view[max(begin, 0) : max(begin + high, 0), x : x + width] = ACCENT
        return frame


def _stops(signs: Row) -> range:
    """The columns at which the cursor stops in a row: behind each sign, beginning where the indentation ends."""
    indent = next((n for n, sign in enumerate(signs) if sign.text != " "), len(signs))
    return range(indent, len(signs) + 1)
