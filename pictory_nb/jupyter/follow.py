"""Shows a job until its film is there, in the way of the place where it is seen.

watched notebook    the observer, live, at the end replaced by the film itself
headless notebook   a line that the job was begun, replaced by the film before the cell ends
terminal            a line of progress, then the path
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from IPython.display import display

from pictory_nb.errors import Interrupted, JobTimeout
from pictory_nb.jupyter.ending import Ending, ending_of
from pictory_nb.jupyter.host import Host
from pictory_nb.jupyter.show import clock, failure_bundle, place_words, waiting_bundle
from pictory_nb.state import Failed, InProgress

if TYPE_CHECKING:
    from pictory_nb.job import Job
    from pictory_nb.jupyter.showing import Showing

__all__ = ["follow", "follow_all"]


def follow(job: Job, host: Host, *, wait: bool | None = None, showing: Showing) -> None:
    """Show ``job``, and wait for its film where ``wait`` or the host says so.

    Raises what ``Job.wait`` and ``Job.download`` raise, and ``Interrupted`` for an interrupt, but only where it waits:
    elsewhere a failure is shown in the job's place.
    """
    wait = host.waits if wait is None else wait
    try:
        if job.is_transcript:
            _words(job, host, wait)
        elif not host.notebook:
            _in_terminal(job, wait)
        elif host.watched:
            _watched(job, host, wait, showing)
        else:
            _unwatched(job, host, wait, showing)
    except KeyboardInterrupt:
        raise Interrupted(
            f"the waiting was stopped; job {job.id} goes on {place_words(job.place)}",
            f"%pictory status {job.id} shows it again",
        ) from None


def _words(job: Job, host: Host, wait: bool) -> None:
    """A job that ends with words is shown as the editor of them, or as text."""
    if host.notebook:
        from pictory_nb.jupyter.transcript_editor import TranscriptEditor

        editor = TranscriptEditor(job)
        display(editor)
        if wait:
            editor.wait()
    elif wait or job.done:
        print(job.transcript.text)
    else:
        print(f"job {job.id} listens {place_words(job.place)}: %pictory status {job.id}")


def _watched(job: Job, host: Host, wait: bool, showing: Showing) -> None:
    from pictory_nb.jupyter.observer import Observer

    observer = Observer(job, showing=showing, host=host)
    display(observer)
    if wait:
        observer.wait()


def _unwatched(job: Job, host: Host, wait: bool, showing: Showing) -> None:
    """No widget here: its state would be left in the file for nobody."""
    if not wait and not job.done:
        data, metadata = waiting_bundle(job)
        display(data, metadata=metadata, raw=True)
        return
    data, metadata = waiting_bundle(job)
    output = display(data, metadata=metadata, raw=True, display_id=True)
    try:
        data, metadata = ending_of(job).bundle(showing=showing, host=host)
    except Exception as error:
        data, metadata = failure_bundle(job, error)
        raise
    finally:
        output.update(data, metadata=metadata, raw=True)


def _in_terminal(job: Job, wait: bool, out: TextIO | None = None) -> None:
    out = out or sys.stdout
    if job.note:
        print(job.note, file=out)
    if not wait and not job.done:
        print(f"job {job.id} runs {place_words(job.place)}: %pictory status {job.id}", file=out)
        return
    print(_after_progress(job, out).plain, file=out)


def _after_progress(job: Job, out: TextIO) -> Ending:
    line = ""
    try:
        while True:
            try:
                job.wait(0.25)
                return ending_of(job)
            except JobTimeout:
                before, line = line, _progress_line(job)
                out.write("\r" + line.ljust(len(before)))
                out.flush()
    finally:
        out.write("\r" + " " * len(line) + "\r" if line else "")


def follow_all(jobs: Sequence[Job], out: TextIO | None = None) -> None:
    """A line of progress for many jobs, rewritten until each has come to its end; an interrupt ends the watching."""
    out, line = out or sys.stdout, ""
    moved = threading.Event()
    for job in jobs:
        job.on_change(lambda _: moved.set())
    try:
        while running := [job for job in jobs if not (job.done or job.error)]:
            before, line = line, _line_of_all(jobs, running)
            out.write("\r" + line.ljust(len(before)))
            out.flush()
            moved.wait(0.5)
            moved.clear()
    except KeyboardInterrupt:
        raise Interrupted("the watching was stopped; the jobs go on", "%pictory jobs shows them again") from None
    finally:
        out.write("\r" + " " * len(line) + "\r" if line else "")


def _line_of_all(jobs: Sequence[Job], running: Sequence[Job]) -> str:
    failed = sum(isinstance(job.state, Failed) or job.error is not None for job in jobs)
    share = sum(100 if job.done else job.progress or 0 for job in jobs) / len(jobs)
    parts = [f"{len(jobs)} videos {share:3.0f} %", f"{len(running)} running"]
    return " · ".join([*parts, *([f"{failed} failed"] if failed else []), clock(max(job.elapsed for job in jobs))])


def _progress_line(job: Job) -> str:
    state = job.state
    said = state.message if isinstance(state, InProgress) else ""
    percent = "" if job.progress is None else f" {job.progress:3d} %"
    return f"{job.name or job.id}{percent} · {clock(job.elapsed)}" + (f" · {said}" if said else "")
