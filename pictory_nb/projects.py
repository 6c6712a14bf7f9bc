"""Projects: storyboards that are kept in the account (contract §2.27–§2.31).

p.render(storyboard.replace(save_project=True))     # keeps one
project = p.projects["Rain"]
job = p.projects.render(project)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pictory_nb.budget import Budget
from pictory_nb.collection import Collection
from pictory_nb.desk import Desk
from pictory_nb.job import Job
from pictory_nb.library import Project
from pictory_nb.listing import Listing
from pictory_nb.orders import Orders
from pictory_nb.wire import routes

__all__ = ["Projects"]


class Projects(Collection[Project]):
    """The projects of an account."""

    _noun = "projects"

    def __init__(self, desk: Desk, orders: Orders) -> None:
        super().__init__(desk)
        self._orders = orders

    def list(self) -> Listing[Project]:
        """All of them, newest first; pages are fetched as they are come to."""
        return self._paged(routes.PROJECTS, Project, key="pagekey")

    def get(self, wanted: str | Project) -> Project:
        """A project with the whole of it in ``body``."""
        return Project.from_wire(self._ask(routes.PROJECT, project_id=_id(wanted)))

    def update(self, project: str | Project, body: Mapping[str, Any]) -> Project:
        """Replace a project by ``body``: a changed copy of ``project.body``. What it leaves away is lost."""
        self._ask(routes.UPDATE_PROJECT, dict(body), project_id=_id(project))
        return self.get(_id(project))

    def delete(self, project: str | Project) -> None:
        """Delete it. Raises ``ServiceError`` where it is not there, or not yours."""
        self._ask(routes.DELETE_PROJECT, project_id=_id(project))

    def render(
        self,
        project: str | Project,
        *,
        new: bool = False,
        max_credits: float | None = None,
        budget: Budget | None = None,
    ) -> Job:
        """Render it as it is kept; returns at once. See ``Pictory.render`` for what is paid and raised.

        What AI credits it may use on an account is not known beforehand.
        """
        whole = self.get(_id(project))
        return self._orders.place(
            routes.RENDER_PROJECT,
            {"project": {name: member for name, member in whole.body.items() if name not in _OF_RENDERS}},
            dict,
            name=whole.name,
            new=new,
            allow=lambda: self._orders.check(None, budget or Budget(max_credits)),
            parameters={"project_id": _id(project)},
        )


_OF_RENDERS = (
    "step", "thumbnail", "videoURL", "audioURL", "shareVideoURL", "srtFile", "vttFile", "txtFile", "videoDuration",
    "saveDate", "generatedDate",
)  # fmt: skip
"""What a render changes of a project: the same project is the same order after it."""


def _id(project: str | Project) -> str:
    return project.id if isinstance(project, Project) else str(project)
