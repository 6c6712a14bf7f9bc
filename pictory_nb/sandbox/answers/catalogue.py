"""How a video can look: fonts, styles, layouts, presenters and brands."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from pictory_nb import terms
from pictory_nb.errors import BadArguments, BadStoryboard, Problem
from pictory_nb.library import Brand, SmartLayout, Style
from pictory_nb.sandbox.answers.call import Call, Handler
from pictory_nb.sandbox.library import fonts as faces
from pictory_nb.sandbox.library import styles as looks
from pictory_nb.storyboard import FontStyle
from pictory_nb.wire import routes
from pictory_nb.wire.catalogue import dump_array, dump_items

__all__ = ["HANDLERS"]


def fonts(_: Call) -> Any:
    """Bare names (contract §2.5), those that the sandbox really has first; for the others the nearest one is taken."""
    return sorted(terms.FONTS, key=lambda name: bool(faces.face(name).note))


def styles(_: Call) -> Any:
    return dump_array(Style(style.id, style.name) for style in looks.STYLES)


def smart_layouts(_: Call) -> Any:
    return dump_items(SmartLayout(layout.id, layout.name, "v3") for layout in looks.LAYOUTS)


def avatars(_: Call) -> Any:
    """None: nobody here could speak into a camera."""
    return dump_items([], nextPageKey=None)


def brands(call: Call) -> Any:
    return dump_array(Brand.from_wire(brand) for brand in call.premises.brands.all())


def add_brand(call: Call) -> Any:
    if problems := list(_wrong_colors(call.body.get("color", {}))):
        raise BadArguments(problems)
    brand = {**call.body, "id": str(uuid.uuid4())}
    call.premises.brands.put(brand["id"], brand)
    return Brand.from_wire(brand).to_wire()


def _wrong_colors(color: Mapping[str, Any]) -> Iterator[Problem]:
    primary = color.get("primary", {})
    for name, value in primary.items() if isinstance(primary, Mapping) else ():
        try:
            FontStyle(color=value)
        except BadStoryboard as error:
            yield Problem(f"color.primary.{name}", error.problems[0].reason, error.problems[0].mend)


HANDLERS: dict[str, Handler] = {
    routes.FONTS.name: fonts,
    routes.STYLES.name: styles,
    routes.SMART_LAYOUTS.name: smart_layouts,
    routes.AVATARS.name: avatars,
    routes.BRANDS.name: brands,
    routes.ADD_BRAND.name: add_brand,
}
