"""The storyboard that a command speaks of: in the body of its cell, in a file, in a variable."""

from __future__ import annotations

import difflib
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pictory_nb.errors import BadCommand
from pictory_nb.flags import settings_of
from pictory_nb.lint import Finding, Findings, check
from pictory_nb.local_files import missing
from pictory_nb.script import from_file, from_markdown
from pictory_nb.storyboard import Storyboard

if TYPE_CHECKING:
    from pictory_nb.jupyter.here import Here

__all__ = ["findings_of", "storyboard_of"]


def storyboard_of(given: Namespace, here: Here) -> Storyboard:
    """What ``given.text``, or else ``given.source``, a file or a variable, becomes with the settings of the line.

    Raises ``BadCommand`` for a source that is none, and what ``from_markdown`` raises.
    """
    settings, names = settings_of(given), here.names
    if "text" in given:
        return from_markdown(given.text, preset=here.preset(given.preset), **settings)
    if isinstance(names.get(given.source), str):
        return from_markdown(names[given.source], preset=here.preset(given.preset), **settings)
    if given.source in names:
        settings = {**settings, "preset": given.preset} if given.preset else settings
        return _from_value(given.source, names[given.source], settings)
    if Path(given.source).suffix.lower() == ".ipynb":
        from pictory_nb.document import adapt

        made = adapt(given.source, preset=here.preset(given.preset), **settings)
        if made.notes:
            print(*made.notes, sep="\n")
        return made.storyboard
    if Path(given.source).expanduser().is_file():
        return from_file(given.source, preset=here.preset(given.preset), **settings)
    raise BadCommand(f"there is no file and no variable {given.source!r}", mend=_candidates(given.source, names))


def findings_of(storyboard: Storyboard) -> Findings:
    """What is wrong with a storyboard, the files of this computer included that it names and that are not there."""
    gone = (Finding("error", problem.path, problem.reason, problem.mend) for problem in missing(storyboard))
    return Findings([*check(storyboard), *gone])


def _from_value(name: str, value: Any, settings: dict[str, Any]) -> Storyboard:
    value = getattr(value, "storyboard", value)  # a composer has one, and so has a job that was made here
    if not isinstance(value, Storyboard):
        raise BadCommand(
            f"{name} is of type {type(value).__name__}, not a script",
            mend="give a text, a Storyboard or the name of a file",
        )
    if settings:
        raise BadCommand(
            f"{name} is a Storyboard and has settings of its own: {', '.join(settings)} cannot be given beside it",
            mend=f"change it in Python, as in {name}.replace(video_name=…)",
        )
    return value


def _candidates(source: str, names: dict[str, Any]) -> str:
    files = [path.name for path in Path().iterdir() if path.suffix.lower() in (".md", ".markdown", ".txt", ".ipynb")]
    variables = [
        name for name, value in names.items() if isinstance(value, (str, Storyboard)) and not name.startswith("_")
    ]
    close = difflib.get_close_matches(source, files + variables, n=2, cutoff=0.5)
    return f"did you mean {' or '.join(close)}?" if close else f"it was looked for in {Path.cwd()}"
