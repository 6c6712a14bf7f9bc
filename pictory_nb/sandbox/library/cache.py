"""Where the library keeps what it has drawn or played once: one folder of the user's."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from pathlib import Path

from pictory_nb.folders import folder

__all__ = ["cache_folder", "made_once"]


def cache_folder(part: str) -> Path:
    """The folder for one part of the cache."""
    place = folder("cache") / part
    place.mkdir(parents=True, exist_ok=True)
    return place


def made_once(target: Path, make: Callable[[Path], None]) -> Path:
    """Return ``target``; if it is not there, ``make`` writes it under another name and it is moved in place.

    So a half-written file is never seen, not even when two workers, or two threads, make the same one at once.
    """
    if not target.is_file():
        unfinished = target.with_name(f".{target.stem}.{uuid.uuid4().hex}{target.suffix}")
        try:
            make(unfinished)
            os.replace(unfinished, target)
        finally:
            unfinished.unlink(missing_ok=True)
    return target
