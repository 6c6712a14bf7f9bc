"""How loud a sound is (ITU-R BS.1770-4: K-weighted, gated, in LUFS), and a limiter that keeps peaks in bounds.

Own code, since the libraries that measure loudness bring SciPy along, which nothing else here needs.
"""

from __future__ import annotations

import math

import numpy as np

_BLOCK, _STEP = 0.4, 0.1
"""Seconds of a gating block, and from one to the next."""
_SILENCE = -70.0
_PIECE = 64
"""Spectra that are computed at once: few enough to stay in the processor's cache."""


def loudness(sound: np.ndarray, rate: int) -> float:
    """Integrated loudness in LUFS of float samples (n,) or (n, channels); ``-inf`` for silence.

    A mono sound counts as if it came from two loudspeakers, which is how a film plays it.
    """
    meter = Meter(rate)
    meter.add(sound)
    return meter.loudness()


class Meter:
    """Measures a sound that is heard part by part, so that a long one needs no more memory than a short one.

    Its K-weighted mean square around each tenth of a second is taken from short spectra under overlapping windows whose
    squares add up to one: as exact as filtering the samples within a few hundredths of a dB, and several times faster.
    """

    def __init__(self, rate: int) -> None:
        self._step = round(_STEP * rate)
        self._size = 2 * self._step
        self._window = np.sin(np.pi * (np.arange(self._size) + 0.5) / self._size).astype(np.float32)
        self._weight = np.abs(_response(rate, self._size)) ** 2 * 2 / self._size / self._step
        self._rest: np.ndarray | None = None
        self._samples = self._taken = 0
        self._powers: list[np.ndarray] = []

    def add(self, sound: np.ndarray) -> None:
        """Hear the next samples, (n,) or (n, channels)."""
        channels = sound.reshape(len(sound), -1).T
        if self._rest is None:
            self._rest = np.zeros((len(channels), self._step // 2), np.float32)
        self._samples += len(sound)
        self._rest = np.concatenate([self._rest, channels], axis=1)
        self._take((self._rest.shape[1] - self._size) // self._step + 1)

    def loudness(self) -> float:
        """What was heard, in LUFS. Nothing can be added any more."""
        if self._rest is None:
            return -math.inf
        self._rest = np.pad(self._rest, ((0, 0), (0, self._size)))
        self._take(-(-(self._samples + self._step // 2) // self._step) - self._taken)
        steps = np.concatenate(self._powers) if self._powers else np.zeros(1)
        blocks = min(round(_BLOCK / _STEP), len(steps))
        powers = np.convolve(steps, np.ones(blocks) / blocks, "valid")
        heard = powers[_level(powers) > _SILENCE]
        if not len(heard):
            return -math.inf
        heard = heard[_level(heard) > _level(heard.mean()) - 10]
        return float(_level(heard.mean()))

    def _take(self, count: int) -> None:
        """The powers of the next ``count`` tenths of a second, which have all been heard."""
        if count <= 0:
            return
        total = np.zeros(count)
        for channel in self._rest:
            frames = np.lib.stride_tricks.sliding_window_view(np.ascontiguousarray(channel), self._size)[:: self._step]
            for at in range(0, count, _PIECE):
                spectra = np.fft.rfft(frames[at : min(at + _PIECE, count)] * self._window)
                total[at : at + _PIECE] += (np.abs(spectra) ** 2 * self._weight).sum(axis=1)
        self._powers.append(total * (2 if len(self._rest) == 1 else 1))
        self._taken += count
        self._rest = self._rest[:, count * self._step :]


def _level(power: np.ndarray) -> np.ndarray:
    return -0.691 + 10 * np.log10(np.maximum(power, 1e-12))


def _response(rate: int, size: int) -> np.ndarray:
    z = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    shelf, highpass = _shelf(rate), _highpass(rate)
    return _transfer(shelf, z) * _transfer(highpass, z)


def _transfer(filter_: tuple[tuple[float, ...], tuple[float, ...]], z: np.ndarray) -> np.ndarray:
    (b0, b1, b2), (a0, a1, a2) = filter_
    return (b0 + b1 * z + b2 * z**2) / (a0 + a1 * z + a2 * z**2)


def _shelf(rate: int) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """+4 dB above 1.7 kHz: the head. Design values of the standard, for any rate."""
    gain, quality, corner = 10 ** (3.999843853973347 / 20), 0.7071752369554196, 1681.974450955533
    k = math.tan(math.pi * corner / rate)
    middle = gain**0.4996667741545416
    return (
        (gain + middle * k / quality + k * k, 2 * (k * k - gain), gain - middle * k / quality + k * k),
        (1 + k / quality + k * k, 2 * (k * k - 1), 1 - k / quality + k * k),
    )


def _highpass(rate: int) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """Below 38 Hz little is heard."""
    quality, corner = 0.5003270373238773, 38.13547087602444
    k = math.tan(math.pi * corner / rate)
    return (1.0, -2.0, 1.0), (1 + k / quality + k * k, 2 * (k * k - 1), 1 - k / quality + k * k)


def limited(sound: np.ndarray, rate: int, ceiling: float) -> np.ndarray:
    """``sound`` (n, channels) with its true peaks at or below ``ceiling`` (a share of full scale).

    The gain sinks before a peak and rises after it within some milliseconds, so that nothing clicks or clips.
    """
    step = max(rate // 1000, 1)
    peaks = _true_peaks(sound, step, ceiling)
    if not len(peaks) or peaks.max() <= ceiling:
        return sound
    needed = np.minimum(ceiling / np.maximum(peaks, 1e-9), 1.0)
    reach = 6  # milliseconds
    padded = np.pad(needed, 2 * reach, mode="edge")
    lowest = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1).min(axis=1)
    kernel = np.hanning(2 * reach + 1)[1:-1]
    gain = np.convolve(lowest, kernel / kernel.sum(), "same")[reach : reach + len(needed)]
    at = (np.arange(len(gain)) + 0.5) * step
    smooth = np.interp(np.arange(len(sound)), at, gain).astype(np.float32)
    return sound * smooth[:, None]


def true_peak(sound: np.ndarray) -> float:
    """The highest value between and at the samples of (n, channels), by fourfold oversampling."""
    return float(_true_peaks(sound, 64, 0.0).max(initial=0.0))


def _true_peaks(sound: np.ndarray, step: int, ceiling: float) -> np.ndarray:
    """The highest level in each block of ``step`` samples; between samples only where it could matter."""
    blocks = -(-len(sound) // step)
    padded = np.zeros((blocks * step, sound.shape[1]), np.float32)
    padded[: len(sound)] = sound
    peaks = np.abs(padded).reshape(blocks, -1).max(axis=1)
    close = np.flatnonzero(peaks > ceiling * 0.6)
    if len(close):
        peaks[close] = np.maximum(peaks[close], _between(padded, close, step))
    return peaks


def _between(sound: np.ndarray, blocks: np.ndarray, step: int) -> np.ndarray:
    """The highest interpolated level in each of the blocks."""
    wing = 8
    offsets = np.arange(-wing + 1, step + wing)
    padded = np.pad(sound, ((wing, 2 * wing), (0, 0)))
    at = blocks[:, None] * step + offsets[None, :] + wing
    table = _interpolation(step, wing)
    return np.abs(np.einsum("bsc,sk->bkc", padded[at], table, optimize=True)).max(axis=(1, 2))


def _interpolation(step: int, wing: int) -> np.ndarray:
    """Weights of the samples around a block for its three quarter points per sample."""
    points = (np.arange(step)[:, None] + np.array([0.25, 0.5, 0.75])).ravel()
    distance = points[None, :] - np.arange(-wing + 1, step + wing)[:, None]
    window = np.where(np.abs(distance) < wing, np.cos(np.pi * distance / (2 * wing)) ** 2, 0)
    return (np.sinc(distance) * window).astype(np.float32)
