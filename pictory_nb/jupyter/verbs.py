"""What the commands of the magic do: each calls the client once, and hands the job to be shown."""

from __future__ import annotations

import difflib
import os
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pictory_nb.budget import Budget, credits_of
from pictory_nb.client import Pictory
from pictory_nb.clock import ago
from pictory_nb.errors import BadCommand, PictoryError
from pictory_nb.job import Entry, Job
from pictory_nb.jupyter.command import Adopt, Help, Jobs, Login, Order, Render, Resume, Status
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
        client = _client(order.profile)
        return JobList(islice(client.jobs(), order.limit), client.unknown())
    if isinstance(order, Login):
        return login(host_of(magics.shell), keep=order.keep)
    if isinstance(order, Render):
        return _render(order, magics)
    if isinstance(order, Resume):
        return _resume(order, magics)
    if isinstance(order, Adopt):
        job = _client(order.profile).adopt(order.job_id, order.submit)
        return _show(job, Status(job.id, profile=order.profile), magics)
    return _status(order, magics)


def _render(order: Render, magics: PictoryMagics) -> Job | None:
    names = magics.shell.user_ns
    storyboard = _storyboard(order, names)
    if order.dry_run:
        print(scene_list(storyboard), *check(storyboard), f"{estimate(storyboard)} in the cloud", sep="\n")
        return _keep(storyboard, order.output, names)
    ask = _ask if host_of(magics.shell).watched else None
    budget = Budget(credits_of(order.max_credits), ask, magics.confirm_over)
    return _show(_client(order.profile).render(storyboard, new=order.new, budget=budget), order, magics)


def _ask(question: str) -> bool:
    try:
        return input(f"{question} Render it? [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:  # a terminal that is none: nobody answers
        return False


def _resume(order: Resume, magics: PictoryMagics) -> None:
    """An observer for each unfinished job; what cannot be shown is told, and keeps nothing from the others."""
    client = _client(order.profile)
    jobs = client.unfinished()
    for job in jobs:
        try:
            _show(job, Status(job.id, order.wait, order.embed_mb), magics)
        except PictoryError as error:
            print(f"{job.name or job.id}: {error}")
    _keep(JobList(jobs), order.output, magics.shell.user_ns)
    unknown = client.unknown()
    if unknown:
        print(_told(unknown, client.reconcile()))
    elif not jobs:
        print("nothing is unfinished: %pictory jobs lists what there is")


def _told(unknown: list[Entry], strangers: list[Job]) -> str:
    """What became of submits whose answer was lost, as far as the service's list tells."""
    lines = [
        f"{one.name or 'a video'}, sent {ago(one.submitted_at)} (submit {one.client_ref[:8]}): unknown"
        for one in unknown
    ]
    if strangers:
        lines.append("one of these jobs may be its own:")
        lines += [f"  {job.id}  {job.state}   →  %pictory adopt {job.id}" for job in strangers]
        lines.append("if none is, run the cell again with --new")
    else:
        lines.append("the service has no job that could be its own: look again after a minute; if there is none then, ")
        lines[-1] += "it was probably not accepted, and --new sends it again"
    return "\n".join(lines)


def _status(order: Status, magics: PictoryMagics) -> Job | None:
    last = magics.shell.user_ns.get(LAST_JOB)
    if order.job_id:
        # The handle that is already there knows the film's name, and perhaps has the film.
        known = isinstance(last, Job) and last.id == order.job_id
        return _show(last if known else _client(order.profile).job(order.job_id), order, magics)
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


def _client(profile: str | None = None) -> Pictory:
    """The client for the account that the environment names now; a new one when that changes."""
    ours = sorted(f"{name}={value}" for name, value in os.environ.items() if name.startswith("PICTORY_"))
    return _client_for(profile, *map(Secret, ours))


@lru_cache(maxsize=4)
def _client_for(profile: str | None, *environment: Secret) -> Pictory:
    return Pictory(profile=profile)
