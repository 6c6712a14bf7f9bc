"""The sandbox's voice: text becomes speech, with the moment of each word.

    narrate ── a text ── sentences.py, narration.py ── one speech; what was said before comes from shelf.py
                 │
    KokoroNarrator.speak ── one sentence
                 ├── saying.py         the words, and the manner of each where SSML asks for one (say_as.py)
                 ├── reading.py        what is said for what is written (symbols.py), and for figures
                 │                     figures.py (forms.py, numbers.py)
                 ├── pronunciation.py  how it sounds (lexicon.py, spelling.py, phonemes.py, alphabets.py)
                 ├── model.py          the neural network, put together (expression.py, products.py) and opened
                 ├── levels.py         trimmed, and as loud as every other sentence
                 └── tune.py           louder or softer where SSML asks for it

``voices.py`` says who can be heard, ``engines.py`` lets others in.
Importing this imports neither numpy nor onnxruntime.
"""

from __future__ import annotations

from pictory_nb.sandbox.speech.alphabets import sounds_of
from pictory_nb.sandbox.speech.engines import engines
from pictory_nb.sandbox.speech.kokoro import KokoroNarrator
from pictory_nb.sandbox.speech.narration import default_narrator, narrate, speak_each
from pictory_nb.sandbox.speech.saying import Saying
from pictory_nb.sandbox.speech.sentences import split_sentences
from pictory_nb.sandbox.speech.shelf import RememberingNarrator, Shelf
from pictory_nb.sandbox.speech.sound import RATE, Narrator, Speech, SpokenWord
from pictory_nb.sandbox.speech.timing import by_pauses
from pictory_nb.sandbox.speech.tune import tuned
from pictory_nb.sandbox.speech.voices import VOICES, Casting, Voice, cast, tracks, voices

__all__ = [
    "RATE",
    "VOICES",
    "Casting",
    "KokoroNarrator",
    "Narrator",
    "RememberingNarrator",
    "Saying",
    "Shelf",
    "Speech",
    "SpokenWord",
    "Voice",
    "by_pauses",
    "cast",
    "default_narrator",
    "engines",
    "narrate",
    "sounds_of",
    "speak_each",
    "split_sentences",
    "tracks",
    "tuned",
    "voices",
]
