"""Where things of the user are kept: each kind in a folder of its own, below ``PICTORY_NB_HOME`` where that is set."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

__all__ = ["folder"]


def folder(kind: Literal["cache", "data", "state"]) -> Path:
    """The folder for that kind of things, which need not be there yet. All in a cache can be made again."""
    home = os.environ.get("PICTORY_NB_HOME")
    if home:
        return Path(home) / kind
    import platformdirs

    return getattr(platformdirs, f"user_{kind}_path")("pictory_nb")
