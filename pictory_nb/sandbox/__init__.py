"""The sandbox: a stand-in for the service that really renders, on this computer, without an account.

    service, answers ── what it answers premises ── what it keeps, on disk
    director ── from storyboard to film speech, library, workers ── what the film is made of
    mount, server ── inside this process, or on a port

It is honest: its films carry a mark, its answers say that they are a stand-in's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from requests.adapters import BaseAdapter

    from pictory_nb.sandbox.premises import Premises
    from pictory_nb.sandbox.service import Guard, Service

__all__ = ["Sandbox", "build", "open_sandbox"]


@dataclass(frozen=True)
class Sandbox:
    """Where a client finds the sandbox: mount ``adapter`` on ``base_url``."""

    base_url: str
    adapter: BaseAdapter


@cache
def open_sandbox() -> Sandbox:
    """The sandbox of this process, opened once. Raises ``ModuleNotFoundError`` where its packages are missing."""
    from pictory_nb.sandbox.mount import WsgiAdapter
    from pictory_nb.sandbox.service import BASE_PATH, Guard

    service = build(Guard(door_open=True), files_allowed=True)
    return Sandbox(f"http://sandbox.localhost{BASE_PATH}", WsgiAdapter(service))


def build(guard: Guard, premises: Premises | None = None, *, files_allowed: bool = False) -> Service:
    """The service with its premises and its director. Only callers in this process may name files of this computer."""
    from pictory_nb.sandbox.director import Director
    from pictory_nb.sandbox.places import data_folder
    from pictory_nb.sandbox.premises import Premises
    from pictory_nb.sandbox.service import Service

    premises = premises or Premises(data_folder())
    return Service(premises, Director(premises.jobs), guard, files_allowed=files_allowed)
