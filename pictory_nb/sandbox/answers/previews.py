"""Previews of both eras: made, changed, and rendered as they are or as somebody edited them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from werkzeug.wrappers import Response

from pictory_nb.errors import BadArguments, BadStoryboard, Problem
from pictory_nb.render_params import Cut
from pictory_nb.sandbox.answers.bodies import resolved
from pictory_nb.sandbox.answers.call import Call, Handler
from pictory_nb.sandbox.answers.rendering import accepted, unknown_job
from pictory_nb.sandbox.filming import film_of_cut
from pictory_nb.sandbox.keeping import kept
from pictory_nb.sandbox.previewing import preview_of
from pictory_nb.sandbox.store import Record, told
from pictory_nb.wire import jobs, routes
from pictory_nb.wire.storyboards import (
    load_changes,
    load_params,
    load_params_v1,
    load_storyboard_v1,
)

__all__ = ["HANDLERS", "PREVIEWS"]

PREVIEWS = "previews"
"""Their lane: a preview does not wait for films."""


def preview(call: Call) -> Any:
    storyboard, notes = resolved(call)
    make = preview_of(storyboard, call.premises, files_allowed=call.files_allowed, kind=jobs.PREVIEW, notes=notes)
    make = kept(storyboard, make, call.premises)
    hook = call.webhook(storyboard.webhook, storyboard.webhook_input)
    return accepted(call, call.director.accept(jobs.PREVIEW, storyboard.video_name, make, lane=PREVIEWS, webhook=hook))


def preview_v1(call: Call) -> Any:
    old = load_storyboard_v1(call.json)
    storyboard = old.to_v2()
    make = preview_of(
        storyboard, call.premises, files_allowed=call.files_allowed, kind=jobs.PREVIEW_V1, notes=old.lost()
    )
    hook = call.webhook(storyboard.webhook)
    record = call.director.accept(jobs.PREVIEW_V1, storyboard.video_name, make, lane=PREVIEWS, webhook=hook)
    return accepted(call, record)


def change_elements(call: Call) -> Any:
    """204 and nothing (E12). New elements cannot be added (§2.11)."""
    record = _finished(call)
    if isinstance(record, Response):
        return record
    changes = load_changes(call.json)
    params = dict(record.facts["renderParams"])
    elements = {element["id"]: element for element in params.get("elements", [])}
    if strange := [
        Problem(f"[{number}].id", f"there is no element {change['id']!r}", "take one of renderParams.elements")
        for number, change in enumerate(changes)
        if change["id"] not in elements
    ]:
        raise BadStoryboard(strange)
    for change in changes:
        elements[change["id"]] = {**elements[change["id"]], **change}
    params["elements"] = list(elements.values())
    load_params(told(params, call.origin))  # what cannot be filmed is refused now, and not in the render
    call.premises.jobs.save(replace(record, facts={**record.facts, "renderParams": params}))
    return Response(status=204)


def render_preview(call: Call) -> Any:
    record = _finished(call)
    if isinstance(record, Response):
        return record
    return _filmed(call, _cut_of(call, record), call.body.get("webhook"))


def render_preview_v1(call: Call) -> Any:
    """With ``scenes`` the body is what is rendered, in the place of the preview (§2.4)."""
    record = _finished(call)
    if isinstance(record, Response):
        return record
    if not call.body.get("scenes"):
        return _filmed(call, _cut_of(call, record), call.body.get("webhook"))
    params = told(record.facts["renderParams"], call.origin)
    shared = {name: params[name] for name in ("audio", "output") if name in params}
    cut, webhook = load_params_v1({**shared, **call.json})
    return _filmed(call, cut, webhook)


def render_params(call: Call) -> Any:
    return _filmed(call, *load_params(_unwrapped(call.json)))


def render_params_v1(call: Call) -> Any:
    return _filmed(call, *load_params_v1(_unwrapped(call.json)))


def _unwrapped(body: Any) -> Any:
    """The body itself: wrapped it is refused, as the service's renders fail of it (§2.3)."""
    if isinstance(body, Mapping) and set(body) == {"renderParams"}:
        raise BadArguments(
            [Problem("renderParams", "the params are wrapped", "send what is in renderParams, by itself")]
        )
    return body


def _finished(call: Call) -> Record | Response:
    """The preview that the path names, or a refusal."""
    record = call.premises.jobs.find(call.places["job_id"])
    if record is None:
        return unknown_job(call.places["job_id"])
    if record.word != "completed" or "renderParams" not in record.facts:
        state = record.word if record.kind in (jobs.PREVIEW, jobs.PREVIEW_V1) else f"a {record.kind}"
        raise BadArguments([Problem("job_id", f"job {record.id} is {state}, not a completed preview", "wait for it")])
    return record


def _cut_of(call: Call, record: Record) -> Cut:
    params = told(record.facts["renderParams"], call.origin)
    cut, _ = load_params(params) if "elements" in params else load_params_v1(params)
    return cut


def _filmed(call: Call, cut: Cut, webhook: str | None) -> Any:
    make = film_of_cut(cut, call.premises, files_allowed=call.files_allowed)
    name = cut.storyboard.video_name
    return accepted(call, call.director.accept(jobs.RENDER, name, make, webhook=call.webhook(webhook)))


HANDLERS: dict[str, Handler] = {
    routes.PREVIEW_STORYBOARD.name: preview,
    routes.PREVIEW_STORYBOARD_V1.name: preview_v1,
    routes.CHANGE_ELEMENTS.name: change_elements,
    routes.RENDER_PREVIEW.name: render_preview,
    routes.RENDER_PREVIEW_V1.name: render_preview_v1,
    routes.RENDER_PARAMS.name: render_params,
    routes.RENDER_PARAMS_V1.name: render_params_v1,
}
