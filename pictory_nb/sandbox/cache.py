"""The cache: what was made once and can be made again, on the disk, shared by all processes of a user, and bounded.

What was not used for longest goes first. Whoever uses a file touches it. What is being made stands under a name that
begins with a dot, and is moved in place when it is whole.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pictory_nb import table
from pictory_nb.errors import BadCommand
from pictory_nb.sandbox.places import cache_folder

__all__ = ["Cache", "Holding", "drawn_kept_as"]

KINDS: dict[str, tuple[str, ...]] = {
    "scenes": ("scenes",),
    "narration": ("speech/sentences",),
    "media": ("media",),
    "transcripts": ("listening",),
    "drawings": ("emblems", "cards", "made"),
    "music": ("music",),
    "voice": ("speech",),
}
"""What is kept, by a word that a person would use, and the folders where it lies. The first that fits a file counts."""
_STAYS = ("voice",)
"""The voice's model takes long to put together, and is one file: it goes only when it is cleared."""
_ROOM = 2.0
"""Gigabytes; ``PICTORY_CACHE_GB`` gives it more, or less."""
_ABANDONED = 3600.0
"""Seconds after which an unfinished file belongs to a process that was killed."""


@dataclass(frozen=True)
class Holding:
    """What the cache has of one kind."""

    kind: str
    files: int
    bytes: int

    @property
    def size(self) -> str:
        return f"{self.bytes / 1e6:.1f} MB"

    def __str__(self) -> str:
        return f"{self.kind:<12} {self.files:>6} files {self.bytes / 1e6:>10.1f} MB"


@dataclass(frozen=True)
class _Kept:
    used: float
    bytes: int
    path: Path
    kind: str


class Cache:
    """The cache below ``folder``. Printed, it tells what it has."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or cache_folder()

    def __repr__(self) -> str:
        return f"Cache({str(self.folder)!r})"

    def __str__(self) -> str:
        lines = [str(holding) for holding in self.holdings() if holding.files]
        return "\n".join([*lines, self._heading])

    def _repr_html_(self) -> str:
        return table.html(self._heading, ("kind", "files", "size"), [one for one in self.holdings() if one.files])

    @property
    def _heading(self) -> str:
        held = sum(holding.bytes for holding in self.holdings())
        return f"{held / 1e6:.1f} MB of {self.room / 1e9:g} GB in {str(self.folder).replace(str(Path.home()), '~', 1)}"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(str(self))

    @property
    def room(self) -> int:
        """Bytes that it may have. A ``PICTORY_CACHE_GB`` that is no number is not looked at."""
        try:
            return int(max(0.0, float(os.environ["PICTORY_CACHE_GB"])) * 1e9)
        except (KeyError, ValueError, OverflowError):
            return int(_ROOM * 1e9)

    def holdings(self) -> Sequence[Holding]:
        """What it has of each kind."""
        kept = list(self._kept())
        return [
            Holding(kind, sum(one.kind == kind for one in kept), sum(one.bytes for one in kept if one.kind == kind))
            for kind in KINDS
        ]

    def clear(self, kind: str = "") -> int:
        """Remove all of one kind, or everything. Returns the bytes that are free now. Raises ``BadCommand``."""
        if kind and kind not in KINDS:
            raise BadCommand(f"the cache has no {kind!r}", mend=f"it has {', '.join(KINDS)}")
        return sum(_removed(one) for one in self._kept() if kind in ("", one.kind))

    def tidy(self) -> int:
        """Make it fit into its room, and remove what killed processes left unfinished. Returns the bytes freed."""
        kept, freed = sorted(self._kept(), key=lambda one: one.used), 0
        for one in kept:
            if one.path.name.startswith(".") and time.time() - one.used > _ABANDONED:
                freed += _removed(one)
        excess = sum(one.bytes for one in kept) - freed - self.room
        for one in kept:
            if excess <= 0:
                break
            if one.kind not in _STAYS and not one.path.name.startswith("."):
                gone = _removed(one)
                excess, freed = excess - gone, freed + gone
        return freed

    def _kept(self) -> Iterator[_Kept]:
        seen: set[Path] = set()
        for kind, folders in KINDS.items():
            for path in (path for folder in folders for path in (self.folder / folder).glob("**/*")):
                with contextlib.suppress(OSError):  # another process was faster
                    known = path.stat()
                    if path.is_file() and path not in seen:
                        seen.add(path)
                        yield _Kept(known.st_mtime, known.st_size, path, kind)


def _removed(one: _Kept) -> int:
    try:
        one.path.unlink()
    except OSError:  # in use on Windows, or gone
        return 0
    return one.bytes


def drawn_kept_as(fingerprint: str, ending: str) -> Path:
    """Where what was drawn is kept: the stretch of a film with that fingerprint, or its picture."""
    folder = cache_folder() / "scenes"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{fingerprint[:40]}{ending}"
