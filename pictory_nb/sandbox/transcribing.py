"""How a recording becomes a transcript, and a transcript a summary: what the director is told to do for them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pictory_nb.sandbox import listening
from pictory_nb.sandbox.director import Made, Maker, Report
from pictory_nb.sandbox.page import write_page
from pictory_nb.sandbox.premises import Premises
from pictory_nb.sandbox.studio import pool
from pictory_nb.transcript import Highlight, Transcript
from pictory_nb.wire.transcripts import dump_highlights, dump_transcript

__all__ = ["summary_of", "transcript_of"]


def transcript_of(
    url: str,
    premises: Premises,
    *,
    language: str,
    files_allowed: bool,
    given: Transcript | None = None,
    chosen: tuple[Highlight, ...] = (),
    summaries: bool = True,
) -> Maker:
    """Hears what is said at ``url``, unless it is ``given``. Its minutes are counted when that is done.

    With ``summaries`` highlights are found at several lengths, unless they are ``chosen``, and there is a page to read.
    """
    media = premises.media(files_allowed=files_allowed)

    def make(folder: Path, report: Report) -> Made:
        report(0, "Fetching the recording")
        file = media.file(url, "the recording")
        if given is None:
            heard = listening.listen(file, language, lambda part: report(part, "Listening"))
        else:
            measures = pool().submit(listening.measured, file).result()
            heard = replace(given, duration=max(given.duration, measures.duration), clips=None, size=measures.size)
        if summaries:
            heard = replace(heard, highlights=chosen or listening.summaries(heard))
        premises.meter.count("transcriptionMinutes", heard.duration / 60, source="transcription", description=file.name)
        return Made(dump_transcript(heard), {"editVideoUrl": write_page(heard, url, folder)} if summaries else {})

    return make


def summary_of(transcript: Transcript, seconds: float) -> Maker:
    """Finds the sentences that tell most within about ``seconds``."""

    def make(folder: Path, report: Report) -> Made:
        return Made(dump_highlights(transcript, listening.summary(transcript, seconds)))

    return make
