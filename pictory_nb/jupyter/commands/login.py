from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.jupyter.commands.command import Command

if TYPE_CHECKING:
    from pictory_nb.credentials import Credential
    from pictory_nb.jupyter.here import Here


class Login(Command):
    """Ask for an API key, and use it until the kernel ends. It is not shown, and not stored in the notebook."""

    name = "login"
    says = "ask for an API key, without showing it or storing it in the notebook"

    def options(self, parser: ArgumentParser) -> None:
        parser.add_argument("--client-id", default="", metavar="ID", help="of an older account: ask for its secret")
        parser.add_argument("--keep", action="store_true", help="keep it in the keyring of this computer")

    def run(self, given: Namespace, here: Here) -> None:
        from pictory_nb.jupyter.login import login

        login(here.host, client_id=given.client_id, keep=given.keep, prove=_prove)


def _prove(credential: Credential) -> None:
    """Ask the service one harmless question. Raises ``Unauthorized`` or ``Forbidden`` where it is refused."""
    from pictory_nb.client import Pictory
    from pictory_nb.errors import Forbidden, PictoryError, Unauthorized

    told = {name.removeprefix("PICTORY_").lower(): value for name, value in credential.variables.items()}
    try:
        Pictory(**told).reach()
    except (Unauthorized, Forbidden):
        raise
    except PictoryError as error:  # a network that is down is no reason to have typed it for nothing
        print("It could not be tried:", str(error).partition("\n")[0])
