"""How text looks and moves (contract §3.5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from pictory_nb.choices import AnimationName, Case, Decoration, Position
from pictory_nb.storyboard.values import Color, Flag, MediaUrl, Number, Percent, Whole
from pictory_nb.word import Broken, Word

__all__ = ["Animation", "FontStyle"]

_FORETELLING = ("fade", "blur")
"""Animations that can show words before they are said."""


class Animation(Word):
    """How text comes (``entry``) or goes (``exit``). ``custom_speed_value`` is 0.5 or more, with ``custom`` alone."""

    name: AnimationName
    type: Literal["entry", "exit"]
    speed: Literal["slow", "medium", "fast", "custom"] | None = None
    custom_speed_value: Annotated[Number, Field(ge=0.5)] | None = None
    direction: Literal["up", "down", "left", "right"] | None = None
    writing_style: Literal["character", "word", "line", "paragraph"] | None = None
    future_words: Literal["hidden", "subtle", "prominent"] | None = None

    def broken_rules(self) -> Iterator[Broken]:
        if self.speed == "custom" and self.custom_speed_value is None:
            yield ("custom_speed_value",), "a custom speed has no value → give 0.5 or more (V30)"
        if self.future_words and self.name not in _FORETELLING:
            yield ("future_words",), f"{self.name} cannot foretell words → use fade or blur (V30)"


class FontStyle(Word):
    """How text looks. Sizes are pixels of a 1080-line picture. Bullets are for subtitles only."""

    font_family: str | None = None
    font_url: MediaUrl | None = None
    font_size: Annotated[Whole, Field(ge=1)] | None = None
    color: Color | None = None
    background_color: Color | None = None
    keyword_color: Color | None = None
    shadow_color: Color | None = None
    shadow_width: Percent | None = None
    position: Position | None = None
    alignment: Literal["left", "center", "right"] | None = None
    decorations: tuple[Decoration, ...] = ()
    case: Case | None = None
    paragraph_width: Percent | None = None
    show_box_background: Flag | None = None
    show_bullet: Flag | None = None
    bullet_size: Number | None = None
    bullet_fill_color: Color | None = None
    animations: Annotated[tuple[Animation, ...], Field(max_length=2)] = ()

    def broken_rules(self) -> Iterator[Broken]:
        if self.font_url and not self.font_family:
            yield ("font_url",), "it is given without font_family → name the family that the file holds (V31)"
        for moment in ("entry", "exit"):
            if sum(animation.type == moment for animation in self.animations) > 1:
                yield ("animations",), f"two of them are of type {moment} → keep one entry and one exit (V30)"
