"""Where the sandbox keeps things: results among the user's data, what can be made again in the cache.

``PICTORY_NB_HOME`` puts both below one folder of the user's choice.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

__all__ = ["cache_folder", "data_folder"]


def data_folder() -> Path:
    """Jobs and films of the sandbox."""
    home = os.environ.get("PICTORY_NB_HOME")
    return Path(home) / "data" if home else platformdirs.user_data_path("pictory_nb")


def cache_folder() -> Path:
    """Spoken sentences, drawn emblems, fetched media: all of it can be made again."""
    home = os.environ.get("PICTORY_NB_HOME")
    return Path(home) / "cache" if home else platformdirs.user_cache_path("pictory_nb")
