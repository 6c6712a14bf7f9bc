"""Takes of a film side by side."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from IPython import get_ipython

from pictory_nb.jupyter.host import Host, host_of
from pictory_nb.jupyter.show import clock, film_html, place_words
from pictory_nb.jupyter.showing import Showing

if TYPE_CHECKING:
    from pictory_nb.job import Job
    from pictory_nb.video import Video

__all__ = ["Comparison", "what_differs"]

_BOX = "display: flex; flex-wrap: wrap; gap: 18px; align-items: flex-start; max-width: 1100px"
# As wide as the film at most, so that an upright one stands beside others and not alone in a row.
_TAKE = "flex: 1 1 240px; min-width: 0; max-width: 540px"
_BUTTON = (
    "display: inline-block; padding: 3px 14px; border-radius: 99px; cursor: pointer; user-select: none; "
    "background: #6443e8; color: #fff; font-weight: 600"
)
_LABEL = "display: block; margin: 0 2px 6px; line-height: 1.4; cursor: pointer; overflow-wrap: anywhere"
_QUIET = "opacity: 0.75; font-size: 90%"
_PLAY = (
    "var t=event.target;if(event.type=='keydown'){event.stopPropagation();if(event.key!='Enter'&&event.key!=' ')return;"
    "if(t.closest('[role=button]'))event.preventDefault()}"
    "var v=[...this.querySelectorAll('video')],take=t.closest('.pictory-take'),own=take&&take.querySelector('video');"
    "if(t.closest('[data-all]')){var p=v.some(x=>!x.paused),loud=v.find(x=>x.dataset.loud)||v[0];"
    "v.forEach(x=>{x.muted=x!=loud;if(p)x.pause();else{x.currentTime=0;x.play()}});return}"
    "if(t.closest('[data-hear]')&&own){"
    "v.forEach(x=>{x.muted=x!=own;if(x==own)x.dataset.loud=1;else delete x.dataset.loud});"
    "if(v.every(x=>x.paused))own.play();return}"
    "var s=t.closest('[data-t]');if(s&&own){own.currentTime=+s.dataset.t;own.play()}"
)
"""All from their beginning at once, one of them with its sound; whose, a click on its label says. A click on a sentence
plays that take from there. Space and Enter press what has the focus, and reach no cell."""


_WAKE = "this.nextElementSibling.style.display='block'"
_DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
"""A picture of nothing, whose arrival shows the button: where no script may run, nothing stands there to be pressed."""


class Comparison:
    """``videos`` beside one another, as wide as there is room: what a script, a voice or a shape makes of a film.

    ``labels`` are what each is called here, where names alone would not tell them apart.
    """

    def __init__(
        self,
        videos: Sequence[Video],
        *,
        labels: Sequence[str] = (),
        showing: Showing | None = None,
        host: Host | None = None,
    ) -> None:
        self.videos = tuple(videos)
        self.labels = tuple(labels) or tuple(video.name or video.path.stem for video in self.videos)
        self._showing, self._host = showing or Showing(), host

    def __repr__(self) -> str:
        rows = zip(self.labels, self.videos, strict=True)
        return "\n".join(f"{number}. {_line(label, video)}" for number, (label, video) in enumerate(rows, 1))

    def _repr_html_(self) -> str:
        host = self._host or host_of(get_ipython())
        takes = "".join(self._take(*each, host) for each in zip(self.labels, self.videos, strict=True))
        together = f'<span data-all="" role="button" tabindex="0" style="{_BUTTON}">▶ Play all together</span>'
        hint = f'<span style="{_QUIET}">a click on a name gives that take the sound</span>'
        return (
            f'<div class="pictory-compare" onclick="{escape(_PLAY)}" onkeydown="{escape(_PLAY)}">'
            f'<img src="{_DOT}" alt="" onload="{_WAKE}" style="width: 0; height: 0">'
            f'<div style="display: none; margin: 2px 0 12px">{together} &nbsp; {hint}</div>'
            f'<div style="{_BOX}">{takes}</div></div>'
        )

    def _take(self, label: str, video: Video, host: Host) -> str:
        title, _, facts = label.partition(" · ")
        shown = f"<strong>{escape(title)}</strong>" + (
            f' <span style="{_QUIET}">{escape(facts)}</span>' if facts else ""
        )
        return (
            f'<div class="pictory-take" style="{_TAKE}">'
            f'<span data-hear="" role="button" tabindex="0" title="Hear this one" '
            f'style="{_LABEL}">{shown}</span>'
            f"{film_html(video, showing=self._showing, host=host)}</div>"
        )


def what_differs(jobs: Sequence[Job]) -> list[str]:
    """For each job in what it is unlike the others, as far as their storyboards are known: who reads, what shape."""
    told = [_facts(job) for job in jobs]
    kinds = [kind for kind in ("voice", "size") if len({each.get(kind, "") for each in told}) > 1]
    return [" · ".join(each[kind] for kind in kinds if each.get(kind)) for each in told]


def _facts(job: Job) -> dict[str, str]:
    board = job.storyboard
    if board is None:
        return {}
    voice = board.voice_over
    speakers = ", ".join(str(one.speaker) for one in voice.ai_voices) if voice and voice.enabled else ""
    return {"voice": speakers or "silent", "size": "{}×{}".format(*board.size)}


def _line(label: str, video: Video) -> str:
    facts = [label, clock(video.duration or 0), place_words(video.ran_in), video.path.name]
    return " · ".join(facts)
