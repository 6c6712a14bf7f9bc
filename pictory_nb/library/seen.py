"""What a film shows: pictures and clips, found or made by a model."""

from __future__ import annotations

from dataclasses import dataclass

from pictory_nb.library.entry import Entry, named

__all__ = ["Clip", "GeneratedImage", "GeneratedVideo", "Picture"]


@dataclass(frozen=True)
class Picture(Entry):
    """A picture or a clip by its addresses: ``jpg`` is a still of what ``url`` leads to."""

    jpg: str = ""
    url: str = ""

    def __str__(self) -> str:
        return self.jpg or self.url


@dataclass(frozen=True)
class Clip(Entry):
    """A picture or a video of a media library. ``duration`` is in seconds, and None for a picture.

    On an account ``preview`` is watermarked and expires: it is for looking, not for a film (X18).
    """

    COLUMNS = ("thumbnail", "description", "media_type", "duration", "library", "id")

    id: int | str = ""
    keyword: str = ""
    media_type: str = ""
    description: str = named("mediaDescription")
    duration: float | None = None
    library: str = named("searchLibrary")
    thumbnail: Picture = Picture()
    preview: Picture = Picture()


@dataclass(frozen=True)
class _Generated(Entry):
    """What a model made by a prompt."""

    id: str = ""
    url: str = ""
    prompt: str = ""
    aspect_ratio: str = ""
    created_date: str = ""
    model: str = ""
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True)
class GeneratedImage(_Generated):
    """An image that a model made: ``Background(type="image", visual_url=image.url)`` (contract §2.46)."""

    COLUMNS = ("picture", "prompt", "model", "style", "aspect_ratio", "created_date")

    style: str = ""
    reference_image_url: str = ""

    @property
    def picture(self) -> str:
        return self.url


@dataclass(frozen=True)
class GeneratedVideo(_Generated):
    """A clip that a model made: ``Background(type="video", visual_url=clip.url)`` (contract §2.48)."""

    COLUMNS = ("picture", "prompt", "model", "duration", "aspect_ratio", "created_date")

    duration: str = ""
    preview_image_url: str = ""
    thumbnail_image_url: str = ""
    last_frame_image_url: str = ""
    first_frame_image_url: str = ""
    reference_image_urls: tuple[str, ...] = ()
    extend_video_url: str = ""

    @property
    def picture(self) -> str:
        return self.thumbnail_image_url or self.preview_image_url
