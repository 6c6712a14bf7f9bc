"""Lists that the service has, kept at hand: asked for in the background, answered at once from what came last.

They are kept on disk too, so that a new kernel knows the voices of yesterday before it has asked for those of today.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path

from pictory_nb.folders import folder
from pictory_nb.jupyter.completion.offer import Offer

__all__ = ["GRACE", "Stock"]

log = logging.getLogger(__name__)

GRACE = 0.04
"""Seconds that a first question may wait: as long as nobody feels. The sandbox answers in them once it is awake."""
RETRY = 5.0
"""Seconds after which a question that failed is asked again."""


@dataclass
class _Shelf:
    file: Path
    offers: list[Offer] = field(default_factory=list)
    until: float = 0.0
    asking: threading.Thread | None = None


class Stock:
    """Answers at once; what is older than ``fresh`` seconds is asked for anew, by one thread for each list."""

    def __init__(self) -> None:
        self._shelves: dict[tuple[str, ...], _Shelf] = {}
        self._lock = threading.Lock()

    def get(
        self,
        what: str,
        account: Sequence[str],
        fetch: Callable[[], list[Offer]],
        *,
        fresh: float,
        grace: float = GRACE,
    ) -> list[Offer]:
        """What came last, which is nothing before anything came. Whatever ``fetch`` raises, the old list stays."""
        with self._lock:
            shelf = self._shelf(what, account)
            if time.monotonic() > shelf.until and not (shelf.asking and shelf.asking.is_alive()):
                shelf.asking = threading.Thread(target=_fill, args=(shelf, fetch, fresh), daemon=True)
                shelf.asking.start()
            asking = shelf.asking
        if asking and not shelf.offers:
            asking.join(grace)
        return shelf.offers

    def _shelf(self, what: str, account: Sequence[str]) -> _Shelf:
        # The account is told by credentials, of which only a hash is kept.
        key = hashlib.sha256("\0".join([what, *account]).encode()).hexdigest()[:32]
        if (what, key) not in self._shelves:
            file = _folder() / f"{what}-{key}.json"
            self._shelves[what, key] = _Shelf(file, _read(file))
        return self._shelves[what, key]


def _fill(shelf: _Shelf, fetch: Callable[[], list[Offer]], fresh: float) -> None:
    try:
        shelf.offers = fetch()
    except Exception as error:  # no account, no network, no sandbox: then nothing is offered, and nobody is bothered
        log.info("nothing to be offered: %s", type(error).__name__)
        shelf.until = time.monotonic() + RETRY
        return
    shelf.until = time.monotonic() + fresh
    _write(shelf)


def _read(file: Path) -> list[Offer]:
    try:
        return [Offer(*map(str, words)) for words in json.loads(file.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):  # not there, or not whole: it is asked for anyway
        return []


def _write(shelf: _Shelf) -> None:
    part = shelf.file.with_suffix(f".{os.getpid()}.part")
    with contextlib.suppress(OSError):  # where nothing can be kept, nothing is
        shelf.file.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(list(map(astuple, shelf.offers))), encoding="utf-8")
        part.chmod(0o600)
        os.replace(part, shelf.file)


def _folder() -> Path:
    return folder("cache") / "completion"
