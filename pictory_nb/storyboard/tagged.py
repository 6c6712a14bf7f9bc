"""Words that are told apart by their ``type``, with errors whose paths do not show how that is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError, ValidationInfo, WrapValidator

from pictory_nb.complaints import close_to, complaint, explained
from pictory_nb.storyboard.rules import listed
from pictory_nb.word import Word, as_service

__all__ = ["told_apart"]


def told_apart(*types: str, **implied: str) -> WrapValidator:
    """Goes around a union that is discriminated by ``type``.

    ``implied`` names a field, and the type that it gives away where none is said: here, not in the service.
    """

    def choose(value: Any, build: Any, info: ValidationInfo) -> Any:
        if isinstance(value, Mapping):
            if "type" not in value and not as_service(info):
                value = {**value, **({"type": kind} if (kind := _implied(value, implied)) else {})}
            if value.get("type") not in types:
                strange = complaint(("type",), _strange(value, types), value.get("type"))
                raise ValidationError.from_exception_data("type", [strange])
        elif not isinstance(value, Word):
            raise ValueError(f"{value!r} is not an object → give its fields by name")
        try:
            return build(value)
        except ValidationError as error:
            # pydantic puts the chosen type into the path, which nobody wrote.
            told = [{**found, "loc": found["loc"][1:]} for found in explained(Word, error, {})]
            raise ValidationError.from_exception_data("type", told) from None

    return WrapValidator(choose)


def _implied(value: Mapping[str, Any], implied: Mapping[str, str]) -> str:
    return next((kind for field, kind in implied.items() if field in value), "")


def _strange(value: Mapping[str, Any], types: tuple[str, ...]) -> str:
    if "type" not in value:
        return f"it is missing → write {listed(map(repr, types), 'or')}"
    close = close_to(value["type"], types)
    mend = f"did you mean {close!r}?" if close else f"write {listed(map(repr, types), 'or')}"
    return f"there is none of type {value['type']!r} → {mend}"
