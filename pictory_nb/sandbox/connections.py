"""Connections to other services: stored, and locked by their version. Nothing here ever speaks to AWS or to Vimeo.

What is secret of a connection is not even kept: nobody here would use it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from pictory_nb.sandbox.drawer import Drawer
from pictory_nb.sandbox.templates import new_id

__all__ = ["Connections", "Outdated"]

SECRETS = ("clientSecret", "accessToken")


class Outdated(Exception):
    """Somebody else changed the connection since it was read."""


class Connections:
    """The connections of one kind: ``AWS`` or ``VIMEO``."""

    def __init__(self, drawer: Drawer, kind: str) -> None:
        self._drawer, self._kind = drawer, kind

    def add(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """Keep a connection; its version is 1."""
        public = {name: member for name, member in told.items() if name not in SECRETS}
        now = _now()
        connection = {
            "connectionId": new_id()[:33],
            "description": "",
            "enabled": True,
            **public,
            "type": self._kind,
            "createdDate": now,
            "updatedDate": now,
            "version": 1,
        }
        self._drawer.put(connection["connectionId"], connection)
        return connection

    def all(self) -> list[dict[str, Any]]:
        """In the order in which they were made."""
        return sorted(self._drawer.all(), key=lambda connection: str(connection.get("connectionId")))

    def find(self, connection_id: str) -> dict[str, Any] | None:
        return self._drawer.find(connection_id)

    def update(self, connection: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
        """Change it. Raises ``Outdated`` where ``told`` speaks of another version than the one that is kept."""
        if told["version"] != connection["version"]:
            raise Outdated
        public = {name: member for name, member in told.items() if name not in SECRETS}
        changed = {**connection, **public, "version": connection["version"] + 1, "updatedDate": _now()}
        self._drawer.put(changed["connectionId"], changed)
        return changed

    def remove(self, connection_id: str) -> bool:
        return self._drawer.remove(connection_id)


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
