"""A whole text, said sentence by sentence."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache

from pictory_nb.sandbox.speech.engines import narrator_of
from pictory_nb.sandbox.speech.saying import Saying
from pictory_nb.sandbox.speech.sentences import split_sentences
from pictory_nb.sandbox.speech.sound import Narrator, Speech, joined
from pictory_nb.sandbox.speech.voices import VOICES

__all__ = ["default_narrator", "narrate", "speak_each"]

PAUSE = 0.3
"""Seconds between two sentences at the usual speed."""


@cache
def default_narrator() -> Narrator:
    """The narrator of this process: the neural voice, and those of other engines, behind the shelf of what was said."""
    from pictory_nb.sandbox.speech.shelf import RememberingNarrator

    return RememberingNarrator(_Everybody())


class _Everybody:
    """Says it with the engine that the voice is of."""

    def __init__(self) -> None:
        from pictory_nb.sandbox.speech.kokoro import KokoroNarrator

        self._ours = KokoroNarrator()

    def speak(self, saying: Saying, voice: str, speed: float = 1.0) -> Speech:
        return narrator_of(voice, self._ours).speak(saying, voice, speed)


def narrate(text: str, voice: str = VOICES[0].key, speed: float = 1.0, *, narrator: Narrator | None = None) -> Speech:
    """One speech for a text, with a pause between its sentences; sentences are said side by side on all cores.

    ``voice`` is the ``key`` of a ``Voice``, ``speed`` goes from 0.5 to 2.0. The speech has one word for each word
    of the text between white space. A text without anything to say gives a speech of no length.
    Raises ``SandboxMissing`` where the voice's packages are not installed.
    """
    return joined(speak_each(split_sentences(text), voice, speed, narrator=narrator), PAUSE / speed)


def speak_each(
    sentences: Sequence[str],
    voice: str = VOICES[0].key,
    speed: float = 1.0,
    *,
    narrator: Narrator | None = None,
) -> list[Speech]:
    """Each sentence as a speech of its own, in order, as many at once as there are cores."""
    narrator = narrator or default_narrator()
    if len(sentences) < 2:
        return [narrator.speak(sentence, voice, speed) for sentence in sentences]
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(min(len(sentences), os.cpu_count() or 1)) as pool:
        return list(pool.map(lambda sentence: narrator.speak(sentence, voice, speed), sentences))
