"""Background music made of sine waves: pads, plucks, a bass and soft drums, as a loop without a seam.

A piece is drawn on a circle: what rings beyond the end is heard at the beginning, and so is the echo. It
takes about a second of computing, once; the result is kept in the user's cache.
"""

from __future__ import annotations

import wave
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

__all__ = ["PIECES", "VERSION", "Piece", "compose", "write_wav"]

RATE = 44_100
VERSION = 1  # to be raised when the sound changes, so that no cache plays the old one
LOUDNESS = 0.115  # root mean square of the finished piece, near -17 LUFS
PEAK = 0.84
SEED = 11


@dataclass(frozen=True)
class Piece:
    """Beats per minute, chords of four notes (MIDI numbers, one chord a bar), and which instruments play.

    ``pattern`` tells which note of the chord is plucked on each eighth; None is a rest.
    """

    tempo: float
    chords: tuple[tuple[int, int, int, int], ...]
    bars: int
    pattern: tuple[int | None, ...]
    drums: bool
    brightness: float

    @property
    def seconds(self) -> float:
        return self.bars * 4 * 60 / self.tempo


PIECES: dict[str, Piece] = {
    "calm": Piece(
        tempo=72,
        chords=((57, 64, 67, 72), (53, 60, 64, 69), (60, 64, 67, 74), (55, 62, 65, 71)),
        bars=12,
        pattern=(0, None, 2, None, 3, None, 1, None),
        drums=False,
        brightness=0.5,
    ),
    "happy": Piece(
        tempo=105,
        chords=((60, 64, 67, 71), (57, 60, 64, 67), (65, 69, 72, 76), (55, 62, 67, 71)),
        bars=16,
        pattern=(0, 2, 1, 3, None, 2, 1, 2),
        drums=True,
        brightness=1.0,
    ),
    "tender": Piece(
        tempo=76.8,
        chords=((55, 62, 66, 71), (59, 62, 66, 69), (60, 64, 67, 74), (57, 62, 66, 72)),
        bars=12,
        pattern=(0, None, 3, 2, None, 1, 2, None),
        drums=False,
        brightness=0.75,
    ),
}


def compose(piece: Piece) -> np.ndarray:
    """The piece as float32 samples of shape (frames, 2), between -1 and 1, at ``RATE`` frames a second."""
    chance = np.random.default_rng(SEED)
    dry = np.zeros((round(piece.seconds * RATE), 2), np.float32)
    beat = 60 / piece.tempo
    for bar in range(piece.bars):
        chord = piece.chords[bar % len(piece.chords)]
        start = bar * 4 * beat
        for note, pan in zip(chord, (-0.5, 0.5, -0.25, 0.25), strict=True):
            _mix(dry, _pad(note, round((4 * beat + 1.2) * RATE)), start, 0.075, pan)
        for at, gain in ((0, 0.20), (2.5 if piece.drums else 2, 0.15)):
            _mix(dry, _bass(_low(chord[0]), round(1.6 * beat * RATE)), start + at * beat, gain)
        if piece.drums:
            _drum_bar(dry, start, beat)
        for eighth, degree in enumerate(piece.pattern):
            if degree is not None:
                swing = chance.normal(0, 0.004)
                gain = 0.10 * piece.brightness * chance.uniform(0.7, 1.0)
                pan = -0.35 if eighth % 2 else 0.35
                _mix(dry, _pluck(chord[degree] + 12), start + eighth * beat / 2 + swing, gain, pan)
    return _finished(dry + 0.30 * _echoed(dry))


def write_wav(mood: str, target: Path) -> None:
    """Compose the piece of a mood and write it as a 16-bit stereo WAV."""
    samples = np.round(compose(PIECES[mood]) * 32767).astype("<i2")
    with wave.open(str(target), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


def _drum_bar(dry: np.ndarray, start: float, beat: float) -> None:
    """A soft kick on the first and third beat, a hat between the beats."""
    for number in range(4):
        if number % 2 == 0:
            _mix(dry, _kick(), start + number * beat, 0.26)
        _mix(dry, _hat(), start + (number + 0.5) * beat, 0.05, 0.25)


def _mix(dry: np.ndarray, sound: np.ndarray, at: float, gain: float, pan: float = 0.0) -> None:
    """Add a mono sound at a time in seconds, round the circle; ``pan`` runs from -1 (left) to 1 (right)."""
    frames = (np.arange(len(sound)) + round(at * RATE)) % len(dry)
    angle = (pan + 1) * np.pi / 4
    # A sound is never longer than the piece, so no frame comes twice and plain += is right.
    dry[frames, 0] += sound * (gain * np.cos(angle) * np.sqrt(2))
    dry[frames, 1] += sound * (gain * np.sin(angle) * np.sqrt(2))


def _echoed(dry: np.ndarray) -> np.ndarray:
    """A small hall: the piece convolved, round the circle, with two seconds of fading noise."""
    chance = np.random.default_rng(SEED)
    time = np.arange(2 * RATE) / RATE
    hall = chance.standard_normal((len(time), 2)) * np.exp(-time * 3.2)[:, None] * np.minimum(1, time / 0.02)[:, None]
    hall /= np.sqrt((hall**2).sum(0))
    spectrum = np.fft.rfft(dry, axis=0) * np.fft.rfft(hall, n=len(dry), axis=0)
    pitch = np.fft.rfftfreq(len(dry), 1 / RATE)
    return np.fft.irfft(spectrum / (1 + (pitch / 5000) ** 2)[:, None], n=len(dry), axis=0).astype(np.float32)


def _finished(mix: np.ndarray) -> np.ndarray:
    """Brought to the common loudness; what would peak above ``PEAK`` is rounded off."""
    mix = mix - mix.mean(0)
    mix = mix * (LOUDNESS / np.sqrt((mix**2).mean()))
    return (PEAK * np.tanh(mix / PEAK)).astype(np.float32)


def _hertz(note: int) -> float:
    return 440 * 2 ** ((note - 69) / 12)


def _low(note: int) -> int:
    """The note brought down to where a bass plays, between 36 and 47."""
    return 36 + note % 12


@lru_cache(maxsize=64)
def _pad(note: int, length: int) -> np.ndarray:
    """Two slightly detuned voices with soft overtones, swelling and fading."""
    time = np.arange(length) / RATE
    sound = sum(
        strength * np.sin(2 * np.pi * _hertz(note) * overtone * (1 + detuned) * time + overtone)
        for overtone, strength in ((1, 1.0), (2, 0.45), (3, 0.24), (4, 0.14), (5, 0.08), (6, 0.05))
        for detuned in (-0.0017, 0.0019)
    )
    return (sound * np.minimum(1, time / 0.8) * np.minimum(1, (time[-1] - time) / 1.1)).astype(np.float32)


@lru_cache(maxsize=64)
def _pluck(note: int) -> np.ndarray:
    """A string whose overtones die the sooner the higher they are."""
    time = np.arange(round(1.4 * RATE)) / RATE
    sound = sum(
        np.sin(2 * np.pi * _hertz(note) * overtone * time) * np.exp(-time * (2.6 + 2.4 * overtone)) / overtone**1.2
        for overtone in range(1, 10)
    )
    return (sound * np.minimum(1, time / 0.004) * np.minimum(1, (time[-1] - time) / 0.05)).astype(np.float32)


@lru_cache(maxsize=64)
def _bass(note: int, length: int) -> np.ndarray:
    time = np.arange(length) / RATE
    turn = 2 * np.pi * _hertz(note) * time
    sound = np.sin(turn) + 0.28 * np.sin(2 * turn) + 0.08 * np.sin(3 * turn)
    fade = np.minimum(1, time / 0.02) * np.minimum(1, (time[-1] - time) / 0.08) * np.exp(-time * 0.9)
    return (sound * fade).astype(np.float32)


@lru_cache(maxsize=1)
def _kick() -> np.ndarray:
    """A drum whose pitch falls from about 160 to 48 Hz."""
    time = np.arange(round(0.35 * RATE)) / RATE
    return (np.sin(2 * np.pi * (48 * time + 3.8 * (1 - np.exp(-time * 30)))) * np.exp(-time * 11)).astype(np.float32)


@lru_cache(maxsize=1)
def _hat() -> np.ndarray:
    noise = np.random.default_rng(SEED).standard_normal(round(0.07 * RATE))
    fade = np.exp(-np.arange(len(noise)) / RATE * 65)
    return (np.diff(noise, prepend=0) * fade).astype(np.float32)
