"""The sandbox's ears: what is said in a recording, word for word, heard from its sound.

    listen ── a file ── hearing.py ── a Transcript; what was heard before comes from the shelf
                 ├── recording.py   the sound, and quiet places to part a long one
                 ├── model.py       the neural network, put together from its data packages and checked
                 ├── timing.py      where words begin and end, settled in the sound itself
                 └── sentences.py   which words make a sentence

    summaries ── highlights.py ── the sentences that tell most, at several lengths

All of the hearing happens in worker processes. Importing this imports neither numpy nor the recogniser.
"""

from __future__ import annotations

from pictory_nb.sandbox.listening.hearing import listen, recognise
from pictory_nb.sandbox.listening.highlights import LENGTHS, summaries, summary
from pictory_nb.sandbox.listening.model import missing
from pictory_nb.sandbox.listening.recording import measured

__all__ = ["LENGTHS", "listen", "measured", "missing", "recognise", "summaries", "summary"]
