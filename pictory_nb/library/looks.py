"""How a film looks: fonts, brands, styles, layouts, avatars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pictory_nb.library.entry import Entry, named

__all__ = ["Avatar", "Brand", "Font", "Look", "SmartLayout", "Style"]


@dataclass(frozen=True)
class Font(Entry):
    """A font family, as ``FontStyle(font_family=font.name)`` takes it."""

    COLUMNS = ("name",)

    name: str = ""

    @classmethod
    def from_wire(cls, item: Any) -> Font:
        """The list holds bare names; an object with a name is understood too (contract §2.5)."""
        return cls(item) if isinstance(item, str) else super().from_wire(item)


@dataclass(frozen=True)
class Brand(Entry):
    """A brand of the account."""

    COLUMNS = ("name", "description", "id")

    id: str = ""
    name: str = ""
    description: str = ""


@dataclass(frozen=True)
class Style(Entry):
    """A saved look of subtitles, named by ``subtitle_style_name``."""

    COLUMNS = ("name", "id")

    id: str = ""
    name: str = ""


@dataclass(frozen=True)
class SmartLayout(Entry):
    """A layout for a whole video, named by ``smart_layout_name``."""

    COLUMNS = ("name", "id")

    id: str = named("templateId")
    name: str = named("templateName")
    schema_version: str = ""


@dataclass(frozen=True)
class Look(Entry):
    """One appearance of an avatar; its ``id`` is what a storyboard names."""

    COLUMNS = ("preview_image", "name", "id")

    id: str = ""
    name: str = ""
    preview_image: str = ""
    preview_video: str = ""


@dataclass(frozen=True)
class Avatar(Entry):
    """A presenter, in one or more looks."""

    COLUMNS = ("picture", "name", "gender", "look_ids")

    id: str = ""
    name: str = ""
    gender: str = ""
    looks: tuple[Look, ...] = ()

    @property
    def picture(self) -> str:
        return self.looks[0].preview_image if self.looks else ""

    @property
    def look_ids(self) -> tuple[str, ...]:
        """What a storyboard names: the ids of the looks, not the avatar's own (contract §2.44)."""
        return tuple(look.id for look in self.looks)
