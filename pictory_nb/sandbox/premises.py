"""The premises: everything that a sandbox keeps, below one folder, and the files that it hands out."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from pictory_nb.sandbox.connections import Connections
from pictory_nb.sandbox.drawer import Drawer
from pictory_nb.sandbox.ensemble import Ensemble
from pictory_nb.sandbox.media import Media
from pictory_nb.sandbox.meter import Meter
from pictory_nb.sandbox.projects import Projects
from pictory_nb.sandbox.store import JobStore
from pictory_nb.sandbox.templates import Templates
from pictory_nb.sandbox.uploads import PREFIX as UPLOADS
from pictory_nb.sandbox.uploads import Uploads

__all__ = ["HOSTS", "LIBRARY", "SOUND_ALONE", "Premises"]

HOSTS = ("localhost", "127.0.0.1", "::1", "sandbox.localhost")
"""The names of this computer; the last one is the sandbox's inside a process."""
RESULTS = "/files/"
STRUCTURES = "/sandbox/templates/"
LIBRARY = "/sandbox/library/"
TRACKS = "sandbox/library/music/"
SOUND_ALONE = "film.mp3"
"""The sound of a film, made of it when it is asked for: a tenth of the work of a film, for what few want."""


@dataclass(frozen=True)
class Premises:
    """``folder`` is shared by all sandboxes of a user, so what one keeps another finds.

    ``private_media`` lets callers from outside of this process name media within this computer's own network.
    ``account`` is whose jobs, brands, voices and templates are found; with an empty one all are.
    """

    folder: Path
    private_media: bool = False
    account: str = ""

    def __reduce__(self):
        return Premises, (self.folder, self.private_media, self.account)  # what it keeps is on the disk

    @cached_property
    def jobs(self) -> JobStore:
        return JobStore(self.folder / "jobs", self.account)

    def of(self, account: str) -> Premises:
        """The same premises for one account: it finds what is its own alone."""
        return self if account == self.account else replace(self, account=account)

    @cached_property
    def uploads(self) -> Uploads:
        return Uploads(self.folder / "uploads")

    @cached_property
    def ensemble(self) -> Ensemble:
        return Ensemble(Drawer(self.folder / "voices", self.account))

    @cached_property
    def brands(self) -> Drawer:
        return Drawer(self.folder / "brands", self.account)

    @cached_property
    def templates(self) -> Templates:
        kept = (Drawer(self.folder / name, self.account) for name in ("templates", "template-files"))
        return Templates(*kept)

    def drawings(self, kind: str) -> Drawer:
        """What the AI studio made: ``images`` or ``videos``."""
        return Drawer(self.folder / "aistudio" / kind)

    @cached_property
    def projects(self) -> Projects:
        return Projects(Drawer(self.folder / "projects", self.account))

    @cached_property
    def aws_connections(self) -> Connections:
        return Connections(Drawer(self.folder / "aws-connections", self.account), "AWS")

    @cached_property
    def vimeo_connections(self) -> Connections:
        return Connections(Drawer(self.folder / "vimeo-connections", self.account), "VIMEO")

    @cached_property
    def meter(self) -> Meter:
        return Meter(self.folder / (f"usage.{self.account}.jsonl" if self.account else "usage.jsonl"))

    def media(self, *, files_allowed: bool) -> Media:
        """Turns the addresses that a caller names into files. ``files_allowed`` for callers inside this process."""
        private = files_allowed or self.private_media
        return Media(files_allowed=files_allowed, own_file=self.own_file, private_allowed=private)

    def own_file(self, url: str) -> Path | None:
        """The file behind an address of any sandbox of this user; None for every other address."""
        parts = urlsplit(url)
        served = self.of("").served(unquote(parts.path)) if parts.hostname in HOSTS else None
        return served[0] if served else None

    def thanks_of(self, url: str) -> str:
        """Whom the job thanks that made the file behind ``url``; empty where it is none of ours."""
        parts = urlsplit(url)
        if parts.hostname not in HOSTS or not parts.path.startswith(RESULTS):
            return ""
        record = self.of("").jobs.find(parts.path.removeprefix(RESULTS).partition("/")[0])
        return str(record.facts.get("sandboxCredits", "")) if record else ""

    def served(self, path: str) -> tuple[Path, str] | None:
        """The file that is handed out under ``path``, and its content type; None where there is none."""
        if path.startswith(UPLOADS):
            return self.uploads.find(path)
        if path.startswith(STRUCTURES):
            template_id, _, name = path.removeprefix(STRUCTURES).partition("/")
            file = self.templates.file(template_id, name)
            return (file, "application/json") if file else None
        file = self._result(path) if path.startswith(RESULTS) else _of_library(path)
        return (file, mimetypes.guess_type(file.name)[0] or "application/octet-stream") if file else None

    def _result(self, path: str) -> Path | None:
        job_id, _, name = path.removeprefix(RESULTS).partition("/")
        record = self.jobs.find(job_id)
        if not record or name not in record.handed_out:
            return None
        file = self.jobs.folder(job_id) / name
        if name == SOUND_ALONE and not file.exists():
            from pictory_nb.sandbox.shooting import sound_alone
            from pictory_nb.sandbox.studio import pool

            pool().submit(sound_alone, file.with_suffix(".mp4"), file).result()
        return file


def _of_library(path: str) -> Path | None:
    """A file of the library, made on the spot where it is asked for the first time."""
    shelf, _, name = path.removeprefix(LIBRARY).partition("/") if path.startswith(LIBRARY) else ("", "", "")
    stem = PurePosixPath(name).stem
    if shelf == "voices":
        from pictory_nb.sandbox.speech.samples import sample

        return sample(stem)
    if shelf == "music":
        from pictory_nb.sandbox.library.music import tracks

        return next((track.file() for track in tracks() if track.id == stem), None)
    if shelf == "made":
        from pictory_nb.sandbox.library import made

        return made.find(name)
    if shelf == "clips":
        from pictory_nb.sandbox.library import clips

        emblem, _, size = stem.rpartition("-")
        return clips.card(emblem, size) if size in clips.SIZES and emblem in clips.names() else None
    return None
