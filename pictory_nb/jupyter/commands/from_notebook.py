from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.flags import of_kind
from pictory_nb.jupyter.commands.render import Render

if TYPE_CHECKING:
    from pictory_nb.jupyter.here import Here
    from pictory_nb.storyboard import Storyboard


class FromNotebook(Render):
    """Make a video of a notebook as it was last saved: its Markdown is spoken, its code, tables and plots are shown."""

    name = "from-notebook"
    says = "make a video of a notebook: Markdown is spoken, code types itself"
    takes_script = False

    def options(self, parser: ArgumentParser) -> None:
        says = "this notebook where it is left away"
        of_kind("notebooks", parser.add_argument("path", nargs="?", default="", metavar="PATH", help=says))
        super().options(parser)
        parser.add_argument("--no-code", dest="code", action="store_false", help="leave the code out")

    def storyboard(self, given: Namespace, here: Here) -> Storyboard:
        from pictory_nb.document import adapt
        from pictory_nb.errors import BadCommand
        from pictory_nb.flags import settings_of

        path = given.path or here.host.notebook_file
        if not path:
            raise BadCommand(
                "this editor does not tell which notebook this is", mend="name it: %pictory from-notebook PATH"
            )
        made = adapt(path, code=given.code, preset=here.preset(given.preset), **settings_of(given))
        if made.notes:
            print(*made.notes, sep="\n")
        return made.storyboard
