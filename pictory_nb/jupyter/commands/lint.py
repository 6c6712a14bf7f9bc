from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.flags import add_settings
from pictory_nb.jupyter.commands.command import Command
from pictory_nb.jupyter.options import add_output

if TYPE_CHECKING:
    from pictory_nb.jupyter.here import Here
    from pictory_nb.lint import Findings


class Lint(Command):
    """Tell what the service would refuse, strip or render badly, before anything is paid for. Nothing is sent."""

    name = "lint"
    says = "tell what is wrong with a script, before it costs"
    takes_script = True

    def options(self, parser: ArgumentParser) -> None:
        add_settings(parser)
        add_output(parser, "findings")

    def run(self, given: Namespace, here: Here) -> Findings | None:
        from pictory_nb.jupyter.source import findings_of, storyboard_of

        return here.keep(findings_of(storyboard_of(given, here)), given.output)
