"""Webhooks: who asked to be called is told of the end of a job, where that is on this computer (contract §4.5).

Nothing leaves this computer: an address elsewhere is not called, and the job's notes say so.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from pictory_nb.sandbox.store import Record, state_of
from pictory_nb.wire.jobs import dump_state

__all__ = ["Webhook", "is_called"]

log = logging.getLogger(__name__)

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_PATIENCE = 5.0
"""Seconds in which the one who is called should have answered; nobody waits for it."""


@dataclass(frozen=True)
class Webhook:
    """``url`` is called with the job as a look-up would tell it, in which ``origin`` is this sandbox's address."""

    url: str
    origin: str
    more: Mapping[str, Any] = field(default_factory=dict)

    def call(self, record: Record) -> None:
        """Call once, in a thread of its own. Whoever does not answer is not called again."""
        if is_called(self.url):
            body = {**dump_state(state_of(record, self.origin), record.kind), **self.more}
            threading.Thread(target=_post, args=(self.url, body), name="sandbox-webhook", daemon=True).start()


def is_called(url: str) -> bool:
    """Whether the address is one of this computer."""
    try:
        return urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname in _LOOPBACK
    except ValueError:
        return False


def _post(url: str, body: Mapping[str, Any]) -> None:
    import requests

    try:
        with requests.Session() as session:
            session.trust_env = False  # a proxy would look for this computer elsewhere
            session.post(url, json=body, timeout=_PATIENCE, allow_redirects=False)
    except (requests.RequestException, ValueError) as error:
        log.info("a webhook was not reached: %s", type(error).__name__)
