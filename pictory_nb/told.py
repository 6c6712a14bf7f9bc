"""What strangers tell, made fit to be read: by people, by terminals, by whoever pastes it."""

from __future__ import annotations

import unicodedata
from typing import Any

from pictory_nb.secret import veiled

__all__ = ["LONGEST", "told"]

LONGEST = 2000
"""Characters of one text that are kept: a message is no place for a megabyte."""
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BREAKS = dict.fromkeys(map(ord, "\r\v\f\x85\u2028\u2029"), "\n")


def told(value: Any, *, longest: int = LONGEST) -> str:
    """``value`` as text: without what steers a terminal or turns the order of letters, and without secrets.

    Lines stay lines. None is no text.
    """
    text = "" if value is None else str(value)
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    text = text.replace("\r\n", "\n").translate(_BREAKS)
    return veiled("".join(sign for sign in text if sign in "\n\t" or not _steers(sign)))


def _steers(sign: str) -> bool:
    return sign in _TURNS or unicodedata.category(sign) in ("Cc", "Cs")
