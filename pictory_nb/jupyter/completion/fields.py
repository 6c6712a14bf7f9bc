"""What a field of the storyboard holds, read in ``fields.json``: the words themselves take too long to import.

The index is made of those words by ``python -m tests.jupyter.field_index``; a test sees that it is not of yesterday.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["INDEX", "fields_at", "values_of"]

INDEX = Path(__file__).with_suffix(".json")

_Fields = dict[str, dict[str, Any]]


def fields_at(root: str, path: list[str]) -> list[tuple[str, str]]:
    """The fields that can stand at ``path`` below the word ``root``, each with what it says."""
    found: dict[str, str] = {}
    for fields in _words_at(root, path):
        for name, field in fields.items():
            found.setdefault(name, field["says"])
    return list(found.items())


def values_of(root: str, path: list[str]) -> list[str]:
    """The words that the field at ``path`` may hold, where they are counted; ``true`` and ``false`` for a flag."""
    *above, name = path
    found: dict[str, None] = {}
    for fields in _words_at(root, above):
        found |= dict.fromkeys(_field(fields, name).get("values", ()))
    return list(found)


def _words_at(root: str, path: list[str]) -> list[_Fields]:
    words = [root]
    for name in path:
        inner = [word for each in words for word in _field(_index()[each], name).get("words", ())]
        words = list(dict.fromkeys(inner))
    return [_index()[word] for word in words]


def _field(fields: _Fields, name: str) -> dict[str, Any]:
    """By either spelling; nothing where there is no such field."""
    return fields.get(name) or next((field for field in fields.values() if field.get("alias") == name), {})


@cache
def _index() -> dict[str, _Fields]:
    return json.loads(INDEX.read_text(encoding="utf-8"))
