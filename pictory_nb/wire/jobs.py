"""Codecs of jobs: the answer to a submit (contract §0.3 E1), a job's state (§4), and a page of jobs (§2.13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pictory_nb.state import Cleaned, Completed, Failed, State, read_state

__all__ = [
    "PREVIEW",
    "PREVIEW_V1",
    "RENDER",
    "UNKNOWN_JOB",
    "JobPage",
    "dump_accepted",
    "dump_page",
    "dump_state",
    "is_unknown_job",
    "load_page",
    "preview_result",
]

RENDER, PREVIEW, PREVIEW_V1 = "render", "preview", "preview_v1"
"""Kinds of jobs that are told in a way of their own."""
UNKNOWN_JOB = {"success": False, "data": {"error_code": "5000", "error_message": "JOB_NOT_FOUND"}}
"""What a look-up of an unknown id answers, with HTTP 200 or 404 (§4.6, X4)."""


def is_unknown_job(status: int, state: State) -> bool:
    return status == 404 or (isinstance(state, Failed) and state.message == "JOB_NOT_FOUND")


def dump_accepted(job_id: str, kind: str = "", era: int = 2) -> dict[str, Any]:
    """The answer to a submit: E1, or in the first era E1b for a preview and E1c for a render (§0.3, X15)."""
    if era == 2:
        return {"success": True, "data": {"jobId": job_id}}
    if kind == RENDER:
        return {"success": True, "data": {"job_id": job_id}}
    return {"jobId": job_id, "success": True, "data": {"job_id": job_id, "jobId": job_id}}


def dump_state(state: State, kind: str = RENDER) -> dict[str, Any]:
    """The job envelope E2."""
    return {"job_id": state.job_id, "success": not isinstance(state, Failed), "data": _data(state, kind)}


def _data(state: State, kind: str) -> dict[str, Any]:
    """Only renders tell how far they are (§4.2), and a completed preview of the first era has no status (X6)."""
    if isinstance(state, Completed):
        return dict(state.data) if kind == PREVIEW_V1 else {**state.data, "status": "completed"}
    if isinstance(state, Failed):
        return {"status": "failed", "error_code": state.code, "error_message": state.message}
    if isinstance(state, Cleaned):
        return {"status": "cleaned"}
    running: dict[str, Any] = {"status": state.word}
    if kind != RENDER:
        return running
    if state.message:
        running["renderProgressMessage"] = state.message
    if state.progress is not None:
        running |= {"renderProgress": state.progress, "renderState": "RUNNING"}
    return running


@dataclass(frozen=True)
class JobPage:
    """Some jobs, newest first. ``next_page_key`` is empty on the last page (E5)."""

    states: tuple[State, ...]
    next_page_key: str = ""


def dump_page(states: Sequence[tuple[State, str]], next_page_key: str = "") -> dict[str, Any]:
    """Jobs and their kinds. In a list the id stands inside ``data`` (§1.2), and each has a status (§2.13)."""
    items = [
        {
            "success": not isinstance(state, Failed),
            "data": {"jobId": state.job_id, "status": state.word, **_data(state, kind)},
        }
        for state, kind in states
    ]
    return {"items": items, "nextPageKey": next_page_key or None}


def load_page(body: Any) -> JobPage:
    """A page of jobs; an item without an id is left out, as nobody could ask for it."""
    page = body if isinstance(body, Mapping) else {}
    items = page.get("items")
    states = [read_state(item) for item in items] if isinstance(items, list) else []
    return JobPage(tuple(state for state in states if state.job_id), str(page.get("nextPageKey") or ""))


def preview_result(
    params: Mapping[str, Any], page: str, storyboard: Mapping[str, Any], kind: str = PREVIEW
) -> dict[str, Any]:
    """The data of a finished preview (§4.3 A1, A2). ``page`` shows it, ``storyboard`` is what it was expanded to."""
    if kind == PREVIEW_V1:
        return {"renderParams": params, "preview": page}
    return {"previewUrl": page, "renderParams": params, "storyboard": storyboard}
