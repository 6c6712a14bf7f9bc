"""A recording as the recogniser takes it: mono, 16 000 samples a second; and quiet places to part a long one at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pictory_nb.errors import RenderError

if TYPE_CHECKING:
    import numpy as np

__all__ = ["HOP", "RATE", "decoded", "levels", "pieces"]

RATE = 16_000
HOP = 100
"""Steps per second in which loudness is looked at."""
PIECE = 56.0
"""Seconds of one piece: two of the network's windows, so that several workers hear side by side."""
_REACH = 12.0
"""Seconds before the end of a piece in which a quiet place is looked for."""


def decoded(path: Path) -> np.ndarray:
    """The sound of a film or a recording: float32 samples. Raises ``RenderError`` where there is none."""
    import av
    import numpy as np

    parts = []
    try:
        with av.open(str(path)) as container:
            if container.streams.audio:
                resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
                for frame in container.decode(container.streams.audio[0]):
                    parts += [part.to_ndarray()[0] for part in resampler.resample(frame)]
                parts += [part.to_ndarray()[0] for part in resampler.resample(None)]
    except (OSError, av.FFmpegError) as error:
        raise RenderError(
            f"{path.name} cannot be read as a film or a recording: {error}",
            code="TRANSCRIPTION_FAILED",
            mend="give an MP4, MOV, AVI, MP3, WAV or M4A",
        ) from None
    if not parts:
        raise RenderError(
            f"{path.name} has no sound", code="TRANSCRIPTION_FAILED", mend="give a recording in which somebody speaks"
        )
    return np.concatenate(parts).astype(np.float32) / 32768


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
