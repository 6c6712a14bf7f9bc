"""The place of an avatar: a drawn figure in its frame, with a label that says that nobody is there."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from pictory_nb.layout import AVATAR_ROOM, AVATAR_WIDTH, Box, Layout, spot_of
from pictory_nb.renderer.canvas import Canvas
from pictory_nb.renderer.colour import mixed
from pictory_nb.renderer.film import FontBook, Presenter
from pictory_nb.renderer.lettering import Typesetter
from pictory_nb.renderer.look import NIGHT, WHITE, Look

if TYPE_CHECKING:
    from pictory_nb.renderer.planes import Layer

_LABEL = Look(size=22, weight=700, shadow_width=0)


def presenter_box(presenter: Presenter, layout: Layout, room: Box) -> Box:
    """Where the frame stands: a square of the width that was asked for, in ``room`` unless it was placed."""
    spot = spot_of(presenter.element)
    usual = AVATAR_WIDTH * min(layout.width, layout.height) * AVATAR_ROOM
    wide = spot.width * layout.width if spot.width is not None else usual
    side = min(max(wide, 24), layout.height, layout.width)
    return layout.spot(spot, side, side, "bottom-right", None if spot.is_given else room)


def presenter_layer(presenter: Presenter, fonts: FontBook, layout: Layout, room: Box) -> Layer:
    """The figure, drawn in its place."""
    box = presenter_box(presenter, layout, room)
    reach = math.ceil(layout.unit * 24) * 2
    left, top = math.floor(box.x / 2) * 2 - reach, math.floor(box.y / 2) * 2 - reach
    side = box.width
    canvas = Canvas(side + 2 * reach + 2, side + 2 * reach + 2)
    x, y = box.x - left, box.y - top
    radius = presenter.radius * side / 2
    frame = canvas.rounded(x, y, side, side, radius)
    canvas.shade(frame, NIGHT, blur=16 * layout.unit, down=8 * layout.unit, opacity=0.45)
    canvas.fill(frame, presenter.ground)
    light = (*mixed(presenter.ground, WHITE, 0.35), 255)
    down = (np.arange(canvas.height, dtype=np.float32) - y) / side
    canvas.fill(frame * np.clip(1 - down, 0, 1)[:, None], light, 0.55)
    canvas.fill(frame * _figure(canvas, x, y, side), (*mixed(presenter.ground, WHITE, 0.82), 255))
    _label(canvas, presenter.label, fonts, x, y, side)
    border = presenter.border * layout.unit
    inner = canvas.rounded(x + border, y + border, side - 2 * border, side - 2 * border, max(radius - border, 0))
    canvas.fill(np.clip(frame - inner, 0, 1), presenter.rim)
    return canvas.layer(left, top)


def _figure(canvas: Canvas, x: float, y: float, side: float) -> np.ndarray:
    """Head and shoulders."""
    head = canvas.rounded(x + side * 0.36, y + side * 0.17, side * 0.28, side * 0.32, side * 0.14)
    body = canvas.rounded(x + side * 0.17, y + side * 0.55, side * 0.66, side * 0.8, side * 0.30)
    return np.maximum(head, body)


def _label(canvas: Canvas, text: str, fonts: FontBook, x: float, y: float, side: float) -> None:
    """The label on a band across the chest, as large as it may be."""
    setter = Typesetter(_LABEL, fonts, side / 230)
    wide = setter.width(text)
    if wide > side * 0.66:
        setter = Typesetter(_LABEL, fonts, side / 230 * side * 0.66 / wide)
        wide = setter.width(text)
    high = setter.size * 1.7
    middle, left = y + side * 0.77, x + (side - wide) / 2
    band = canvas.rounded(left - setter.size * 0.7, middle - high / 2, wide + setter.size * 1.4, high, high / 2)
    canvas.fill(band, NIGHT, 0.86)
    canvas.fill(setter.mask(canvas.width, canvas.height, [(text, left, middle + setter.capital / 2)]), WHITE)
