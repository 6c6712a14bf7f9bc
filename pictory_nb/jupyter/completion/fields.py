"""What a field of the storyboard holds, read off the words themselves, so that nothing can be forgotten here."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from pictory_nb.storyboard import Scene, Storyboard

__all__ = ["fields_at", "values_of"]

_ROOTS = {"storyboard": Storyboard, "scene": Scene}
_WRITTEN_BELOW = {"scenes"}
"""Fields that the script itself fills."""


def fields_at(root: str, path: list[str]) -> list[tuple[str, str]]:
    """The fields that can stand at ``path`` below ``storyboard`` or ``scene``, each with what it says."""
    found: dict[str, str] = {}
    for word in _words_at(root, path):
        for name, field in word.model_fields.items():
            if name not in _WRITTEN_BELOW:
                found.setdefault(name, field.description or _type_words(field))
    return list(found.items())


def values_of(root: str, path: list[str]) -> list[str]:
    """The words that the field at ``path`` may hold, where they are counted; ``true`` and ``false`` for a flag."""
    *above, name = path
    found: dict[str, None] = {}
    for word in _words_at(root, above):
        if field := _field(word, name):
            found |= dict.fromkeys(_literals(field.annotation))
    return list(found)


def _words_at(root: str, path: list[str]) -> list[type[BaseModel]]:
    words: list[type[BaseModel]] = [_ROOTS[root]]
    for name in path:
        fields = [field for word in words if (field := _field(word, name))]
        words = [word for field in fields for word in _words_in(field.annotation)]
    return words


def _field(word: type[BaseModel], name: str) -> FieldInfo | None:
    """By either spelling."""
    fields = word.model_fields
    return fields.get(name) or next((field for field in fields.values() if field.alias == name), None)


@cache
def _words_in(annotation: Any) -> tuple[type[BaseModel], ...]:
    """The words that a type is made of: those of its union, of its tuple."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return (annotation,)
    return tuple(dict.fromkeys(word for inner in get_args(annotation) for word in _words_in(inner)))


def _literals(annotation: Any) -> Iterator[str]:
    if annotation is bool:
        yield from ("true", "false")
    elif get_origin(annotation) is Literal:
        yield from (word for word in get_args(annotation) if isinstance(word, str))
    elif not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        for inner in get_args(annotation):
            yield from _literals(inner)


def _type_words(field: FieldInfo) -> str:
    """A word about what a field is, where its docstring says nothing."""
    words = _words_in(field.annotation)
    if words:
        return " or ".join(word.__name__ for word in words[:3])
    counted = list(_literals(field.annotation))
    return ", ".join(counted[:4]) + (" …" if len(counted) > 4 else "")
