"""The widget: what an operation may be told, what is wrong with it, and the sending."""

from __future__ import annotations

import contextvars
import logging
import threading
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import traitlets

from pictory_nb.calls import Reply, without_secrets
from pictory_nb.errors import BadArguments, Interrupted, PictoryError
from pictory_nb.jupyter.explorer.snippets import is_secret, snippets
from pictory_nb.jupyter.living import Living
from pictory_nb.jupyter.module import joined
from pictory_nb.jupyter.show import Bundle, reason_and_mend
from pictory_nb.wire import routes
from pictory_nb.wire.routes import FAMILIES, Route
from pictory_nb.wire.schemas import checked, named, schema_of

if TYPE_CHECKING:
    from pictory_nb.client import Pictory

__all__ = ["Explorer"]

log = logging.getLogger(__name__)

LARGEST = 400_000
"""Signs of an answer that go to the browser: more of a tree nobody unfolds."""


class Explorer(Living):
    """Shows the operations of the API; ``operation`` is the one to begin with, such as ``"search_media"``.

    ``client`` is who sends, by default ``Pictory()``. What came back last is ``reply``, whole. Raises ``BadArguments``
    for an operation that there is not.
    """

    _esm = joined(Path(__file__).with_name("js") / "explorer.js")
    _css = Path(__file__).with_name("explorer.css")

    about = traitlets.Dict().tag(sync=True)
    """What stays: where calls go, and the operations by their families."""
    chosen = traitlets.Unicode().tag(sync=True)
    """The name of the operation whose form is shown."""

    def __init__(self, operation: str = "", *, client: Pictory | None = None) -> None:
        if client is None:
            from pictory_nb.client import Pictory

            client = Pictory()
        self.client = client
        self.reply: Reply | None = None
        super().__init__(
            about={"place": client.place, "families": [_family(name, rows) for name, rows in FAMILIES.items()]},
            chosen=named(operation).name if operation else "",
        )
        self.on_msg(self._asked)

    def __repr__(self) -> str:
        return f"Explorer({self.chosen!r}, {self.client!r})"

    def _plain(self) -> Bundle:
        return {"text/html": _plain_list(self.chosen), "text/plain": repr(self)}, {}

    def _repr_mimebundle_(self, **options: Any) -> Bundle:
        if self._host.notebook and self._host.waits:  # nobody would see the form, and a file keeps no widget
            self.close()
            return self._plain()
        return super()._repr_mimebundle_(**options)

    def _asked(self, _: Any, content: Any, __: Any) -> None:
        """The browser asks; what takes time is done apart, and each answer carries the number of its question."""
        work = {"form": self._form, "check": self._checked, "send": self._called}.get(content.get("op"))
        if work is None:
            return
        if content["op"] == "send":
            run = contextvars.copy_context().run
            threading.Thread(target=run, args=(self._answer, work, content), name="pictory-call", daemon=True).start()
        else:
            self._answer(work, content)

    def _answer(self, work: Callable[[Any], dict[str, Any]], content: Any) -> None:
        try:
            value = work(content)
        except (PictoryError, Interrupted) as error:
            reason, mend = reason_and_mend(error)
            value = {"failed": reason, "mend": mend}
        except Exception as surprise:
            log.exception("the explorer could not %s", content.get("op"))
            value = {"failed": f"this did not work: {type(surprise).__name__}", "mend": "the log tells more"}
        self.send({"id": content.get("id"), "value": value})

    def _form(self, content: Any) -> dict[str, Any]:
        route = named(str(content.get("operation")))
        secret = [field.name for field in route.body if is_secret(field)]
        return {"schema": schema_of(route), "secret": secret, "verb": _verb(route)}

    def _checked(self, content: Any) -> dict[str, Any]:
        """What is wrong with what is written so far, and the same as code."""
        route, path, query, body = _told(content)
        problems = []
        try:
            checked(route, self._filled(route, path), query, body)
        except BadArguments as error:
            problems = [{"path": each.path, "reason": each.reason, "mend": each.mend} for each in error.problems]
        hidden = {} if route is routes.UPLOAD else path  # a signed address is a secret
        places = {name: hidden.get(name) or f"<{name}>" for name in route.places}
        return {"problems": problems, "code": snippets(route, places, query, _shown(route, body))}

    def _called(self, content: Any) -> dict[str, Any]:
        route, path, query, body = _told(content)
        self.reply = reply = self.client.call(
            route.name,
            path=self._filled(route, path),
            query=query,
            body=body,
            new=bool(content.get("new")),
            max_credits=float("inf") if content.get("sure") else None,  # whoever pressed twice has been asked
        )
        said = without_secrets(reply.body)
        if len(str(said)) > LARGEST:
            said = f"The answer is too long to be shown: explorer.reply.body holds it ({len(str(said)):,} signs)."
        return {
            "status": reply.status,
            "seconds": round(reply.seconds, 3),
            "request": reply.request_id,
            "note": reply.note.replace("new=True sends it again.", "").strip(),
            "job": reply.job_id,
            "body": said,
        }

    def _filled(self, route: Route, path: dict[str, Any]) -> dict[str, Any]:
        """The signed address is kept out of sight; where none is written, the one that was answered last is meant."""
        data = self.reply.body.get("data") if self.reply and isinstance(self.reply.body, dict) else None
        last = data.get("signedUrl") if isinstance(data, dict) else None
        if route is routes.UPLOAD and not path.get("signedUrl") and last:
            return {**path, "signedUrl": last}
        return path


def _family(name: str, rows: tuple[Route, ...]) -> dict[str, Any]:
    return {
        "name": name,
        "rows": [
            {"name": row.name, "method": row.method, "path": row.path, "doc": row.doc, "paid": row.paid} for row in rows
        ],
    }


def _told(content: Any) -> tuple[Route, dict[str, Any], dict[str, Any], Any]:
    route = named(str(content.get("operation")))
    return route, dict(content.get("path") or {}), dict(content.get("query") or {}), content.get("body")


def _shown(route: Route, body: Any) -> Any:
    """The body as it may stand in code."""
    secret = {field.name for field in route.body if is_secret(field)}
    if not isinstance(body, dict):
        return body
    return {name: f"<{name}>" if name in secret else value for name, value in body.items()}


def _verb(route: Route) -> str:
    return f"client.{route.verb}" if route.verb else ""


def _plain_list(chosen: str) -> str:
    """The operations, where no widget is shown: in a saved notebook, on a page."""
    parts = [_plain_form(named(chosen))] if chosen else []
    for name, rows in FAMILIES.items():
        lines = "".join(f"<li><code>{escape(str(row))}</code> {escape(row.doc)}</li>" for row in rows)
        parts.append(f"<details><summary>{escape(name)} ({len(rows)})</summary><ul>{lines}</ul></details>")
    total = len(routes.ROUTES)
    return f"<div>{''.join(parts)}<p>{total} operations; a running notebook shows the form of each.</p></div>"


def _plain_form(route: Route) -> str:
    """What one operation may be told: in bold what it must be."""
    fields = (*route.query, *route.body)
    rows = "".join(
        f"<tr><td>{f'<b>{escape(field.name)}</b>' if field.required else escape(field.name)}</td>"
        f"<td>{escape(field.kind)}</td><td>{escape(field.doc)}</td></tr>"
        for field in fields
    )
    table = f"<table><tbody>{rows}</tbody></table>" if rows else ""
    return f"<p><code>{escape(str(route))}</code></p><p>{escape(route.doc)}</p>{table}"
