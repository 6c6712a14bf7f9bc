"""Where the sandbox keeps things: results among the user's data, what can be made again in the cache.

``PICTORY_NB_HOME`` puts both below one folder of the user's choice. ``PICTORY_NB_MEDIA`` names the folders of the
user's own pictures and videos, as the system separates paths.
"""

from __future__ import annotations

import os
from pathlib import Path

from pictory_nb.folders import folder

__all__ = ["cache_folder", "data_folder", "media_folders"]


def data_folder() -> Path:
    """Jobs and films of the sandbox."""
    return folder("data")


def cache_folder() -> Path:
    """Spoken sentences, drawn emblems, fetched media: all of it can be made again."""
    return folder("cache")


def media_folders() -> list[Path]:
    """Where to look for pictures and videos of the user's own; without a word of theirs, ``media`` among the data."""
    named = os.environ.get("PICTORY_NB_MEDIA")
    places = [Path(part).expanduser() for part in named.split(os.pathsep)] if named else [data_folder() / "media"]
    return [place for place in places if place.is_dir()]
