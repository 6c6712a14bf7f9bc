"""The subtitles that lie beside a film under its name, where players look for them; they remember its chapters too.

A chapter is a comment of the VTT file: ``NOTE chapter 00:00:04.200 How rain is made``. So a kernel that never knew the
storyboard, on another day, still shows the film by its scenes.
"""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from pictory_nb.chapters import Chapter
from pictory_nb.subtitles import seconds_of, stamp, to_vtt
from pictory_nb.told import told

if TYPE_CHECKING:
    from pictory_nb.video import Video

__all__ = ["chapters_beside", "write_beside"]

_CHAPTER = re.compile(r"^NOTE chapter (\d\d+:\d\d:\d\d\.\d{3}) (.*)$", re.MULTILINE)
_MOST = 2_000_000


def write_beside(video: Video) -> None:
    """Put the subtitles beside the film, if it has some and none are there. A film is whole without them."""
    if not video.cues or video.subtitles.exists():
        return
    notes = [f"NOTE chapter {stamp(each.start)} {_line(each.title)}\n\n" for each in video.chapters]
    head, _, rest = to_vtt(video.cues).partition("\n\n")
    half = video.subtitles.with_name(f"{video.subtitles.name}.part")
    with contextlib.suppress(OSError):
        half.write_text(f"{head}\n\n{''.join(notes)}{rest}", encoding="utf-8")
        os.replace(half, video.subtitles)


def chapters_beside(film: Path) -> tuple[Chapter, ...]:
    """What the file beside ``film`` remembers of its chapters."""
    file = film.with_suffix(".vtt")
    try:
        text = file.read_text(encoding="utf-8", errors="replace") if file.stat().st_size < _MOST else ""
    except OSError:
        return ()
    return tuple(Chapter(seconds_of(at), told(title)) for at, title in _CHAPTER.findall(text))


def _line(title: str) -> str:
    return " ".join(title.split()).replace("-->", "→")
