"""Dressing: the looks that a storyboard only names, of styles, layouts and brands, become looks that it has.

What is said outright goes before a named style, that before a layout, and that before a brand. A name that is not
known here stays where it is, and is told of as left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pictory_nb.errors import BadStoryboard
from pictory_nb.sandbox.drawer import Drawer
from pictory_nb.sandbox.library import styles
from pictory_nb.storyboard import FontStyle, Scene, Storyboard

__all__ = ["dressed"]


def dressed(storyboard: Storyboard, brands: Drawer) -> Storyboard:
    """The storyboard with its named looks put on."""
    layout = styles.layout(storyboard.smart_layout_name, storyboard.smart_layout_id)
    style = styles.style(storyboard.subtitle_style_name, storyboard.subtitle_style_id)
    brand = _brand(storyboard, brands)
    changes: dict[str, Any] = {}
    if layout:
        changes |= {"smart_layout_name": layout.name, "smart_layout_id": None}
    if style:
        changes |= {"subtitle_style_name": None, "subtitle_style_id": None}
    if brand:
        changes |= {"brand_name": None, "brand_id": None}
    looks = [_look_of(brand), layout.look if layout else None, style.look if style else None, storyboard.subtitle_style]
    transition = layout.transition if layout else None
    scenes = tuple(_scene(scene, transition) for scene in storyboard.scenes)
    return storyboard.replace(**changes, subtitle_style=_over(*looks), scenes=scenes)


def _scene(scene: Scene, transition: str | None) -> Scene:
    changes: dict[str, Any] = {}
    if style := styles.style(scene.subtitle_style_name, scene.subtitle_style_id):
        look = _over(style.look, scene.subtitle_style)
        changes = {"subtitle_style": look, "subtitle_style_name": None, "subtitle_style_id": None}
    if transition and scene.scene_transition is None:
        changes["scene_transition"] = transition
    return scene.replace(**changes) if changes else scene


def _over(*looks: FontStyle | None) -> FontStyle | None:
    """One look of several, field by field; the later goes before the earlier."""
    fields = {name: getattr(look, name) for look in looks if look for name in look.model_fields_set}
    return FontStyle(**fields) if fields else None


def _brand(storyboard: Storyboard, brands: Drawer) -> Mapping[str, Any] | None:
    """The brand that is named, in any case; the newest of those that are called the same."""
    name = (storyboard.brand_name or "").casefold()
    return next(
        (
            brand
            for brand in reversed(brands.all())
            if brand.get("id") == storyboard.brand_id or (name and str(brand.get("name")).casefold() == name)
        ),
        None,
    )


def _look_of(brand: Mapping[str, Any] | None) -> FontStyle | None:
    """A brand's font writes the subtitles, its main colour marks their keywords."""
    font, color = (_part(brand, "font"), _part(_part(brand, "color"), "primary"))
    fields = {"font_family": font.get("family"), "keyword_color": color.get("main")}
    try:
        return FontStyle(**{name: value for name, value in fields.items() if value})
    except BadStoryboard:  # what lies on disk may have been edited by hand
        return None


def _part(thing: Mapping[str, Any] | None, name: str) -> Mapping[str, Any]:
    part = (thing or {}).get(name)
    return part if isinstance(part, Mapping) else {}
