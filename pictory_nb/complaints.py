"""What pydantic complains of, told to a person: a reason, an arrow, a mend."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from pictory_nb.errors import Problem

__all__ = ["Place", "close_to", "complaint", "explained", "literals", "problems_of", "spellings"]

Place = tuple[int | str, ...]
"""Where something stands: ``("scenes", 3, "story")``."""

_FEW, _MANY = 6, 24
"""Values of a closed list that are always shown, and that are shown when none is close to what was written."""

_SAID = {
    "missing": "it is missing → add it",
    "string_type": "{value} is not a text → put it in quotation marks",
    "string_too_short": "it has {length} characters → write at least {min_length}",
    "string_too_long": "it has {length:,} characters → at most {max_length:,} are allowed",
    "bool_type": "{value} is neither true nor false → write True or False, without quotation marks",
    "bool_parsing": "{value} is neither true nor false → write True or False",
    "int_type": "{value} is not a whole number → write one, without quotation marks",
    "int_parsing": "{value} is not a whole number → write one",
    "int_from_float": "{value} is not a whole number → round it",
    "float_type": "{value} is not a number → write one, without quotation marks",
    "float_parsing": "{value} is not a number → write one",
    "finite_number": "{value} is not a finite number → write one that is",
    "greater_than_equal": "{value} is too small → give {ge} or more",
    "less_than_equal": "{value} is too large → give {le} or less",
    "too_long": "it has {actual_length} entries → at most {max_length} are allowed",
    "too_short": "it has {actual_length} entries → give at least {min_length}",
    "tuple_type": "{value} is not a list → write it in [ ]",
    "dict_type": "{value} is not an object → give its fields by name",
    "model_type": "{value} is not an object → give its fields by name",
}


def complaint(place: Place, said: str, value: Any = None, *, kind: str = "rule") -> InitErrorDetails:
    """A complaint that ``said`` (a reason, an arrow, a mend) tells as it is."""
    told = PydanticCustomError("told", "{said}", {"said": said, "kind": kind})
    return InitErrorDetails(type=told, loc=place, input=value)


def explained(word: type[BaseModel], error: ValidationError, hints: Mapping[str, str]) -> Iterator[InitErrorDetails]:
    """The complaints of ``error`` about a ``word``, each told; those of nested words have been told there."""
    for found in error.errors(include_url=False):
        if found["type"] == "told":
            kind, said = found["ctx"]["kind"], found["ctx"]["said"]
        else:
            kind, said = found["type"], _said(word, found, hints)
        yield complaint(found["loc"], said, found["input"], kind=kind)


def problems_of(error: ValidationError) -> list[Problem]:
    """Each complaint as a path that a person can follow, a reason and a mend."""
    complaints = error.errors(include_url=False)
    problems = []
    for found in complaints:
        told = found.get("ctx", {})
        if told.get("kind") == "too_short" and any(_is_inside(found["loc"], other["loc"]) for other in complaints):
            continue  # pydantic counts only the sound items, so a faulty one would be reported as missing as well
        reason, _, mend = told.get("said", found["msg"]).partition(" → ")
        problems.append(Problem(path_of(found["loc"]) or error.title, reason, mend))
    return problems


def path_of(place: Place) -> str:
    """``scenes[3].story``"""
    path = ""
    for part in place:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else str(part)
    return path


def close_to(written: Any, known: Iterable[Any]) -> str:
    """Which of ``known`` was probably meant; empty where none is close. Capitals do not count."""
    folded = {str(name).casefold(): name for name in reversed(list(known))}
    close = difflib.get_close_matches(str(written).casefold(), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else ""


@cache
def spellings(word: type[BaseModel]) -> dict[str, str]:
    """Every way to write a field of ``word``, Python's first, and the field that it means."""
    found = {name: name for name in word.model_fields}
    for name, field in word.model_fields.items():
        aliases = getattr(field.validation_alias, "choices", [field.validation_alias])
        found |= {str(alias): name for alias in (*aliases, field.alias) if alias}
    return found


def literals(annotation: Any) -> tuple[Any, ...]:
    """The values that an annotation allows by name, however deep its ``Literal`` stands."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return tuple(value for part in get_args(annotation) for value in literals(part))


def _said(word: type[BaseModel], found: Any, hints: Mapping[str, str]) -> str:
    kind, place, value = found["type"], found["loc"], found["input"]
    if kind == "extra_forbidden":
        return _unknown(word, str(place[-1]), hints)
    if kind == "literal_error" and place[0] in word.model_fields:
        return _not_among(value, literals(word.model_fields[place[0]].annotation))
    if kind in _SAID:
        length = len(value) if isinstance(value, (str, list, tuple)) else 0
        return _SAID[kind].format(**{"value": _short(value), "length": length, **found.get("ctx", {})})
    return found["msg"].removeprefix("Value error, ")


def _unknown(word: type[BaseModel], name: str, hints: Mapping[str, str]) -> str:
    known = spellings(word)
    if name in known:
        return f"{name!r} is given twice, in both of its spellings → keep one of them"
    if name in hints:
        return f"there is no field {name!r} → {hints[name]}"
    close = known.get(close_to(name, known), "")
    hint = f"did you mean {close!r}?" if close else f"{word.__name__} has {', '.join(word.model_fields)}"
    return f"there is no field {name!r} → {hint}"


def _not_among(value: Any, allowed: tuple[Any, ...]) -> str:
    if len(allowed) > _FEW and (close := close_to(value, allowed)):
        return f"{_short(value)} is not known here → did you mean {close!r}?"
    more = f" and {len(allowed) - _MANY} more" if len(allowed) > _MANY else ""
    return f"{_short(value)} is not known here → write {', '.join(map(repr, allowed[:_MANY]))}{more}"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:56]} …"


def _is_inside(outer: Place, inner: Place) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer
