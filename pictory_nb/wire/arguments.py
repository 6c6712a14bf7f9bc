"""Codec of what an operation is told: checked against the fields of its row, by the client before it is sent, by the
sandbox when it arrives."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pictory_nb.errors import BadArguments, Problem
from pictory_nb.terms import close_to
from pictory_nb.wire.routes import Field

__all__ = ["dump_arguments", "load_arguments"]


def dump_arguments(fields: Sequence[Field], given: Mapping[str, Any]) -> dict[str, Any]:
    """What to send: the members of ``given`` that say something. Raises ``BadArguments`` for all that is wrong."""
    told = {name: value for name, value in given.items() if value is not None and value != []}
    return _checked(fields, told, choices=True)


def load_arguments(fields: Sequence[Field], given: Any) -> dict[str, Any]:
    """What arrived in a query or a body. Raises ``BadArguments``.

    Strange members are dropped (V32), and a strange choice finds nothing, as in the service.
    """
    if not isinstance(given, Mapping):
        raise BadArguments([Problem("body", "the body is not a JSON object")])
    return _checked(fields, {name: value for name, value in given.items() if value is not None}, choices=False)


def _checked(fields: Sequence[Field], given: Mapping[str, Any], *, choices: bool) -> dict[str, Any]:
    sound: dict[str, Any] = {}
    problems = []
    for field in fields:
        if field.name not in given:
            if field.required:
                problems.append(Problem(field.name, f"{field.name} is missing", f"give {field.doc}"))
            continue
        try:
            sound[field.name] = _KINDS[field.kind](given[field.name])
        except (ValueError, TypeError, OverflowError):
            problems.append(Problem(field.name, f"{given[field.name]!r:.80} is not {_ARTICLES[field.kind]}"))
        else:
            problems += _out_of_bounds(field, sound[field.name])
            problems += _unknown_choices(field, sound[field.name]) if choices else ()
    if problems:
        raise BadArguments(problems)
    return sound


def _out_of_bounds(field: Field, value: Any) -> list[Problem]:
    if field.required and isinstance(value, str) and not value.strip():
        return [Problem(field.name, f"{field.name} is empty", f"give {field.doc}")]
    if isinstance(value, str):
        return list(_misshapen(field, value))
    if (field.least is not None and value < field.least) or (field.most is not None and value > field.most):
        bounds = f"from {field.least:g} to {field.most:g}" if field.most is not None else f"{field.least:g} or more"
        return [Problem(field.name, f"{value} is out of bounds", f"give {field.doc}, {bounds}")]
    return []


def _misshapen(field: Field, value: str) -> Iterator[Problem]:
    if field.longest is not None and len(value) > field.longest:
        yield Problem(field.name, f"it has {len(value)} characters", f"at most {field.longest} are allowed")
    if field.pattern and not re.fullmatch(field.pattern, value):
        yield Problem(field.name, f"{value!r:.80} cannot be a {field.name}", f"give {field.doc}")


def _unknown_choices(field: Field, value: Any) -> list[Problem]:
    words = value if isinstance(value, list) else [value]
    return [
        Problem(field.name, f"there is no {field.name} {word!r:.80}", _choice(field, str(word)))
        for word in words
        if field.choices and word not in field.choices
    ]


def _choice(field: Field, word: str) -> str:
    close = close_to(word, field.choices)
    return f"did you mean {close!r}?" if close else f"choose one of {', '.join(field.choices[:6])} …"


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _integer(value: Any) -> int:
    """A query spells numbers as text."""
    if isinstance(value, (bool, float)) and not (isinstance(value, float) and value.is_integer()):
        raise TypeError
    return int(value)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not math.isfinite(number := float(value)):
        raise TypeError
    return number


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise TypeError
    return dict(value)


def _strings(value: Any) -> list[str]:
    if not isinstance(value, (list, tuple)):
        raise TypeError
    return [_string(item) for item in value]


def _objects(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, (list, tuple)):
        raise TypeError
    return [_object(item) for item in value]


_KINDS: dict[str, Callable[[Any], Any]] = {
    "string": _string, "boolean": _boolean, "integer": _integer, "number": _number, "object": _object,
    "strings": _strings, "objects": _objects,
}  # fmt: skip
_ARTICLES = {
    "string": "a text", "boolean": "true or false", "integer": "a whole number", "number": "a number",
    "object": "an object", "strings": "a list of texts", "objects": "a list of objects",
}  # fmt: skip
