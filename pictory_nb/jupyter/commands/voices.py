from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
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
        if not found:
            print(*_nobody(client.voices(), given), sep="", end="")
        return here.keep(found, given.output)


def _nobody(voices: Listing[Voice], given: Namespace) -> Iterator[str]:
    """Of each word that no voice has, those that there are: an empty list alone does not tell a slip."""
    for field in ("language", "gender", "accent"):
        word, known = getattr(given, field), {getattr(voice, field) for voice in voices} - {""}
        if word and not any(one.casefold().startswith(word.casefold()) for one in known):
            yield f"no voice has the {field} {word!r}: there are {', '.join(sorted(known))}\n"
