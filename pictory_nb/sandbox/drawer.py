"""A drawer: things that users made, one JSON file each, kept on disk and shared by every sandbox of this user."""

from __future__ import annotations

import json
import os
import re
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["Drawer", "Foreign"]


class Foreign(Exception):
    """The thing belongs to another account."""


class Drawer:
    """A folder of things by their ids. A thing is replaced in one step, so a reader sees the old or the new one.

    What one ``account`` keeps is not shown to another; the empty one, of the user of this process, sees all.
    """

    def __init__(self, folder: Path, account: str = "") -> None:
        self._folder, self._account = folder, account

    def __repr__(self) -> str:
        return f"Drawer({str(self._folder)!r})"

    def put(self, name: str, thing: Mapping[str, Any]) -> None:
        """Keep ``thing`` under ``name``, instead of what was there. Raises ``ValueError`` for no good name."""
        if not _is_name(name):
            raise ValueError(f"{name!r} cannot be kept")
        owner = f".{self._account}" if self._account else ""
        target = self.file(name) or self._folder / f"{name}{owner}.json"
        self._folder.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(f".{uuid.uuid4().hex}.part")
        part.write_text(json.dumps(thing, ensure_ascii=False), encoding="utf-8")
        os.replace(part, target)

    def find(self, name: str) -> dict[str, Any] | None:
        """Raises ``Foreign``."""
        target = self.file(name)
        return _read(target) if target else None

    def file(self, name: str) -> Path | None:
        """The file that holds it; None where there is none, or no such name can be. Raises ``Foreign``."""
        found = self._anybodys(name)
        if found and not self._is_mine(found):
            raise Foreign
        return found

    def is_taken(self, name: str) -> bool:
        """Whether there is a thing of that name, whosever it is."""
        return self._anybodys(name) is not None

    def _anybodys(self, name: str) -> Path | None:
        if not _is_name(name):
            return None
        files = (self._folder / f"{name}.json", *self._folder.glob(f"{name}.*.json"))
        return next((file for file in files if file.is_file()), None)

    def all(self) -> list[dict[str, Any]]:
        """Everything, in the order in which it was put there first or changed last."""
        files = sorted(self._folder.glob("*.json"), key=_age) if self._folder.is_dir() else []
        return [thing for file in files if self._is_mine(file) and (thing := _read(file)) is not None]

    def remove(self, name: str) -> bool:
        """Whether it was there. Raises ``Foreign``."""
        target = self.file(name)
        try:
            target.unlink()  # type: ignore[union-attr]
        except (OSError, AttributeError):
            return False
        return True

    def _is_mine(self, file: Path) -> bool:
        owner = file.name.removesuffix(".json").partition(".")[2]
        return not (self._account and owner) or owner == self._account


def _is_name(name: str) -> bool:
    """No name leads out of the folder."""
    return bool(re.fullmatch(r"[\w-]{1,100}", name, re.ASCII))


def _age(file: Path) -> tuple[int, str]:
    try:
        return file.stat().st_mtime_ns, file.name
    except OSError:  # removed by another process
        return 0, file.name


def _read(file: Path) -> dict[str, Any] | None:
    try:
        thing = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return thing if isinstance(thing, dict) else None
