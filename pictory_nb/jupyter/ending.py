"""What a job ends with, and how that is shown: a film, or the scenes of a preview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pictory_nb.jupyter.show import Bundle, metadata_of, video_bundle
from pictory_nb.preview import Preview

if TYPE_CHECKING:
    from pictory_nb.job import Job
    from pictory_nb.jupyter.host import Host
    from pictory_nb.jupyter.showing import Showing
    from pictory_nb.video import Video

__all__ = ["Ending", "ending_of"]


@dataclass(frozen=True)
class Ending:
    """``video`` is the film, where there is one; that of a preview is small, and the sandbox alone makes it."""

    job: Job
    video: Video | None = None

    @property
    def plain(self) -> str:
        """What a terminal prints: where it is to be seen."""
        return str(self.video.path) if self.video else getattr(self.job, "url", "")

    def bundle(self, *, showing: Showing, host: Host) -> Bundle:
        """What an output shows, and keeps."""
        film = video_bundle(self.video, showing=showing, host=host) if self.video else ({}, {})
        if not isinstance(self.job, Preview):
            return film
        html = f"{self.job._repr_html_()}\n{film[0].get('text/html', '')}"
        return {"text/html": html, "text/plain": self.plain}, metadata_of(self.job.id)


def ending_of(job: Job) -> Ending:
    """What ``job`` ends with; a film is brought to this computer. Waits and raises like ``job.video``."""
    job.wait()
    return Ending(job) if isinstance(job, Preview) and not job.has_film else Ending(job, job.video)
