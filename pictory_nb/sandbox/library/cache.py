"""Where the library keeps what it has drawn or played once: one folder of the user's."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_cache_path

__all__ = ["cache_folder", "made_once"]


def cache_folder(part: str) -> Path:
    """The folder for one part of the cache: below ``$PICTORY_NB_HOME/cache`` where that is set."""
    home = os.environ.get("PICTORY_NB_HOME")
    root = Path(home) / "cache" if home else user_cache_path("pictory_nb", appauthor=False)
    folder = root / part
    folder.mkdir(parents=True, exist_ok=True)
    return folder


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
