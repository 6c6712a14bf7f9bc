"""Has every voice of the sandbox say who it is, and keeps that as its sample: ``python tools/record_samples.py``.

To be run anew when a voice is added, or the engine reads otherwise. Whoever looks voices up hears them at once then.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from pictory_nb.sandbox.speech.narration import narrate
from pictory_nb.sandbox.speech.samples import SAMPLES
from pictory_nb.sandbox.speech.sound import RATE
from pictory_nb.sandbox.speech.voices import VOICES

SAYS = "Hello, I am {name}. This is how I read."
BIT_RATE = 32_000
"""A tenth of a notebook's room for twelve of them, and clear up to 10 kHz."""


def main() -> None:
    SAMPLES.mkdir(exist_ok=True)
    for voice in VOICES:
        write(narrate(SAYS.format(name=voice.name), voice.key).samples, SAMPLES / f"{voice.key}.mp3")


def write(samples: np.ndarray, target: Path) -> None:
    with av.open(str(target), "w", format="mp3") as file:
        stream = file.add_stream("libmp3lame", rate=RATE, layout="mono", bit_rate=BIT_RATE)
        frame = av.AudioFrame.from_ndarray(np.clip(samples, -1, 1)[None, :].astype(np.float32), "fltp", "mono")
        frame.rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), 0
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            file.mux(packet)
    print(target.name, target.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
