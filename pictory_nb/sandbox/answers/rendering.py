"""Films and the jobs that they are made in."""

from __future__ import annotations

from typing import Any

from werkzeug.wrappers import Response

from pictory_nb.sandbox.answers.bodies import resolved
from pictory_nb.sandbox.answers.call import Call, Handler, as_json, opened, sealed
from pictory_nb.sandbox.filming import film_of
from pictory_nb.sandbox.keeping import kept
from pictory_nb.sandbox.store import Record, state_of
from pictory_nb.wire import jobs, routes

__all__ = ["HANDLERS", "accepted", "unknown_job"]

PAGE = 20


def render(call: Call) -> Any:
    storyboard, notes = resolved(call)
    make = film_of(storyboard, call.premises, files_allowed=call.files_allowed, notes=notes)
    make = kept(storyboard, make, call.premises)
    hook = call.webhook(storyboard.webhook, storyboard.webhook_input)
    return accepted(call, call.director.accept(jobs.RENDER, storyboard.video_name, make, webhook=hook))


def accepted(call: Call, record: Record, era: int = 0) -> Any:
    """The answer to a submit, in the spelling of the operation's era, or of ``era`` where the path tells another."""
    return as_json(jobs.dump_accepted(record.id, record.kind, era or call.route.era), pace=True)


def job(call: Call) -> Any:
    job_id = call.places["job_id"]
    record = call.premises.jobs.find(job_id)
    if record is None:
        return unknown_job(job_id)
    state = state_of(record, call.origin)
    return as_json(jobs.dump_state(state, record.kind), pace=record.word == "in-progress")


def cancel(call: Call) -> Any:
    """The sandbox's own. What has ended already stays as it is."""
    job_id = call.places["job_id"]
    record = call.premises.jobs.find(job_id)
    if record is None:
        return unknown_job(job_id)
    if record.word == "in-progress":
        call.director.stop(job_id)
    return as_json({"job_id": job_id, "success": True}, pace=True)


def unknown_job(job_id: str) -> Response:
    """404 with the words in which the service tells of it (X4)."""
    return as_json({"job_id": job_id, **jobs.UNKNOWN_JOB}, 404)


def all_jobs(call: Call) -> Any:
    records = call.premises.jobs.newest()
    older = opened(call.query.get("nextPageKey", "")) or len(records)  # counted from the end: others begin meanwhile
    page = records[max(len(records) - older, 0) :][:PAGE]
    states = [(state_of(record, call.origin), record.kind) for record in page]
    return jobs.dump_page(states, sealed(older - PAGE) if older > PAGE else "")


HANDLERS: dict[str, Handler] = {
    routes.RENDER_STORYBOARD.name: render,
    routes.JOB.name: job,
    routes.JOBS.name: all_jobs,
    routes.CANCEL_JOB.name: cancel,
}
