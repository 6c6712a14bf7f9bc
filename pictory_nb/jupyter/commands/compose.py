from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pictory_nb.jupyter.commands.command import Command

if TYPE_CHECKING:
    from pictory_nb.jupyter.here import Here


class Compose(Command):
    """Make a storyboard by hand: a new one, or that of a variable or a file."""

    name = "compose"
    says = "make a storyboard by hand, and keep it as code"

    def options(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", nargs="?", default="", metavar="VARIABLE|FILE", help="what to begin with")
        parser.add_argument("-o", "--output", metavar="VARIABLE", help="keep the composer in it")
        parser.add_argument("--profile", metavar="NAME", help="the account to use")

    def run(self, given: Namespace, here: Here) -> Any:
        from pictory_nb.jupyter.composer import Composer

        composer = Composer(_found(given.source, here.names), client=here.client(given.profile))
        return here.keep(composer, given.output)


def _found(source: str, names: dict[str, Any]) -> Any:
    """What the word on the line means: nothing, a variable, a file."""
    from pictory_nb.errors import BadCommand

    if not source:
        return None
    if source in names:
        return getattr(names[source], "storyboard", names[source])
    if Path(source).expanduser().is_file():
        return Path(source).expanduser()
    raise BadCommand(f"there is no file and no variable {source!r}", mend="name one, or nothing to begin with")
