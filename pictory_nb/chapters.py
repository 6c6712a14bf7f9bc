"""Chapters: where each scene begins in a film, found by its words among the subtitles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pictory_nb.subtitles import Cue

if TYPE_CHECKING:
    from pictory_nb.storyboard import Scene, Storyboard

__all__ = ["Chapter", "chapters_of"]

_LONGEST = 48
"""Letters of a title."""


@dataclass(frozen=True)
class Chapter:
    """A scene that begins at ``start`` seconds."""

    start: float
    title: str


def chapters_of(cues: Sequence[Cue], storyboard: Storyboard) -> tuple[Chapter, ...]:
    """A chapter for each scene whose first words are found, in order; none where fewer than two are.

    The service does not tell when its scenes begin. A scene that says nothing has no chapter.
    """
    heard = [(word, cue) for cue in cues for word in _words(cue.text)]
    chapters, place = [], 0
    for scene in storyboard.scenes:
        said = _words(scene.story or "")[:4]
        found = next(
            (n for n in range(place, len(heard)) if [word for word, _ in heard[n : n + len(said)]] == said), None
        )
        if said and found is not None:
            # Where a scene begins in the middle of a cue, the cue is the nearest that is known.
            chapters.append(Chapter(heard[found][1].start, _title(scene)))
            place = found + len(said)
    return tuple(chapters) if len(chapters) > 1 else ()


def _title(scene: Scene) -> str:
    heading = next((element.text for element in scene.elements if element.type == "text"), "")
    text = " ".join((heading or re.sub(r"<[^>]+>", "", scene.story or "")).split())
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"<[^>]+>", "", text).lower())
