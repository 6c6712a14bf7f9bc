"""The sandbox on a port of this computer, for any program in any language: change the base URL and nothing else."""

from __future__ import annotations

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from pictory_nb.sandbox import build
from pictory_nb.sandbox.service import BASE_PATH, Guard

__all__ = ["bind"]


class _Handler(WSGIRequestHandler):
    """HTTP/1.1 with answers that leave at once: header and body apart would cost 40 ms each over a kept connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log(self, *_: object) -> None:
        """Requests are not printed: their addresses may carry what belongs to the caller alone."""


def bind(port: int, guard: Guard) -> tuple[BaseWSGIServer, str]:
    """A server on 127.0.0.1 (port 0: a free one) that is not yet serving, and its base URL.

    Raises ``OSError`` where the port is taken. Files of this computer are not read for callers on a port.
    """
    server = make_server("127.0.0.1", port, build(guard), threaded=True, request_handler=_Handler)
    return server, f"http://127.0.0.1:{server.server_port}{BASE_PATH}"
