"""What stands over the whole film: the logo, and a small text that says where it was made."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PIL import Image

from pictory_nb.layout import Box, Layout
from pictory_nb.renderer.canvas import Canvas, premultiplied
from pictory_nb.renderer.film import FontBook, LogoPicture, Place
from pictory_nb.renderer.ground import Ground, legible
from pictory_nb.renderer.lettering import Typesetter
from pictory_nb.renderer.look import MARK
from pictory_nb.renderer.planes import Layer, Planes


class Marks:
    """Logo and mark, drawn once; the mark's ink is one that is read on ``ground``."""

    def __init__(
        self, logo: LogoPicture | None, mark: str | None, fonts: FontBook, size: tuple[int, int], ground: Ground
    ) -> None:
        layout = Layout(*size)
        self._layers = [_logo(logo, layout, logo.path.stat().st_mtime_ns)] if logo else []
        if mark:
            place: Place = "bottom-right" if logo and logo.position == "bottom-left" else "bottom-left"
            self._layers.append(_mark(mark, place, fonts, layout, ground))

    def paint(self, planes: Planes) -> None:
        """Lay them over ``planes``."""
        for layer in self._layers:
            layer.draw(planes)


@lru_cache(maxsize=2)
def _logo(logo: LogoPicture, layout: Layout, _changed: int) -> Layer:
    """All chunks of a film that are drawn by one process share it."""
    with Image.open(logo.path) as image:
        image = image.convert("RGBA")
        width = max(round(layout.width * logo.width), 2)
        height = max(round(image.height * width / image.width), 2)
        pixels = premultiplied(np.asarray(image.resize((width, height), Image.Resampling.LANCZOS)))
    return Layer.from_pixels(pixels, *layout.corners.placed(width, height, logo.position))


def _mark(text: str, place: Place, fonts: FontBook, layout: Layout, ground: Ground) -> Layer:
    setter = Typesetter(MARK, fonts, layout.unit)
    corner = layout.corners.placed(setter.width(text), setter.capital, place)
    look, _ = legible(MARK, ground, Box(*corner, setter.width(text), setter.capital))
    reach = round(setter.size * 0.6)
    canvas = Canvas(setter.width(text) + 2 * reach, setter.capital + 2 * reach)
    mask = setter.mask(canvas.width, canvas.height, [(text, reach, reach + setter.capital)])
    if look.shadow_width:
        canvas.shade(mask, look.shadow, blur=setter.size * 0.16, down=1, opacity=0.8)
    canvas.fill(mask, look.ink, 0.8)
    x, y = corner
    return canvas.layer(x - reach, y - reach)
