"""A cut: a storyboard of finished scenes, one after another, and when each word of it is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pictory_nb.storyboard import STORY_LIMIT, Storyboard

__all__ = [
    "Cut",
    "Fit",
    "Match",
    "TimedWord",
    "Timing",
    "board_from",
    "board_of",
    "marked",
    "spread",
    "uncaptioned",
    "words_of",
]

Fit = Literal["cover", "contain", "fill"]


@dataclass(frozen=True)
class TimedWord:
    """One written word with its punctuation; seconds count from the start of its scene."""

    text: str
    start: float
    end: float
    keyword: bool = False


@dataclass(frozen=True)
class Match:
    """A visual that was chosen from a library by ``words``. ``url`` shows it, and stands for it in the params."""

    url: str
    words: str = ""


@dataclass(frozen=True)
class Timing:
    """When the scene of the same place is seen, in seconds from the start of the video, and how its visual is laid.

    ``ground`` is the colour beside a visual that does not cover the frame. A ``stock`` visual is of a stock library.
    """

    uid: str
    start: float
    duration: float
    words: tuple[TimedWord, ...] = ()
    match: Match | None = None
    fit: Fit = "cover"
    ground: str | None = None
    stock: bool = False


@dataclass(frozen=True)
class Cut:
    """``storyboard.scenes`` and ``timings`` belong together, place by place. ``voice_url`` is the whole narration."""

    storyboard: Storyboard
    timings: tuple[Timing, ...]
    voice_url: str = ""

    @property
    def duration(self) -> float:
        return max((timing.start + timing.duration for timing in self.timings), default=0.0)


def board_of(storyboard: Storyboard) -> dict[str, Any]:
    """What a storyboard says of the video as a whole, without its scenes and its music."""
    board = storyboard.replace(scenes=(), template_id="none", background_music=None, logo=None)
    return {name: member for name, member in board.to_wire().items() if name not in ("scenes", "templateId")}


def board_from(told: Mapping[str, Any] | None, *, spoken: bool) -> dict[str, Any]:
    """What ``board_of`` told. Where nobody speaks any more there is no presenter either (V8)."""
    return {name: member for name, member in (told or {}).items() if spoken or name not in ("voiceOver", "avatar")}


def marked(words: Iterable[TimedWord]) -> str:
    """The words as a story in which ``<strong>`` marks keywords; without marks where they would make it too long."""
    words = list(words)
    story = " ".join(f"<strong>{word.text}</strong>" if word.keyword else word.text for word in words)
    return story if len(story) <= STORY_LIMIT else " ".join(word.text for word in words)


def uncaptioned(scene: Mapping[str, Any]) -> dict[str, Any]:
    """The scene without its caption: words that somebody wrote anew are those that are to be shown."""
    return {name: member for name, member in scene.items() if name not in ("caption", "captionLanguage")}


def words_of(story: str) -> list[tuple[str, bool]]:
    """The words of a story, and whether each is marked; other tags are no words."""
    words: list[tuple[str, bool]] = []
    strong = joined = False
    for piece in re.split(r"(<[^<>]*>|\s+)", story):
        if piece.lower() in ("<strong>", "</strong>"):
            strong = piece[1] != "/"
        elif not piece or piece.isspace() or re.fullmatch(r"<[^<>]*>", piece):
            joined = joined and not piece
        elif joined:
            words[-1] = (words[-1][0] + piece, words[-1][1] or strong)
        else:
            words.append((piece, strong))
            joined = True
    return words


def spread(story: str, start: float, end: float, known: Sequence[TimedWord] = ()) -> tuple[TimedWord, ...]:
    """The words of ``story`` with times from ``start`` to ``end``, by length; those of ``known`` if it says the same.

    Where it says something else it is laid where the known words were said.
    """
    words = words_of(story)
    if [text for text, _ in words] == [word.text for word in known]:
        return tuple(
            TimedWord(text, word.start, word.end, keyword) for (text, keyword), word in zip(words, known, strict=True)
        )
    if known:
        start, end = known[0].start, known[-1].end
    letters = sum(len(text) + 1 for text, _ in words)
    timed, at = [], start
    for text, keyword in words:
        until = at + (end - start) * (len(text) + 1) / letters
        timed.append(TimedWord(text, round(at, 3), round(until, 3), keyword))
        at = until
    return tuple(timed)
