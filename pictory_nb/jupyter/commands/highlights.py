from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.errors import BadCommand
from pictory_nb.flags import add_account
from pictory_nb.jupyter.commands.command import Command
from pictory_nb.jupyter.options import add_hearing, add_job

if TYPE_CHECKING:
    from pictory_nb.job import Job
    from pictory_nb.jupyter.here import Here


class Highlights(Command):
    """Find the sentences that tell most of what a transcription heard, and show them beside the film."""

    name = "highlights"
    says = "find the sentences of a transcription that tell most"

    def options(self, parser: ArgumentParser) -> None:
        add_job(parser)
        parser.add_argument("--seconds", type=int, default=60, metavar="N", help="how long the summary is to be (60)")
        parser.add_argument("--render", action="store_true", help="make a film of them at once, and show that")
        add_hearing(parser)
        add_account(parser)

    def run(self, given: Namespace, here: Here) -> Job | None:
        client, heard = here.client(given.profile), here.job(given)
        if not heard.is_transcript:
            raise BadCommand(f"job {heard.id} heard no words", mend="%pictory transcribe FILE hears them")
        summed = client.highlights(heard, given.seconds, new=given.new)
        if not given.render:
            return here.show(summed, given)
        words = summed.transcript
        return here.show(client.cut(heard, words.only(words.highlights[0]), new=given.new), given)
