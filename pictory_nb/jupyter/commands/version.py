from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from pictory_nb.jupyter.commands.command import Command

if TYPE_CHECKING:
    from pictory_nb.jupyter.here import Here


class Version(Command):
    """Print the version of pictory_nb, and of what it stands on: for whoever reports a problem."""

    name = "version"
    says = "print the versions of pictory_nb and of what it stands on"

    def run(self, given: Namespace, here: Here) -> None:
        from pictory_nb.doctor import versions

        print("\n".join(f"{name:18} {version}" for name, version in versions().items()))
