"""Templates: videos with ``{{name}}`` places (contract §2.22–§2.26, §5.7).

template = p.templates.create("reminder.pictai")
preview = p.templates.preview(template, {"customer_name": "Ada"})
p.render(Storyboard(video_name="For Ada", template_id=template.id, variables={"customer_name": "Ada"}))
"""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pictory_nb.collection import Collection
from pictory_nb.desk import Desk
from pictory_nb.errors import BadArguments, Problem
from pictory_nb.library import Template
from pictory_nb.listing import Listing
from pictory_nb.orders import Orders
from pictory_nb.preview import Preview
from pictory_nb.terms import close_to
from pictory_nb.wire import routes
from pictory_nb.wire.arguments import dump_arguments

__all__ = ["Templates", "misfilled"]


class Templates(Collection[Template]):
    """The templates of an account."""

    _noun = "templates"

    def __init__(self, desk: Desk, orders: Orders) -> None:
        super().__init__(desk)
        self._orders = orders

    def list(self) -> Listing[Template]:
        """All of them, in the order in which they were made."""
        return self._paged(routes.TEMPLATES, Template)

    def get(self, wanted: str | Template) -> Template:
        """A template with its scenes and its variables."""
        return Template.from_wire(self._ask(routes.TEMPLATE, template_id=_id(wanted)))

    def create(self, path: str | Path) -> Template:
        """Make a template of a project file (``.pictai``) that the web app exported.

        Raises ``BadArguments`` for a file that is not there, ``ServiceError`` for one that is no project.
        """
        try:
            content = Path(path).expanduser().read_bytes()
        except OSError as error:
            reason = f"{path} cannot be read: {error.strerror or error}"
            raise BadArguments([Problem("path", reason, "give a .pictai file")]) from None
        return Template.from_wire(self._desk.transport.submit(routes.CREATE_TEMPLATE, content).body)

    def update(self, template: str | Template, scenes: Sequence[Mapping[str, Any]]) -> Template:
        """Put other scenes in, in the shape in which ``template.scenes`` are. Returns the template as it is then."""
        told = dump_arguments(routes.UPDATE_TEMPLATE.body, {"scenes": builtins.list(scenes)})
        self._ask(routes.UPDATE_TEMPLATE, told, template_id=_id(template))
        return self.get(_id(template))

    def delete(self, template: str | Template) -> None:
        """Delete it. Raises ``ServiceError`` where it is not there, or not yours."""
        self._ask(routes.DELETE_TEMPLATE, template_id=_id(template))

    def preview(
        self,
        template: str | Template,
        variables: Mapping[str, str] | None = None,
        *,
        name: str = "",
        scenes: Sequence[Mapping[str, Any]] = (),
        new: bool = False,
        **more: Any,
    ) -> Preview:
        """A preview of the template with values in its places; ``preview.render()`` makes the video.

        ``scenes`` are scenes of the first era: with ``sceneId`` they change one of the template's, with
        ``insertBeforeSceneId`` or ``insertAfterSceneId`` (or ``first``, ``last``) they come between. ``more`` are
        ``language``, ``audio``, ``textStyles``, ``brandLogo``, ``webhook``, ``videoWidth``, ``videoHeight``.
        Raises ``BadArguments`` for a name that the template does not have, or one that has no value.
        """
        if isinstance(template, Template) and (problems := misfilled(template.variables, variables or {})):
            raise BadArguments(problems)
        told = {
            "templateId": _id(template),
            "variables": dict(variables or {}) or None,
            "scenes": builtins.list(scenes) or None,
            "videoName": name or None,
            **more,
        }
        told = dump_arguments(routes.PREVIEW_TEMPLATE.body, told)
        return self._orders.place(routes.PREVIEW_TEMPLATE, told, name=name, new=new)  # type: ignore[return-value]


def misfilled(names: Sequence[str], values: Mapping[str, Any]) -> builtins.list[Problem]:
    """What is wrong with ``values`` for places of those names: a place would show its own name, a value nowhere."""
    problems = [
        Problem(f"variables.{name}", f"{name} has no value", "give one, for the place would show its name")
        for name in names
        if name not in values
    ]
    for name in values:
        if name not in names:
            close = close_to(name, names)
            mend = f"did you mean {close!r}?" if close else f"there are {', '.join(names) or 'none'}"
            problems.append(Problem(f"variables.{name}", f"the template has no place {name!r}", mend))
    return problems


def _id(template: str | Template) -> str:
    return template.id if isinstance(template, Template) else template
