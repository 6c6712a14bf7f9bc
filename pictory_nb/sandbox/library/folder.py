"""Pictures and videos of the user's own, found by the words of their names, their folders, and a text beside them.

``beach-sunset.jpg`` in ``holidays/`` answers to *beach*, *sunset* and *holiday*. A ``beach-sunset.txt`` beside it may
hold more words. Nothing is looked into, so a folder of thousands is read in a moment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .meaning import forms_of

__all__ = ["PICTURES", "VIDEOS", "Asset", "Shelf"]

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff"})
VIDEOS = frozenset({".mp4", ".mov", ".m4v", ".webm", ".mkv", ".avi"})
_MOST = 20_000
"""Files that are looked at: a folder that holds more was hardly meant to be searched."""


@dataclass(frozen=True)
class Asset:
    """One picture or video, and the words that it answers to."""

    path: Path
    words: frozenset[str]

    @property
    def is_video(self) -> bool:
        return self.path.suffix.lower() in VIDEOS


class Shelf:
    """The files below ``folders``, each given away once. ``part`` is a folder within them that alone is looked into."""

    def __init__(self, folders: Sequence[Path], part: str | None = None) -> None:
        self._assets = [asset for folder in folders for asset in _assets(folder, part)]
        self._taken: set[Path] = set()

    def __bool__(self) -> bool:
        return bool(self._assets)

    def take(self, text: str, *, video: bool | None = None, least: int = 1) -> Asset | None:
        """The asset whose words the text speaks of most; None where none shares ``least`` words with it.

        ``video`` True or False asks for one kind alone.
        """
        spoken = forms_of(text)
        best, most = None, least - 1
        for asset in self._assets:
            if asset.path in self._taken or (video is not None and asset.is_video != video):
                continue
            shared = sum(1 for word in asset.words if word in spoken)
            if shared > most:
                best, most = asset, shared
        if best:
            self._taken.add(best.path)
        return best


def _assets(folder: Path, part: str | None) -> Iterator[Asset]:
    count = 0
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.suffix.lower() not in PICTURES | VIDEOS or any(name.startswith(".") for name in inside.parts):
            continue
        if part and part.casefold() not in {name.casefold() for name in inside.parts[:-1]}:
            continue
        count += 1
        if count > _MOST:
            return
        yield Asset(path, _words(inside, path))


def _words(inside: Path, path: Path) -> frozenset[str]:
    """The words themselves, not what they may be forms of: those are made of the text that asks."""
    beside = path.with_suffix(".txt")
    told = beside.read_text("utf-8", errors="replace")[:2000] if beside.is_file() else ""
    text = " ".join([*inside.parts[:-1], path.stem, told])
    words = re.findall(r"[^\W\d_]{3,}", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).lower())
    return frozenset(word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") else word for word in words)
