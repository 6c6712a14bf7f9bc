"""Pictures that were made on the way to a film (slides, paintings): kept in the cache, and found by an address."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

from .cache import cache_folder, made_once

__all__ = ["ADDRESS", "find", "keep", "path_of"]

ADDRESS = "http://sandbox.localhost/sandbox/library/made/"
"""Good in every sandbox of this user, and nowhere else."""


def keep(what: str | bytes, ending: str, make: Callable[[Path], None]) -> str:
    """The address of what ``make`` writes, made once. ``what`` says all that it depends on; ``ending`` is ".png"."""
    said = what.encode() if isinstance(what, str) else what
    name = hashlib.sha256(said).hexdigest()[:32] + ending
    made_once(cache_folder("made") / name, make)
    return ADDRESS + name


def path_of(address: str) -> Path:
    """The file behind an address that ``keep`` gave."""
    return cache_folder("made") / address.removeprefix(ADDRESS)


def find(name: str) -> Path | None:
    """The file of that name; None for every other name, wherever it may lead."""
    file = cache_folder("made") / name if re.fullmatch(r"[0-9a-f]{32}\.[a-z0-9]{2,4}", name) else None
    return file if file and file.is_file() else None
