"""What the commands of the magic do: each calls the client once, and hands the job to be shown."""

from __future__ import annotations

import difflib
import os
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pictory_nb.client import Job, Pictory
from pictory_nb.errors import BadCommand
from pictory_nb.jupyter.command import Help, Jobs, Login, Order, Render, Status
from pictory_nb.jupyter.host import host_of
from pictory_nb.jupyter.jobs import JobList
from pictory_nb.jupyter.login import login
from pictory_nb.jupyter.show import scene_list
from pictory_nb.lint import check, estimate
from pictory_nb.script import from_file, from_markdown
from pictory_nb.secret import Secret
from pictory_nb.storyboard import Storyboard

if TYPE_CHECKING:
    from pictory_nb.jupyter.magic import PictoryMagics

__all__ = ["LAST_JOB", "obey"]

LAST_JOB = "_pictory"
"""The variable that holds the job last rendered or looked at."""


def obey(order: Order, magics: PictoryMagics) -> Any:
    """Do what ``order`` says. The result is what the magic returns: a job, jobs, or None."""
    if isinstance(order, Help):
        return print(order.text)
    if isinstance(order, Jobs):
        return JobList(islice(_client().jobs(), order.limit))
    if isinstance(order, Login):
        return login(host_of(magics.shell), keep=order.keep)
    if isinstance(order, Render):
        return _render(order, magics)
    return _status(order, magics)


def _render(order: Render, magics: PictoryMagics) -> Job | None:
    names = magics.shell.user_ns
    storyboard = _storyboard(order, names)
    if order.dry_run:
        print(scene_list(storyboard), *check(storyboard), f"{estimate(storyboard)} in the cloud", sep="\n")
        return _keep(storyboard, order.output, names)
    return _show(_client().render(storyboard), order, magics)


def _status(order: Status, magics: PictoryMagics) -> Job | None:
    last = magics.shell.user_ns.get(LAST_JOB)
    if order.job_id:
        # The handle that is already there knows the film's name, and perhaps has the film.
        known = isinstance(last, Job) and last.id == order.job_id
        return _show(last if known else _client().job(order.job_id), order, magics)
    if not isinstance(last, Job):
        raise BadCommand("this notebook has not rendered anything yet", mend="%pictory jobs lists what others have")
    return _show(last, order, magics)


def _show(job: Job, order: Render | Status, magics: PictoryMagics) -> Job | None:
    names = magics.shell.user_ns
    names[LAST_JOB] = job
    kept = _keep(job, order.output, names)  # before the wait, so that it is at hand when that fails
    magics.show(job, wait=order.wait, embed_mb=order.embed_mb)
    return kept


def _keep(value: Any, variable: str, names: dict[str, Any]) -> Any:
    """Put ``value`` into ``variable`` and return None, or just return it: either way the user gets it once."""
    if not variable:
        return value if isinstance(value, Job) else None
    names[variable] = value
    return None


def _storyboard(order: Render, names: dict[str, Any]) -> Storyboard:
    if order.text is not None:
        return from_markdown(order.text, **order.settings)
    if order.source in names:
        return _from_variable(order.source, names[order.source], order.settings)
    if Path(order.source).expanduser().is_file():
        return from_file(order.source, **order.settings)
    raise BadCommand(f"there is no file and no variable {order.source!r}", mend=_candidates(order.source, names))


def _from_variable(name: str, value: Any, settings: dict[str, Any]) -> Storyboard:
    if isinstance(value, str):
        return from_markdown(value, **settings)
    if not isinstance(value, Storyboard):
        raise BadCommand(
            f"{name} is a {type(value).__name__}, not a script", mend="give a text, a Storyboard or the name of a file"
        )
    if settings:
        raise BadCommand(
            f"{name} is a Storyboard and has settings of its own: {', '.join(settings)} cannot be given beside it",
            mend=f"change it in Python, as in {name}.replace(video_name=…)",
        )
    return value


def _candidates(source: str, names: dict[str, Any]) -> str:
    files = [path.name for path in Path().iterdir() if path.suffix.lower() in (".md", ".markdown", ".txt")]
    variables = [
        name for name, value in names.items() if isinstance(value, (str, Storyboard)) and not name.startswith("_")
    ]
    close = difflib.get_close_matches(source, files + variables, n=2, cutoff=0.5)
    return f"did you mean {' or '.join(close)}?" if close else f"it was looked for in {Path.cwd()}"


_ENVIRONMENT = ("PICTORY_API_KEY", "PICTORY_CLIENT_ID", "PICTORY_CLIENT_SECRET", "PICTORY_API_BASE_URL")


def _client() -> Pictory:
    """The client for the account that the environment names now; a new one when that changes."""
    return _client_for(*(Secret(os.environ.get(name, "")) for name in _ENVIRONMENT))


@lru_cache(maxsize=1)
def _client_for(*environment: Secret) -> Pictory:
    return Pictory()
