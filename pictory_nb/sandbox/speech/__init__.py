"""The sandbox's voice: text becomes speech, with the moment of each word.

    narrate ── a text ── sentences.py, narration.py ── one speech; what was said before comes from shelf.py
                 │
    KokoroNarrator.speak ── one sentence
                 ├── reading.py        what is said for what is written (numbers.py, symbols.py)
                 ├── pronunciation.py  how it sounds (lexicon.py, spelling.py, phonemes.py)
                 ├── model.py          the neural network, put together and opened
                 └── levels.py         trimmed, and as loud as every other sentence

``voices.py`` says who can be heard. Importing this imports neither numpy nor onnxruntime.
"""

from __future__ import annotations

from pictory_nb.sandbox.speech.kokoro import KokoroNarrator
from pictory_nb.sandbox.speech.narration import default_narrator, narrate, speak_each
from pictory_nb.sandbox.speech.sentences import split_sentences
from pictory_nb.sandbox.speech.shelf import RememberingNarrator, Shelf
from pictory_nb.sandbox.speech.sound import RATE, Narrator, Speech, SpokenWord
from pictory_nb.sandbox.speech.voices import VOICES, Casting, Voice, cast, tracks

__all__ = [
    "RATE",
    "VOICES",
    "Casting",
    "KokoroNarrator",
    "Narrator",
    "RememberingNarrator",
    "Shelf",
    "Speech",
    "SpokenWord",
    "Voice",
    "cast",
    "default_narrator",
    "narrate",
    "speak_each",
    "split_sentences",
    "tracks",
]
