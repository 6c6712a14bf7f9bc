"""The sandbox on a port of this computer, for any program in any language: change the base URL and nothing else."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING, Any
from wsgiref.handlers import SimpleHandler

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.wsgi import LimitedStream

from pictory_nb.sandbox.service import BASE_PATH

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

__all__ = ["HERE", "bind"]

HERE = "127.0.0.1"
"""The address that no other computer reaches."""
_LINGER = 1.0
"""Seconds that a caller may be silent who is still sending what nobody reads."""


class _Answer(SimpleHandler):
    """One answer of the application, sent so that the caller sees where it ends, and may go on asking.

    ``keeps`` says whether the connection is good for another question: the one before was read to its end, and the
    application did not call it the last one (``pictory_nb.last``).
    """

    http_version = "1.1"
    server_software = "pictory-nb"
    os_environ: dict[str, str] = {}  # noqa: RUF012
    wsgi_file_wrapper = None
    error_headers = [("Content-Type", "application/json")]  # noqa: RUF012
    error_body = b'{"code": "INTERNAL_ERROR", "message": "The sandbox made a mistake: its terminal shows it."}'
    keeps = False
    _whole = False

    def cleanup_headers(self) -> None:
        super().cleanup_headers()
        empty = self.status[:3] in ("204", "304")
        if empty:
            del self.headers["Content-Length"]
        ends = empty or "Content-Length" in self.headers
        self.keeps = self.keeps and ends and self.stdin.is_exhausted and "pictory_nb.last" not in self.environ
        if not self.keeps:
            self.headers["Connection"] = "close"

    def finish_content(self) -> None:
        super().finish_content()
        self._whole = True

    def run(self, application: WSGIApplication) -> None:
        super().run(application)
        self.keeps = self.keeps and self._whole


class _Handler(WSGIRequestHandler):
    """HTTP/1.1 over connections that are kept, with answers that leave at once and in one piece.

    A header and a body apart would cost 40 ms each over a kept connection, for Nagle's sake.
    """

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def run_wsgi(self) -> None:
        environ = self.make_environ()
        length = environ.get("CONTENT_LENGTH") or "0"
        measured = length.isdecimal() and "HTTP_TRANSFER_ENCODING" not in environ
        if measured:
            environ |= {"wsgi.input_terminated": True, "wsgi.input": LimitedStream(self.rfile, int(length))}
        answer = _Answer(environ["wsgi.input"], self.wfile, environ["wsgi.errors"], environ)
        answer.keeps = measured and not self.close_connection
        answer.run(self.server.app)
        self.close_connection = not answer.keeps
        if self.close_connection:
            self._take_leave()

    def make_environ(self) -> dict[str, Any]:
        """Let two headers through whose underscores make werkzeug drop them: old programs send them (contract §1.2)."""
        environ = super().make_environ()
        sent = {name: self.headers.get(name) for name in ("client_id", "client_secret")}
        return environ | {f"HTTP_{name.upper()}": value for name, value in sent.items() if value}

    def _take_leave(self) -> None:
        """Say that this was all, and hear out who is still sending: else he would see a reset and not the answer."""
        with contextlib.suppress(OSError):  # he may be gone
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_WR)
            self.connection.settimeout(_LINGER)
            while self.rfile.read1(1 << 16):
                pass

    def log(self, *_: object) -> None:
        """Requests are not printed: their addresses may carry what belongs to the caller alone."""


def bind(port: int, service: WSGIApplication, host: str = HERE) -> tuple[BaseWSGIServer, str]:
    """A server on this computer's address ``host`` (port 0: a free one) that is not yet serving, and its base URL.

    Raises ``OSError`` where the port is taken, or the address is another computer's.
    """
    server = make_server(host, port, service, threaded=True, request_handler=_Handler)
    return server, f"http://{f'[{host}]' if ':' in host else host}:{server.server_port}{BASE_PATH}"
