"""Texts placed on the picture: headings as designed cards with a rule, subheadings and body text."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pictory_nb.renderer.canvas import Canvas
from pictory_nb.renderer.film import FontBook, Place
from pictory_nb.renderer.layout import Box, Layout
from pictory_nb.renderer.lettering import Line, Typesetter, broken_up, lines_of, spread
from pictory_nb.renderer.look import VARIANTS, Look
from pictory_nb.renderer.planes import Layer, Planes

if TYPE_CHECKING:
    from pictory_nb.storyboard import Text

_PLACES: dict[str, Place] = {"heading": "center-center", "subheading": "top-center", "body": "center-center"}
_WIDTHS = {"heading": 0.9, "subheading": 0.9, "body": 0.37}
_ENTRY = 0.55
"""Seconds in which a text rises into its place."""


@dataclass(frozen=True)
class Title:
    """One text, drawn; ``box`` is where its letters stand."""

    layer: Layer
    box: Box
    delay: float
    rise: float

    def paint(self, seconds: float, planes: Planes, opacity: float = 1.0) -> None:
        """Lay it over ``planes`` as it stands at ``seconds`` of the shot: it rises and appears, then stays."""
        share = min(max((seconds - self.delay) / _ENTRY, 0.0), 1.0)
        ease = 1 - (1 - share) ** 3
        self.layer.lowered((1 - ease) * self.rise).draw(planes, opacity * ease)


def titles_of(
    texts: tuple[Text, ...], fonts: FontBook, layout: Layout, room: Box, *, light: bool, beside: bool
) -> tuple[Title, ...]:
    """The texts of a shot, drawn. ``room`` is the free part of the frame for those that were not given a place.

    ``light`` tells that the ground is light, ``beside`` that a heading stands beside an emblem.
    """
    return tuple(
        _drawn(text, fonts, layout, room, light=light, beside=beside, delay=0.15 + 0.18 * order)
        for order, text in enumerate(texts)
    )


def is_placed(text: Text) -> bool:
    """Whether the user said where it is to stand."""
    return bool(text.position or text.top or text.left or (text.style and text.style.position))


def _drawn(text: Text, fonts: FontBook, layout: Layout, room: Box, *, light: bool, beside: bool, delay: float) -> Title:
    look = VARIANTS[text.text_variant].on(light)
    if beside and text.text_variant == "heading" and not is_placed(text):
        look = replace(look, align="left")
    look = look.styled(text.style)
    area = room if text.text_variant == "heading" and not is_placed(text) else layout.safe
    limit = min(_width(text, layout), area.width)
    card = _fitted(text, look, fonts, layout, limit, area.height)
    x, y = _corner(text, layout, area, card, beside=beside)
    return Title(card.layer(x, y), Box(x, y, card.width, card.height), delay, layout.unit * 36)


def _width(text: Text, layout: Layout) -> float:
    style_width = text.style.paragraph_width if text.style else None
    given = text.width or style_width
    share = int(given[:-1]) / 100 if given else _WIDTHS[text.text_variant]
    if not given and layout.is_portrait:
        share = max(share, 0.7)  # 37 % of a phone's width would be a column of single words
    return max(share, 0.05) * layout.width


def _corner(text: Text, layout: Layout, area: Box, card: _Card, *, beside: bool) -> tuple[float, float]:
    if text.top or text.left:
        left = int((text.left or "0%")[:-1]) / 100 * layout.width
        top = int((text.top or "0%")[:-1]) / 100 * layout.height
        return min(left, max(layout.width - card.width, 0)), min(top, max(layout.height - card.height, 0))
    place = text.position or (text.style and text.style.position) or _PLACES[text.text_variant]
    if place == "center":
        place = "center-center"
    if beside and text.text_variant == "heading" and not is_placed(text):
        place = "center-left"
    return area.placed(card.width, card.height, place)


def _fitted(text: Text, look: Look, fonts: FontBook, layout: Layout, limit: float, height: float) -> _Card:
    """The text at its size, or as much smaller as it needs to be to stand in the room."""
    while True:
        card = _Card(text, look, Typesetter(look, fonts, layout.unit), limit)
        if (card.height <= height and card.is_whole) or look.size < 16:
            return card
        look = replace(look, size=look.size * 0.92)


class _Card:
    """The lines of a text, its rule and its box, measured at once and drawn on demand."""

    def __init__(self, text: Text, look: Look, setter: Typesetter, limit: float) -> None:
        self.look, self.setter = look, setter
        self.across, self.down = (setter.size * 0.6, setter.size * 0.32) if look.box else (0.0, 0.0)
        limit = max(limit - 2 * self.across, setter.size)
        self.paragraphs: list[tuple[list[str], list[Line]]] = []
        self.is_whole = True
        for paragraph in text.text.splitlines():
            words = [piece for word in paragraph.split() for piece in self._pieces(word, limit)]
            self.paragraphs.append((words, lines_of(words, setter, limit) or [Line((), 0.0)]))
        self.pitch = setter.size * (1.16 if text.text_variant == "heading" else 1.36)
        rows = [line for _, lines in self.paragraphs for line in lines]
        self.has_rule = text.text_variant == "heading" and not look.box
        self.letters = self.pitch * (len(rows) - 1) + setter.capital + setter.size * 0.28
        self.width = max(line.width for line in rows) + 2 * self.across
        self.height = self.letters + (setter.size * 0.46 if self.has_rule else 0) + 2 * self.down

    def _pieces(self, word: str, limit: float) -> list[str]:
        pieces = broken_up(word, self.setter, limit)
        self.is_whole &= len(pieces) == 1
        return pieces

    def layer(self, x: float, y: float) -> Layer:
        look, size = self.look, self.setter.size
        reach = math.ceil(size * max(look.shadow_width * 3, 0.15) + 2)
        canvas = Canvas(self.width + 2 * reach, self.height + 2 * reach)
        if look.box:
            canvas.fill(canvas.rounded(reach, reach, self.width, self.height, size * 0.3), look.box)
        mask = self.setter.mask(canvas.width, canvas.height, self._spots(reach))
        if look.shadow_width and not look.box:
            canvas.shade(mask, look.shadow, blur=size * look.shadow_width, down=size * 0.06, opacity=0.6)
        canvas.fill(mask, look.ink)
        if self.has_rule:
            self._rule(canvas, reach)
        return canvas.layer(x - reach, y - reach)

    def _left(self, width: float) -> float:
        slack = self.width - 2 * self.across - width
        return self.across + slack * {"left": 0.0, "center": 0.5, "right": 1.0}[self.look.align]

    def _spots(self, reach: int) -> list[tuple[str, float, float]]:
        spots, baseline = [], reach + self.down + self.setter.capital
        for words, lines in self.paragraphs:
            for line in lines:
                for index, x in spread(line, words, self.setter, self.setter.space):
                    spots.append((words[index], reach + self._left(line.width) + x, baseline))
                baseline += self.pitch
        return spots

    def _rule(self, canvas: Canvas, reach: int) -> None:
        wide, thick = self.setter.size * 1.5, max(self.setter.size * 0.1, 2.0)
        top = reach + self.letters + self.setter.size * 0.3
        canvas.fill(canvas.rounded(reach + self._left(wide), top, wide, thick, thick / 2), self.look.accent)
