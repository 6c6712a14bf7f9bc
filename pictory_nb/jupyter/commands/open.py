from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.flags import add_account
from pictory_nb.jupyter.commands.command import Command
from pictory_nb.jupyter.options import add_job

if TYPE_CHECKING:
    from pictory_nb.jupyter.here import Here


class Open(Command):
    """Open the film of a job in this computer's own player; where that is not the one you sit at, link to it."""

    name = "open"
    says = "open a film in this computer's own player"

    def options(self, parser: ArgumentParser) -> None:
        add_job(parser)
        add_account(parser)

    def run(self, given: Namespace, here: Here) -> None:
        from IPython.display import display

        from pictory_nb.jupyter.player import link_bundle, play

        video = here.job(given).video
        if play(video.path):
            print(f"{video.path} is open")
        else:
            display(link_bundle(video, here.host), raw=True)
