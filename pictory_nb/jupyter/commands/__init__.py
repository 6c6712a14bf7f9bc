"""The commands of ``%pictory``, a file for each: its name, its help, its options and what it does stand there.

Help, the overview, the suggestions for what was misspelt and completion are all made from this table. A new command is
a new file and a name here. Nothing is imported before it is asked for.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pictory_nb.jupyter.commands.command import Command

__all__ = ["NAMES", "named"]

NAMES = (
    "render", "preview", "lint", "estimate", "from-notebook", "compose",
    "status", "wait", "attach", "cancel", "resume", "adopt", "jobs", "compare", "open", "download",
    "transcribe", "highlights",
    "voices", "music", "media", "fonts", "templates", "explore", "call",
    "login", "logout", "use", "quota", "cache",
    "doctor", "version", "help",
)  # fmt: skip
"""In the order of the overview. ``from-notebook`` stands in ``from_notebook.py``, as the class ``FromNotebook``."""


@cache
def named(name: str) -> Command:
    """The command of that name, which is one of ``NAMES``."""
    module = import_module(f"{__name__}.{name.replace('-', '_')}")
    return getattr(module, name.title().replace("-", ""))()
