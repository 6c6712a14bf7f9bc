"""The operations that make a video of a storyboard."""

from __future__ import annotations

from pictory_nb.wire.routes.row import Route

__all__ = ["RENDER_STORYBOARD"]

RENDER_STORYBOARD = Route(
    "render_storyboard",
    "POST",
    "/v2/video/storyboard/render",
    "Turn a storyboard into a rendered video, in one job.",
    request="Storyboard",
    answer="Job",
    verb="render",
    paid=True,
)
