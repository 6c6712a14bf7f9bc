"""The outputs of a saved notebook as they are today: what ran when it was saved may be a film by now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pictory_nb.document.file import opened, saved
from pictory_nb.document.found import shown_in
from pictory_nb.errors import PictoryError
from pictory_nb.jupyter.host import Host
from pictory_nb.jupyter.show import Bundle, failure_bundle, video_bundle, waiting_bundle
from pictory_nb.jupyter.showing import Showing
from pictory_nb.state import Completed

if TYPE_CHECKING:
    from pictory_nb.client import Pictory

__all__ = ["refresh"]


def refresh(path: str | Path, client: Pictory, *, showing: Showing | None = None) -> list[str]:
    """Put what became of each job into its output; what was done, in sentences. Nothing is rendered, nothing paid for.

    A film that lies on this computer, by the ledger, is not fetched again. What cannot be asked for stays as it was.
    Raises ``BadNotebook``.
    """
    notebook, told = opened(path), []
    host = Host(folder=Path(path).expanduser().absolute().parent)
    for output, shown in shown_in(notebook):
        name = shown.name or shown.job_id
        try:
            job = client.job(shown.job_id)
            data, metadata = _bundle(job, showing, host)
        except PictoryError as error:
            told.append(f"cell {shown.cell}: {name} stays as it was: {str(error).splitlines()[0]}")
            continue
        output.update(output_type="display_data", data=data, metadata=metadata)
        output.pop("execution_count", None)
        told.append(f"cell {shown.cell}: {job.name or name} is {job.status}")
    if told:
        saved(notebook, path)
    return told


def _bundle(job: Any, showing: Showing | None, host: Host) -> Bundle:
    if not job.done:
        return waiting_bundle(job)
    if not isinstance(job.state, Completed):
        try:
            job.wait(0)
        except PictoryError as error:
            return failure_bundle(job, error)
    return video_bundle(job.video, showing=showing, host=host)
