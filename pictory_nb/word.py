"""The base of every word that travels: frozen, snake_case in Python, camelCase on the wire, misspellings refused.

The service drops fields that it does not know without a sound (contract V32), so a typing error would be found
only in the finished, paid video. Here it is an error that names the field and the one that was probably meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, NoReturn, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, ValidationInfo, model_validator
from pydantic.alias_generators import to_camel

from pictory_nb.complaints import Place, complaint, explained, problems_of, spellings
from pictory_nb.errors import BadStoryboard, Problem

__all__ = ["Broken", "Word"]

W = TypeVar("W", bound="Word")

Broken = tuple[Place, str]
"""A broken rule: the place that it concerns, seen from the word, and ``reason → mend``."""


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
        allow_inf_nan=False,  # JSON has neither
    )

    HINTS: ClassVar[Mapping[str, str]] = {}
    """What to answer to a field that does not exist, where likeness alone would not find the one that was meant."""
    STAND_INS: ClassVar[Mapping[str, Any]] = {}
    """Sound values for required fields, so that rules can be judged although such a field is faulty."""
    ALWAYS_SENT: ClassVar[tuple[str, ...]] = ()
    """Fields that travel although they have their default."""

    @classmethod
    def from_wire(cls: type[W], body: Mapping[str, Any], *, drop_unknown: bool = False) -> W:
        """The word that ``body`` (the JSON object of the API) spells. Raises ``BadStoryboard``.

        With ``drop_unknown`` it is read as the service does: strange fields vanish without a sound (contract V32),
        and Python's spellings are as strange there as any other.
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

    def broken_rules(self) -> Iterable[Broken]:
        """The rules between fields that this word breaks. Each field by itself is known to be sound."""
        return ()

    @model_validator(mode="wrap")
    @classmethod
    def _by_the_rules(cls, value: Any, build: Any, info: ValidationInfo) -> Any:
        if isinstance(value, cls):
            return build(value)
        if as_service(info) and isinstance(value, Mapping):
            value = cls._known(value)
        try:
            word = build(value)
        except ValidationError as error:
            told = [*explained(cls, error, cls.HINTS), *cls._broken_besides(value, error, build)]
            raise ValidationError.from_exception_data(cls.__name__, told) from None
        # None and an empty list say the same as nothing at all, and some lists may not travel empty (V24). The service
        # never gets them from us; where others send an empty list, it is there for its rules (V13).
        said, members = word.model_fields_set, word.__dict__
        said.difference_update([name for name, member in members.items() if member is None])
        empty = [name for name, member in members.items() if member == ()]
        if not as_service(info):
            said.difference_update(empty)
        said.update(cls.ALWAYS_SENT)
        if told := [complaint(place, reason) for place, reason in word.broken_rules()]:
            raise ValidationError.from_exception_data(cls.__name__, told)
        said.difference_update(set(empty) - set(cls.ALWAYS_SENT))
        return word

    @classmethod
    def _known(cls, body: Mapping[str, Any]) -> Mapping[str, Any]:
        if cls.model_config["extra"] == "allow":
            return body
        known = {spelling for spelling, name in spellings(cls).items() if not _is_pythons(cls, spelling, name)}
        return {name: member for name, member in body.items() if name in known}

    @classmethod
    def _broken_besides(cls, value: Any, error: ValidationError, build: Any) -> Iterator[Any]:
        """The rules that are broken besides: nobody mends one mistake only to be told of the next."""
        names = spellings(cls)
        faulty = {names.get(str(found["loc"][0]), "") for found in error.errors() if found["loc"]}
        if not isinstance(value, Mapping) or not faulty or "" in faulty:
            return  # where a field is misspelt, nobody knows which one is missing
        sound = {name: member for name, member in value.items() if names.get(name, "") not in faulty}
        try:
            word = build({**{name: cls.STAND_INS[name] for name in faulty & set(cls.STAND_INS)}, **sound})
        except ValidationError:
            return  # without its required fields there is nothing to judge
        doubtful = word.model_copy(update={name: _FAULTY for name in faulty})
        yield from (complaint(place, said) for place, said in doubtful.broken_rules())

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        mend = f"make a changed copy: replace({name}=…)"
        raise BadStoryboard([Problem(name, f"a {type(self).__name__} is not changed in place", mend)])

    def __repr_args__(self) -> Iterator[tuple[str, Any]]:
        return ((name, value) for name, value in super().__repr_args__() if name in self.model_fields_set)


class _Faulty:
    """Stands where a field is faulty: it is there, and whatever is asked of it is granted."""

    def __getattr__(self, name: str) -> Any:
        return self

    def __call__(self, *args: Any) -> Any:
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 1

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False

    def __hash__(self) -> int:
        return 0


_FAULTY = _Faulty()


def as_service(info: ValidationInfo) -> bool:
    """Whether a body is read as the service reads it."""
    return bool(info.context and info.context.get("drop_unknown"))


def _is_pythons(word: type[Word], spelling: str, name: str) -> bool:
    field = word.model_fields[name]
    aliases = getattr(field.validation_alias, "choices", [field.validation_alias])
    return spelling == name and name not in (field.alias, *aliases)
