from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.flags import add_account
from pictory_nb.jupyter.commands.command import Command
from pictory_nb.jupyter.options import add_job

if TYPE_CHECKING:
    from pictory_nb.job import Job
    from pictory_nb.jupyter.here import Here


class Adopt(Command):
    """Take a job for the one that a submit with a lost answer began. ``%pictory resume`` tells which it may be."""

    name = "adopt"
    says = "take that job for the one whose answer was lost"

    def options(self, parser: ArgumentParser) -> None:
        add_job(parser, last=False)
        parser.add_argument("submit", nargs="?", default="", metavar="SUBMIT", help="which one, where several are lost")
        add_account(parser)

    def run(self, given: Namespace, here: Here) -> Job | None:
        return here.show(here.client(given.profile).adopt(given.job_id, given.submit), given)
