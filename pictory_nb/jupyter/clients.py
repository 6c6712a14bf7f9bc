"""One client for each account, kept from one command to the next."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING

from pictory_nb.secret import Secret

if TYPE_CHECKING:
    from pictory_nb.client import Pictory

__all__ = ["account", "client_of", "forget"]


def client_of(profile: str | None = None) -> Pictory:
    """The client for the account that the environment names now; a new one when that changes."""
    return _client_for(profile, account(profile))


def account(profile: str | None = None) -> tuple[Secret, ...]:
    """What makes that account this one: the same for two only where the same client serves both."""
    ours = sorted(f"{name}={value}" for name, value in os.environ.items() if name.startswith("PICTORY_"))
    return tuple(map(Secret, [f"profile={profile!r}", *ours]))


def forget() -> None:
    """Make each client anew."""
    _client_for.cache_clear()


@lru_cache(maxsize=4)
def _client_for(profile: str | None, account: tuple[Secret, ...]) -> Pictory:
    from pictory_nb.client import Pictory

    return Pictory(profile=profile)
