"""How text looks, with every choice made: a FontStyle (or none) and the house's defaults become one Look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pictory_nb.renderer.colour import luminance, parse
from pictory_nb.renderer.film import RGBA

if TYPE_CHECKING:
    from pictory_nb.storyboard import FontStyle

WHITE: RGBA = (255, 255, 255, 255)
NIGHT: RGBA = (9, 11, 24, 255)
INDIGO: RGBA = (30, 27, 75, 255)
"""Ink on light grounds."""
SUN: RGBA = (255, 214, 74, 255)
"""Keywords and rules on dark grounds."""
VIOLET: RGBA = (109, 40, 217, 255)
"""Keywords and rules on light grounds."""


@dataclass(frozen=True)
class Look:
    """``size`` is in pixels of a 1080-line picture; ``shadow_width`` a share of the size; ``box`` None for none."""

    size: float
    weight: int
    family: str | None = None
    ink: RGBA = WHITE
    accent: RGBA = SUN
    shadow: RGBA = NIGHT
    shadow_width: float = 0.12
    box: RGBA | None = None
    align: str = "center"
    case: str | None = None
    italic: bool = False
    underline: bool = False
    struck: bool = False

    def on(self, ground_is_light: bool) -> Look:
        """The default inks for a light ground, or for a dark one."""
        return replace(self, ink=INDIGO, accent=VIOLET, shadow_width=0.0) if ground_is_light else self

    def styled(self, style: FontStyle | None) -> Look:
        """What the user asked for, over the defaults; on a light box these are dark."""
        if style is None:
            return self
        box = _box(self, style)
        defaults = self.on(box is not None and box[3] > 127 and luminance(box) > 0.6)
        return replace(defaults, **_choices(style, box))

    def spelled(self, text: str) -> str:
        """``text`` in the chosen case; small capitals are left to the typesetter."""
        match self.case:
            case "uppercase":
                return text.upper()
            case "lowercase":
                return text.lower()
            case "capitalize":
                return text[:1].upper() + text[1:]
        return text


CAPTION = Look(size=54, weight=700, box=(*NIGHT[:3], 184))
# The contract names 66, 42 and 20 px (§3.4) without saying of how many lines. They are legible on a video when
# they are taken of 720 lines, so they are one and a half times as large here.
VARIANTS: Mapping[str, Look] = {
    "heading": Look(size=99, weight=800, shadow_width=0.14),
    "subheading": Look(size=63, weight=700),
    "body": Look(size=30, weight=500),
}
MARK = Look(size=22, weight=700, shadow_width=0.3)


def _choices(style: FontStyle, box: RGBA | None) -> Mapping[str, Any]:
    choices: dict[str, Any] = {
        "family": style.font_family,
        "size": style.font_size,
        "ink": style.color and parse(style.color),
        "accent": style.keyword_color and parse(style.keyword_color),
        "shadow": style.shadow_color and parse(style.shadow_color),
        "shadow_width": style.shadow_width and int(style.shadow_width[:-1]) / 100,
        "align": style.alignment,
        "case": style.case,
    }
    choices = {name: choice for name, choice in choices.items() if choice is not None}
    if "bold" in style.decorations:
        choices["weight"] = 800
    choices["italic"] = "italics" in style.decorations
    choices["underline"] = "underline" in style.decorations
    choices["struck"] = "linethrough" in style.decorations
    choices["box"] = box
    if style.color and box is None and luminance(choices["ink"]) < 0.35 and not style.shadow_color:
        choices["shadow"] = (255, 255, 255, 160)  # dark letters need a light halo, a dark one only blurs them
    return choices


def _box(look: Look, style: FontStyle) -> RGBA | None:
    if style.show_box_background is False:
        return None
    if style.background_color:
        return parse(style.background_color)
    return look.box or (CAPTION.box if style.show_box_background else None)
