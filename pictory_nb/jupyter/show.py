"""How films, failures and waiting are shown in an output: MIME bundles that need no script, no style sheet, no kernel.

A saved notebook is opened without trust, on other machines, by hosts that strip most of HTML. So every bundle keeps to
what survives there: ``src`` stands on the ``<video>`` itself, styles are inline, nothing is fetched from elsewhere.
"""

from __future__ import annotations

import base64
import os
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pictory_nb.errors import PictoryError
from pictory_nb.jupyter.host import Host
from pictory_nb.told import told

if TYPE_CHECKING:
    from pictory_nb.job import Job
    from pictory_nb.storyboard import Storyboard
    from pictory_nb.video import Video

__all__ = [
    "EMBED_MB",
    "Bundle",
    "failure_bundle",
    "link_to",
    "place_words",
    "scene_list",
    "video_bundle",
    "waiting_bundle",
]

EMBED_MB = 4.0
"""Films of up to this many megabytes (of 1,000,000 bytes) are stored in the notebook itself."""
POSTER_LIMIT = 60_000
"""Bytes of a poster that a notebook is burdened with; a larger one is left out."""
SCHEMA = 1

Bundle = tuple[dict[str, str], dict[str, Any]]
"""Data by MIME type, and the metadata of the output."""

_BOX = "max-width: 854px; margin: 4px 0; line-height: 1.5"
# No width: a film that stands upright is as wide as it is, without black beside it.
_VIDEO = "display: block; max-width: 100%; max-height: 480px; border-radius: 8px"
_QUIET = "opacity: 0.75; font-size: 90%"


def video_bundle(video: Video, *, embed_mb: float = EMBED_MB, host: Host | None = None) -> Bundle:
    """The film with its title, length, place, links and transcript.

    Up to ``embed_mb`` megabytes it is stored in the notebook; a larger one is linked by a path that counts from the
    notebook's folder. A film whose file is gone is linked by its URL, if it has one.
    """
    host = host or Host(folder=Path.cwd())
    link = link_to(video, host)
    source = _embedded(video.path, "video/mp4", embed_mb * 1_000_000) or link
    parts = [
        f'<div class="pictory-film" style="{_BOX}">',
        _player(video, source),
        _caption(video, link),
        _remarks(video, host),
        _fold(video),
        "</div>",
    ]
    return {"text/html": "\n".join(filter(None, parts)), "text/plain": _plain(video)}, _metadata(video.job_id)


def failure_bundle(job: Job, error: BaseException) -> Bundle:
    """Why there is no film, and what to do about it."""
    reason, mend = reason_and_mend(error)
    title = f"{job.name or 'The video'} was not made"
    html = (
        f'<div class="pictory-failure" style="{_BOX}; border-left: 4px solid #d9363e; padding: 4px 12px">'
        f"<div><strong>{escape(title)}</strong></div><div>{escape(reason)}</div>"
        + (f"<div>→ {escape(mend)}</div>" if mend else "")
        + f'<div style="{_QUIET}">{_address(job.id, job.place)}</div></div>'
    )
    plain = f"{title}: {reason}" + (f"\n  → {mend}" if mend else "") + f"\n  job {job.id}"
    return {"text/html": html, "text/plain": plain}, _metadata(job.id)


def waiting_bundle(job: Job) -> Bundle:
    """That a job was begun, and how to come back to it: what a notebook keeps that was saved or killed too early."""
    title = f"{job.name or 'A video'} is being made"
    html = (
        f'<div class="pictory-waiting" style="{_BOX}; border-left: 4px solid #6c5ce7; padding: 4px 12px">'
        f"<div><strong>{escape(title)}</strong></div>"
        f'<div style="{_QUIET}">{_address(job.id, job.place)}</div></div>'
    )
    return {"text/html": html, "text/plain": f"{title}: job {job.id}, %pictory status {job.id}"}, _metadata(job.id)


def reason_and_mend(error: BaseException) -> tuple[str, str]:
    """What an error says, in two parts that are shown apart."""
    if isinstance(error, PictoryError):
        return str(error).partition("\n  → ")[0], error.mend
    return f"{type(error).__name__}: {error}", ""


def place_words(place: str) -> str:
    """Where a video is made, in words for people."""
    return "in the sandbox on this computer" if place == "sandbox" else "in Pictory’s cloud"


def scene_list(storyboard: Storyboard) -> str:
    """The scenes of a storyboard, a line each, for a look before it is rendered."""
    width, height = storyboard.size
    voice = storyboard.voice_over
    speakers = ", ".join(str(one.speaker) for one in voice.ai_voices) if voice else ""
    spoken = f"voice {speakers or 'by default'}" if voice and voice.enabled else "silent"
    music = "music" if storyboard.background_music and storyboard.background_music.enabled else "no music"
    lines = [f"{storyboard.video_name} · {width}×{height} · {spoken} · {music}"]
    for number, scene in enumerate(storyboard.scenes, 1):
        said = " ".join((scene.story or "").replace("<strong>", "").replace("</strong>", "").split())
        said = said if len(said) <= 90 else said[:89] + "…"
        visual = scene.background and (scene.background.visual_url or scene.background.color)
        lines.append(f"{number:>3}  {said or '(nothing is said)'}" + (f"  [{visual}]" if visual else ""))
    return "\n".join(lines)


def clock(seconds: float) -> str:
    """``0:07``, ``12:30``, ``1:00:05``."""
    whole = int(seconds)  # cut off, as players do
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def _player(video: Video, source: str) -> str:
    poster = _data_uri("image/jpeg", video.poster) if 0 < len(video.poster) <= POSTER_LIMIT else ""
    # A host that strips <video> shows what stands inside of it.
    still = f'<img src="{poster}" alt="{escape(_title(video))}" style="max-width: 100%">' if poster else ""
    if not source:
        return still
    given = f' poster="{poster}"' if poster else ""
    return f'<video src="{escape(source)}" controls preload="metadata"{given} style="{_VIDEO}">{still}</video>'


def _caption(video: Video, link: str) -> str:
    facts = [f"<strong>{escape(_title(video))}</strong>"]
    if video.duration:
        facts.append(clock(video.duration))
    facts.append(f"rendered {escape(place_words(video.ran_in))}")
    if link:
        facts.append(f'<a href="{escape(link)}" target="_blank" rel="noopener">Open</a>')
        facts.append(f'<a href="{escape(link)}" download="{escape(video.path.name)}">Download</a>')
    return f"<div>{' · '.join(facts)}</div>"


def _remarks(video: Video, host: Host) -> str:
    notes = [escape(note) for note in video.notes]
    if host.silent:
        notes.append("This editor plays films without sound: open it in a browser or a player to hear it.")
    return "".join(f'<div style="{_QUIET}">{note}</div>' for note in notes)


def _fold(video: Video) -> str:
    """What few look for and everybody must find: what is said, how to come back, whose work is in it."""
    parts = [f"<p>{escape(video.transcript)}</p>"] if video.transcript else []
    if video.job_id:
        parts.append(f'<div style="{_QUIET}">{_address(video.job_id, video.ran_in)}</div>')
    parts += [f'<div style="{_QUIET}">{escape(line)}</div>' for line in video.credits.splitlines()]
    title = " and ".join([*(["Transcript"] if video.transcript else []), *(["credits"] if video.credits else [])])
    return f"<details><summary>{title.capitalize() or 'Origin'}</summary>{''.join(parts)}</details>" if parts else ""


def _address(job_id: str, place: str) -> str:
    return f"{escape(place_words(place))} · <code>%pictory status {escape(job_id)}</code>"


def _plain(video: Video) -> str:
    length = f" · {clock(video.duration)}" if video.duration else ""
    lines = [f"{_title(video)}{length} · rendered {place_words(video.ran_in)}", str(video.path)]
    return "\n".join([*lines, *video.notes, *filter(None, [video.transcript])])


def _title(video: Video) -> str:
    return told(video.name) or video.path.stem


def link_to(video: Video, host: Host) -> str:
    """How a page reaches the film: by a path that counts from the notebook's folder, or by its URL. Perhaps empty."""
    if video.path.is_file():
        try:
            relative = os.path.relpath(video.path.absolute(), host.folder.absolute())
        except ValueError:  # another drive
            return _web(video.url)
        return quote(Path(relative).as_posix())
    return _web(video.url)


def _web(url: str) -> str:
    """``url`` where it may be followed and kept: never a script, nor a signed address, which would be a secret."""
    return url if re.fullmatch(r"https?://[\w.-]+(:\d+)?(/[^\s?#\"'<>\\]*)?", url) else ""


def _embedded(path: Path, kind: str, limit: float) -> str:
    try:
        return _data_uri(kind, path.read_bytes()) if path.stat().st_size <= limit else ""
    except OSError:
        return ""


def _data_uri(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _metadata(job_id: str) -> dict[str, Any]:
    return {"pictory": {"job_id": job_id, "schema": SCHEMA}}
