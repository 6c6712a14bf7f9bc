"""Font faces: opened once per size, asked for their glyphs, and the runs of a word that each face can draw."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

from pictory_nb.renderer import shaping

_ENGINE = ImageFont.Layout.RAQM if shaping.HAS_RAQM else ImageFont.Layout.BASIC
_VARIABLE_WEIGHT = 640
_FAIR = 1000
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


def length_of(text: str, path: Path, size: float) -> float:
    """How wide ``text`` is at ``size`` pixels."""
    if shaping.is_ours(text):
        return shaping.shaped(text, path, size, _VARIABLE_WEIGHT).width
    return opened(path, size).getlength(text)


@lru_cache(maxsize=16384)
def share_of(text: str, path: Path) -> float:
    """How wide ``text`` is in sizes of its letters: measured so large that no grid of pixels tells."""
    return length_of(text, path, _FAIR) / _FAIR


def drawn_on(image: Image.Image, text: str, path: Path, size: float, x: float, baseline: float) -> None:
    """Draw ``text`` in white on ``image``, a mask of bytes."""
    if not shaping.is_ours(text):
        ImageDraw.Draw(image).text((x, baseline), text, font=opened(path, size), fill=255, anchor="ls")
        return
    letters = shaping.mask_of(shaping.shaped(text, path, size, _VARIABLE_WEIGHT), *image.size, x, baseline)
    image.paste(255, mask=Image.fromarray(letters))


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
    piece, current = "", _face_of_all(text, chain) or chain[0]
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


@lru_cache(maxsize=4096)
def _face_of_all(text: str, chain: tuple[Path, ...]) -> Path | None:
    """The first face that has all letters of a word, so that no word is patched together where it need not be."""
    letters = [letter for letter in text if not letter.isspace() and not unicodedata.category(letter).startswith("M")]
    return next((face for face in chain if all(covers(face, letter) for letter in letters)), None)


def _face_of(character: str, chain: tuple[Path, ...], current: Path) -> Path | None:
    kind = unicodedata.category(character)
    if kind.startswith("M") and not 0xFE00 <= ord(character) <= 0xFE0F:
        return current
    if character.isspace() or covers(current, character):
        return current
    for face in chain:
        if covers(face, character):
            return face
    return None if kind in {"So", "Sk", "Cf", "Cn", "Co", "Mn"} else chain[0]


def clusters(text: str) -> list[str]:
    """The letters of a word as a reader sees them; one piece where letters join or change with their neighbours."""
    if shaping.is_joined(text) or any(unicodedata.category(character).startswith("M") for character in text):
        return [text]
    return list(text)


def reads_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction belongs to a script such as Arabic or Hebrew."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((direction in {"R", "AL"} for direction in directions if direction in {"L", "R", "AL"}), False)
