"""Connections of the account to other services: buckets at AWS, and Vimeo (contract §2.51–§2.60).

bucket = p.connections.aws.add("Footage", account_id="123456789012", region="us-east-2")
p.connections.vimeo                                     # all of them, as a table
p.connections.aws.update(bucket, enabled=False)
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from pictory_nb.collection import Collection
from pictory_nb.desk import Desk
from pictory_nb.library import Connection
from pictory_nb.listing import Listing
from pictory_nb.wire import routes
from pictory_nb.wire.arguments import dump_arguments
from pictory_nb.wire.routes import Route

__all__ = ["AwsConnections", "Connections", "VimeoConnections"]


class Connections:
    """Both kinds. What is secret of them travels once, when it is given, and is shown nowhere."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __repr__(self) -> str:
        return f"AWS: {self.aws!r}\nVimeo: {self.vimeo!r}"

    def _repr_html_(self) -> str:
        return f"<h4>AWS</h4>{self.aws._repr_html_()}<h4>Vimeo</h4>{self.vimeo._repr_html_()}"

    @cached_property
    def aws(self) -> AwsConnections:
        """Buckets that media are read from: ``Storyboard(aws_connection_id=…)``."""
        return AwsConnections(self._desk)

    @cached_property
    def vimeo(self) -> VimeoConnections:
        """Accounts that films are sent to: ``Storyboard(vimeo_connection_id=…, destinations=…)``."""
        return VimeoConnections(self._desk)


class _Kind(Collection[Connection]):
    _noun = "connections"
    _list: Route
    _one: Route
    _put: Route
    _gone: Route

    def list(self) -> Listing[Connection]:
        """All of them, in the order in which they were made."""
        return self._paged(self._list, Connection)

    def get(self, wanted: str | Connection) -> Connection:
        """The connection of that id. Raises ``ServiceError`` where there is none."""
        return Connection.from_wire(self._ask(self._one, connection_id=_id(wanted)))

    def update(self, connection: Connection, **changes: Any) -> Connection:
        """Change ``name``, ``description``, ``enabled`` … of the connection as it was read.

        Raises ``ServiceError`` (409) where somebody else has changed it since.
        """
        told = {_camel(name): value for name, value in changes.items()} | {"version": connection.version}
        body = dump_arguments(self._put.body, _only(self._put, told))
        return Connection.from_wire(self._ask(self._put, body, connection_id=connection.id))

    def delete(self, connection: str | Connection) -> None:
        """Delete it."""
        self._ask(self._gone, connection_id=_id(connection))


class AwsConnections(_Kind):
    """Connections to AWS. The account there needs a role that lets Pictory read (contract §2.51)."""

    _list, _one = routes.AWS_CONNECTIONS, routes.AWS_CONNECTION
    _put, _gone = routes.UPDATE_AWS_CONNECTION, routes.DELETE_AWS_CONNECTION

    def add(
        self, name: str, *, account_id: str, region: str, description: str = "", enabled: bool = True
    ) -> Connection:
        """Connect an account at AWS: its 12 digits, and its region, such as us-east-2."""
        told = {"name": name, "awsAccountId": account_id, "awsRegion": region, "enabled": enabled}
        return _added(self._desk, routes.ADD_AWS_CONNECTION, {**told, "description": description or None})


class VimeoConnections(_Kind):
    """Connections to Vimeo."""

    _list, _one = routes.VIMEO_CONNECTIONS, routes.VIMEO_CONNECTION
    _put, _gone = routes.UPDATE_VIMEO_CONNECTION, routes.DELETE_VIMEO_CONNECTION

    def add(
        self,
        name: str,
        *,
        client_identifier: str,
        client_secret: str,
        access_token: str,
        description: str = "",
        enabled: bool = True,
    ) -> Connection:
        """Connect an account at Vimeo by an app of its own there."""
        told = {
            "name": name,
            "clientIdentifier": client_identifier,
            "clientSecret": client_secret,
            "accessToken": access_token,
            "description": description or None,
            "enabled": enabled,
        }
        return _added(self._desk, routes.ADD_VIMEO_CONNECTION, told)


def _added(desk: Desk, route: Route, told: dict[str, Any]) -> Connection:
    return Connection.from_wire(desk.transport.submit(route, dump_arguments(route.body, told)).body)


def _only(route: Route, told: dict[str, Any]) -> dict[str, Any]:
    """``told``, where the row has a place for all of it. Raises ``BadArguments`` for the rest."""
    from pictory_nb.errors import BadArguments, Problem
    from pictory_nb.terms import close_to

    known = [field.name for field in route.body]
    strange = [name for name in told if name not in known]
    if strange:
        raise BadArguments(
            [
                Problem(name, f"a connection has no {name}", f"it has {close_to(name, known) or ', '.join(known)}")
                for name in strange
            ]
        )
    return told


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _id(connection: str | Connection) -> str:
    return connection.id if isinstance(connection, Connection) else connection
