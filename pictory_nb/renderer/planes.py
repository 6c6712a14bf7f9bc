"""A picture as its three planes (Y, U, V; 4:2:0, BT.709, limited range), and layers laid over it.

Staying in the encoder's own format costs 1.5 bytes a pixel and no conversion per frame.
"""

from __future__ import annotations

import math
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
    _phases: dict[tuple[int, int], Layer] = field(default_factory=dict, repr=False)
    _soft: dict[int, Layer] = field(default_factory=dict, repr=False)

    @classmethod
    def from_pixels(cls, pixels: np.ndarray, x: float, y: float, *, soft: bool = False) -> Layer:
        """From premultiplied float32 RGBA of 0..1; the position is rounded to the chroma grid.

        What is ``soft``, a slow gradient, is dithered, so that it shows no contours.
        """
        left, top = round(x / 2) * 2, round(y / 2) * 2
        height, width = pixels.shape[:2]
        if height % 2 or width % 2:
            pixels = cv2.copyMakeBorder(pixels, 0, height % 2, 0, width % 2, cv2.BORDER_CONSTANT)
        planes = cv2.transform(pixels, np.column_stack([_FROM_RGB * 255, _OFFSET]))
        alpha = pixels[..., 3] * 255
        half = (pixels.shape[1] // 2, pixels.shape[0] // 2)
        small = cv2.resize(cv2.merge([planes[..., 1], planes[..., 2], alpha]), half, interpolation=cv2.INTER_AREA)
        large_alpha, small_alpha = 255 - alpha, 255 - small[..., 2]
        parts = [planes[..., 0], small[..., 0], small[..., 1], large_alpha, small_alpha]
        if soft:
            chance = np.random.default_rng(7)
            covers = (large_alpha, small_alpha, small_alpha, large_alpha, small_alpha)
            parts = [
                part + np.where(cover < 254.9, chance.random(part.shape, np.float32) - 0.5, 0)
                for part, cover in zip(parts, covers, strict=True)
            ]
        luma, u, v, keep, small_keep = map(_bytes, parts)
        return cls(left, top, (luma, u, v), (keep, small_keep))

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

    def on(self, under: Layer) -> Layer:
        """The two in one: this layer laid over that one."""
        left, top = min(self.x, under.x), min(self.y, under.y)
        right = max(layer.x + layer.ink[0].shape[1] for layer in (self, under))
        bottom = max(layer.y + layer.ink[0].shape[0] for layer in (self, under))
        above, below = (layer._padded(left, top, right, bottom) for layer in (self, under))
        keeps = (above.keep[0], above.keep[1], above.keep[1])
        ink = tuple(
            cv2.add(cv2.multiply(ground, keep, scale=1 / 255), ink)
            for ground, keep, ink in zip(below.ink, keeps, above.ink, strict=True)
        )
        keep = tuple(cv2.multiply(*both, scale=1 / 255) for both in zip(below.keep, above.keep, strict=True))
        return Layer(left, top, ink, keep)

    def _padded(self, left: int, top: int, right: int, bottom: int) -> Layer:
        """The same layer with nothing around it, up to these pixels of the frame."""
        height, width = self.ink[0].shape
        room = (self.y - top, bottom - self.y - height, self.x - left, right - self.x - width)

        def padded(plane: np.ndarray, part: int, level: int) -> np.ndarray:
            return cv2.copyMakeBorder(plane, *(side // part for side in room), cv2.BORDER_CONSTANT, value=level)

        ink = tuple(padded(plane, 1 if n == 0 else 2, 0) for n, plane in enumerate(self.ink))
        return Layer(left, top, ink, (padded(self.keep[0], 1, 255), padded(self.keep[1], 2, 255)))

    def moved(self, right: float, down: float) -> Layer:
        """The same layer elsewhere, to the eighth of a pixel, so that slow motion is smooth."""
        columns, across = divmod(round(right * 4), 8)
        rows, below = divmod(round(down * 4), 8)
        moved = self._phase(across, below)
        return Layer(self.x + columns * 2, self.y + rows * 2, moved.ink, moved.keep)

    def _phase(self, across: int, below: int) -> Layer:
        if not across and not below:
            return self
        if (across, below) not in self._phases:
            self._phases[across, below] = self.warped(np.array([[1, 0, across / 4], [0, 1, below / 4]], np.float32), 2)
        return self._phases[across, below]

    def grown(self, scale: float) -> Layer:
        """The same layer enlarged or reduced around its own middle."""
        height, width = self.ink[0].shape
        room = math.ceil(max(scale - 1, 0) * max(width, height) / 4) * 2
        shift = (np.array([width, height]) / 2) * (1 - scale) + room
        matrix = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]], np.float32)
        larger = self.warped(matrix, 2 * room)
        return Layer(self.x - room, self.y - room, larger.ink, larger.keep)

    def softened(self, sigma: float) -> Layer:
        """The same layer out of focus; ``sigma`` in pixels, taken in steps that nobody sees and that can be kept."""
        step = max(self.ink[0].shape[0] / 200, 0.25)
        times = round(sigma / step)
        if times == 0:
            return self
        if times not in self._soft:
            self._soft[times] = self._blurred(times * step)
        return self._soft[times]

    def _blurred(self, sigma: float) -> Layer:
        room = math.ceil(sigma * 1.25) * 2
        shift = np.array([[1, 0, room], [0, 1, room]], np.float32)
        wide = self.warped(shift, 2 * room)
        parts = [*wide.ink, *wide.keep]
        halves = (False, True, True, False, True)
        soft = [
            cv2.GaussianBlur(part, (0, 0), sigma / 2 if half else sigma, borderType=cv2.BORDER_REPLICATE)
            for part, half in zip(parts, halves, strict=True)
        ]
        return Layer(self.x - room, self.y - room, tuple(soft[:3]), tuple(soft[3:]))

    def cut(self, left: float, top: float, right: float, bottom: float) -> Layer | None:
        """The part between these shares of its width and its height, or None when nothing is left of it."""
        height, width = self.ink[0].shape
        x, end = (round(share * width / 2) * 2 for share in (left, right))
        y, low = (round(share * height / 2) * 2 for share in (top, bottom))
        if x >= end or y >= low:
            return None
        ink, keep = (
            tuple(
                part[y:low, x:end] if n == 0 else part[y // 2 : low // 2, x // 2 : end // 2]
                for n, part in enumerate(parts)
            )
            for parts in (self.ink, self.keep)
        )
        return Layer(self.x + x, self.y + y, ink, keep)

    def at(self, x: int, y: int) -> Layer:
        """The same layer at another place; both numbers are even."""
        return Layer(x, y, self.ink, self.keep, self._phases if (x, y) == (self.x, self.y) else {})

    def between(self, left: float, top: float, right: float, bottom: float) -> Layer | None:
        """The part between these pixels of the frame, or None when it holds none."""
        height, width = self.ink[0].shape
        edges = ((left - self.x) / width, (top - self.y) / height, (right - self.x) / width, (bottom - self.y) / height)
        return self.cut(*(min(max(edge, 0.0), 1.0) for edge in edges))

    def warped(self, matrix: np.ndarray, room: int) -> Layer:
        """Its pixels moved by ``matrix`` (2×3, in pixels of luma) into planes that are ``room`` larger; same place."""
        ink = tuple(_warped(plane, matrix, room, 1 if n == 0 else 2, 0) for n, plane in enumerate(self.ink))
        keep = (_warped(self.keep[0], matrix, room, 1, 255), _warped(self.keep[1], matrix, room, 2, 255))
        return Layer(self.x, self.y, ink, keep)


def _warped(plane: np.ndarray, matrix: np.ndarray, room: int, part: int, border: int) -> np.ndarray:
    height, width = plane.shape
    if part > 1:  # the middle of a chroma pixel lies between four of luma
        matrix = matrix.copy()
        matrix[:, 2] = (matrix[:, 2] + matrix[:, :2].sum(axis=1) * 0.5 - 0.5) / part
    return cv2.warpAffine(
        plane,
        matrix,
        (width + room // part, height + room // part),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=border,
    )


def _bytes(values: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(np.clip(values + 0.5, 0, 255).astype(np.uint8))
