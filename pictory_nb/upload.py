"""Brings files of this computer to the service's storage: streamed, and without any credential.

upload(transport, path)                  one file, and the address where it is found from then on
Uploader(transport, ledger, account)     the same, and a file that was brought before is not brought again
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import mimetypes
import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import requests

from pictory_nb.errors import BadArguments, LedgerUnusable, Problem, UploadFailed
from pictory_nb.ledger import Brought, Ledger, content_of
from pictory_nb.local_files import no_file
from pictory_nb.secret import kept_out_of_logs
from pictory_nb.transport import CONNECT_TIMEOUT, Stranger, Transport, user_agent
from pictory_nb.wire.arguments import dump_arguments
from pictory_nb.wire.catalogue import UploadSlot, load_slot
from pictory_nb.wire.routes import UPLOAD_URL

__all__ = ["Progress", "Sent", "Uploader", "put", "upload"]

RESTARTS = 3
"""How often a broken upload begins again, each time at a fresh address: a signed one cannot be trusted twice."""
PATIENCE = 120.0
"""Seconds that the storage host may take to say that it has everything."""
_STEP = 256 * 1024


class Sent(NamedTuple):
    """What was brought: the SHA-256 of its content, taken on the way, and its size in bytes."""

    content: str
    size: int


Progress = Callable[[int, int], None]
"""Called with the bytes that have left and the bytes in all, every 256 KB and at the end."""

# The tables of operating systems differ, and the storage host takes one type only: what is usual is written down.
_TYPES = {
    ".aac": "audio/aac", ".gif": "image/gif", ".jpeg": "image/jpeg", ".jpg": "image/jpeg", ".m4a": "audio/mp4",
    ".m4v": "video/x-m4v", ".mkv": "video/x-matroska", ".mov": "video/quicktime", ".mp3": "audio/mpeg",
    ".mp4": "video/mp4", ".ogg": "audio/ogg", ".opus": "audio/ogg", ".png": "image/png", ".svg": "image/svg+xml",
    ".ttf": "font/ttf", ".wav": "audio/wav", ".webm": "video/webm", ".webp": "image/webp", ".woff2": "font/woff2",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}  # fmt: skip


class Uploader:
    """Knows from the ledger what an account has brought: the same content is not brought again, from whatever file."""

    def __init__(self, transport: Transport, ledger: Ledger, account: str) -> None:
        self._transport, self._ledger, self._account = transport, ledger, account

    def bring(self, path: str | Path, *, content_type: str = "", progress: Progress | None = None) -> str:
        """The address of the file, after a look whether it is still there. Raises as ``upload`` does."""
        path = Path(path).expanduser()
        _check(path)
        size, content_type = path.stat().st_size, content_type or _type_of(path)
        for known in self._known(size, content_type):  # of another size it is another file: it need not be read first
            if known.content == _content(path) and self._is_there(known.url, size):
                return known.url
        url, sent = _brought(self._transport, path, content_type, progress)
        with contextlib.suppress(LedgerUnusable):  # it is there: only the next time costs its way again
            self._ledger.bring(Brought(self._account, sent.content, sent.size, content_type, url))
        return url

    def _known(self, size: int, content_type: str) -> list[Brought]:
        with contextlib.suppress(LedgerUnusable):
            return self._ledger.brought(self._account, size, content_type)
        return []

    def _is_there(self, url: str, size: int) -> bool:
        """Whether the storage host still has it, as long as it was."""
        session = self._transport.session
        try:
            response = session.head(
                url, headers=_bare(session), auth=Stranger(), timeout=CONNECT_TIMEOUT, allow_redirects=False
            )
        except (requests.RequestException, OSError):
            return False
        return response.status_code == 200 and response.headers.get("Content-Length") == str(size)


def upload(transport: Transport, path: str | Path, *, content_type: str = "", progress: Progress | None = None) -> str:
    """Bring the file at ``path``, and return the address that a storyboard can name.

    ``content_type`` is told by the ending where it is not given. Raises ``BadArguments`` for a file that is not
    there, ``UploadFailed`` where the storage host did not take it, ``ServiceError`` and its kinds from the service.
    """
    path = Path(path).expanduser()
    _check(path)
    url, _ = _brought(transport, path, content_type or _type_of(path), progress)
    return url


def _brought(transport: Transport, path: Path, content_type: str, progress: Progress | None) -> tuple[str, Sent]:
    for left in range(RESTARTS, -1, -1):
        slot = _slot(transport, path.name, content_type)
        try:
            return slot.url, put(transport.session, slot, path, content_type, progress)
        except UploadFailed as failure:
            if not left or failure.status in (400, 411, 413):
                raise
        transport.clock.sleep(transport.clock.between(0, 2.0 ** (RESTARTS - left)))
    raise AssertionError("the last try returns or raises")


def _check(path: Path) -> None:
    if not path.is_file():
        raise BadArguments([no_file("path", path, path.absolute())])
    if not path.stat().st_size:
        raise BadArguments([Problem("path", f"{path.name} is empty", "give a file that holds something")])


def _content(path: Path) -> str:
    """The SHA-256 of a file; of one that cannot be read none, which is told when it is brought."""
    with contextlib.suppress(OSError):
        return content_of(path)
    return ""


def _type_of(path: Path) -> str:
    suffix = path.suffix.lower()
    return _TYPES.get(suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def _slot(transport: Transport, file_name: str, content_type: str) -> UploadSlot:
    body = dump_arguments(UPLOAD_URL.body, {"fileName": file_name, "contentType": content_type})
    slot = load_slot(transport.ask(UPLOAD_URL, body=body).body)
    if slot is None:
        raise UploadFailed(f"the service named no address for {file_name}", mend="try again later")
    return slot


def put(
    session: requests.Session, slot: UploadSlot, path: Path, content_type: str = "", progress: Progress | None = None
) -> Sent:
    """One try. The address itself is the credential, and storage hosts refuse a second one.

    Raises ``BadArguments`` for a file that is not there, and ``UploadFailed``: also for one that somebody still
    writes, since nobody could say what of it was brought.
    """
    _check(path)
    headers = {**_bare(session), "Content-Type": content_type or _type_of(path)}
    try:
        with _Read(path, progress) as body:
            response = _put(session, slot.signed_url, body, headers, path.name)
            if body.changed:
                raise _still_written(path)
    except OSError as error:
        raise UploadFailed(f"{path} cannot be read: {error.strerror or error}", mend="check its rights") from None
    _accepted(response, path.name)
    return Sent(body.content, len(body))


def _put(session: requests.Session, address: str, body: _Read, headers: Any, name: str) -> requests.Response:
    limits = (CONNECT_TIMEOUT, PATIENCE)
    try:
        with kept_out_of_logs():
            return session.put(
                address, data=body, headers=headers, auth=Stranger(), timeout=limits, allow_redirects=False
            )
    except requests.RequestException:
        if body.changed:
            raise _still_written(Path(name)) from None
        raise UploadFailed(f"the connection broke while {name} was brought", mend="run it again") from None


def _still_written(path: Path) -> UploadFailed:
    return UploadFailed(f"{path.name} changed while it was brought", mend="wait until it is written, and run it again")


def _accepted(response: requests.Response, name: str) -> None:
    if response.status_code not in (200, 201, 204):
        raise UploadFailed(
            f"the storage host answered {response.status_code} to {name}",
            mend="check that the content type is what the file is, and run it again",
            status=response.status_code,
        )
    if response.headers.get("Content-Type", "").startswith("text/html"):  # a hotel's sign-in page takes everything
        raise UploadFailed(
            f"a page answered in place of the storage host, so {name} is not there",
            mend="sign in to this network in a browser, and run it again",
        )


def _bare(session: requests.Session) -> dict[str, str | None]:
    """Headers without what a session would add to every request."""
    return {**dict.fromkeys(session.headers), "Authorization": None, "Cookie": None, "User-Agent": user_agent()}


class _Read(io.FileIO):
    """A file that is read once: it tells how far, what its content was, and whether somebody changed it."""

    def __init__(self, path: Path, progress: Progress | None) -> None:
        super().__init__(path)
        self._progress, self._told = progress, 0
        self._version = self._state()
        # Beside the way, a piece behind it: one after the other would take a third longer on a fast network.
        self._digest, self._beside, self._behind = hashlib.sha256(), ThreadPoolExecutor(1), Future[None]()
        self._behind.set_result(None)

    def __len__(self) -> int:
        """The size that was found, and is promised to the storage host."""
        return self._version[0]

    @property
    def content(self) -> str:
        """The SHA-256 of what was read."""
        self._behind.result()
        return self._digest.hexdigest()

    @property
    def changed(self) -> bool:
        """Whether somebody wrote to it meanwhile."""
        return self._state() != self._version

    def read(self, size: int = -1) -> bytes:
        """Sixteen times what urllib3 asks for: so many fewer calls, which halves the time on a fast network."""
        return self._next(max(size, _STEP) if size > 0 else len(self))

    def readinto(self, buffer: Any) -> int:
        """The way in which a web server within this process reads."""
        piece = self._next(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def _next(self, size: int) -> bytes:
        left = len(self) - self.tell()
        piece = super().read(min(size, left))
        if left and not piece:
            raise OSError("it became shorter")  # the storage host would wait for the rest
        self._behind.result()  # no more than two pieces are held
        self._behind = self._beside.submit(self._digest.update, piece)
        at = self.tell()
        if self._progress and at != self._told and (at - self._told >= _STEP or at == len(self)):
            self._told = at
            self._progress(at, len(self))
        return piece

    def close(self) -> None:
        self._beside.shutdown()
        super().close()

    def _state(self) -> tuple[int, int]:
        stat = os.fstat(self.fileno())
        return stat.st_size, stat.st_mtime_ns
