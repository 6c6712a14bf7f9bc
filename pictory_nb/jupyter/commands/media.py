from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.flags import add_account, of_kind
from pictory_nb.jupyter.commands.command import Command
from pictory_nb.jupyter.options import add_output

if TYPE_CHECKING:
    from pictory_nb.jupyter.here import Here
    from pictory_nb.library import Clip
    from pictory_nb.listing import Listing


class Media(Command):
    """Search the stock pictures and clips."""

    name = "media"
    says = "search the pictures and clips that scenes can show"

    def options(self, parser: ArgumentParser) -> None:
        parser.add_argument("keyword", nargs="+", metavar="WORD", help="what is to be seen")
        of_kind(
            "categories",
            parser.add_argument("--category", default="", metavar="NAME", help="Nature/Weather, or weather alone"),
        )
        of_kind(
            "languages",
            parser.add_argument("--language", default="", metavar="CODE", help="of the words that are given"),
        )
        add_account(parser)
        add_output(parser, "list")

    def run(self, given: Namespace, here: Here) -> Listing[Clip] | None:
        client = here.client(given.profile)
        found = client.search_media(" ".join(given.keyword), category=given.category, language=given.language)
        return here.keep(found, given.output)
