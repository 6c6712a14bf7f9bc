from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.flags import add_account
from pictory_nb.jupyter.commands.command import Command

if TYPE_CHECKING:
    from pictory_nb.jupyter.compare import Comparison
    from pictory_nb.jupyter.here import Here


class Compare(Command):
    """Show the films of several jobs side by side. They can be played all together."""

    name = "compare"
    says = "show the films of several jobs side by side"

    def options(self, parser: ArgumentParser) -> None:
        parser.add_argument("jobs", nargs="+", metavar="ID|VARIABLE", help="their ids, or variables that hold jobs")
        add_account(parser)

    def run(self, given: Namespace, here: Here) -> Comparison:
        from pictory_nb.job import Job
        from pictory_nb.jupyter.compare import Comparison

        named = [here.names.get(name) for name in given.jobs]
        client = here.client(given.profile)
        jobs = [job if isinstance(job, Job) else client.job(name) for job, name in zip(named, given.jobs, strict=True)]
        return Comparison([job.video for job in jobs], embed_mb=here.settings.embed_max_mb)
