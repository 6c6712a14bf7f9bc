from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.flags import add_account
from pictory_nb.jupyter.commands.command import Command

if TYPE_CHECKING:
    from pictory_nb.jupyter.here import Here
    from pictory_nb.library import Quota as Left


class Quota(Command):
    """Show what is used in this billing term, and what is left."""

    name = "quota"
    says = "show what is used and left of the account"

    def options(self, parser: ArgumentParser) -> None:
        add_account(parser)

    def run(self, given: Namespace, here: Here) -> Left:
        return here.client(given.profile).quota()
