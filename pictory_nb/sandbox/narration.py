"""The narration of a take: its sentences are read as tasks of their own, and laid one after another.

Without a voice (none asked for, none installed, none for the language) the words are timed by the length of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace

from pictory_nb.renderer.film import Speech, SpokenWord
from pictory_nb.sandbox import speech
from pictory_nb.sandbox.recordings import cut
from pictory_nb.sandbox.shooting import speak
from pictory_nb.sandbox.takes import Take, Written
from pictory_nb.ssml import USUAL

__all__ = ["LEAD", "Narrated", "Part", "Reading", "begin"]

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
class Part:
    """Words that are said in one breath: their speech, and the seconds of quiet before it."""

    words: tuple[Written, ...]
    speech: Future[speech.Speech]
    before: float = 0.0


@dataclass(frozen=True)
class Reading:
    """A take whose sentences are being read, or were: then it is ``known`` what is said. ``gain`` is in dB."""

    take: Take
    parts: Sequence[Part] = ()
    gain: float = 0.0
    known: Narrated | None = None

    @property
    def sentences(self) -> list[Future[speech.Speech]]:
        """What is being read, in order."""
        return [part.speech for part in self.parts]

    def finished(self) -> Narrated:
        """Lay out the sentences, all of which have been read. Times are whole milliseconds, as render params tell them:
        what was drawn for a storyboard is found again for its preview, and the other way round.
        """
        said = self.known or (_laid_out(self) if self.parts else _unspoken(self.take))
        words = (replace(word, start=round(word.start, 3), end=round(word.end, 3)) for word in said.words)
        return Narrated(tuple(words), round(said.duration, 3), said.speech)


def begin(take: Take, voice: speech.Voice | None, workers: Executor) -> Reading:
    """Have the sentences of ``take`` read by ``voice``; those that were read before are taken from the cache."""
    if take.recorded:
        return Reading(take, [Part(take.words, workers.submit(cut, take.recorded))], take.recorded.gain)
    if voice is None or not take.words:
        return Reading(take)
    speed = (take.voice.speed if take.voice else 100) / 100
    level = take.voice.amplification_level if take.voice else 0
    parts = []
    for sentence in take.sentences:
        for words in _breaths(sentence):
            pause = words[0].marked.before if words[0].marked else 0.0
            starts = words[0] is sentence[0]
            before = pause if not parts or not starts else max(BREATH, pause)
            parts.append(Part(words, _read(_saying(words), voice.key, speed, workers), before))
    return Reading(take, parts, gain=6 * level)


def _breaths(sentence: Sequence[Written]) -> Iterator[tuple[Written, ...]]:
    """The sentence in parts, each of which but the first begins after a pause of SSML."""
    begin = 0
    for place, word in enumerate(sentence):
        if place > begin and word.marked and word.marked.before:
            yield tuple(sentence[begin:place])
            begin = place
    yield tuple(sentence[begin:])


def _saying(words: Sequence[Written]) -> speech.Saying:
    """Plain where nothing is marked, so that the cache knows a sentence by its text."""
    marked = tuple(word.marked for word in words if word.marked)
    if any(word.said is not None or word.manner != USUAL for word in marked):
        return marked
    return " ".join(word.text for word in words)


def _read(saying: speech.Saying, voice: str, speed: float, workers: Executor) -> Future[speech.Speech]:
    if (kept := speech.Shelf().get(saying, voice, speed)) is not None:
        future: Future[speech.Speech] = Future()
        future.set_result(kept)
        return future
    return workers.submit(speak, saying, voice, speed)


def _unspoken(take: Take) -> Narrated:
    if take.words and (length := _sounding(take)):
        return _spread(take, length)
    at, words = LEAD, []
    for word in take.words:
        pace = _size(word.text) / WORDS_A_SECOND
        at += word.marked.before if word.marked else 0.0
        words.append(SpokenWord(word.text, at, at + pace, word.keyword))
        at += pace
    return Narrated(tuple(words), max(at, LEAD + 1.0) + _rest(take) + TAIL)


def _size(word: str) -> float:
    """How many words it is: one, but in scripts that set no spaces, where a word has about two letters."""
    return max(1.0, sum("\u2e80" <= letter <= "\u9fff" for letter in word) / 2)


def _sounding(take: Take) -> float:
    """Seconds of footage that is heard itself: what is written is what is said in there, and takes as long."""
    ground = take.scene.background
    heard = ground and ground.settings and ground.settings.mute is False
    return sum(clip.end - clip.start for clip in ground.clips) if heard else 0.0


def _spread(take: Take, length: float) -> Narrated:
    """The words in equal shares of the scene (contract §3.11)."""
    share = length / len(take.words)
    words = tuple(
        SpokenWord(word.text, place * share, (place + 1) * share, word.keyword) for place, word in enumerate(take.words)
    )
    return Narrated(words, length)


def _rest(take: Take) -> float:
    """The seconds of a pause that SSML has behind the last word."""
    last = take.words[-1].marked if take.words else None
    return last.after if last else 0.0


def _laid_out(reading: Reading) -> Narrated:
    import numpy as np

    # A recording goes on from scene to scene as it was made: nothing is put between.
    lead, tail = (0.0, 0.0) if reading.take.recorded else (LEAD, _rest(reading.take) + TAIL)
    pieces, words, at = [], [], 0.0
    for part in reading.parts:
        said = part.speech.result()
        if (marked := [word.marked for word in part.words if word.marked]) and len(marked) == len(said.words):
            said = speech.tuned(said, marked)
        pieces += [np.zeros(round(part.before * said.rate), np.float32), said.samples]
        at += len(pieces[-2]) / said.rate
        words += [
            SpokenWord(word.text, lead + at + heard.start, lead + at + heard.end, word.keyword)
            for word, heard in zip(part.words, said.words, strict=True)
        ]
        at += len(said.samples) / said.rate
    samples, rate = np.concatenate(pieces), said.rate
    spoken = Speech(samples, rate, lead, reading.gain)
    return Narrated(tuple(words), lead + len(samples) / rate + tail, spoken)
