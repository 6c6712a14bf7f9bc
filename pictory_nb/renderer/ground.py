"""Is it legible? Letters are compared with the pixels that really stand behind them (WCAG 2, level AA).

A shot's picture is painted small at a few moments. Where the letters' contrast with the worst of those pixels is too
low, the house's own inks are changed first, then its box is made denser, and at last a soft plate is laid under them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from pictory_nb.layout import Box, Layout
from pictory_nb.renderer.canvas import Canvas, blurred
from pictory_nb.renderer.film import RGB, RGBA
from pictory_nb.renderer.look import INDIGO, NIGHT, SUN, VIOLET, WHITE, Look
from pictory_nb.renderer.planes import Layer

PLAIN, LARGE = 4.5, 3.0
"""The least contrast of letters, and that of large ones (WCAG 2, success criterion 1.4.3)."""
_LARGE_SIZE = 48
"""Pixels of a 1080-line picture from which letters count as large: 24 px on a page half as wide."""
_LIGHT_GROUND = 7.0
"""The contrast with which dark letters must stand out for a ground to count as light."""
_WORST = 4
"""Per cent of the pixels that may be worse than what is measured: a speck behind a letter does no harm."""
_MARGIN = 1.12
"""What is aimed at beyond the least: between two samples the picture moves, and the encoder rounds."""
_MOST_SAMPLES = 4000


@dataclass(frozen=True)
class Plate:
    """Soft darkness, or light, of one strength all over a box."""

    box: Box
    rgb: RGB
    strength: float

    def layer(self, layout: Layout) -> Layer:
        """The plate for a frame of that layout; it fades out beyond the box, so that no edge is seen."""
        soft = layout.unit * 104
        reach = math.ceil(soft * 1.25) * 2
        left, top = int((self.box.x - reach) // 2 * 2), int((self.box.y - reach) // 2 * 2)
        # Computed at a quarter of the size: nothing in it is finer.
        small = Canvas((self.box.width + 2 * reach) / 4, (self.box.height + 2 * reach) / 4)
        pad = soft * 0.9
        grown = [(self.box.x - left - pad) / 4, (self.box.y - top - pad) / 4]
        grown += [(self.box.width + 2 * pad) / 4, (self.box.height + 2 * pad) / 4]
        mask = blurred(small.rounded(*grown, min(pad / 3, grown[2] / 2, grown[3] / 2)), soft / 4 * 0.5)
        canvas = Canvas(small.width * 4, small.height * 4)
        canvas.fill(cv2.resize(mask, (canvas.width, canvas.height)), (*self.rgb, 255), self.strength)
        return canvas.layer(left, top, soft=True)


class Ground:
    """Small RGB pictures of what stands behind the words of a frame of ``size``, at some moments."""

    def __init__(self, pictures: Sequence[np.ndarray], size: tuple[int, int]) -> None:
        self._pictures = np.stack(pictures)
        self._size = size

    def behind(self, box: Box) -> np.ndarray:
        """The colours behind a box: uint8 (pixels, 3)."""
        _, height, width, _ = self._pictures.shape
        across, down = width / self._size[0], height / self._size[1]
        left = min(max(int(box.x * across), 0), width - 1)
        top = min(max(int(box.y * down), 0), height - 1)
        right = max(math.ceil((box.x + box.width) * across), left + 1)
        bottom = max(math.ceil((box.y + box.height) * down), top + 1)
        colours = self._pictures[:, top:bottom, left:right].reshape(-1, 3)
        return colours[:: len(colours) // _MOST_SAMPLES + 1]


def contrast(ink: RGBA, colours: np.ndarray) -> float:
    """The contrast of ``ink`` with all but the worst few of ``colours``: from 1 to 21."""
    letters = float(_luminance(np.array(ink[:3], float)[None])[0])
    grounds = _luminance(colours.astype(float))
    ratios = (np.maximum(grounds, letters) + 0.05) / (np.minimum(grounds, letters) + 0.05)
    worse = len(ratios) * _WORST // 100  # a percentile of NumPy's costs a new process forty milliseconds of imports
    return float(np.partition(ratios, worse)[worse])


def legible(look: Look, ground: Ground, box: Box) -> tuple[Look, Plate | None]:
    """``look`` with inks that are read on ``ground``, and the plate that they need under them."""
    colours = ground.behind(box)
    least = (LARGE if look.size >= _LARGE_SIZE else PLAIN) * _MARGIN
    if look.box:
        return _boxed(look, colours, least), None
    if "ink" not in look.chosen:
        look = _inked(look, colours)
    dark = _is_light(look.ink)
    if "accent" not in look.chosen:
        look = replace(look, accent=SUN if dark else VIOLET)
    strength = _strength([look.ink], colours, least, dark)
    if strength == 0:
        # On a ground that is even and far from the ink a shadow only blurs the letters.
        return (replace(look, shadow_width=0.0) if not dark and "ink" not in look.chosen else look), None
    return look, Plate(box, NIGHT[:3] if dark else WHITE[:3], strength)


def _inked(look: Look, colours: np.ndarray) -> Look:
    """Indigo letters on what is really light, and white ones on all else: between the two a plate serves white best."""
    dark = look.on(True)
    return dark if contrast(dark.ink, colours) >= _LIGHT_GROUND > contrast(look.ink, colours) else look


def _boxed(look: Look, colours: np.ndarray, least: float) -> Look:
    """The look with a box as dense as it must be; inks that the house chose are turned when that helps more."""
    if _box_contrast(look, look.box[3], colours) >= least:
        return look
    if "box" not in look.chosen:
        for alpha in range(look.box[3], 256, 12):
            if _box_contrast(look, alpha, colours) >= least:
                return replace(look, box=(*look.box[:3], alpha))
    if "ink" not in look.chosen:
        other = INDIGO if _is_light(look.ink) else WHITE
        if contrast(other, _mixed(colours, look.box)) > contrast(look.ink, _mixed(colours, look.box)):
            return replace(look, ink=other)
    # Both were asked for: they stay, and an outline parts the letters from their ground.
    light = _is_light(look.ink)
    accent = look.accent if "accent" in look.chosen else SUN if light else VIOLET
    return replace(look, outline=NIGHT if light else WHITE, accent=accent)


def _box_contrast(look: Look, alpha: int, colours: np.ndarray) -> float:
    return contrast(look.ink, _mixed(colours, (*look.box[:3], alpha)))


def _mixed(colours: np.ndarray, over: RGBA) -> np.ndarray:
    return colours + (np.array(over[:3], float) - colours) * (over[3] / 255)


def _strength(inks: Sequence[RGBA], colours: np.ndarray, least: float, dark: bool) -> float:
    """The weakest veil of night, or of white, on which all inks are read; 0 where none is needed."""
    veil = NIGHT if dark else WHITE
    for step in range(11):
        mixed = _mixed(colours, (*veil[:3], round(255 * step * 0.09)))
        if all(contrast(ink, mixed) >= least for ink in inks):
            return step * 0.09
    return 0.9


def _is_light(ink: RGBA) -> bool:
    return float(_luminance(np.array(ink[:3], float)[None])[0]) > 0.18


def _luminance(colours: np.ndarray) -> np.ndarray:
    """Relative luminance, 0 to 1, of RGB colours of 0..255 in rows."""
    parts = np.clip(colours / 255, 0, 1)
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])
