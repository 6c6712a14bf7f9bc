"""Findings about what stands on the picture: fonts, lines, places.

Widths are reckoned by an average letter, since the words know no font files: half as wide as the letters are high.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from pictory_nb.lint.finding import Finding, Fix
from pictory_nb.lint.pace import plain
from pictory_nb.storyboard import Element, FontStyle, Scene, Shape, Storyboard, Text
from pictory_nb.terms import FONTS, close_to

__all__ = ["findings_of_looks"]

LETTER = 0.52
"""Width of an average letter, as a share of its size."""
LINES = 720
"""Lines of the picture that the sizes of text variants are taken of."""

LEGIBLE = 18
"""The smallest letters that a mend makes."""

_SIZES = {"heading": 66, "subheading": 42, "body": 20}
_WIDTHS = {"heading": 90, "subheading": 90, "body": 37}
_MOST = {"heading": 2, "subheading": 3, "body": 12}
_STANDING = {"heading": "center-center", "subheading": "top-center", "body": "center-center"}


def findings_of_looks(storyboard: Storyboard) -> Iterator[Finding]:
    """Everything worth knowing about letters and places."""
    if storyboard.subtitle_style:
        yield from _font(storyboard.subtitle_style, "subtitle_style")
    for number, scene in enumerate(storyboard.scenes):
        path = f"scenes[{number}]"
        if scene.subtitle_style:
            yield from _font(scene.subtitle_style, f"{path}.subtitle_style")
            yield from _replaced(storyboard.subtitle_style, scene.subtitle_style, f"{path}.subtitle_style")
        yield from _texts(scene, path, storyboard)
        yield from _places(scene, path, storyboard)


def _font(style: FontStyle, path: str) -> Iterator[Finding]:
    if style.font_family and not style.font_url and style.font_family not in FONTS:
        close = close_to(style.font_family, FONTS)
        mend = f"did you mean {close!r}?" if close else "take one of pictory_nb.terms.FONTS, give font_url, or none"
        yield Finding(
            "error",
            f"{path}.font_family",
            f"the service has no font {style.font_family!r}",
            mend,
            (Fix(f"{path}.font_family", close),),
        )


def _replaced(video: FontStyle | None, scene: FontStyle, path: str) -> Iterator[Finding]:
    if video and (lost := sorted(video.model_fields_set - scene.model_fields_set)):
        yield Finding(
            "taste",
            path,
            f"it replaces the video's style as a whole, so {', '.join(lost)} of that do not hold here",
            "repeat them, or take this style away",
            (Fix(path),),
        )


def _texts(scene: Scene, path: str, storyboard: Storyboard) -> Iterator[Finding]:
    for number, element in enumerate(scene.elements):
        if not isinstance(element, Text):
            continue
        place = f"{path}.elements[{number}]"
        if element.style:
            yield from _font(element.style, f"{place}.style")
        lines = _lines(element, storyboard)
        if lines > _MOST[element.text_variant]:
            yield Finding(
                "taste",
                f"{place}.text",
                f"a {element.text_variant} of {len(plain(element.text))} characters wraps to about {lines} lines",
                "shorten it, widen it, or make font_size smaller",
                _smaller(element, place, lines),
            )


def _lines(text: Text, storyboard: Storyboard) -> int:
    width, height = storyboard.size
    share = int(text.width[:-1]) if text.width else _WIDTHS[text.text_variant]
    room = width / min(width, height) * LINES * max(share, 1) / 100
    return math.ceil(len(plain(text.text)) * _size(text) * LETTER / room)


def _size(text: Text) -> float:
    return (text.style and text.style.font_size) or _SIZES[text.text_variant]


def _smaller(text: Text, path: str, lines: int) -> tuple[Fix, ...]:
    """As wide as texts of its kind are, if that is enough; else letters that are smaller, where they stay legible."""
    most, usual = _MOST[text.text_variant], _WIDTHS[text.text_variant]
    if text.width and not text.left and lines * _percent(text.width) / usual <= most:
        return (Fix(f"{path}.width", f"{usual}%"),)
    size = math.floor(_size(text) * most / lines)
    return (Fix(f"{path}.style.font_size", size),) if size >= LEGIBLE else ()


def _places(scene: Scene, path: str, storyboard: Storyboard) -> Iterator[Finding]:
    taken: dict[str, str] = {}
    asked = {_standing(element) for element in scene.elements}
    if scene.story and not scene.hide_subtitles:
        style = scene.subtitle_style or storyboard.subtitle_style
        taken[(style and style.position) or "bottom-center"] = "the subtitles"
    for number, element in enumerate(scene.elements):
        place = f"{path}.elements[{number}]"
        if element.left and element.width and (right := _percent(element.left) + _percent(element.width)) > 100:
            reason = f"it reaches to {right} % of the width, beyond the picture"
            room = (Fix(f"{place}.left", f"{100 - _percent(element.width)}%"),)
            yield Finding("taste", place, reason, "move it left, or narrow it", room)
        if not (standing := _standing(element)):
            continue
        if other := taken.get(standing):
            free = next((spot for spot in _SPOTS if spot not in taken and spot not in asked), None)
            fix = (Fix(f"{place}.position", free),) if free else ()
            reason = f"it stands on {other}, at {standing} as well"
            yield Finding("taste", place, reason, "give it a place of its own", fix)
            standing = free or standing
        taken.setdefault(standing, f"elements[{number}]")


_SPOTS = (
    "top-center", "center-center", "top-left", "top-right", "center-left", "center-right", "bottom-left",
    "bottom-right", "bottom-center",
)  # fmt: skip
"""Where a text that stands on another may go, the best place first."""


def _standing(element: Element) -> str:
    """Where an element stands by name. A shape may lie under others, so it takes nobody's place."""
    if isinstance(element, Shape) or element.top or element.left:
        return ""
    place = element.position or (_STANDING[element.text_variant] if isinstance(element, Text) else "center")
    return "center-center" if place == "center" else place


def _percent(value: str) -> int:
    return int(value[:-1])
