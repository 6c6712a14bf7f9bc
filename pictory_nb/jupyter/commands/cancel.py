from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.flags import add_account
from pictory_nb.jupyter.commands.command import Command
from pictory_nb.jupyter.options import add_job

if TYPE_CHECKING:
    from pictory_nb.jupyter.here import Here


class Cancel(Command):
    """End a job of the sandbox. The service has no such operation: there a job goes on, and only the watching ends."""

    name = "cancel"
    says = "end a job of the sandbox; in the cloud none can be ended"

    def options(self, parser: ArgumentParser) -> None:
        add_job(parser)
        add_account(parser)

    def run(self, given: Namespace, here: Here) -> None:
        job = here.job(given)
        if job.done:
            print(f"{job.name or 'The job'} ({job.id}) has ended already: {job.status}")
            return
        job.cancel()
        print(f"{job.name or 'The job'} ({job.id}) is cancelled")
