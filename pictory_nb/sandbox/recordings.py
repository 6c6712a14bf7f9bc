"""Recordings that are heard instead of a voice: how long they are, and stretches of their sound."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pictory_nb.errors import RenderError
from pictory_nb.sandbox.sources.told import Recorded
from pictory_nb.sandbox.speech import Speech, SpokenWord

if TYPE_CHECKING:
    import numpy as np

__all__ = ["RATE", "cut", "length_of", "sound_of"]

RATE = 48_000


def length_of(file: Path, name: str) -> float:
    """Seconds. ``name`` is the scene, for the ``RenderError`` of a file that holds no sound."""
    import av

    from pictory_nb.renderer.opening import open_media

    mend = "give a file with sound, such as MP3, WAV or MP4"
    try:
        with open_media(file) as container:
            if not container.streams.audio:
                raise RenderError(f"{name}: {file.name} holds no sound", mend=mend)
            stream = container.streams.audio[0]
            if container.duration:
                return container.duration / av.time_base
            if stream.duration and stream.time_base:
                return float(stream.duration * stream.time_base)
            return max((float(frame.time or 0) for frame in container.decode(stream)), default=0.0)
    except (OSError, av.FFmpegError):
        raise RenderError(f"{name}: {file.name} cannot be read as sound", mend=mend) from None


def cut(recorded: Recorded) -> Speech:
    """The sound of a stretch, mono at ``RATE``, with the times of its words from its start. For a worker."""
    import numpy as np

    samples = sound_of(recorded.file, recorded.start, recorded.end)
    length = round((recorded.end - recorded.start) * RATE)
    samples = np.pad(samples[:length], (0, max(0, length - len(samples))))
    begin, reach = recorded.start, recorded.end - recorded.start
    words = tuple(
        SpokenWord(text, min(max(start - begin, 0.0), reach), min(max(end - begin, 0.0), reach))
        for text, start, end in recorded.words
    )
    return Speech(samples, RATE, words)


def sound_of(file: Path, start: float, end: float) -> np.ndarray:
    """The samples of a stretch: mono float32 at ``RATE``. Only what is near to it is decoded."""
    import av
    import numpy as np

    from pictory_nb.renderer.opening import open_media

    parts: list[np.ndarray] = []
    begun: float | None = None
    try:
        with open_media(file) as container:
            stream = container.streams.audio[0]
            if start > 1:
                container.seek(round((start - 0.5) * av.time_base))
            resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
            for frame in container.decode(stream):
                at = float(frame.time or 0.0)
                if at > end:
                    break
                begun = at if begun is None else begun
                parts += [piece.to_ndarray()[0] for piece in resampler.resample(frame)]
            parts += [piece.to_ndarray()[0] for piece in resampler.resample(None)]
    except (OSError, IndexError, av.FFmpegError) as error:
        raise RenderError(
            f"{file.name} cannot be read as sound: {error}", mend="give a file with sound, such as MP3, WAV or MP4"
        ) from None
    sound = np.concatenate(parts) if parts else np.zeros(0, np.float32)
    skip = round((start - (begun or 0.0)) * RATE)
    return (sound[skip:] if skip >= 0 else np.pad(sound, (-skip, 0)))[: round((end - start) * RATE)]
