from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.flags import add_account, of_kind
from pictory_nb.jupyter.commands.command import Command
from pictory_nb.jupyter.options import add_job

if TYPE_CHECKING:
    from pathlib import Path

    from pictory_nb.jupyter.here import Here


class Download(Command):
    """Bring the film of a job to a place of your choice. A file that is there is left alone, unless --overwrite."""

    name = "download"
    says = "bring a film to a place of your choice"

    def options(self, parser: ArgumentParser) -> None:
        add_job(parser)
        of_kind(
            "files", parser.add_argument("--to", metavar="PATH", help="a file, or a folder (default: pictory_videos/)")
        )
        parser.add_argument("--overwrite", action="store_true", help="replace the file that is there")
        add_account(parser)

    def run(self, given: Namespace, here: Here) -> Path:
        from pathlib import Path

        to = Path(given.to).expanduser() if given.to else None
        return here.job(given).download(to, overwrite=given.overwrite)
