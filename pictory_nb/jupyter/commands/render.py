from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.flags import add_paying, add_settings
from pictory_nb.jupyter.commands.command import Command
from pictory_nb.jupyter.options import add_showing

if TYPE_CHECKING:
    from pictory_nb.job import Job
    from pictory_nb.jupyter.here import Here
    from pictory_nb.storyboard import Storyboard


class Render(Command):
    """Make a video of a script: of a Markdown file, or of a variable that holds a text or a Storyboard."""

    name = "render"
    says = "make a video of a Markdown file, a text or a Storyboard"
    takes_script = True

    def options(self, parser: ArgumentParser) -> None:
        add_settings(parser)
        add_paying(parser)
        run = add_showing(parser)
        run.add_argument("--dry-run", action="store_true", help="check the script and list its scenes, render nothing")

    def run(self, given: Namespace, here: Here) -> Job | Storyboard | None:
        if not given.dry_run:
            here.make_ready(given.profile)  # before the imports, which take as long
        storyboard = self.storyboard(given, here)
        if given.dry_run:
            _dry_run(storyboard)
            return here.keep(storyboard, given.output) if given.output else None
        client, budget = here.client(given.profile), here.budget(given.max_credits)
        return here.show(client.render(storyboard, new=given.new, budget=budget), given)

    def storyboard(self, given: Namespace, here: Here) -> Storyboard:
        """What is to be rendered."""
        from pictory_nb.jupyter.source import storyboard_of

        return storyboard_of(given, here)


def _dry_run(storyboard: Storyboard) -> None:
    from pictory_nb.jupyter.show import scene_list
    from pictory_nb.jupyter.source import findings_of
    from pictory_nb.lint import estimate

    print(scene_list(storyboard), *findings_of(storyboard), f"{estimate(storyboard)} in the cloud", sep="\n")
