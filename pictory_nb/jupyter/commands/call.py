from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from pictory_nb.flags import add_paying, of_kind
from pictory_nb.jupyter.commands.command import Command
from pictory_nb.jupyter.options import add_output

if TYPE_CHECKING:
    from pictory_nb.calls import Reply
    from pictory_nb.jupyter.here import Here


class Call(Command):
    """Send one operation of the API as it stands. %pictory explore shows them all."""

    name = "call"
    says = "send one operation of the API as it stands"

    def options(self, parser: ArgumentParser) -> None:
        of_kind(
            "operations", parser.add_argument("operation", metavar="OPERATION", help="its name, such as search_media")
        )
        says = "what it is told, as in keyword=ocean"
        parser.add_argument("told", nargs="*", default=[], metavar="NAME=VALUE", help=says)
        parser.add_argument("--body", metavar="JSON", help="the whole body, where it is one")
        add_paying(parser)
        add_output(parser, "answer")

    def run(self, given: Namespace, here: Here) -> Reply | None:
        from pictory_nb.wire.schemas import named

        path, query, body = _sorted(named(given.operation), given.told, given.body)
        reply = here.client(given.profile).call(
            given.operation, path=path, query=query, body=body, new=given.new, budget=here.budget(given.max_credits)
        )
        return here.keep(reply, given.output)


def _sorted(route: Any, told: list[str], written: str | None) -> tuple[dict[str, Any], dict[str, Any], Any]:
    """Each ``name=value`` at its place: in the path, in the query, or in the body. Raises ``BadCommand``."""
    import json

    from pictory_nb.errors import BadCommand

    try:
        body = json.loads(written) if written else {}
    except ValueError as error:
        mend = "write it in single quotes: --body '{\"page\": 2}'"
        raise BadCommand(f"the body is no JSON: {error}", mend=mend) from None
    path: dict[str, Any] = {}
    query: dict[str, Any] = {}
    lists = {field.name for field in (*route.query, *route.body) if field.kind == "strings"}
    for word in told:
        name, sign, value = word.partition("=")
        if not sign:
            raise BadCommand(f"{word!r} says nothing", mend="write NAME=VALUE, as in keyword=ocean")
        # Where there is no body a strange name is one of the query, and told by what was meant.
        asked = name in {field.name for field in route.query} or not (route.body or route.request)
        part = path if name in route.places else query if asked else body
        if not isinstance(part, dict):
            raise BadCommand(f"the body is no object, so {name} has no place in it", mend="put it into --body")
        part[name] = [*part.get(name, []), value] if name in lists else _read(value)
    return path, query, body or None


def _read(value: str) -> Any:
    """``true``, numbers and JSON as what they are; everything else is text."""
    import json

    try:
        return json.loads(value)
    except ValueError:
        return value
