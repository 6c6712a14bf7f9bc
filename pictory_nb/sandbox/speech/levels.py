"""Speech at one steady level, without the silence around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pictory_nb.sandbox.speech.sound import RATE

if TYPE_CHECKING:
    import numpy as np

__all__ = ["last_heard", "levelled", "voiced_span"]

LOUDNESS = -20.0
"""dBFS: root mean square of the parts where somebody speaks."""
PEAK = -1.0
"""dBFS: no sample is louder."""

_FRAME = RATE // 100
_QUIET = 10 ** (-38 / 20)  # of the loudest frame: below it nobody speaks
_MARGIN = round(0.03 * RATE)


def _frames(samples: np.ndarray) -> np.ndarray:
    """The root mean square of each hundredth of a second."""
    import numpy as np

    whole = len(samples) // _FRAME * _FRAME
    return np.sqrt(np.mean(samples[:whole].reshape(-1, _FRAME) ** 2, axis=1))


def voiced_span(samples: np.ndarray) -> tuple[int, int]:
    """Where speech begins and ends, with 30 ms around it for soft consonants; (0, 0) in silence."""
    import numpy as np

    frames = _frames(samples)
    if not len(frames) or frames.max() < 1e-4:
        return 0, 0
    loud = np.flatnonzero(frames > frames.max() * _QUIET)
    begin, end = int(loud[0]) * _FRAME - _MARGIN, int(loud[-1] + 1) * _FRAME + _MARGIN
    return max(0, begin), min(len(samples), end)


def last_heard(samples: np.ndarray, begin: int, end: int) -> int:
    """Where between two places the sound ends: the silence before ``end`` does not belong to a word."""
    import numpy as np

    frames = _frames(samples[begin:end])
    loud = np.flatnonzero(frames > np.abs(samples).max() * _QUIET) if len(frames) else ()
    return begin + (int(loud[-1]) + 1) * _FRAME if len(loud) and loud[-1] + 1 < len(frames) else end


def levelled(samples: np.ndarray) -> np.ndarray:
    """The same sound at ``LOUDNESS``, or a little softer where ``PEAK`` asks for it, its two ends faded."""
    import numpy as np

    frames = _frames(samples)
    voiced = frames[frames > frames.max(initial=0.0) * 0.05]
    if not len(voiced):
        return samples
    gain = 10 ** (LOUDNESS / 20) / np.sqrt(np.mean(voiced**2))
    gain = min(gain, 10 ** (PEAK / 20) / np.abs(samples).max())
    ramp = np.linspace(0, 1, round(0.008 * RATE), dtype=np.float32)
    levelled = (samples * gain).astype(np.float32)
    length = min(len(ramp), len(levelled))
    levelled[:length] *= ramp[:length]
    levelled[len(levelled) - length :] *= ramp[:length][::-1]
    return levelled
