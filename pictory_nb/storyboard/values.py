"""Plain values that the fields of a storyboard hold: colours, percentages, addresses, numbers (contract §0.5)."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, Field, Strict, StringConstraints, ValidationError, WrapValidator

__all__ = [
    "Color",
    "Flag",
    "MediaUrl",
    "Medium",
    "NonEmpty",
    "Number",
    "Percent",
    "Seconds",
    "Unit",
    "WebUrl",
    "Whole",
    "either",
]


def _color(value: str) -> str:
    if not _COLOR.fullmatch(value.strip()):
        raise ValueError(
            f"{value!r} is not a colour → write #RRGGBB, rgb(r,g,b) or rgba(r,g,b,a) with a from 0 to 1 (V26)"
        )
    return value.strip()


_BYTE = r"(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_COLOR = re.compile(
    r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})"
    rf"|rgb\(\s*{_BYTE}\s*,\s*{_BYTE}\s*,\s*{_BYTE}\s*\)"
    rf"|rgba\(\s*{_BYTE}\s*,\s*{_BYTE}\s*,\s*{_BYTE}\s*,\s*(?:0|1|0?\.[0-9]+|1\.0+)\s*\)"
)


def _percent(value: str) -> str:
    if not re.fullmatch(r"(100|[1-9]?[0-9])%", value):
        raise ValueError(f"{value!r} is not a percentage → write a whole number with a sign, such as 30% (V25)")
    return value


def _web_address(value: str) -> str:
    if not re.match(r"https?://[^\s/]", value):
        raise ValueError(f"{value!r} is not a web address → write https://…")
    return value


def either(what: str) -> WrapValidator:
    """Goes around a union of plain values, whose errors would otherwise name each of its types."""

    def check(value: Any, build: Any) -> Any:
        try:
            return build(value)
        except ValidationError:
            raise ValueError(f"{value!r} is not {what} → write {what}") from None

    return WrapValidator(check)


class Medium:
    """Marks a field that names a medium: a web address, or a path on this computer where the sandbox renders."""

    def __repr__(self) -> str:
        return "Medium()"


# Numbers and flags in quotation marks are read in bodies of the first era only (contract §1.2).
Flag = Annotated[bool, Strict()]
Whole = Annotated[int, Strict()]
Number = Annotated[float, Strict()]
Seconds = Annotated[float, Strict(), Field(ge=0)]
Unit = Annotated[float, Strict(), Field(ge=0, le=1)]

NonEmpty = Annotated[str, StringConstraints(min_length=1)]
WebUrl = Annotated[str, AfterValidator(_web_address)]
MediaUrl = Annotated[str, StringConstraints(min_length=1), Medium()]
Color = Annotated[str, AfterValidator(_color)]
"""``#RGB``, ``#RRGGBB``, ``#RRGGBBAA``, ``rgb(r,g,b)`` or ``rgba(r,g,b,a)`` (V26)."""
Percent = Annotated[str, AfterValidator(_percent)]
"""A whole percentage such as ``"30%"`` (V25)."""
