"""What is seen behind a shot: the painter of each kind of backdrop, and how light it is."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from pictory_nb.renderer.aurora import AuroraPainter, dithered
from pictory_nb.renderer.colour import luminance, mixed
from pictory_nb.renderer.film import Aurora, Backdrop, Colour, Footage, Overlay, Picture, Shot
from pictory_nb.renderer.footage import FootagePainter
from pictory_nb.renderer.planes import Planes, blank, copied, yuv
from pictory_nb.renderer.still import StillPainter


class Painter(Protocol):
    """Draws a whole frame as it is at a moment of the shot."""

    def paint(self, seconds: float, planes: Planes) -> None:
        """Fill ``planes`` with the picture at ``seconds``."""


def painter_of(shot: Shot, size: tuple[int, int]) -> Painter:
    """The painter of the shot's backdrop. Raises what its file raises when it cannot be read."""
    match shot.backdrop:
        case Colour():
            return ColourPainter(shot.backdrop, size)
        case Picture():
            return StillPainter(shot.backdrop, size, shot.duration)
        case Footage():
            return FootagePainter(shot.backdrop, size)
        case Aurora():
            return AuroraPainter(shot.backdrop, size)
    raise TypeError(f"{type(shot.backdrop).__name__} is not a backdrop")


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


def is_light(backdrop: Backdrop, overlay: Overlay | None) -> bool:
    """Whether dark ink is read better on it. Photographs get a shade under their words instead."""
    match backdrop:
        case Colour(rgba):
            ground = rgba[:3]
        case Aurora(palette):
            glows = palette[1:] or palette
            mean = tuple(sum(parts) / len(glows) for parts in zip(*glows, strict=True))
            ground = mixed(palette[0], mean, 0.5)
        case _:
            return False
    if overlay:
        ground = mixed(ground, overlay.rgb, overlay.opacity)
    return luminance(ground) > 0.6
