"""A plot from edge to edge: its own ground goes on to the ends of the frame, and a slow zoom cuts nothing of it."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from pictory_nb.plates.sheet import Room
from pictory_nb.plates.things import Figure

__all__ = ["write_figure"]

_ZOOMED = 1.16
"""How far a slow zoom goes in the end: what is to stay in sight keeps clear of what it cuts."""
_LIKE = 14
"""Steps of 255 by which a ground's colour may differ from place to place."""
_LARGEST_GAIN = 4.0


def write_figure(figure: Figure, room: Room, path: Path) -> None:
    """The picture as PNG. A plot on a plain ground keeps it; a photograph, which has none, fills the frame."""
    image = _opened(figure, room)
    ground = _ground(image)
    if ground is None:
        ImageOps.fit(image, (room.width, room.height), Image.Resampling.LANCZOS).save(path)
        return
    image = _trimmed(image, ground)
    left, top, right, bottom = _room(room)
    scale = min((right - left) / image.width, (bottom - top) / image.height, _LARGEST_GAIN)
    image = image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.LANCZOS)
    frame = Image.new("RGB", (room.width, room.height), ground)
    frame.paste(image, (round((left + right - image.width) / 2), round((top + bottom - image.height) / 2)))
    frame.save(path, compress_level=4)


def _room(room: Room) -> tuple[float, float, float, float]:
    """Where a plot may stand: what a zoom leaves in sight, and above the subtitles even then."""
    cut = (1 - 1 / _ZOOMED) / 2
    low = room.box[3] / room.height / _ZOOMED + cut - 0.015
    return room.width * (cut + 0.03), room.height * (cut + 0.02), room.width * (0.97 - cut), room.height * low


def _opened(figure: Figure, room: Room) -> Image.Image:
    content = figure.content
    if figure.kind == "image/svg+xml":
        import resvg_py

        content = bytes(resvg_py.svg_to_bytes(svg_string=content.decode("utf-8"), width=room.width))
    with Image.open(io.BytesIO(content)) as image:
        image = ImageOps.exif_transpose(image)
        if image.has_transparency_data:
            image = image.convert("RGBA")
            image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
        return image.convert("RGB")


def _ground(image: Image.Image) -> tuple[int, int, int] | None:
    """The colour all around the picture; None where there is no one colour."""
    pixels = np.asarray(image)
    edge = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]]).astype(np.int16)
    middle = np.median(edge, axis=0)
    like = (np.abs(edge - middle).max(axis=1) <= _LIKE).mean()
    return tuple(int(part) for part in middle) if like > 0.92 else None  # type: ignore[return-value]


def _trimmed(image: Image.Image, ground: tuple[int, int, int]) -> Image.Image:
    differs = np.abs(np.asarray(image).astype(np.int16) - ground).max(axis=2) > _LIKE
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    if not len(rows):
        return image
    return image.crop((int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1))
