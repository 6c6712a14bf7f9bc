"""Templates: made of project files, listed, changed, filled and deleted."""

from __future__ import annotations

from typing import Any

from werkzeug.wrappers import Response

from pictory_nb.sandbox.answers.bodies import unknown_template
from pictory_nb.sandbox.answers.call import Call, Handler, as_json
from pictory_nb.sandbox.answers.previews import PREVIEWS
from pictory_nb.sandbox.answers.rendering import accepted
from pictory_nb.sandbox.previewing import preview_of
from pictory_nb.sandbox.stock import without_stock_in
from pictory_nb.sandbox.store import told
from pictory_nb.sandbox.templates import Filled, detail_of, scenes_with
from pictory_nb.storyboard import Storyboard
from pictory_nb.wire import jobs, problems, routes
from pictory_nb.wire.storyboards import load_storyboard_v1

__all__ = ["HANDLERS"]

LARGEST = 64 * 1024**2
"""Bytes of a project file."""
_LISTED = ("templateId", "name", "language", "published", "deprecated", "variables")


def create(call: Call) -> Any:
    """The raw bytes, or a part of a form that is called ``pictoryprojectfile`` (§1.2)."""
    if (call.request.content_length or 0) > LARGEST:
        return as_json(problems.dump_problem("INVALID_REQUEST_BODY", "The project file is too large."), 413)
    part = call.request.files.get("pictoryprojectfile")
    content = part.read() if part else call.request.get_data()
    template = call.premises.templates.create(content)
    return {name: member for name, member in template.items() if name not in ("videoWidth", "videoHeight")}


def every(call: Call) -> Any:
    """E7, without paging."""
    listed = call.premises.templates.all()
    return {"items": [{name: one[name] for name in _LISTED if name in one} for one in listed]}


def one(call: Call) -> Any:
    template = call.premises.templates.find(call.places["template_id"])
    return told(detail_of(template), call.origin) if template else _none(call)


def update(call: Call) -> Any:
    template = call.premises.templates.find(call.places["template_id"])
    if template is None:
        return _none(call)
    call.premises.templates.update(template, call.body["scenes"])
    return {"success": True, "message": "Template updated successfully", "templateId": template["templateId"]}


def delete(call: Call) -> Any:
    if not call.premises.templates.remove(call.places["template_id"]):
        return _none(call)
    return {"success": True, "message": "Template deleted successfully"}


def preview(call: Call) -> Any:
    """A preview of the first era: template, values, and scenes laid over it or put between (§2.6)."""
    template = call.premises.templates.find(call.body["templateId"])
    body = load_storyboard_v1({"videoName": "Template video", **call.json})
    if template is None:
        raise unknown_template(call.body["templateId"])
    filled = Filled(template, call.body.get("variables", {}))
    whole = filled.storyboard({"videoName": template["name"]}, call.premises.ensemble.cast)
    said = _board_of(body) if set(call.json) - {"templateId", "variables", "scenes"} else None
    ids = [scene["sceneId"] for scene in template["scenes"]]
    scenes = scenes_with([scene.to_wire() for scene in whole.scenes], ids, body.scenes)
    changes = {name: getattr(said, name) for name in said.model_fields_set - {"scenes", "template_id"}} if said else {}
    if "videoName" not in call.json:
        changes.pop("video_name", None)
    if "language" not in call.json:
        changes.pop("language", None)
    storyboard, notes = without_stock_in(whole.replace(**changes, scenes=scenes))
    make = preview_of(
        storyboard,
        call.premises,
        files_allowed=call.files_allowed,
        kind=jobs.PREVIEW_V1,
        notes=(*filled.notes, *notes),
    )
    name, hook = storyboard.video_name, call.webhook(body.webhook)
    record = call.director.accept(jobs.PREVIEW_V1, name, make, lane=PREVIEWS, webhook=hook)
    return accepted(call, record, era=2)  # although the path is of the first


def _board_of(body: Any) -> Storyboard:
    """What a body of the first era says of the video as a whole."""
    return body.replace(scenes=(), template_id="none", variables=None).to_v2()


def _none(call: Call) -> Response:
    said = f"There is no template {call.places['template_id']}."
    return as_json(problems.dump_problem("NOT_FOUND", said), 404)


HANDLERS: dict[str, Handler] = {
    routes.CREATE_TEMPLATE.name: create,
    routes.TEMPLATES.name: every,
    routes.TEMPLATE.name: one,
    routes.UPDATE_TEMPLATE.name: update,
    routes.DELETE_TEMPLATE.name: delete,
    routes.PREVIEW_TEMPLATE.name: preview,
}
