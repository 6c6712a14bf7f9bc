from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.errors import BadCommand
from pictory_nb.flags import add_account, of_kind
from pictory_nb.jupyter.commands.command import Command
from pictory_nb.jupyter.options import add_display

if TYPE_CHECKING:
    from pictory_nb.jupyter.compare import Comparison
    from pictory_nb.jupyter.here import Here


class Compare(Command):
    """Show the films of several jobs side by side. They can be played all together."""

    name = "compare"
    says = "show the films of several jobs side by side"

    def options(self, parser: ArgumentParser) -> None:
        says = "their ids, or variables that hold jobs"
        of_kind("takes", parser.add_argument("jobs", nargs="+", metavar="ID|VARIABLE", help=says))
        add_display(parser)
        add_account(parser)

    def run(self, given: Namespace, here: Here) -> Comparison:
        """Each is called as the line calls it: a variable by its name, an id by the name of its video."""
        from pictory_nb.job import Job
        from pictory_nb.jupyter.compare import Comparison, what_differs

        if len(given.jobs) < 2:
            mend = f"name two or more, as in %pictory compare {given.jobs[0]} OTHER"
            raise BadCommand("one film is not compared", mend=mend)
        named = [here.names.get(name) for name in given.jobs]
        for name, held in zip(given.jobs, named, strict=True):
            if held is not None and not isinstance(held, Job):
                mend = "name a variable that holds a job, or an id of %pictory jobs"
                raise BadCommand(f"{name} is of type {type(held).__name__}, not a job", mend=mend)
        client = here.client(given.profile)
        jobs = [job if isinstance(job, Job) else client.job(name) for job, name in zip(named, given.jobs, strict=True)]
        called = [
            name if isinstance(held, Job) else job.name or name
            for name, held, job in zip(given.jobs, named, jobs, strict=True)
        ]
        labels = [" · ".join(filter(None, pair)) for pair in zip(called, what_differs(jobs), strict=True)]
        return Comparison([job.video for job in jobs], labels=labels, showing=here.showing(given))
