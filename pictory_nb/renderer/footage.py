"""A video that covers the frame: decoded forward, one picture for every moment asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np

from pictory_nb.renderer.camera import view_of, viewed
from pictory_nb.renderer.film import Footage
from pictory_nb.renderer.hdr import Toner, toner_of
from pictory_nb.renderer.opening import open_media
from pictory_nb.renderer.planes import Planes, copied


class FootagePainter:
    """Draws a video. Moments are expected to run forward; going back costs a seek."""

    def __init__(self, footage: Footage, size: tuple[int, int], duration: float = 1.0) -> None:
        self.size, self._camera, self._duration = size, footage.camera, max(duration, 0.1)
        self._container = open_media(footage.path)
        self._stream = self._container.streams.video[0]
        self._stream.codec_context.thread_count = 1
        self._toner = toner_of(self._stream.codec_context)
        self._clips = footage.clips or ((0.0, length_of(self._container)),)
        self._loop = footage.loop
        self._frames: Iterator[av.VideoFrame] = iter(())
        self._shown: av.VideoFrame | None = None
        self._next: av.VideoFrame | None = None
        self._last_asked = float("inf")
        self._planes: Planes | None = None

    def paint(self, seconds: float, planes: Planes) -> None:
        """Fill ``planes`` with the picture at ``seconds`` of the shot."""
        self._go_to(source_time(seconds, self._clips, self._loop))
        if self._planes is None and self._shown is not None:
            self._planes = _fitted(self._shown, self.size, self._toner)
        if self._planes is None:
            return
        if self._camera is None:
            copied(self._planes, planes)
        else:
            viewed(self._planes, view_of(self._camera, seconds / self._duration), planes)

    def _go_to(self, moment: float) -> None:
        if moment < self._last_asked or moment > self._last_asked + 2:
            self._seek(moment)
        self._last_asked = moment
        while self._next is not None and self._time(self._next) <= moment + 1e-3:
            self._shown, self._planes = self._next, None
            self._next = next(self._frames, None)
        if self._shown is None and self._next is not None:  # the first picture may come a moment late
            self._shown = self._next

    def _seek(self, moment: float) -> None:
        base = self._stream.time_base
        begin = self._stream.start_time or 0
        self._container.seek(max(int(moment / base), 0) + begin, stream=self._stream)
        self._frames = self._container.decode(self._stream)
        self._shown, self._planes = None, None
        self._next = next(self._frames, None)

    def _time(self, frame: av.VideoFrame) -> float:
        begin = self._stream.start_time or 0
        return float(((frame.pts or 0) - begin) * self._stream.time_base)


def shape_of(path: Path) -> tuple[int, int]:
    """Width and height of a video as it is shown: upright, and with square pixels."""
    with open_media(path) as container:
        stream = container.streams.video[0]
        frame = next(container.decode(stream))
        aspect = float(stream.sample_aspect_ratio or 1) or 1.0
        shape = (round(frame.width * aspect), frame.height)
        return shape[::-1] if round(frame.rotation / 90) % 2 else shape


def seconds_of(path: Path) -> float | None:
    """How long a video is; None when it cannot be opened."""
    try:
        with open_media(path) as container:
            return length_of(container)
    except (OSError, IndexError, av.FFmpegError):
        return None


def length_of(container: av.container.InputContainer) -> float:
    """Seconds of the first video, or of the whole file when the video does not say."""
    stream = container.streams.video[0]
    if stream.duration:
        return float(stream.duration * stream.time_base)
    return (container.duration or 0) / av.time_base or 1.0


def source_time(seconds: float, clips: tuple[tuple[float, float], ...], loop: bool) -> float:
    """The moment of the file that is seen or heard ``seconds`` after the shot's start."""
    total = sum(end - start for start, end in clips)
    # Without a loop, the last picture is held; a little before the end, since nothing is shown at the end itself.
    seconds = seconds % total if loop else min(seconds, total - 1e-3)
    for start, end in clips:
        if seconds < end - start:
            return start + seconds
        seconds -= end - start
    return clips[-1][1] - 1e-3


def _fitted(frame: av.VideoFrame, size: tuple[int, int], toner: Toner | None) -> Planes:
    """The planes of a decoded picture, upright and covering ``size``."""
    quarters = round(frame.rotation / 90)
    lying = size[::-1] if quarters % 2 else size
    scale = max(lying[0] / frame.width, lying[1] / frame.height)
    cover = (max(_even(frame.width * scale), lying[0]), max(_even(frame.height * scale), lying[1]))
    if toner:
        frame = toner(frame.reformat(*cover, format="rgb48le", interpolation="BILINEAR"))
    frame = frame.reformat(*cover, format="yuv420p", dst_colorspace="ITU709", interpolation="BILINEAR")
    luma, u, v = (_middle(_array(plane), lying, 1 if n == 0 else 2) for n, plane in enumerate(frame.planes))
    return np.rot90(luma, quarters), np.rot90(u, quarters), np.rot90(v, quarters)


def _even(length: float) -> int:
    return round(length / 2) * 2


def _array(plane: av.video.plane.VideoPlane) -> np.ndarray:
    return np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)[: plane.height, : plane.width]


def _middle(plane: np.ndarray, size: tuple[int, int], part: int) -> np.ndarray:
    width, height = size[0] // part, size[1] // part
    left, top = (plane.shape[1] - width) // 2, (plane.shape[0] - height) // 2
    return plane[top : top + height, left : left + width].copy()
