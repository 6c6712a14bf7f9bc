"""The eye of a slow move: which part of a picture is seen, cut out and enlarged to fractions of a pixel."""

from __future__ import annotations

import math

import cv2
import numpy as np

from pictory_nb.renderer.film import Camera, View
from pictory_nb.renderer.planes import Planes

_NEAR = 0.04
"""Pixels by which a picture may stand aside, unseen: a slow zoom moves its edges by several times as much a frame."""
_MOST_SKIPPED = 20
"""Pixels at most that are scaled and not shown."""


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

    Whole numbers of pixels cannot show a slow zoom without shaking: the cut is scaled by just the factor that is
    wanted, whatever its own sides are, and it begins at a fraction of a pixel, or where a scaled one meets a whole one.
    """
    height, width = plane.shape
    across, down = view[0] / width, view[1] / height
    begin = (centre[0] - view[0] / 2, centre[1] - view[1] / 2)
    columns = _whole(begin[0], across, width, source.shape[1])
    rows = columns and _whole(begin[1], down, height, source.shape[0])
    if rows:
        part = source[rows[0] : rows[1], columns[0] : columns[1]]
        scaled = cv2.resize(part, None, fx=1 / across, fy=1 / down, interpolation=cv2.INTER_LINEAR)
        np.copyto(plane, scaled[rows[2] : rows[2] + height, columns[2] : columns[2] + width])
        return
    wide, high = _cut(view[0], width), _cut(view[1], height)
    cut = cv2.getRectSubPix(source, (wide, high), (begin[0] + (wide - 1) / 2, begin[1] + (high - 1) / 2))
    if across == down == 1:
        np.copyto(plane, cut)
        return
    scaled = cv2.resize(cut, None, dst=plane, fx=1 / across, fy=1 / down, interpolation=cv2.INTER_LINEAR)
    if scaled.shape != plane.shape:
        np.copyto(plane, scaled[:height, :width])


def _whole(begin: float, scale: float, length: int, room: int) -> tuple[int, int, int] | None:
    """A cut that begins and ends at whole pixels, and the pixel of its scaled self that stands where ``begin`` does.

    Such a cut needs to be interpolated once only. There is one where scaled pixels fall beside those of the source in
    many ways, hence not at a scale of about 1 or 3/2; None where none comes near enough, or where the source ends.
    """
    for skipped in range(_MOST_SKIPPED):
        first = begin - scale * skipped
        whole = round(first)
        if abs(first - whole) <= _NEAR:
            last = whole + math.ceil(scale * (skipped + length))
            return (whole, last, skipped) if whole >= 0 and last <= room else None
    return None


def _cut(view: float, length: int) -> int:
    """The whole number of pixels that, scaled as ``view`` is to ``length``, cover it, and if possible do just that."""
    nearest = round(view)
    return nearest if round(nearest * length / view) == length else math.ceil(view + 1)
