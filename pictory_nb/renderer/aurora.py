"""The moving background: colours that glow and drift, evaluated on a coarse grid, enlarged and dithered; soft lights.

Nothing is rendered at full size but the enlargement, so a 720p frame costs about two milliseconds.
"""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from pictory_nb.renderer.film import Aurora
from pictory_nb.renderer.planes import Planes, blank, copied, yuv

_GRID = 64
"""Cells along the longer side."""
_GROUND = 0.55
"""The weight of the first colour of the palette, everywhere."""
_NEUTRAL = np.array([16, 128, 128], np.float32)[:, None, None]
_SWAY = np.array([0.22, 0.25])
"""How far a glow drifts from its home, in shares of the frame."""
_LIGHTS = 18
_TICKS = 15
"""How often a second the colours change: they glide so slowly that more is not seen. The lights move in every frame."""
_BITS = 8
_FINE = float(1 << _BITS)
"""Steps between two 8-bit levels while colours are mixed; the dither decides which level a pixel gets."""


class AuroraPainter:
    """Draws one aurora. The same seed gives the same picture at the same time, in every process."""

    def __init__(self, aurora: Aurora, size: tuple[int, int]) -> None:
        self.width, self.height = size
        chance = np.random.default_rng(aurora.seed)
        self._ground = _weighed(aurora.palette[0])
        self._glows = np.stack([_weighed(colour) for colour in aurora.palette[1:] or aurora.palette], axis=1)
        count, longest = self._glows.shape[1], max(size)
        self._columns = max(round(_GRID * self.width / longest), 8)
        self._rows = max(round(_GRID * self.height / longest), 8)
        # Distances are measured in the geometric mean of the sides, so glows cover portrait and landscape alike.
        mean = (self.width * self.height) ** 0.5
        self._spread = np.array([self.width, self.height], np.float32) / mean
        self._x = ((np.arange(self._columns, dtype=np.float32) + 0.5) / self._columns * self._spread[0])[None, :]
        self._y = ((np.arange(self._rows, dtype=np.float32) + 0.5) / self._rows * self._spread[1])[None, :]
        self._home = _scattered(chance, count) * self._spread
        self._phase = chance.random((count, 2)) * 2 * np.pi
        self._speed = 0.16 + 0.22 * chance.random((count, 2))
        self._reach = ((0.24 + 0.16 * chance.random((count, 1))) ** 2 * 2).astype(np.float32)
        self._vignette = self._falloff()
        self._glow, self._tick = blank(*size), -1
        self._lights = Lights(size, aurora.seed, is_dark=self._ground[0] < 112)

    def _falloff(self) -> np.ndarray:
        across, down = self._x / self._spread[0] - 0.5, self._y.T / self._spread[1] - 0.5
        strength = 0.34 if self._ground[0] < 112 else 0.05
        return (1 - strength * np.clip((across**2 + down**2) * 2, 0, 1)).astype(np.float32)

    def paint(self, seconds: float, planes: Planes) -> None:
        """Fill ``planes`` with the picture at ``seconds``."""
        tick = int(seconds * _TICKS + 1e-6)
        if tick != self._tick:
            for n, (plane, coarse) in enumerate(zip(self._glow, self._colours(tick / _TICKS), strict=True)):
                dithered(coarse, plane, part=1 if n == 0 else 2)
            self._tick = tick
        copied(self._glow, planes)
        self._lights.paint(seconds, planes)

    def _colours(self, seconds: float) -> np.ndarray:
        """Y, U and V of every cell of the grid: the ground and the glows, each with the weight that it has there."""
        sway = np.sin(self._speed * seconds + self._phase) * _SWAY
        x, y = (self._home + sway * self._spread).astype(np.float32).T[..., None]
        across = np.exp(-((self._x - x) ** 2) / self._reach)
        down = np.exp(-((self._y - y) ** 2) / self._reach)
        # (what, row, glow) times (glow, column) sums up the glows of all cells at once.
        sums = self._glows[:, None, :] * down.T[None] @ across + self._ground[:, None, None] * _GROUND
        levels, vivid, total = sums[:3], sums[3], sums[4]
        levels = levels / total
        # Opposite colours meet in grey; what they lose of their vividness is given back in part.
        left = np.hypot(levels[1], levels[2]) + 1
        levels[1:] *= np.clip((vivid / total + 1) / left, 1, 2.2) ** 0.6
        return levels * self._vignette + _NEUTRAL


def _weighed(colour: tuple[int, ...]) -> np.ndarray:
    """What is summed up of a colour: its three levels from neutral, how vivid it is, and one, for its weight."""
    levels = np.array(yuv(colour), np.float32) - _NEUTRAL.ravel()
    return np.array([*levels, np.hypot(levels[1], levels[2]), 1], np.float32)


def dithered(coarse: np.ndarray, plane: np.ndarray, *, part: int) -> None:
    """Enlarge ``coarse`` levels (float32) to ``plane``, so that slow gradients show no steps.

    Curves first, straight lines for the last factor of eight: that is seen as smooth, and costs a third.
    """
    height, width = plane.shape
    curved = cv2.resize(coarse, (-(-width * part // 16), -(-height * part // 16)), interpolation=cv2.INTER_CUBIC)
    # Half a level less, since the grain has a whole one in the middle, and the shift below rounds down.
    fine = np.clip(curved * _FINE - _FINE / 2, 0, 65000).astype(np.uint16)
    large = cv2.resize(fine, (width, height), interpolation=cv2.INTER_LINEAR)
    cv2.add(large, _grain(width, height), dst=large)
    np.right_shift(large, _BITS, out=plane, casting="unsafe")


class Lights:
    """Out-of-focus lights that drift upwards; they brighten, whatever is below them."""

    def __init__(self, size: tuple[int, int], seed: int, *, is_dark: bool) -> None:
        chance = np.random.default_rng(seed + 1)
        self.width, self.height = size
        unit = min(size) / 720
        strength = 1.0 if is_dark else 0.45
        radii = chance.uniform(6, 36, _LIGHTS) * unit
        levels = chance.uniform(10, 34, _LIGHTS) * strength * (1 - 0.4 * radii / (36 * unit))
        self._sprites = [_light(float(radius), float(level)) for radius, level in zip(radii, levels, strict=True)]
        self._sides = np.array([[len(sprite)] for sprite in self._sprites])
        self._start = chance.random((_LIGHTS, 2)) * size
        self._drift = chance.uniform((-10, -20), (10, -6), (_LIGHTS, 2)) * unit

    def paint(self, seconds: float, planes: Planes) -> None:
        """Add the lights of ``seconds`` to the luma."""
        field = np.array([self.width, self.height]) + self._sides
        places = (self._start + self._drift * seconds) % field - self._sides
        whole = np.floor(places)
        shifts = (self._sides - 1) / 2 - (places - whole)
        for sprite, (left, top), shift in zip(self._sprites, whole.astype(int).tolist(), shifts.tolist(), strict=True):
            side = len(sprite)
            ground = planes[0][max(top, 0) : max(top + side, 0), max(left, 0) : max(left + side, 0)]
            if ground.size:
                light = cv2.getRectSubPix(sprite, (side, side), shift)[max(-top, 0) :, max(-left, 0) :]
                cv2.add(ground, light[: ground.shape[0], : ground.shape[1]], dst=ground)


def _light(radius: float, level: float) -> np.ndarray:
    """A disc with a brighter rim, as an out-of-focus lens draws a point; ``level`` is its brightest luma."""
    size = int(2 * radius + 8)
    down, across = np.mgrid[:size, :size] - (size - 1) / 2
    distance = np.hypot(across, down)
    disc = np.clip((radius - distance) / max(radius * 0.06, 1) + 0.5, 0, 1)
    return (disc * (0.55 + 0.45 * np.clip(distance / radius, 0, 1) ** 4) * level).astype(np.uint8)


def _scattered(chance: np.random.Generator, count: int) -> np.ndarray:
    """Places in the unit square that keep away from one another: the best of some throws, one after another."""
    places = chance.random((1, 2))
    while len(places) < count:
        throws = chance.random((12, 2))
        nearest = np.linalg.norm(throws[:, None] - places[None], axis=2).min(axis=1)
        places = np.vstack([places, throws[nearest.argmax()]])
    return (0.1 + 0.8 * places[:count]).astype(np.float32)


@lru_cache(maxsize=8)
def _grain(width: int, height: int) -> np.ndarray:
    """Dither of two levels' width around 256, high-passed so that it is seen as smoothness and not as noise."""
    side = 128
    chance = np.random.default_rng(42)
    tile = chance.random((side, side)).astype(np.float32)
    for _ in range(4):
        wide = cv2.GaussianBlur(np.tile(tile, (3, 3)), (0, 0), 1.4)[side : 2 * side, side : 2 * side]
        sharp = tile - wide
        tile = (sharp.ravel().argsort().argsort().reshape(side, side) / side**2).astype(np.float32)
    rows, columns = -(-height // side), -(-width // side)
    return np.ascontiguousarray(np.tile(tile * 2 * _FINE, (rows, columns))[:height, :width].astype(np.uint16))
