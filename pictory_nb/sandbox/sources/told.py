"""What a storyboard says once its sources are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pictory_nb.sandbox.listening.highlights import rank
from pictory_nb.sandbox.speech import split_sentences
from pictory_nb.storyboard import Scene

__all__ = ["Part", "Recorded", "Told", "chosen_sentences", "without_source"]


@dataclass(frozen=True)
class Recorded:
    """A stretch of a recording that is heard instead of a voice, in seconds of its file, and the words in it."""

    file: Path
    start: float
    end: float
    words: tuple[tuple[str, float, float], ...] = ()
    gain: float = 0.0


@dataclass(frozen=True)
class Part:
    """One scene to be filmed. ``number`` is the scene of the storyboard that it comes from, counted from 1."""

    number: int
    scene: Scene
    recorded: Recorded | None = None


@dataclass(frozen=True)
class Told:
    """All scenes in their order, and what is to be said about how they came about."""

    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()


_SOURCES = {
    "story_co_pilot": None, "blog_url": None, "ppt_url": None, "audio_url": None, "video_url": None,
    "audio_language": None, "transcript": (), "media_repurpose_settings": None,
}  # fmt: skip


def without_source(scene: Scene, **changes: object) -> Scene:
    """The scene as it looks and sounds, saying something of its own."""
    return scene.replace(**{**_SOURCES, **changes})


def chosen_sentences(paragraphs: Sequence[str], words: int) -> tuple[list[list[str]], int]:
    """The sentences of each paragraph that tell most, in their order, within about so many words; and how many there
    were. All of them where there is room."""
    sentences = [(place, sentence) for place, text in enumerate(paragraphs) for sentence in split_sentences(text)]
    lengths = [len(sentence.split()) for _, sentence in sentences]
    kept = set(range(len(sentences)))
    if sum(lengths) > words:
        ranks = rank([[word.strip(".,;:!?\"'()“”’").lower() for word in text.split()] for _, text in sentences])
        ranks[0] = max(ranks)  # the first one says what it is about
        kept, room = set(), words
        for number in sorted(range(len(sentences)), key=lambda number: (-ranks[number], number)):
            if lengths[number] <= room:
                kept.add(number)
                room -= lengths[number]
    found: list[list[str]] = [[] for _ in paragraphs]
    for number in sorted(kept):
        place, sentence = sentences[number]
        found[place].append(sentence)
    return found, len(sentences)
