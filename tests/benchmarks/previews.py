"""How soon a preview is there: ``python -m tests.benchmarks.previews [ROUNDS]``. Seconds, for a story of eight scenes.

A preview against a render of a story like it, neither of which the voice has read before; then the render of what
was previewed, in the two ways in which it is asked for. All in one warm process; medians.
"""

from __future__ import annotations

import functools
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable

SENTENCES = (
    "The sun warms the sea, and water rises as vapour.",
    "High up it cools to tiny drops, which gather into clouds.",
    "Winds carry them over the land, for days and nights.",
    "When the drops grow heavy, they fall as rain.",
    "Rain runs down the hills, and becomes a brook.",
    "The brook becomes a river, wide and slow.",
    "The river brings it home, to where it came from.",
    "And the next morning the sun warms the sea again.",
)
ROUNDS = 3


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"PICTORY_NB_HOME": home, "PICTORY_NB_LEDGER": f"{home}/ledger.sqlite"}
        from pictory_nb import Job, Pictory, Scene, Storyboard

        p = Pictory()

        def board(about: str) -> Storyboard:
            scenes = [Scene(story=f"{about}: {sentence}") for sentence in SENTENCES]
            voice = {"enabled": True, "ai_voices": [{"speaker": "Emma"}]}
            return Storyboard(video_name=about, voice_over=voice, scenes=scenes)

        def seconds(order: Callable[[Storyboard], Job], about: str) -> float:
            begin = time.perf_counter()
            order(board(about)).wait()
            return time.perf_counter() - begin

        render, preview = (functools.partial(verb, new=True) for verb in (p.render, p.preview))

        seconds(render, "Warming up")
        previews, renders, afterwards, again = [], [], [], []
        for number in range(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS):
            previews.append(seconds(preview, f"Looked at {number}"))
            renders.append(seconds(render, f"Rendered at once {number}"))
            seen = p.preview(board(f"Looked at {number}"))
            afterwards.append(seconds(lambda _, seen=seen: seen.render(), f"Looked at {number}"))
            again.append(seconds(render, f"Looked at {number}"))
        looked, whole, after, once_more = map(statistics.median, (previews, renders, afterwards, again))
        print(f"preview {looked:.1f} s, render {whole:.1f} s: {looked / whole:.0%} of it")
        print(f"render of the preview {after:.1f} s: it saves {1 - after / whole:.0%}")
        print(f"render of its storyboard after that {once_more:.1f} s: it saves {1 - once_more / whole:.0%}")


if __name__ == "__main__":
    main()
