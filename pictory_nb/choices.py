"""The closed lists that the fields of a storyboard choose from, as types and as tuples (contract §3.9).

A type checker and an editor read the types; forms and checks read the tuples. Fonts and categories stand with the
other terms of the catalogues, in ``terms``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

AspectRatio = Literal["16:9", "9:16", "1:1", "4:5"]

Position = Literal[
    "top-left", "top-center", "top-right",
    "center-left", "center-center", "center-right",
    "bottom-left", "bottom-center", "bottom-right",
]  # fmt: skip
ElementPosition = Literal[Position, "center"]
"""Elements know ``center`` as another name of ``center-center``; styles and logos do not (§3.4, §3.5)."""

Transition = Literal[
    "none", "wipeup", "wipedown", "wipeleft", "wiperight", "smoothleft", "smoothright", "radial", "circlecrop",
    "hblur", "fade",
]  # fmt: skip

Language = Literal[
    "ar", "zh", "nl", "en", "fr", "de", "hi", "id", "it", "ja", "ko", "mr", "pl", "pt", "ru", "es", "ta", "tr",
    "ur", "vi",
]  # fmt: skip
"""Of a script. An older page of the service lists 14 of these 20; all 20 are taken (X7)."""

AudioLanguage = Literal[
    "en-US", "en-AU", "en-GB", "en-IN", "en-IE", "en-AB", "en-WL", "fr-CA", "fr-FR", "de-CH", "de-DE", "it-IT",
    "es-ES", "es-US", "nl-NL", "pt-BR", "ja-JP", "ko-KR", "ru-RU", "hi-IN", "ta-IN", "mr-IN",
]  # fmt: skip
"""Of a recording that is to be heard and written down."""

CaptionLanguage = Literal["zh", "nl", "en", "fr", "de", "it", "pt", "ru", "es", "hi", "ja", "ko"]

Decoration = Literal["bold", "underline", "italics", "linethrough"]
Case = Literal["uppercase", "lowercase", "capitalize", "smallcapitalize"]
AnimationName = Literal["none", "fade", "drift", "wipe", "text reveal", "elastic", "typewriter", "blur", "bulletin"]
MediaStyle = Literal["photorealistic", "artistic", "cartoon", "minimalist", "vintage", "futuristic"]
VisualSelection = Literal["prefer-stock", "prefer-user-library", "stock-only", "user-library-only"]
StockLibrary = Literal["story_blocks", "getty"]

VideoType = Literal["Explainer", "Marketing", "Internal Communication", "Tutorial", "Product"]
Platform = Literal["YouTube", "TikTok", "Instagram", "Facebook", "LinkedIn", "Twitter"]
Tone = Literal[
    "professional", "casual", "friendly", "informative", "persuasive", "exciting", "educational", "humorous",
    "serious", "conversational",
]  # fmt: skip

PremiumModel = Literal[
    "eleven_v3", "eleven_multilingual_v2", "eleven_flash_v2_5", "eleven_turbo_v2_5", "eleven_turbo_v2",
    "eleven_flash_v2", "eleven_multilingual_v1", "eleven_monolingual_v1",
]  # fmt: skip

OutlinedShape = Literal["rectangle", "circle", "line"]
"""The shapes that can have a stroke; the others are filled only (§3.4)."""
Shape = Literal[
    OutlinedShape,
    "badge-1", "badge-2", "badge-3", "badge-4", "badge-5", "badge-6", "badge-7", "badge-8",
    "quote-1", "quote-2", "quote-3", "quote-4", "quote-5", "quote-6",
    "arrow-1", "arrow-2", "arrow-3", "arrow-4", "arrow-5", "arrow-6", "arrow-7", "arrow-8", "arrow-9", "arrow-10",
    "arrow-11", "arrow-12", "arrow-13", "arrow-14", "arrow-15", "arrow-16", "arrow-17", "arrow-18", "arrow-19",
    "geometry-1", "geometry-2", "geometry-3", "geometry-4", "geometry-5", "geometry-6", "geometry-7", "geometry-8",
    "geometry-10",
    "doodle-1", "doodle-2", "doodle-3", "doodle-4", "doodle-5", "doodle-6", "doodle-7", "doodle-8", "doodle-9",
    "doodle-10", "doodle-11", "doodle-12",
    "star-1", "star-2", "star-3", "star-4", "star-5", "star-6",
    "cross-1", "cross-2", "cross-3", "cross-4", "cross-5", "cross-6", "cross-7", "cross-8",
    "checkmark-1", "checkmark-2", "checkmark-3", "checkmark-4", "checkmark-5", "checkmark-6",
    "data-device-1", "data-device-2", "data-device-3", "data-device-4", "data-device-5", "data-device-6",
    "data-device-7", "data-device-8",
    "blob-1", "blob-2", "blob-3", "blob-4", "blob-5", "blob-6", "blob-7", "blob-8", "blob-9",
    "word-1", "word-2", "word-3", "word-4", "word-5", "word-6", "word-7", "word-8", "word-9",
    "line-1", "line-2", "line-3", "line-4", "line-5", "line-6", "line-7", "line-8", "line-9", "line-10", "line-11",
    "line-12", "line-13", "line-14", "line-15", "line-16", "line-17",
    "speech-bubble-2", "speech-bubble-3", "speech-bubble-4", "speech-bubble-5", "speech-bubble-6", "speech-bubble-7",
    "square-1", "square-2", "square-3", "square-4", "square-5",
    "heart-1", "heart-2", "heart-3",
    "thumbs-up", "gift", "leaves", "paperplane", "idea-bulb", "pill",
]  # fmt: skip

ImageModelName = Literal["seedream3.0", "flux-schnell", "nanobanana", "nanobanana-pro"]
VideoModelName = Literal["veo3.1", "veo3.1_fast", "pixverse5.5"]
ModelName = Literal[ImageModelName, VideoModelName]

ASPECT_RATIOS = get_args(AspectRatio)
POSITIONS = get_args(Position)
STOCK_LIBRARIES = get_args(StockLibrary)
TRANSITIONS = get_args(Transition)
LANGUAGES = get_args(Language)
AUDIO_LANGUAGES = get_args(AudioLanguage)
CAPTION_LANGUAGES = get_args(CaptionLanguage)
ANIMATIONS = get_args(AnimationName)
MEDIA_STYLES = get_args(MediaStyle)
PREMIUM_MODELS = get_args(PremiumModel)
OUTLINED_SHAPES = get_args(OutlinedShape)
SHAPES = get_args(Shape)
VIDEO_TYPES = get_args(VideoType)
PLATFORMS = get_args(Platform)
TONES = get_args(Tone)


@dataclass(frozen=True)
class ImageModel:
    """A model that draws. ``credits`` is what one image costs."""

    name: str
    credits: float
    ratios: tuple[str, ...] = ("1:1", "16:9", "9:16")


@dataclass(frozen=True)
class VideoModel:
    """A model that films. ``credits`` is what one second costs; ``durations`` are written as ``"8s"``."""

    name: str
    credits: float
    ratios: tuple[str, ...]
    durations: tuple[str, ...]


IMAGE_MODELS: dict[str, ImageModel] = {
    model.name: model
    for model in (
        ImageModel("seedream3.0", 2),
        ImageModel("flux-schnell", 0.6),
        ImageModel("nanobanana", 4),  # a table of the service gives 1:1 alone, its reference all three (X9)
        ImageModel("nanobanana-pro", 14),
    )
}
VIDEO_MODELS: dict[str, VideoModel] = {
    model.name: model
    for model in (
        VideoModel("veo3.1", 20, ("16:9", "9:16"), ("4s", "6s", "8s")),
        VideoModel("veo3.1_fast", 10, ("16:9", "9:16"), ("4s", "6s", "8s")),
        VideoModel("pixverse5.5", 1.6, ("16:9", "9:16", "1:1", "3:4", "4:3"), ("5s", "8s", "10s")),
    )
}


AVATAR_CREDITS, AVATAR_SECONDS = 15, 30


def avatar_credits(seconds: float) -> float:
    """What an avatar costs: so many credits for each begun stretch of so many seconds (contract §3.8)."""
    return float(AVATAR_CREDITS * max(1, math.ceil(seconds / AVATAR_SECONDS)))
