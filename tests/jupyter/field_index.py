"""The index that TAB reads: made of the words of the storyboard, whose import would keep the first press waiting.

python -m tests.jupyter.field_index          # writes it anew, after a word was changed
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from pictory_nb.jupyter.completion.fields import INDEX
from pictory_nb.storyboard import Scene, Storyboard

__all__ = ["index"]

_WRITTEN_BELOW = {"scenes"}
"""Fields that the script itself fills."""


def index() -> str:
    """Each word with its fields; of a field its other spelling, what it says, the words in it, and its values."""
    found: dict[str, dict[str, Any]] = {}
    waiting: list[type[BaseModel]] = [Storyboard, Scene]
    while waiting:
        word = waiting.pop()
        if word.__name__ in found:
            continue
        fields = {name: field for name, field in word.model_fields.items() if name not in _WRITTEN_BELOW}
        found[word.__name__] = {name: _told(name, field) for name, field in fields.items()}
        waiting += [inner for field in fields.values() for inner in _words_in(field.annotation)]
    rows = (f"{json.dumps(name)}: {json.dumps(fields, ensure_ascii=False)}" for name, fields in sorted(found.items()))
    return "{\n" + ",\n".join(rows) + "\n}\n"


def _told(name: str, field: FieldInfo) -> dict[str, Any]:
    words = [word.__name__ for word in _words_in(field.annotation)]
    values = list(dict.fromkeys(_literals(field.annotation)))
    told = {"alias": field.alias if field.alias != name else None, "words": words, "values": values}
    return {"says": field.description or _type_words(words, values)} | {key: each for key, each in told.items() if each}


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


def _type_words(words: list[str], values: list[str]) -> str:
    """A word about what a field is, where its docstring says nothing."""
    return " or ".join(words[:3]) if words else ", ".join(values[:4]) + (" …" if len(values) > 4 else "")


if __name__ == "__main__":
    INDEX.write_text(index(), encoding="utf-8")
