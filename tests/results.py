"""What a job says when it is done, for the services that tests make up."""

from __future__ import annotations

from typing import Any

__all__ = ["render_result"]


def render_result(
    *,
    video: str,
    share: str = "",
    thumbnail: str = "",
    srt: str = "",
    vtt: str = "",
    txt: str = "",
    audio: str = "",
    duration: float,
    ai_credits_used: float = 0,
) -> dict[str, Any]:
    """The data of a finished render (§4.3 B), in the spellings of every era, as programs of each still read it (X1)."""
    share = share or video
    return {
        "progress": 100,
        "videoURL": video,
        "videoUrl": video,
        "videoShareURL": share,
        "shareVideoURL": share,
        "thumbnail": thumbnail,
        "srtFile": srt,
        "vttFile": vtt,
        "txtFile": txt,
        "audioURL": audio,
        "videoDuration": duration,
        "aiCreditsUsed": ai_credits_used,
    }
