"""Codec of what a transcription or a highlights job tells (contract §4.3 C and D)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import gcd
from typing import Any

from pictory_nb.errors import BadArguments, BadTranscript, Problem
from pictory_nb.transcript import Highlight, Transcript, highlights_to_wire

__all__ = ["HIGHLIGHTS", "TRANSCRIPTION", "dump_highlights", "dump_transcript", "load_words"]

TRANSCRIPTION, HIGHLIGHTS = "transcription", "highlights"
"""Kinds of jobs."""


def dump_transcript(transcript: Transcript) -> dict[str, Any]:
    """The data of a completed transcription: words, the same as text and subtitles, and its summaries."""
    return {
        "transcript": transcript.to_wire(),
        "txt": transcript.text,
        "srt": transcript.to_srt(),
        "vtt": transcript.to_vtt(),
        "mediaInfo": _media_info(transcript),
        "language": transcript.language,
        "highlights": highlights_to_wire(transcript.highlights),
    }


def dump_highlights(transcript: Transcript, highlight: Highlight) -> dict[str, Any]:
    """The same, with the words of the summary marked, and its clips in the place of all others."""
    marked = {"transcript": transcript.to_wire(highlight), "highlights": highlights_to_wire([highlight])}
    return dump_transcript(transcript) | marked


def load_words(body: Sequence[Mapping[str, Any]] | Mapping[str, Any], *, language: str = "") -> Transcript:
    """The transcript that a request holds. Raises ``BadArguments`` where there is none in it."""
    try:
        transcript = Transcript.from_wire(body, language=language)
    except BadTranscript as error:
        raise BadArguments([Problem("transcript", str(error).partition("\n")[0], error.mend)]) from None
    if not transcript.words:
        raise BadArguments([Problem("transcript", "no word of it is timed", "each has word, start_time and end_time")])
    return transcript


def _media_info(transcript: Transcript) -> dict[str, Any]:
    info: dict[str, Any] = {"duration": transcript.duration}
    if transcript.size:
        width, height = transcript.size
        common = gcd(width, height)
        info |= {"width": width, "height": height, "aspect_ratio": f"{width // common}:{height // common}"}
    return info
