"""The director takes orders and sees one after another through to its result, each kind in a thread of its own.

What an order is (a film, a preview, a transcript, a picture) is its maker's business: a function that is given a
folder for its files and a way to tell how far it is.
"""

from __future__ import annotations

import contextlib
import copy
import logging
import queue
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pictory_nb.errors import RenderError
from pictory_nb.sandbox.store import FAULT, JobStore, Record
from pictory_nb.sandbox.webhooks import Webhook

__all__ = ["Director", "Made", "Maker", "Report"]

log = logging.getLogger(__name__)

Report = Callable[[float, str], None]
"""Called with the part that is done, from 0 to 1, and what is being done."""


@dataclass(frozen=True)
class Made:
    """What came out: the facts of the job, and its files by the member that gives their address (contract §4.3).

    An address of this sandbox that stands deeper in ``facts`` begins with ``store.HERE``.
    """

    facts: dict[str, Any]
    files: dict[str, str] = field(default_factory=dict)
    more: list[str] = field(default_factory=list)
    """Files that are handed out besides, because ``facts`` or a page lead to them."""


Maker = Callable[[Path, Report], Made]
"""Makes what was ordered, in a folder. Raises ``RenderError``, which becomes the job's failure."""


class Director:
    """Accepts orders at once; those of one ``lane`` are begun in the order in which they came."""

    AT_ONCE = {"films": 2}  # noqa: RUF012
    """How many orders of a lane are made side by side: the second film has the cores that the first leaves idle."""

    def __init__(self, store: JobStore) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._alive: set[str] = set()
        self._lanes: dict[str, queue.SimpleQueue[tuple[Record, Maker, Webhook | None]]] = {}

    def of(self, account: str) -> Director:
        """The same director, for the jobs of one account."""
        twin = copy.copy(self)
        twin._store = self._store.of(account)
        return twin

    def accept(
        self, kind: str, name: str, make: Maker, *, lane: str = "films", webhook: Webhook | None = None
    ) -> Record:
        """A job that ``make`` will do; it may begin later. What is short has a lane where it does not wait for films.

        ``webhook`` is called with the job when it has come to its end.
        """
        record = self._store.create(name, kind)
        with self._lock:
            self._alive.add(record.id)
            if not self._lanes:
                threading.Thread(target=self._beat, name="sandbox-heartbeat", daemon=True).start()
            if lane not in self._lanes:
                self._lanes[lane] = queue.SimpleQueue()
                for _ in range(self.AT_ONCE.get(lane, 1)):
                    threading.Thread(target=self._work, args=(lane,), name=f"sandbox-{lane}", daemon=True).start()
            self._lanes[lane].put((record, make, webhook))
        return record

    def stop(self, job_id: str) -> None:
        """Have a job dropped that nobody wants any more, whoever makes it, and its cores freed."""
        self._store.ask_to_stop(job_id)

    def _work(self, lane: str) -> None:
        while True:
            record, make, webhook = self._lanes[lane].get()
            ended = self._ended(record, make)
            try:
                if ended.word == "failed":
                    self._store.clear(record.id)  # half of a film is of no use to anybody
                self._store.save(ended)
            except OSError:  # its folder was removed, or is full: the next job may have more luck
                log.exception("job %s could not be written down", record.id)
            self._alive.discard(record.id)
            if webhook:
                webhook.call(ended)

    def _ended(self, record: Record, make: Maker) -> Record:
        def report(fraction: float, message: str) -> None:
            self._store.save(replace(record, progress=int(100 * fraction), message=message))

        try:
            if self._store.is_to_stop(record.id):
                raise RenderError("it was stopped, as was asked", code="CANCELLED")
            made = make(self._store.folder(record.id), report)
            return replace(record, word="completed", progress=100, facts=made.facts, files=made.files, more=made.more)
        except RenderError as error:
            said = f"{error.args[0]} → {error.mend}" if error.mend else error.args[0]
            return replace(record, word="failed", code=error.code, message=said)
        except Exception as error:  # a fault of ours must end the job, and say so, not the thread
            details = self._store.folder(record.id) / FAULT
            with contextlib.suppress(OSError):  # the fault may be that the folder was removed
                details.write_text(traceback.format_exc(), encoding="utf-8")
            said = f"the sandbox met a fault of its own, {type(error).__name__} → its details are in {details}"
            return replace(record, word="failed", code="SANDBOX_FAULT", message=said)

    def _beat(self) -> None:
        """Show that the jobs of this process are alive, as long as it is."""
        pause = threading.Event()
        while not pause.wait(5):
            for job_id in list(self._alive):
                self._store.touch(job_id)
