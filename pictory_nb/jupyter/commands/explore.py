from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from pictory_nb.flags import add_account, of_kind
from pictory_nb.jupyter.commands.command import Command

if TYPE_CHECKING:
    from pictory_nb.jupyter.here import Here


class Explore(Command):
    """Look at every operation of the API, fill in its form, send it, and take the call along as code."""

    name = "explore"
    says = "look at the operations of the API, and try them"

    def options(self, parser: ArgumentParser) -> None:
        of_kind(
            "operations",
            parser.add_argument("operation", nargs="?", default="", metavar="OPERATION", help="the one to begin with"),
        )
        parser.add_argument("-o", "--output", metavar="VARIABLE", help="keep the explorer in it")
        add_account(parser)

    def run(self, given: Namespace, here: Here) -> Any:
        from pictory_nb.jupyter.explorer import Explorer

        explorer = Explorer(given.operation, client=here.client(given.profile))
        return here.keep(explorer, given.output)
