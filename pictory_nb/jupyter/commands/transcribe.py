from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.choices import AUDIO_LANGUAGES
from pictory_nb.flags import add_account
from pictory_nb.jupyter.commands.command import Command
from pictory_nb.jupyter.options import add_film, add_hearing

if TYPE_CHECKING:
    from pictory_nb.job import Job
    from pictory_nb.jupyter.here import Here


class Transcribe(Command):
    """Hear what is said in a film or a recording, and show its words beside it: the film is cut by them."""

    name = "transcribe"
    says = "hear what is said in a film, and cut it by its words"

    def options(self, parser: ArgumentParser) -> None:
        add_film(parser)
        parser.add_argument(
            "--language",
            type=_spelt,
            default="en-US",
            choices=AUDIO_LANGUAGES,
            metavar="CODE",
            help="what is spoken (en-US)",
        )
        add_hearing(parser)
        add_account(parser)

    def run(self, given: Namespace, here: Here) -> Job | None:
        film = here.names.get(given.film, given.film) if given.film.isidentifier() else given.film
        return here.show(here.client(given.profile).transcribe(film, language=given.language, new=given.new), given)


def _spelt(code: str) -> str:
    """``en-gb`` as the service spells it."""
    return {known.lower(): known for known in AUDIO_LANGUAGES}.get(code.lower(), code)
