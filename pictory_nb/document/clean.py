"""A notebook made fit to be shared: without keys, signed addresses, job ids, and widgets that nobody can bring back."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pictory_nb.document.file import opened, saved
from pictory_nb.document.found import text_of

__all__ = ["clean"]

WIDGET = "application/vnd.jupyter.widget-view+json"
_KEYS = re.compile(
    r"pictai_[A-Za-z0-9_-]{6,}"  # Pictory's own
    r"|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}"  # a token of OAuth
    r"|(?:AKIA|ASIA)[A-Z0-9]{16}"  # storage of AWS
)
_GIVEN = re.compile(
    r"""((?:api_?key|client_?secret|PICTORY(?:_[A-Z]+)*_(?:API_KEY|CLIENT_SECRET))['"]?\]?\s*[=:]\s*)(["'])[^"'\n]{6,}\2""",
    re.IGNORECASE,
)
_ENV = re.compile(r"(%(?:set_)?env\s+PICTORY_\w*(?:KEY|SECRET)\s*[= ]\s*)\S+")
_SIGNED = re.compile(
    r"(https?://[^\s\"'<>\\?]+)\?[^\s\"'<>\\]*?\b(?:X-Amz-Signature|X-Amz-Credential|Signature|Key-Pair-Id|sig|"
    r"access_token|AWSAccessKeyId)=[^\s\"'<>\\]*",
    re.IGNORECASE,
)
_ID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-z]{4,12}\b")
_COMMAND = re.compile(r"( · )?<code>%pictory status [^<]*</code>")
_REMOVED = "…removed…"


def clean(path: str | Path, *, keep_ids: bool = False, write: bool = True) -> dict[str, int]:
    """Take out of a saved notebook what is nobody else's business; how often each kind of thing was found.

    Keys are taken out of sources, outputs and metadata alike; ids only out of the outputs of this package, and with
    ``keep_ids`` not at all: they are no secret, but the way back to a job. With ``write=False`` the file is left as
    it is. What Jupyter made in it stays as it was. Raises ``BadNotebook``.
    """
    notebook = opened(path)
    found: Counter[str] = Counter()
    _clean_widgets(notebook, found)
    _each_text(notebook.metadata, lambda text: _without_secrets(text, found))
    for cell in notebook.cells:
        cell.source = _without_secrets(cell.source, found)
        _each_text(cell.metadata, lambda text: _without_secrets(text, found))
        for output in cell.get("outputs", ()):
            _each_text(output, lambda text: _without_secrets(text, found))
            if not keep_ids and _is_ours(output):
                _clean_ids(output, found)
    found = +found
    if found and write:
        saved(notebook, path)
    return dict(found)


def _without_secrets(text: str, found: Counter[str]) -> str:
    def out(kind: str, new: str | Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
        def put(match: re.Match[str]) -> str:
            instead = new if isinstance(new, str) else new(match)
            found[kind] += instead != match[0]
            return instead

        return put

    for value in _known_secrets():
        if value in text:
            found["keys"] += text.count(value)
            text = text.replace(value, _REMOVED)
    text = _KEYS.sub(out("keys", _REMOVED), text)
    text = _GIVEN.sub(out("keys", lambda match: f"{match[1]}{match[2]}{_REMOVED}{match[2]}"), text)
    text = _ENV.sub(out("keys", lambda match: f"{match[1]}{_REMOVED}"), text)
    return _SIGNED.sub(out("signed addresses", lambda match: match[1]), text)


def _known_secrets() -> list[str]:
    """The credentials of this very environment, whatever they look like."""
    names = re.compile(r"PICTORY\w*(KEY|SECRET)$")
    return [value for name, value in os.environ.items() if names.match(name) and len(value) >= 6]


def _clean_ids(output: Any, found: Counter[str]) -> None:
    if output.get("metadata", {}).pop("pictory", None):
        found["job ids"] += 1

    def without(text: str) -> str:
        text, commands = _COMMAND.subn("", text)
        text, ids = _ID.subn("…", text)
        found["job ids"] += commands + ids
        return text

    data = output.get("data", {})
    for kind in ("text/html", "text/plain"):
        if kind in data:
            data[kind] = without(text_of(data[kind]))


def _is_ours(output: Any) -> bool:
    html = text_of(output.get("data", {}).get("text/html", ""))
    plain = text_of(output.get("data", {}).get("text/plain", ""))
    return "pictory" in output.get("metadata", {}) or 'class="pictory-' in html or "%pictory status " in plain


def _clean_widgets(notebook: Any, found: Counter[str]) -> None:
    """Metadata without a state makes a notebook invalid elsewhere; a view without its model is an error box."""
    widgets = notebook.metadata.get("widgets")
    if widgets is not None and not all("state" in part for part in widgets.values()):
        del notebook.metadata["widgets"]
        found["broken widget metadata"] += 1
        widgets = None
    states = {model for part in (widgets or {}).values() for model in part.get("state", ())}
    for cell in notebook.cells:
        kept = []
        for output in cell.get("outputs", ()):
            view = output.get("data", {}).get(WIDGET)
            if view is not None and view.get("model_id") not in states:
                found["widgets without a model"] += 1
                del output["data"][WIDGET]
                if set(output["data"]) <= {"text/plain"}:
                    continue  # what is left is the name of a class
            kept.append(output)
        if "outputs" in cell:
            cell["outputs"] = kept


def _each_text(node: Any, change: Callable[[str], str]) -> None:
    """Have ``change`` its say on every text below ``node``, in place; pictures and films are passed by."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(value, str):
            if not (isinstance(key, str) and key.startswith(("image/", "video/", "audio/"))):
                node[key] = _around_films(value, change)
        elif isinstance(value, (dict, list)):
            _each_text(value, change)


def _around_films(text: str, change: Callable[[str], str]) -> str:
    """Films and pictures in HTML are long, and hold no words."""
    pieces = re.split(r"(base64,[A-Za-z0-9+/=]{200,})", text)
    return "".join(piece if piece.startswith("base64,") else change(piece) for piece in pieces)
