"""Projects: listed, told, replaced, deleted, rendered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.wrappers import Response

from pictory_nb.errors import BadArguments, Problem
from pictory_nb.sandbox.answers.call import Call, Handler, as_json, opened, sealed
from pictory_nb.sandbox.answers.rendering import accepted
from pictory_nb.sandbox.filming import film_of
from pictory_nb.sandbox.keeping import kept_in
from pictory_nb.sandbox.projects import storyboard_of, summary_of
from pictory_nb.sandbox.stock import without_stock_in
from pictory_nb.sandbox.store import told
from pictory_nb.wire import jobs, problems, routes

__all__ = ["HANDLERS"]

PAGE = 20


def every(call: Call) -> Any:
    """E6: the key of the next page is called ``pageKey``, and asked for as ``pagekey``."""
    begin = opened(call.query.get("pagekey", ""))
    projects = call.premises.projects.newest()
    if call.query.get("folderId"):
        projects = [project for project in projects if project.get("folderId") == call.query["folderId"]]
    items = [told(summary_of(project), call.origin) for project in projects[begin : begin + PAGE]]
    return {"items": items, "pageKey": sealed(begin + PAGE) if begin + PAGE < len(projects) else None}


def one(call: Call) -> Any:
    project = call.premises.projects.find(call.places["project_id"])
    return told(project, call.origin) if project else _none(call)


def update(call: Call) -> Any:
    """What the body leaves away is lost (§2.29)."""
    project_id = call.places["project_id"]
    if call.premises.projects.find(project_id) is None:
        return _none(call)
    body = call.json
    if not isinstance(body, Mapping) or not isinstance(body.get("scenes"), list) or not body.get("projectName"):
        mend = "send the whole project, as GET tells it, with its changes"
        raise BadArguments([Problem("body", "it is no whole project: projectName and scenes are required", mend)])
    project = {**body, "project_id": project_id}
    storyboard_of(project)
    kept = call.premises.projects.put(project)
    return {"success": True, "message": "Project updated successfully", "project": told(kept, call.origin)}


def delete(call: Call) -> Any:
    if not call.premises.projects.remove(call.places["project_id"]):
        return _none(call)
    return {"success": True, "message": "Project deleted successfully"}


def render(call: Call) -> Any:
    project_id = call.places["project_id"]
    project = call.premises.projects.find(project_id)
    if project is None:
        return _none(call)
    storyboard, notes = storyboard_of(told(project, call.origin))
    storyboard, more = without_stock_in(storyboard)
    make = film_of(storyboard, call.premises, files_allowed=call.files_allowed, notes=(*notes, *more))
    make = kept_in(project_id, make, call.premises)
    hook = call.webhook(call.body.get("webhook"))
    return accepted(call, call.director.accept(jobs.RENDER, storyboard.video_name, make, webhook=hook))


def _none(call: Call) -> Response:
    said = f"There is no project {call.places['project_id']}."
    return as_json(problems.dump_problem("NOT_FOUND", said), 404)


HANDLERS: dict[str, Handler] = {
    routes.PROJECTS.name: every,
    routes.PROJECT.name: one,
    routes.UPDATE_PROJECT.name: update,
    routes.DELETE_PROJECT.name: delete,
    routes.RENDER_PROJECT.name: render,
}
