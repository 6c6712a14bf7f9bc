"""The base of every word that travels: frozen, snake_case in Python, camelCase on the wire, misspellings refused.

The service drops fields that it does not know without a sound (contract V32), so a typing error would be found
only in the finished, paid video. Here it is an error that names the field and the one that was probably meant.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, ValidationInfo, model_validator
from pydantic.alias_generators import to_camel
from pydantic_core import InitErrorDetails, PydanticCustomError

from pictory_nb.errors import BadStoryboard, Problem

W = TypeVar("W", bound="Word")


class _Speaks(type(BaseModel)):
    """Turns pydantic's error into ours, for words that a person builds by calling the class.

    Only that outermost call passes here: nested values are built inside pydantic, which gathers their errors first.
    """

    def __call__(cls, *args: Any, **fields: Any) -> Any:
        try:
            return super().__call__(*args, **fields)
        except ValidationError as error:
            raise BadStoryboard(problems_of(error)) from None


class Word(BaseModel, metaclass=_Speaks):
    """A frozen value with the fields of the API under Python's names; both spellings are accepted on input."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        populate_by_name=True,
        loc_by_alias=False,
        use_attribute_docstrings=True,
        allow_inf_nan=False,  # JSON has neither
    )

    @classmethod
    def from_wire(cls: type[W], body: Mapping[str, Any], *, drop_unknown: bool = False) -> W:
        """The word that ``body`` (the JSON object of the API) spells. Raises ``BadStoryboard``.

        With ``drop_unknown`` strange fields vanish without a sound, as they do in the service (contract V32).
        """
        try:
            return cls.model_validate(body, context={"drop_unknown": drop_unknown})
        except ValidationError as error:
            raise BadStoryboard(problems_of(error)) from None

    def to_wire(self) -> dict[str, Any]:
        """The JSON object of the API: camelCase, only what was set."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)

    def replace(self: W, **changes: Any) -> W:
        """A copy with ``changes``, checked like a new word. Raises ``BadStoryboard``."""
        fields = {name: getattr(self, name) for name in self.model_fields_set}
        return type(self)(**{**fields, **changes})

    @model_validator(mode="wrap")
    @classmethod
    def _name_the_misspelt(cls, value: Any, build: Any, info: ValidationInfo) -> Any:
        if info.context and info.context.get("drop_unknown") and isinstance(value, Mapping):
            known = {spelling for name in cls.model_fields for spelling in (name, to_camel(name))}
            value = {name: member for name, member in value.items() if name in known}
        try:
            word = build(value)
        except ValidationError as error:
            raise ValidationError.from_exception_data(cls.__name__, list(_explained(cls, error))) from None
        # None and an empty list say the same as nothing at all, and some lists may not travel empty (V24).
        word.model_fields_set.difference_update(name for name, member in word if member is None or member == ())
        return word

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        mend = f"make a changed copy: replace({name}=…)"
        raise BadStoryboard([Problem(name, f"a {type(self).__name__} is not changed in place", mend)])

    def __repr_args__(self) -> Iterator[tuple[str, Any]]:
        return ((name, value) for name, value in super().__repr_args__() if name in self.model_fields_set)


def problems_of(error: ValidationError) -> list[Problem]:
    """Each complaint of pydantic as a path that a person can follow, a reason and a mend."""
    complaints = error.errors(include_url=False)
    problems = []
    for complaint in complaints:
        if complaint["type"] == "too_short" and any(_is_inside(complaint["loc"], other["loc"]) for other in complaints):
            continue  # pydantic counts only the sound items, so a faulty one would be reported as missing as well
        reason, _, mend = complaint["msg"].removeprefix("Value error, ").partition(" → ")
        problems.append(Problem(_path(complaint["loc"]) or error.title, reason, mend))
    return problems


def _explained(word: type[Word], error: ValidationError) -> Iterator[InitErrorDetails]:
    for complaint in error.errors(include_url=False):
        kind: Any = complaint["type"]
        if kind == "extra_forbidden" and len(complaint["loc"]) == 1:
            kind = PydanticCustomError("unknown_field", _unknown(word, str(complaint["loc"][0])))
        elif kind in _OWN_KINDS:
            kind = PydanticCustomError(kind, _escaped(complaint["msg"]))
        yield InitErrorDetails(type=kind, loc=complaint["loc"], input=complaint["input"], ctx=complaint.get("ctx", {}))


# Kinds that pydantic cannot rebuild from their name alone.
_OWN_KINDS = {"unknown_field", "value_error", "assertion_error"}


def _escaped(message: str) -> Any:
    return message.removeprefix("Value error, ").replace("{", "(").replace("}", ")")


def _unknown(word: type[Word], name: str) -> Any:
    known = list(word.model_fields)
    spellings = {spelling: field for field in known for spelling in (field, to_camel(field))}
    if name in spellings:
        return _escaped(f"{name!r} is given twice, in both of its spellings → keep one of them")
    close = difflib.get_close_matches(name, spellings, n=1, cutoff=0.6)
    hint = f"did you mean {spellings[close[0]]!r}?" if close else f"{word.__name__} has {', '.join(known)}"
    return _escaped(f"there is no field {name!r} → {hint}")


def _is_inside(outer: tuple[int | str, ...], inner: tuple[int | str, ...]) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def _path(places: tuple[int | str, ...]) -> str:
    path = ""
    for place in places:
        path += f"[{place}]" if isinstance(place, int) else f".{place}" if path else str(place)
    return path
