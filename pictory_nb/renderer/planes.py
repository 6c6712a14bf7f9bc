"""A picture as its three planes (Y, U, V; 4:2:0, BT.709, limited range), and layers laid over it.

Staying in the encoder's own format costs 1.5 bytes a pixel and no conversion per frame.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np

Planes = tuple[np.ndarray, np.ndarray, np.ndarray]
"""uint8 arrays: luma (height, width), and twice chroma (height/2, width/2)."""

# Rows Y, U, V; columns R, G, B, all in 0..255; the offsets 16, 128, 128 come on top.
_FROM_RGB = (
    np.array(
        [
            [0.2126 * 219, 0.7152 * 219, 0.0722 * 219],
            [-0.2126 / 1.8556 * 224, -0.7152 / 1.8556 * 224, 0.9278 / 1.8556 * 224],
            [0.7874 / 1.5748 * 224, -0.7152 / 1.5748 * 224, -0.0722 / 1.5748 * 224],
        ]
    )
    / 255
)
_OFFSET = np.array([16.0, 128.0, 128.0])
_TO_RGB = np.linalg.inv(_FROM_RGB)


def blank(width: int, height: int) -> Planes:
    """A black picture. Both sides are even."""
    return (
        np.full((height, width), 16, np.uint8),
        np.full((height // 2, width // 2), 128, np.uint8),
        np.full((height // 2, width // 2), 128, np.uint8),
    )


def yuv(rgb: tuple[int, ...]) -> tuple[float, float, float]:
    """One colour of 0..255 as Y, U, V."""
    y, u, v = _FROM_RGB @ np.array(rgb[:3], float) + _OFFSET
    return float(y), float(u), float(v)


def from_rgb(picture: np.ndarray) -> Planes:
    """The planes of an RGB picture of even sides, uint8 (height, width, 3)."""
    matrix = np.column_stack([_FROM_RGB, _OFFSET])
    luma, u, v = cv2.split(cv2.transform(picture, matrix))
    half = (luma.shape[1] // 2, luma.shape[0] // 2)
    return (
        luma,
        cv2.resize(u, half, interpolation=cv2.INTER_AREA),
        cv2.resize(v, half, interpolation=cv2.INTER_AREA),
    )


def to_rgb(planes: Planes) -> np.ndarray:
    """The RGB picture, uint8 (height, width, 3)."""
    luma, u, v = planes
    whole = (luma.shape[1], luma.shape[0])
    full = [luma, *(cv2.resize(plane, whole, interpolation=cv2.INTER_LINEAR) for plane in (u, v))]
    matrix = np.column_stack([_TO_RGB, -_TO_RGB @ _OFFSET])
    return cv2.transform(cv2.merge(full), matrix)


def copied(source: Planes, planes: Planes) -> None:
    """Fill ``planes`` with ``source``."""
    for plane, new in zip(planes, source, strict=True):
        np.copyto(plane, new)


def veil(planes: Planes, rgb: tuple[int, int, int], opacity: float) -> None:
    """Mix ``planes`` with one colour, in place."""
    for plane, level in zip(planes, yuv(rgb), strict=True):
        cv2.convertScaleAbs(plane, dst=plane, alpha=1 - opacity, beta=level * opacity)


@dataclass(frozen=True, eq=False)
class Layer:
    """A cropped picture with alpha, ready to be laid over planes at ``x``, ``y`` (even numbers).

    ``ink`` is its colour already multiplied by alpha; ``keep`` is how much of the ground remains (luma, chroma).
    """

    x: int
    y: int
    ink: Planes
    keep: tuple[np.ndarray, np.ndarray]
    _phases: dict[int, Layer] = field(default_factory=dict, repr=False)

    @classmethod
    def from_pixels(cls, pixels: np.ndarray, x: float, y: float) -> Layer:
        """From premultiplied float32 RGBA of 0..1; the position is rounded to the chroma grid."""
        left, top = round(x / 2) * 2, round(y / 2) * 2
        height, width = pixels.shape[:2]
        if height % 2 or width % 2:
            pixels = cv2.copyMakeBorder(pixels, 0, height % 2, 0, width % 2, cv2.BORDER_CONSTANT)
        planes = cv2.transform(pixels, np.column_stack([_FROM_RGB * 255, _OFFSET]))
        alpha = pixels[..., 3] * 255
        half = (pixels.shape[1] // 2, pixels.shape[0] // 2)
        small = cv2.resize(cv2.merge([planes[..., 1], planes[..., 2], alpha]), half, interpolation=cv2.INTER_AREA)
        ink = (_bytes(planes[..., 0]), _bytes(small[..., 0]), _bytes(small[..., 1]))
        return cls(left, top, ink, (255 - _bytes(alpha), 255 - _bytes(small[..., 2])))

    def draw(self, planes: Planes, opacity: float = 1.0) -> None:
        """Lay it over ``planes``, in place; what lies outside is cut off."""
        if opacity <= 0.003:
            return
        for n, plane in enumerate(planes):
            ink, keep = self.ink[n], self.keep[min(n, 1)]
            x, y = (self.x, self.y) if n == 0 else (self.x // 2, self.y // 2)
            left, top = max(x, 0), max(y, 0)
            right, bottom = min(x + ink.shape[1], plane.shape[1]), min(y + ink.shape[0], plane.shape[0])
            if left >= right or top >= bottom:
                return
            cut = np.s_[top - y : bottom - y, left - x : right - x]
            ground, ink, keep = plane[top:bottom, left:right], ink[cut], keep[cut]
            if opacity < 0.997:
                ink = cv2.convertScaleAbs(ink, alpha=opacity)
                keep = cv2.convertScaleAbs(keep, alpha=opacity, beta=255 * (1 - opacity))
            cv2.add(cv2.multiply(ground, keep, scale=1 / 255), ink, dst=ground)

    def lowered(self, distance: float) -> Layer:
        """The same layer moved down by ``distance`` pixels, to the eighth of a pixel, so that slow motion is smooth."""
        steps = round(distance * 4)
        rows, phase = divmod(steps, 8)
        moved = self._phase(phase)
        return Layer(self.x, self.y + rows * 2, moved.ink, moved.keep)

    def _phase(self, phase: int) -> Layer:
        if phase == 0:
            return self
        if phase not in self._phases:
            self._phases[phase] = self._shifted(phase / 4)
        return self._phases[phase]

    def _shifted(self, shift: float) -> Layer:
        ink = tuple(
            _shifted(plane, shift if n == 0 else shift / 2, 2 if n == 0 else 1, 0) for n, plane in enumerate(self.ink)
        )
        keep = (_shifted(self.keep[0], shift, 2, 255), _shifted(self.keep[1], shift / 2, 1, 255))
        return Layer(self.x, self.y, ink, keep)


def _shifted(plane: np.ndarray, down: float, room: int, border: int) -> np.ndarray:
    height, width = plane.shape
    move = np.array([[1, 0, 0], [0, 1, down]], np.float32)
    return cv2.warpAffine(
        plane,
        move,
        (width, height + room),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=border,
    )


def _bytes(values: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(np.clip(values + 0.5, 0, 255).astype(np.uint8))
