from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.flags import add_account
from pictory_nb.jupyter.commands.command import Command
from pictory_nb.jupyter.options import add_job, add_showing

if TYPE_CHECKING:
    from pictory_nb.job import Job
    from pictory_nb.jupyter.here import Here


class Attach(Command):
    """Show a job that was begun elsewhere: in another notebook, on another day."""

    name = "attach"
    says = "show a job of another notebook, or of another day"

    def options(self, parser: ArgumentParser) -> None:
        add_job(parser, last=False)
        add_showing(parser)
        add_account(parser)

    def run(self, given: Namespace, here: Here) -> Job | None:
        return here.show(here.job(given), given)
