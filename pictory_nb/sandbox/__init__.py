"""The sandbox: a stand-in for the service that really renders, on this computer, without an account.

    service, answers ── what it answers premises ── what it keeps, on disk
    director ── sees orders through     studio, floor, workers ── the processes that make films
    filming, production ── a film       speech, library ── what it is made of
    mount, server ── inside this process, or on a port

It is honest: its films carry a mark, its answers say that they are a stand-in's.
"""

from __future__ import annotations

from functools import cache, cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from requests.adapters import BaseAdapter

    from pictory_nb.sandbox.cache import Cache
    from pictory_nb.sandbox.lookbook import Lookbook
    from pictory_nb.sandbox.premises import Premises
    from pictory_nb.sandbox.service import Guard, Service

__all__ = ["Sandbox", "build", "open_sandbox", "render_on"]

_NEEDS = ("av", "cv2", "numpy", "PIL", "resvg_py", "werkzeug")
"""Modules without which nothing can be made here. The voice may be missing: then films are silent."""


class Sandbox:
    """Where a client finds the sandbox: mount ``adapter`` on ``base_url``."""

    base_url = "http://sandbox.localhost/pictoryapis"

    @cached_property
    def adapter(self) -> BaseAdapter:
        """The service itself, within this process."""
        from pictory_nb.sandbox.mount import WsgiAdapter
        from pictory_nb.sandbox.service import Guard

        return WsgiAdapter(build(Guard(door_open=True), files_allowed=True))

    @cached_property
    def scratch(self) -> BaseAdapter:
        """The same service, for what is looked at once: its jobs are in no list."""
        from pictory_nb.sandbox.mount import WsgiAdapter
        from pictory_nb.sandbox.service import Guard

        return WsgiAdapter(build(Guard(door_open=True), files_allowed=True, scratch=True))

    @property
    def cache(self) -> Cache:
        """What was made once and is kept for the next time: shown, and cleared."""
        from pictory_nb.sandbox.cache import Cache

        return Cache()

    @cached_property
    def lookbook(self) -> Lookbook:
        """How its films look, for whoever shows one before it is made."""
        from pictory_nb.sandbox.lookbook import Lookbook

        return Lookbook()

    def make_ready(self) -> None:
        """Have the process that makes the films warm up: one is about to be asked for."""
        from pictory_nb.sandbox.studio import studio

        studio()


def render_on(executor: Executor | None) -> None:
    """Have all films of this process made by ``executor``, a Dask cluster's for instance; None is the sandbox's own
    processes again. Its workers need this package, and see the same folders as this process.
    """
    from pictory_nb.sandbox import studio

    studio.render_on(executor)


@cache
def open_sandbox() -> Sandbox:
    """The sandbox of this process, opened once. Raises ``ModuleNotFoundError`` where its packages are missing."""
    _require()
    return Sandbox()


def build(
    guard: Guard,
    premises: Premises | None = None,
    *,
    files_allowed: bool = False,
    public: bool = False,
    scratch: bool = False,
) -> Service:
    """The service with its premises and its director. Only callers in this process may name files of this computer;
    what is ``public`` answers to its address in numbers, too, and the jobs of what is ``scratch`` are in no list.
    """
    _require()
    from pictory_nb.sandbox.director import Director
    from pictory_nb.sandbox.places import data_folder
    from pictory_nb.sandbox.premises import Premises
    from pictory_nb.sandbox.service import Service

    premises = premises or Premises(data_folder())
    director = Director(premises.jobs)
    return Service(premises, director, guard, files_allowed=files_allowed, public=public, scratch=scratch)


def _require() -> None:
    """Raise ``ModuleNotFoundError`` for the first package that is not installed; none is imported."""
    for name in _NEEDS:
        if find_spec(name) is None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
