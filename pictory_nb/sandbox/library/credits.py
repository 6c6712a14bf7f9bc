"""Whom to thank for what a film shows and plays: for its metadata, and for a text beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .music import Track

__all__ = ["Credit", "credits"]


@dataclass(frozen=True)
class Credit:
    """One thing that a film uses, who made it, and under which licence."""

    what: str
    maker: str
    licence: str
    link: str

    def __str__(self) -> str:
        return f"{self.what}: {self.maker} ({self.licence}) {self.link}"


EMBLEMS = Credit("Emblems", "Fluent Emoji by Microsoft", "MIT", "https://github.com/microsoft/fluentui-emoji")
RECORDINGS = "https://github.com/sdumont/immich-video-memory-generator"
FONTSOURCE = "https://fontsource.org/fonts/"


def credits(*, families: Iterable[str] = (), emblems: bool = False, track: Track | None = None) -> list[Credit]:
    """The credits of one film: the font families it is written in, whether it shows emblems, and its music.

    ``"\\n".join(map(str, credits(...)))`` is the text.
    """
    found = [
        Credit(f"Font {family}", "its project authors", "OFL-1.1", FONTSOURCE + family.lower().replace(" ", "-"))
        for family in sorted(set(families))
    ]
    if emblems:
        found.append(EMBLEMS)
    if track is not None:
        found.append(_music(track))
    return found


def _music(track: Track) -> Credit:
    if track.recording is None:
        return Credit(f"Music “{track.title}”", "synthesised by pictory_nb", "free to use", "")
    return Credit(f"Music “{track.title}”", "Immich Memories Contributors, made with ACE-Step", "MIT", RECORDINGS)
