"""Subtitles: timed lines, and their SRT and VTT spellings both ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

__all__ = ["Cue", "from_srt", "from_vtt", "to_srt", "to_vtt"]


@dataclass(frozen=True)
class Cue:
    """``text`` is shown from ``start`` to ``end``, in seconds; both formats keep milliseconds."""

    start: float
    end: float
    text: str


def to_srt(cues: Iterable[Cue]) -> str:
    import srt

    return srt.compose(
        srt.Subtitle(number, timedelta(seconds=cue.start), timedelta(seconds=cue.end), cue.text)
        for number, cue in enumerate(cues, 1)
    )


def from_srt(text: str) -> tuple[Cue, ...]:
    import srt

    return tuple(Cue(s.start.total_seconds(), s.end.total_seconds(), s.content) for s in srt.parse(text))


def to_vtt(cues: Iterable[Cue]) -> str:
    import webvtt

    captions = [webvtt.Caption(_stamp(cue.start), _stamp(cue.end), _guarded(cue.text)) for cue in cues]
    return webvtt.WebVTT(captions=captions).content


def from_vtt(text: str) -> tuple[Cue, ...]:
    import webvtt

    return tuple(Cue(_seconds(c.start), _seconds(c.end), _plain(c.raw_text)) for c in webvtt.from_string(text))


def _stamp(seconds: float) -> str:
    whole, milliseconds = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{milliseconds:03}"


def _seconds(stamp: str) -> float:
    hours, minutes, seconds = stamp.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


# VTT reads & and < as markup, and an arrow as a timing line.
_GUARDS = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))


def _guarded(text: str) -> str:
    for plain, guard in _GUARDS:
        text = text.replace(plain, guard)
    return text


def _plain(text: str) -> str:
    for plain, guard in reversed(_GUARDS):
        text = text.replace(guard, plain)
    return text
