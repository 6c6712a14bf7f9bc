"""A preview: a storyboard that was timed and can be looked at, changed, and rendered (contract §2.7–§2.11, §5.3).

preview = p.preview(storyboard)
preview.change("SceneText_2", text="Clouds gather.")
job = preview.render()
"""

from __future__ import annotations

import base64
import copy
from collections.abc import Callable, Mapping
from html import escape
from typing import Any, Protocol

from pictory_nb import download
from pictory_nb.budget import Budget
from pictory_nb.desk import Desk
from pictory_nb.errors import BadArguments, BadStoryboard, DownloadFailed, Problem
from pictory_nb.job import Job
from pictory_nb.ledger import Entry
from pictory_nb.state import Completed, State
from pictory_nb.storyboard import Storyboard
from pictory_nb.storyboard.media import placed as with_media
from pictory_nb.terms import close_to
from pictory_nb.told import linkable, told
from pictory_nb.wire import routes
from pictory_nb.wire.routes import Route

__all__ = ["PREVIEWS", "Preview"]

PREVIEWS = {
    routes.PREVIEW_STORYBOARD.name,
    routes.PREVIEW_STORYBOARD_V1.name,
    routes.PREVIEW_TEMPLATE.name,
}
"""What is ordered where a preview comes of it."""
LARGEST_SHEET = 300_000
"""Bytes that the pictures of a preview may add to a notebook."""
_NAMES = ("id", "elementType", "type", "startTime", "duration")
"""The members that say which element is meant (contract §2.11)."""


class Seller(Protocol):
    """Takes the order of a render; ``Orders`` is one."""

    def place(self, route: Route, order: Mapping[str, Any], body_of: Callable[[], Any], **how: Any) -> Job:
        """Submit an order once."""

    def place_params(self, params: Mapping[str, Any], storyboard: Storyboard | None, **how: Any) -> Job:
        """Submit render params once."""

    def check(self, storyboard: Storyboard | None, budget: Budget) -> None:
        """Whether it may be paid for."""


class Preview(Job):
    """A job whose result is not a film but what a film will be; in the sandbox there is a small film of it too.

    As the last line of a cell it shows its scenes.
    """

    def __init__(
        self,
        desk: Desk,
        job_id: str,
        orders: Seller,
        *,
        entry: Entry | None = None,
        state: State | None = None,
        first_look: float | None = None,
    ) -> None:
        self._orders, self._changed = orders, False
        super().__init__(desk, job_id, entry=entry, state=state, first_look=first_look)

    def __repr__(self) -> str:
        return f"<Preview {self.id} {self.state} in the {self.place}>"

    def _repr_html_(self) -> str:
        if not isinstance(self.state, Completed):
            return f"<p>{escape(repr(self))}: <code>.wait()</code> waits for it</p>"
        link = linkable(self.url) if self.place == "cloud" else ""
        parts = [
            f"<div><strong>{escape(self.name or 'A preview')}</strong> · preview {escape(self.id)}</div>",
            self._sheet_html(),
            "<div>It was changed since this was drawn; what is rendered has the changes.</div>" * self._changed,
            f'<div><a href="{escape(link)}" target="_blank" rel="noopener">look at it</a></div>' if link else "",
            *(f"<div>{escape(note)}</div>" for note in self.state.notes),
        ]
        return "\n".join(filter(None, parts))

    @property
    def url(self) -> str:
        """The page that shows it. Waits and raises like ``wait``."""
        return self.result().preview_url

    @property
    def sheet(self) -> bytes:
        """A picture of all scenes as JPEG, which the sandbox draws; empty where there is none."""
        url = self.result().data.get("sandboxSheet")
        return download.fetch_small(self._desk.transport.session, url) if isinstance(url, str) else b""

    @property
    def has_film(self) -> bool:
        """Whether there is a small film of it. Waits and raises like ``wait``."""
        return isinstance(self.result().data.get("sandboxFilm"), str)

    @property
    def params(self) -> dict[str, Any]:
        """The render params: a copy, to be edited and given to ``render``. Waits and raises like ``wait``."""
        params = self.result().data.get("renderParams")
        return copy.deepcopy(dict(params)) if isinstance(params, Mapping) else {}

    @property
    def expanded(self) -> Storyboard | None:
        """The storyboard as the service expanded it; None where it tells none that can be read, or that would read
        files of this computer: an account knows of none."""
        body = self.result().data.get("storyboard")
        try:
            board = Storyboard.from_wire(body, drop_unknown=True) if isinstance(body, Mapping) else None
        except BadStoryboard:
            return None
        return board if board and (self.place == "sandbox" or _stays_away(board)) else None

    @property
    def elements(self) -> dict[str, dict[str, Any]]:
        """The elements of today's params by their ids, as copies: what ``change`` can change."""
        listed = self.params.get("elements")
        listed = [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
        return {str(one.get("id")): dict(one) for one in listed}

    def change(self, element_id: str, **members: Any) -> Preview:
        """Change an element for the render to come, such as ``change("SceneText_2", text="…")``.

        ``members`` are those of the element in ``elements``; ``keyword_color`` may be written for ``keywordColor``.
        Raises ``BadArguments`` for an element that there is not, ``ServiceError`` where the service refuses.
        """
        known = self.elements
        if element_id not in known:
            raise BadArguments([_no_element(element_id, known)])
        members = {_camel(name): value for name, value in members.items()}
        change = {name: known[element_id].get(name) for name in _NAMES} | members
        self._desk.transport.ask(routes.CHANGE_ELEMENTS, body=[change], job_id=self.id)
        self._watch, self._changed = self._new_watch(self._desk.state_of(self.id)), True
        return self

    def render(
        self,
        params: Mapping[str, Any] | None = None,
        *,
        new: bool = False,
        max_credits: float | None = None,
        budget: Budget | None = None,
    ) -> Job:
        """Render it: as it is now, or with ``params`` that were edited. Returns at once.

        What was rendered before is not paid for twice; see ``Pictory.render`` for this and for what is raised.
        """
        if params is not None:
            return self._orders.place_params(
                params, self.expanded, name=self.name, new=new, budget=budget or Budget(max_credits)
            )
        self._watch = self._new_watch(self._desk.state_of(self.wait().id))  # somebody may have changed it since
        params = self.params
        return self._orders.place(
            routes.RENDER_PREVIEW_V1 if "scenes" in params else routes.RENDER_PREVIEW,
            {"preview": self.id, "params": params},
            dict,
            name=self.name,
            new=new,
            allow=lambda: self._orders.check(self.expanded, budget or Budget(max_credits)),
            parameters={"job_id": self.id},
        )

    def _link(self) -> str:
        """The small film of the sandbox; the service shows a page and no more."""
        if self.has_film:
            return self.result().data["sandboxFilm"]
        raise DownloadFailed(f"preview {self.id} is a page and no film", mend="open preview.url, or render it")

    def _sheet_html(self) -> str:
        sheet = self.sheet
        if not sheet.startswith(b"\xff\xd8") or len(sheet) > LARGEST_SHEET:
            return ""
        source = base64.b64encode(sheet).decode()
        style = "max-width: 100%; border-radius: 8px; margin: 4px 0"
        return f'<img src="data:image/jpeg;base64,{source}" alt="the scenes" style="{style}">'


def _stays_away(board: Storyboard) -> bool:
    """Whether all media of a storyboard are in the web."""
    urls: list[str] = []
    with_media(board, lambda url, _: urls.append(url) or url)
    return all(map(linkable, urls))


def _no_element(element_id: str, known: Mapping[str, Any]) -> Problem:
    close = close_to(element_id, list(known))
    mend = f"did you mean {close!r}?" if close else f"there are {', '.join(map(told, known)) or 'none'}"
    return Problem("id", f"the preview has no element {element_id!r}", mend)


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
