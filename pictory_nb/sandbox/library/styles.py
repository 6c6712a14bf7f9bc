"""Looks with a name: the subtitle styles and the layouts that a storyboard can ask for (contract §2.42, §2.43)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from pictory_nb.storyboard import FontStyle

__all__ = ["LAYOUTS", "STYLES", "Layout", "NamedStyle", "layout", "style"]

_SPACE = uuid.UUID("6f1a7f0c-2b1e-4d53-9a57-0c6d41265a1f")


@dataclass(frozen=True)
class NamedStyle:
    """A look of subtitles. ``id`` is the same on every computer."""

    name: str
    look: FontStyle

    @property
    def id(self) -> str:
        return str(uuid.uuid5(_SPACE, f"style {self.name}"))


@dataclass(frozen=True)
class Layout:
    """A look for a whole video: its subtitles, and how one scene gives way to the next."""

    name: str
    transition: str
    look: FontStyle = field(repr=False)

    @property
    def id(self) -> str:
        return str(uuid.uuid5(_SPACE, f"layout {self.name}"))


def _look(family: str, size: int, color: str, ground: str = "", **more: object) -> FontStyle:
    box = {"background_color": ground, "show_box_background": True} if ground else {"show_box_background": False}
    shadow = {} if ground else {"shadow_color": "rgba(0,0,0,0.8)", "shadow_width": "2%"}
    return FontStyle(font_family=family, font_size=size, color=color, **box, **{**shadow, **more})


STYLES = (
    NamedStyle("Default", _look("Montserrat", 48, "#ffffff", "rgba(0,0,0,0.6)", keyword_color="#ffd64a")),
    NamedStyle("Standard", _look("Open Sans", 46, "#ffffff", "rgba(0,0,0,0.6)")),
    NamedStyle("Body text", _look("Lato", 40, "#ffffff", "rgba(0,0,0,0.5)", alignment="left")),
    NamedStyle("Sub heading", _look("Montserrat", 56, "#ffffff", decorations=("bold",), position="center-center")),
    NamedStyle("Headliner", _look("Anton", 84, "#ffffff", case="uppercase", position="center-center")),
    NamedStyle(
        "Bold One-word Heading",
        _look("Bebas Neue", 120, "#ffd64a", case="uppercase", position="center-center", paragraph_width="60%"),
    ),
    NamedStyle("Orange Handwritten Heading", _look("Caveat", 84, "#ff8a1f", position="center-center")),
    NamedStyle("Black Traditional Caption", _look("Roboto", 44, "#ffffff", "#000000")),
    NamedStyle("Dark Blue Caption", _look("Work Sans", 44, "#ffffff", "#10245c", keyword_color="#8fd3ff")),
    NamedStyle("Standard White Caption", _look("Open Sans", 44, "#111111", "#ffffff", keyword_color="#c2185b")),
    NamedStyle("Navy blue", _look("Poppins", 46, "#ffffff", "#001f5b", keyword_color="#ffd64a")),
    NamedStyle("Sunflower yellow", _look("Poppins", 46, "#1c1c1c", "#ffc512", keyword_color="#b3261e")),
    NamedStyle("Lemon Yellow", _look("Quicksand", 46, "#1c1c1c", "#fff44f", keyword_color="#5b2bff")),
    NamedStyle("Indigo ink", _look("Merriweather", 44, "#ffffff", "#33208c", keyword_color="#ffd64a")),
)

LAYOUTS = (
    Layout("Modern minimalist", "fade", _look("Montserrat", 42, "#ffffff", keyword_color="#ffffff")),
    Layout("Kinetic", "wipeleft", _look("Anton", 64, "#ffffff", case="uppercase", keyword_color="#ffd64a")),
    Layout("Chic", "smoothleft", _look("Playfair Display", 48, "#fff7ee", keyword_color="#f3b7c6")),
    Layout("Wanderlust", "circlecrop", _look("Caveat", 68, "#ffffff", keyword_color="#9ff0d0")),
    Layout("Bulletin", "wipeup", _look("Roboto", 46, "#ffffff", "#b3261e", keyword_color="#ffe08a")),
)


def style(name: str | None = None, style_id: str | None = None) -> NamedStyle | None:
    """The style of that name, in any case, or of that id."""
    return _find(STYLES, name, style_id)


def layout(name: str | None = None, layout_id: str | None = None) -> Layout | None:
    """The layout of that name, in any case, or of that id."""
    return _find(LAYOUTS, name, layout_id)


def _find(shelf, name, wanted):  # type: ignore[no-untyped-def]
    return next(
        (each for each in shelf if each.id == wanted or (name and each.name.casefold() == name.casefold())), None
    )
