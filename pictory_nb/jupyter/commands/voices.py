from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.flags import add_account, of_kind
from pictory_nb.jupyter.commands.command import Command
from pictory_nb.jupyter.options import add_output

if TYPE_CHECKING:
    from pictory_nb.jupyter.here import Here
    from pictory_nb.library import Voice
    from pictory_nb.listing import Listing


class Voices(Command):
    """List the voices that can read a story."""

    name = "voices"
    says = "list the voices that can read a story"

    def options(self, parser: ArgumentParser) -> None:
        of_kind(
            "voices",
            parser.add_argument(
                "named", nargs="?", default="", metavar="NAME", help="those of this name, or part of it"
            ),
        )
        of_kind(
            "languages",
            parser.add_argument(
                "--language", default="", metavar="CODE", help="en takes in every English, en-GB that one"
            ),
        )
        parser.add_argument("--gender", default="", metavar="WORD", help="female or male")
        parser.add_argument("--accent", default="", metavar="WORD", help="as the list spells it")
        add_account(parser)
        add_output(parser, "list")

    def run(self, given: Namespace, here: Here) -> Listing[Voice] | None:
        client = here.client(given.profile)
        found = client.voices(language=given.language, gender=given.gender, name=given.named, accent=given.accent)
        return here.keep(found, given.output)
