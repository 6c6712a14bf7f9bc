"""What stands over the whole video: the logo, and the avatar who speaks it (contract §3.8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar

from pictory_nb.choices import ElementPosition, Position
from pictory_nb.storyboard.rules import placed_once
from pictory_nb.storyboard.values import Color, Flag, MediaUrl, NonEmpty, Number, Percent, either
from pictory_nb.word import Broken, Word

__all__ = ["Avatar", "Logo", "SceneAvatar"]


class Logo(Word):
    """A picture over the whole video. ``url`` may be a path on this computer where the sandbox renders."""

    url: MediaUrl
    position: Position = "top-right"
    width: Percent = "10%"


class SceneAvatar(Word):
    """How the video's avatar is shown in one scene."""

    HINTS: ClassVar[Mapping[str, str]] = {"avatarId": "there is one avatar for the whole video: name it at its top"}

    position: ElementPosition | None = None
    top: Percent | None = None
    left: Percent | None = None
    width: Percent | None = None
    hide: Flag = False
    background_color: Color | None = None
    border_radius: Percent | None = None
    border_color: Color | None = None
    border_thickness: Annotated[Number | Percent, either("a number or a percentage")] | None = None

    def broken_rules(self) -> Iterator[Broken]:
        yield from placed_once(self)


class Avatar(SceneAvatar):
    """A person who speaks the story in the picture: 15 AI credits for every 30 s. ``avatar_id`` is that of a look."""

    HINTS: ClassVar[Mapping[str, str]] = {}

    avatar_id: NonEmpty
