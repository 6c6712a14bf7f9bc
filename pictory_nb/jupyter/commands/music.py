from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.flags import add_account, of_kind
from pictory_nb.jupyter.commands.command import Command
from pictory_nb.jupyter.options import add_output

if TYPE_CHECKING:
    from pictory_nb.jupyter.here import Here
    from pictory_nb.library import Track
    from pictory_nb.listing import Listing

_KINDS = {
    "mood": "what it feels like: calm, upbeat, dramatic …; several widen the search",
    "genre": "rock, folk, ambient …",
    "instrument": "what is played: piano, strings …",
    "purpose": "what it is for: technology, trailer, meditation …",
}


class Music(Command):
    """Search the music. Several moods widen a search, a mood and a purpose narrow it."""

    name = "music"
    says = "search the music, by mood, genre or purpose"

    def options(self, parser: ArgumentParser) -> None:
        parser.add_argument("query", nargs="*", metavar="WORD", help="what it is about")
        for kind, says in _KINDS.items():
            argument = parser.add_argument(f"--{kind}", action="append", default=[], metavar="WORD", help=says)
            of_kind(f"{kind}s", argument)
        parser.add_argument("--shortest", type=float, metavar="SECONDS", help="how long it is at least")
        parser.add_argument("--longest", type=float, metavar="SECONDS", help="how long it is at most")
        parser.add_argument("--sort", choices=("latest", "shuffle", "featured"), help="the order")
        add_account(parser)
        add_output(parser, "list")

    def run(self, given: Namespace, here: Here) -> Listing[Track] | None:
        client = here.client(given.profile)
        found = client.music(
            " ".join(given.query),
            **{kind: getattr(given, kind) for kind in _KINDS},
            min_duration=given.shortest,
            max_duration=given.longest,
            sort=given.sort,
        )
        return here.keep(found, given.output)
