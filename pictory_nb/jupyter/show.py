"""How films, failures and waiting are shown in an output: MIME bundles that need no script, no style sheet, no kernel.

A saved notebook is opened without trust, on other machines, by hosts that strip most of HTML. So every bundle keeps to
what survives there: ``src`` stands on the ``<video>`` itself, styles are inline, nothing is fetched from elsewhere.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pictory_nb import subtitles
from pictory_nb.errors import PictoryError
from pictory_nb.jupyter.host import Host
from pictory_nb.jupyter.showing import Showing, data_uri, link_to, path_for
from pictory_nb.told import told

if TYPE_CHECKING:
    from pictory_nb.job import Job
    from pictory_nb.storyboard import Storyboard
    from pictory_nb.video import Video

__all__ = [
    "Bundle",
    "failure_bundle",
    "metadata_of",
    "place_words",
    "scene_list",
    "video_bundle",
    "waiting_bundle",
]

POSTER_LIMIT = 60_000
"""Bytes of a poster that a notebook is burdened with; a larger one is left out."""
SCHEMA = 1

Bundle = tuple[dict[str, str], dict[str, Any]]
"""Data by MIME type, and the metadata of the output."""

_BOX = "max-width: 854px; margin: 4px 0; line-height: 1.5"
# No width: a film that stands upright is as wide as it is, without black beside it.
_VIDEO = "display: block; max-width: 100%; max-height: 480px; border-radius: 10px; background: #000"
_LINE = "display: flex; flex-wrap: wrap; gap: 2px 14px; align-items: baseline; margin: 8px 2px 2px"
_QUIET = "opacity: 0.75; font-size: 90%"
_BADGE = (
    "border: 1px solid rgba(128, 128, 128, 0.45); border-radius: 99px; padding: 0 8px; font-size: 85%; opacity: 0.85"
)
_TIME = "color:#7c5cff;cursor:pointer"  # it stands there once for each scene: every letter counts
_SEEK = (
    "var t=event.target.closest('[data-t]'),v=this.querySelector('video');"
    "if(t&&v&&(event.type=='click'||event.key=='Enter')){v.currentTime=+t.dataset.t;v.play()}"
    "if(event.type=='keydown')event.stopPropagation()"
)
"""A click on a sentence plays from there, with no kernel; without trust it is taken away, and the text stays."""
_PARAGRAPH = 14.0
"""Seconds of a transcript that stand together where there are no chapters."""


def video_bundle(video: Video, *, showing: Showing | None = None, host: Host | None = None) -> Bundle:
    """The film with its title, length, place, links and transcript; ``showing`` says where it is taken from."""
    host = host or Host(folder=Path.cwd())
    html = (
        f'<div class="pictory-film" style="{_BOX}" onclick="{_SEEK}" onkeydown="{_SEEK}">\n'
        f"{film_html(video, showing=showing or Showing(), host=host)}\n</div>"
    )
    return {"text/html": html, "text/plain": _plain(video)}, metadata_of(video.job_id)


def film_html(video: Video, *, showing: Showing, host: Host) -> str:
    """The player of a film, and what stands below it."""
    source = showing.source_of(video, host)
    parts = [_player(video, source.src), _caption(video, host), _remarks(video, host, source.remark), _fold(video)]
    return "\n".join(filter(None, parts))


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
    return {"text/html": html, "text/plain": plain}, metadata_of(job.id)


def waiting_bundle(job: Job) -> Bundle:
    """That a job was begun, and how to come back to it: what a notebook keeps that was saved or killed too early."""
    title = f"{job.name or 'A video'} is being made"
    html = (
        f'<div class="pictory-waiting" style="{_BOX}; border-left: 4px solid #6c5ce7; padding: 4px 12px">'
        f"<div><strong>{escape(title)}</strong></div>"
        f'<div style="{_QUIET}">{_address(job.id, job.place)}</div></div>'
    )
    return {"text/html": html, "text/plain": f"{title}: job {job.id}, %pictory status {job.id}"}, metadata_of(job.id)


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
    poster = data_uri("image/jpeg", video.poster) if 0 < len(video.poster) <= POSTER_LIMIT else ""
    # The poster stands there twice: a host that strips <video> shows what stands inside of it, and no browser takes the
    # poster from there. Without one the player shows the first frame, which is the ground before anything came.
    still = f'<img src="{poster}" alt="{escape(_title(video))}" style="max-width: 100%">' if poster else ""
    if not source:
        return still
    given = f' poster="{poster}"' if poster else ""
    inside = _track(video) + still
    return f'<video src="{escape(source)}" controls preload="metadata"{given} style="{_VIDEO}">{inside}</video>'


def _track(video: Video) -> str:
    """The subtitles, for those who want them larger, elsewhere, or read out: off until they are switched on."""
    if not video.cues:
        return ""
    source = data_uri("text/vtt", subtitles.to_vtt(video.cues).encode())
    return f'<track kind="captions" label="Subtitles" src="{source}">'


def _caption(video: Video, host: Host) -> str:
    link, words = link_to(video, host), path_for(video.subtitles, host)
    facts = [f"<strong>{escape(_title(video))}</strong>"]
    if video.duration:
        facts.append(f"<span>{clock(video.duration)}</span>")
    facts.append(f'<span style="{_BADGE}">rendered {escape(place_words(video.ran_in))}</span>')
    if link:
        facts.append(f'<a href="{escape(link)}" target="_blank" rel="noopener">Open</a>')
        facts.append(f'<a href="{escape(link)}" download="{escape(video.path.name)}">Download</a>')
    if words:
        facts.append(f'<a href="{escape(words)}" download="{escape(video.subtitles.name)}">Subtitles</a>')
    # A space after each: where the styles are stripped words would run together.
    return f'<div style="{_LINE}">{" ".join(facts)}</div>'


def _remarks(video: Video, host: Host, source: str) -> str:
    notes = [*video.notes, *filter(None, [source])]
    if host.silent:
        notes.append("This editor plays films without sound: open it in a browser or a player to hear it.")
    return "".join(f'<div style="{_QUIET}">{escape(note)}</div>' for note in notes)


def _fold(video: Video) -> str:
    """What few look for and everybody must find: what is said, how to come back, whose work is in it."""
    parts = _transcript(video)
    if video.job_id:
        parts.append(f'<div style="{_QUIET}">{_address(video.job_id, video.ran_in)}</div>')
    parts += [f'<div style="{_QUIET}">{escape(line)}</div>' for line in video.credits.splitlines()]
    title = " and ".join([*(["Transcript"] if video.transcript else []), *(["credits"] if video.credits else [])])
    summary = f'<summary style="margin: 2px; cursor: pointer">{title.capitalize() or "Origin"}</summary>'
    return f"<details>{summary}{''.join(parts)}</details>" if parts else ""


def _transcript(video: Video) -> list[str]:
    """Paragraphs: one for each chapter, or for some seconds; each sentence knows its time."""
    starts = [chapter.start for chapter in video.chapters]
    titles = {chapter.start: chapter.title for chapter in video.chapters}
    parts: list[str] = []
    begin = float("-inf")
    for cue in video.cues:
        own = max((start for start in starts if start <= cue.start + 0.01), default=None)
        fresh = own != begin if own is not None else cue.start - begin >= _PARAGRAPH or not parts
        if fresh:
            begin = cue.start if own is None else own
            time = f'<b data-t="{begin:.1f}" role="button" tabindex="0" style="{_TIME}">{clock(begin)}</b> '
            title = titles.get(begin, "")
            told_twice = " ".join(cue.text.split()).lower().startswith(title.rstrip("…").lower())
            head = "" if told_twice else f"<strong>{escape(title)}</strong><br>"
            parts.append(f'<p style="margin:6px 0">{time}{head}')
        parts[-1] += f'<span data-t="{cue.start:.1f}">{escape(" ".join(cue.text.split()))}</span> '
    return [f"{part.rstrip()}</p>" for part in parts]


def _address(job_id: str, place: str) -> str:
    return f"{escape(place_words(place))} · <code>%pictory status {escape(job_id)}</code>"


def _plain(video: Video) -> str:
    length = f" · {clock(video.duration)}" if video.duration else ""
    lines = [f"{_title(video)}{length} · rendered {place_words(video.ran_in)}", str(video.path)]
    return "\n".join([*lines, *video.notes, *filter(None, [video.transcript])])


def _title(video: Video) -> str:
    return told(video.name) or video.path.stem


def metadata_of(job_id: str) -> dict[str, Any]:
    """What an output tells programs of the job that it shows."""
    return {"pictory": {"job_id": job_id, "schema": SCHEMA}}
