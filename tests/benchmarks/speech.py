"""How fast the narrator is: ``python tests/benchmarks/speech.py``. It speaks into a folder of its own."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

SCRIPT = (
    "Turn your long articles into short, engaging videos in minutes. "
    "Every scene gets its own picture, its own words and a natural voice. "
    "When it is done, the film plays right here in your notebook."
)
_FIRST_WORD = (
    "import time; begin = time.perf_counter(); from pictory_nb.sandbox.speech import narrate; "
    f"speech = narrate({SCRIPT!r}); print(time.perf_counter() - begin, speech.duration)"
)


def timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def in_a_fresh_process() -> tuple[float, float]:
    answer = subprocess.run([sys.executable, "-c", _FIRST_WORD], capture_output=True, text=True, check=True)
    seconds, duration = map(float, answer.stdout.split())
    return seconds, duration


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ["PICTORY_NB_HOME"] = home
        from pictory_nb.sandbox.speech import KokoroNarrator, Shelf, speak_each, split_sentences

        first, duration = in_a_fresh_process()
        print(f"three sentences, {duration:.1f} s of speech")
        print(f"  first on this computer   {first:6.2f} s   (the network is put together)")
        again = statistics.median(in_a_fresh_process()[0] for _ in range(3))
        print(f"  spoken before            {again:6.2f} s   (a fresh process)")
        for path in Shelf().folder.glob("*.npz"):
            path.unlink()
        print(f"  never spoken             {in_a_fresh_process()[0]:6.2f} s   (a fresh process)")

        narrator = KokoroNarrator()
        print(f"opening the network        {timed(narrator.wake):6.2f} s")
        sentences = split_sentences(SCRIPT)
        together = statistics.median(timed(lambda: speak_each(sentences, narrator=narrator)) for _ in range(3))
        print(f"three sentences at once    {together:6.2f} s   {duration / together:.2f} x realtime")
        for text in ("Hello there.", sentences[0]):
            seconds = statistics.median(timed(lambda text=text: narrator.speak(text)) for _ in range(3))
            length = narrator.speak(text).duration
            print(f"alone, one core            {seconds:6.2f} s   {length / seconds:.2f} x realtime   {text!r}")


if __name__ == "__main__":
    main()
