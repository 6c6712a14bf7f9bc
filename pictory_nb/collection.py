"""A noun of the account: looped over it is a list, fetched when it is first looked at; its verbs belong to its kind."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any, Generic, NoReturn, TypeVar

from pictory_nb.desk import Desk
from pictory_nb.download import fetch_small
from pictory_nb.errors import BadArguments, Problem
from pictory_nb.library import Entry
from pictory_nb.listing import Listing
from pictory_nb.terms import close_to
from pictory_nb.wire.catalogue import load_entries, load_next
from pictory_nb.wire.routes import Route

__all__ = ["Collection"]

E = TypeVar("E", bound=Entry)


class Collection(ABC, Generic[E]):
    """Things of one kind. ``collection["…"]`` is the one of that id or name, ``collection[0]`` the first of all."""

    _noun: str
    """The word for many of them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @abstractmethod
    def list(self) -> Listing[E]:
        """All of them, as they are now."""

    @abstractmethod
    def get(self, wanted: str | E) -> E:
        """The one of that id, with all that is told of it. Raises ``ServiceError``."""

    def __iter__(self) -> Iterator[E]:
        return iter(self.list())

    def __getitem__(self, wanted: int | str) -> E:
        if isinstance(wanted, int):
            return self.list()[wanted]
        known = list(self.list())
        found = next((one for one in known if wanted in (_id(one), one.name)), None)
        if found is None:
            close = close_to(wanted, [one.name for one in known])
            mend = f"did you mean {close!r}?" if close else f"list(…) shows the {self._noun} that there are"
            raise BadArguments([Problem("name", f"there is none of the {self._noun} called {wanted!r}", mend)])
        return self.get(found)

    def __repr__(self) -> str:
        return repr(self.list())

    def _repr_html_(self) -> str:
        return self.list()._repr_html_()

    def __reduce__(self) -> NoReturn:
        self._desk.__reduce__()

    def _paged(self, route: Route, kind: type[E], *, key: str = "nextPageKey") -> Listing[E]:
        """The list that ``route`` tells, page by page; ``key`` is how its query calls the next page."""

        def turn(page: str) -> tuple[list[E], str]:
            answer = self._desk.transport.ask(route, query={key: page} if page else None)
            return load_entries(kind, answer.body), load_next(answer.body)

        session = self._desk.transport.session
        # What lives within this process has addresses that no browser can follow.
        return Listing(self._noun, turn, fetch=(lambda url: fetch_small(session, url)) if self._desk.local else None)

    def _ask(self, route: Route, body: Any = None, **places: str) -> Any:
        return self._desk.transport.ask(route, body=body, **places).body


def _id(entry: Any) -> str:
    return str(entry.id)
