"""What every thing of a catalogue is: a value that is read leniently, and told again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, ClassVar, TypeVar, get_args, get_origin, get_type_hints

from pictory_nb.told import linkable

__all__ = ["Entry", "members_of", "named", "text"]

E = TypeVar("E", bound="Entry")


def named(wire: str, default: Any = "") -> Any:
    """A field whose member the service calls by a name that does not say what it is."""
    return field(default=default, metadata={"wire": wire})


@dataclass(frozen=True)
class Entry:
    """One thing of a catalogue. ``COLUMNS`` are the fields that a table shows of it, the most telling first."""

    COLUMNS: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def from_wire(cls: type[E], item: Any) -> E:
        """What the service tells, as far as it can be read."""
        item = item if isinstance(item, Mapping) else {}
        found = {name: _believed(name, _read(kind, item.get(member))) for name, member, kind in members_of(cls)}
        return cls(**{name: value for name, value in found.items() if value not in (None, "")})

    def to_wire(self) -> dict[str, Any]:
        """The JSON object of the API, without what is unknown."""
        told = {member: _told(getattr(self, name)) for name, member, _ in members_of(type(self))}
        return {member: value for member, value in told.items() if value not in ("", None, {})}


@cache
def members_of(kind: type[Entry]) -> tuple[tuple[str, str, Any], ...]:
    """(our name, the service's name, the type) of each field."""
    hints = get_type_hints(kind)
    return tuple((each.name, each.metadata.get("wire", _camel(each.name)), hints[each.name]) for each in fields(kind))


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _read(kind: Any, value: Any) -> Any:
    """``value`` as the type of a field; None where it is none."""
    if isinstance(kind, type) and issubclass(kind, Entry):
        return kind.from_wire(value)
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        read = (_read(inner, item) for item in value) if isinstance(value, list) else ()
        return tuple(item for item in read if item)
    if bool in get_args(kind):
        return value if isinstance(value, bool) else None
    if float in get_args(kind):
        return _number(value)
    if int in get_args(kind) and isinstance(value, int) and not isinstance(value, bool):
        return value
    if int in get_args(kind) and str not in get_args(kind):
        number = _number(value)
        return None if number is None else int(number)
    return str(value) if isinstance(value, (str, int, float)) else None


def _believed(name: str, value: Any) -> Any:
    """``value``, or nothing where it should be an address and leads elsewhere than into the web."""
    if not name.endswith(_ADDRESSES):
        return value
    if isinstance(value, tuple):
        return tuple(filter(linkable, value))
    return linkable(value) if isinstance(value, str) else value


_ADDRESSES = ("url", "urls", "jpg", "sample", "_image", "thumbnail")
"""How the names of fields end that hold addresses."""


def text(value: Any) -> str:
    """What a member says, where it can be said in words; else nothing."""
    return _read(str, value) or ""


def _number(value: Any) -> float | None:
    try:
        number = float(value) if not isinstance(value, bool) else None
    except (TypeError, ValueError, OverflowError):
        return None
    return number if number is not None and abs(number) < float("inf") else None


def _told(value: Any) -> Any:
    if isinstance(value, Entry):
        return value.to_wire()
    if isinstance(value, tuple):
        return [_told(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
