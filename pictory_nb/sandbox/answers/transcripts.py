"""What is said in a recording, and summaries of it."""

from __future__ import annotations

from typing import Any

from pictory_nb.errors import BadArguments, Problem
from pictory_nb.sandbox.answers.call import Call, Handler, as_json
from pictory_nb.sandbox.answers.rendering import accepted
from pictory_nb.sandbox.transcribing import summary_of, transcript_of
from pictory_nb.transcript import Highlight, Transcript
from pictory_nb.wire import jobs, routes
from pictory_nb.wire.transcripts import HIGHLIGHTS, TRANSCRIPTION, load_words

__all__ = ["HANDLERS"]

LANGUAGE = "en-US"
SECONDS = 60
"""Of a summary whose length nobody named: the service's own examples always name this one."""
LANE = "listening"


def transcribe(call: Call) -> Any:
    told = call.body
    language = told.get("language", LANGUAGE)
    make = transcript_of(
        told["fileUrl"],
        call.premises,
        language=language,
        files_allowed=call.files_allowed,
        given=load_words(told["transcript"], language=language) if told.get("transcript") else None,
        chosen=_chosen(told),
        summaries=call.route is routes.TRANSCRIBE,
    )
    return _begun(call, TRANSCRIPTION, make)


def highlights(call: Call) -> Any:
    transcript = load_words(call.body["transcript"], language=call.body.get("language", ""))
    return _begun(call, HIGHLIGHTS, summary_of(transcript, _seconds(call)))


def highlights_of_job(call: Call) -> Any:
    job_id = call.places["job_id"]
    record = call.premises.jobs.find(job_id)
    if record is None:
        return as_json({"job_id": job_id, **jobs.UNKNOWN_JOB}, 404)
    if record.kind != TRANSCRIPTION or record.word != "completed":
        reason = "is no transcription" if record.kind != TRANSCRIPTION else f"is {record.word}"
        raise BadArguments([Problem("jobId", f"job {job_id} {reason}", "name a transcription that is completed")])
    return _begun(call, HIGHLIGHTS, summary_of(Transcript.from_wire(record.facts), _seconds(call)))


def _begun(call: Call, kind: str, make: Any) -> Any:
    record = call.director.accept(kind, "", make, lane=LANE, webhook=call.webhook(call.body.get("webhook")))
    return accepted(call, record)


def _seconds(call: Call) -> float:
    return call.body.get("highlight_duration") or call.body.get("duration") or SECONDS


def _chosen(told: dict[str, Any]) -> tuple[Highlight, ...]:
    """The ranges that were chosen before, under either name (X12)."""
    ranges = told.get("highlights") or told.get("highlight")
    return Transcript.from_wire({"transcript": [], "highlights": ranges}).highlights if ranges else ()


HANDLERS: dict[str, Handler] = {
    routes.TRANSCRIBE.name: transcribe,
    routes.TRANSCRIBE_V1.name: transcribe,
    routes.HIGHLIGHTS.name: highlights,
    routes.HIGHLIGHTS_V1.name: highlights,
    routes.HIGHLIGHTS_OF_JOB.name: highlights_of_job,
}
