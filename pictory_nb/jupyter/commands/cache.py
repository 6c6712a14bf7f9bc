from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.flags import of_kind
from pictory_nb.jupyter.commands.command import Command

if TYPE_CHECKING:
    from pictory_nb.jupyter.here import Here


class Cache(Command):
    """Show what the sandbox keeps for the next time, and with --clear remove it. All of it can be made again."""

    name = "cache"
    says = "show what the sandbox keeps for the next time, or clear it"

    def options(self, parser: ArgumentParser) -> None:
        says = "remove it, all or of one kind"
        of_kind("held", parser.add_argument("--clear", nargs="?", const="", metavar="KIND", help=says))

    def run(self, given: Namespace, here: Here) -> object:
        from pictory_nb.door import open_sandbox

        cache = open_sandbox().cache
        if given.clear is not None:
            print(f"{cache.clear(given.clear) / 1e6:.1f} MB removed")
        return cache
