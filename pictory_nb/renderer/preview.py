"""Single pictures of a film, without encoding it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from pictory_nb.renderer.chunk import Chunk, Scene, cut
from pictory_nb.renderer.film import Film
from pictory_nb.renderer.planes import blank, to_rgb

LARGEST = 960
"""Pixels of a picture's longer side at most: a notebook holds a poster twice, and shows it no larger."""


def picture_at(film: Film, seconds: float) -> np.ndarray:
    """The frame of ``film`` at ``seconds`` as RGB, uint8 (height, width, 3), as it is before encoding.

    A moment before the start or after the end gives the first or the last frame.
    """
    return _drawn(frame_at(film, seconds))


def frame_at(film: Film, seconds: float) -> Chunk:
    """The frame of ``film`` at ``seconds`` as a chunk of its own. Only the shots up to there need to be known."""
    number = min(max(int(seconds * film.fps), 0), film.frames - 1)
    index = max(n for n, first in enumerate(film.borders[:-1]) if first <= number)
    number -= film.borders[index]
    chunk = next(chunk for chunk in cut(film, index) if number < chunk.first + chunk.count)
    return replace(chunk, first=number, count=1)


def cover(film: Film) -> Chunk:
    """The frame that stands for ``film``: of the first shot, at a moment when its words have come in."""
    return frame_at(film, min(1.4, film.shots[0].duration * 0.6))


def write_picture(frame: Chunk, to: Path) -> Path:
    """Write the first frame of a chunk as a JPEG, no larger than pages show it. Raises ``OSError``."""
    picture = Image.fromarray(_drawn(frame))
    picture.thumbnail((LARGEST, LARGEST))
    picture.save(to, "JPEG", quality=74, optimize=True, progressive=True)  # half of what 88 weighs, and looks the same
    return to


def _drawn(frame: Chunk) -> np.ndarray:
    planes = blank(*frame.size)
    Scene(frame).draw(frame.first, planes)
    return to_rgb(planes)
