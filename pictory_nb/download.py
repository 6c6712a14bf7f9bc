"""Brings a film to this computer, whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import re
import secrets
import unicodedata
from collections.abc import Callable
from pathlib import Path

import requests

from pictory_nb.errors import DownloadFailed
from pictory_nb.transport import CONNECT_TIMEOUT, READ_TIMEOUT, Stranger, user_agent

__all__ = ["FOLDER", "Progress", "fetch", "fetch_small", "file_name", "find_kept"]

FOLDER = "pictory_videos"
_CHUNK = 256 * 1024
_SMALL = 4 * 1024 * 1024

Progress = Callable[[int, int], None]
"""Called with the bytes that have arrived and the bytes in all (0 where that is not known)."""


def file_name(name: str, job_id: str) -> str:
    """A readable name that no other job has: ``how-rain-is-made-265a1f3c.mp4``. No part of it can leave a folder."""
    plain = unicodedata.normalize("NFKC", name).lower()
    letters = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in plain)
    slug = "-".join(letters.split()).encode()[:120].decode(errors="ignore") or "video"
    tail = _tail(job_id)
    return f"{slug}-{tail}.mp4" if tail else f"{slug}.mp4"


def find_kept(folder: Path, job_id: str) -> Path | None:
    """The film of that job which ``folder`` holds already, under whatever name ``file_name`` gave it; or None."""
    tail = _tail(job_id)
    films = [path for path in folder.glob(f"*-{tail}.mp4") if path.stat().st_size]  # an empty one is only claimed
    return min(films, default=None) if len(tail) == 8 else None


def _tail(job_id: str) -> str:
    return re.sub(r"[^0-9a-zA-Z]", "", job_id)[:8]


def fetch(
    session: requests.Session, url: str, to: Path, progress: Progress | None = None, *, overwrite: bool = False
) -> Path:
    """Download the MP4 at ``url``. It is checked, and only then gets its name: ``to``, or a free one beside it.

    Raises ``DownloadFailed``; whatever had arrived is removed then.
    """
    part = to.with_name(f"{to.name}.{secrets.token_hex(4)}.part")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        _stream(session, url, part, progress)
        if not overwrite:
            return _placed(part, to)
        os.replace(part, to)
        return to
    except requests.RequestException:
        raise DownloadFailed(f"the connection broke while {to.name} was fetched", mend="run it again") from None
    except OSError as error:
        raise DownloadFailed(f"{to} cannot be written: {error.strerror or error}", mend=_mend(error)) from None
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


def fetch_small(session: requests.Session, url: str) -> bytes:
    """A poster or a subtitle file; empty where it cannot be had, since a film is whole without them."""
    if not url:
        return b""
    content = b""
    try:
        with _get(session, url) as response:
            for chunk in response.iter_content(_CHUNK):
                content += chunk
                if len(content) > _SMALL:
                    return b""
            return content if response.ok else b""
    except OSError:  # the root of what requests raises
        return b""


def _placed(part: Path, to: Path) -> Path:
    """``part`` under the name ``to``, or under the same with a number behind it where that is taken.

    The name is claimed by an empty file first, so two downloads at once never meet.
    """
    numbered = (to.with_stem(f"{to.stem}-{number}") for number in itertools.count(2))
    for name in itertools.chain([to], numbered):
        try:
            name.touch(exist_ok=False)
        except FileExistsError:
            continue
        os.replace(part, name)
        return name
    raise AssertionError("counting has no end")


def _stream(session: requests.Session, url: str, part: Path, progress: Progress | None) -> None:
    with _get(session, url) as response, part.open("wb") as file:
        if not response.ok:
            raise DownloadFailed(
                f"the link to the film answers {response.status_code}",
                mend="ask for the job again: links expire",
                status=response.status_code,
            )
        length = response.headers.get("Content-Length", "")
        size, arrived = int(length) if length.isdecimal() else 0, 0
        for chunk in response.iter_content(_CHUNK):
            file.write(chunk)
            arrived += len(chunk)
            if progress:
                progress(arrived, size)
        if size and arrived != size:
            raise DownloadFailed(f"{arrived:,} of {size:,} bytes arrived", mend="run it again")
        file.flush()
        os.fsync(file.fileno())
    with part.open("rb") as file:
        if b"ftyp" not in file.read(12):
            raise DownloadFailed("what arrived is not an MP4 film", mend="open the link in a browser to see what it is")


def _get(session: requests.Session, url: str) -> requests.Response:
    """A storage host gets no credential: it would be a leak, and signed links refuse a second one."""
    headers = {"User-Agent": user_agent(), "Accept-Encoding": "identity", "Authorization": None}
    return session.get(url, headers=headers, auth=Stranger(), stream=True, timeout=(CONNECT_TIMEOUT, READ_TIMEOUT))


def _mend(error: OSError) -> str:
    full = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
    return "free some space and run it again" if error.errno in full else "choose another folder"
