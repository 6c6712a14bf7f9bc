"""Where a finished video is sent besides: to Vimeo, or to a bucket (contract §2.56, §3.1)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from pictory_nb.storyboard.tagged import told_apart
from pictory_nb.storyboard.values import Flag
from pictory_nb.word import Word

__all__ = ["Destination", "S3Destination", "VimeoDestination", "VimeoPrivacy"]


class VimeoPrivacy(Word):
    """Who may watch, embed and download the video at Vimeo, in Vimeo's own words."""

    view: str | None = None
    embed: str | None = None
    download: Flag | None = None


class VimeoDestination(Word):
    """A folder at Vimeo; the connection is the storyboard's ``vimeo_connection_id``. Its members are not camelCase."""

    ALWAYS_SENT: ClassVar[tuple[str, ...]] = ("type",)

    type: Literal["vimeo"] = "vimeo"
    folder_uri: str | None = Field(default=None, alias="folder_uri")
    content_rating: tuple[str, ...] = Field(default=(), alias="content_rating")
    privacy: VimeoPrivacy | None = None


class S3Destination(Word):
    """A bucket at AWS. The service publishes nothing of its members, so all of them travel as they are."""

    model_config = ConfigDict(extra="allow")
    ALWAYS_SENT: ClassVar[tuple[str, ...]] = ("type",)

    type: Literal["s3"] = "s3"


Destination = Annotated[VimeoDestination | S3Destination, Field(discriminator="type"), told_apart("vimeo", "s3")]
