"""What is seen behind a shot: the painter of each kind of backdrop, and cutaways in its place."""

from __future__ import annotations

from typing import Protocol

import cv2
import numpy as np

from pictory_nb.renderer.aurora import AuroraPainter, dithered
from pictory_nb.renderer.colour import mixed
from pictory_nb.renderer.film import Aurora, Backdrop, Colour, Footage, Overlay, Picture, Shot
from pictory_nb.renderer.footage import FootagePainter
from pictory_nb.renderer.planes import Planes, blank, copied, veil, yuv
from pictory_nb.renderer.still import StillPainter

_BLEND = 0.2
"""Seconds in which a cutaway appears, and in which it vanishes."""


class Painter(Protocol):
    """Draws a whole frame as it is at a moment of the shot."""

    def paint(self, seconds: float, planes: Planes) -> None:
        """Fill ``planes`` with the picture at ``seconds``."""


def painter_of(backdrop: Backdrop, size: tuple[int, int], duration: float) -> Painter:
    """The painter of a backdrop that is seen for ``duration`` seconds. Raises what its file raises when it is read."""
    match backdrop:
        case Colour():
            return ColourPainter(backdrop, size)
        case Picture():
            return StillPainter(backdrop, size, duration)
        case Footage():
            return FootagePainter(backdrop, size, duration)
        case Aurora():
            return AuroraPainter(backdrop, size)
    raise TypeError(f"{type(backdrop).__name__} is not a backdrop")


class ColourPainter:
    """A plain colour, a breath lighter in the upper middle and darker in the corners."""

    def __init__(self, colour: Colour, size: tuple[int, int]) -> None:
        width, height = size
        self._planes = blank(width, height)
        y, u, v = yuv(mixed((0, 0, 0), colour.rgba, colour.rgba[3] / 255))
        across = np.linspace(-1, 1, 64, dtype=np.float32)[None, :]
        down = np.linspace(-1, 1, 64, dtype=np.float32)[:, None]
        shade = 1.03 - 0.10 * np.clip((across**2 + (down + 0.25) ** 2) / 2, 0, 1)
        for n, (plane, level, neutral) in enumerate(zip(self._planes, (y, u, v), (16, 128, 128), strict=True)):
            dithered((level - neutral) * shade + neutral, plane, part=1 if n == 0 else 2)

    def paint(self, seconds: float, planes: Planes) -> None:
        """Fill ``planes``."""
        copied(self._planes, planes)


class CutPainter:
    """The backdrop of a shot, and its cutaways while they are seen, each with its own veil."""

    def __init__(self, shot: Shot, size: tuple[int, int]) -> None:
        self._own, self._overlay = painter_of(shot.backdrop, size, shot.duration), shot.overlay
        self._size, self._cutaways = size, shot.cutaways
        self._painters: dict[int, Painter] = {}
        self._under: Planes | None = None

    def paint(self, seconds: float, planes: Planes) -> None:
        """Fill ``planes`` with the picture at ``seconds``; cutaways fade in and out within a few frames."""
        index = next((n for n, cut in enumerate(self._cutaways) if cut.start <= seconds < cut.end), None)
        if index is None:
            self._paint_own(seconds, planes)
            return
        cut = self._cutaways[index]
        edge = min(seconds - cut.start, cut.end - seconds) / _BLEND
        if edge < 1:
            self._under = self._under or blank(*self._size)
            self._paint_own(seconds, self._under)
        if index not in self._painters:
            self._painters[index] = painter_of(cut.backdrop, self._size, cut.end - cut.start)
        self._painters[index].paint(seconds - cut.start, planes)
        _veiled(planes, cut.overlay)
        if edge < 1:
            for under, plane in zip(self._under, planes, strict=True):
                cv2.addWeighted(under, 1 - edge, plane, edge, 0, dst=plane)

    def _paint_own(self, seconds: float, planes: Planes) -> None:
        self._own.paint(seconds, planes)
        _veiled(planes, self._overlay)


def _veiled(planes: Planes, overlay: Overlay | None) -> None:
    if overlay:
        veil(planes, overlay.rgb, overlay.opacity)
