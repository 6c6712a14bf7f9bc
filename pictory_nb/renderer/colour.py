"""Colours as the contract writes them, and as the film needs them."""

from __future__ import annotations

import re

from pictory_nb.renderer.film import RGBA

_FUNCTION = re.compile(r"rgba?\(([^)]*)\)", re.ASCII)


def parse(text: str) -> RGBA:
    """``#RGB``, ``#RRGGBB``, ``#RRGGBBAA``, ``rgb(r,g,b)`` or ``rgba(r,g,b,a)`` with a from 0 to 1 (contract §0.5).

    Raises ``ValueError`` when it is none of these.
    """
    text = text.strip()
    if text.startswith("#"):
        digits = text[1:] if len(text) > 4 else "".join(digit * 2 for digit in text[1:])
        red, green, blue, *alpha = bytes.fromhex(digits)
        return red, green, blue, alpha[0] if alpha else 255
    if call := _FUNCTION.fullmatch(text):
        red, green, blue, *alpha = (float(part) for part in call[1].split(","))
        share = alpha[0] if alpha else 1.0
        return _byte(red), _byte(green), _byte(blue), _byte(share * 255)
    raise ValueError(f"{text!r} is not a colour")


def luminance(rgb: tuple[int, ...]) -> float:
    """How light a colour looks, from 0 (black) to 1 (white)."""
    red, green, blue = rgb[:3]
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255


def mixed(under: tuple[int, ...], over: tuple[int, ...], share: float) -> tuple[int, int, int]:
    """``over`` laid on ``under`` with an opacity from 0 to 1."""
    red, green, blue = (_byte(a + (b - a) * share) for a, b in zip(under[:3], over[:3], strict=True))
    return red, green, blue


def _byte(value: float) -> int:
    return min(max(round(value), 0), 255)
