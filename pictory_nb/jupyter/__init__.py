"""The notebook room: the ``%pictory`` magic, the observer of a job, and how a film is shown in an output.

Loading the extension registers one magic, what TAB offers in it, and two formatters. It imports nothing that costs
anything: whatever a command needs is imported when it is first given.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from pictory_nb.jupyter.magic import PictoryMagics

__all__ = ["load", "unload"]

_NAME = "pictory"
_JOB, _VIDEO = ("pictory_nb.job", "Job"), ("pictory_nb.video", "Video")


class _Loaded:
    """What ``load`` put into one shell, and what stood in its place before."""

    def __init__(self, shell: InteractiveShell) -> None:
        manager = shell.magics_manager
        self._before = {kind: table.get(_NAME) for kind, table in manager.magics.items()}
        self._magics = _magics(shell)
        shell.register_magics(self._magics)
        shell.Completer.custom_matchers.append(self._magics.complete)
        self._formatters: list[tuple[Any, tuple[str, str], Any]] = []
        if getattr(shell, "kernel", None) is not None:  # a terminal shows the plain repr
            shown = shell.display_formatter
            self._format(shown.ipython_display_formatter, _JOB, self._magics.display_job)
            self._format(shown.mimebundle_formatter, _VIDEO, self._magics.bundle_of_video)

    def _format(self, formatter: Any, name: tuple[str, str], function: Any) -> None:
        self._formatters.append((formatter, name, formatter.for_type_by_name(*name, function)))

    def undo(self, shell: InteractiveShell) -> None:
        manager = shell.magics_manager
        for kind, magic in self._before.items():
            manager.magics[kind].pop(_NAME, None)
            if magic is not None:
                manager.magics[kind][_NAME] = magic
        manager.registry.pop(type(self._magics).__name__, None)
        shell.configurables.remove(self._magics)
        shell.Completer.custom_matchers.remove(self._magics.complete)
        for formatter, name, before in self._formatters:
            _restore_formatter(formatter, name, before)


_loaded: dict[int, _Loaded] = {}


def load(shell: InteractiveShell) -> None:
    """Give ``shell`` the ``%pictory`` magic, and teach it to show jobs and films."""
    unload(shell)
    _loaded[id(shell)] = _Loaded(shell)


def unload(shell: InteractiveShell) -> None:
    """Take away what ``load`` gave, and put back what stood there before."""
    if loaded := _loaded.pop(id(shell), None):
        loaded.undo(shell)


def _magics(shell: InteractiveShell) -> PictoryMagics:
    """The magic; without its settings where one of them cannot be, since that is no reason to have no magic."""
    from traitlets import TraitError

    from pictory_nb.jupyter.magic import PictoryMagics

    try:
        return PictoryMagics(shell)
    except TraitError as error:
        shell.configurables.pop()  # where it put itself, before it read them
        shell.config.pop(PictoryMagics.__name__)
        print(f"{error}\n  → what %config or ipython_config.py say of PictoryMagics is left out", file=sys.stderr)
        return PictoryMagics(shell)


def _restore_formatter(formatter: Any, name: tuple[str, str], before: Any) -> None:
    # A formatter known by name moves to the printers known by type once such an object was shown.
    formatter.deferred_printers.pop(name, None)
    for kind in [kind for kind in formatter.type_printers if (kind.__module__, kind.__name__) == name]:
        del formatter.type_printers[kind]
    if before is not None:
        formatter.for_type_by_name(*name, before)
