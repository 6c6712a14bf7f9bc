"""Where an output takes a film from: from the notebook itself, from a file, or from the service.

way     what is tried, the first that there is
auto    the notebook, up to ``embed_mb`` · the file · the service · the notebook, up to ``APART_MB``
url     the service · what auto tries
file    the file · what auto tries
embed   the notebook, up to ``EMBED_LIMIT`` · the file · the service

Whatever is not as it was asked for is said below the film.
"""

from __future__ import annotations

import base64
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from pictory_nb.errors import BadCommand
from pictory_nb.jupyter.host import Host
from pictory_nb.preferences import DISPLAYS

if TYPE_CHECKING:
    from pictory_nb.video import Video

__all__ = ["APART_MB", "EMBED_LIMIT", "EMBED_MB", "Showing", "Source", "data_uri", "link_to", "path_for"]

EMBED_MB = 4.0
"""Films of up to this many megabytes (of 1,000,000 bytes) are stored in the notebook, if nothing else is said."""
APART_MB = 20.0
"""Megabytes that are stored where the page reaches neither the file nor an address, as on Colab."""
EMBED_LIMIT = 64_000_000
"""Bytes of a film that are never stored in a notebook, whatever is asked: no browser opens it then."""


@dataclass(frozen=True)
class Source:
    """What stands in ``src``, perhaps nothing; and what is to be said about that."""

    src: str
    remark: str = ""


@dataclass(frozen=True)
class Showing:
    """``way`` is ``"auto"``, ``"url"``, ``"file"`` or ``"embed"``; ``embed_mb`` is how much auto stores at most."""

    way: str = "auto"
    embed_mb: float = EMBED_MB

    def __post_init__(self) -> None:
        if self.way not in DISPLAYS:
            raise BadCommand(f"a film cannot be shown as {self.way!r}", mend=f"there are {', '.join(DISPLAYS)}")

    def source_of(self, video: Video, host: Host) -> Source:
        """Where ``video`` is taken from, on a page of ``host``."""
        file = path_for(video.path, host) if host.reads_files else ""
        address = _web(video.url)
        if self.way == "embed" and (stored := _stored(video.path, EMBED_LIMIT)):
            return Source(stored)
        if self.way == "url" and address:
            return Source(address, _lasts(video))
        if self.way == "file" and file:
            return Source(file)
        source = self._auto(video, file, address)
        return Source(source.src, self._excuse(video) or source.remark)

    def _auto(self, video: Video, file: str, address: str) -> Source:
        small = self.embed_mb * 1_000_000 if self.way == "auto" else 0
        if stored := _stored(video.path, min(small, EMBED_LIMIT)):
            return Source(stored)
        if file:
            return Source(file)
        if address:
            return Source(address, _lasts(video))
        if stored := _stored(video.path, APART_MB * 1_000_000):
            return Source(stored)
        if video.path.is_file():
            return Source("", f"This page cannot reach the film: bring it to yourself, it is {video.path.name}.")
        return Source("")

    def _excuse(self, video: Video) -> str:
        """Why it is not shown as it was asked for."""
        if self.way == "embed" and video.path.is_file():
            size, most = video.path.stat().st_size / 1_000_000, EMBED_LIMIT / 1_000_000
            return f"The film has {size:.0f} MB, and a notebook holds {most:.0f} at most: it is linked, not stored."
        if self.way == "url" and video.url:
            return "The service’s address of this film is signed, and would end: it is shown from this computer."
        if self.way == "url":
            return "This film has no address at the service: it is shown from this computer."
        if self.way == "file" and video.path.is_file():
            return "This page cannot reach files beside the notebook: the film is shown from elsewhere."
        return ""


def link_to(video: Video, host: Host) -> str:
    """How a page reaches the film: by a path that counts from the notebook's folder, or by its URL. Perhaps empty."""
    return path_for(video.path, host) or _web(video.url)


def path_for(path: Path, host: Host) -> str:
    """The path of a file as it counts from the notebook's folder; empty where it is not there, or on another drive."""
    if not path.is_file():
        return ""
    try:
        return quote(Path(os.path.relpath(path.absolute(), host.folder.absolute())).as_posix())
    except ValueError:
        return ""


def data_uri(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _lasts(video: Video) -> str:
    again = f"; %pictory status {video.job_id} asks for it anew" if video.job_id else ""
    return f"Played from the service, which keeps a film for a time{again}."


def _web(url: str) -> str:
    """``url`` where it may be followed and kept: never a script, nor a signed address, which would be a secret."""
    return url if re.fullmatch(r"https?://[\w.-]+(:\d+)?(/[^\s?#\"'<>\\]*)?", url) else ""


def _stored(path: Path, limit: float) -> str:
    try:
        return data_uri("video/mp4", path.read_bytes()) if path.stat().st_size <= limit else ""
    except OSError:
        return ""
