"""The narration of a take: its sentences are read as tasks of their own, and laid one after another.

Without a voice (none asked for, none installed, none for the language) the words are timed by the length of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass

from pictory_nb.renderer.film import Speech, SpokenWord
from pictory_nb.sandbox import speech
from pictory_nb.sandbox.takes import Take

__all__ = ["LEAD", "Narrated", "Reading", "begin"]

LEAD = 0.35
"""Seconds of quiet before the first word: the picture comes first."""
TAIL = 0.55
BREATH = 0.28
"""Seconds between two sentences."""
WORDS_A_SECOND = 2.5
"""The pace of a text that nobody speaks (contract §3.11)."""


@dataclass(frozen=True)
class Narrated:
    """What is said in a take, and when; ``duration`` includes the quiet before and after it."""

    words: tuple[SpokenWord, ...]
    duration: float
    speech: Speech | None = None


@dataclass(frozen=True)
class Reading:
    """A take whose sentences are being read."""

    take: Take
    sentences: Sequence[Future[speech.Speech]] = ()
    gain: float = 1.0

    def __len__(self) -> int:
        return len(self.sentences)

    def finished(self) -> Narrated:
        """Wait for the last sentence and lay all of them out."""
        if not self.sentences:
            return _unspoken(self.take)
        return _laid_out(self.take, [sentence.result() for sentence in self.sentences], self.gain)


def begin(take: Take, voice: speech.Voice | None, workers: Executor) -> Reading:
    """Have the sentences of ``take`` read by ``voice``; those that were read before are taken from the cache."""
    if voice is None or not take.words:
        return Reading(take)
    speed = (take.voice.speed if take.voice else 100) / 100
    level = take.voice.amplification_level if take.voice else 0
    sentences = [_read(sentence, voice.key, speed, workers) for sentence in speech.split_sentences(take.story)]
    return Reading(take, sentences, gain=10 ** (6 * level / 20))


def _read(sentence: str, voice: str, speed: float, workers: Executor) -> Future[speech.Speech]:
    if (kept := speech.Shelf().get(sentence, voice, speed)) is not None:
        future: Future[speech.Speech] = Future()
        future.set_result(kept)
        return future
    return workers.submit(_speak, sentence, voice, speed)


def _speak(sentence: str, voice: str, speed: float) -> speech.Speech:
    return speech.default_narrator().speak(sentence, voice, speed)


def _unspoken(take: Take) -> Narrated:
    pace = 1 / WORDS_A_SECOND
    words = tuple(
        SpokenWord(word.text, LEAD + place * pace, LEAD + (place + 1) * pace, word.keyword)
        for place, word in enumerate(take.words)
    )
    return Narrated(words, LEAD + max(1.0, len(words) * pace) + TAIL)


def _laid_out(take: Take, sentences: Sequence[speech.Speech], gain: float) -> Narrated:
    import numpy as np

    rate = sentences[0].rate
    breath = np.zeros(round(BREATH * rate), np.float32)
    pieces, words, at = [], [], 0.0
    for sentence in sentences:
        pieces += [sentence.samples * np.float32(gain), breath]
        words += [(word.start + at, word.end + at) for word in sentence.words]
        at += len(sentence.samples) / rate + BREATH
    timed = tuple(
        SpokenWord(word.text, LEAD + start, LEAD + end, word.keyword)
        for word, (start, end) in zip(take.words, words, strict=True)
    )
    samples = np.concatenate(pieces[:-1])
    return Narrated(timed, LEAD + len(samples) / rate + TAIL, Speech(samples, rate, LEAD))
