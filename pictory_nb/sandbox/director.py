"""The director takes storyboards and sees one after another through to its film, in a thread of its own."""

from __future__ import annotations

import logging
import queue
import threading
import traceback
from dataclasses import replace

from pictory_nb.errors import RenderError
from pictory_nb.sandbox.dressing import dressed
from pictory_nb.sandbox.media import Media
from pictory_nb.sandbox.premises import Premises
from pictory_nb.sandbox.production import Production
from pictory_nb.sandbox.store import Record
from pictory_nb.storyboard import Storyboard

__all__ = ["Director"]

log = logging.getLogger(__name__)


class Director:
    """Accepts storyboards at once, and produces them in the order in which they came."""

    def __init__(self, premises: Premises) -> None:
        self._premises, self._store = premises, premises.jobs
        self._waiting: queue.SimpleQueue[tuple[Record, Storyboard, Media]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._alive: set[str] = set()
        self._thread: threading.Thread | None = None

    def accept(self, storyboard: Storyboard, *, files_allowed: bool) -> Record:
        """A job for the storyboard; it may begin later."""
        record = self._store.create(storyboard.video_name)
        with self._lock:
            self._alive.add(record.id)
            media = Media(files_allowed=files_allowed, own_file=self._premises.own_file)
            self._waiting.put((record, storyboard, media))
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="sandbox-director", daemon=True)
                self._thread.start()
                threading.Thread(target=self._beat, name="sandbox-heartbeat", daemon=True).start()
        return record

    def _work(self) -> None:
        while True:
            record, storyboard, media = self._waiting.get()
            try:
                self._store.save(self._produced(record, storyboard, media))
            except OSError:  # its folder was removed, or is full: the next job may have more luck
                log.exception("job %s could not be written down", record.id)
            self._alive.discard(record.id)

    def _produced(self, record: Record, storyboard: Storyboard, media: Media) -> Record:
        def report(fraction: float, message: str) -> None:
            self._store.save(replace(record, progress=int(100 * fraction), message=message))

        try:
            report(0, "Reading the storyboard")
            folder = self._store.folder(record.id)
            storyboard = dressed(storyboard, self._premises.brands)
            made = Production(storyboard, media, folder, report, self._premises.ensemble.cast).make()
            minutes = made.facts["videoDuration"] / 60
            self._premises.meter.count("videoMinutes", minutes, source="render", description=storyboard.video_name)
            return replace(record, word="completed", progress=100, facts=made.facts, files=made.files)
        except RenderError as error:
            said = f"{error.args[0]} → {error.mend}" if error.mend else error.args[0]
            return replace(record, word="failed", code=error.code, message=said)
        except Exception as error:  # a fault of ours must end the job, and say so, not the thread
            details = self._store.folder(record.id) / "error.txt"
            details.write_text(traceback.format_exc(), encoding="utf-8")
            said = f"the sandbox met a fault of its own, {type(error).__name__} → its details are in {details}"
            return replace(record, word="failed", code="SANDBOX_FAULT", message=said)

    def _beat(self) -> None:
        """Show that the jobs of this process are alive, as long as it is."""
        pause = threading.Event()
        while not pause.wait(5):
            for job_id in list(self._alive):
                self._store.touch(job_id)
