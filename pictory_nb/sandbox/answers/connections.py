"""Connections to AWS and to Vimeo: kept, listed with a capital I (E8), changed by who has seen the last version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from werkzeug.wrappers import Response

from pictory_nb.sandbox.answers.call import Call, Handler, as_json, opened, sealed
from pictory_nb.sandbox.connections import Connections, Outdated
from pictory_nb.wire import problems, routes

__all__ = ["HANDLERS"]

PAGE = 20
Of = Callable[[Call], Connections]


def _aws(call: Call) -> Connections:
    return call.premises.aws_connections


def _vimeo(call: Call) -> Connections:
    return call.premises.vimeo_connections


def _add(of: Of) -> Handler:
    return lambda call: of(call).add(call.body)


def _every(call: Call) -> Any:
    return {"Items": _aws(call).all()}


def _every_vimeo(call: Call) -> Any:
    begin = opened(call.query.get("nextPageKey", ""))
    known = _vimeo(call).all()
    more = {"nextPageKey": sealed(begin + PAGE)} if begin + PAGE < len(known) else {}
    return {"Items": known[begin : begin + PAGE], **more}


def _one(of: Of) -> Handler:
    return lambda call: of(call).find(call.places["connection_id"]) or _none(call)


def _update(of: Of) -> Handler:
    def update(call: Call) -> Any:
        connection = of(call).find(call.places["connection_id"])
        if connection is None:
            return _none(call)
        try:
            return of(call).update(connection, call.body)
        except Outdated:
            said = f"The connection has version {connection['version']}, not {call.body['version']}."
            return as_json(problems.dump_problem("CONFLICT", said), 409)

    return update


def _delete(call: Call) -> Any:
    return Response(status=204) if _aws(call).remove(call.places["connection_id"]) else _none(call)


def _delete_vimeo(call: Call) -> Any:
    """204 even where there is none (§2.56)."""
    _vimeo(call).remove(call.places["connection_id"])
    return Response(status=204)


def _none(call: Call) -> Response:
    said = f"There is no connection {call.places['connection_id']}."
    return as_json(problems.dump_problem("NOT_FOUND", said), 404)


HANDLERS: dict[str, Handler] = {
    routes.ADD_AWS_CONNECTION.name: _add(_aws),
    routes.AWS_CONNECTIONS.name: _every,
    routes.AWS_CONNECTION.name: _one(_aws),
    routes.UPDATE_AWS_CONNECTION.name: _update(_aws),
    routes.DELETE_AWS_CONNECTION.name: _delete,
    routes.ADD_VIMEO_CONNECTION.name: _add(_vimeo),
    routes.VIMEO_CONNECTIONS.name: _every_vimeo,
    routes.VIMEO_CONNECTION.name: _one(_vimeo),
    routes.UPDATE_VIMEO_CONNECTION.name: _update(_vimeo),
    routes.DELETE_VIMEO_CONNECTION.name: _delete_vimeo,
}
