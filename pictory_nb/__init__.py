"""Script narrated, subtitled, branded videos in a notebook cell.

    %load_ext pictory_nb

    %%pictory
    The sun warms the sea, and **water** rises as vapour.

Everything that a person needs is a name of this package; each is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pictory_nb.client import Pictory
    from pictory_nb.document import from_notebook
    from pictory_nb.errors import PictoryError
    from pictory_nb.job import Job
    from pictory_nb.jupyter.composer import Composer
    from pictory_nb.jupyter.job_table import JobTable
    from pictory_nb.jupyter.observer import Observer
    from pictory_nb.jupyter.transcript_editor import TranscriptEditor
    from pictory_nb.lint import check, estimate
    from pictory_nb.script import from_file, from_markdown, to_markdown
    from pictory_nb.storyboard import Scene, Storyboard
    from pictory_nb.transcript import Transcript
    from pictory_nb.video import Video

_HOMES = {
    "Composer": "pictory_nb.jupyter.composer",
    "Job": "pictory_nb.job",
    "JobTable": "pictory_nb.jupyter.job_table",
    "Observer": "pictory_nb.jupyter.observer",
    "Pictory": "pictory_nb.client",
    "PictoryError": "pictory_nb.errors",
    "Scene": "pictory_nb.storyboard",
    "Storyboard": "pictory_nb.storyboard",
    "Transcript": "pictory_nb.transcript",
    "TranscriptEditor": "pictory_nb.jupyter.transcript_editor",
    "Video": "pictory_nb.video",
    "check": "pictory_nb.lint",
    "estimate": "pictory_nb.lint",
    "from_file": "pictory_nb.script",
    "from_markdown": "pictory_nb.script",
    "from_notebook": "pictory_nb.document",
    "to_markdown": "pictory_nb.script",
}

__all__ = [
    "Composer",
    "Job",
    "JobTable",
    "Observer",
    "Pictory",
    "PictoryError",
    "Scene",
    "Storyboard",
    "Transcript",
    "TranscriptEditor",
    "Video",
    "check",
    "estimate",
    "from_file",
    "from_markdown",
    "from_notebook",
    "to_markdown",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def load_ipython_extension(shell: Any) -> None:
    """``%load_ext pictory_nb``: puts the magics there; nothing heavy is imported before one is used."""
    from pictory_nb.jupyter import load

    load(shell)


def unload_ipython_extension(shell: Any) -> None:
    """``%unload_ext pictory_nb``: takes away what was put there."""
    from pictory_nb.jupyter import unload

    unload(shell)
