"""A catalogue as a value: fetched a page at a time as it is read, and good to look at in a notebook and a terminal."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

from pictory_nb import table
from pictory_nb.library import Entry

__all__ = ["Listing"]

T = TypeVar("T")
Turn = Callable[[str], "tuple[Sequence[T], str]"]

SHOWN = 25
"""Rows that are shown at once."""


class Listing(Generic[T]):
    """The things of a catalogue, in its order. Loop over it, or take ``listing[0]`` and ``listing[:5]``.

    The first page is there already; the others are fetched when they are come to. So ``len()`` is known only once
    all are (``list(listing)`` fetches them), and looking at a listing fetches nothing but small pictures to show.
    """

    def __init__(self, noun: str, turn: Turn[T], *, fetch: Callable[[str], bytes] | None = None) -> None:
        """``noun`` is the word for many of them; ``turn(key)`` gives a page and the key of the next, or no key.

        Its first key is empty. ``fetch(url)`` gets a picture, where a page in a browser could not reach it.
        """
        self._noun, self._turn, self._fetch = noun, turn, fetch
        self._items: list[T] = []
        self._key, self._whole = "", False
        self._go_on()

    def __iter__(self) -> Iterator[T]:
        for place in itertools.count():
            if not self._reach(place):
                return
            yield self._items[place]

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> list[T]: ...
    def __getitem__(self, place: int | slice) -> T | list[T]:
        bounds = (place.start, place.stop) if isinstance(place, slice) else (place,)
        from_the_end = any(bound is not None and bound < 0 for bound in bounds)
        last = None if from_the_end else bounds[-1]
        self._reach(last)
        return self._items[place]

    def __len__(self) -> int:
        if not self._whole:
            raise TypeError(f"not all {self._noun} are fetched yet: list(…) fetches them, and can be counted")
        return len(self._items)

    def __bool__(self) -> bool:
        return self._reach(0)

    def __repr__(self) -> str:
        if not self._items:
            return f"no {self._noun}"
        return f"{self._heading}\n{table.plain(self._columns, self._items[:SHOWN])}"

    def _repr_html_(self) -> str:
        if not self._items:
            return f"<p>no {table.escape(self._noun)}</p>"
        return table.html(self._heading, self._columns, self._items[:SHOWN], self._fetch)

    @property
    def _heading(self) -> str:
        here = len(self._items)
        noun = re.sub("(ie)?s$", lambda end: "y" if end[1] else "", self._noun) if here == 1 else self._noun
        count = f"{here:,} {noun}" if self._whole else f"{here:,} {noun} so far"
        return count if here <= SHOWN else f"{count}, {SHOWN} of them shown"

    @property
    def _columns(self) -> tuple[str, ...]:
        """What the rows tell: a column that is empty throughout is left out."""
        first = self._items[0]
        if not isinstance(first, Entry):
            return ("",)
        names = type(first).COLUMNS
        return tuple(name for name in names if any(table.text(item, name) for item in self._items[:SHOWN]))

    def _reach(self, place: int | None) -> bool:
        """Fetch until ``place`` is there, or to the end for None. Whether it is there."""
        while not self._whole and (place is None or len(self._items) <= place):
            self._go_on()
        return place is None or len(self._items) > place

    def _go_on(self) -> None:
        """Fetch one page. Where that fails nothing is lost: the same page is asked for the next time."""
        items, key = self._turn(self._key)
        self._items += items
        self._whole = not key or key == self._key
        self._key = key
