"""Looks with a name: the subtitle styles and the layouts that a storyboard can ask for (contract §2.42, §2.43)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from pictory_nb.renderer.film import RGBA, Theme
from pictory_nb.storyboard import Animation, FontStyle

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
    """A look for a whole video: its subtitles, its texts, how emblems are staged, and how scenes give way."""

    name: str
    transition: str
    look: FontStyle = field(repr=False)
    theme: Theme = field(repr=False, default_factory=Theme)
    stagings: tuple[str, ...] = ()
    highlight: RGBA | None = None
    """The pill on the word that is spoken."""

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


def _moves(name: str, **more: object) -> tuple[Animation, ...]:
    return (Animation(name=name, type="entry", **more),)


LAYOUTS = (
    Layout(
        "Modern minimalist",
        "fade",
        _look("Montserrat", 42, "#ffffff", keyword_color="#ffffff", position="bottom-left", alignment="left"),
        Theme(
            heading=FontStyle(font_family="Montserrat", font_size=84, alignment="left", animations=_moves("fade")),
            subheading=FontStyle(font_family="Montserrat", font_size=52, animations=_moves("fade")),
            body=FontStyle(font_family="Montserrat", animations=_moves("fade")),
            rule=False,
        ),
        ("rings", "disc"),
    ),
    Layout(
        "Kinetic",
        "wipeleft",
        _look(
            "Anton", 64, "#ffffff", case="uppercase", keyword_color="#ffd64a",
            animations=_moves("elastic", speed="fast", writing_style="word"),
        ),
        Theme(
            heading=FontStyle(
                font_family="Anton", font_size=138, case="uppercase",
                animations=_moves("elastic", speed="medium", writing_style="word"),
            ),
            subheading=FontStyle(font_family="Anton", font_size=72, case="uppercase", animations=_moves("text reveal")),
            body=FontStyle(font_family="Bebas Neue", font_size=42, animations=_moves("drift", direction="left")),
            rule=False,
        ),
        ("rays", "tile"),
        highlight=(230, 30, 77, 255),
    ),
    Layout(
        "Chic",
        "smoothleft",
        _look("Playfair Display", 48, "#fff7ee", keyword_color="#f3b7c6", animations=_moves("blur", speed="fast")),
        Theme(
            heading=FontStyle(
                font_family="Playfair Display", font_size=104, color="#fff7ee",
                animations=_moves("blur", speed="slow", writing_style="word"),
            ),
            subheading=FontStyle(font_family="Playfair Display", font_size=60, color="#fff7ee"),
            body=FontStyle(font_family="Lato", font_size=32, color="#fff7ee"),
        ),
        ("window", "rings"),
    ),
    Layout(
        "Wanderlust",
        "circlecrop",
        _look("Caveat", 68, "#ffffff", keyword_color="#9ff0d0", animations=_moves("wipe", speed="fast")),
        Theme(
            heading=FontStyle(
                font_family="Caveat", font_size=150, animations=_moves("wipe", speed="slow", writing_style="line")
            ),
            subheading=FontStyle(font_family="Caveat", font_size=84, animations=_moves("wipe")),
            body=FontStyle(font_family="Quicksand", font_size=36),
        ),
        ("hills", "window"),
    ),
    Layout(
        "Bulletin",
        "wipeup",
        _look(
            "Roboto", 46, "#ffffff", "#b3261e", keyword_color="#ffe08a", position="bottom-left", alignment="left",
            paragraph_width="70%", animations=_moves("bulletin", speed="fast"),
        ),
        Theme(
            heading=FontStyle(
                font_family="Roboto", font_size=84, alignment="left", background_color="#10182b",
                decorations=("bold",), animations=_moves("bulletin"),
            ),
            subheading=FontStyle(
                font_family="Roboto", font_size=54, background_color="#b3261e", decorations=("bold",),
                animations=_moves("bulletin"),
            ),
            body=FontStyle(font_family="Roboto", font_size=34, background_color="#10182bcc"),
            rule=False,
        ),
        ("tile", "disc"),
        highlight=(16, 24, 43, 255),
    ),
)  # fmt: skip


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
