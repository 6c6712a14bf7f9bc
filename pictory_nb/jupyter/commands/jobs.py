from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.flags import add_account
from pictory_nb.jupyter.commands.command import Command
from pictory_nb.jupyter.options import add_limit

if TYPE_CHECKING:
    from pictory_nb.jupyter.here import Here
    from pictory_nb.jupyter.jobs import JobList


class Jobs(Command):
    """List jobs, the newest first: a table that moves, sorts and filters, and plays their films."""

    name = "jobs"
    says = "list the newest jobs"

    def options(self, parser: ArgumentParser) -> None:
        add_limit(parser, 20)
        add_account(parser)

    def run(self, given: Namespace, here: Here) -> JobList:
        from itertools import islice

        from pictory_nb.jupyter.jobs import JobList

        client = here.client(given.profile)
        return JobList(islice(client.jobs(), given.limit), client.unknown(), again=client.again)
