"""Single pictures of a film, without encoding it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from pictory_nb.renderer.chunk import Scene, cut
from pictory_nb.renderer.film import Film
from pictory_nb.renderer.planes import blank, to_rgb


def picture_at(film: Film, seconds: float) -> np.ndarray:
    """The frame of ``film`` at ``seconds`` as RGB, uint8 (height, width, 3), as it is before encoding.

    A moment before the start or after the end gives the first or the last frame.
    """
    number = min(max(int(seconds * film.fps), 0), film.frames - 1)
    index = max(n for n, first in enumerate(film.borders[:-1]) if first <= number)
    number -= film.borders[index]
    chunk = next(chunk for chunk in cut(film, index) if number < chunk.first + chunk.count)
    planes = blank(*film.size)
    Scene(chunk).draw(number, planes)
    return to_rgb(planes)


def write_thumbnail(film: Film, to: Path) -> Path:
    """Write a JPEG of the first shot, at a moment when its words have come in. Raises ``OSError``.

    Only the first shot needs to be known by then.
    """
    moment = min(1.4, film.shots[0].duration * 0.6)
    Image.fromarray(picture_at(film, moment)).save(to, "JPEG", quality=90)
    return to
