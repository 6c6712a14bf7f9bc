"""The emblem of an aurora: a drawing set into the picture in one of several ways, where no words stand."""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from pictory_nb.layout import Box, Layout
from pictory_nb.renderer.canvas import Canvas, blurred, premultiplied
from pictory_nb.renderer.colour import luminance, mixed
from pictory_nb.renderer.film import RGB, Aurora
from pictory_nb.renderer.look import NIGHT, WHITE
from pictory_nb.renderer.planes import Layer, Planes

_PERIOD = 5.5
"""Seconds from one high point of the floating to the next."""
_POP = 0.7
"""Seconds in which an emblem comes in."""
_GONE = 0.28
"""Seconds in which it goes when its shot has ended."""


class Emblem:
    """The emblem of ``aurora`` in the middle of ``room``, with what is behind it and around it.

    It comes at the start of ``span`` and goes at its end, so that two emblems are never seen through one another.
    """

    def __init__(self, aurora: Aurora, layout: Layout, room: Box, span: tuple[float, float]) -> None:
        self._start, self._end = span
        light = is_light(aurora.palette)
        x, y = room.centre
        radius = min(room.width * 0.36, room.height * 0.40, min(layout.width, layout.height) * 0.27)
        self._radius, self._x, self._y = radius, x, y
        self._behind: list[tuple[Layer, float]] = []
        self._drift: list[tuple[Layer, float]] = []
        tint = mixed(max(aurora.palette, key=_vividness), WHITE, 0.1)
        size, low = radius * 1.28, 0.0
        match aurora.staging:
            case "orbit":
                self._behind = [(_rings(radius, x, y, (1.22, 1.5)), 0.0), (_disc(radius * 0.86, x, y, light), 0.4)]
                size = radius * 1.1
            case "window":
                self._behind = [(_window(radius, x, y, light), 0.25)]
                size, low = radius * 1.2, radius * 0.16  # so that square drawings keep clear of the arch
            case "tile":
                self._behind = [(_tile(radius * 0.98, x, y, tint, light), 0.4)]
                size = radius * 1.2
            case "rays":
                self._behind = [(_rays(radius * 2.1, x, y, light), 0.0)]
                size = radius * 1.62
            case "rings":
                # Beside a heading there is no room for the wide ones.
                rings = tuple(at for at in (0.98, 1.24, 1.5, 1.76) if at * radius <= room.width / 2)
                self._behind = [(_rings(radius, x, y, rings), 0.0), (_glow(radius, x, y, light), 0.0)]
                size = radius * 1.4
            case "hills":
                self._drift = _hills(layout, aurora.palette, light)
                self._behind = [(_glow(radius * 1.1, x, y, light), 0.0)]
                size = radius * 1.5
            case _:
                self._behind = [(_disc(radius, x, y, light), 0.4)]
        self._sway = radius * 0.045
        self._picture = _picture(aurora.emblem, _changed(aurora.emblem), size, x, y + low)
        companions = aurora.companions if room.width > radius * 4.2 else ()  # beside a heading there is no room
        self._around = [_companion(path, n, radius, light) for n, path in enumerate(companions)]
        self._turns = aurora.staging == "orbit"

    def paint(self, seconds: float, planes: Planes) -> None:
        """Lay it over ``planes`` as it stands at ``seconds``: everything floats, the emblem a little more."""
        for layer, speed in self._drift:
            layer.moved(math.sin(seconds * speed) * self._radius * 0.12 - self._radius * 0.12, 0).draw(planes)
        left = min(max((self._end + _GONE - seconds) / _GONE, 0.0), 1.0)
        seconds -= self._start
        if seconds < 0 or left <= 0:
            return
        wave = math.sin(2 * math.pi * seconds / _PERIOD)
        share = min(seconds / _POP, 1.0)
        there = (1 - (1 - share) ** 3) * left
        for layer, sways in self._behind:
            layer.moved(0, wave * self._sway * sways).draw(planes, there)
        for n, (glass, picture) in enumerate(self._around):
            self._paint_companion(n, glass, picture, seconds, planes, left)
        picture = self._picture.moved(0, wave * self._sway)
        if left < 1:
            picture = picture.grown(0.9 + 0.1 * left)
        elif share < 1:  # a small overshoot, so that it seems to be set down
            scale = 1 - math.exp(-5 * share) * math.cos(7 * share) * (1 - share) * 0.55
            picture = self._picture.grown(scale)
        picture.draw(planes, min(share * 3, 1.0) * left)

    def _paint_companion(
        self, n: int, glass: Layer, picture: Layer, seconds: float, planes: Planes, left: float
    ) -> None:
        come = min(max((seconds - 0.35 - 0.2 * n) / 0.5, 0.0), 1.0)
        if not come:
            return
        turn = 0.3 * math.sin(seconds * 0.35 + n) if self._turns else 0.05 * math.sin(seconds * 0.9 + 2 * n)
        angle = (math.pi * 0.12 + turn) if n == 0 else (math.pi * 1.13 + turn)
        far = self._radius * (1.5 if self._turns else 1.72)
        wide = 1.0 if self._turns else 1.12
        x, y = self._x + math.cos(angle) * far * wide, self._y + math.sin(angle) * far * (0.8 if self._turns else 0.55)
        opacity = 1 - (1 - come) ** 3
        for layer in (glass, picture):
            height, width = layer.ink[0].shape
            layer.moved(x - width / 2, y - height / 2 + (1 - opacity) * self._radius * 0.1).draw(planes, opacity * left)


def is_light(palette: tuple[RGB, ...]) -> bool:
    """Whether an aurora of these colours is a light ground."""
    glows = palette[1:] or palette
    mean = tuple(sum(parts) / len(glows) for parts in zip(*glows, strict=True))
    return luminance(mixed(palette[0], mean, 0.5)) > 0.6


def _vividness(rgb: RGB) -> float:
    return (max(rgb) - min(rgb)) * max(rgb)


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns


def _polar(radius: float, reach: float) -> tuple[Canvas, np.ndarray, np.ndarray, np.ndarray]:
    """A square canvas around a circle, with the place of each of its columns and rows and the distance of each pixel,
    in radii.
    """
    side = 2 * (math.ceil(radius * (1 + reach)) + 2)
    canvas = Canvas(side, side)
    across = ((np.arange(side, dtype=np.float32) + 0.5 - side / 2) / radius)[None, :]
    return canvas, across, across.T, np.hypot(across, across.T)


# All chunks of a film that are drawn by one process share these.
@lru_cache(maxsize=8)
def _disc(radius: float, x: float, y: float, light: bool) -> Layer:
    """Glass: clearer in the middle, a bright rim that catches light at the upper left, a soft shadow below."""
    canvas, across, down, distance = _polar(radius, 0.30)
    edge = 1.6 / radius
    inside = np.clip((1 - distance) / edge + 0.5, 0, 1)
    move = np.array([[1, 0, 0], [0, 1, radius * 0.07]], np.float32)
    shadow = cv2.warpAffine(blurred(inside, radius * 0.09), move, (canvas.width, canvas.height))
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
    return canvas.layer(x - canvas.width / 2, y - canvas.height / 2)


@lru_cache(maxsize=8)
def _rings(radius: float, x: float, y: float, radii: tuple[float, ...]) -> Layer:
    """Fine circles, fainter the wider they are."""
    canvas, _, _, distance = _polar(radius, max(radii) - 1 + 0.05)
    for n, at in enumerate(radii):
        line = np.clip(1.2 - np.abs(distance - at) * radius, 0, 1)
        canvas.fill(line, WHITE, 0.42 / (1 + 0.55 * n))
    return canvas.layer(x - canvas.width / 2, y - canvas.height / 2)


@lru_cache(maxsize=8)
def _glow(radius: float, x: float, y: float, light: bool) -> Layer:
    """A soft light behind the emblem."""
    canvas, _, _, distance = _polar(radius, 0.4)
    canvas.fill(np.clip(1 - distance / 1.4, 0, 1) ** 2, WHITE, 0.55 if light else 0.24)
    return canvas.layer(x - canvas.width / 2, y - canvas.height / 2, soft=True)


@lru_cache(maxsize=8)
def _rays(radius: float, x: float, y: float, light: bool) -> Layer:
    """A burst of soft rays that fade out."""
    canvas, across, down, distance = _polar(radius, 0.02)
    angle = np.arctan2(down, across)
    beam = np.clip(np.cos(angle * 14) * 3.2 * np.maximum(distance, 0.05) + 0.5, 0, 1)
    fade = np.clip(1 - distance, 0, 1) ** 1.3
    canvas.fill(beam * fade, WHITE, 0.42 if light else 0.17)
    canvas.fill(np.clip(1 - distance / 0.6, 0, 1) ** 2, WHITE, 0.4 if light else 0.16)
    return canvas.layer(x - canvas.width / 2, y - canvas.height / 2, soft=True)


@lru_cache(maxsize=8)
def _window(radius: float, x: float, y: float, light: bool) -> Layer:
    """A pane with a round top, wider than the emblem is high."""
    wide, high = radius * 1.55, radius * 2.02
    reach = math.ceil(radius * 0.2) * 2
    canvas = Canvas(wide + 2 * reach, high + 2 * reach)
    pane = canvas.rounded(reach, reach, wide, high, wide / 2)
    low = canvas.rounded(reach, reach + high * 0.4, wide, high * 0.6, radius * 0.16)
    pane = np.maximum(pane, low)
    canvas.shade(pane, NIGHT, blur=radius * 0.1, down=radius * 0.08, opacity=0.18 if light else 0.32)
    canvas.fill(pane, WHITE, 0.42 if light else 0.13)
    slope = np.linspace(1, 0, canvas.height, dtype=np.float32)[:, None]
    canvas.fill(pane * slope, WHITE, 0.30 if light else 0.12)
    edge = np.clip(pane - cv2.erode(pane, np.ones((3, 3), np.uint8)), 0, 1)
    canvas.fill(edge, WHITE, 0.6)
    return canvas.layer(x - canvas.width / 2, y - canvas.height / 2)


@lru_cache(maxsize=8)
def _tile(radius: float, x: float, y: float, tint: RGB, light: bool) -> Layer:
    """A card, a little turned, on another that is turned the other way."""
    side = radius * 1.66
    reach = math.ceil(radius * 0.4) * 2
    canvas = Canvas(side + 2 * reach, side + 2 * reach)
    flat = canvas.rounded(reach, reach, side, side, side * 0.2)
    for degrees, ink, opacity in ((9, WHITE, 0.30 if light else 0.16), (-5, (*tint, 255), 0.94)):
        turn = cv2.getRotationMatrix2D((canvas.width / 2, canvas.height / 2), degrees, 1.0)
        card = cv2.warpAffine(flat, turn, (canvas.width, canvas.height), flags=cv2.INTER_LINEAR)
        canvas.shade(card, NIGHT, blur=radius * 0.08, down=radius * 0.06, opacity=0.2 if light else 0.35)
        canvas.fill(card, ink, opacity)
    slope = np.linspace(1, 0, canvas.height, dtype=np.float32)[:, None]
    canvas.fill(card * slope, WHITE, 0.28)
    return canvas.layer(x - canvas.width / 2, y - canvas.height / 2)


def _hills(layout: Layout, palette: tuple[RGB, ...], light: bool) -> list[tuple[Layer, float]]:
    """Two lines of hills at the foot of the frame, each with the speed at which it sways."""
    return [
        (_hill(layout.width, layout.height, palette[2 % len(palette)], palette[0], 0.46, 1.3, light), 0.35),
        (_hill(layout.width, layout.height, palette[1 % len(palette)], palette[0], 0.34, 4.2, light), 0.55),
    ]


@lru_cache(maxsize=8)
def _hill(width: int, height: int, tint: RGB, ground: RGB, high: float, turn: float, light: bool) -> Layer:
    wide = width + math.ceil(min(width, height) * 0.1) * 2
    tall = math.ceil(height * (high + 0.1) / 2) * 2
    canvas = Canvas(wide, tall)
    across = np.arange(canvas.width, dtype=np.float32) / width
    line = np.sin(across * 5.2 + turn) * 0.42 + np.sin(across * 11 + turn * 2.2) * 0.16
    top = height * 0.1 * (0.55 - line * 0.8)
    down = np.arange(canvas.height, dtype=np.float32)[:, None]
    mask = np.clip(down - top[None] + 0.5, 0, 1)
    canvas.fill(mask, (*mixed(ground, tint, 0.5 if light else 0.42), 255), 0.62)
    slope = np.linspace(0.0, 1.0, canvas.height, dtype=np.float32)[:, None]
    canvas.fill(mask * slope, (*ground, 255), 0.55)
    return canvas.layer(0, height - tall, soft=True)


def _companion(path: Path, n: int, radius: float, light: bool) -> tuple[Layer, Layer]:
    """A smaller emblem in a disc of its own, each drawn around the corner of the frame."""
    small = radius * (0.36 if n == 0 else 0.32)
    return _disc(small, 0, 0, light).at(0, 0), _picture(path, _changed(path), small * 1.25, 0, 0).at(0, 0)


@lru_cache(maxsize=24)
def _picture(path: Path, _changed: int, wanted: float, x: float, y: float) -> Layer:
    reach = math.ceil(wanted * 0.2)
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
    canvas.shade(mask, NIGHT, blur=wanted * 0.06, down=wanted * 0.06, opacity=0.45)
    canvas.lay(pixels, reach, reach)
    return canvas.layer(x - canvas.width / 2, y - canvas.height / 2)
