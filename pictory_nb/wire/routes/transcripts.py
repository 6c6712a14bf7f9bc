"""The operations that listen: what is said in a film or a recording, and a summary of it."""

from __future__ import annotations

from pictory_nb.choices import AUDIO_LANGUAGES
from pictory_nb.wire.routes.row import Field, Route, must

__all__ = ["HIGHLIGHTS", "HIGHLIGHTS_OF_JOB", "HIGHLIGHTS_V1", "TRANSCRIBE", "TRANSCRIBE_V1"]

_WEBHOOK = Field("webhook", "an address to call when the job has come to its end")
_RECORDING = (
    must("fileUrl", "the address of an MP4, MOV, AVI, MP3, WAV or M4A"),
    Field("mediaType", "of what lies there", choices=("video", "audio")),
    Field("language", "that is spoken, en-US where it is not told", choices=AUDIO_LANGUAGES),
    _WEBHOOK,
)
_SUMMARY = (
    Field("highlight_duration", "seconds of the summary, 60 where they are not told", "integer", least=1),
    Field("duration", "another name for it", "integer", least=1),
    _WEBHOOK,
    Field("language", "of two letters, such as en"),
)
_WORDS = must("transcript", "the timed words, as a transcription job lists them", "objects")

TRANSCRIBE = Route(
    "transcribe",
    "POST",
    "/v2/transcription",
    "Hear what is said in a film or a recording, and find its highlights at several lengths.",
    body=(
        *_RECORDING,
        Field("transcript", "what is said, where that is known", "objects"),
        Field("highlights", "ranges that are chosen already: start and end", "objects"),
        Field("highlight", "another name for them", "objects"),
    ),
    answer="Job",
    verb="transcribe",
    paid=True,
)

TRANSCRIBE_V1 = Route(
    "transcribe_v1",
    "POST",
    "/v1/transcription",
    "Hear what is said in a film or a recording, without highlights.",
    body=_RECORDING,
    answer="Job",
    verb="transcribe",
    paid=True,
)

HIGHLIGHTS = Route(
    "highlights",
    "POST",
    "/v2/transcription/highlights",
    "Find the summary of a transcript, of about a given length.",
    body=(_WORDS, *_SUMMARY),
    answer="Job",
    verb="highlights",
    paid=True,
)

HIGHLIGHTS_V1 = Route(
    "highlights_v1",
    "POST",
    "/v1/transcription/highlights",
    "Find the summary of a transcript, in the way of the first era.",
    body=(_WORDS, *_SUMMARY),
    answer="Job",
    verb="highlights",
    paid=True,
)

HIGHLIGHTS_OF_JOB = Route(
    "highlights_of_job",
    "POST",
    "/v2/transcription/{job_id}/highlights",
    "Find the summary of what a transcription job heard.",
    body=_SUMMARY,
    answer="Job",
    verb="highlights",
    paid=True,
)
