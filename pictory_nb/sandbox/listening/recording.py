"""A recording as the recogniser takes it: mono, 16 000 samples a second; and quiet places to part a long one at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pictory_nb.errors import RenderError

if TYPE_CHECKING:
    import numpy as np

__all__ = ["HOP", "RATE", "Measures", "decoded", "levels", "measured", "pieces"]

RATE = 16_000
HOP = 100
"""Steps per second in which loudness is looked at."""
PIECE = 56.0
"""Seconds of one piece: two of the network's windows, so that several workers hear side by side."""
_REACH = 12.0
"""Seconds before the end of a piece in which a quiet place is looked for."""


@dataclass(frozen=True)
class Measures:
    """Seconds of a film or a recording, and the size of its pictures, upright, if it has any."""

    duration: float
    size: tuple[int, int] | None = None


def measured(path: Path) -> Measures:
    """How long and how large it is. Raises ``RenderError`` for what is neither film nor sound."""
    import av

    with _opened(path) as container:
        length = (container.duration or 0) / av.time_base
        pictures = next(iter(container.streams.video), None)
        if pictures is None or pictures.disposition & av.stream.Disposition.attached_pic:  # the cover of a song
            return Measures(length)
        frame = next(container.decode(pictures), None)
        size = (pictures.width, pictures.height)
        lies = frame is not None and frame.rotation % 180  # telephones film upright what is stored lying
        return Measures(length, size[::-1] if lies else size)


def decoded(path: Path) -> np.ndarray:
    """Its sound: mono float32 samples. Raises ``RenderError`` where there is none."""
    import av
    import numpy as np

    parts = []
    with _opened(path) as container:
        if container.streams.audio:
            resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
            for frame in container.decode(container.streams.audio[0]):
                parts += [part.to_ndarray()[0] for part in resampler.resample(frame)]
            parts += [part.to_ndarray()[0] for part in resampler.resample(None)]
    if not parts:
        raise RenderError(
            f"{path.name} has no sound", code="TRANSCRIPTION_FAILED", mend="give a recording in which somebody speaks"
        )
    return np.concatenate(parts).astype(np.float32) / 32768


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    import av

    from pictory_nb.renderer.opening import open_media

    try:
        with open_media(path) as container:
            yield container
    except (OSError, av.FFmpegError) as error:
        raise RenderError(
            f"{path.name} cannot be read as a film or a recording: {error}",
            code="TRANSCRIPTION_FAILED",
            mend="give an MP4, MOV, AVI, MP3, WAV or M4A",
        ) from None


def levels(sound: np.ndarray) -> np.ndarray:
    """The loudness in each hundredth of a second, in dB below full scale."""
    import numpy as np

    step = RATE // HOP
    count = max(1, -(-len(sound) // step))
    padded = np.zeros(count * step, np.float32)
    padded[: len(sound)] = sound
    return 20 * np.log10(np.sqrt((padded.reshape(count, step) ** 2).mean(axis=1)) + 1e-7)


def pieces(loudness: np.ndarray) -> list[tuple[float, float]]:
    """From when to when each piece lasts: parted where it is quietest, so that no word is torn."""
    import numpy as np

    window = np.hanning(31)
    quiet = np.convolve(loudness, window / window.sum(), "same")
    length = len(loudness) / HOP
    parted, start = [], 0.0
    while length - start > PIECE:
        first, last = round((start + PIECE - _REACH) * HOP), round((start + PIECE) * HOP)
        end = (first + int(np.argmin(quiet[first:last]))) / HOP
        parted.append((start, end))
        start = end
    return [*parted, (start, length)]
