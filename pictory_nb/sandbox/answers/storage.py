"""The storage host: files are brought to signed addresses, and handed out in whole or in pieces."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote
from xml.sax.saxutils import escape

from werkzeug.utils import send_file
from werkzeug.wrappers import Request, Response

from pictory_nb.sandbox.answers.call import Call, Handler
from pictory_nb.sandbox.premises import Premises
from pictory_nb.sandbox.uploads import Refused
from pictory_nb.wire import routes
from pictory_nb.wire.catalogue import UploadSlot, dump_slot

__all__ = ["HANDLERS", "handed_out", "is_file", "taken_in"]


def upload_url(call: Call) -> Any:
    signed, place = call.premises.uploads.open_slot(call.body["fileName"], call.body["contentType"])
    origin = call.origin.rstrip("/")
    return dump_slot(UploadSlot(origin + signed, origin + place, place.lstrip("/")))


def is_file(request: Request) -> bool:
    """Whether the address is one of the storage host's, and not of the API."""
    return request.path.startswith(("/files/", "/sandbox/"))


def taken_in(request: Request, premises: Premises) -> Response:
    """The answer to a PUT: 200 and nothing, or a refusal in the words of such hosts."""
    try:
        premises.uploads.take(request.path, request.args, request.headers, request.stream)
    except Refused as refusal:
        return _refusal(refusal.status, refusal.code, str(refusal))
    return Response(status=200)


def handed_out(request: Request, premises: Premises) -> Response:
    """The answer to a GET: the file, or the range of it that was asked for."""
    found = premises.served(unquote(request.path))
    if found is None:
        return _refusal(404, "NoSuchKey", "The specified key does not exist.")
    file, kind = found
    response = send_file(file, request.environ, mimetype=kind, conditional=True, max_age=0)
    # What somebody brought is shown, and never run with the rights of this address.
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox"
    return response


def _refusal(status: int, code: str, message: str) -> Response:
    error = f"<Error><Code>{code}</Code><Message>{escape(message)}</Message></Error>"
    return Response(f'<?xml version="1.0" encoding="UTF-8"?>\n{error}', status, mimetype="application/xml")


HANDLERS: dict[str, Handler] = {routes.UPLOAD_URL.name: upload_url}
