"""Colours as the first era spells them: ``rgba(r,g,b,a)`` with an alpha from 0 to 255 (contract §0.5)."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["read_color", "told_color"]

_RGBA = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,\s*([\d.]+)\s*)?\)")


def read_color(told: Any) -> str | None:
    """A colour of the era, whose alpha goes from 0 to 255 (§0.5), in today's spelling; None where it is none."""
    if not isinstance(told, str):
        return None
    if re.fullmatch(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})", told.strip()):
        return told.strip()
    found = _RGBA.fullmatch(told.strip())
    if not found:
        return None
    red, green, blue = (min(255, int(part)) for part in found.groups()[:3])
    alpha = min(255.0, float(found[4])) / 255 if found[4] else 1.0
    return f"rgba({red},{green},{blue},{round(alpha, 3):g})"


def told_color(color: str) -> str:
    """Today's colour as the era spells it."""
    if color.startswith("rgb"):
        red, green, blue, *alpha = color[color.index("(") + 1 : -1].split(",")
        parts = [int(red), int(green), int(blue), round(255 * float(alpha[0])) if alpha else 255]
    else:
        digits = color[1:] if len(color) > 4 else "".join(2 * sign for sign in color[1:])
        parts = [int(digits[at : at + 2], 16) for at in range(0, len(digits), 2)]
        parts = [*parts, 255][:4]
    return f"rgba({','.join(map(str, parts))})"
