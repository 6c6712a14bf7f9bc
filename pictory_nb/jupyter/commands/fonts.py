from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.flags import add_account
from pictory_nb.jupyter.commands.command import Command
from pictory_nb.jupyter.options import add_output

if TYPE_CHECKING:
    from pictory_nb.jupyter.here import Here
    from pictory_nb.library import Font
    from pictory_nb.listing import Listing


class Fonts(Command):
    """List the font families that text can be written in."""

    name = "fonts"
    says = "list the fonts that text can be written in"

    def options(self, parser: ArgumentParser) -> None:
        add_account(parser)
        add_output(parser, "list")

    def run(self, given: Namespace, here: Here) -> Listing[Font] | None:
        return here.keep(here.client(given.profile).fonts(), given.output)
