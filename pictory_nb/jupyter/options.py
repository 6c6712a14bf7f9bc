"""The options that several commands have in common."""

from __future__ import annotations

import argparse

from pictory_nb.flags import of_kind
from pictory_nb.preferences import DISPLAYS

__all__ = [
    "add_display",
    "add_film",
    "add_hearing",
    "add_job",
    "add_limit",
    "add_new",
    "add_output",
    "add_script",
    "add_showing",
    "pair",
]


def add_script(parser: argparse.ArgumentParser, *, needed: bool = True) -> None:
    """Where the script is that a line speaks of: ``source``, which is empty where none is ``needed``."""
    says = "a Markdown file, a notebook, a text or a Storyboard"
    how = {} if needed else {"nargs": "?", "default": ""}
    of_kind("scripts", parser.add_argument("source", metavar="FILE|VARIABLE", help=says, **how))


def add_job(parser: argparse.ArgumentParser, *, last: bool = True) -> None:
    """Which job: ``job_id``. Where it may be ``last``, it can be left away."""
    if last:
        which = parser.add_argument("job_id", nargs="?", default="", metavar="ID", help="the last job, without one")
    else:
        which = parser.add_argument("job_id", metavar="ID", help="its id, as in %%pictory jobs")
    of_kind("jobs", which)


def add_film(parser: argparse.ArgumentParser) -> None:
    """Which film or recording: ``film``."""
    says = "a file, an address, or a variable that holds a film or a job"
    of_kind("recordings", parser.add_argument("film", metavar="FILE|URL|VARIABLE", help=says))


def add_hearing(parser: argparse.ArgumentParser) -> None:
    """How a job that listens is shown, and whether it may be ordered again: ``wait``, ``output``, ``new``."""
    parser.add_argument(
        "--wait", action=argparse.BooleanOptionalAction, help="whether the cell goes on until the words are there"
    )
    add_new(parser)
    add_output(parser, "job")


def add_new(parser: argparse.ArgumentParser) -> None:
    """Whether an earlier job does not do: ``new``."""
    parser.add_argument("--new", action="store_true", help="order it again, although it was ordered before")


def add_limit(parser: argparse.ArgumentParser, default: int) -> None:
    """How many of a list: ``limit``."""
    parser.add_argument(
        "-n", "--limit", type=_count, default=default, metavar="N", help=f"how many at most ({default})"
    )


def add_output(parser: argparse.ArgumentParser | argparse._ArgumentGroup, what: str) -> None:
    """Where the result is kept: ``output``, a variable or None."""
    says = f"keep the {what} in it"
    of_kind("variables", parser.add_argument("-o", "--output", type=_variable, metavar="VARIABLE", help=says))


def add_showing(parser: argparse.ArgumentParser, *, waits: bool = True) -> argparse._ArgumentGroup:
    """How a job is shown: ``wait`` (where that is not settled), ``embed`` (megabytes), ``display``, ``output``."""
    run = parser.add_argument_group("the run")
    if waits:
        run.add_argument(
            "--wait",
            action=argparse.BooleanOptionalAction,
            help="whether the cell goes on until the film is there; by default only where nobody watches",
        )
    _add_display(run)
    add_output(run, "job")
    return run


def add_display(parser: argparse.ArgumentParser) -> None:
    """Where films are shown from: ``display``, ``embed`` (megabytes)."""
    _add_display(parser.add_argument_group("where films are shown from"))


def _add_display(group: argparse._ArgumentGroup) -> None:
    says = "from the notebook itself (embed), a file beside it, or the service (url); auto chooses by size and host"
    group.add_argument("--display", choices=DISPLAYS, help=says)
    says = "store films up to this size in the notebook, if nothing else is said"
    group.add_argument("--embed", type=_megabytes, metavar="MB", help=says)


def pair(text: str) -> tuple[str, str]:
    """``name=Ada`` as a name and a value."""
    name, mark, value = text.partition("=")
    if not (name and mark):
        raise argparse.ArgumentTypeError(f"{text!r} is not like name=value")
    return name, value


def _megabytes(text: str) -> float:
    try:
        size = float(text)
    except ValueError:
        size = -1.0
    if not size >= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of megabytes")
    return size


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of 1 or more")
    return int(text)


def _variable(text: str) -> str:
    if not text.isidentifier():
        raise argparse.ArgumentTypeError(f"{text!r} is not the name of a variable")
    return text
