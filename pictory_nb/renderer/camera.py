"""The eye of a slow move: which part of a picture is seen, cut out and enlarged to fractions of a pixel."""

from __future__ import annotations

import cv2
import numpy as np

from pictory_nb.renderer.film import Camera, View
from pictory_nb.renderer.planes import Planes


def view_of(camera: Camera, share: float) -> View:
    """What is seen ``share`` (0 to 1) of the way; beyond its end the camera rests."""
    share = min(max(share, 0.0), 1.0)
    eased = share * share * (3 - 2 * share)
    start, end = camera.start, camera.end
    # Zooming by equal factors in equal times looks even; equal differences would seem to slow down.
    zoom = start.zoom * (end.zoom / start.zoom) ** eased
    return View(zoom, start.x + (end.x - start.x) * eased, start.y + (end.y - start.y) * eased)


def sharpest(camera: Camera) -> float:
    """How near the camera ever goes."""
    return max(camera.start.zoom, camera.end.zoom)


def viewed(source: Planes, view: View, planes: Planes) -> None:
    """Fill ``planes`` with that view of ``source``, which covers the frame; a view never leaves the picture."""
    height, width = source[0].shape
    zoom = max(view.zoom, 1.0)
    wide, high = width / zoom, height / zoom
    x = min(max(view.x * width, wide / 2), width - wide / 2)
    y = min(max(view.y * height, high / 2), height - high / 2)
    for n, (plane, target) in enumerate(zip(source, planes, strict=True)):
        part = 1 if n == 0 else 2
        framed(np.ascontiguousarray(plane), (wide / part, high / part), (x / part, y / part), target)


def framed(source: np.ndarray, view: tuple[float, float], centre: tuple[float, float], plane: np.ndarray) -> None:
    """Enlarge or reduce the ``view`` around ``centre`` to ``plane``, both to fractions of a pixel.

    Whole numbers of pixels cannot show a slow zoom without shaking, so the cut and the enlargement are chosen
    together: of sixteen sizes slightly larger than the frame, the one whose ratio to a whole cut is most exact.
    """
    height, width = plane.shape
    cut_width, wide = _ratio(view[0] / width, width)
    cut_height, high = _ratio(view[1] / height, height)
    cut = cv2.getRectSubPix(source, (cut_width, cut_height), (centre[0] - 0.5, centre[1] - 0.5))
    if cut.shape == plane.shape:
        np.copyto(plane, cut)
        return
    if (wide, high) == (width, height):
        cv2.resize(cut, (width, height), dst=plane, interpolation=cv2.INTER_LINEAR)
        return
    large = cv2.resize(cut, (wide, high), interpolation=cv2.INTER_LINEAR)
    left, top = (wide - width) // 2, (high - height) // 2
    np.copyto(plane, large[top : top + height, left : left + width])


def _ratio(scale: float, length: int) -> tuple[int, int]:
    """``cut / enlarged`` nearest to ``scale``, with ``enlarged`` from ``length`` to fourteen more; both even."""
    pairs = ((round(scale * enlarged / 2) * 2, enlarged) for enlarged in range(length, length + 16, 2))
    return min(((max(cut, 2), enlarged) for cut, enlarged in pairs), key=lambda pair: abs(pair[0] / pair[1] - scale))
