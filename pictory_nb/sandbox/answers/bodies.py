"""What the body of a submit means here: a storyboard, also where it names a template or a project."""

from __future__ import annotations

from pictory_nb.errors import BadArguments, Problem
from pictory_nb.sandbox.answers.call import Call
from pictory_nb.sandbox.projects import as_template
from pictory_nb.sandbox.stock import without_stock_in
from pictory_nb.sandbox.store import told
from pictory_nb.sandbox.templates import Filled
from pictory_nb.storyboard import Storyboard
from pictory_nb.wire.storyboards import load_storyboard

__all__ = ["resolved", "unknown_template"]


def resolved(call: Call) -> tuple[Storyboard, tuple[str, ...]]:
    """The storyboard of a v2 body: where it names a template, or a project, with the scenes of that (§3.1)."""
    storyboard = load_storyboard(call.json)
    if not storyboard.template_id:
        return storyboard, ()
    template = call.premises.templates.find(storyboard.template_id)
    if template is None and (project := call.premises.projects.find(storyboard.template_id)):
        template = as_template(told(project, call.origin))
    if template is None:
        raise unknown_template(storyboard.template_id)
    filled = Filled(template, storyboard.variables or {})
    whole, notes = without_stock_in(filled.storyboard(storyboard.to_wire(), call.premises.ensemble.cast))
    return whole, (*filled.notes, *notes)


def unknown_template(template_id: str) -> BadArguments:
    mend = "take an id of GET /v1/templates, or of GET /v2/projects"
    return BadArguments([Problem("templateId", f"there is no template {template_id!r}", mend)])
