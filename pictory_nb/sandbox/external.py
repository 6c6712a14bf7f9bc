"""A voice that was recorded elsewhere (``externalVoice``) reads the scenes: which stretch of it belongs to which scene,
and when each word is heard.

With ``syncVoice`` the words are found in the recording by the recogniser; where that is not installed, by the pauses of
the recording and the lengths of the words. Without it the recording just runs, and scenes last as long as their texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from pictory_nb.errors import RenderError
from pictory_nb.sandbox import listening, speech
from pictory_nb.sandbox.media import Media
from pictory_nb.sandbox.recordings import RATE, length_of, sound_of
from pictory_nb.sandbox.sources.told import Recorded
from pictory_nb.sandbox.takes import Take
from pictory_nb.storyboard import ExternalVoice, Storyboard

if TYPE_CHECKING:
    import numpy as np

__all__ = ["by_words", "with_external_voices"]

Heard = tuple[str, float, float]
Span = tuple[float, float]
PACE = 0.4
"""Seconds of a word that nobody times."""


def with_external_voices(storyboard: Storyboard, takes: Sequence[Take], media: Media) -> tuple[list[Take], list[str]]:
    """The takes, those that a recording reads with their stretches of it; and what is to be said about it.

    Raises ``RenderError`` that names the scene.
    """
    found, notes = list(takes), []
    for voice, places in _groups(storyboard, takes):
        name = takes[places[0]].name if len(places) < len(takes) else "the video"
        file = media.file(voice.voice_url, name)
        length = length_of(file, name)
        shared = [takes[place] for place in places]
        if voice.sync_voice:
            spans, words, note = _synced(file, length, shared, storyboard.language, name)
            notes += [note] if note else []
        else:
            spans, words = _running(shared, length)
        gain = 6 * (voice.amplification_level or 0.0)
        for place, (start, end), timed in zip(places, spans, words, strict=True):
            found[place] = replace(takes[place], speaks=False, recorded=Recorded(file, start, end, timed, gain))
    return found, notes


def _groups(storyboard: Storyboard, takes: Sequence[Take]) -> Iterator[tuple[ExternalVoice, list[int]]]:
    """Each recording and the places of the takes that it reads: of one scene, or all that have none of their own."""
    whole = storyboard.voice_over
    groups: dict[int, tuple[ExternalVoice, list[int]]] = {}
    for place, take in enumerate(takes):
        own = take.scene.voice_over
        voice_over = own or whole
        if not (take.words and voice_over and voice_over.enabled and voice_over.external_voice) or take.recorded:
            continue
        group = groups.setdefault(take.number if own else 0, (voice_over.external_voice, []))
        group[1].append(place)
    yield from groups.values()


def _running(takes: Sequence[Take], length: float) -> tuple[list[Span], list[tuple[Heard, ...]]]:
    """As long as the texts; the last scene waits until the recording has come to its end."""
    lengths = [max(1.5, len(take.words) * PACE, take.scene.minimum_duration or 0.0) for take in takes]
    edges = list(accumulate(lengths, initial=0.0))
    edges[-1] = max(edges[-1], length)
    words = [
        tuple((word.text, start + n * PACE, start + (n + 1) * PACE) for n, word in enumerate(take.words))
        for take, start in zip(takes, edges, strict=False)
    ]
    return list(pairwise(edges)), words


def _synced(
    file: Path, length: float, takes: Sequence[Take], language: str, name: str
) -> tuple[list[Span], list[tuple[Heard, ...]], str]:
    texts = [[word.text for word in take.words] for take in takes]
    flat = [text for part in texts for text in part]
    if listening.missing():
        timed = speech.by_pauses(flat, _levels(file, length), length)
        note = (
            f"The recording of {name} is matched to its words by its pauses: the recogniser is not installed "
            '(pip install "pictory_nb[transcribe]").'
        )
    else:
        try:
            heard = listening.listen(file, language)
        except RenderError as error:
            raise RenderError(f"{name}: {error.args[0]}", mend=error.mend) from None
        timed = by_words(flat, [(word.text, word.start, word.end) for word in heard.words], length)
        note = ""
    words, begin = [], 0
    for part in texts:
        words.append(tuple((text, *timed[begin + n]) for n, text in enumerate(part)))
        begin += len(part)
    borders = [(one[-1][2] + other[0][1]) / 2 for one, other in pairwise(words)]
    return list(pairwise([0.0, *borders, length])), words, note


def by_words(texts: Sequence[str], heard: Sequence[Heard], length: float) -> list[Span]:
    """When each of ``texts`` is said, by the words that were heard; those that were heard as something else lie
    between their neighbours, each as long as its letters."""
    match = SequenceMatcher(
        None, [_bare(text) for text in texts], [_bare(word) for word, _, _ in heard], autojunk=False
    )
    known: dict[int, Span] = {}
    for block in match.get_matching_blocks():
        for step in range(block.size):
            known[block.a + step] = heard[block.b + step][1:]
    first, last = (heard[0][1], heard[-1][2]) if heard else (0.0, length)
    return _between(texts, known, first, last)


def _between(texts: Sequence[str], known: dict[int, Span], first: float, last: float) -> list[Span]:
    spans: list[Span] = []
    place = 0
    while place < len(texts):
        if place in known:
            spans.append(known[place])
            place += 1
            continue
        end = next((later for later in range(place, len(texts)) if later in known), len(texts))
        start = spans[-1][1] if spans else min(first, known.get(end, (first, 0.0))[0])
        until = known[end][0] if end in known else max(last, start)
        weights = [len(text) + 1 for text in texts[place:end]]
        edges = [start + (until - start) * part / sum(weights) for part in accumulate(weights, initial=0)]
        spans += list(pairwise(edges))
        place = end
    return spans


def _levels(file: Path, length: float) -> np.ndarray:
    """The root mean square of each fiftieth of a second, read in pieces of a minute."""
    import numpy as np

    size, found, at = RATE // 50, [], 0.0
    while at < length:
        sound = sound_of(file, at, min(at + 60.0, length))
        whole = len(sound) // size * size
        found.append(np.sqrt((sound[:whole].reshape(-1, size) ** 2).mean(axis=1)))
        at += 60.0
    return np.concatenate(found) if found else np.zeros(0, np.float32)


def _bare(word: str) -> str:
    return "".join(sign for sign in word.lower() if sign.isalnum())
