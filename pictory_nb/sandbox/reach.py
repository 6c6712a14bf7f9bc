"""What is fetched from the network, and from where: over http(s) alone, within a size and a time, and for callers from
outside of this process never from an address that only this computer, or its own network, can reach."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

__all__ = ["Fetched", "NotReached", "fetched"]

_TIMEOUT = (5, 30)
LONGEST = 900.0
"""Seconds that a file may take to come: what drips in for ever must not hold a worker."""
_REDIRECTS = 5


class NotReached(Exception):
    """Why something was not fetched, in words that follow its address: "answered 404"."""


class Fetched:
    """An answer whose body is read in blocks."""

    def __init__(self, response: requests.Response, most: int) -> None:
        self._response, self._most = response, most

    @property
    def content_type(self) -> str:
        return self._response.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    def blocks(self) -> Iterator[bytes]:
        """The body, unpacked. Raises ``NotReached`` once it is too large, or takes too long."""
        size, deadline = 0, time.monotonic() + LONGEST
        for block in self._response.iter_content(1 << 18):
            size += len(block)
            if size > self._most:
                raise NotReached(f"is larger than {self._most / 1e6:,.0f} MB")
            if time.monotonic() > deadline:
                raise NotReached(f"took longer than {LONGEST / 60:g} minutes")
            yield block


@contextmanager
def fetched(url: str, *, most: int, private_allowed: bool) -> Iterator[Fetched]:
    """The answer to a GET. Raises ``NotReached``."""
    session = requests.Session()
    session.max_redirects = _REDIRECTS
    if not private_allowed:
        for scheme in ("http://", "https://"):
            session.mount(scheme, _PublicAdapter())
    try:
        with session, session.get(url, stream=True, timeout=_TIMEOUT) as response:
            if not response.ok:
                raise NotReached(f"answered {response.status_code}")
            yield Fetched(response, most)
    except requests.TooManyRedirects:
        raise NotReached("leads from one address to the next") from None
    except requests.exceptions.InvalidSchema:
        raise NotReached("leads to an address that is not http or https") from None
    except (_Private, requests.RequestException, OSError, ValueError) as error:
        if refusal := _cause(error):
            raise NotReached(str(refusal)) from None
        raise NotReached("was not reached") from None


class _Private(Exception):
    def __init__(self) -> None:
        super().__init__("is an address within this computer's own network, which callers from outside may not name")


def _cause(error: BaseException) -> _Private | None:
    """A refusal of ours, which the libraries wrap into their own errors."""
    seen: list[BaseException] = []
    waiting: list[Any] = [error]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, BaseException) or one in seen:
            continue
        if isinstance(one, _Private):
            return one
        seen.append(one)
        waiting += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
    return None


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (inner is None or inner.is_global)


class _PublicAdapter(HTTPAdapter):
    """Connects to public addresses alone. What counts is where a connection really leads: names can lie, and change."""

    def init_poolmanager(self, *given: Any, **more: Any) -> None:
        super().init_poolmanager(*given, **more)
        self.poolmanager.pool_classes_by_scheme = {"http": _PublicPool, "https": _PublicTlsPool}

    def send(self, request: requests.PreparedRequest, *given: Any, **more: Any) -> requests.Response:
        # Through a proxy the connection leads to that; then the name is asked for, as far as it is known here.
        try:
            found = socket.getaddrinfo(urlsplit(str(request.url)).hostname, None)
        except (OSError, UnicodeError):
            found = []
        if not all(_is_public(str(place[0])) for *_, place in found):
            raise _Private
        return super().send(request, *given, **more)


class _PublicConnection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _checked(super()._new_conn())


class _PublicTlsConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _checked(super()._new_conn())


def _checked(connection: socket.socket) -> socket.socket:
    if not _is_public(connection.getpeername()[0]):
        connection.close()
        raise _Private
    return connection


class _PublicPool(HTTPConnectionPool):
    ConnectionCls = _PublicConnection


class _PublicTlsPool(HTTPSConnectionPool):
    ConnectionCls = _PublicTlsConnection
