"""The operations that tell how far a job is."""

from __future__ import annotations

from pictory_nb.wire.routes.row import Field, Route

__all__ = ["JOB", "JOBS"]

JOBS = Route(
    "jobs",
    "GET",
    "/v1/jobs",
    "The account's jobs, newest first, a page at a time.",
    query=(Field("nextPageKey", "from the page before"),),
    answer="Job[]",
    verb="jobs",
)

JOB = Route(
    "job",
    "GET",
    "/v1/jobs/{job_id}",
    "The state of a job, and its result.",
    answer="Job",
    verb="job",
    aliases=("/v1/job/{job_id}",),
)
