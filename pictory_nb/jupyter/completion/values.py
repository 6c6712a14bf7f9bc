"""What can stand for a value: each kind of it has a row here."""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pictory_nb import choices, terms
from pictory_nb.jupyter.commands import NAMES, named
from pictory_nb.jupyter.completion.offer import Offer
from pictory_nb.jupyter.completion.stock import GRACE, Stock

if TYPE_CHECKING:
    from pictory_nb.client import Pictory
    from pictory_nb.jupyter.magic import PictoryMagics

__all__ = ["SCRIPTS", "Values", "kind_of"]

SCRIPTS = (".md", ".markdown", ".txt", ".json", ".ipynb")
_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg")
_FILMS = (".mp4", ".mov", ".webm", ".mkv")
_SOUNDS = (".mp3", ".wav", ".opus", ".ogg", ".flac", ".m4a", ".aac")
_SIZES = {"1920x1080": "wide", "1280x720": "wide", "1080x1920": "upright", "1080x1080": "square", "1080x1350": "4:5"}
_MOST_FILES, _MOST_JOBS = 200, 25
_PAUSE = 0.1
"""Seconds after which what is heavy is imported in the background: once the press that asked for it is answered."""

_stock = Stock()


def kind_of(action: argparse.Action) -> str | tuple[str, ...]:
    """The kind of value that an argument takes; or the very words."""
    return tuple(action.choices) if action.choices else getattr(action, "kind", "")


class Values:
    """The values that can stand in a cell of this shell."""

    def __init__(self, magics: PictoryMagics) -> None:
        self._magics = magics
        self._names: dict[str, Any] = magics.shell.user_ns

    def of(self, kind: str | tuple[str, ...], typed: str = "") -> list[Offer]:
        """Those of a kind; of files, those that begin as ``typed`` does. None are known of some kinds."""
        if isinstance(kind, tuple):
            return _said(kind, "choice")
        return _KINDS[kind](self, typed) if kind in _KINDS else []

    def warm(self) -> None:
        """Have at hand soon what is asked for most. This does not wait, not even for a disk."""
        later = threading.Timer(_PAUSE, self.voices)
        later.daemon = True
        later.start()

    def variables(self, typed: str = "") -> list[Offer]:
        """The user's variables that have a text, or something as short."""
        told = ((name, value) for name, value in self._names.items() if not name.startswith("_"))
        plain = (str, int, float, Path)
        return [Offer(name, repr(value), "variable") for name, value in told if isinstance(value, plain)]

    def scripts(self, typed: str = "") -> list[Offer]:
        """Files that hold a script, and variables."""
        boards = [
            Offer(name, "Storyboard", "Storyboard") for name, value in self._names.items() if _is_storyboard(value)
        ]
        texts = [offer for offer in self.variables() if isinstance(self._names[offer.text], str)]
        return [*_files(typed, SCRIPTS), *boards, *texts]

    def films(self) -> list[Offer]:
        """Variables that hold a film, or a job."""
        held = ((name, type(value).__name__) for name, value in self._names.items() if not name.startswith("_"))
        return [Offer(name, kind, kind) for name, kind in held if kind in ("Job", "Video")]

    def presets(self, typed: str = "") -> list[Offer]:
        """Those of the files and of ``%config``."""
        told = [Offer(name, ", ".join(preset), "preset") for name, preset in self._magics.presets.items()]
        return [*told, Offer("off", "none", "preset")]

    def profiles(self, typed: str = "") -> list[Offer]:
        """The accounts that the environment names, and the sandbox."""
        begin, end = "PICTORY_", "_API_KEY"
        names = [name for name in os.environ if name.startswith(begin) and name.endswith(end)]
        words = [name[len(begin) : -len(end)].lower() for name in names if len(name) > len(begin + end)]
        return [Offer("sandbox", "on this computer, without an account", "place"), *_said(words, "account")]

    def jobs(self, typed: str = "") -> list[Offer]:
        """The newest jobs of the account, and the one last seen here."""
        last = self._names.get("_pictory")
        here = [_job(last)] if hasattr(last, "status") else []
        listed = self._asked("jobs", lambda client: [_job(job) for job in islice(client.jobs(), _MOST_JOBS)], 10)
        return [*here, *(offer for offer in listed if offer.text not in {each.text for each in here})]

    def voices(self, typed: str = "") -> list[Offer]:
        """The voices of the account."""
        return self._asked("voices", lambda client: [_voice(voice) for voice in client.voices()], 600)

    def fonts(self, typed: str = "") -> list[Offer]:
        """The families that the service writes in."""
        return _said(terms.FONTS, "font")

    def styles(self, typed: str = "") -> list[Offer]:
        """The looks that the account has."""
        return self._asked(
            "styles", lambda client: [Offer(style.name, "style", "style") for style in client.styles()], 600
        )

    def layouts(self, typed: str = "") -> list[Offer]:
        """The layouts that the account has."""
        return self._asked(
            "layouts", lambda client: [Offer(each.name, "layout", "layout") for each in client.smart_layouts()], 600
        )

    def brands(self, typed: str = "") -> list[Offer]:
        """The brands of the account, by name."""
        return self._asked(
            "brands", lambda client: [Offer(each.name, each.description, "brand") for each in client.brands()], 600
        )

    def templates(self, typed: str = "") -> list[Offer]:
        """The templates of the account, by name."""
        return self._asked("templates", lambda client: [_template(each) for each in client.templates], 60)

    def held(self, typed: str = "") -> list[Offer]:
        """The kinds of things that the sandbox's cache has, with how much that is."""
        from pictory_nb.door import open_sandbox

        return self._asked(
            "held", lambda _: [Offer(each.kind, each.size, each.size) for each in open_sandbox().cache.holdings()], 30
        )

    def template_ids(self, typed: str = "") -> list[Offer]:
        """The templates of the account, by id, which is what a storyboard names."""
        return self._asked("template-ids", lambda client: [_template_id(each) for each in client.templates], 60)

    def genres(self, typed: str = "") -> list[Offer]:
        """The genres of music, which the service alone knows."""
        return self._asked("genres", lambda client: _said(client.genres(), "genre"), 3600)

    def _asked(self, what: str, fetch: Callable[[Pictory], list[Offer]], fresh: float) -> list[Offer]:
        from pictory_nb.jupyter.clients import account, client_of

        profile, awake = self._magics.profile, "pictory_nb.client" in sys.modules

        def fetched() -> list[Offer]:
            if not awake:
                time.sleep(_PAUSE)
            return fetch(client_of(profile))

        # To import a client takes longer than anybody waits: then it is the next press that has the list.
        return _stock.get(what, account(profile), fetched, fresh=fresh, grace=GRACE if awake else 0.0)


def _said(words: Iterable[str], kind: str) -> list[Offer]:
    return [Offer(str(word), kind, kind) for word in words]


def _operations() -> list[Offer]:
    from pictory_nb.wire.routes import ROUTES

    return [Offer(route.name, route.doc, str(route)) for route in ROUTES]


def _files(typed: str, kinds: tuple[str, ...] | None) -> list[Offer]:
    """Files of these kinds (any for None) beside what is typed, and the folders on the way to more of them."""
    folder = typed[: typed.rfind("/") + 1]
    try:
        entries = list(islice(os.scandir(Path(folder).expanduser() if folder else "."), _MOST_FILES * 10))
    except OSError:
        return []
    hidden = typed[len(folder) :].startswith(".")
    found = []
    for entry in sorted(entries, key=lambda each: each.name):
        if entry.name.startswith(".") and not hidden:
            continue
        if entry.is_dir():
            found.append(Offer(f"{folder}{entry.name}/", "folder", "folder"))
        elif kinds is None or entry.name.lower().endswith(kinds):
            found.append(Offer(f"{folder}{entry.name}", "file", "file"))
    return found[:_MOST_FILES]


def _music(values: Values, typed: str) -> list[Offer]:
    return [Offer("on", "a quiet choice", "choice"), Offer("off", "none", "choice"), *_files(typed, _SOUNDS)]


def _is_storyboard(value: Any) -> bool:
    return type(value).__name__ == "Storyboard" and type(value).__module__.startswith("pictory_nb.")


def _job(job: Any) -> Offer:
    return Offer(job.id, f"{job.name or 'job'} · {job.status}", job.name or "job")


def _template(template: Any) -> Offer:
    return Offer(template.name or template.id, ", ".join(template.variables), "template")


def _template_id(template: Any) -> Offer:
    return Offer(template.id, template.name, template.name)


def _voice(voice: Any) -> Offer:
    told = list(filter(None, [voice.accent, voice.gender, voice.language]))
    return Offer(voice.name, ", ".join(told), " ".join(told[:2]).lower() or "voice")


_KINDS: dict[str, Callable[[Values, str], list[Offer]]] = {
    "voices": Values.voices,
    "speakers": lambda values, typed: [*values.voices(), Offer("off", "nobody reads it", "choice")],
    "fonts": Values.fonts,
    "styles": Values.styles,
    "layouts": Values.layouts,
    "brands": Values.brands,
    "jobs": Values.jobs,
    "scripts": Values.scripts,
    "variables": Values.variables,
    "presets": Values.presets,
    "profiles": Values.profiles,
    "places": lambda values, typed: [Offer("cloud", "the account", "place"), *values.profiles()],
    "commands": lambda values, typed: [Offer(name, named(name).says, "command") for name in NAMES],
    "operations": lambda values, typed: _operations(),
    "templates": Values.templates,
    "template_ids": Values.template_ids,
    "held": Values.held,
    "projects": lambda values, typed: _files(typed, (".pictai",)),
    "genres": Values.genres,
    "moods": lambda values, typed: _said(terms.MOODS, "mood"),
    "purposes": lambda values, typed: _said(terms.PURPOSES, "purpose"),
    "instruments": lambda values, typed: _said(terms.INSTRUMENTS, "instrument"),
    "categories": lambda values, typed: _said(terms.CATEGORIES, "category"),
    "languages": lambda values, typed: _said(choices.LANGUAGES, "language"),
    "aspects": lambda values, typed: _said(choices.ASPECT_RATIOS, "aspect"),
    "sizes": lambda values, typed: [Offer(size, says, says) for size, says in _SIZES.items()],
    "credits": lambda values, typed: [Offer("unlimited", "any number", "choice")],
    "music": _music,
    "pictures": lambda values, typed: _files(typed, _PICTURES),
    "takes": lambda values, typed: [*(each for each in values.films() if each.label == "Job"), *values.jobs()],
    "films": lambda values, typed: _files(typed, _FILMS),
    "recordings": lambda values, typed: [*_files(typed, (*_FILMS, *_SOUNDS)), *values.films()],
    "media": lambda values, typed: _files(typed, (*_PICTURES, *_FILMS)),
    "sounds": lambda values, typed: _files(typed, _SOUNDS),
    "notebooks": lambda values, typed: _files(typed, (".ipynb",)),
    "files": lambda values, typed: _files(typed, None),
}
