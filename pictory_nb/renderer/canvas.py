"""A small transparent picture to compose a layer on: premultiplied float RGBA, cropped to what it holds."""

from __future__ import annotations

import math

import cv2
import numpy as np

from pictory_nb.renderer.film import RGBA
from pictory_nb.renderer.planes import Layer

_BAND = 16
"""Rows that are painted together."""


class Canvas:
    """``width`` × ``height`` pixels. Masks are float32 of 0..1 and as large as the canvas."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = math.ceil(width / 2) * 2, math.ceil(height / 2) * 2
        self.pixels = np.zeros((self.height, self.width, 4), np.float32)

    def fill(self, mask: np.ndarray, colour: RGBA, opacity: float = 1.0) -> None:
        """Paint ``colour`` through ``mask``, in bands: what is between stays in the processor's cache."""
        strength = np.float32(colour[3] / 255 * opacity)
        ink = np.array([*colour[:3], 255], np.float32) / 255
        for top in range(0, self.height, _BAND):
            rows = self.pixels[top : top + _BAND]
            rows += (ink - rows) * cv2.merge([mask[top : top + _BAND] * strength] * 4)

    def lay(self, pixels: np.ndarray, x: int, y: int) -> None:
        """Lay premultiplied float RGBA ``pixels`` over the canvas at ``x``, ``y``."""
        height, width = pixels.shape[:2]
        ground = self.pixels[y : y + height, x : x + width]
        pixels = pixels[: ground.shape[0], : ground.shape[1]]
        ground *= 1 - pixels[..., 3:]
        ground += pixels

    def shade(self, mask: np.ndarray, colour: RGBA, *, blur: float, down: float, opacity: float = 1.0) -> None:
        """A soft shadow of ``mask``, ``down`` pixels below it."""
        soft = blurred(mask, blur)
        move = np.array([[1, 0, 0], [0, 1, down]], np.float32)
        self.fill(cv2.warpAffine(soft, move, (self.width, self.height)), colour, opacity)

    def rounded(self, x: float, y: float, width: float, height: float, radius: float) -> np.ndarray:
        """The mask of a rectangle with round corners, its edges smooth."""
        across = np.abs(np.arange(self.width, dtype=np.float32) + 0.5 - (x + width / 2)) - (width / 2 - radius)
        down = np.abs(np.arange(self.height, dtype=np.float32) + 0.5 - (y + height / 2)) - (height / 2 - radius)
        outside = np.hypot(np.maximum(across, 0)[None, :], np.maximum(down, 0)[:, None])
        inside = np.minimum(np.maximum(across[None, :], down[:, None]), 0)
        return np.clip(radius + 0.5 - outside - inside, 0, 1)

    def layer(self, x: float, y: float, *, soft: bool = False) -> Layer:
        """What was painted, as a layer whose canvas has its top left corner at ``x``, ``y`` of the frame.

        ``soft`` tells that it is a slow gradient.
        """
        return Layer.from_pixels(self.pixels, x, y, soft=soft)


def blurred(mask: np.ndarray, sigma: float) -> np.ndarray:
    """A Gaussian blur; zero beyond the edges."""
    return cv2.GaussianBlur(mask, (0, 0), max(sigma, 0.3), borderType=cv2.BORDER_CONSTANT)


def outlined(mask: np.ndarray, wide: float) -> np.ndarray:
    """The mask grown by ``wide`` pixels on all sides."""
    side = 2 * math.ceil(wide) + 1
    grown = cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)))
    return np.clip(blurred(grown, max(wide * 0.4, 0.5)) * 1.3, 0, 1)


def premultiplied(rgba: np.ndarray) -> np.ndarray:
    """uint8 RGBA (height, width, 4) as premultiplied float32 of 0..1."""
    pixels = rgba.astype(np.float32) / 255
    pixels[..., :3] *= pixels[..., 3:]
    return pixels
