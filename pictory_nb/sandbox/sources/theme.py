"""What a presentation does not say on a shape, but far away: colours of its theme, sizes and faces of its masters.

The format (ECMA-376, DrawingML) looks for each of them along a chain: the run, the paragraph, the shape, the
placeholder of the layout, that of the master, the styles of the master.
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.etree import _Element
    from pptx.slide import Slide

__all__ = ["RGBA", "Theme", "child"]

RGBA = tuple[int, int, int, int]

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_PRESETS = {"black": (0, 0, 0), "white": (255, 255, 255), "red": (255, 0, 0), "green": (0, 128, 0), "blue": (0, 0, 255)}
_OFFICE = {
    "dk1": (0, 0, 0), "lt1": (255, 255, 255), "dk2": (68, 84, 106), "lt2": (231, 230, 230), "accent1": (68, 114, 196),
    "accent2": (237, 125, 49), "accent3": (165, 165, 165), "accent4": (255, 192, 0), "accent5": (91, 155, 213),
    "accent6": (112, 173, 71), "hlink": (5, 99, 193), "folHlink": (149, 79, 114),
}  # fmt: skip
_MAPPED = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}


def child(element: _Element | None, *names: str) -> _Element | None:
    """The descendant along ``a:…`` or ``p:…`` names; None where one of them is missing."""
    for name in names:
        if element is None:
            return None
        prefix, _, local = name.partition(":")
        element = element.find((_A if prefix == "a" else _P) + local)
    return element


class Theme:
    """The theme and the masters of one slide."""

    def __init__(self, slide: Slide) -> None:
        self._slide = slide
        self._master = slide.slide_layout.slide_master
        self._colors = dict(_OFFICE)
        self.faces = {"+mj-lt": "", "+mn-lt": ""}
        self._read()

    def _read(self) -> None:
        from lxml import etree
        from pptx.opc.constants import RELATIONSHIP_TYPE

        try:
            blob = self._master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob
            root = etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
        except (KeyError, etree.XMLSyntaxError):
            return
        for entry in root.iter(f"{_A}clrScheme"):
            for color in entry:
                if (found := _plain_color(color[0] if len(color) else None)) is not None:
                    self._colors[color.tag.removeprefix(_A)] = found
        for name, tag in (("+mj-lt", "majorFont"), ("+mn-lt", "minorFont")):
            face = next(root.iter(f"{_A}{tag}"), None)
            latin = child(face, "a:latin")
            self.faces[name] = latin.get("typeface", "") if latin is not None else ""

    def color(self, holder: _Element | None) -> RGBA | None:
        """The colour within an element such as ``a:solidFill``, with the changes that it names; None where is none."""
        for element in holder if holder is not None else ():
            base = self._base(element)
            if base is not None:
                return _changed(base, element)
        return None

    def named(self, name: str) -> RGBA:
        """A colour by its name in the theme, such as ``accent1`` or ``tx1``; black where it has none."""
        return (*(self._scheme(name) or (0, 0, 0)), 255)

    def _base(self, element: _Element) -> tuple[int, int, int] | None:
        if element.tag != f"{_A}schemeClr":
            return _plain_color(element)
        return self._scheme(element.get("val", ""))

    def _scheme(self, name: str) -> tuple[int, int, int] | None:
        mapping = self._master._element.find(f"{_P}clrMap")
        name = (mapping.get(name) if mapping is not None else None) or _MAPPED.get(name, name)
        return self._colors.get(name)

    def text_chain(self, shape: Any, level: int) -> Iterator[_Element]:
        """The elements ``a:lvl1pPr`` and their like that speak of a level of a shape's text, the nearest first."""
        tag = f"a:lvl{level + 1}pPr"
        for place in self._places(shape):
            body = child(place, "p:txBody")
            if (found := child(body, "a:lstStyle", tag)) is not None:
                yield found
        styles = child(self._master._element, "p:txStyles")
        kind = _kind(shape)
        name = {"title": "p:titleStyle", "body": "p:bodyStyle"}.get(kind, "p:otherStyle")
        if (found := child(styles, name, tag)) is not None:
            yield found

    def body_chain(self, shape: Any) -> Iterator[_Element]:
        """The ``a:bodyPr`` of a shape and of the placeholders that it inherits from."""
        for place in self._places(shape):
            if (found := child(place, "p:txBody", "a:bodyPr")) is not None:
                yield found

    def _places(self, shape: Any) -> Iterator[_Element]:
        yield shape._element
        if not getattr(shape, "is_placeholder", False):
            return
        wanted = shape.placeholder_format
        layout = _placeholder(self._slide.slide_layout, wanted.idx, None)
        if layout is not None:
            yield layout._element
        master = _placeholder(self._master, None, layout.placeholder_format.type if layout is not None else wanted.type)
        if master is not None:
            yield master._element


def _placeholder(owner: Any, index: int | None, kind: Any) -> Any:
    return next(
        (
            place
            for place in owner.placeholders
            if (index is not None and place.placeholder_format.idx == index)
            or (index is None and place.placeholder_format.type == kind)
        ),
        None,
    )


def _kind(shape: Any) -> str:
    if not getattr(shape, "is_placeholder", False):
        return "other"
    name = str(shape.placeholder_format.type)
    if "TITLE" in name and "SUBTITLE" not in name:
        return "title"
    return "other" if any(word in name for word in ("DATE", "FOOTER", "SLIDE_NUMBER")) else "body"


def _plain_color(element: _Element | None) -> tuple[int, int, int] | None:
    if element is None:
        return None
    kind, value = element.tag.removeprefix(_A), element.get("val", "")
    if kind == "sysClr":
        value = element.get("lastClr", "000000" if value == "windowText" else "FFFFFF")
    if kind in ("srgbClr", "sysClr"):
        try:
            return (int(value[:2], 16), int(value[2:4], 16), int(value[4:6], 16))
        except ValueError:
            return None
    return _PRESETS.get(value) if kind == "prstClr" else None


def _changed(base: tuple[int, int, int], element: _Element) -> RGBA:
    """Lighter, darker, more transparent: the children of a colour in their order, in thousandths of a percent."""
    red, green, blue = (part / 255 for part in base)
    alpha = 1.0
    for change in element:
        kind, amount = change.tag.removeprefix(_A), int(change.get("val", "100000") or 0) / 100_000
        if kind == "alpha":
            alpha = amount
        elif kind in ("lumMod", "lumOff"):
            hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
            light = min(1.0, light * amount if kind == "lumMod" else light + amount)
            red, green, blue = colorsys.hls_to_rgb(hue, light, strength)
        elif kind in ("tint", "shade"):
            white = 1.0 if kind == "tint" else 0.0
            red, green, blue = (part * amount + white * (1 - amount) for part in (red, green, blue))
    return (round(red * 255), round(green * 255), round(blue * 255), round(alpha * 255))
