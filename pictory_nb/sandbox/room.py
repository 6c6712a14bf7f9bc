"""Is there room on the disk for a film? Asked before anybody waits for it."""

from __future__ import annotations

import shutil
from pathlib import Path

from pictory_nb.errors import RenderError
from pictory_nb.sandbox.narration import WORDS_A_SECOND
from pictory_nb.storyboard import Storyboard

__all__ = ["check_room"]

_SPARE = 64_000_000
"""Bytes that are to be free when the film is there: a disk that is full to the brim harms more than a film."""
_A_PIXEL = 0.25
"""Bytes that a second of film takes for each pixel at most, its parts while they are joined included."""


def check_room(folder: Path, storyboard: Storyboard) -> None:
    """Raise ``RenderError`` where the film of ``storyboard`` would probably not fit on the disk of ``folder``."""
    words = sum(len((scene.story or "").split()) for scene in storyboard.scenes)
    seconds = words / WORDS_A_SECOND + sum(scene.minimum_duration or 2.0 for scene in storyboard.scenes)
    width, height = storyboard.size
    needed = int(seconds * width * height * _A_PIXEL) + _SPARE
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise RenderError(
            f"the disk is nearly full: {free / 1e6:.0f} MB are free in {folder.parent}, and this film may take "
            f"{needed / 1e6:.0f} MB",
            mend="make room (pictory-nb cache --clear may help), or let PICTORY_NB_HOME name a folder on another disk",
            code="DISK_FULL",
        )
