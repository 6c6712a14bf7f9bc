"""The door to the sandbox: the one place where the client finds it, through an entry point of the package."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

from pictory_nb import credentials
from pictory_nb.errors import SandboxMissing

__all__ = ["SANDBOX", "SCRATCH", "make_ready", "open_sandbox"]

SANDBOX = "sandbox"
"""The profile that renders on this computer, whatever accounts there are."""
SCRATCH = "scratch"
"""The same for what is looked at once: its jobs are in no list, and its entries in the ledger are an account's own."""


@cache
def open_sandbox() -> Any:
    """The sandbox of this process. Raises ``SandboxMissing`` where its packages are not installed."""
    from importlib.metadata import entry_points

    for point in entry_points(group="pictory_nb.sandbox"):
        try:
            return point.load()()
        except ModuleNotFoundError as error:
            raise SandboxMissing(f"the package {error.name}") from None
    raise SandboxMissing("an installed pictory_nb")


def make_ready(profile: str | None = None) -> None:
    """Have the sandbox warm up, if it is certain already that a film will be made there.

    It then starts while the client is still being imported, which takes as long. Where that is not certain, or where
    something is missing, nothing happens: the client will find out, and say so.
    """
    profile = os.environ.get("PICTORY_PROFILE") if profile is None else profile
    if profile != SANDBOX and (profile or not credentials.surely_none()):
        return
    try:
        open_sandbox().make_ready()
    except SandboxMissing:
        return
