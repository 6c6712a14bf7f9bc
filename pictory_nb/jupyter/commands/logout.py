from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.jupyter.commands.command import Command

if TYPE_CHECKING:
    from pictory_nb.jupyter.here import Here


class Logout(Command):
    """Forget the credential: in this kernel, and with --keyring in this computer's keyring too."""

    name = "logout"
    says = "forget the API key"

    def options(self, parser: ArgumentParser) -> None:
        parser.add_argument("--keyring", action="store_true", help="remove it from this computer's keyring too")

    def run(self, given: Namespace, here: Here) -> None:
        from pictory_nb.jupyter.login import logout

        logout(keyring=given.keyring)
