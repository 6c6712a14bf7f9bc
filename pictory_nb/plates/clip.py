"""Frames become an mp4 without sound: H.264, 30 pictures a second, which the service and every player read."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

__all__ = ["FPS", "write_clip"]

FPS = 30
_OPTIONS = {"preset": "veryfast", "crf": "17", "tune": "animation", "x264-params": "aq-mode=3:keyint=90"}
_BT709, _LIMITED = 1, 1


def write_clip(path: Path, size: tuple[int, int], frames: Iterable[np.ndarray | None]) -> None:
    """``frames`` are RGB pictures (height, width, 3) of bytes; None repeats the one before."""
    with av.open(str(path), "w", options={"movflags": "faststart"}) as container:
        stream = container.add_stream("libx264", rate=FPS, options=_OPTIONS)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        context = stream.codec_context
        context.color_range = _LIMITED
        context.colorspace = context.color_primaries = context.color_trc = _BT709
        picture = None
        for number, pixels in enumerate(frames):
            if pixels is not None:
                rgb = av.VideoFrame.from_ndarray(pixels, format="rgb24")
                picture = rgb.reformat(format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG")
            picture.pts, picture.time_base = number, Fraction(1, FPS)
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
