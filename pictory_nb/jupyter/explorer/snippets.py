"""One call of the API as code: Python, a magic, curl. A credential is named in them, and never told."""

from __future__ import annotations

import inspect
import json
import pprint
import shlex
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from pydantic.alias_generators import to_snake

from pictory_nb.client import Pictory
from pictory_nb.wire import routes
from pictory_nb.wire.routes import Field, Route

__all__ = ["snippets"]

_WIDTH = 88


def snippets(route: Route, path: Mapping[str, Any], query: Mapping[str, Any], body: Any) -> dict[str, str]:
    """``python``, ``magic`` and ``curl``: each a cell that does what this call does."""
    return {
        "python": _python(route, path, query, body),
        "magic": _magic(route, path, query, body),
        "curl": _curl(route, path, query, body),
    }


def _python(route: Route, path: Mapping[str, Any], query: Mapping[str, Any], body: Any) -> str:
    told = {**query, **(body if isinstance(body, Mapping) else {})}
    if route.request == "Storyboard" and route.verb == "render":
        return f"from pictory_nb import Pictory\n\nstoryboard = {_literal(body)}\njob = Pictory().render(storyboard)"
    if not path and not route.request and _has(route.verb, told):
        given = ", ".join(f"{to_snake(name)}={value!r}" for name, value in told.items())
        return f"from pictory_nb import Pictory\n\nPictory().{route.verb}({given})"
    parts = {"path": dict(path), "query": dict(query), "body": body}
    given = "".join(f",\n    {name}={_literal(part)}" for name, part in parts.items() if part)
    return f'from pictory_nb import Pictory\n\nreply = Pictory().call(\n    "{route.name}"{given},\n)\nreply.body'


def _has(verb: str, told: Mapping[str, Any]) -> bool:
    """Whether the client's verb takes all of this under the same names."""
    method = getattr(Pictory, verb, None) if verb else None
    if not callable(method):
        return False
    known = inspect.signature(method).parameters
    return all(to_snake(name) in known for name in told)


def _literal(value: Any) -> str:
    return pprint.pformat(value, width=_WIDTH, sort_dicts=False).replace("\n", "\n    ")


def _magic(route: Route, path: Mapping[str, Any], query: Mapping[str, Any], body: Any) -> str:
    words = ["%pictory call", route.name, *_pairs(path), *_pairs(query)]
    lists = {field.name for field in route.body if field.kind in ("object", "objects")}
    if isinstance(body, Mapping) and not route.request and not lists & set(body):
        words += _pairs(body)
    elif body:
        words += ["--body", shlex.quote(json.dumps(body, ensure_ascii=False))]
    return " ".join(words)


def _pairs(told: Mapping[str, Any]) -> list[str]:
    """``name=value`` for each thing, as the magic reads it back: what is no text, or looks like JSON, as JSON."""
    words = []
    for name, value in told.items():
        for each in value if isinstance(value, list) else [value]:
            words.append(shlex.quote(f"{name}={each if _is_plain(each) else json.dumps(each)}"))
    return words


def _is_plain(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        json.loads(value)
    except ValueError:
        return True
    return False


def _curl(route: Route, path: Mapping[str, Any], query: Mapping[str, Any], body: Any) -> str:
    if route is routes.UPLOAD:
        return _curl_of_upload(body)
    address = '"${PICTORY_API_BASE_URL:-https://api.pictory.ai/pictoryapis}"'
    address += shlex.quote(route.build(**path) + (f"?{urlencode(query, doseq=True)}" if query else ""))
    lines = [f"curl --request {route.method} {address}"]
    if not route.open:
        lines.append('--header "Authorization: $PICTORY_API_KEY"')
    if route.request == "bytes":
        lines.append(f"--data-binary {shlex.quote('@' + str((body or {}).get('file', '')))}")
    elif body is not None:
        lines.append("--header 'Content-Type: application/json'")
        lines.append(f"--data {_for_curl(route, body)}")
    return "%%bash\n" + " \\\n  ".join(lines)


def _for_curl(route: Route, body: Any) -> str:
    """A secret in a body is one of the environment, where the shell finds it: what is shown is shown to others."""
    hidden = {field.name: f"${field.name.upper()}" for field in route.body if is_secret(field)}
    shown = {name: hidden.get(name, value) for name, value in body.items()} if isinstance(body, Mapping) else body
    quoted = shlex.quote(json.dumps(shown, ensure_ascii=False, indent=2))
    for variable in hidden.values():
        quoted = quoted.replace(f'"{variable}"', f'"\'"{variable}"\'"')
    return quoted


def is_secret(field: Field) -> bool:
    """Whether its value lets whoever reads it in: it is not shown while it is typed, and stands in no code."""
    return field.name.lower().endswith(("secret", "secretkey", "accesskey", "token", "clientsecret"))


def _curl_of_upload(body: Any) -> str:
    file = shlex.quote(str((body or {}).get("file", "")))
    kind = f'"Content-Type: $(file --brief --mime-type {file})"'
    return f'%%bash\ncurl --upload-file {file} \\\n  --header {kind} \\\n  "$SIGNED_URL"'
