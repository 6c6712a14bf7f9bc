"""Sound out of files: the whole of one, or the stretches of it that a film keeps."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import av
import numpy as np

from pictory_nb.errors import RenderError
from pictory_nb.renderer.encoder import SOUND_RATE
from pictory_nb.renderer.film import Stretch
from pictory_nb.renderer.opening import open_media

__all__ = ["clips_of", "decoded", "has_sound", "soft_ends", "write_mp3"]

_EARLY = 0.2
"""Seconds before a stretch at which its decoding begins: the first sounds after a jump are not whole."""
_MP3_BITS = 128_000
"""More than a film's sound has: what was encoded once is not to be heard to be so twice."""
_MP3_FRAME = 1152
"""Samples that an MP3 is made of."""


def decoded(path: Path, most: float = math.inf) -> np.ndarray:
    """The sound of a file: stereo float32 (samples, 2) at 48 kHz, the first ``most`` samples of it.

    Raises ``RenderError`` that names the file.
    """
    parts, count = [], 0
    with _opened(path) as container:
        for part in _stereo(container):
            parts.append(part.to_ndarray())
            count += part.samples
            if count >= most:
                break
    if not parts:
        raise _soundless(path)
    return np.ascontiguousarray(np.concatenate(parts, axis=1)[:, : min(count, most)].T)


def clips_of(path: Path, clips: Sequence[Stretch]) -> np.ndarray:
    """The sound of these stretches of a file, one after another, joined without a click; like ``decoded``.

    Only they are decoded, so that a long film can be cut into many short ones. Raises ``RenderError``.
    """
    with _opened(path) as container:
        parts = [soft_ends(_stretch(container, start, end), 0.008) for start, end in clips]
    return np.concatenate(parts) if parts else np.zeros((0, 2), np.float32)


def has_sound(path: Path) -> bool:
    with open_media(path) as container:
        return bool(container.streams.audio)


def write_mp3(film: Path, to: Path) -> Path:
    """Write the sound of ``film`` as an MP3, which appears under its name only when whole. Returns ``to``.

    Raises ``RenderError`` that names the film.
    """
    part = to.with_name(f".{to.name}.{os.getpid()}.part")
    try:
        with _opened(film) as container, av.open(str(part), "w", format="mp3") as out:
            fast = {"compression_level": "7"}  # it looks for bits no longer than is heard
            stream = out.add_stream(
                "libmp3lame", SOUND_RATE, layout="stereo", format="fltp", bit_rate=_MP3_BITS, options=fast
            )
            pieces = av.AudioFifo()
            for frame in _stereo(container):
                pieces.write(frame)
                for piece in pieces.read_many(_MP3_FRAME):
                    out.mux(stream.encode(piece))
            if rest := pieces.read(0, partial=True):
                out.mux(stream.encode(rest))
            out.mux(stream.encode(None))
        os.replace(part, to)
    finally:
        part.unlink(missing_ok=True)
    return to


def soft_ends(samples: np.ndarray, seconds: float = 0.006) -> np.ndarray:
    """Without the click of a sound that begins or ends away from zero."""
    samples = samples.copy()
    count = min(round(seconds * SOUND_RATE), len(samples) // 2)
    ramp = np.linspace(0, 1, count, dtype=np.float32).reshape(-1, *[1] * (samples.ndim - 1))
    samples[:count] *= ramp
    if count:
        samples[-count:] *= ramp[::-1]
    return samples


def _stretch(container: av.container.InputContainer, start: float, end: float) -> np.ndarray:
    """From ``start`` to ``end`` in seconds; silence where the file has none."""
    stream = container.streams.audio[0]
    begin = float((stream.start_time or 0) * stream.time_base)
    out = np.zeros((max(0, round((end - start) * SOUND_RATE)), 2), np.float32)
    container.seek(int(max(0.0, start - _EARLY + begin) / stream.time_base), stream=stream)
    for frame in _stereo(container):
        at = round((float(frame.pts * frame.time_base) - begin - start) * SOUND_RATE)
        if at >= len(out):
            break
        part = frame.to_ndarray().T[max(0, -at) :]
        at = max(0, at)
        out[at : at + len(part)] = part[: len(out) - at]
    return out


@contextmanager
def _opened(path: Path) -> Iterator[av.container.InputContainer]:
    try:
        with open_media(path) as container:
            if not container.streams.audio:
                raise _soundless(path)
            yield container
    except (OSError, av.FFmpegError) as error:
        raise RenderError(
            f"{path} cannot be read as sound: {error}", mend="give an audio file, such as an MP3"
        ) from error


def _stereo(container: av.container.InputContainer) -> Iterator[av.AudioFrame]:
    resampler = av.AudioResampler(format="fltp", layout="stereo", rate=SOUND_RATE)
    for frame in container.decode(container.streams.audio[0]):
        yield from resampler.resample(frame)
    yield from resampler.resample(None)


def _soundless(path: Path) -> RenderError:
    return RenderError(f"{path} holds no sound", mend="give an audio file, such as an MP3")
