"""Font faces: opened once per size, asked for their glyphs, and the runs of a word that each face can draw."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont, features
from PIL.ImageFont import FreeTypeFont

# Raqm shapes Arabic, Devanagari and the like; where its libraries are missing, Latin still comes out right.
_ENGINE = ImageFont.Layout.RAQM if features.check("raqm") else ImageFont.Layout.BASIC
_VARIABLE_WEIGHT = 640
_NOWHERE = "\U0010fffe"
"""A character that no font has: it shows what a face draws instead of a missing glyph."""


def opened(path: Path, size: float) -> FreeTypeFont:
    """The face at ``size`` pixels. FreeType's faces are not to be shared by threads, so each has its own."""
    return _opened(str(path), round(size, 2), threading.get_ident())


@lru_cache(maxsize=256)
def _opened(path: str, size: float, thread: int) -> FreeTypeFont:
    face = ImageFont.truetype(path, size, layout_engine=_ENGINE)
    if "[wght]" in path:  # a face that can be of any weight begins with a thin or a regular one
        face.set_variation_by_axes([_VARIABLE_WEIGHT])
    return face


@lru_cache(maxsize=8192)
def covers(path: Path, character: str) -> bool:
    """Whether the face has a glyph of its own for ``character``."""
    face = opened(path, 24)
    return bytes(face.getmask(character)) != bytes(face.getmask(_NOWHERE))


def runs(text: str, chain: tuple[Path, ...]) -> Iterator[tuple[str, Path]]:
    """Cut ``text`` into pieces, each with the first face of ``chain`` that can draw it.

    Combining marks stay with their letter. A letter that no face has is drawn as that face's empty box, so that it
    is missed; an emoji or an invisible character that no face has is left out.
    """
    piece, current = "", chain[0]
    for character in text:
        face = _face_of(character, chain, current)
        if face is None:
            continue
        if face != current and piece:
            yield piece, current
            piece = ""
        piece, current = piece + character, face
    if piece:
        yield piece, current


def _face_of(character: str, chain: tuple[Path, ...], current: Path) -> Path | None:
    kind = unicodedata.category(character)
    if kind.startswith("M") and not 0xFE00 <= ord(character) <= 0xFE0F:
        return current
    if character.isspace():
        return current
    for face in chain:
        if covers(face, character):
            return face
    return None if kind in {"So", "Sk", "Cf", "Cn", "Co", "Mn"} else chain[0]


def clusters(text: str) -> list[str]:
    """The letters of a word as a reader sees them; one piece where letters join or change with their neighbours."""
    if any(unicodedata.category(character).startswith("M") or _joins(character) for character in text):
        return [text]
    return list(text)


def _joins(character: str) -> bool:
    code = ord(character)
    return 0x0590 <= code <= 0x109F or 0x1780 <= code <= 0x17FF or 0xFB1D <= code <= 0xFEFF


def reads_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction belongs to a script such as Arabic or Hebrew."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((direction in {"R", "AL"} for direction in directions if direction in {"L", "R", "AL"}), False)
