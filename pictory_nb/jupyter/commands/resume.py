from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.flags import add_account
from pictory_nb.jupyter.commands.command import Command
from pictory_nb.jupyter.options import add_showing

if TYPE_CHECKING:
    from pictory_nb.job import Entry, Job
    from pictory_nb.jupyter.here import Here


class Resume(Command):
    """Show every job that was begun and not seen to end, in whatever notebook."""

    name = "resume"
    says = "show all jobs that were begun and not seen to end, anywhere"

    def options(self, parser: ArgumentParser) -> None:
        add_showing(parser)
        add_account(parser)

    def run(self, given: Namespace, here: Here) -> None:
        """An observer for each; what cannot be shown is told, and keeps nothing from the others."""
        from pictory_nb.errors import PictoryError
        from pictory_nb.jupyter.jobs import JobList

        client = here.client(given.profile)
        jobs = client.unfinished()
        for job in jobs:
            try:
                here.show(job, Namespace(wait=given.wait, display=given.display, embed=given.embed))
            except PictoryError as error:
                print(f"{job.name or job.id}: {error}")
        here.keep(JobList(jobs), given.output)
        unknown = client.unknown()
        if unknown:
            print(_told(unknown, client.reconcile()))
        elif not jobs:
            print("nothing is unfinished: %pictory jobs lists what there is")


def _told(unknown: list[Entry], strangers: list[Job]) -> str:
    """What became of submits whose answer was lost, as far as the service's list tells."""
    from pictory_nb.clock import ago

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
