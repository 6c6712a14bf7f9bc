"""A finished video on this computer, with what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pictory_nb.chapters import Chapter
from pictory_nb.subtitles import Cue

__all__ = ["Video"]


@dataclass(frozen=True)
class Video:
    """``path`` is the film; ``cues`` are its subtitles, timed in seconds; ``poster`` is a still as JPEG bytes.

    ``chapters`` are its scenes, where somebody knew when they begin.

    ``ran_in`` says who rendered it: ``"sandbox"`` or ``"cloud"``. ``url`` is where the service keeps it, if it can
    be opened from elsewhere. ``notes`` are sentences about what the sandbox did otherwise than asked; ``credits`` names
    those whose voices, music, fonts and drawings it used.
    """

    path: Path
    name: str = ""
    job_id: str = ""
    ran_in: str = "cloud"
    duration: float | None = None
    url: str = ""
    cues: tuple[Cue, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    poster: bytes = b""
    notes: tuple[str, ...] = ()
    credits: str = ""

    @property
    def subtitles(self) -> Path:
        """Where its subtitles lie as VTT, beside it and called as it is: players find them there."""
        return self.path.with_suffix(".vtt")

    @property
    def transcript(self) -> str:
        """What is said, as running text."""
        return " ".join(" ".join(cue.text.split()) for cue in self.cues)

    def __repr__(self) -> str:
        length = f", {self.duration:.1f} s" if self.duration else ""
        return f"Video({str(self.path)!r}{length}, rendered in the {self.ran_in})"
