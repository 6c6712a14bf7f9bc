"""The emblem of an aurora: a picture floating in a disc of glass, placed where no words stand."""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from pictory_nb.renderer.canvas import Canvas, blurred, premultiplied
from pictory_nb.renderer.layout import Box, Layout
from pictory_nb.renderer.look import NIGHT, WHITE
from pictory_nb.renderer.planes import Layer, Planes

_PERIOD = 5.5
"""Seconds from one high point of the floating to the next."""


class Emblem:
    """The disc and its picture, in the middle of ``room`` or as its left column beside a heading."""

    def __init__(self, path: Path, layout: Layout, room: Box, *, light: bool) -> None:
        radius = min(room.width * 0.36, room.height * 0.40, min(layout.width, layout.height) * 0.27)
        x, y = room.centre
        self._sway = radius * 0.045
        self._disc = _disc(radius, x, y, light)
        self._picture = _picture(path, path.stat().st_mtime_ns, radius, x, y)

    def paint(self, seconds: float, planes: Planes) -> None:
        """Lay disc and picture over ``planes`` as they float at ``seconds``; the picture sways a little more."""
        wave = math.sin(2 * math.pi * seconds / _PERIOD)
        self._disc.lowered(wave * self._sway * 0.4).draw(planes)
        self._picture.lowered(wave * self._sway).draw(planes)


def rooms(free: Box, layout: Layout, *, beside_heading: bool) -> tuple[Box, Box]:
    """Where the emblem and where the heading stand in the ``free`` part of the frame."""
    if not beside_heading:
        return free, free
    if layout.width >= layout.height * 1.2:
        split = free.width * 0.40
        gutter = free.width * 0.03
        left = Box(free.x, free.y, split, free.height)
        return left, Box(free.x + split + gutter, free.y, free.width - split - gutter, free.height)
    split = free.height * 0.54
    above = Box(free.x, free.y, free.width, split)
    return above, Box(free.x, free.y + split, free.width, free.height - split)


# All chunks of a film that are drawn by one process share these.
@lru_cache(maxsize=8)
def _disc(radius: float, x: float, y: float, light: bool) -> Layer:
    """Glass: clearer in the middle, a bright rim that catches light at the upper left, a soft shadow below."""
    reach = math.ceil(radius * 0.30)
    side = 2 * (math.ceil(radius) + reach)
    canvas = Canvas(side, side)
    middle = side / 2
    down, across = (np.mgrid[:side, :side].astype(np.float32) + 0.5 - middle) / radius
    distance = np.hypot(across, down)
    edge = 1.6 / radius
    inside = np.clip((1 - distance) / edge + 0.5, 0, 1)
    shadow = cv2.warpAffine(
        blurred(inside, radius * 0.09), np.array([[1, 0, 0], [0, 1, radius * 0.07]], np.float32), (side, side)
    )
    canvas.fill(shadow * (1 - inside), NIGHT, 0.16 if light else 0.30)
    body = 0.34 if light else 0.10
    canvas.fill(inside * (body + 0.10 * np.clip(distance, 0, 1) ** 3), WHITE)
    sheen = np.exp(-((across + 0.42) ** 2 + (down + 0.55) ** 2) / 0.28)
    canvas.fill(inside * sheen * (0.22 if light else 0.13), WHITE)
    inner = np.clip((0.80 - distance) / edge + 0.5, 0, 1)
    canvas.fill(inner * (0.20 if light else 0.07), WHITE)
    width = max(radius * 0.011, 1.2) / radius
    rim = np.clip((width - np.abs(distance - 1 + width)) / edge + 0.5, 0, 1)
    facing = 0.5 - 0.5 * (across + down) / (np.sqrt(2) * np.maximum(distance, 0.01))
    canvas.fill(rim * (0.25 + 0.50 * facing), WHITE)
    return canvas.layer(x - middle, y - middle)


@lru_cache(maxsize=8)
def _picture(path: Path, _changed: int, radius: float, x: float, y: float) -> Layer:
    reach = math.ceil(radius * 0.25)
    wanted = radius * 1.28
    with Image.open(path) as image:
        image = image.convert("RGBA")
        scale = wanted / max(image.size)
        image = image.resize(
            (max(round(image.width * scale), 2), max(round(image.height * scale), 2)),
            Image.Resampling.LANCZOS,
        )
    pixels = premultiplied(np.asarray(image))
    canvas = Canvas(image.width + 2 * reach, image.height + 2 * reach)
    mask = np.zeros((canvas.height, canvas.width), np.float32)
    mask[reach : reach + image.height, reach : reach + image.width] = pixels[..., 3]
    canvas.shade(mask, NIGHT, blur=radius * 0.075, down=radius * 0.075, opacity=0.45)
    canvas.lay(pixels, reach, reach)
    return canvas.layer(x - canvas.width / 2, y - canvas.height / 2)
