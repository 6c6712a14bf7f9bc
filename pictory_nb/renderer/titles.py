"""Texts placed on the picture: headings as designed cards with a rule, subheadings and body text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from pictory_nb.layout import RULE, SHRINKS_BY, SMALLEST, TEXTS, Box, Layout, Place, Spot, share, spot_of
from pictory_nb.renderer.animation import Act, Moving, acts_of
from pictory_nb.renderer.block import Block, Piece
from pictory_nb.renderer.breaking import broken_up, parts_of
from pictory_nb.renderer.canvas import Canvas
from pictory_nb.renderer.film import FontBook, Theme
from pictory_nb.renderer.ground import Ground, Plate, legible
from pictory_nb.renderer.lettering import Typesetter
from pictory_nb.renderer.look import VARIANTS, Look
from pictory_nb.renderer.planes import Layer, Planes

if TYPE_CHECKING:
    from pictory_nb.storyboard import Text

_ENTRIES = {
    "heading": Act("text reveal", 0.75, "line"),
    "subheading": Act("drift", 0.6),
    "body": Act("drift", 0.6),
}


def spot_of_text(text: Text) -> Spot:
    """Where it was asked to stand: by itself, or by its style."""
    spot = spot_of(text)
    if not spot.is_given and text.style and text.style.position:
        spot = replace(spot, place=text.style.position)
    style_width = share(text.style.paragraph_width) if text.style else None
    return spot if spot.width is not None else replace(spot, width=style_width)


class Title:
    """One text, set in its place. It is made legible on ``ground`` when that is known (``on``), and then drawn.

    ``beside`` tells that a heading stands beside an emblem, ``delay`` when it comes, in seconds of the shot. A body
    text that nobody placed stands in the room ``under`` the heading, if there is any.
    """

    def __init__(
        self,
        text: Text,
        theme: Theme,
        fonts: FontBook,
        layout: Layout,
        room: Box,
        *,
        beside: bool,
        delay: float,
        under: Box | None = None,
    ) -> None:
        self._text, self._layout, self._delay = text, layout, delay
        self._measure = TEXTS[text.text_variant]
        self._spot = spot_of_text(text)
        is_free = _is_free(text, "heading") or (under is not None and _is_free(text, "body"))
        self._aside = beside and is_free
        look = VARIANTS[text.text_variant].styled(theme.style(text.text_variant))
        look = replace(look, align="left") if self._aside else look
        self._fonts, self._style = fonts, text.style
        self._theme_style = theme.style(text.text_variant)
        self._look = _aligned(look, self._spot).styled(text.style)
        self._rule = text.text_variant == "heading" and theme.rule
        area = (under or room) if is_free else layout.safe
        limit = min(layout.share(self._spot.width, self._measure.width) * layout.width, area.width)
        self._block = self._fitted(limit, area.height)
        usual: Place = "center-left" if self._aside else self._measure.place
        if is_free and under:
            usual = "top-left" if self._aside else "top-center"
        height = self._block.height + self._rule_height
        self.box = layout.spot(self._spot, self._block.width, height, usual, area)
        self._moving: Moving | None = None
        self._rule_layer: Layer | None = None

    @cached_property
    def has_rule(self) -> bool:
        return self._rule and not self._look.box

    @property
    def _rule_height(self) -> float:
        return self._block.setter.size * RULE.height if self.has_rule else 0.0

    def _fitted(self, limit: float, height: float) -> Block:
        """The text at its size, or as much smaller as it needs to be to stand in the room."""
        while True:
            setter = Typesetter(self._look, self._fonts, self._layout.unit)
            paragraphs, is_whole = _paragraphs(self._text.text, setter, limit)
            block = Block(paragraphs, setter, self._measure, limit)
            if (block.height <= height and is_whole) or self._look.size < SMALLEST:
                return block
            self._look = replace(self._look, size=self._look.size * SHRINKS_BY)

    def on(self, ground: Ground, end: float) -> Plate | None:
        """Choose inks that are read on ``ground``, and draw; what has to be laid under the text, if anything."""
        look, plate = legible(self._look, ground, self.box)
        self._look = self._block.look = self._block.setter.look = look
        acts = acts_of(self._style, acts_of(self._theme_style, _ENTRIES[self._text.text_variant])[0])
        span = (self._delay if acts[0] else 0.0, end)
        self._moving = Moving(self._block, (self.box.x, self.box.y), span, acts)
        if self.has_rule:
            self._rule_layer = self._drawn_rule()
        return plate

    def paint(self, seconds: float, planes: Planes, opacity: float = 1.0) -> None:
        """Lay it over ``planes`` as it stands at ``seconds`` of the shot."""
        there = self._moving.paint(seconds, planes, opacity)
        if self._rule_layer and there > 0:
            grown = 1 - (1 - there / max(opacity, 1e-6)) ** 3
            if part := self._rule_layer.cut(0, 0, grown, 1):
                part.draw(planes, opacity)

    def _drawn_rule(self) -> Layer:
        size = self._block.setter.size
        wide, thick = size * RULE.wide, max(size * RULE.thick, 2.0)
        slack = {"left": 0.0, "center": 0.5, "right": 1.0}[self._look.align]
        left = self.box.x + (self.box.width - wide) * slack
        top = self.box.y + self._block.height + size * RULE.below
        x, y = int(left // 2 * 2), int(top // 2 * 2)
        canvas = Canvas(wide + left - x + 2, thick + top - y + 2)
        canvas.fill(canvas.rounded(left - x, top - y, wide, thick, thick / 2), self._look.accent)
        return canvas.layer(x, y)


def _aligned(look: Look, spot: Spot) -> Look:
    """A text that stands at a side is set flush with it."""
    if spot.top is not None or spot.left is not None:
        return replace(look, align="left")
    side = (spot.place or "").partition("-")[2]
    return replace(look, align=side) if side in {"left", "right"} else look


def _paragraphs(text: str, setter: Typesetter, limit: float) -> tuple[list[list[Piece]], bool]:
    """The lines of ``text`` as pieces that fit ``limit``, and whether no word had to be broken for that."""
    paragraphs, is_whole = [], True
    for line in text.splitlines():
        pieces = []
        for word in line.split():
            for n, part in enumerate(parts_of(word)):
                broken = broken_up(part, setter, limit)
                is_whole &= len(broken) == 1
                pieces += [Piece(bit, glued=bool(n or m)) for m, bit in enumerate(broken)]
        paragraphs.append(pieces)
    return paragraphs, is_whole


def _is_free(text: Text, variant: str) -> bool:
    return text.text_variant == variant and not spot_of_text(text).is_given


def titles_of(
    texts: Sequence[Text], theme: Theme, fonts: FontBook, layout: Layout, room: Box, *, beside: bool
) -> list[Title]:
    """The texts of a shot, each a moment after the one before. ``room`` is the free part of the frame.

    Body texts that nobody placed stand one below the other under the heading that nobody placed.
    """
    titles: dict[int, Title] = {}
    under: Box | None = None
    for n in sorted(range(len(texts)), key=lambda n: not _is_free(texts[n], "heading")):
        is_body = _is_free(texts[n], "body")
        title = Title(
            texts[n],
            theme,
            fonts,
            layout,
            room,
            beside=beside,
            delay=0.15 + 0.18 * n,
            under=under if is_body else None,
        )
        if _is_free(texts[n], "heading") or (is_body and under):
            under = layout.below(title.box, room)
        titles[n] = title
    return [titles[n] for n in range(len(texts))]
