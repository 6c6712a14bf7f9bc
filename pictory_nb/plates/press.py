"""The press: draws a thing as a file whose name is made of its content, so that nothing is drawn, brought to the
service or rendered a second time while it stays as it is."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from pictory_nb.errors import BadCommand
from pictory_nb.folders import folder
from pictory_nb.plates.things import Chart, Code, Table, Thing

__all__ = ["Plate", "Press"]

LOOK = 1
"""Goes up when plates are drawn differently: the old ones are then not taken for new ones."""


@dataclass(frozen=True)
class Plate:
    """A file to stand behind a scene. ``seconds`` is how long a scene that says nothing should show it."""

    path: Path
    type: Literal["video", "image"]
    seconds: float


@dataclass(frozen=True)
class Press:
    """Draws for films of ``size`` into ``folder``, by default one of the user's cache."""

    size: tuple[int, int]
    folder: Path | None = None

    def plate(self, thing: Thing, *, said: float | None = None) -> Plate:
        """The plate of ``thing``; ``said`` are the seconds that are spoken over it, None where nothing is.

        Raises ``BadCommand`` where the packages that draw are not installed.
        """
        try:
            return self._plate(thing, said)
        except ModuleNotFoundError as error:
            raise BadCommand(
                f"drawing code, tables and figures takes the package {error.name}",
                mend='pip install "pictory_nb[sandbox]"',
            ) from None

    def _plate(self, thing: Thing, said: float | None) -> Plate:
        from pictory_nb.plates.sheet import Room

        width, height = (side // 2 * 2 for side in self.size)
        room = Room(width, height, under_words=said is not None)
        if isinstance(thing, Code):
            from pictory_nb.plates.code import typing_seconds, write_code

            seconds = round(typing_seconds(thing, said) * 2) / 2  # half seconds: a changed comma types the same clip
            path = self._kept(thing, room, ".mp4", lambda path: write_code(thing, room, seconds, path), seconds)
            printed = 0.8 if thing.printed else 0.0
            return Plate(path, "video", seconds + printed + 1.2)
        if isinstance(thing, Table):
            from pictory_nb.plates.table import write_table

            return Plate(self._kept(thing, room, ".mp4", lambda path: write_table(thing, room, path)), "video", 4.0)
        if isinstance(thing, Chart):
            from pictory_nb.plates.chart import write_chart

            return Plate(self._kept(thing, room, ".mp4", lambda path: write_chart(thing, room, path)), "video", 4.0)
        from pictory_nb.plates.figure import write_figure

        return Plate(self._kept(thing, room, ".png", lambda path: write_figure(thing, room, path)), "image", 4.0)

    def _kept(
        self, thing: Thing, room: object, suffix: str, draw: Callable[[Path], None], seconds: float | None = None
    ) -> Path:
        kind = type(thing).__name__.lower()
        name = hashlib.sha256(_words([LOOK, kind, asdict(thing), asdict(room), seconds])).hexdigest()[:24]
        path = (self.folder or _cache()) / f"{kind}-{name}{suffix}"
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f".{os.getpid()}-{path.name}")
            try:
                draw(part)
                os.replace(part, path)
            finally:
                part.unlink(missing_ok=True)
        return path


def _words(value: object) -> bytes:
    def told(one: object) -> str:
        return hashlib.sha256(one).hexdigest() if isinstance(one, bytes) else str(one)

    return json.dumps(value, sort_keys=True, default=told).encode()


def _cache() -> Path:
    return folder("cache") / "plates"
