"""The encoders' settings, which every task shares: only equal settings give packets that can be joined."""

from __future__ import annotations

from fractions import Fraction

import av

# The picture of x264's "veryfast" for little more than half of its work (measured; see the project's benchmarks).
# One thread each: two encoders of one thread are twice as fast as one of two.
VIDEO_OPTIONS = {
    "preset": "superfast",
    "crf": "23",
    "threads": "1",
    "x264-params": "b-adapt=0:scenecut=0:mbtree=1:rc-lookahead=10:weightp=0:keyint=250"
    # More bits for flat and dark parts, where slow gradients would otherwise break into blocks.
    ":aq-mode=3:aq-strength=1.2",
}
# As tall as a stamp, a film is kept in a notebook beside a dozen others: bytes count, and a slow search for them costs
# 3 ms a frame. It looks the same with a third less of them.
STAMP = 144
STAMP_OPTIONS = {
    "preset": "slow",
    "crf": "30",
    "threads": "1",
    "x264-params": "scenecut=0:keyint=250:bframes=5:aq-mode=3:aq-strength=1.2",
}
SOUND_RATE = 48_000
SOUND_BITS, SMALL_SOUND_BITS = 96_000, 64_000
SMALL = 480
"""Pixels of the shorter side up to which a film is small: for a notebook or a preview, where its sound weighs most."""
_GLOBAL_HEADER = 1 << 22
_BT709, _LIMITED = 1, 1


def video_encoder(size: tuple[int, int], fps: int) -> av.VideoCodecContext:
    """A fresh H.264 encoder."""
    encoder = av.CodecContext.create("libx264", "w")
    set_up_video(encoder, size, fps)
    return encoder


def set_up_video(encoder: av.VideoCodecContext, size: tuple[int, int], fps: int) -> None:
    """Give an encoder, or a stream's, the settings of the house."""
    encoder.width, encoder.height = size
    encoder.pix_fmt = "yuv420p"
    encoder.time_base = Fraction(1, fps)
    encoder.framerate = Fraction(fps, 1)
    encoder.color_range = _LIMITED
    encoder.colorspace = encoder.color_primaries = encoder.color_trc = _BT709
    encoder.options = dict(STAMP_OPTIONS if min(size) <= STAMP else VIDEO_OPTIONS)
    encoder.flags |= _GLOBAL_HEADER


def set_up_sound(encoder: av.AudioCodecContext, size: tuple[int, int]) -> None:
    """Give an AAC encoder, or a stream's, the settings of the house for a film of that ``size``."""
    encoder.sample_rate = SOUND_RATE
    encoder.layout = "stereo"
    encoder.format = "fltp"
    encoder.bit_rate = SMALL_SOUND_BITS if min(size) <= SMALL else SOUND_BITS
    encoder.options = {"aac_coder": "fast"}  # at such a bit rate as good as the slow search, in half of the time
    encoder.time_base = Fraction(1, SOUND_RATE)
    encoder.flags |= _GLOBAL_HEADER


def sound_encoder(size: tuple[int, int]) -> av.AudioCodecContext:
    """A fresh AAC encoder for a film of that ``size``."""
    encoder = av.CodecContext.create("aac", "w")
    set_up_sound(encoder, size)
    return encoder
