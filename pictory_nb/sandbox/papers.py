"""The papers that go with a film: its subtitles as SRT and VTT, its text as TXT, and its credits."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from pictory_nb.subtitles import Cue, to_srt, to_vtt

if TYPE_CHECKING:
    from pictory_nb.renderer.film import Film

__all__ = ["cues_of", "scenes_of", "write"]


def cues_of(film: Film) -> list[Cue]:
    """What is said, timed from the film's start. A title card has no captions, but is heard: its texts stand in."""
    cues = []
    for shot, start in zip(film.shots, accumulate((shot.duration for shot in film.shots), initial=0.0), strict=False):
        if shot.captions:
            cues += [Cue(start + caption.start, start + caption.end, caption.text) for caption in shot.captions]
        elif shot.texts and shot.speech:
            cues.append(Cue(start, start + shot.duration, " ".join(text.text for text in shot.texts)))
    return cues


def scenes_of(film: Film, numbers: Sequence[int], titles: Sequence[str]) -> list[tuple[float, str]]:
    """When each scene of the storyboard begins, and what it is called; ``numbers`` has one for each shot, from 1."""
    starts = accumulate((shot.duration for shot in film.shots), initial=0.0)
    begun = dict(reversed([(number, start) for number, start in zip(numbers, starts, strict=False)]))
    return [(round(begun[number], 3), title) for number, title in enumerate(titles, 1) if number in begun]


def write(cues: Sequence[Cue], folder: Path, thanks: str) -> dict[str, str]:
    """Write the subtitles and the text, and whom to thank.

    Their names by the member that gives their address (contract §4.3 B).
    """
    papers = {
        "srtFile": ("film.srt", to_srt(cues)),
        "vttFile": ("film.vtt", to_vtt(cues)),
        "txtFile": ("film.txt", "\n".join(cue.text for cue in cues) + "\n"),
        "sandboxCreditsFile": ("credits.txt", thanks + "\n"),
    }
    for name, text in papers.values():
        (folder / name).write_text(text, encoding="utf-8")
    return {member: name for member, (name, _) in papers.items()}
