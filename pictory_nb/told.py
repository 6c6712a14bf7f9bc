"""What strangers tell, made fit to be read: by people, by terminals, by whoever pastes it."""

from __future__ import annotations

import unicodedata
from typing import Any
from urllib.parse import urlsplit

from pictory_nb.secret import veiled

__all__ = ["LONGEST", "linkable", "steady", "told"]

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
    return veiled(steady(text))


def steady(text: str) -> str:
    """``text`` without what steers a terminal or turns the order of letters. Lines stay lines."""
    if text.isprintable():  # nearly every text: no sign of it is one that steers
        return text
    text = text.replace("\r\n", "\n").translate(_BREAKS)
    return "".join(sign for sign in text if sign in "\n\t" or not _steers(sign))


def linkable(url: str) -> str:
    """``url`` if it leads into the web, or is a picture or a sound by itself; empty otherwise.

    ``javascript:`` is an address too. And a stranger's ``file:`` or path would have a file of this computer read, and
    brought away where a storyboard names it.
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # a bracket that is not closed
        return ""
    web = parts.scheme in ("http", "https") and parts.netloc
    return url if web or url.startswith(("data:image/", "data:audio/")) else ""


def _steers(sign: str) -> bool:
    return sign in _TURNS or unicodedata.category(sign) in ("Cc", "Cs")
