"""Subtitles: timed lines, and their SRT and VTT spellings both ways."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from pictory_nb.errors import BadSubtitles
from pictory_nb.told import told

__all__ = ["Cue", "from_srt", "from_vtt", "seconds_of", "stamp", "to_srt", "to_vtt"]


@dataclass(frozen=True)
class Cue:
    """``text`` is shown from ``start`` to ``end``, in seconds; both formats keep milliseconds.

    In a file a blank line ends a cue, so blank lines inside of ``text`` do not survive the way there.
    """

    start: float
    end: float
    text: str


def to_srt(cues: Iterable[Cue]) -> str:
    import srt

    return srt.compose(
        (
            srt.Subtitle(number, _exactly(cue.start), _exactly(cue.end), _without_blank_lines(cue.text))
            for number, cue in enumerate(cues, 1)
        ),
        reindex=False,  # it would leave out a cue without text
    )


def from_srt(text: str) -> tuple[Cue, ...]:
    """The cues of an SRT file. Raises ``BadSubtitles``."""
    import srt

    try:
        return tuple(
            Cue(found.start.total_seconds(), found.end.total_seconds(), found.content) for found in srt.parse(text)
        )
    except srt.SRTParseError:
        raise BadSubtitles(
            "this is not an SRT file", mend="it starts with 1 and 00:00:00,000 --> 00:00:01,000"
        ) from None


def to_vtt(cues: Iterable[Cue]) -> str:
    import webvtt

    captions = [webvtt.Caption(stamp(cue.start), stamp(cue.end), _guarded(cue.text)) for cue in cues]
    return webvtt.WebVTT(captions=captions).content


def from_vtt(text: str) -> tuple[Cue, ...]:
    """The cues of a VTT file; markup inside of them (``<v Ada>``, ``<b>``) is left out. Raises ``BadSubtitles``."""
    import webvtt

    try:
        return tuple(
            Cue(seconds_of(found.start), seconds_of(found.end), told(html.unescape(found.text)))
            for found in webvtt.from_string(text)
        )
    except webvtt.errors.MalformedFileError:
        raise BadSubtitles("this is not a VTT file", mend="its first line is WEBVTT") from None


def _exactly(seconds: float) -> timedelta:
    return timedelta(milliseconds=round(seconds * 1000))


def stamp(seconds: float) -> str:
    """``00:00:04.200``, as VTT writes it."""
    whole, milliseconds = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{milliseconds:03}"


def seconds_of(stamp: str) -> float:
    """The other way round."""
    hours, minutes, seconds = stamp.split(":")
    # Added up as whole milliseconds: as fractions, 1 minute and 19.421 s would not be 79.421 s.
    return ((int(hours) * 60 + int(minutes)) * 60_000 + round(float(seconds) * 1000)) / 1000


def _guarded(text: str) -> str:
    """VTT reads & and < as markup, and an arrow as a timing line."""
    return html.escape(_without_blank_lines(text), quote=False)


def _without_blank_lines(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if line.strip())
