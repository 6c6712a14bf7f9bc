"""The operations that have a model make a picture or a clip, and list those that were made."""

from __future__ import annotations

from pictory_nb.choices import IMAGE_MODELS, MEDIA_STYLES, VIDEO_MODELS
from pictory_nb.wire.routes.row import Field, Route, must

__all__ = ["GENERATED_IMAGES", "GENERATED_VIDEOS", "GENERATE_IMAGE", "GENERATE_VIDEO"]

_WEBHOOK = Field("webhook", "an address to call when the job has come to its end")
_PAGE = (Field("nextPageKey", "from the page before"),)


def _ratios(*models: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ratio for model in models for ratio in model.ratios))  # type: ignore[attr-defined]


GENERATE_IMAGE = Route(
    "generate_image",
    "POST",
    "/v1/aistudio/images",
    "Have a model make an image, for AI credits.",
    body=(
        must("prompt", "what it shows, in 5 to 5,000 signs"),
        Field("model", "seedream3.0 where none is named", choices=tuple(IMAGE_MODELS)),
        Field("aspectRatio", "the model's first one where none is named", choices=_ratios(*IMAGE_MODELS.values())),
        Field("style", "how it looks", choices=MEDIA_STYLES),
        Field("referenceImageUrl", "an image to go by; not for flux-schnell"),
        _WEBHOOK,
    ),
    answer="Job",
    verb="generate_image",
    paid=True,
)

GENERATED_IMAGES = Route(
    "generated_images",
    "GET",
    "/v1/aistudio/images",
    "The images that were made, newest first, a page at a time.",
    query=_PAGE,
    answer="GeneratedImage[]",
    verb="generated_images",
)

GENERATE_VIDEO = Route(
    "generate_video",
    "POST",
    "/v1/aistudio/videos",
    "Have a model make a clip, for AI credits by its length.",
    body=(
        must("prompt", "what happens in it, in 5 to 5,000 signs"),
        Field("model", "pixverse5.5 where none is named", choices=tuple(VIDEO_MODELS)),
        Field("aspectRatio", "the model's first one where none is named", choices=_ratios(*VIDEO_MODELS.values())),
        Field(
            "duration",
            "the model's first one where none is named, such as 8s",
            choices=tuple(dict.fromkeys(each for model in VIDEO_MODELS.values() for each in model.durations)),
        ),
        Field("firstFrameImageUrl", "an image to begin with"),
        Field("extendVideoUrl", "a clip to go on with"),
        Field("referenceImageUrls", "images to go by; one of these three at most", "strings"),
        _WEBHOOK,
    ),
    answer="Job",
    verb="generate_video",
    paid=True,
)

GENERATED_VIDEOS = Route(
    "generated_videos",
    "GET",
    "/v1/aistudio/videos",
    "The clips that were made, newest first, a page at a time.",
    query=_PAGE,
    answer="GeneratedVideo[]",
    verb="generated_videos",
)
