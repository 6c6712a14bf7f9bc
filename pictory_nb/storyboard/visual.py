"""Where a picture comes from when it is not named: a library is searched, or a model draws it (contract §3.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, StringConstraints

from pictory_nb.choices import IMAGE_MODELS, VIDEO_MODELS, MediaStyle, ModelName, StockLibrary
from pictory_nb.storyboard.rules import at_most_one
from pictory_nb.storyboard.values import Color, Flag, MediaUrl, Unit
from pictory_nb.word import Broken, Word

__all__ = ["AiVisual", "ColorOverlay", "SearchFilter", "fitting_type"]

Keyword = Annotated[str, StringConstraints(min_length=2, max_length=100)]


class SearchFilter(Word):
    """What to look for when the visual is chosen from a library."""

    query: str | None = None
    keywords: Annotated[tuple[Keyword, ...], Field(min_length=1, max_length=10)] | None = None
    category: str | None = None
    libraries: tuple[StockLibrary, ...] = ()


class AiVisual(Word):
    """A picture or a video that a model makes, for AI credits. Without ``prompt`` it is made from the story.

    The prompt has up to 500 characters; an older guide of the service says 250 (X10).
    """

    model: ModelName
    prompt: Annotated[str, StringConstraints(max_length=500)] | None = None
    media_style: MediaStyle | None = None
    video_duration: str | None = None
    visual_continuity: Flag = False
    first_frame_image_url: MediaUrl | None = None
    reference_image_urls: Annotated[tuple[MediaUrl, ...], Field(max_length=2)] = ()
    reference_image_url: MediaUrl | None = None

    def broken_rules(self) -> Iterator[Broken]:
        if self.video_duration is not None:
            if self.model in IMAGE_MODELS:
                yield ("video_duration",), f"{self.model} draws images → take the duration away (V19)"
            elif self.video_duration not in (allowed := VIDEO_MODELS[self.model].durations):
                yield (
                    ("video_duration",),
                    f"{self.model} does not make {self.video_duration!r} → write {', '.join(allowed)} (V19)",
                )
        yield from at_most_one(self, "first_frame_image_url", "reference_image_urls", rule="V20")

    @property
    def is_video(self) -> bool:
        return self.model in VIDEO_MODELS


def fitting_type(type_: str | None, visual: AiVisual | None) -> Iterator[Broken]:
    """A model makes either images or videos, and ``type`` has to say which (V18)."""
    if visual is None:
        return
    if type_ is None:
        yield ("type",), f"it is missing beside ai_visual → write {'video' if visual.is_video else 'image'!r} (V18)"
    elif visual.is_video != (type_ == "video"):
        fitting = VIDEO_MODELS if type_ == "video" else IMAGE_MODELS
        yield ("ai_visual", "model"), f"{visual.model} does not make a {type_} → use {', '.join(fitting)} (V18)"


class ColorOverlay(Word):
    """A veil of colour over the visual. The alpha of ``color`` does not count, ``opacity`` does."""

    color: Color
    opacity: Unit = 0.4
