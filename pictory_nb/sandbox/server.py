"""The sandbox on a port of this computer, for any program in any language: change the base URL and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from pictory_nb.sandbox.service import BASE_PATH

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

__all__ = ["HERE", "bind"]

HERE = "127.0.0.1"
"""The address that no other computer reaches."""


class _Handler(WSGIRequestHandler):
    """HTTP/1.1 with answers that leave at once: header and body apart would cost 40 ms each over a kept connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def make_environ(self) -> dict[str, Any]:
        """Let two headers through whose underscores make werkzeug drop them: old programs send them (contract §1.2)."""
        environ = super().make_environ()
        sent = {name: self.headers.get(name) for name in ("client_id", "client_secret")}
        return environ | {f"HTTP_{name.upper()}": value for name, value in sent.items() if value}

    def log(self, *_: object) -> None:
        """Requests are not printed: their addresses may carry what belongs to the caller alone."""


def bind(port: int, service: WSGIApplication, host: str = HERE) -> tuple[BaseWSGIServer, str]:
    """A server on this computer's address ``host`` (port 0: a free one) that is not yet serving, and its base URL.

    Raises ``OSError`` where the port is taken, or the address is another computer's.
    """
    server = make_server(host, port, service, threaded=True, request_handler=_Handler)
    return server, f"http://{f'[{host}]' if ':' in host else host}:{server.server_port}{BASE_PATH}"
