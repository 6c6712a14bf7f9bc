"""Lists that the service holds to (contract §3.9, V20, V24, V30), and the words leave open, as its catalogues may grow.

The sandbox refuses what breaks them, as the service does; on our own side ``check`` tells of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from pictory_nb.errors import Problem
from pictory_nb.terms import CATEGORIES, FONTS, close_to

__all__ = ["broken_lists"]

_NEVER_EMPTY = {"elements", "animations", "referenceImageUrls"}
_FREE = {"transcript", "mediaRepurposeSettings", "motionGraphics"}
"""What may hold anything."""
_DEEPEST = 12
"""Levels of a body: a name of no list stands deeper."""


def broken_lists(scenes: Any, path: str = "scenes", deep: int = 0) -> Iterator[Problem]:
    """Each font, each category that there is not, and each list that must not be empty, by its place in a body."""
    if deep > _DEEPEST:
        return
    if isinstance(scenes, list):
        for number, item in enumerate(scenes):
            yield from broken_lists(item, f"{path}[{number}]", deep + 1)
    if not isinstance(scenes, Mapping):
        return
    for name, value in scenes.items():
        at = f"{path}.{name}"
        if value == [] and name in _NEVER_EMPTY:
            yield Problem(at, "it has 0 entries", "give at least 1, or take it away")
        elif name == "fontFamily" and not scenes.get("fontUrl"):
            yield from _strange(at, "font", value, FONTS)
        elif name == "category" and path.endswith(".searchFilter"):
            yield from _strange(at, "category", value, CATEGORIES)
        elif name not in _FREE:
            yield from broken_lists(value, at, deep + 1)


def _strange(path: str, noun: str, value: Any, known: Collection[str]) -> Iterator[Problem]:
    if isinstance(value, str) and value not in known:
        close = close_to(value, known)
        yield Problem(path, f"there is no {noun} {value!r:.80}", f"did you mean {close!r}?" if close else "")
