"""A block of text: lines with every word in its place, a box and a bullet; measured at once and drawn on demand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from pictory_nb.layout import BELOW_LINE, Measure
from pictory_nb.renderer.breaking import Line, lines_of, spread
from pictory_nb.renderer.canvas import Canvas, outlined
from pictory_nb.renderer.fonts import clusters, reads_right_to_left
from pictory_nb.renderer.lettering import Typesetter
from pictory_nb.renderer.planes import Layer

Unit = Literal["character", "word", "line", "paragraph"]
"""What moves by itself when a text comes or goes (contract §3.5, writingStyle)."""
_BULLET_AIR = 0.5
"""Between a bullet and its text, in em."""
_MOST_CELLS = 240
"""A text of more letters than this moves by words: nobody could follow them."""


@dataclass(frozen=True)
class Piece:
    """A word, or a part of one that is ``glued`` to the part before; ``accent`` marks a keyword."""

    text: str
    accent: bool = False
    glued: bool = False


@dataclass(frozen=True)
class Word:
    """A piece in its place: ``x`` and ``baseline`` in the block, the line and the place in the reading order."""

    piece: Piece
    index: int
    row: int
    x: float
    baseline: float


@dataclass(frozen=True)
class Cell:
    """A part of a drawn block that moves by itself: its layer, its line, and the first piece that it shows."""

    layer: Layer
    row: int
    word: int


class Block:
    """``paragraphs`` set in lines of at most ``limit`` pixels, the box's air included."""

    def __init__(
        self, paragraphs: Sequence[Sequence[Piece]], setter: Typesetter, measure: Measure, limit: float
    ) -> None:
        self.setter, self.look, self.measure = setter, setter.look, measure
        size = setter.size
        self.across, self.down = (measure.across * size, measure.down * size) if self.look.box else (0.0, 0.0)
        self.gap = max(setter.space, measure.least_gap * size)
        self.pitch = measure.pitch * size
        self.pieces = [piece for paragraph in paragraphs for piece in paragraph]
        self.indent = self.bullet * 1.0 + _BULLET_AIR * size if self.look.bullet else 0.0
        room = max(limit - 2 * self.across - self.indent, size)
        self._lines = self._broken(paragraphs, room)
        self.rows = len(self._lines)
        self.letters_width = max((line.width for line in self._lines), default=0.0) + self.indent
        self.is_flush = measure.flush and not self.look.box
        one = setter.capital + size * BELOW_LINE if self.is_flush else self.pitch
        self.letters_height = self.pitch * (self.rows - 1) + one
        self.width = self.letters_width + 2 * self.across
        self.height = self.letters_height + 2 * self.down

    @property
    def bullet(self) -> float:
        """How wide the bullet is, in pixels."""
        return self.look.bullet_size * self.setter.size / self.look.size

    def _broken(self, paragraphs: Sequence[Sequence[Piece]], room: float) -> list[Line]:
        lines, first = [], 0
        for pieces in paragraphs:
            texts, glued = [piece.text for piece in pieces], [piece.glued for piece in pieces]
            found = lines_of(texts, self.setter, room, least_gap=self.measure.least_gap, glued=glued) or [Line((), 0.0)]
            lines += [Line(tuple(first + index for index in line.words), line.width) for line in found]
            first += len(pieces)
        return lines

    @property
    def first_baseline(self) -> float:
        return self.down + self.setter.capital + (0.0 if self.is_flush else (self.pitch - self.setter.capital) / 2)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Every piece in its place, line by line from left to right."""
        texts, glued = [piece.text for piece in self.pieces], [piece.glued for piece in self.pieces]
        placed = []
        for row, line in enumerate(self._lines):
            baseline = self.first_baseline + self.pitch * row
            left = self._left(line)
            for index, x in spread(line, texts, self.setter, self.gap, glued):
                placed.append(Word(self.pieces[index], index, row, left + x, baseline))
        return tuple(placed)

    def _left(self, line: Line) -> float:
        slack = self.letters_width - self.indent - line.width
        share = {"left": 0.0, "center": 0.5, "right": 1.0}[self.look.align]
        return self.across + (0.0 if self.is_turned else self.indent) + slack * share

    @cached_property
    def is_turned(self) -> bool:
        """Whether it is read from right to left."""
        return reads_right_to_left("".join(piece.text for piece in self.pieces))

    @cached_property
    def reach(self) -> int:
        """How far shadows and slanting letters may go beyond the block, in pixels."""
        return math.ceil(self.setter.size * max(self.look.shadow_width * 3, 0.3) / 2 + 2) * 2

    def ground(self, x: float, y: float) -> Layer | None:
        """The box, where the look has one."""
        if not self.look.box:
            return None
        left, top = math.floor(x / 2) * 2, math.floor(y / 2) * 2
        canvas = Canvas(self.width + x - left + 2, self.height + y - top + 2)
        radius = min(self.measure.radius * self.setter.size, self.height / 2)
        canvas.fill(canvas.rounded(x - left, y - top, self.width, self.height, radius), self.look.box)
        return canvas.layer(left, top)

    def letters(self, x: float, y: float) -> Layer:
        """All letters with their shadow, and the bullet."""
        reach, look, size = self.reach, self.look, self.setter.size
        left, top = math.floor(x / 2) * 2 - reach, math.floor(y / 2) * 2 - reach
        canvas = Canvas(self.width + 2 * reach + 2, self.height + 2 * reach + 2)
        inks = {False: look.ink, True: look.accent}
        masks = {marked: self._mask(canvas, x - left, y - top, marked) for marked in inks}
        if look.shadow_width:
            shape = np.maximum(masks[False], masks[True])
            blur = size * look.shadow_width * (0.5 if look.box else 1.0)
            canvas.shade(shape, look.shadow, blur=blur, down=size * 0.05, opacity=0.55 if look.box else 0.75)
        if look.outline:
            canvas.fill(outlined(np.maximum(masks[False], masks[True]), size * 0.05), look.outline)
        for marked, ink in inks.items():
            canvas.fill(masks[marked], ink)
        if look.bullet:
            canvas.fill(self._bullet(canvas, x - left, y - top), look.bullet)
        return canvas.layer(left, top)

    def _mask(self, canvas: Canvas, x: float, y: float, marked: bool) -> np.ndarray:
        # Baselines on whole pixels keep the edges of letters sharp. Strokes run on to the next word of the line.
        words, ends = [], []
        for word, following in zip(self.words, (*self.words[1:], None), strict=True):
            if word.piece.accent == marked:
                runs_on = following is not None and following.row == word.row
                words.append((word.piece.text, word.x + x, round(word.baseline + y)))
                ends.append(following.x + x if runs_on else word.x + x + self.setter.width(word.piece.text))
        return self.setter.mask(canvas.width, canvas.height, words, ends)

    def _bullet(self, canvas: Canvas, x: float, y: float) -> np.ndarray:
        wide = self.bullet
        left = x + (self.width - self.across - wide if self.is_turned else self.across)
        middle = y + self.first_baseline - self.setter.capital / 2
        return canvas.rounded(left, middle - wide / 2, wide, wide, wide / 2)

    def cells(self, letters: Layer, unit: Unit, x: float, y: float) -> list[Cell]:
        """``letters`` cut into parts, in reading order; together they are the whole again."""
        if unit == "paragraph" or not self.words:
            return [Cell(letters, 0, 0)]
        by_letter = unit == "character" and sum(len(piece.text) for piece in self.pieces) <= _MOST_CELLS
        cells = []
        for row in range(self.rows):
            words = [word for word in self.words if word.row == row]
            top = -math.inf if row == 0 else y + self._above(row)
            bottom = math.inf if row == self.rows - 1 else y + self._above(row + 1)
            edges = [-math.inf, *self._edges(words, "line" if unit == "line" else "word", by_letter, x), math.inf]
            owners = self._owners(words, unit, by_letter)
            row_cells = [
                Cell(part, row, owner)
                for left, right, owner in zip(edges, edges[1:], owners, strict=False)
                if (part := letters.between(left, top, right, bottom))
            ]
            cells += row_cells[::-1] if self.is_turned else row_cells
        return cells

    def _above(self, row: int) -> float:
        """Halfway between the letters of a line and those of the line before."""
        return self.first_baseline + self.pitch * row - self.setter.capital / 2 - self.pitch / 2

    def _edges(self, words: Sequence[Word], unit: Unit, by_letter: bool, x: float) -> list[float]:
        """Where a line is cut."""
        if unit == "line":
            return []
        edges: list[float] = []
        for place, word in enumerate(words):
            if place:
                before = words[place - 1]
                end = before.x + self.setter.width(before.piece.text)
                edges.append(x + (end + word.x) / 2)
            if by_letter:
                edges += [x + word.x + self.setter.width(text) for text in _beginnings(word.piece.text)]
        return edges

    def _owners(self, words: Sequence[Word], unit: Unit, by_letter: bool) -> list[int]:
        if unit == "line":
            return [min((word.index for word in words), default=0)]
        if not by_letter:
            return [word.index for word in words]
        return [word.index for word in words for _ in range(1 + len(_beginnings(word.piece.text)))]


def _beginnings(text: str) -> list[str]:
    """The word up to each place where it can be cut: nowhere, where its letters are joined to one another."""
    parts = clusters(text)
    return ["".join(parts[:count]) for count in range(1, len(parts))]
