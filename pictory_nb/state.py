"""What a job of the service is at one moment: in progress, completed, failed or cleaned.

The service spells the same facts in several ways, by era and by operation; ``read_state`` knows them all
(contract §1.2, §4). A state word that nobody documented means "not finished yet", never an error.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pictory_nb.secret import with_links
from pictory_nb.told import linkable, told

__all__ = ["Cleaned", "Completed", "Failed", "InProgress", "State", "read_job_id", "read_state"]


@dataclass(frozen=True)
class InProgress:
    """The job runs, or waits. ``progress`` goes from 0 to 100 and is None until the encoder starts (§4.2)."""

    job_id: str = ""
    progress: int | None = None
    message: str = ""
    word: str = "in-progress"

    def __str__(self) -> str:
        return self.word if self.progress is None else f"{self.word} {self.progress} %"


@dataclass(frozen=True)
class Completed:
    """The job is done. ``duration`` is in seconds; a URL is empty where the service gave none (§4.3 B).

    ``data`` is what the service said, whole: previews, transcripts and whatever it may add later are read there.
    """

    job_id: str = ""
    video_url: str = ""
    share_url: str = ""
    preview_url: str = ""
    thumbnail_url: str = ""
    srt_url: str = ""
    vtt_url: str = ""
    txt_url: str = ""
    audio_url: str = ""
    duration: float | None = None
    ai_credits_used: float | None = None
    data: Mapping[str, Any] = field(default_factory=dict, repr=False)

    word = "completed"

    @property
    def notes(self) -> tuple[str, ...]:
        """What the sandbox did otherwise than asked, in sentences; the service says nothing of the kind."""
        notes = self.data.get("sandboxNotes")
        return tuple(map(told, notes)) if isinstance(notes, list) else ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said but that the job is done: results are not filled in yet, or a list left them out."""
        return not set(self.data) - {"status", "progress", *_JOB_ID}

    def __str__(self) -> str:
        return self.word


@dataclass(frozen=True)
class Failed:
    """The job ended without a result; ``code`` and ``message`` are the service's (§4.4)."""

    job_id: str = ""
    code: str = ""
    message: str = ""

    word = "failed"

    def __str__(self) -> str:
        return self.word


@dataclass(frozen=True)
class Cleaned:
    """The results were removed after the retention time (§4.1)."""

    job_id: str = ""

    word = "cleaned"

    def __str__(self) -> str:
        return self.word


State = InProgress | Completed | Failed | Cleaned

# The first that is there wins (§1.2, X1).
_VIDEO = ("videoURL", "videoUrl", "shareVideoURL", "videoShareURL")
_SHARE = ("videoShareURL", "shareVideoURL")
_PREVIEW = ("previewUrl", "preview")
_JOB_ID = ("jobId", "job_id")
# Any of these means that the job is done, although a v1 preview says no status word at all (§4.9, X6).
_RESULTS = ("renderParams", "transcript", *_VIDEO, *_PREVIEW)


def read_job_id(body: Any) -> str:
    """The id in an answer to a submit, wherever that era put it; empty where there is none (§1.2, X15)."""
    if not isinstance(body, Mapping):
        return ""
    inner = body.get("data")
    # It is pasted into commands and asked for later: one line, and not a long one.
    return "".join(told(_first(inner, _JOB_ID) or _first(body, _JOB_ID), longest=200).split())


def read_state(body: Any, job_id: str = "") -> State:
    """The state that ``body`` (a job look-up, a list item or a webhook) tells. ``job_id`` fills in an id left away."""
    if not isinstance(body, Mapping):
        return InProgress(job_id)
    job_id = read_job_id(body) or job_id
    data = body.get("data")
    word = data.get("status") if isinstance(data, Mapping) else None
    if word == "cleaned":
        return Cleaned(job_id)
    if word == "failed" or body.get("success") is False:
        return _failed(job_id, body if data is None else data)
    if not isinstance(data, Mapping):
        return InProgress(job_id)
    data = with_links(data)
    if word == "completed" or (word != "in-progress" and any(data.get(name) not in (None, "") for name in _RESULTS)):
        return _completed(job_id, data)
    return InProgress(
        job_id,
        progress=_percent(data.get("renderProgress")),
        message=told(data.get("renderProgressMessage")),
        word=told(word, longest=80) or "in-progress",
    )


def _completed(job_id: str, data: Mapping[str, Any]) -> Completed:
    return Completed(
        job_id,
        video_url=_address(data, _VIDEO),
        share_url=_address(data, _SHARE),
        preview_url=_address(data, _PREVIEW),
        thumbnail_url=_address(data, ("thumbnail",)),
        srt_url=_address(data, ("srtFile",)),
        vtt_url=_address(data, ("vttFile",)),
        txt_url=_address(data, ("txtFile",)),
        audio_url=_address(data, ("audioURL",)),
        duration=_number(data.get("videoDuration")),
        ai_credits_used=_number(data.get("aiCreditsUsed")),
        data=data,
    )


def _failed(job_id: str, data: Any) -> Failed:
    """``error_message`` is a string, or an object that holds code and message once more (§4.4, X21)."""
    if not isinstance(data, Mapping):
        return Failed(job_id, message=told(data))
    code = data.get("error_code") or data.get("code")
    message = data.get("error_message") or data.get("message")
    if isinstance(message, Mapping):
        code = message.get("error_code") or code
        message = message.get("error_message") or message.get("message")
    return Failed(job_id, code=told(code, longest=80), message=told(message))


def _first(members: Any, names: tuple[str, ...]) -> str:
    if not isinstance(members, Mapping):
        return ""
    found = (members[name] for name in names if members.get(name) not in (None, ""))
    return next((value for value in found if isinstance(value, str)), "")


def _address(members: Any, names: tuple[str, ...]) -> str:
    """The first address that is there, where it leads into the web."""
    return linkable(_first(members, names))


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _percent(value: Any) -> int | None:
    number = _number(value)
    return None if number is None else round(min(100, max(0, number)))
