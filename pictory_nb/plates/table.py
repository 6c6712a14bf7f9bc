"""A clean table: one alignment for each column, no grid, and rows that come in one after another."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import ImageDraw

from pictory_nb.plates.clip import FPS, write_clip
from pictory_nb.plates.sheet import ACCENT, EDGE, INK, QUIET, SANS, Room, face, grounded
from pictory_nb.plates.things import Table

__all__ = ["write_table"]

_LARGEST, _SMALLEST = 52, 24
_LEADING, _GUTTER, _MARGIN = 1.86, 1.25, 44
_STEP, _RISE, _REST = 0.075, 0.4, 0.8
_LONGEST = 42
"""Signs of a cell at most; a sentence in a cell is cut."""
_NUMBER = re.compile(r"[-+−]?[$€£]?\s*[\d,.]+(e[-+]?\d+)?\s*%?|nan|NaN|None|<NA>|inf|-inf|…|", re.IGNORECASE)
_BAND = (25, 30, 52)


def write_table(table: Table, room: Room, path: Path) -> None:
    """The clip; its last picture, the whole table, is meant to be held."""
    write_clip(path, (room.width, room.height), _Page(_shortened(table), room).frames())


def _shortened(table: Table) -> Table:
    def cut(cell: str) -> str:
        cell = " ".join(cell.split())
        return cell if len(cell) <= _LONGEST else cell[: _LONGEST - 1] + "…"

    wide = max([len(table.header), *map(len, table.rows)])
    rows = tuple(tuple(map(cut, row)) + ("",) * (wide - len(row)) for row in table.rows)
    header = tuple(map(cut, table.header)) + ("",) * (wide - len(table.header))
    return replace(table, header=header, rows=rows)


@dataclass(frozen=True)
class _Column:
    width: float
    right: bool


class _Page:
    def __init__(self, table: Table, room: Room) -> None:
        unit, (left, top, right, bottom) = room.unit, room.box
        margin, note = _MARGIN * unit, (46 * unit if table.note else 0)
        inner, high = right - left - 2 * margin, bottom - top - 1.2 * margin - note
        size = self._size(table, unit, inner, high)
        self.table = _fewer_rows(_fewer_columns(table, size, inner), max(int(high / (size * _LEADING)) - 1, 2))
        self.size, self.line = size, round(size * _LEADING)
        columns = _columns(self.table, size)
        wide = sum(column.width for column in columns) + size * _GUTTER * (len(columns) - 1)
        # A narrow table is spread a little, and stands on a sheet of its own width.
        spread = min((inner - wide) / max(len(columns) - 1, 1), size * 1.6) if len(columns) > 1 else 0
        wide += spread * (len(columns) - 1)
        sheet_wide = max(wide + 2 * margin, (right - left) * 0.42)
        sheet_high = self.line * (len(self.table.rows) + 1) + 1.2 * margin + note
        x, y = left + (right - left - sheet_wide) / 2, top + (bottom - top - sheet_high) / 2
        self.empty = grounded(room, (x, y, x + sheet_wide, y + sheet_high))
        self.room, self.top = room, round(y + 0.5 * margin)
        self.left, self.right = round(x), round(x + sheet_wide)
        self.full = self.empty.copy()
        begin = x + (sheet_wide - wide) / 2
        places, at = [], begin
        for column in columns:
            places.append((at, column))
            at += column.width + size * _GUTTER + spread
        self._draw(places, begin, begin + wide, x + margin, y + sheet_high - note)

    @staticmethod
    def _size(table: Table, unit: float, inner: float, high: float) -> int:
        """The largest type in which the table fits as it is; else the smallest that can be read."""
        for size in range(round(_LARGEST * unit), round(_SMALLEST * unit), -1):
            columns = _columns(table, size)
            wide = sum(column.width for column in columns) + size * _GUTTER * (len(columns) - 1)
            if wide <= inner and (len(table.rows) + 1) * size * _LEADING <= high:
                return size
        return round(_SMALLEST * unit)

    def _draw(
        self, places: list[tuple[float, _Column]], begin: float, end: float, note_x: float, note_y: float
    ) -> None:
        draw, table, unit = ImageDraw.Draw(self.full), self.table, self.room.unit
        for number in range(1, len(table.rows), 2):
            y = self.top + (number + 1) * self.line
            pad = 18 * unit
            draw.rounded_rectangle((begin - pad, y, end + pad, y + self.line - 1), 8 * unit, fill=_BAND)
        for n, (x, column) in enumerate(places):
            ink = QUIET if n < table.indexes else ACCENT
            self._cell(draw, table.header[n], x, column, 0, ink, bold=True, size=round(self.size * 0.86))
            for number, row in enumerate(table.rows, 1):
                self._cell(draw, row[n], x, column, number, QUIET if n < table.indexes else INK)
        y = self.top + self.line
        draw.line((begin, y, end, y), EDGE, max(round(2 * unit), 1))
        if table.note:
            draw.text((note_x, note_y + 6 * unit), table.note, QUIET, face(SANS, round(22 * unit)), "lm")

    def _cell(self, draw, text: str, x: float, column: _Column, number: int, ink, *, bold=False, size=0) -> None:
        place = (x + column.width if column.right else x, self.top + (number + 0.5) * self.line)
        type_ = face(SANS, size or self.size, bold=bold)
        draw.text(place, text, ink, type_, "rm" if column.right else "lm", features=_FIGURES)

    def frames(self) -> Iterator[np.ndarray | None]:
        """Each row rises out of the sheet a moment after the one above it."""
        empty, full = np.asarray(self.empty), np.asarray(self.full)
        rows = len(self.table.rows) + 2  # with the header, and with the note
        length = rows * _STEP + _RISE
        for frame in range(math.ceil(length * FPS) + 1):
            picture = empty.copy()
            for number in range(rows):
                share = min(max((frame / FPS - number * _STEP) / _RISE, 0.0), 1.0)
                share = share * share * (3 - 2 * share)
                if share:
                    self._lay(picture, full, number, rows, share)
            yield picture
        yield full.copy()
        yield from [None] * math.ceil(_REST * FPS)

    def _lay(self, picture: np.ndarray, full: np.ndarray, number: int, rows: int, share: float) -> None:
        top = self.top + number * self.line
        # The last band holds the note, to the end of the sheet.
        bottom = top + self.line if number < rows - 1 else self.room.height
        rise = round((1 - share) * self.line * 0.35)
        band = full[top:bottom, self.left : self.right].astype(np.float32)
        under = picture[top + rise : bottom + rise, self.left : self.right]
        band = band[: len(under)]
        if number == rows - 1:  # beyond the sheet nothing moves
            under, band = picture[top:bottom, self.left : self.right], full[top:bottom, self.left : self.right]
        under[:] = (under + (band - under.astype(np.float32)) * share + 0.5).astype(np.uint8)


_FIGURES = ["tnum"]


def _columns(table: Table, size: int) -> list[_Column]:
    type_, head = face(SANS, size), face(SANS, round(size * 0.86), bold=True)
    columns = []
    for n, name in enumerate(table.header):
        cells = [row[n] for row in table.rows]
        widths = [type_.getlength(cell, features=_FIGURES) for cell in cells]
        right = n >= table.indexes and bool(cells) and all(_NUMBER.fullmatch(cell) for cell in cells)
        columns.append(_Column(max([head.getlength(name, features=_FIGURES), *widths]), right))
    return columns


def _fewer_columns(table: Table, size: int, inner: float) -> Table:
    """Without as many columns in the middle as do not fit; three dots stand for them."""
    header, keep = table.header, len(table.header)
    while keep > 2:
        taken = _picked(table, keep) if keep < len(header) else table
        columns = _columns(taken, size)
        if sum(column.width for column in columns) + size * _GUTTER * (len(columns) - 1) <= inner:
            return taken
        keep -= 1
    return _picked(table, 2) if len(header) > 2 else table


def _picked(table: Table, keep: int) -> Table:
    first = max(table.indexes, math.ceil(keep / 2))
    last = max(keep - first, 0)

    def pick(row: tuple[str, ...]) -> tuple[str, ...]:
        return (*row[:first], "…", *(row[-last:] if last else ()))

    return replace(table, header=pick(table.header), rows=tuple(map(pick, table.rows)))


def _fewer_rows(table: Table, most: int) -> Table:
    if len(table.rows) <= most:
        return table
    dots = tuple("⋮" for _ in table.header)
    last = 1 if most > 4 else 0
    rows = (*table.rows[: most - 1 - last], dots, *(table.rows[-last:] if last else ()))
    return replace(table, rows=rows)
