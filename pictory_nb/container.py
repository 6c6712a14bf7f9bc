"""The outline of an MP4: boxes one after another, each of which begins with its length (ISO/IEC 14496-12 §4.2)."""

from __future__ import annotations

from typing import BinaryIO

__all__ = ["ends_early", "is_mp4"]

_HEAD = 8


def is_mp4(file: BinaryIO) -> bool:
    """Whether it begins as an MP4 does."""
    file.seek(0)
    return b"ftyp" in file.read(12)


def ends_early(file: BinaryIO, size: int) -> bool:
    """Whether the last box is longer than what is there: a host or a proxy sent half of the file as if it were all.

    What stands behind the boxes and is none is let be: players let it be, too.
    """
    at = 0
    while at + _HEAD <= size:
        file.seek(at)
        length = int.from_bytes(file.read(4), "big")
        if length == 0:  # this box goes to the end, wherever that is
            return False
        if length == 1:  # a long one: its length stands behind its name
            file.seek(at + _HEAD)
            length = int.from_bytes(file.read(8), "big")
        if length < _HEAD:
            return False
        at += length
    return at > size
