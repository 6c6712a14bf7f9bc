"""The operations of projects: storyboards that are kept in the account, and rendered again."""

from __future__ import annotations

from pictory_nb.wire.routes.row import Field, Route

__all__ = ["DELETE_PROJECT", "PROJECT", "PROJECTS", "RENDER_PROJECT", "UPDATE_PROJECT"]

PROJECTS = Route(
    "projects",
    "GET",
    "/v2/projects",
    "The account's projects, newest first, a page at a time.",
    query=(Field("pagekey", "from the page before"), Field("folderId", "of a folder of the web app")),
    answer="Project[]",
    verb="projects.list",
)
PROJECT = Route(
    "project",
    "GET",
    "/v2/projects/{project_id}",
    "A project with its scenes.",
    answer="Project",
    verb="projects.get",
)
UPDATE_PROJECT = Route(
    "update_project",
    "PUT",
    "/v2/projects/{project_id}",
    "Replace a project: the body is the whole of it, and what it leaves away is lost.",
    request="Project",
    answer="Receipt",
    verb="projects.update",
)
DELETE_PROJECT = Route(
    "delete_project",
    "DELETE",
    "/v2/projects/{project_id}",
    "Delete a project.",
    answer="Receipt",
    verb="projects.delete",
)
RENDER_PROJECT = Route(
    "render_project",
    "POST",
    "/v2/projects/{project_id}/render",
    "Render a project as it is kept.",
    body=(Field("webhook", "an address to call at the end"),),
    answer="Job",
    verb="projects.render",
    paid=True,
)
