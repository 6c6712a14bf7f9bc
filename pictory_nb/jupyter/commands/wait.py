from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.flags import add_account
from pictory_nb.jupyter.commands.command import Command
from pictory_nb.jupyter.options import add_job, add_showing

if TYPE_CHECKING:
    from pictory_nb.job import Job
    from pictory_nb.jupyter.here import Here


class Wait(Command):
    """Go on until a job is done, and show its film. To interrupt it ends the waiting alone: the job goes on."""

    name = "wait"
    says = "go on until a job is done"

    def options(self, parser: ArgumentParser) -> None:
        add_job(parser)
        add_showing(parser, waits=False)
        add_account(parser)

    def run(self, given: Namespace, here: Here) -> Job | None:
        return here.show(here.job(given), Namespace(**vars(given), wait=True))
