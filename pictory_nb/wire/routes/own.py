"""What only the sandbox answers. These are no operations of the service, and no rows of the table."""

from __future__ import annotations

from pictory_nb.wire.routes.row import Route

__all__ = ["CANCEL_JOB"]

CANCEL_JOB = Route(
    "cancel job",
    "POST",
    "/sandbox/jobs/{job_id}/cancel",
    "End a job that is not wanted any more, and free the cores that it uses.",
    verb="Job.cancel",
)
