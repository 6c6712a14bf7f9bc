"""The sandbox's jobs, on disk: they outlive the kernel that asked for them, as the service's outlive a client."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pictory_nb.state import Cleaned, Completed, Failed, InProgress, State

__all__ = ["FAULT", "HERE", "JobStore", "Record", "state_of", "told"]

RETENTION = 7 * 24 * 3600.0
"""Seconds after which results are removed and the job is ``cleaned``; the service does not publish its own (§4.8)."""
STALE = 20.0
"""Seconds without a sign of life after which the process that rendered is taken for dead."""


_STOP = "stop"
FAULT = "error.txt"
"""Holds the details of a fault of our own."""
HERE = "sandbox:///"
"""Stands for this sandbox's address in what is kept: the next one that tells of the job may have another port."""

SCRATCH = "scratch"
"""Whose jobs are found by their ids and in no list: they are looked at once, and are no work of anybody's."""


@dataclass(frozen=True)
class Record:
    """One job as it is kept. ``files`` names its results in its folder, by the member that gives their URL.

    ``more`` are files that are handed out too, though no member of their own leads to them. ``account`` is whose it is.
    """

    id: str
    created: float
    kind: str = "render"
    name: str = ""
    word: str = "in-progress"
    progress: int | None = None
    message: str = ""
    code: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    more: Sequence[str] = ()
    account: str = ""

    @property
    def handed_out(self) -> set[str]:
        return {*self.files.values(), *self.more}


class JobStore:
    """A folder per job. Written by whoever renders, read by every sandbox of this user."""

    def __init__(self, folder: Path, account: str = "") -> None:
        self._folder, self._account = folder, account

    def __repr__(self) -> str:
        return f"JobStore({str(self._folder)!r})"

    def of(self, account: str) -> JobStore:
        """The jobs of one account alone; with an empty one all of them."""
        return JobStore(self._folder, account)

    def create(self, name: str, kind: str = "render") -> Record:
        record = Record(str(uuid.uuid4()), time.time(), kind, name, account=self._account)
        self.folder(record.id).mkdir(parents=True)
        self.save(record)
        return record

    def folder(self, job_id: str) -> Path:
        return self._folder / job_id

    def save(self, record: Record) -> None:
        """Replace the record in one step, so that a reader sees the old one or the new one whole."""
        target = self.folder(record.id) / "job.json"
        part = target.with_name(f"job.{uuid.uuid4().hex}.part")
        part.write_text(json.dumps(vars(record)), encoding="utf-8")
        os.replace(part, target)

    def touch(self, job_id: str) -> None:
        """A sign of life of whoever renders this job; of none whose folder the user has removed."""
        with contextlib.suppress(FileNotFoundError):
            os.utime(self.folder(job_id) / "job.json")

    def ask_to_stop(self, job_id: str) -> None:
        """Tell whoever makes the job, in whatever process, that it is not wanted any more."""
        (self.folder(job_id) / _STOP).touch()

    def is_to_stop(self, job_id: str) -> bool:
        return (self.folder(job_id) / _STOP).exists()

    def find(self, job_id: str) -> Record | None:
        if not _is_id(job_id):
            return None
        target = self.folder(job_id) / "job.json"
        try:
            record = Record(**json.loads(target.read_text(encoding="utf-8")))
            quiet = time.time() - target.stat().st_mtime
        except (OSError, ValueError, TypeError):
            return None
        if self._account not in ("", record.account):
            return None
        if record.word == "in-progress" and quiet > STALE:
            self.clear(job_id)
            return self._ended(record, "failed", "The sandbox was stopped while it rendered this video.", "STOPPED")
        if record.word == "completed" and time.time() - record.created > RETENTION:
            return self._cleaned(record)
        return record

    def newest(self) -> list[Record]:
        """All jobs, newest first, but for those that nobody wants to find again."""
        ids = [entry.name for entry in self._folder.iterdir()] if self._folder.is_dir() else []
        found = [record for job_id in ids if (record := self.find(job_id))]
        records = [record for record in found if record.account != SCRATCH]
        return sorted(records, key=lambda record: record.created, reverse=True)

    def _ended(self, record: Record, word: str, message: str = "", code: str = "") -> Record:
        ended = Record(
            **{**vars(record), "word": word, "message": message, "code": code, "files": {}, "facts": {}, "more": []}
        )
        self.save(ended)
        return ended

    def clear(self, job_id: str) -> None:
        """Remove all files of a job but those that tell of it."""
        for entry in self.folder(job_id).iterdir():
            if entry.name not in ("job.json", FAULT):
                shutil.rmtree(entry, ignore_errors=True) if entry.is_dir() else entry.unlink(missing_ok=True)

    def _cleaned(self, record: Record) -> Record:
        self.clear(record.id)
        return self._ended(record, "cleaned")


def state_of(record: Record, origin: str) -> State:
    """The record as the service would tell it; ``origin`` is this sandbox's address, with a slash at its end."""
    if record.word == "failed":
        return Failed(record.id, record.code, record.message)
    if record.word == "cleaned":
        return Cleaned(record.id)
    if record.word == "completed":
        urls = {member: f"{origin}files/{record.id}/{name}" for member, name in record.files.items()}
        return Completed(record.id, data={**told(record.facts, origin), **urls})
    return InProgress(record.id, record.progress, record.message)


def told(value: Any, origin: str) -> Any:
    """``value`` with the addresses of this sandbox as the caller sees them."""
    if isinstance(value, Mapping):
        return {name: told(member, origin) for name, member in value.items()}
    if isinstance(value, list):
        return [told(item, origin) for item in value]
    return origin + value[len(HERE) :] if isinstance(value, str) and value.startswith(HERE) else value


def _is_id(text: str) -> bool:
    """Only a UUID names a folder: nothing that a caller sends can lead elsewhere."""
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
