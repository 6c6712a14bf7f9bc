"""Films of a saved notebook: brought into the file itself, or put beside it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from pictory_nb.document.file import opened, saved
from pictory_nb.document.found import VIDEO, text_of
from pictory_nb.errors import BadNotebook

__all__ = ["embed", "externalise"]

FOLDER = "pictory_videos"
_STORED = re.compile(r"data:video/mp4;base64,([A-Za-z0-9+/=\s]+)")
_DOWNLOAD = re.compile(r'\bdownload="([^"]+\.mp4)"')


def embed(path: str | Path, *, max_mb: float = 20.0) -> list[str]:
    """Bring the films that a notebook links into the file; what was done to each, in sentences.

    A film of more than ``max_mb`` megabytes stays where it is, and so does one that is not there.
    Raises ``BadNotebook``.
    """
    folder, told = Path(path).expanduser().parent, []

    def stored(source: str, _: str) -> str | None:
        file = folder / unquote(source)
        if "://" in source or source.startswith("data:"):
            return None
        if not file.is_file():
            told.append(f"{source} is not there: it stays a link")
        elif file.stat().st_size > max_mb * 1_000_000:
            told.append(f"{source} has {file.stat().st_size / 1e6:.1f} MB, more than {max_mb:g}: it stays a link")
        else:
            told.append(f"{source} is in the notebook now")
            return f"data:video/mp4;base64,{base64.b64encode(file.read_bytes()).decode()}"
        return None

    _changed(path, stored)
    return told


def externalise(path: str | Path, *, folder: str | Path = FOLDER) -> list[str]:
    """Put the films that a notebook holds into files of ``folder`` beside it; what was done to each, in sentences.

    A film that is there already is not written again. Raises ``BadNotebook``.
    """
    beside, told = Path(path).expanduser().parent, []

    def linked(source: str, html: str) -> str | None:
        if not (held := _STORED.fullmatch(source)):
            return None
        try:
            film = base64.b64decode(held[1])
        except (binascii.Error, ValueError):
            return None
        named = _DOWNLOAD.search(html)
        file = _free(beside / folder, unescape(named[1]) if named else "film.mp4", film)
        told.append(f"{file.name} lies in {Path(folder)} now")
        return quote(Path(os.path.relpath(file, beside)).as_posix())

    _changed(path, linked)
    return told


def _free(folder: Path, name: str, film: bytes) -> Path:
    """Where the film lies, or is put: beside another film of that name it gets one of its own."""
    name = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "-", name).lstrip(".")
    own = f"{Path(name).stem}-{hashlib.sha256(film).hexdigest()[:8]}.mp4"
    for file in (folder / name, folder / own):
        if not file.exists():
            folder.mkdir(parents=True, exist_ok=True)
            file.write_bytes(film)
            return file
        if file.read_bytes() == film:
            return file
    raise BadNotebook(f"{folder / own} is there, and is another film", mend="move it away")


def _changed(path: str | Path, change: Callable[[str, str], str | None]) -> None:
    notebook, before = opened(path), 0
    for data in _with_films(notebook):
        html = text_of(data["text/html"])

        def put(found: re.Match[str], html: str = html) -> str:
            new = change(unescape(found[2]), html)
            return found[0] if new is None else f"{found[1]}{escape(new)}{found[3]}"

        if (new := VIDEO.sub(put, html)) != html:
            data["text/html"], before = new, before + 1
    if before:
        saved(notebook, path)


def _with_films(notebook: Any) -> Iterator[Any]:
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if "<video" in text_of(output.get("data", {}).get("text/html", "")):
                yield output["data"]
