"""How a voice sounds: a sentence of its own, spoken when it is first asked for, and kept as MP3."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from pictory_nb.sandbox.library.cache import cache_folder, made_once
from pictory_nb.sandbox.speech.kokoro import KokoroNarrator
from pictory_nb.sandbox.speech.model import ENGINE
from pictory_nb.sandbox.speech.narration import narrate
from pictory_nb.sandbox.speech.sound import RATE
from pictory_nb.sandbox.speech.voices import VOICES

__all__ = ["sample"]

_SAYS = "Hello, I am {name}. This is how your story sounds when I read it."


def sample(key: str) -> Path | None:
    """The MP3 of the voice of that key; None for no such voice, and where no voice is installed."""
    voice = next((voice for voice in VOICES if voice.key == key), None)
    if voice is None or KokoroNarrator.missing():
        return None
    target = cache_folder("speech") / f"sample-{voice.key}-{ENGINE}.mp3"
    return made_once(target, lambda unfinished: _speak(_SAYS.format(name=voice.name), voice.key, unfinished))


def _speak(text: str, key: str, target: Path) -> None:
    import av
    import numpy as np

    samples = narrate(text, key).samples
    with av.open(str(target), "w", format="mp3") as file:
        stream = file.add_stream("libmp3lame", rate=RATE, layout="mono", bit_rate=64_000)
        frame = av.AudioFrame.from_ndarray(np.clip(samples, -1, 1)[None, :], format="fltp", layout="mono")
        frame.rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), 0
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            file.mux(packet)
