"""What is heard at any stretch of a film: narrations at their times, what footage sounds like, and music under them.

Nothing is held for the whole film but a level for each hundredth of a second, so a long film needs no more memory than
a short one. Sounds are float32 at 48 kHz, stereo (samples, 2) where they are not called mono.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

import av
import numpy as np

from pictory_nb.renderer.encoder import SOUND_RATE
from pictory_nb.renderer.film import Film, Footage, Inset, MusicTrack, Shot, Speech, Stretch
from pictory_nb.renderer.footage import seconds_of
from pictory_nb.renderer.loudness import Meter, loudness
from pictory_nb.renderer.sound_file import clips_of, decoded, has_sound, soft_ends

__all__ = ["LOUDNESS", "Mixer", "stretches"]

LOUDNESS = -16.0
"""LUFS of a narrated film: what phones, browsers and streaming services expect of speech."""
DUCKED = -13.0
"""How many dB the music sinks under the voice."""
_HOP = SOUND_RATE // 100
"""Samples from one step to the next, in which gains are computed."""
_BETWEEN = np.arange(_HOP, dtype=np.float32) / _HOP
_JOINT = 2.0
"""Seconds in which the end of the music passes into its repetition."""
_PIECE = 32 * 15_360
"""Samples that are looked at together, ten seconds: a multiple of hops, of milliseconds and of the encoder's frames."""
_SHORT = 60 * SOUND_RATE
"""Samples of a film whose whole sound may be kept for a moment: 23 MB."""


def stretches(length: int) -> Iterator[tuple[int, int]]:
    """The film's samples in pieces, each with its begin and its end."""
    yield from ((begin, min(begin + _PIECE, length)) for begin in range(0, length, _PIECE))


class Mixer:
    """The sounds of ``film``, brought into balance. Raises ``RenderError`` that names a file that cannot be heard."""

    def __init__(self, film: Film) -> None:
        self._film = film
        self.length = round(film.frames / film.fps * SOUND_RATE)
        self._speeches = [
            (round((first / film.fps + shot.speech.offset) * SOUND_RATE), shot.speech)
            for shot, first, _ in film.spans
            if shot.speech and len(shot.speech.samples)
        ]
        self._footage = list(self._heard_footage())
        self._factor, self.wanted, levels = self._balance()
        self.speaks = bool(np.any(levels))
        self._music = _Music(film.music, self.length) if film.music and film.music.volume > 0 else None
        self._levels = levels * self._factor
        self._mixed: np.ndarray | None = None

    def stretch(self, begin: int, end: int) -> np.ndarray:
        """All that is heard from sample ``begin`` to ``end``."""
        voice = self._voice(begin, end) * np.float32(self._factor)
        sound = np.repeat(voice[:, None], 2, axis=1)
        for start, stop, footage in self._footage:
            if start < end and stop > begin:
                _add(sound, start - begin, _own_sound(footage, stop - start))
        if self._music:
            music = self._music.stretch(begin, end)
            music *= self._gains(begin, end)[:, None]
            sound += music
        return sound

    def _gains(self, begin: int, end: int) -> np.ndarray:
        """The music's gain at each sample, in straight lines from hop to hop."""
        first, last = begin // _HOP, -(-end // _HOP)
        steps = self._gain[first : last + 1].astype(np.float32)
        lines = steps[:-1, None] + np.diff(steps)[:, None] * _BETWEEN
        return lines.ravel()[begin - first * _HOP : end - first * _HOP]

    @property
    def loudness(self) -> float:
        """Of the whole, in LUFS."""
        meter, mixed = Meter(SOUND_RATE), []
        for begin, end in stretches(self.length):
            sound = self.stretch(begin, end)
            meter.add(sound)
            if self.length <= _SHORT:
                mixed.append(sound)
        self._mixed = np.concatenate(mixed) if mixed else None
        return meter.loudness()

    def heard(self, begin: int, end: int) -> np.ndarray:
        """The same as ``stretch``; a short film that was measured is not mixed a second time."""
        return self.stretch(begin, end) if self._mixed is None else self._mixed[begin:end]

    def _balance(self) -> tuple[float, float, np.ndarray]:
        """What the voices are multiplied by, the loudness that the film is to have, and the voices' levels at each hop.

        Whoever wants the voices louder than usual gets a louder film, and not the same one with softer music.
        """
        plain, voiced, levels = Meter(SOUND_RATE), Meter(SOUND_RATE), []
        has_gains = any(speech.gain for _, speech in self._speeches)
        for begin, end in stretches(self.length) if self._speeches else ():
            voice = self._voice(begin, end)
            levels.append(_levels(voice))
            plain.add(self._voice(begin, end, as_usual=True) if has_gains else voice)
            if has_gains:
                voiced.add(voice)
        usual = plain.loudness()
        louder = voiced.loudness() - usual if has_gains and math.isfinite(usual) else 0.0
        return factor_to(LOUDNESS, usual), LOUDNESS + louder, np.concatenate(levels) if levels else np.zeros(1)

    def _voice(self, begin: int, end: int, *, as_usual: bool = False) -> np.ndarray:
        """The narrations, mono: each as loud as it is wanted, or all ``as_usual``."""
        track = np.zeros(end - begin, np.float32)
        for start, speech in self._speeches:
            if start < end and start + len(speech.samples) * SOUND_RATE / speech.rate + SOUND_RATE > begin:
                gain = 1.0 if as_usual else 10 ** (speech.gain / 20)
                _add(track, start - begin, _spoken(speech) * np.float32(gain))
        return track

    def _heard_footage(self) -> Iterator[tuple[int, int, Footage]]:
        """Footage that is not muted, and the samples between which it is heard."""
        for shot, first, last in self._film.spans:
            begin, end = (frame / self._film.fps for frame in (first, last))
            for footage, start, stop in _footage_of(shot):
                if not footage.mute and has_sound(footage.path):
                    edges = (begin + start, min(begin + stop, end))
                    yield (*(min(round(edge * SOUND_RATE), self.length) for edge in edges), footage)

    @cached_property
    def _gain(self) -> np.ndarray:
        """The music's gain at each hop: low under the voice, gone in shots that want none, and never in a jump."""
        steps = -(-self.length // _HOP) + 2
        wanted = np.ones(steps)
        for shot, first, last in self._film.spans:
            if not shot.music:
                wanted[round(first / self._film.fps * 100) : round(last / self._film.fps * 100)] = 0
        decibels = DUCKED * _is_spoken(self._levels, steps)
        return 10 ** (_smooth(decibels, 0.5) / 20) * _smooth(wanted, 0.6)


class _Music:
    """A track, repeated as often as needed: its end passes into its start with even power, and it fades at last."""

    def __init__(self, track: MusicTrack, length: int) -> None:
        self._sound = _clipped(decoded(track.path), track.clips) if track.clips else decoded(track.path, length)
        self._sound *= factor_to(LOUDNESS, loudness(self._sound[:length], SOUND_RATE)) * track.volume
        self._length = length
        self._joint = min(round(_JOINT * SOUND_RATE), len(self._sound) // 3)
        self._rise = np.sin(np.linspace(0, np.pi / 2, max(self._joint, 1), dtype=np.float32))[:, None]
        seconds = length / SOUND_RATE
        self._fades = round(min(0.8, seconds / 6) * SOUND_RATE), round(min(2.0, seconds / 4) * SOUND_RATE)

    def stretch(self, begin: int, end: int) -> np.ndarray:
        out = np.zeros((end - begin, 2), np.float32)
        period = max(len(self._sound) - self._joint, 1)
        for at in range(max(0, begin // period - 1) * period, end, period):
            _add(out, at - begin, self._turn(at))
        at = np.arange(begin, end)
        rise, fall = self._fades
        for way, count in ((at, rise), (self._length - 1 - at, fall)):
            if count and (way < count).any():
                out *= (0.5 - 0.5 * np.cos(np.pi * np.clip(way / max(count - 1, 1), 0, 1)))[:, None].astype(np.float32)
        return out

    def _turn(self, at: int) -> np.ndarray:
        """The track as it is played from sample ``at`` of the film on."""
        last = at + len(self._sound) >= self._length
        if not self._joint or (at == 0 and last):
            return self._sound
        part = self._sound.copy()
        if at:
            part[: self._joint] *= self._rise
        if not last:
            part[-self._joint :] *= self._rise[::-1]
        return part


def factor_to(wanted: float, measured: float) -> float:
    """What brings a sound to ``wanted`` LUFS; at most 30 dB, so that hiss is not raised to a roar."""
    return 10 ** (min(wanted - measured, 30.0) / 20) if math.isfinite(measured) else 1.0


def _add(track: np.ndarray, start: int, sound: np.ndarray) -> None:
    """Lay ``sound`` into ``track`` where it begins at ``start``, which may lie outside."""
    part = track[max(start, 0) : max(start + len(sound), 0)]
    part += sound[max(-start, 0) :][: len(part)]


@lru_cache(maxsize=2)
def _spoken(speech: Speech) -> np.ndarray:
    return soft_ends(resampled(speech.samples, speech.rate))


def resampled(samples: np.ndarray, rate: int) -> np.ndarray:
    """Mono ``samples`` at 48 kHz."""
    samples = np.ascontiguousarray(samples, np.float32).reshape(1, -1)
    if rate == SOUND_RATE:
        return samples[0]
    resampler = av.AudioResampler(format="fltp", layout="mono", rate=SOUND_RATE)
    frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
    frame.sample_rate = rate
    parts = [part.to_ndarray() for ask in (frame, None) for part in resampler.resample(ask)]
    return np.concatenate(parts, axis=1)[0]


def _footage_of(shot: Shot) -> Iterator[tuple[Footage, float, float]]:
    """The videos of a shot, behind all else, instead of it and upon it, and when each is seen."""
    insets = (element.medium for element in shot.elements if isinstance(element, Inset))
    seen = [(medium, 0.0, shot.duration) for medium in (shot.backdrop, *insets)]
    seen += [(cut.backdrop, cut.start, cut.end) for cut in shot.cutaways]
    yield from ((medium, start, end) for medium, start, end in seen if isinstance(medium, Footage))


@lru_cache(maxsize=3)
def _own_sound(footage: Footage, count: int) -> np.ndarray:
    """What footage sounds like for so many samples; where it is repeated, its sound begins anew with its picture."""
    clips = footage.clips or ((0.0, min(seconds_of(footage.path) or 0.0, count / SOUND_RATE)),)
    sound = clips_of(footage.path, clips)
    if footage.loop and len(sound):
        sound = np.resize(sound, (count, 2))
    # Without a loop the last picture is held, and nothing is heard any more.
    return soft_ends(sound[:count], 0.008)


def _clipped(sound: np.ndarray, clips: Sequence[Stretch]) -> np.ndarray:
    parts = [sound[round(start * SOUND_RATE) : round(end * SOUND_RATE)] for start, end in clips]
    parts = [soft_ends(part) for part in parts if len(part)]
    return np.concatenate(parts) if parts else sound


def _levels(voice: np.ndarray) -> np.ndarray:
    """The level at each hop."""
    padded = np.pad(voice, (0, -len(voice) % _HOP))
    return np.sqrt((padded.reshape(-1, _HOP) ** 2).mean(axis=1))


def _is_spoken(levels: np.ndarray, steps: int) -> np.ndarray:
    """1 where somebody speaks, pauses between words included, else 0; one value per hop."""
    loud = np.zeros(steps)
    loud[: len(levels)] = levels[:steps] > 0.012
    before, after = 25, 45  # the music is down before the first word, and stays down between two
    return (np.convolve(loud, np.ones(before + after + 1))[before : before + steps] > 0.5).astype(float)


def _smooth(values: np.ndarray, seconds: float) -> np.ndarray:
    kernel = np.hanning(max(round(seconds * 100), 1) + 2)[1:-1]
    padded = np.pad(values, len(kernel), mode="edge")
    return np.convolve(padded, kernel / kernel.sum(), "same")[len(kernel) : -len(kernel)]
