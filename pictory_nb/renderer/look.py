"""How text looks, with every choice made: a FontStyle (or none) and the house's defaults become one Look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pictory_nb import layout
from pictory_nb.layout import TEXTS
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
    outline: RGBA | None = None
    align: str = "center"
    case: str | None = None
    italic: bool = False
    underline: bool = False
    struck: bool = False
    bullet: RGBA | None = None
    bullet_size: float = 18
    chosen: frozenset[str] = frozenset()
    """What somebody asked for: of ``ink``, ``accent`` and ``box``; the house does not change these."""

    def on(self, ground_is_light: bool) -> Look:
        """The default inks for a light ground, or for a dark one."""
        return replace(self, ink=INDIGO, accent=VIOLET, shadow_width=0.0) if ground_is_light else self

    def styled(self, style: FontStyle | None) -> Look:
        """What the user asked for, over the defaults; on a light box these are dark."""
        if style is None:
            return self
        box = _box(self, style)
        defaults = self.on(box is not None and box[3] > 127 and luminance(box) > 0.6)
        chosen = {name for name, field in _GIVEN.items() if getattr(style, field) is not None}
        return replace(defaults, **_choices(style, box), chosen=self.chosen | chosen)

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


CAPTION = Look(size=layout.CAPTION.size, weight=layout.CAPTION.weight, box=(*NIGHT[:3], 184))
VARIANTS: Mapping[str, Look] = {
    "heading": Look(size=TEXTS["heading"].size, weight=TEXTS["heading"].weight, shadow_width=0.14),
    "subheading": Look(size=TEXTS["subheading"].size, weight=TEXTS["subheading"].weight),
    "body": Look(size=TEXTS["body"].size, weight=TEXTS["body"].weight),
}
MARK = Look(size=22, weight=700, shadow_width=0.3)


_GIVEN = {"ink": "color", "accent": "keyword_color", "box": "background_color"}


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
    if style.show_bullet:
        choices["bullet"] = parse(style.bullet_fill_color or style.keyword_color or style.color or "#ffd64a")
        choices["bullet_size"] = max(style.bullet_size or (style.font_size or 54) / 3, 1)
    if style.color and box is None and luminance(choices["ink"]) < 0.35 and not style.shadow_color:
        choices["shadow"] = (255, 255, 255, 160)  # dark letters need a light halo, a dark one only blurs them
    return choices


def _box(look: Look, style: FontStyle) -> RGBA | None:
    if style.show_box_background is False:
        return None
    if style.background_color:
        return parse(style.background_color)
    return look.box or (CAPTION.box if style.show_box_background else None)
