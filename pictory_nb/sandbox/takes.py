"""Takes: the scenes that a storyboard becomes once its stories are split (contract §3.11)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby

from pictory_nb.errors import BadStoryboard, RenderError
from pictory_nb.sandbox import speech
from pictory_nb.sandbox.library.keywords import telling_words
from pictory_nb.sandbox.sources.told import Part, Recorded
from pictory_nb.ssml import MarkedWord, read_ssml
from pictory_nb.storyboard import AiVoice, Scene, Storyboard

__all__ = ["Take", "Written", "takes_of"]


@dataclass(frozen=True)
class Written:
    """One word as it is written, and whether the script marked it as a keyword.

    ``marked`` is how SSML wants it to be said, where the story is SSML.
    """

    text: str
    keyword: bool = False
    marked: MarkedWord | None = None


@dataclass(frozen=True)
class Take:
    """One scene of the film. ``number`` is the scene of the storyboard that it comes from, counted from 1.

    ``match`` are the words by which its picture is chosen, where they are not those that are said. Where it is
    ``recorded``, that is what is heard, and no voice reads its words.
    """

    number: int
    scene: Scene
    words: tuple[Written, ...] = ()
    voice: AiVoice | None = None
    speaks: bool = False
    match: str = ""
    recorded: Recorded | None = None

    @property
    def story(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def sentences(self) -> list[tuple[Written, ...]]:
        return _sentences(self.words)

    @property
    def name(self) -> str:
        return f"scene {self.number}"


def takes_of(storyboard: Storyboard, parts: Sequence[Part] | None = None) -> list[Take]:
    """The takes of a storyboard; ``parts`` are its scenes once their sources were read."""
    if parts is None:
        parts = [Part(number, scene) for number, scene in enumerate(storyboard.scenes, 1)]
    return [take for part in parts for take in _takes(storyboard, part)]


def _takes(storyboard: Storyboard, part: Part) -> Iterator[Take]:
    number, scene = part.number, part.scene
    if part.recorded:
        words = tuple(Written(text) for text, _, _ in part.recorded.words)
        yield Take(number, scene, _marked(storyboard, scene, words), recorded=part.recorded)
        return
    voice_over = scene.voice_over or storyboard.voice_over
    speaks = bool(voice_over and voice_over.enabled)
    voices = voice_over.ai_voices if voice_over else ()
    # Several voices take turns: scene i is read by voice i mod N (contract §3.6, X16).
    voice = voices[(number - 1) % len(voices)] if voices else None
    if scene.story is None:
        yield Take(number, scene)
        return
    for words in _parts(number, scene):
        yield Take(number, scene, _marked(storyboard, scene, words), voice, speaks)


def _marked(storyboard: Storyboard, scene: Scene, words: tuple[Written, ...]) -> tuple[Written, ...]:
    """The words with those that tell most as keywords, where the script marks none."""
    if scene.highlight_keywords and storyboard.language == "en" and not any(word.keyword for word in words):
        return _highlighted(words)
    return words


def _parts(number: int, scene: Scene) -> Iterator[tuple[Written, ...]]:
    words = _of_ssml(number, scene.story) if scene.is_ssml_story else None
    if words is None:
        lines = [_written(line) for line in scene.story.split("\n") if line.strip()]
    else:
        lines = [tuple(line) for _, line in groupby(words, key=lambda word: word.marked.line)]
    if not scene.create_scene_on_new_line:
        lines = [tuple(chain.from_iterable(lines))]
    for line in lines:
        yield from _sentences(line) if scene.create_scene_on_end_of_sentence else [line]


def _of_ssml(number: int, story: str) -> tuple[Written, ...]:
    try:
        words = read_ssml(story)
        for word in words:
            if word.manner.sounds:
                speech.sounds_of(word.manner.sounds, word.manner.alphabet)
    except BadStoryboard as error:
        problem = error.problems[0]
        raise RenderError(f"scene {number}: {problem.reason}", mend=problem.mend) from None
    return tuple(Written(word.text, word.keyword, word) for word in words)


def _sentences(words: Sequence[Written]) -> list[tuple[Written, ...]]:
    """The words parted where a sentence ends: by its marks, or because SSML says so."""
    found, begin = [], 0
    for sentence in speech.split_sentences(" ".join(word.text for word in words)):
        end = begin + len(sentence.split())
        for place in range(begin, end):
            if place + 1 == end or (words[place].marked and words[place].marked.ends):
                found.append(tuple(words[begin : place + 1]))
                begin = place + 1
    return found


def _highlighted(words: tuple[Written, ...]) -> tuple[Written, ...]:
    telling = telling_words([word.text for word in words])
    return tuple(replace(word, keyword=place in telling) for place, word in enumerate(words))


def _written(line: str) -> tuple[Written, ...]:
    """The words of a story, in which ``<strong>`` marks keywords (contract §3.12)."""
    words: list[Written] = []
    strong = joined = False
    for piece in re.split(r"(</?strong>|\s+)", line):
        if piece in ("<strong>", "</strong>"):
            strong = piece == "<strong>"
        elif not piece or piece.isspace():
            joined = joined and not piece
        elif joined:
            last = words.pop()
            words.append(Written(last.text + piece, last.keyword or strong))
        else:
            words.append(Written(piece, strong))
            joined = True
    return tuple(words)
