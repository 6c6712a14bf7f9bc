"""Places: ``{{name}}`` in the texts of a storyboard or a template, and what is put there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["filled", "places_of"]

_PLACE = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")


def places_of(value: Any) -> list[str]:
    """The names of all places within ``value``, however deep, in the order in which they come."""
    return list(dict.fromkeys(name for text in _texts(value) for name in _PLACE.findall(text)))


def filled(value: Any, values: Mapping[str, str]) -> Any:
    """``value`` with each place that ``values`` names replaced; the others stay."""
    if isinstance(value, str):
        return _PLACE.sub(lambda found: values.get(found[1], found[0]), value)
    if isinstance(value, Mapping):
        return {name: filled(member, values) for name, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [filled(item, values) for item in value]
    return value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for member in value.values():
            yield from _texts(member)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)
