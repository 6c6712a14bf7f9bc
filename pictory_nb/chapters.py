"""Chapters: where each scene begins in a film, found by its words among the subtitles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pictory_nb.subtitles import Cue
from pictory_nb.told import told

if TYPE_CHECKING:
    from pictory_nb.storyboard import Scene, Storyboard

__all__ = ["Chapter", "chapters_of", "title_of", "told_chapters"]

_LONGEST = 48
"""Letters of a title."""
_DAY = 86_400


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
            chapters.append(Chapter(heard[found][1].start, title_of(scene)))
            place = found + len(said)
    return tuple(chapters) if len(chapters) > 1 else ()


def told_chapters(said: Any) -> tuple[Chapter, ...]:
    """Those of ``[[0.0, "Rain"], …]``, as the sandbox tells them: nothing of it is believed before it is looked at."""
    pairs = [pair for pair in said if isinstance(pair, list) and len(pair) == 2] if isinstance(said, list) else []
    times = (int, float)
    found = [
        Chapter(float(at), told(title, longest=200)) for at, title in pairs if isinstance(at, times) and 0 <= at < _DAY
    ]
    return tuple(sorted(found, key=lambda each: each.start)) if len(found) > 1 else ()


def title_of(scene: Scene) -> str:
    """Its heading, or how it begins; empty where it says nothing of its own."""
    heading = next((element.text for element in scene.elements if element.type == "text"), "")
    text = " ".join((heading or re.sub(r"<[^>]+>", "", scene.story or "")).split())
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"<[^>]+>", "", text).lower())
