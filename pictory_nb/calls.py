"""One operation of the table, called as it stands: for whatever no verb of the client says.

client.call("search_media", query={"keyword": "ocean"}).body
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from pictory_nb.budget import Budget
from pictory_nb.cashier import Sale
from pictory_nb.desk import Desk
from pictory_nb.errors import BadArguments, Problem, ServiceError, ServiceUnreachable, SubmitUnknown
from pictory_nb.orders import Orders
from pictory_nb.state import read_job_id
from pictory_nb.storyboard import Storyboard
from pictory_nb.told import told
from pictory_nb.wire import routes
from pictory_nb.wire.jobs import dump_accepted
from pictory_nb.wire.routes import Route
from pictory_nb.wire.schemas import checked, named

__all__ = ["Calls", "Reply"]

_IDS = ("x-request-id", "x-amzn-requestid", "apigw-requestid", "x-amz-request-id", "cf-ray")
"""The headers in which services and their hosts name a request."""
SECRET = {"access_token", "client_secret", "signedUrl", "signed_url"}
"""Members of answers that let whoever has them in."""


@dataclass(frozen=True)
class Reply:
    """What came back: the HTTP ``status``, the ``body`` as parsed JSON, and how many ``seconds`` it took.

    ``note`` says where nothing was sent, since the same was paid for before.
    """

    operation: str
    status: int
    body: Any = field(repr=False)
    seconds: float = 0.0
    request_id: str = ""
    note: str = ""

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def job_id(self) -> str:
        """The id of the job that it began; empty where it began none."""
        return (read_job_id(self.body) or "") if self.ok and isinstance(self.body, Mapping) else ""

    @property
    def heading(self) -> str:
        """``search_media answered 200 in 0.12 s``."""
        request = f", request {self.request_id}" if self.request_id else ""
        return f"{self.operation} answered {self.status} in {self.seconds:.2f} s{request}"

    def __str__(self) -> str:
        return "\n".join(filter(None, [self.heading, self.note, told(_written(self.body), longest=20_000)]))

    def _repr_html_(self) -> str:
        note = f"<p>{escape(self.note)}</p>" if self.note else ""
        body = escape(told(_written(self.body), longest=20_000))
        return f"<details open><summary>{escape(self.heading)}</summary>{note}<pre>{body}</pre></details>"


class Calls:
    """Sends operations of one account. What may cost goes through the ledger, as everywhere."""

    def __init__(self, desk: Desk, orders: Orders) -> None:
        self._desk, self._orders = desk, orders

    def send(
        self,
        operation: str,
        *,
        path: Mapping[str, Any],
        query: Mapping[str, Any],
        body: Any,
        new: bool,
        budget: Budget,
    ) -> Reply:
        """See ``Pictory.call``."""
        route = named(operation)
        query, body = checked(route, path, query, body)
        places = {name: str(path[name]) for name in route.places}
        if route is routes.UPLOAD:
            return self._uploaded(route, places["signedUrl"], body)
        if route.request == "bytes":
            body = _content(body["file"])
        began = self._desk.clock.now()
        if route.paid:
            return self._ordered(route, places, body, new, budget, began)
        try:
            answer = self._desk.transport.look(route, query=query or None, body=body, **places)
        except ServiceUnreachable as silence:
            if route.method == "GET":
                raise
            raise SubmitUnknown(
                f"{route.fill(**places)} was sent once and its outcome is not known: {silence.args[0]}",
                mend="look whether it is there before you send it again: there may be two of it then",
            ) from None
        return self._reply(route, answer.status, answer.body, began, answer.headers)

    def _ordered(
        self, route: Route, places: Mapping[str, str], body: Any, new: bool, budget: Budget, began: float
    ) -> Reply:
        storyboard = Storyboard.from_wire(body) if route.request == "Storyboard" else None
        order = body if isinstance(body, Mapping) else {"body": body}
        try:
            while True:
                sale = self._desk.cashier.sell(
                    route,
                    {"operation": route.name, **places, **order},
                    lambda: body,
                    name=storyboard.video_name if storyboard else "",
                    new=new,
                    allow=lambda: self._orders.check(storyboard, budget),
                    parameters=places,
                )
                if not sale.earlier or self._orders.again(sale.entry):
                    break  # of one that failed, or is gone, the ledger knows now: it is sent again
        except ServiceError as refusal:
            if not refusal.status:
                raise
            fields = [{"name": each.name, "errors": each.message} for each in refusal.fields]
            said = {"code": refusal.code, "message": refusal.args[0], **({"fields": fields} if fields else {})}
            return self._reply(route, refusal.status, said, began, {})
        return self._sold(route, sale, began)

    def _sold(self, route: Route, sale: Sale, began: float) -> Reply:
        if sale.answer is not None:
            return self._reply(route, sale.answer.status, sale.answer.body, began, sale.answer.headers)
        note = "Nothing was sent: the same was paid for before, and this is its job. new=True sends it again."
        return Reply(route.name, 200, dump_accepted(sale.entry.job_id), 0.0, note=note)

    def _uploaded(self, route: Route, signed_url: str, body: Mapping[str, Any]) -> Reply:
        from pictory_nb.upload import put
        from pictory_nb.wire.catalogue import UploadSlot

        began = self._desk.clock.now()
        put(self._desk.transport.session, UploadSlot(signed_url, ""), Path(body["file"]).expanduser())
        return self._reply(route, 200, None, began, {})

    def _reply(self, route: Route, status: int, body: Any, began: float, headers: Mapping[str, str]) -> Reply:
        lower = {name.lower(): value for name, value in headers.items()}
        request_id = next((told(lower[name], longest=80) for name in _IDS if name in lower), "")
        return Reply(route.name, status, body, self._desk.clock.now() - began, request_id)


def _content(file: str) -> bytes:
    try:
        return Path(file).expanduser().read_bytes()
    except OSError as error:
        reason = f"{file} cannot be read: {error.strerror or error}"
        raise BadArguments([Problem("file", reason, "give the path of a file")]) from None


def _written(body: Any) -> str:
    return json.dumps(without_secrets(body), indent=2, ensure_ascii=False)


def without_secrets(body: Any) -> Any:
    """The same without what would let a reader in: an output is shown to others, and saved."""
    if isinstance(body, Mapping):
        return {name: "•••" if name in SECRET and inner else without_secrets(inner) for name, inner in body.items()}
    return [without_secrets(item) for item in body] if isinstance(body, list) else body
