"""Small films and small media, real ones, for the tests of the renderer."""

from __future__ import annotations

import wave
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import av
import numpy as np
from PIL import Image

from pictory_nb.renderer import (
    Aurora,
    Caption,
    Colour,
    Film,
    FontBook,
    Shot,
    Speech,
    SpokenWord,
    Transition,
    group_captions,
)

ASSETS = Path(__file__).parents[2] / "pictory_nb" / "sandbox" / "assets" / "fonts"
FONTS = FontBook(
    {
        "Montserrat": {weight: ASSETS / f"montserrat-{weight}.woff2" for weight in (500, 700, 800)},
        "Noto Sans": {weight: ASSETS / f"noto-sans-{weight}.woff2" for weight in (400, 700)},
    },
    ("Montserrat", "Noto Sans"),
)
SIZE = (320, 180)
THREAD = ThreadPoolExecutor(1)
"""For what asks for workers, where one that works beside the test will do."""
BLACK, RED, BLUE = (0, 0, 0, 255), (220, 30, 30, 255), (30, 30, 220, 255)


def spoken(text: str, *, start: float = 0.2, pace: float = 0.25, keywords: str = "") -> tuple[SpokenWord, ...]:
    """The words of ``text``, one every ``pace`` seconds."""
    return tuple(
        SpokenWord(word, start + n * pace, start + (n + 1) * pace, word in keywords.split())
        for n, word in enumerate(text.split())
    )


def captioned(words: tuple[SpokenWord, ...], until: float, *, style=None, size=SIZE, lines=2) -> tuple[Caption, ...]:
    """The words in captions of the default look."""
    return group_captions(words, style=style, fonts=FONTS, size=size, until=until, max_lines=lines)


def plain(rgba=BLACK, seconds: float = 1.0, **more) -> Shot:
    """A shot of one colour that begins with a cut."""
    return Shot(seconds, Colour(rgba), **{"transition": Transition("none"), **more})


def film(*shots: Shot, size=SIZE, **more) -> Film:
    """A film of these shots."""
    return Film(size, shots, FONTS, **more)


def aurora() -> Aurora:
    """A dark moving background."""
    return Aurora(((11, 16, 48), (91, 43, 255), (255, 61, 129), (0, 119, 255)), seed=3)


def tone(seconds: float, *, hertz: float = 220.0, rate: int = 24_000, level: float = 0.3) -> np.ndarray:
    """A sine, mono float32."""
    return (level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def speech(seconds: float, offset: float = 0.0, **more) -> Speech:
    """A narration that is a tone, so that it can be told from music by its pitch."""
    return Speech(tone(seconds, **more), 24_000, offset)


def wav(path: Path, samples: np.ndarray, rate: int = 24_000) -> Path:
    """The samples as a WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return path


def picture(path: Path, size=(400, 300)) -> Path:
    """A picture that differs from place to place."""
    width, height = size
    across = np.linspace(0, 255, width)[None, :].repeat(height, 0)
    down = np.linspace(0, 255, height)[:, None].repeat(width, 1)
    Image.fromarray(np.dstack([across, down, 255 - across]).astype(np.uint8)).save(path)
    return path


def video(path: Path, colours: list[tuple[int, int, int]], *, seconds_each: float = 0.5, size=(160, 120)) -> Path:
    """A video that shows one colour after another."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=20)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for colour in colours:
            pixels = np.full((size[1], size[0], 3), colour, np.uint8)
            for _ in range(round(seconds_each * 20)):
                out.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        out.mux(stream.encode(None))
    return path


def sounding(path: Path, parts: list[tuple[tuple[int, int, int], float]], *, seconds_each: float = 2.0) -> Path:
    """A film of one colour after another, and to each a tone of so many hertz."""
    rate = 48_000
    sound = np.concatenate([tone(seconds_each, hertz=hertz, rate=rate) for _, hertz in parts])
    with av.open(str(path), "w") as out:
        picture, voice = out.add_stream("libx264", rate=25), out.add_stream("aac", rate=rate)
        picture.width, picture.height, picture.pix_fmt = *SIZE, "yuv420p"
        for colour, _ in parts:
            pixels = np.full((SIZE[1], SIZE[0], 3), colour, np.uint8)
            for _ in range(round(seconds_each * 25)):
                out.mux(picture.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        out.mux(picture.encode(None))
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound[None, :]), format="fltp", layout="mono")
        frame.sample_rate = rate
        out.mux(voice.encode(frame))
        out.mux(voice.encode(None))
    return path


def frames(path: Path) -> list[np.ndarray]:
    """All pictures of a film as RGB arrays."""
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def heard(path: Path) -> np.ndarray:
    """The sound of a film as a player hears it: float32 (samples, channels)."""
    with av.open(str(path)) as container:
        return np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1).T


def strength(sound: np.ndarray, hertz: float, rate: int = 48_000) -> float:
    """How strong one pitch is in a piece of sound, in dB."""
    mono = sound.reshape(len(sound), -1).mean(axis=1) * np.hanning(len(sound))
    spectrum = np.abs(np.fft.rfft(mono)) / len(mono)
    at = round(hertz * len(mono) / rate)
    return float(20 * np.log10(spectrum[at - 2 : at + 3].max() + 1e-9))


def share_of(picture_: np.ndarray, colour: tuple[int, int, int], within: int = 60) -> float:
    """The share of pixels whose colour is near to ``colour``."""
    return float((np.abs(picture_.astype(int) - colour).sum(axis=2) < within).mean())


def pixel(picture_: np.ndarray, y: int, x: int) -> tuple[int, ...]:
    """One pixel as plain numbers, which can be compared without wrapping round."""
    return tuple(picture_[y, x].tolist())
