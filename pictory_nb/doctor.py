"""Looks whether all is well here, for ``%pictory doctor`` and ``pictory-nb doctor`` alike.

Every check stands for itself: what fails in one is its finding, and keeps nothing from the others. Nothing is changed,
and nothing is paid for.
"""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from importlib.metadata import PackageNotFoundError, entry_points, version
from pathlib import Path
from typing import Any

from pictory_nb.client import Pictory
from pictory_nb.errors import PictoryError
from pictory_nb.health import Check, Checkup
from pictory_nb.ledger import Ledger
from pictory_nb.preferences import user_file

__all__ = ["examine", "versions"]

_PACKAGES = (
    "pictory_nb",
    "ipython",
    "ipykernel",
    "ipywidgets",
    "anywidget",
    "jupyterlab",
    "notebook",
    "requests",
    "pydantic",
)
_BREAKS_THREADS = ("7.0.0", "7.0.1")
"""Versions of ipykernel in which a thread may not display (ipywidgets #4001)."""
_LITTLE = 1_000_000_000
"""Bytes of disk below which films do not fit for long."""

Told = Mapping[str, tuple[Any, str]]


def examine(client: Callable[[], Pictory], settings: Told) -> Checkup:
    """Look at everything. ``client`` opens the account; ``settings`` are the values that hold, and where they are from.

    Asks the service one question, once.
    """
    return Checkup([*_versions(), *_account(client), _ledger(), *_sandbox(), _disk(), *_settings(settings)])


def versions() -> dict[str, str]:
    """The versions of what is installed here, by its name."""
    found = {"python": f"{platform.python_version()} on {platform.system()} {platform.machine()}"}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def _versions() -> Iterator[Check]:
    found = versions()
    yield Check("versions", "ok", ", ".join(f"{name} {number}" for name, number in found.items()))
    if found.get("ipykernel") in _BREAKS_THREADS:
        said = f"{found['ipykernel']} loses some of what is displayed while a job runs"
        yield Check("ipykernel", "note", said, 'pip install -U "ipykernel>=7.1"')


def _account(client: Callable[[], Pictory]) -> Iterator[Check]:
    try:
        opened = client()
    except PictoryError as error:
        yield _bad("account", error)
        return
    if opened.place == "sandbox":
        yield Check("account", "note", "none: the sandbox on this computer renders", "%pictory login, for the cloud")
        return
    yield Check("account", "ok", repr(opened))
    try:
        yield Check("service", "ok", f"answers in {opened.reach():.1f} s, from {opened.place}")
    except PictoryError as error:
        yield _bad("service", error)


def _ledger() -> Check:
    ledger = Ledger()
    try:
        ledger.standing("doctor", "doctor")
    except PictoryError as error:
        return _bad("ledger", error)
    return Check("ledger", "ok", _near(ledger.path))


def _sandbox() -> Iterator[Check]:
    """The sandbox brings a check-up of its own, since it alone knows what it is made of."""
    for point in entry_points(group="pictory_nb.sandbox"):
        try:
            yield from import_module(f"{point.module}.checkup").checks()
        except Exception as error:  # whatever is broken in it is the finding
            yield Check("sandbox", "bad", f"{type(error).__name__}: {error}", 'pip install "pictory_nb[sandbox]"')


def _disk() -> Check:
    folder = Path.cwd()
    free = shutil.disk_usage(folder).free
    said = f"{free / 1e9:,.1f} GB free in {_near(folder)}"
    if not os.access(folder, os.W_OK):
        return Check("disk", "bad", f"{_near(folder)} cannot be written to", "work in a folder of your own")
    return (
        Check("disk", "ok", said) if free > _LITTLE else Check("disk", "bad", said, "make room: films are kept there")
    )


def _settings(settings: Told) -> Iterator[Check]:
    for name, (value, origin) in settings.items():
        shown = ", ".join(value) or "none" if isinstance(value, Mapping) else repr(value)
        yield Check(name, "ok", f"{shown}  ({_near(Path(origin)) if os.path.isabs(origin) else origin})")
    file = user_file()
    if not file.exists():
        yield Check("user configuration", "note", f"none: {_near(file)} would be read")


def _bad(what: str, error: PictoryError) -> Check:
    return Check(what, "bad", str(error).partition("\n  → ")[0], error.mend)


def _near(path: Path) -> str:
    """The path as one would type it: a home is not named in what is shown to others."""
    return str(Path("~") / path.relative_to(Path.home())) if path.is_relative_to(Path.home()) else str(path)
