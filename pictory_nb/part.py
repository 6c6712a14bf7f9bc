"""What has arrived of a file: kept beside its final name until it is whole, and found again by the next download."""

from __future__ import annotations

import contextlib
import errno
import itertools
import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from pictory_nb.container import ends_early, is_mp4
from pictory_nb.errors import DownloadFailed

__all__ = ["Part"]


class Part:
    """``film.mp4.part``, and ``film.mp4.part.json``, which says of what it is a part. Only one download holds them.

    ``validator`` is what the host called the file (an ETag, or a date), and ``total`` its size, 0 where that is not
    known. Left without having been placed, a part stays for the next download if it can be continued, and else it goes.
    A second download of the same file at the same time gets a part of its own, which does not stay.

    Raises ``DownloadFailed`` where the disk does not take it.
    """

    def __init__(self, to: Path) -> None:
        self.to = to
        self.size, self.total, self.validator = 0, 0, ""
        with self._disk():
            to.parent.mkdir(parents=True, exist_ok=True)
            self._path, self._file = _claimed(to)
            self._note = None if self._path.name != f"{to.name}.part" else self._path.with_name(f"{to.name}.part.json")
            self._recall()

    def __repr__(self) -> str:
        return f"<Part of {self.to.name}: {self.size:,} of {f'{self.total:,}' if self.total else '?'} bytes>"

    def __enter__(self) -> Part:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file.closed:
            return  # it has been placed
        if not self.stays:
            self._close_where_one_must()
            with contextlib.suppress(OSError):
                self._forget()
                self._path.unlink()
        self._file.close()

    @property
    def stays(self) -> bool:
        """Whether the next download could go on from here."""
        return bool(self._note and self.validator and self.size)

    @property
    def is_film(self) -> bool:
        """Whether it begins as an MP4 does."""
        return is_mp4(self._file)

    @property
    def ends_early(self) -> bool:
        """Whether it is the beginning of an MP4 only, though it is as long as the host said."""
        return ends_early(self._file, self.size)

    def write(self, chunk: bytes) -> None:
        with self._disk():
            rest = memoryview(chunk)
            while rest:
                rest = rest[self._file.write(rest) :]
        self.size += len(chunk)

    def clear(self) -> None:
        """Begin anew."""
        with self._disk():
            self._file.truncate(0)
        self.size, self.total, self.validator = 0, 0, ""

    def belongs_to(self, validator: str, total: int) -> None:
        """Write down of what the bytes to come are a part."""
        self.validator, self.total = validator, total
        if self._note and validator:
            with self._disk():
                self._note.write_text(json.dumps({"validator": validator, "total": total}), encoding="utf-8")

    def place(self, *, overwrite: bool) -> Path:
        """Give the whole file its name: ``to``, or a free one beside it. Power may fail afterwards."""
        with self._disk():
            os.fsync(self._file.fileno())
            self._forget()
            self._close_where_one_must()
            path = self.to if overwrite else _free(self.to)
            os.replace(self._path, path)
            self._file.close()
            _sync_folder(path.parent)
            return path

    def _recall(self) -> None:
        """Go on with what an earlier download has left, where it said of what."""
        said: Any = None
        with contextlib.suppress(OSError, ValueError):
            said = json.loads(self._note.read_text(encoding="utf-8")) if self._note else None
        size = os.fstat(self._file.fileno()).st_size
        known = isinstance(said, dict) and isinstance(said.get("validator"), str) and isinstance(said.get("total"), int)
        if not (size and known and (size <= said["total"] or not said["total"])):
            return self.clear()
        self.size, self.total, self.validator = size, said["total"], said["validator"]

    def _forget(self) -> None:
        if self._note:
            self._note.unlink(missing_ok=True)

    def _close_where_one_must(self) -> None:
        """Windows neither renames nor removes an open file. Elsewhere it stays held, so that nobody else gets it."""
        if os.name == "nt":
            self._file.close()

    @contextlib.contextmanager
    def _disk(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = error.strerror or str(error)
            raise DownloadFailed(f"{self.to} cannot be written: {reason}", mend=_mend(error)) from None


def _claimed(to: Path) -> tuple[Path, BinaryIO]:
    """The part that the next download will find, if nobody else holds it; else one that has never been."""
    path = to.with_name(f"{to.name}.part")
    file = path.open("a+b", buffering=0)
    # Whoever held it may have given it its final name between our opening and our locking.
    if _locked(file) and path.exists() and os.path.samestat(os.fstat(file.fileno()), path.stat()):
        return path, file
    file.close()
    path = to.with_name(f"{to.name}.{secrets.token_hex(4)}.part")
    return path, path.open("x+b", buffering=0)


def _locked(file: BinaryIO) -> bool:
    """Whether the file is ours alone now. The system lets go of it with the process, however that may end."""
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(1 << 62)  # the lock is on a byte that nobody reads
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # held, or on a network drive that knows no locks
        return False
    return True


def _free(to: Path) -> Path:
    """``to``, or the same with a number behind it; claimed by an empty file, so two downloads at once never meet."""
    numbered = (to.with_stem(f"{to.stem}-{number}") for number in itertools.count(2))
    for path in itertools.chain([to], numbered):
        with contextlib.suppress(FileExistsError):
            path.touch(exist_ok=False)
            return path
    raise AssertionError("counting has no end")


def _sync_folder(folder: Path) -> None:
    """Have the new name survive a power cut, where folders can be synced."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _mend(error: OSError) -> str:
    full = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
    return "free some space and run it again" if error.errno in full else "choose another folder"
