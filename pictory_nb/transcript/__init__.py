"""A transcript: what is heard in a recording, word for word, and the film that is cut by it (contract §2.17–§2.21).

    Transcript      transcript.py  the words, and the clips of the recording that are kept
    Word, Highlight word.py        one word and when it is heard; a summary of some length
                    clips.py       stretches of time: joined, taken away, measured
                    fillers.py     words that say nothing, by language
                    spelling.py    the service's many spellings of it, and ours

Every class is a frozen value; seconds are counted from the start of the recording, unless they say otherwise.
"""

from __future__ import annotations

from pictory_nb.transcript.spelling import highlights_to_wire
from pictory_nb.transcript.transcript import Transcript
from pictory_nb.transcript.word import Clip, Highlight, Word, plain

__all__ = ["Clip", "Highlight", "Transcript", "Word", "highlights_to_wire", "plain"]
