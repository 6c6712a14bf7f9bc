"""The media that a storyboard names by address: found on this computer, or fetched once and kept."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

import requests

from pictory_nb.errors import RenderError
from pictory_nb.sandbox.places import cache_folder

__all__ = ["Media"]

LARGEST = 2 * 1024**3
_TIMEOUT = (5, 30)


class Media:
    """Turns addresses into files. Files of this computer are read only for callers inside this process.

    ``own_file(url)`` finds what a sandbox of this user handed out: its addresses may lead nowhere outside of a process.
    """

    def __init__(self, *, files_allowed: bool, own_file: Callable[[str], Path | None]) -> None:
        self._files_allowed, self._own_file = files_allowed, own_file

    def file(self, url: str, where: str) -> Path:
        """The file behind ``url``; ``where`` names the scene in an error. Raises ``RenderError`` (contract V33)."""
        parts = urlsplit(url)
        if parts.scheme == "file" and self._files_allowed:
            path = Path(url2pathname(unquote(parts.path)))
            if path.is_file():
                return path
            raise RenderError(f"{where}: there is no file {path}", mend="check the path")
        if parts.scheme in ("http", "https"):
            return self._own_file(url) or self._fetched(url, where)
        raise RenderError(f"{where}: {url} is not an address that can be fetched", mend="give an https URL")

    def _fetched(self, url: str, where: str) -> Path:
        parts = urlsplit(url)
        name = hashlib.sha256(url.encode()).hexdigest()[:32] + Path(parts.path).suffix[:8]
        kept = cache_folder() / "media" / name
        if kept.is_file():
            return kept
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_name(f".{name}.{os.getpid()}")
        try:
            self._stream(url, part)
            os.replace(part, kept)
        except (requests.RequestException, OSError, ValueError) as error:
            reason = (
                f"answered {error.response.status_code}"
                if getattr(error, "response", None) is not None
                else "was not reached"
            )
            address = f"{parts.scheme}://{parts.netloc}{parts.path}"  # a query may hold a signature
            raise RenderError(
                f"{where}: {address} {reason}", mend="open it in a browser to see what is wrong"
            ) from None
        finally:
            part.unlink(missing_ok=True)
        return kept

    def _stream(self, url: str, part: Path) -> None:
        with requests.get(url, stream=True, timeout=_TIMEOUT) as response, part.open("wb") as file:
            response.raise_for_status()
            size = 0
            for chunk in response.iter_content(1 << 18):
                size += len(chunk)
                if size > LARGEST:
                    raise ValueError("too large")
                file.write(chunk)
