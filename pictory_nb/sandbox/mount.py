"""The sandbox inside this process: a WSGI application that a ``requests`` session speaks to without a socket."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from urllib3 import HTTPResponse
from werkzeug.test import EnvironBuilder, run_wsgi_app

__all__ = ["WsgiAdapter"]


class WsgiAdapter(BaseAdapter):
    """Answers requests of a session out of a WSGI application. Mount it on the application's base URL."""

    def __init__(self, app: Any) -> None:
        super().__init__()
        self._app = app

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        environ = _environ(request)
        chunks, status, headers = run_wsgi_app(self._app, environ)
        raw = HTTPResponse(
            body=io.BufferedReader(_Chunks(chunks)),
            headers=list(headers.items()),
            status=int(status.split()[0]),
            preload_content=False,
            request_method=request.method,
        )
        response = requests.Response()
        response.status_code, response.reason = raw.status, status.partition(" ")[2]
        response.headers = CaseInsensitiveDict(headers.items())
        response.encoding = requests.utils.get_encoding_from_headers(response.headers)
        response.raw, response.url, response.request, response.connection = raw, request.url, request, self
        return response

    def close(self) -> None:
        """There is no connection to close."""


class _Chunks(io.RawIOBase):
    """What the application yields, as a file to read: a film is never held in memory whole."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._source, self._chunks, self._rest = chunks, iter(chunks), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._rest = chunk
        count = min(len(buffer), len(self._rest))
        buffer[:count], self._rest = self._rest[:count], self._rest[count:]
        return count

    def close(self) -> None:
        if hasattr(self._source, "close"):
            self._source.close()
        super().close()


def _environ(request: requests.PreparedRequest) -> dict[str, Any]:
    body = request.body.encode() if isinstance(request.body, str) else request.body
    stream = {"data": body} if isinstance(body, (bytes, type(None))) else {"input_stream": body}
    address = urlsplit(request.url)
    builder = EnvironBuilder(
        path=address.path,
        base_url=f"{address.scheme}://{address.netloc}",
        query_string=address.query,
        method=request.method,
        headers=list(request.headers.items()),
        **stream,
    )
    try:
        return builder.get_environ()
    finally:
        builder.close()
