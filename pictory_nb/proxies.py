"""The way to a host: what its session and the environment tell of proxies, and of certificates to trust.

``requests`` works that out anew for each request, which takes longer than all the rest that is done for one here.
"""

from __future__ import annotations

import os
import time
from typing import Any

import requests

__all__ = ["Way"]

_NAMES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
_TOLD = (*_NAMES, *map(str.upper, _NAMES), "REQUEST_METHOD", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
_FRESH = 5.0
"""Seconds after which the settings of the system, that no variable tells, are looked at again."""


class Way:
    """The way from ``session`` to ``url``, worked out again when anything that it depends on is another."""

    def __init__(self, session: requests.Session, url: str) -> None:
        self._session, self._url = session, url
        self._seen: Any = None
        self._settings: dict[str, Any] = {}

    def settings(self) -> dict[str, Any]:
        """What ``session.send`` has to be told."""
        session = self._session
        seen = (
            *map(os.environ.get, _TOLD),
            dict(session.proxies),
            session.verify,
            session.cert,
            session.stream,
            session.trust_env,
            time.monotonic() // _FRESH,
        )
        if seen != self._seen:
            self._settings = session.merge_environment_settings(self._url, {}, None, None, None)
            self._seen = seen
        return self._settings
