from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.flags import add_account
from pictory_nb.jupyter.commands.command import Command

if TYPE_CHECKING:
    from pictory_nb.health import Checkup
    from pictory_nb.jupyter.here import Here


class Doctor(Command):
    """Look whether all is well: the account, the ledger, the sandbox and its voice, the disk, the settings."""

    name = "doctor"
    says = "look whether all is well, and say how to mend what is not"

    def options(self, parser: ArgumentParser) -> None:
        add_account(parser)

    def run(self, given: Namespace, here: Here) -> Checkup:
        from pictory_nb.doctor import examine

        return examine(lambda: here.client(given.profile), here.settings.told())
