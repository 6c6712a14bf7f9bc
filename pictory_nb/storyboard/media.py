"""Every medium that a word names, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, get_args

from pictory_nb.storyboard.values import Medium
from pictory_nb.word import Word

__all__ = ["placed"]

W = TypeVar("W", bound=Word)
Place = Callable[[str, str], str]


def placed(word: W, place: Place, path: str = "") -> W:
    """A copy in which ``place(url, path)`` has had its say on every medium."""
    changes = {}
    for name in type(word).model_fields:
        old = getattr(word, name)
        new = _placed(old, place, f"{path}.{name}" if path else name, name in _media_of(type(word)))
        if new is not old:
            changes[name] = new
    return word.replace(**changes) if changes else word


def _placed(value: Any, place: Place, path: str, is_medium: bool) -> Any:
    if isinstance(value, Word):
        return placed(value, place, path)
    if isinstance(value, tuple):
        new = tuple(_placed(item, place, f"{path}[{number}]", is_medium) for number, item in enumerate(value))
        return value if all(one is other for one, other in zip(value, new, strict=True)) else new
    return place(value, path) if is_medium and value else value


@cache
def _media_of(word: type[Word]) -> frozenset[str]:
    return frozenset(
        name for name, field in word.model_fields.items() if _is_marked([field.annotation, field.metadata])
    )


def _is_marked(part: Any) -> bool:
    parts = part if isinstance(part, list) else get_args(part) + getattr(part, "__metadata__", ())
    return isinstance(part, Medium) or any(_is_marked(inner) for inner in parts)
