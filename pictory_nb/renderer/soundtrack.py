"""The sound of a film: narrations at their times, music that makes room for them, one even loudness, AAC."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import av
import numpy as np

from pictory_nb.renderer.chunk import Packet
from pictory_nb.renderer.encoder import SOUND_RATE, sound_encoder
from pictory_nb.renderer.film import Film, Footage, MusicTrack, Stretch
from pictory_nb.renderer.loudness import limited, loudness
from pictory_nb.renderer.sound_file import clips_of, decoded, has_sound, soft_ends

LOUDNESS = -16.0
"""LUFS of a narrated film: what phones, browsers and streaming services expect of speech."""
CEILING = 10 ** (-2.0 / 20)
"""True peaks stay 2 dB under full scale: AAC adds up to one of them."""
DUCKED = -13.0
"""How many dB the music sinks under the voice."""
_HOP = 100
"""Steps per second in which gains are computed."""
_JOINT = 2.0
"""Seconds in which the end of the music passes into its repetition."""


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
    sound = mix(film)
    encoder = sound_encoder()
    packets: list[Packet] = []
    for start in range(0, len(sound), 1024):
        block = np.ascontiguousarray(sound[start : start + 1024].T)
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, start, encoder.time_base
        packets += ((packet.pts, packet.dts, True, bytes(packet)) for packet in encoder.encode(frame))
    packets += ((packet.pts, packet.dts, True, bytes(packet)) for packet in encoder.encode(None))
    return EncodedSound(tuple(packets), bytes(encoder.extradata), len(sound))


def mix(film: Film) -> np.ndarray:
    """The sound of ``film``: stereo float32 (samples, 2) at 48 kHz, as long as its pictures.

    Raises ``RenderError`` that names the file.
    """
    length = round(film.frames / film.fps * SOUND_RATE)
    plain, voice = _voices(film, length)
    speaks = bool(np.any(plain))
    wanted = LOUDNESS
    if speaks:
        factor = _to_loudness(plain, LOUDNESS)
        voice *= factor
        # Whoever wants the voices louder than usual gets a louder film, and not the same one with softer music.
        wanted += loudness(voice, SOUND_RATE) - loudness(plain * factor, SOUND_RATE) if voice is not plain else 0.0
    sound = np.repeat(voice[:, None], 2, axis=1)
    for start, own in _footage_sounds(film, length):
        sound[start : start + len(own)] += own
    if film.music and film.music.volume > 0:
        sound += _music(film, film.music, length) * _music_gain(film, voice, length)[:, None]
    if speaks:
        sound *= _to_loudness(sound, wanted)
    return limited(sound, SOUND_RATE, CEILING)


def _to_loudness(sound: np.ndarray, wanted: float) -> float:
    """The factor that brings ``sound`` to ``wanted`` LUFS; at most 30 dB, so that hiss is not raised to a roar."""
    measured = loudness(sound, SOUND_RATE)
    return 10 ** (min(wanted - measured, 30.0) / 20) if math.isfinite(measured) else 1.0


def _voices(film: Film, length: int) -> tuple[np.ndarray, np.ndarray]:
    """All narrations on one mono track: as loud as usual, and as loud as each is wanted (the same where all are)."""
    plain = np.zeros(length, np.float32)
    speeches = [(shot.speech, first) for shot, first, _ in film.spans if shot.speech and len(shot.speech.samples)]
    voice = plain.copy() if any(speech.gain for speech, _ in speeches) else plain
    for speech, first in speeches:
        spoken = soft_ends(resampled(speech.samples, speech.rate))
        start = round((first / film.fps + speech.offset) * SOUND_RATE)
        _add(plain, start, spoken)
        if voice is not plain:
            _add(voice, start, spoken * np.float32(10 ** (speech.gain / 20)))
    return plain, voice


def _add(track: np.ndarray, start: int, sound: np.ndarray) -> None:
    part = track[max(start, 0) : start + len(sound)]
    part += sound[max(-start, 0) :][: len(part)]


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


def _music(film: Film, track: MusicTrack, length: int) -> np.ndarray:
    """The music as long as the film, at the loudness that its volume asks for, faded in and out."""
    sound = _looped(_clipped(decoded(track.path), track.clips), length)
    sound *= _to_loudness(sound, LOUDNESS) * track.volume
    seconds = length / SOUND_RATE
    _fade(sound, min(0.8, seconds / 6), min(2.0, seconds / 4))
    return sound


def _clipped(sound: np.ndarray, clips: Sequence[Stretch]) -> np.ndarray:
    parts = [sound[round(start * SOUND_RATE) : round(end * SOUND_RATE)] for start, end in clips]
    parts = [soft_ends(part) for part in parts if len(part)]
    return np.concatenate(parts) if parts else sound


def _looped(sound: np.ndarray, length: int) -> np.ndarray:
    """``sound`` repeated to ``length`` samples, its end crossfading into its start with even power."""
    out = np.zeros((length, 2), np.float32)
    joint = min(round(_JOINT * SOUND_RATE), len(sound) // 3)
    rise = np.sin(np.linspace(0, np.pi / 2, max(joint, 1), dtype=np.float32))[:, None]
    at = 0
    while at < length:
        part = sound.copy()
        if at and joint:
            part[:joint] *= rise
        if at + len(part) < length and joint:
            part[-joint:] *= rise[::-1]
        out[at : at + len(part)] += part[: length - at]
        at += max(len(sound) - joint, 1)
    return out


def _fade(sound: np.ndarray, rise: float, fall: float) -> None:
    """Fade in and out, in place, by raised cosines."""
    for count, part in ((round(rise * SOUND_RATE), sound), (round(fall * SOUND_RATE), sound[::-1])):
        curve = 0.5 - 0.5 * np.cos(np.linspace(0, np.pi, count, dtype=np.float32))
        part[:count] *= curve[:, None]


def _music_gain(film: Film, voice: np.ndarray, length: int) -> np.ndarray:
    """The music's gain at each sample: low under the voice, gone in shots that want none, and never in a jump."""
    steps = -(-length // (SOUND_RATE // _HOP)) + 1
    decibels = DUCKED * _spoken(voice, steps)
    wanted = np.ones(steps)
    for shot, first, last in film.spans:
        if not shot.music:
            wanted[round(first / film.fps * _HOP) : round(last / film.fps * _HOP)] = 0
    gain = 10 ** (_smooth(decibels, 0.5) / 20) * _smooth(wanted, 0.6)
    at = np.arange(steps) * (SOUND_RATE // _HOP)
    return np.interp(np.arange(length), at, gain).astype(np.float32)


def _spoken(voice: np.ndarray, steps: int) -> np.ndarray:
    """1 where somebody speaks, pauses between words included, else 0; one value per hundredth of a second."""
    hop = SOUND_RATE // _HOP
    padded = np.zeros(steps * hop, np.float32)
    padded[: len(voice)] = voice[: len(padded)]
    level = np.sqrt((padded.reshape(steps, hop) ** 2).mean(axis=1))
    loud = (level > 0.012).astype(float)
    before, after = 25, 45  # the music is down before the first word, and stays down between two
    return (np.convolve(loud, np.ones(before + after + 1))[before : before + steps] > 0.5).astype(float)


def _smooth(values: np.ndarray, seconds: float) -> np.ndarray:
    kernel = np.hanning(max(round(seconds * _HOP), 1) + 2)[1:-1]
    padded = np.pad(values, len(kernel), mode="edge")
    return np.convolve(padded, kernel / kernel.sum(), "same")[len(kernel) : -len(kernel)]


def _footage_sounds(film: Film, length: int) -> Iterator[tuple[int, np.ndarray]]:
    """The own sound of footage that is not muted, and the sample at which it begins."""
    for shot, first, last in film.spans:
        footage = shot.backdrop
        if not isinstance(footage, Footage) or footage.mute or not has_sound(footage.path):
            continue
        start, end = (min(round(frame / film.fps * SOUND_RATE), length) for frame in (first, last))
        sound = clips_of(footage.path, footage.clips) if footage.clips else decoded(footage.path)
        if footage.loop and len(sound):
            sound = np.resize(sound, (end - start, 2))
        # Without a loop the last picture is held, and nothing is heard any more.
        yield start, soft_ends(sound[: end - start], 0.008)
