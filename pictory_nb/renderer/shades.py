"""Soft darkness under words that stand on a photograph or a video."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from pictory_nb.renderer.canvas import Canvas
from pictory_nb.renderer.layout import Box, Layout
from pictory_nb.renderer.look import NIGHT, Look
from pictory_nb.renderer.planes import Layer


def shades(layout: Layout, titles: Sequence[Box], captions: Box | None, look: Look) -> list[Layer]:
    """A cloud behind each title, and a slope under the captions, weaker where their own box carries them."""
    layers = [_cloud(layout, title, 0.42) for title in titles]
    if captions and not (look.box and look.box[3] > 250):
        layers.append(_slope(layout, captions, 0.30 if look.box else 0.62))
    return layers


def _slope(layout: Layout, captions: Box, strength: float) -> Layer:
    """Darkness that grows from beyond the captions to the nearer edge of the frame."""
    is_low = captions.centre[1] > layout.height / 2
    taken = layout.height - captions.y if is_low else captions.y + captions.height
    height = min(round(taken + captions.height + layout.height * 0.06), layout.height) // 2 * 2
    share = np.linspace(0, 1, height, dtype=np.float32)
    rise = share * share * (3 - 2 * share)
    canvas = Canvas(layout.width, height)
    canvas.fill(np.repeat((rise if is_low else rise[::-1])[:, None], canvas.width, 1), NIGHT, strength)
    return canvas.layer(0, layout.height - height if is_low else 0)


def _cloud(layout: Layout, box: Box, strength: float) -> Layer:
    """Darkness around a text, densest behind the letters, without an edge that is seen."""
    x, y = box.centre
    wide, high = box.width * 0.75 + 380 * layout.unit, box.height * 0.75 + 300 * layout.unit
    # Computed at an eighth of the size: nothing in it is finer.
    across = (np.arange(0, 2 * wide, 8, dtype=np.float32) + 4 - wide) / wide
    down = (np.arange(0, 2 * high, 8, dtype=np.float32) + 4 - high) / high
    small = np.outer(_hill(down), _hill(across))
    canvas = Canvas(len(across) * 8, len(down) * 8)
    mask = cv2.resize(small, (canvas.width, canvas.height), interpolation=cv2.INTER_CUBIC).clip(0, 1)
    canvas.fill(mask, NIGHT, strength)
    return canvas.layer(x - canvas.width / 2, y - canvas.height / 2)


def _hill(at: np.ndarray) -> np.ndarray:
    """1 at 0, falling softly to 0 at -1 and at 1."""
    return (1 - np.clip(at**2, 0, 1)) ** 2
