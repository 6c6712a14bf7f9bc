"""The operations that make a video: of a storyboard at once, or by a preview that is looked at and changed before."""

from __future__ import annotations

from pictory_nb.wire.routes.row import Field, Route

__all__ = [
    "CHANGE_ELEMENTS",
    "PREVIEW_STORYBOARD",
    "PREVIEW_STORYBOARD_V1",
    "RENDER_PARAMS",
    "RENDER_PARAMS_V1",
    "RENDER_PREVIEW",
    "RENDER_PREVIEW_V1",
    "RENDER_STORYBOARD",
]

_WEBHOOK = Field("webhook", "an address to call at the end")

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
PREVIEW_STORYBOARD = Route(
    "preview_storyboard",
    "POST",
    "/v2/video/storyboard",
    "Make a preview of a storyboard, which can be looked at, changed and rendered.",
    request="Storyboard",
    answer="Job",
    verb="preview",
    paid=True,
)
CHANGE_ELEMENTS = Route(
    "change_elements",
    "PUT",
    "/v2/video/storyboard/{job_id}/elements",
    "Change elements of a finished preview: its texts, pictures and sounds.",
    request="ElementChange[]",
    verb="preview.change",
)
RENDER_PREVIEW = Route(
    "render_preview",
    "PUT",
    "/v2/video/render/{job_id}",
    "Render a finished preview as it is.",
    body=(_WEBHOOK,),
    answer="Job",
    verb="preview.render",
    paid=True,
)
RENDER_PARAMS = Route(
    "render_params",
    "POST",
    "/v2/video/render",
    "Render the params of a preview, which may have been edited.",
    request="RenderParams",
    answer="Job",
    verb="render_params",
    paid=True,
)
PREVIEW_STORYBOARD_V1 = Route(
    "preview_storyboard_v1",
    "POST",
    "/v1/video/storyboard",
    "Make a preview of a storyboard of the first era.",
    request="StoryboardV1",
    answer="Job",
    verb="preview",
    paid=True,
)
RENDER_PREVIEW_V1 = Route(
    "render_preview_v1",
    "PUT",
    "/v1/video/render/{job_id}",
    "Render a finished preview of the first era as it is, or with other params in its place.",
    body=(
        _WEBHOOK,
        Field("audio", "as in the params of the preview", "object"),
        Field("output", "as in the params of the preview", "object"),
        Field("scenes", "as in the params of the preview", "objects"),
    ),
    answer="Job",
    verb="preview.render",
    paid=True,
)
RENDER_PARAMS_V1 = Route(
    "render_params_v1",
    "POST",
    "/v1/video/render",
    "Render the params of a preview of the first era, which may have been edited or written by hand.",
    request="RenderParamsV1",
    answer="Job",
    verb="render_params",
    paid=True,
)
