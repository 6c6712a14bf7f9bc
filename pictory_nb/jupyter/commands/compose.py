from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.flags import add_account, add_settings
from pictory_nb.jupyter.commands.command import Command
from pictory_nb.jupyter.options import add_output

if TYPE_CHECKING:
    from pictory_nb.jupyter.composer import Composer
    from pictory_nb.jupyter.here import Here


class Compose(Command):
    """Make a storyboard by hand: a new one, or what a script, a variable or a file becomes."""

    name = "compose"
    says = "make a storyboard by hand, and keep it as code"
    takes_script = True
    needs_script = False

    def options(self, parser: ArgumentParser) -> None:
        add_settings(parser)
        add_account(parser)
        add_output(parser, "composer")

    def run(self, given: Namespace, here: Here) -> Composer | None:
        from pictory_nb.jupyter.composer import Composer
        from pictory_nb.jupyter.source import storyboard_of

        storyboard = storyboard_of(given, here) if "text" in given or given.source else None
        return here.keep(Composer(storyboard, client=here.client(given.profile)), given.output)
