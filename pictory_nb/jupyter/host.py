"""Where this code is seen: a notebook that somebody watches, one that runs by itself, or a terminal."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Host", "host_of"]


@dataclass(frozen=True)
class Host:
    """``watched`` is false where a program runs the notebook. ``folder`` is the notebook's own.

    ``notebook_file`` is the notebook itself, empty where nobody tells.
    ``reads_files`` is false where a film's path leads a page nowhere, as on Colab.
    ``silent`` is true where films play without sound, since the host has no decoder for AAC.
    """

    notebook: bool = True
    watched: bool = True
    silent: bool = False
    reads_files: bool = True
    folder: Path = Path()
    notebook_file: str = ""

    @property
    def makes_live(self) -> bool:
        """Whether a widget's model reaches the outputs of its page. VS Code and Colab show each apart."""
        return self.reads_files and not self.silent

    @property
    def waits(self) -> bool:
        """Whether a cell goes on until its film is there: when nobody watches, and in a terminal, it had better."""
        return not (self.notebook and self.watched)


def host_of(shell: Any) -> Host:
    """The host of the cell that ``shell`` runs now."""
    kernel = getattr(shell, "kernel", None)
    names = getattr(shell, "user_ns", {})
    return Host(
        notebook=kernel is not None,
        watched=kernel is None or _is_watched(kernel),
        # VS Code plays MP4 in a browser that was built without AAC.
        silent="__vsc_ipynb_file__" in names or "VSCODE_PID" in os.environ,
        reads_files="google.colab" not in sys.modules,
        folder=_folder(names),
        # VS Code tells the one, Jupyter's server the other.
        notebook_file=str(names.get("__vsc_ipynb_file__") or os.environ.get("JPY_SESSION_NAME") or ""),
    )


def _is_watched(kernel: Any) -> bool:
    """nbclient, and with it papermill, nbconvert and pytest-notebook, declare that they cannot answer questions."""
    try:
        return bool(kernel.get_parent()["content"].get("allow_stdin", True))
    except (KeyError, LookupError, TypeError, AttributeError):
        return True


def _folder(names: dict[str, Any]) -> Path:
    """The notebook's folder, from which its outputs count relative paths. A kernel starts in it."""
    if file := names.get("__vsc_ipynb_file__"):
        return Path(str(file)).parent
    started_in = names.get("_dh") or ()  # IPython's history of directories begins with the one it started in
    return Path(str(started_in[0])) if started_in else Path.cwd()
