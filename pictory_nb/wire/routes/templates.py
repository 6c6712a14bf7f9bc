"""The operations of templates: videos with places that are filled in, row by row."""

from __future__ import annotations

from pictory_nb.wire.routes.row import Field, Route, must

__all__ = [
    "CREATE_TEMPLATE",
    "DELETE_TEMPLATE",
    "PREVIEW_TEMPLATE",
    "TEMPLATE",
    "TEMPLATES",
    "UPDATE_TEMPLATE",
]

TEMPLATES = Route(
    "templates",
    "GET",
    "/v1/templates",
    "The account's templates.",
    answer="Template[]",
    verb="templates.list",
)
CREATE_TEMPLATE = Route(
    "create_template",
    "POST",
    "/v1/templates",
    "Make a template of a project file (.pictai), whose bytes are the body.",
    request="bytes",
    answer="Template",
    verb="templates.create",
)
TEMPLATE = Route(
    "template",
    "GET",
    "/v1/templates/{template_id}",
    "A template with its scenes and its variables.",
    answer="Template",
    verb="templates.get",
)
UPDATE_TEMPLATE = Route(
    "update_template",
    "PUT",
    "/v1/templates/{template_id}",
    "Put other scenes into a template.",
    body=(must("scenes", "the scenes in the shape in which the template tells them", "objects"),),
    answer="Receipt",
    verb="templates.update",
)
DELETE_TEMPLATE = Route(
    "delete_template",
    "DELETE",
    "/v1/templates/{template_id}",
    "Delete a template.",
    answer="Receipt",
    verb="templates.delete",
)
PREVIEW_TEMPLATE = Route(
    "preview_template",
    "POST",
    "/v1/video/from-template",
    "Make a preview of a template, with values for its variables.",
    body=(
        must("templateId", "the id of the template"),
        Field("variables", "a value for each name", "object"),
        Field("scenes", "other scenes, or more of them: sceneId, insertBeforeSceneId, insertAfterSceneId", "objects"),
        Field("videoName", "of the video"),
        Field("language", "such as en"),
        Field("audio", "as in a storyboard of the first era", "object"),
        Field("textStyles", "as in a storyboard of the first era", "object"),
        Field("brandLogo", "as in a storyboard of the first era", "object"),
        Field("webhook", "an address to call at the end"),
        Field("videoWidth", "pixels, together with videoHeight", "integer", least=16, most=4096),
        Field("videoHeight", "pixels, together with videoWidth", "integer", least=16, most=4096),
    ),
    answer="Job",
    verb="templates.preview",
    paid=True,
)
