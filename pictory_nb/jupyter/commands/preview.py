from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.flags import add_paying, add_settings
from pictory_nb.jupyter.commands.command import Command
from pictory_nb.jupyter.options import add_showing

if TYPE_CHECKING:
    from pictory_nb.job import Job
    from pictory_nb.jupyter.here import Here


class Preview(Command):
    """Have a script timed and shown before it is rendered. ``_pictory.change(…)`` changes it."""

    name = "preview"
    says = "look at a script, timed and dressed, before it is rendered"
    takes_script = True

    def options(self, parser: ArgumentParser) -> None:
        add_settings(parser)
        add_paying(parser)
        add_showing(parser)

    def run(self, given: Namespace, here: Here) -> Job | None:
        here.make_ready(given.profile)
        from pictory_nb.jupyter.source import storyboard_of

        storyboard = storyboard_of(given, here)
        client, budget = here.client(given.profile), here.budget(given.max_credits)
        return here.show(client.preview(storyboard, new=given.new, budget=budget), given)
