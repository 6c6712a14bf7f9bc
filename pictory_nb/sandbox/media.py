"""The media that a storyboard names by address: found on this computer, or fetched once and kept."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from pictory_nb.errors import RenderError
from pictory_nb.sandbox.places import cache_folder

if TYPE_CHECKING:
    from pictory_nb.sandbox.reach import Fetched

__all__ = ["Media"]

LARGEST = 2 * 1024**3
"""Bytes of a medium."""
LARGEST_PAGE = 16 * 1024**2
"""Bytes of a page of the web."""


class Media:
    """Turns addresses into files. Files of this computer, and addresses of its own network, are open only to callers
    inside this process, or where ``private_allowed`` says so.

    ``own_file(url)`` finds what a sandbox of this user handed out: its addresses may lead nowhere outside of a process.
    """

    def __init__(
        self, *, files_allowed: bool, own_file: Callable[[str], Path | None], private_allowed: bool | None = None
    ) -> None:
        self._files_allowed, self._own_file = files_allowed, own_file
        self._private_allowed = files_allowed if private_allowed is None else private_allowed
        self._prepared: set[Path] = set()

    def allow(self, file: Path) -> None:
        """A file that was prepared here may be read, whoever asks for the film."""
        self._prepared.add(file)

    def file(self, url: str, where: str) -> Path:
        """The file behind ``url``; ``where`` names the scene in an error. Raises ``RenderError`` (contract V33)."""
        return self._here(url, where) or self._kept(url, where)

    def page(self, url: str, where: str) -> bytes:
        """A page of the web as it is now, or a file of this computer. Raises ``RenderError``."""
        if file := self._here(url, where):
            return file.read_bytes()[:LARGEST_PAGE]
        with _fetched(url, where, most=LARGEST_PAGE, private_allowed=self._private_allowed) as answer:
            return b"".join(answer.blocks())

    def _here(self, url: str, where: str) -> Path | None:
        """The file where it is one of this computer; None where it is to be fetched."""
        parts = urlsplit(url)
        path = Path(url2pathname(unquote(parts.path)))
        if parts.scheme == "file" and (self._files_allowed or path in self._prepared):
            if path.is_file():
                return path
            raise RenderError(f"{where}: there is no file {path}", mend="check the path")
        if parts.scheme in ("http", "https"):
            return self._own_file(url)
        raise RenderError(f"{where}: {url} is not an address that can be fetched", mend="give an https URL")

    def _kept(self, url: str, where: str) -> Path:
        """What was fetched before is not fetched again."""
        name = hashlib.sha256(url.encode()).hexdigest()[:32] + Path(urlsplit(url).path).suffix[:8]
        kept = cache_folder() / "media" / name
        if kept.is_file():
            return kept
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_name(f".{name}.{os.getpid()}.{threading.get_ident()}")
        try:
            with _fetched(url, where, most=LARGEST, private_allowed=self._private_allowed) as answer:
                with part.open("wb") as file:
                    for block in answer.blocks():
                        file.write(block)
                os.replace(part, kept)
        finally:
            part.unlink(missing_ok=True)
        return kept


@contextmanager
def _fetched(url: str, where: str, *, most: int, private_allowed: bool) -> Iterator[Fetched]:
    """The answer of an address. Whatever keeps it from being fetched, and read, is told with the scene."""
    from pictory_nb.sandbox.reach import NotReached, fetched  # most films need nothing from elsewhere

    try:
        with fetched(url, most=most, private_allowed=private_allowed) as answer:
            yield answer
    except (NotReached, OSError) as error:
        parts = urlsplit(url)
        reason = str(error) if isinstance(error, NotReached) else f"could not be kept: {error.strerror}"
        address = f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}{parts.path}"
        # A query may hold a signature, and a name before the host a password.
        raise RenderError(f"{where}: {address} {reason}", mend="open it in a browser to see what is wrong") from None
