"""The sound of a film: what is heard, brought to one even loudness, and encoded as AAC."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import av
import numpy as np

from pictory_nb.renderer.chunk import Packet
from pictory_nb.renderer.encoder import SOUND_RATE, sound_encoder
from pictory_nb.renderer.film import Film
from pictory_nb.renderer.loudness import limited
from pictory_nb.renderer.mixing import Mixer, factor_to, stretches

CEILING = 10 ** (-2.0 / 20)
"""True peaks stay 2 dB under full scale: AAC adds up to one of them."""
_AROUND = 48 * SOUND_RATE // 1000
"""Samples before and after a stretch that the limiter looks at."""


@dataclass(frozen=True)
class EncodedSound:
    """AAC packets of the whole film, their times in samples."""

    packets: tuple[Packet, ...] = field(repr=False)
    extradata: bytes = field(repr=False)
    samples: int


def encode_soundtrack(film: Film) -> EncodedSound:
    """Mix and encode the sound of ``film``. Without speech and music it is silence, since some players want a track.

    Raises ``RenderError`` that names the file.
    """
    encoder, packets, at = sound_encoder(film.size), [], 0
    for sound in _mixed(film):
        for start in range(0, len(sound), 1024):
            block = np.ascontiguousarray(sound[start : start + 1024].T)
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, at + start, encoder.time_base
            packets += ((packet.pts, packet.dts, True, bytes(packet)) for packet in encoder.encode(frame))
        at += len(sound)
    packets += ((packet.pts, packet.dts, True, bytes(packet)) for packet in encoder.encode(None))
    return EncodedSound(tuple(packets), bytes(encoder.extradata), at)


def mix(film: Film) -> np.ndarray:
    """The sound of ``film``: stereo float32 (samples, 2) at 48 kHz, as long as its pictures.

    Raises ``RenderError`` that names the file.
    """
    return np.concatenate([np.zeros((0, 2), np.float32), *_mixed(film)])


def _mixed(film: Film) -> Iterator[np.ndarray]:
    """The sound of the film in stretches, one after another."""
    mixer = Mixer(film)
    factor = np.float32(factor_to(mixer.wanted, mixer.loudness) if mixer.speaks else 1.0)
    for begin, end in stretches(mixer.length):
        first, last = max(begin - _AROUND, 0), min(end + _AROUND, mixer.length)
        around = mixer.heard(first, last) * factor
        yield limited(around, SOUND_RATE, CEILING)[begin - first : end - first]
