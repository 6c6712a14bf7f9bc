"""What an operation may be told, as JSON Schema: a form is made of it, and what is written there is checked by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any

from pictory_nb.errors import BadArguments, BadInput, Problem
from pictory_nb.terms import close_to
from pictory_nb.wire import routes
from pictory_nb.wire.arguments import dump_arguments
from pictory_nb.wire.routes import Field, Route

__all__ = ["checked", "named", "schema_of"]

_MODELS = {
    "Storyboard": "pictory_nb.storyboard",
    "StoryboardV1": "pictory_nb.storyboard_v1",
    "RenderParams": "pictory_nb.render_params.v2",
    "RenderParamsV1": "pictory_nb.render_params.v1",
    "ElementChange": "pictory_nb.render_params.v2",
}
"""Where the words stand that rows name as their ``request``. The shapes of others are the service's own affair."""
_STRICT = {"Storyboard"}
"""The words that refuse what they do not know: the others are told as the service told them."""
_KINDS: dict[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "boolean": {"type": "boolean"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "object": {"type": "object"},
    "strings": {"type": "array", "items": {"type": "string"}},
    "objects": {"type": "array", "items": {"type": "object"}},
}
_EXAMPLES: dict[str, Any] = {
    "Storyboard": {"videoName": "rain", "scenes": [{"story": "The sun warms the sea, and water rises."}]},
    "StoryboardV1": {"videoName": "rain", "scenes": [{"text": "The sun warms the sea, and water rises."}]},
    "ElementChange": {"id": ""},
}


def named(operation: str) -> Route:
    """The row of that name, such as ``search_media``. Raises ``BadArguments``."""
    for route in routes.ROUTES:
        if route.name == operation:
            return route
    close = close_to(operation, [route.name for route in routes.ROUTES])
    mend = f"did you mean {close!r}?" if close else "%pictory explore shows them all"
    raise BadArguments([Problem("operation", f"there is no operation {operation!r}", mend)])


def schema_of(route: Route) -> dict[str, Any]:
    """``path``, ``query`` and ``body``, each a schema where there is something to be told; ``body`` with an example."""
    places = tuple(Field(name, "stands in the path", required=True) for name in route.places)
    parts = {"path": _members(places), "query": _members(route.query), "body": _body(route)}
    return {name: schema for name, schema in parts.items() if schema}


def _members(fields: Sequence[Field]) -> dict[str, Any]:
    if not fields:
        return {}
    return {
        "type": "object",
        "properties": {field.name: _member(field) for field in fields},
        "required": [field.name for field in fields if field.required],
    }


def _member(field: Field) -> dict[str, Any]:
    schema: dict[str, Any] = {**_KINDS[field.kind], "description": field.doc}
    inner = schema["items"] = dict(schema["items"]) if field.kind == "strings" else schema
    bounds = {"minimum": field.least, "maximum": field.most, "maxLength": field.longest}
    inner |= {name: value for name, value in bounds.items() if value is not None}
    if field.choices:
        inner["enum"] = list(field.choices)
    if inner is schema:
        schema.pop("items", None)
    return schema


def _body(route: Route) -> dict[str, Any]:
    if route.request in ("", "bytes"):
        wanted = (*route.body, *_FILE) if route.request == "bytes" or route is routes.UPLOAD else route.body
        return _members(wanted)
    name = route.request.removesuffix("[]")
    schema = _model_schema(name) if name in _MODELS else {"type": "object"}
    example = _EXAMPLES.get(name)
    if route.request.endswith("[]"):
        defs = schema.pop("$defs", {})
        schema = {"type": "array", "items": schema, "$defs": defs}
        example = [example] if example else None
    return schema | ({"example": example} if example else {})


_FILE = (Field("file", "the path of a file on this computer", required=True),)


def _model_schema(name: str) -> dict[str, Any]:
    return _plain(_model(name).model_json_schema(by_alias=True))


@cache
def _model(name: str) -> Any:
    return getattr(import_module(_MODELS[name]), name)


def _plain(schema: Any) -> Any:
    """Without titles, and without the "or null" of what may be left out."""
    if isinstance(schema, list):
        return [_plain(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {
        name: {key: _plain(value) for key, value in inner.items()} if name in ("properties", "$defs") else _plain(inner)
        for name, inner in schema.items()
        if name not in ("title", "default", "discriminator")
    }
    choices = [choice for choice in kept.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        kept = {**{name: inner for name, inner in kept.items() if name != "anyOf"}, **choices[0]}
    elif choices:
        kept["anyOf"] = choices
    return kept


def checked(route: Route, path: Mapping[str, Any], query: Mapping[str, Any], body: Any) -> tuple[dict[str, Any], Any]:
    """The query and the body as they are to be sent. Raises ``BadArguments`` for all that is wrong, in wire names."""
    problems: list[Problem] = []
    for name in route.places:
        if not str(path.get(name) or "").strip():
            problems.append(Problem(name, f"{name} is missing", "it stands in the path"))
    sound = _part(problems, lambda: dump_arguments(route.query, query))
    told = _part(problems, lambda: _checked_body(route, body))
    known = {*route.places, *(field.name for field in route.query)}
    problems += [_strange(name, known) for name in {**path, **query} if name not in known]
    if problems:
        raise BadArguments(problems)
    return sound, told


def _strange(name: str, known: Iterable[str]) -> Problem:
    close = close_to(name, known)
    return Problem(name, f"there is no field {name!r}", f"did you mean {close!r}?" if close else "leave it out")


def _part(problems: list[Problem], check: Any) -> Any:
    try:
        return check()
    except BadInput as error:
        problems += error.problems
        return None


def _checked_body(route: Route, body: Any) -> Any:
    fields = route.request in ("", "bytes")
    if fields and not isinstance(body, (Mapping, type(None))):
        raise BadArguments([Problem("body", "the body is not a JSON object")])
    if route.request == "bytes" or route is routes.UPLOAD:
        return dump_arguments((*route.body, *_FILE), body or {})
    if not route.request:
        if not route.body:
            return None
        given = dict(body or {})
        known = [field.name for field in route.body]
        strangers = [_strange(name, known) for name in given if name not in known]
        try:
            sound = dump_arguments(route.body, given)
        except BadArguments as error:
            raise BadArguments([*error.problems, *strangers]) from None
        if strangers:
            raise BadArguments(strangers)
        return sound
    name = route.request.removesuffix("[]")
    if name not in _MODELS:
        if not isinstance(body, Mapping):
            raise BadArguments([Problem("body", "the body is not a JSON object")])
        return body
    if not route.request.endswith("[]"):
        return _worded(name, body, "")
    if not isinstance(body, (list, tuple)):
        raise BadArguments([Problem("body", "the body is not a list")])
    problems = []
    for number, item in enumerate(body):
        _part(problems, lambda item=item, number=number: _worded(name, item, f"[{number}]"))
    if problems:
        raise BadArguments(problems)
    return body


def _worded(name: str, body: Any, place: str) -> Any:
    """The body, as it was told: what is checked is not changed on the way."""
    if not isinstance(body, Mapping):
        raise BadArguments([Problem(place or "body", "this is not a JSON object")])
    try:
        _model(name).from_wire(body, drop_unknown=name not in _STRICT)
    except BadInput as error:
        raise BadArguments(
            [Problem(_on_the_wire(place, each.path, name), each.reason, each.mend) for each in error.problems]
        ) from None
    return dict(body)


def _on_the_wire(place: str, path: str, whole: str) -> str:
    from pictory_nb.wire.storyboards import wire_path

    inner = "" if path == whole else wire_path(path)
    return ".".join(filter(None, [place, inner])) or "body"
