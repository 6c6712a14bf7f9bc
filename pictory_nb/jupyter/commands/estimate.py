from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.flags import add_account, add_settings
from pictory_nb.jupyter.commands.command import Command
from pictory_nb.jupyter.options import add_output

if TYPE_CHECKING:
    from pictory_nb import lint
    from pictory_nb.jupyter.here import Here


class Estimate(Command):
    """Tell how long a video will be and what it will cost in the cloud, at most. In the sandbox it costs nothing."""

    name = "estimate"
    says = "tell how long a video will be, and what it will cost at most"
    takes_script = True

    def options(self, parser: ArgumentParser) -> None:
        add_settings(parser)
        add_account(parser)
        add_output(parser, "estimate")

    def run(self, given: Namespace, here: Here) -> lint.Estimate | None:
        from pictory_nb.jupyter.source import storyboard_of
        from pictory_nb.lint import estimate

        cost = estimate(storyboard_of(given, here))
        client = here.client(given.profile)
        if client.place == "cloud":
            for shortfall in cost.shortfalls(client.quota().to_wire()):
                print(shortfall)
        return here.keep(cost, given.output)
