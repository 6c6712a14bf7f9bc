"""Words measured by real font metrics, and drawn as masks; breaking.py sets them in lines."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from pictory_nb.renderer.film import FontBook
from pictory_nb.renderer.fonts import drawn_on, length_of, opened, reads_right_to_left, runs, share_of
from pictory_nb.renderer.look import Look

_FINE = 2
"""Letters are drawn this much larger and averaged down: smoother edges, and no hinting to shake the spacing."""
_SMALL_CAPITAL = 0.8


@dataclass(frozen=True)
class Set:
    """A word ready to draw: pieces of (text, font file, size), and its width in pixels.

    ``fair`` is the width of the letters as they were designed. At small sizes the grid of pixels makes them wider or
    narrower, and a line that just fits would be broken in one size of a film and not in another, nor on a page.
    """

    pieces: tuple[tuple[str, Path, float, float], ...]
    width: float
    fair: float


class Typesetter:
    """Sets text of one look at one scale (``unit``: pixels of the film per pixel of a 1080-line picture)."""

    def __init__(self, look: Look, fonts: FontBook, unit: float) -> None:
        self.look = look
        self.size = max(look.size * unit, 4.0)
        self.chain = fonts.chain(look.family, look.weight)
        face = opened(self.chain[0], self.size * _FINE)
        self.capital = -face.getbbox("H", anchor="ls")[1] / _FINE
        self.space = max(face.getlength(" ") / _FINE, 0.2 * self.size)
        self.fair_space = max(share_of(" ", self.chain[0]), 0.2) * self.size
        self._sets: dict[str, Set] = {}

    def set(self, word: str) -> Set:
        """The word in its case and faces."""
        if word not in self._sets:
            self._sets[word] = self._set(word)
        return self._sets[word]

    def width(self, word: str) -> float:
        """As wide as it is drawn: where words stand in their line."""
        return self.set(word).width

    def fair(self, word: str) -> float:
        """As wide as it was designed: where lines are broken."""
        return self.set(word).fair

    def _set(self, word: str) -> Set:
        found = [
            (piece, path, size)
            for text, size in self._sized(self.look.spelled(unicodedata.normalize("NFC", word)))
            for piece, path in runs(text, self.chain)
        ]
        pieces, x, fair = [], 0.0, 0.0
        for piece, path, size in found[::-1] if reads_right_to_left(word) else found:
            pieces.append((piece, path, size, x))
            x += length_of(piece, path, size * _FINE) / _FINE
            fair += share_of(piece, path) * size
        return Set(tuple(pieces), x, fair)

    def _sized(self, text: str) -> Iterator[tuple[str, float]]:
        if self.look.case != "smallcapitalize":
            yield text, self.size
            return
        for is_small, run in groupby(text, str.islower):
            yield "".join(run).upper(), self.size * (_SMALL_CAPITAL if is_small else 1)

    def mask(
        self,
        width: int,
        height: int,
        words: Sequence[tuple[str, float, float]],
        ends: Sequence[float] | None = None,
    ) -> np.ndarray:
        """The letters of ``words`` (text, x, baseline) as a float32 mask of 0..1.

        Lines under or through them end where the words end, or at ``ends``.
        """
        image = Image.new("L", (width * _FINE, height * _FINE), 0)
        for word, x, baseline in words:
            for piece, path, size, ahead in self.set(word).pieces:
                drawn_on(image, piece, path, size * _FINE, (x + ahead) * _FINE, baseline * _FINE)
        letters = np.asarray(image)
        if self.look.italic and words:
            letters = _slanted(letters, [baseline for _, _, baseline in words])
        mask = cv2.resize(letters, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
        for line in self._strokes(words, ends or [x + self.width(word) for word, x, _ in words]):
            _stroke(mask, *line)
        return mask

    def _strokes(
        self, words: Sequence[tuple[str, float, float]], ends: Sequence[float]
    ) -> Iterator[tuple[float, float, float, float]]:
        thick = max(self.size * 0.06, 1.0)
        for (_, x, baseline), end in zip(words, ends, strict=True):
            if self.look.underline:
                yield x, end, baseline + self.size * 0.12, thick
            if self.look.struck:
                yield x, end, baseline - self.capital * 0.42, thick


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
