"""What the sandbox answers, a family of operations in each file, each operation a function that is given a ``Call``.

call ── what was asked           catalogue ── fonts, styles, layouts, avatars, brands
rendering ── films and jobs      previews ── what is looked at before, changed and rendered
usage ── quota and credits       voices, music, media ── what can be heard and seen
storage ── files: brought, and handed out
templates, projects, connections ── what is kept of the account
bodies ── what the body of a submit means
transcripts ── what is said, and summaries of it
aistudio ── pictures and clips by a prompt
"""

from __future__ import annotations

from pictory_nb.sandbox.answers import (
    aistudio,
    catalogue,
    connections,
    media,
    music,
    previews,
    projects,
    rendering,
    storage,
    templates,
    transcripts,
    usage,
    voices,
)
from pictory_nb.sandbox.answers.call import Call, Handler

__all__ = ["HANDLERS", "Call", "Handler"]

HANDLERS: dict[str, Handler] = {
    **rendering.HANDLERS,
    **previews.HANDLERS,
    **templates.HANDLERS,
    **projects.HANDLERS,
    **connections.HANDLERS,
    **storage.HANDLERS,
    **media.HANDLERS,
    **transcripts.HANDLERS,
    **aistudio.HANDLERS,
    **voices.HANDLERS,
    **music.HANDLERS,
    **catalogue.HANDLERS,
    **usage.HANDLERS,
}
"""By the name of the route."""
