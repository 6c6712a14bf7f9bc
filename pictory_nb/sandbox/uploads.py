"""The sandbox's storage host: a signed address takes a file of one content type for a day (contract §2.14, §2.15)."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import time
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote, unquote, urlencode

__all__ = ["LIFETIME", "PREFIX", "Refused", "Uploads"]

PREFIX = "/sandbox/uploads/"
LIFETIME = 86_400
"""Seconds that a signed address is good for."""
LARGEST = 5 * 1024**3
_CHUNK = 256 * 1024


class Refused(Exception):
    """What the storage host says no to, by the code that such hosts use."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


class Uploads:
    """A folder of brought files, and the secret that their addresses are signed with."""

    def __init__(self, folder: Path, now: Callable[[], float] = time.time) -> None:
        self._folder, self._now = folder, now

    def __repr__(self) -> str:
        return f"Uploads({str(self._folder)!r})"

    def open_slot(self, file_name: str, content_type: str) -> tuple[str, str]:
        """A path with a signature to bring the file to, and the path below which it is found for good."""
        place = f"{PREFIX}{uuid.uuid4().hex}/{quote(_plain(file_name))}"
        until = int(self._now()) + LIFETIME
        query = {
            "X-Amz-Expires": LIFETIME,
            "until": until,
            "X-Amz-Signature": self._signature(place, content_type, until),
        }
        return f"{place}?{urlencode(query)}", place

    def take(self, path: str, query: Mapping[str, str], headers: Mapping[str, str], body: BinaryIO) -> None:
        """Keep the file that comes to a signed address. Raises ``Refused``; nothing is kept of it then."""
        until = query.get("until", "")
        content_type = headers.get("Content-Type", "")
        if headers.get("Authorization"):
            raise Refused(400, "InvalidArgument", "Only one auth mechanism allowed: the address itself is signed.")
        right = self._signature(quote(path), content_type, int(until) if until.isdecimal() else 0)
        if not hmac.compare_digest(right.encode(), query.get("X-Amz-Signature", "").encode()):
            raise Refused(403, "SignatureDoesNotMatch", "The address was signed for another file or content type.")
        if self._now() > int(until):
            raise Refused(403, "AccessDenied", "Request has expired")
        length = headers.get("Content-Length", "")
        if not length.isdecimal():
            raise Refused(411, "MissingContentLength", "You must provide the Content-Length HTTP header.")
        if int(length) > LARGEST:
            raise Refused(400, "EntityTooLarge", "The file is larger than 5 GB.")
        self._keep(self._place(path), body, int(length), content_type)

    def find(self, path: str) -> tuple[Path, str] | None:
        """The file at a path and its content type; None where none was brought."""
        place = self._place(path)
        if place is None or not place.is_file():
            return None
        return place, _kind_of(place).read_text(encoding="utf-8")

    def _keep(self, place: Path | None, body: BinaryIO, length: int, content_type: str) -> None:
        if place is None:
            raise Refused(400, "InvalidURI", "This is no address of a file.")
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_name(f"{secrets.token_hex(4)}.part")
        arrived = 0
        try:
            with part.open("wb") as file:
                while chunk := body.read(min(_CHUNK, length - arrived)):
                    arrived += file.write(chunk)
            if arrived != length:
                raise Refused(400, "IncompleteBody", f"{arrived} of {length} bytes arrived.")
            _kind_of(place).write_text(content_type, encoding="utf-8")
            os.replace(part, place)
        finally:
            part.unlink(missing_ok=True)

    def _place(self, path: str) -> Path | None:
        found = re.fullmatch(re.escape(PREFIX) + r"([0-9a-f]{32})/([^/\\]+)", unquote(path))
        return self._folder / found[1] / _plain(found[2]) if found else None

    def _signature(self, place: str, content_type: str, until: int) -> str:
        signed = "\n".join(["PUT", unquote(place), content_type, str(until)])
        return hmac.new(self._secret(), signed.encode(), hashlib.sha256).hexdigest()

    def _secret(self) -> bytes:
        """Made once, and shared by all sandboxes of this user: an address that one gave is good at another."""
        file = self._folder / ".secret"
        if not file.is_file():
            self._folder.mkdir(parents=True, exist_ok=True)
            part = self._folder / f".secret.{secrets.token_hex(4)}"
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as new:
                new.write(secrets.token_bytes(32))
            try:
                os.link(part, file)  # whoever is first has made it; a link does not replace
            except OSError:
                if not file.is_file():
                    os.replace(part, file)
            part.unlink(missing_ok=True)
        return file.read_bytes()


def _plain(name: str) -> str:
    """A file name without folders, control signs and leading dots, short enough for any file system."""
    last = re.split(r"[/\\]", name)[-1]
    plain = re.sub(r"[\x00-\x1f\x7f<>:\"|?*]", "", last).lstrip(". ").encode()[-150:].decode(errors="ignore")
    return plain or "file"


def _kind_of(place: Path) -> Path:
    return place.parent / ".type"
