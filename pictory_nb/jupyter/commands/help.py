from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.flags import of_kind
from pictory_nb.jupyter.commands.command import Command

if TYPE_CHECKING:
    from pictory_nb.jupyter.here import Here


class Help(Command):
    """Show what there is, or the options of one command. ``--help`` behind any command does the same."""

    name = "help"
    says = "show this, or the options of one command"

    def options(self, parser: ArgumentParser) -> None:
        of_kind(
            "commands",
            parser.add_argument("topic", nargs="?", default="", metavar="COMMAND", help="the command to be told of"),
        )

    def run(self, given: Namespace, here: Here) -> None:
        from pictory_nb.jupyter.grammar import help_text

        print(given.text if "text" in given else help_text(given.topic))
