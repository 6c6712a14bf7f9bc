"""Pictures and videos on the picture, in their own proportions, with round corners and a soft shadow."""

from __future__ import annotations

import math

import cv2
import numpy as np
from PIL import Image, ImageOps

from pictory_nb.layout import MEDIUM_WIDTH, Box, Layout, spot_of
from pictory_nb.renderer.canvas import Canvas, premultiplied
from pictory_nb.renderer.film import Inset, Picture
from pictory_nb.renderer.footage import FootagePainter, shape_of
from pictory_nb.renderer.look import NIGHT
from pictory_nb.renderer.planes import Layer, Planes, blank, veil

_CORNER = 14
"""Pixels of a 1080-line picture; pictures with transparent parts, such as icons, are left as they are."""


def inset_box(inset: Inset, layout: Layout, proportions: tuple[int, int]) -> Box:
    """Where a medium of ``proportions`` (width, height) stands; it never is higher than the frame."""
    spot = spot_of(inset.element)
    width = max((spot.width if spot.width is not None else MEDIUM_WIDTH) * layout.width, 4)
    height = width * proportions[1] / proportions[0]
    scale = min(layout.height / height, 1.0)
    return layout.spot(spot, width * scale, height * scale, "center-center")


def inset_painter(inset: Inset, layout: Layout) -> StillInset | FootageInset:
    """The painter of an inset. Raises what its file raises when it cannot be read."""
    return StillInset(inset, layout) if isinstance(inset.medium, Picture) else FootageInset(inset, layout)


class StillInset:
    """A picture, drawn once."""

    def __init__(self, inset: Inset, layout: Layout) -> None:
        with Image.open(inset.medium.path) as image:
            image = ImageOps.exif_transpose(image)
            is_cut_out = image.has_transparency_data
            self.box = inset_box(inset, layout, image.size)
            wanted = (max(round(self.box.width), 2), max(round(self.box.height), 2))
            image = image.convert("RGBA").resize(wanted, Image.Resampling.LANCZOS, reducing_gap=3.0)
        pixels = premultiplied(np.asarray(image))
        if inset.overlay:
            tint = np.array(inset.overlay.rgb, np.float32) / 255
            share = np.float32(inset.overlay.opacity)
            pixels[..., :3] += (tint * pixels[..., 3:] - pixels[..., :3]) * share
        reach = 0 if is_cut_out else math.ceil(layout.unit * 24) * 2
        canvas = Canvas(pixels.shape[1] + 2 * reach, pixels.shape[0] + 2 * reach)
        if not is_cut_out:
            mask = canvas.rounded(reach, reach, pixels.shape[1], pixels.shape[0], _CORNER * layout.unit)
            canvas.shade(mask, NIGHT, blur=16 * layout.unit, down=8 * layout.unit, opacity=0.4)
            pixels = pixels * mask[reach : reach + pixels.shape[0], reach : reach + pixels.shape[1], None]
        canvas.lay(pixels, reach, reach)
        self._layer = canvas.layer(self.box.x - reach, self.box.y - reach)

    def paint(self, seconds: float, planes: Planes) -> None:
        """Lay it over ``planes``."""
        self._layer.draw(planes)


class FootageInset:
    """A video that plays in its own box."""

    def __init__(self, inset: Inset, layout: Layout) -> None:
        self.box = inset_box(inset, layout, shape_of(inset.medium.path))
        width, height = (max(round(side / 4) * 4, 4) for side in (self.box.width, self.box.height))
        self._x, self._y = (round(at / 2) * 2 for at in (self.box.x, self.box.y))
        self._painter = FootagePainter(inset.medium, (width, height))
        self._planes, self._overlay = blank(width, height), inset.overlay
        reach = math.ceil(layout.unit * 24) * 2
        canvas = Canvas(width + 2 * reach, height + 2 * reach)
        mask = canvas.rounded(reach, reach, width, height, _CORNER * layout.unit)
        canvas.shade(mask, NIGHT, blur=16 * layout.unit, down=8 * layout.unit, opacity=0.4)
        self._shadow = canvas.layer(self._x - reach, self._y - reach)
        inside = (mask[reach : reach + height, reach : reach + width] * 255).astype(np.uint8)
        small = cv2.resize(inside, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
        self._cover = (inside, small)

    def paint(self, seconds: float, planes: Planes) -> None:
        """Lay its picture of that moment over ``planes``."""
        self._painter.paint(seconds, self._planes)
        if self._overlay:
            veil(self._planes, self._overlay.rgb, self._overlay.opacity)
        self._shadow.draw(planes)
        cover, small = self._cover
        ink = tuple(
            cv2.multiply(plane, cover if n == 0 else small, scale=1 / 255) for n, plane in enumerate(self._planes)
        )
        Layer(self._x, self._y, ink, (255 - cover, 255 - small)).draw(planes)
