from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pictory_nb.errors import BadCommand
from pictory_nb.flags import add_account, of_kind
from pictory_nb.jupyter.commands.command import Command
from pictory_nb.jupyter.options import add_new, add_showing, pair

if TYPE_CHECKING:
    from pictory_nb.collection import Collection
    from pictory_nb.jupyter.here import Here
    from pictory_nb.library import Template


class Templates(Command):
    """List the templates; of one, show its places; with --set, preview it with values in them. --add makes one."""

    name = "templates"
    says = "list the templates, or preview one with values in its places"

    def options(self, parser: ArgumentParser) -> None:
        which = parser.add_argument("template", nargs="?", default="", metavar="NAME|ID", help="the one to be shown")
        of_kind("templates", which)
        parser.add_argument(
            "--set", action="append", type=pair, metavar="PLACE=VALUE", help="what stands in a place of it; several"
        )
        projects = parser.add_argument("--add", metavar="FILE", help="make one of a project that the web app exported")
        of_kind("projects", projects)
        add_new(parser)
        add_showing(parser)
        add_account(parser)

    def run(self, given: Namespace, here: Here) -> object:
        from pictory_nb.listing import Listing

        templates = here.client(given.profile).templates
        if given.add:
            return here.keep(templates.create(given.add), given.output)
        if given.set and not given.template:
            raise BadCommand("--set fills in a template, and none is named", mend="write its NAME in front of --set")
        if not given.template:
            return here.keep(templates.list(), given.output)
        template = _named(given.template, templates)
        if given.set is not None:
            return here.show(templates.preview(template, dict(given.set), name=template.name, new=given.new), given)
        here.keep(template, given.output)
        return Listing(f"places of {template.name}", lambda _: (template.places, ""))


def _named(wanted: str, templates: Collection[Template]) -> Template:
    from pictory_nb.terms import close_to

    known = {word: each for each in templates for word in (each.id, each.name)}
    if wanted in known:
        return templates.get(known[wanted])
    close = close_to(wanted, list(known))
    mend = f"did you mean {close}?" if close else "%pictory templates lists those that there are"
    raise BadCommand(f"there is no template {wanted!r}", mend=mend)
