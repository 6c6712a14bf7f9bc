"""What a stretch of frames looks like, as one short word: equal words, equal pictures, on any day and in any process.

The word follows from all values that the frames are drawn from, from the content of every file among them, and from
the code that draws: a renderer that draws otherwise never finds what an earlier one left.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pictory_nb.renderer.chunk import Chunk
from pictory_nb.renderer.film import Shot

__all__ = ["fingerprint"]

_UNSEEN = {Chunk: {"name"}, Shot: {"name", "speech", "music"}}
"""Fields that no frame shows."""
_WHOLE, _PART = 1 << 26, 1 << 20
"""Bytes of a file that is read whole, and of the pieces of a larger one that are looked at."""


def fingerprint(chunk: Chunk) -> str:
    """64 hexadecimal digits. Raises ``OSError`` where a file cannot be read."""
    digest = hashlib.sha256(_code())
    for piece in _pieces(chunk):
        digest.update(piece)
        digest.update(b"\0")
    return digest.hexdigest()


def _pieces(value: Any) -> Iterator[bytes]:
    """The value, the same in every process; each part says what it is, so none can pass for another."""
    if isinstance(value, Path):
        yield _content(value)
    elif is_dataclass(value):
        yield type(value).__name__.encode()
        for field in fields(value):
            if field.name not in _UNSEEN.get(type(value), ()):
                yield field.name.encode()
                yield from _pieces(getattr(value, field.name))
    elif hasattr(value, "model_fields_set"):  # a word of the storyboard
        yield type(value).__name__.encode()
        yield from _pieces(dict(value))
    elif isinstance(value, Mapping):
        yield b"{"
        for key in sorted(value, key=repr):
            yield repr(key).encode()
            yield from _pieces(value[key])
        yield b"}"
    elif isinstance(value, (tuple, list)):
        yield b"("
        for item in value:
            yield from _pieces(item)
        yield b")"
    else:
        yield repr(value).encode()


def _content(path: Path) -> bytes:
    known = path.stat()
    return _digest(path, known.st_size, known.st_mtime_ns)


@lru_cache(maxsize=512)
def _digest(path: Path, size: int, _changed: int) -> bytes:
    """Of a file that is very large, such as a film, the length, the beginning, the middle and the end are looked at."""
    digest = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        for begin in (0,) if size <= _WHOLE else (0, size // 2, size - _PART):
            file.seek(begin)
            digest.update(file.read(size if size <= _WHOLE else _PART))
    return digest.digest()


@cache
def _code() -> bytes:
    """Of all files of the renderer, and of the versions of what it draws and encodes with."""
    import av
    import cv2
    import numpy
    import PIL

    versions = [module.__version__ for module in (av, cv2, numpy, PIL)]
    digest = hashlib.sha256(repr(versions).encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.digest()
