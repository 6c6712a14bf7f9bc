"""How well and how fast the sandbox hears: ``python tests/benchmarks/listening.py``.

The narrator says a text and knows when it says each word; the ears are measured against that.
"""

from __future__ import annotations

import difflib
import os
import statistics
import tempfile
import time
import wave
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from pictory_nb.transcript import Transcript

TEXT = """
Every cloud begins with sunlight. The sun warms the sea, and water rises as vapour. High above, the air is cold, and the
vapour turns into tiny drops. A single drop is smaller than the width of a hair. Millions of them together make a cloud
that can weigh as much as a hundred elephants. When the drops grow too heavy, they fall as rain. The rain runs into
rivers, and the rivers carry it back to the sea. So the water that you drink today has been rain many times before.
Farmers have watched the sky for thousands of years. Today, satellites watch it for them. A good forecast saves a
harvest, and sometimes it saves lives.
"""
MINUTES = 5


def write(path: Path, samples: np.ndarray, rate: int) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return path


def late(heard: list[tuple[str, float]], said: list[tuple[str, float]]) -> list[float]:
    """By how many seconds each word that was understood was heard too early or too late."""
    from pictory_nb.transcript import plain

    ears, mouth = ([plain(text) for text, _ in words] for words in (heard, said))
    blocks = difflib.SequenceMatcher(None, ears, mouth, autojunk=False).get_matching_blocks()
    return [abs(heard[one + n][1] - said[two + n][1]) for one, two, count in blocks for n in range(count)]


def tell(name: str, errors: list[float], words: int) -> None:
    ordered = sorted(errors)
    middle, most = statistics.median(ordered), ordered[round(0.9 * (len(ordered) - 1))]
    off = f"{1000 * middle:3.0f} ms (median), {1000 * most:3.0f} ms (90 %)"
    print(f"{name:<26} {len(errors)} of {words} words; starts off by {off}")


def measure(home: str) -> None:
    import numpy as np

    from pictory_nb.sandbox.listening import listen, summary
    from pictory_nb.sandbox.listening.model import recogniser
    from pictory_nb.sandbox.listening.recording import decoded
    from pictory_nb.sandbox.speech import narrate

    speech = narrate(TEXT)
    said = [(word.text, word.start) for word in speech.words]
    once = write(Path(home, "once.wav"), speech.samples, speech.rate)
    segments, _ = recogniser().transcribe(decoded(once), language="en", beam_size=5, word_timestamps=True)
    raw = [(word.word, word.start) for segment in segments for word in segment.words]
    begin = time.perf_counter()
    heard = listen(once)
    print(f"{heard.duration:.0f} s of speech, workers cold  {time.perf_counter() - begin:6.2f} s")
    tell("as the network times them", late(raw, said), len(said))
    tell("settled in the sound", late([(word.text, word.start) for word in heard.words], said), len(said))

    times = round(MINUTES * 60 / speech.duration)
    long = write(Path(home, "long.wav"), np.tile(speech.samples, times), speech.rate)
    begin = time.perf_counter()
    whole: Transcript = listen(long)
    wall = time.perf_counter() - begin
    print(f"{whole.duration:.0f} s, {len(whole)} words         {wall:6.2f} s   {whole.duration / wall:.0f} x realtime")
    begin = time.perf_counter()
    short = summary(whole, 60)
    print(f"a minute of its highlights {time.perf_counter() - begin:6.2f} s   {short.length:.1f} s long")
    begin = time.perf_counter()
    listen(long)
    print(f"heard before               {time.perf_counter() - begin:6.3f} s")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        os.environ["PICTORY_NB_HOME"] = home
        measure(home)
