"""A photograph that covers the frame, at rest or moving by fractions of a pixel."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageOps

from pictory_nb.renderer.camera import framed, sharpest, view_of, viewed
from pictory_nb.renderer.film import Picture
from pictory_nb.renderer.planes import Planes, copied, from_rgb

_ZOOM = {"none": 1.0, "ken_burns": 1.16, "zoom_and_pan": 1.14}
"""How much larger than the frame the picture is prepared, so that there is something to move over."""
_SPARE = 1.07
"""How much larger it is than a slow zoom needs it: at scales that are not about 1 one interpolation can show it."""
_MOST = 2.0
"""A picture is prepared up to so many times as large as the frame, however near a camera goes."""


class StillPainter:
    """Draws a picture. Which way it moves follows from its name, so neighbours differ and a render repeats."""

    def __init__(self, picture: Picture, size: tuple[int, int], duration: float) -> None:
        self.size, self.motion, self.duration = size, picture.motion, max(duration, 0.1)
        self._move = picture.camera
        self._spare = _SPARE if self.motion == "ken_burns" else 1.0
        zoom = min(sharpest(picture.camera), _MOST) if picture.camera else _ZOOM[picture.motion] * self._spare
        self._planes = _prepared(picture.path, size, zoom, picture.path.stat().st_mtime_ns)
        self._turn = sum(picture.path.name.encode()) % 4

    def paint(self, seconds: float, planes: Planes) -> None:
        """Fill ``planes`` with the picture at ``seconds``."""
        if self._move is not None:
            viewed(self._planes, view_of(self._move, seconds / self.duration), planes)
            return
        if self.motion == "none":
            copied(self._planes, planes)
            return
        zoom, x, y = self._camera(seconds / self.duration)
        height, width = self._planes[0].shape
        larger = _ZOOM[self.motion] * self._spare / zoom
        view = (self.size[0] * larger, self.size[1] * larger)
        centre = (view[0] / 2 + (width - view[0]) * x, view[1] / 2 + (height - view[1]) * y)
        for n, (source, plane) in enumerate(zip(self._planes, planes, strict=True)):
            part = 1 if n == 0 else 2
            framed(source, (view[0] / part, view[1] / part), (centre[0] / part, centre[1] / part), plane)

    def _camera(self, share: float) -> tuple[float, float, float]:
        """Zoom (1 shows the whole picture), and where the view stands, from 0 to 1 in both directions."""
        # Beyond the shot's end (under a transition) the motion goes on to the edge of the picture, and rests there.
        share = min(max(share, 0.0), 1.0)
        limit = _ZOOM[self.motion]
        if self.motion == "ken_burns":
            way = share if self._turn % 2 == 0 else 1 - share
            aim = (0.5, 0.38, 0.62, 0.5)[self._turn]
            return 1.02 + (limit - 1.02) * way, 0.5 + (aim - 0.5) * way, 0.5
        across = share if self._turn % 2 == 0 else 1 - share
        return limit, 0.06 + 0.88 * across, (0.5, 0.5, 0.35, 0.65)[self._turn]


@lru_cache(maxsize=3)
def _prepared(path: Path, size: tuple[int, int], zoom: float, _changed: int) -> Planes:
    """The picture scaled to cover ``zoom`` times the frame, upright, on white where it is transparent."""
    # Larger, its halves are to be whole numbers, too; at rest it is copied, and so has the frame's own size.
    wanted = size if zoom == 1 else tuple(int(-(-side * zoom // 4) * 4) for side in size)
    with Image.open(path) as image:
        image.draft("RGB", (wanted[0] * 2, wanted[1] * 2))  # lets the JPEG decoder skip detail that is not shown
        image = ImageOps.exif_transpose(image)
        if image.has_transparency_data:
            image = image.convert("RGBA")
            image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
        pixels = np.asarray(image.convert("RGB"))
    return from_rgb(covering(pixels, wanted))


def covering(pixels: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """The middle of ``pixels`` scaled so that it covers ``size``."""
    height, width = pixels.shape[:2]
    scale = max(size[0] / width, size[1] / height)
    cut = (min(round(size[0] / scale), width), min(round(size[1] / scale), height))
    left, top = (width - cut[0]) // 2, (height - cut[1]) // 2
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return cv2.resize(pixels[top : top + cut[1], left : left + cut[0]], size, interpolation=how)
