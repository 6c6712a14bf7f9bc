from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.flags import of_kind
from pictory_nb.jupyter.commands.command import Command

if TYPE_CHECKING:
    from pictory_nb.jupyter.here import Here


class Use(Command):
    """Choose where videos are made, until the kernel ends: in the sandbox on this computer, or by an account."""

    name = "use"
    says = "choose where videos are made: sandbox, cloud, or the name of an account"

    def options(self, parser: ArgumentParser) -> None:
        says = "PROFILE is the account of PICTORY_PROFILE_API_KEY"
        of_kind("places", parser.add_argument("place", metavar="sandbox|cloud|PROFILE", help=says))

    def run(self, given: Namespace, here: Here) -> None:
        from pictory_nb.errors import CredentialsError

        profile = "" if given.place == "cloud" else given.place
        client = here.client(profile)
        if given.place == "cloud" and client.place == "sandbox":
            raise CredentialsError("there is no account here", mend="%pictory login asks for its API key")
        here.settings.profile = profile
        print(f"Videos are made by {client!r} now.")
