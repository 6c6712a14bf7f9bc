"""A film in the player of the computer that somebody sits at, or, where this is another one, a link to it."""

from __future__ import annotations

import os
import sys
import webbrowser
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from pictory_nb.jupyter.host import Host
from pictory_nb.jupyter.showing import link_to

if TYPE_CHECKING:
    from pictory_nb.video import Video

__all__ = ["link_bundle", "play"]

_ELSEWHERE = ("JUPYTERHUB_USER", "BINDER_SERVICE_HOST", "COLAB_RELEASE_TAG", "SSH_CONNECTION", "CODESPACES")
"""Variables that tell that whoever sees this sits at another computer."""


def play(path: Path) -> bool:
    """Open the film with what this computer opens films with. False where nobody sits at it."""
    if any(name in os.environ for name in _ELSEWHERE):
        return False
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    return webbrowser.open(path.absolute().as_uri())


def link_bundle(video: Video, host: Host) -> dict[str, str]:
    """A link that opens the film in a tab of its own."""
    link, title = link_to(video, host), escape(video.name or video.path.stem)
    html = f'<a href="{escape(link)}" target="_blank" rel="noopener">Open {title} in a tab of its own</a>'
    return {"text/html": html if link else escape(str(video.path)), "text/plain": str(video.path)}
