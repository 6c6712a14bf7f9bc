"""Takes of a film side by side."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from IPython import get_ipython

from pictory_nb.jupyter.host import Host, host_of
from pictory_nb.jupyter.show import EMBED_MB, clock, film_html, place_words

if TYPE_CHECKING:
    from pictory_nb.video import Video

__all__ = ["Comparison"]

_BOX = "display: flex; flex-wrap: wrap; gap: 18px; align-items: flex-start; max-width: 1100px"
_TAKE = "flex: 1 1 260px; min-width: 0; max-width: 540px"
_ALL = "display: inline-block; margin: 0 0 8px; color: #7c5cff; font-weight: 600; cursor: pointer"
_PLAY = (
    "var t=event.target;if(event.type=='keydown'){event.stopPropagation();if(event.key!='Enter')return}"
    "if(t.closest('[data-all]')){var v=[...this.querySelectorAll('video')],p=v.some(x=>!x.paused);"
    "v.forEach((x,n)=>{x.muted=n>0;if(p)x.pause();else{x.currentTime=0;x.play()}});return}"
    "var s=t.closest('[data-t]'),f=s&&s.closest('.pictory-take').querySelector('video');"
    "if(f){f.currentTime=+s.dataset.t;f.play()}"
)
"""All from their beginning at once, the first one with its sound; a click on a sentence plays that take from there."""


class Comparison:
    """``videos`` beside one another, as wide as there is room: what a script, a voice or a shape makes of a film."""

    def __init__(self, videos: Sequence[Video], *, embed_mb: float = EMBED_MB, host: Host | None = None) -> None:
        self.videos = tuple(videos)
        self._embed_mb, self._host = embed_mb, host

    def __repr__(self) -> str:
        return "\n".join(f"{number}. {_line(video)}" for number, video in enumerate(self.videos, 1))

    def _repr_html_(self) -> str:
        host = self._host or host_of(get_ipython())
        takes = "".join(
            f'<div class="pictory-take" style="{_TAKE}">{film_html(video, embed_mb=self._embed_mb, host=host)}</div>'
            for video in self.videos
        )
        together = f'<div><span data-all="" role="button" tabindex="0" style="{_ALL}">▶ All together</span></div>'
        return (
            f'<div class="pictory-compare" onclick="{escape(_PLAY)}" onkeydown="{escape(_PLAY)}">'
            f'{together}<div style="{_BOX}">{takes}</div></div>'
        )


def _line(video: Video) -> str:
    facts = [video.name or video.path.stem, clock(video.duration or 0), place_words(video.ran_in), video.path.name]
    return " · ".join(facts)
