"""Captions: words with times gathered into groups that fit, and each group drawn, a pill on the word being spoken."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from pictory_nb.renderer.canvas import Canvas
from pictory_nb.renderer.colour import luminance
from pictory_nb.renderer.film import RGBA, Caption, FontBook, Place, Shot, SpokenWord
from pictory_nb.renderer.layout import Box, Layout
from pictory_nb.renderer.lettering import Line, Typesetter, broken_up, line_count, lines_of, spread
from pictory_nb.renderer.look import CAPTION, INDIGO, WHITE
from pictory_nb.renderer.planes import Layer, Planes

if TYPE_CHECKING:
    from pictory_nb.storyboard import FontStyle

_GAP = 0.38
"""Between words, in sizes: room for a pill and for air beside it."""
_PILL = 0.16
"""How far a pill reaches beyond its word on either side, in sizes."""
_TAKEN = 0.42
"""The share of the safe height that captions may take when no number of lines is asked for."""
_PAUSE = 0.35
"""A pill stays on its word for this long when the next word is late."""
_ENTRY = 0.12
_SENTENCE, _CLAUSE = tuple(".!?…。！？؟।"), tuple(",;:–—、，")


class CaptionSetter:
    """The type, the room and the place of a shot's captions."""

    def __init__(self, style: FontStyle | None, fonts: FontBook, size: tuple[int, int]) -> None:
        self.layout = Layout(*size)
        self.look = CAPTION.styled(style)
        self.setter = Typesetter(self.look, fonts, self.layout.unit)
        self.place: Place = style.position if style and style.position else "bottom-center"
        self.gap = max(self.setter.space, self.setter.size * _GAP)
        self.padding = (self.setter.size * 0.72, self.setter.size * 0.3)
        share = 0.76 if size[0] > size[1] * 1.2 else 1.0
        if style and style.paragraph_width:
            share = max(int(style.paragraph_width[:-1]), 10) / 100
        room = min(size[0] * share, self.layout.safe.width)
        self.limit = max(room - 2 * self.padding[0], self.setter.size)

    @property
    def most_lines(self) -> int:
        """How many lines fit when all are to be shown at once."""
        return max(int(self.layout.safe.height * _TAKEN / self.setter.line), 1)


def group_captions(
    words: Sequence[SpokenWord],
    *,
    style: FontStyle | None,
    fonts: FontBook,
    size: tuple[int, int],
    until: float,
    max_lines: int | None = None,
) -> tuple[Caption, ...]:
    """Gather the words of a shot into captions of at most ``max_lines`` lines (contract §3.2, maxSubtitleLines).

    Without ``max_lines`` as many lines stand together as fit. Captions follow one another from 0 to ``until``
    seconds without a gap; they prefer to end where a sentence or a clause ends, and to be of like length.
    """
    setting = CaptionSetter(style, fonts, size)
    words = [piece for word in words for piece in _fitting(word, setting)]
    if not words:
        return ()
    lines = min(max_lines or setting.most_lines, setting.most_lines)
    groups = _groups(words, setting, lines)
    starts = [0.0, *(words[first].start for first, _ in groups[1:])]
    return tuple(
        Caption(tuple(words[first:last]), start, end)
        for (first, last), start, end in zip(groups, starts, [*starts[1:], until], strict=True)
    )


def _fitting(word: SpokenWord, setting: CaptionSetter) -> list[SpokenWord]:
    """The word, or pieces of it that fit a line, with its time shared out."""
    pieces = broken_up(word.text, setting.setter, setting.limit)
    step = (word.end - word.start) / len(pieces)
    return [
        replace(word, text=piece, start=word.start + n * step, end=word.start + (n + 1) * step)
        for n, piece in enumerate(pieces)
    ]


def _groups(words: Sequence[SpokenWord], setting: CaptionSetter, lines: int) -> list[tuple[int, int]]:
    widths = [setting.setter.width(word.text) for word in words]
    best: list[tuple[float, int]] = [(0.0, 0)] + [(math.inf, 0)] * len(words)
    full = setting.limit * lines
    for first in range(len(words)):
        for last in range(first + 1, len(words) + 1):
            if line_count(widths[first:last], setting.gap, setting.limit) > lines:
                break
            filled = (sum(widths[first:last]) + setting.gap * (last - first - 1)) / full
            cost = best[first][0] + 1.0 + (1 - filled) ** 2 + _break_cost(words, last)
            if cost < best[last][0]:
                best[last] = (cost, first)
    groups, at = [], len(words)
    while at:
        groups.append((best[at][1], at))
        at = best[at][1]
    return groups[::-1]


def _break_cost(words: Sequence[SpokenWord], last: int) -> float:
    """What it costs to end a caption before the word of that index."""
    if last == len(words) or words[last - 1].text.endswith(_SENTENCE):
        return 0.0
    return 0.35 if words[last - 1].text.endswith(_CLAUSE) else 0.8


@dataclass(frozen=True)
class _Pill:
    start: float
    end: float
    layer: Layer


_Spot = tuple[SpokenWord, float, float]
"""A word with its x and its baseline in its box."""


class CaptionPainter:
    """Draws the captions of a shot. Layers are made when a caption is first seen, and kept."""

    def __init__(self, shot: Shot, fonts: FontBook, size: tuple[int, int]) -> None:
        self.captions = shot.captions
        self.highlight = shot.highlight
        self.setting = CaptionSetter(shot.caption_style, fonts, size)
        self._starts = [caption.start for caption in shot.captions]
        self._drawn: dict[int, tuple[Layer, tuple[_Pill, ...]]] = {}

    def box(self) -> Box | None:
        """The rectangle that the tallest and the widest caption takes together, so that nothing else stands there."""
        if not self.captions:
            return None
        sizes = [self._size(self._lines(caption)) for caption in self.captions]
        width, height = max(width for width, _ in sizes), max(height for _, height in sizes)
        x, y = self.setting.layout.safe.placed(width, height, self.setting.place)
        return Box(x, y, width, height)

    def paint(self, seconds: float, planes: Planes, opacity: float = 1.0) -> None:
        """Lay what is to be read at ``seconds`` of the shot over ``planes``."""
        index = bisect_right(self._starts, seconds + 1e-6) - 1
        if index < 0 or seconds >= self.captions[index].end:
            return
        caption = self.captions[index]
        if index not in self._drawn:
            self._drawn = {index: self._draw(caption)}
        base, pills = self._drawn[index]
        entry = min((seconds - caption.start) / _ENTRY, 1.0) if caption.start > 0 else 1.0
        base.draw(planes, opacity * entry)
        for pill in pills:
            if pill.start <= seconds < pill.end:
                pill.layer.draw(planes, opacity * entry)

    def _lines(self, caption: Caption) -> list[Line]:
        words = [word.text for word in caption.words]
        return lines_of(words, self.setting.setter, self.setting.limit, gap=self.setting.gap)

    def _size(self, lines: Sequence[Line]) -> tuple[float, float]:
        across, down = self.setting.padding
        return max(line.width for line in lines) + 2 * across, self.setting.setter.line * len(lines) + 2 * down

    def _draw(self, caption: Caption) -> tuple[Layer, tuple[_Pill, ...]]:
        setting, look, setter = self.setting, self.setting.look, self.setting.setter
        width, height = self._size(self._lines(caption))
        x, y = setting.layout.safe.placed(width, height, setting.place)
        spots = self._spots(caption, width)
        reach = 0 if look.box else math.ceil(setter.size * 0.5)  # the shadow of bare letters needs room around them
        canvas = Canvas(width + 2 * reach, height + 2 * reach)
        if look.box:
            canvas.fill(canvas.rounded(0, 0, width, height, min(setter.size * 0.5, height / 2)), look.box)
        inks = {False: look.ink, True: look.accent}
        masks = {marked: self._letters(canvas, spots, reach, marked=marked) for marked in inks}
        if look.shadow_width:
            blur = setter.size * look.shadow_width * (0.5 if look.box else 1.0)
            strength = 0.55 if look.box else 0.9
            shape = np.maximum(masks[False], masks[True])
            canvas.shade(shape, look.shadow, blur=blur, down=setter.size * 0.05, opacity=strength)
        for marked, ink in inks.items():
            canvas.fill(masks[marked], ink)
        layer = canvas.layer(x - reach, y - reach)
        return layer, self._pills(caption, spots, layer.x + reach, layer.y + reach)

    def _letters(self, canvas: Canvas, spots: list[_Spot], reach: int, *, marked: bool) -> np.ndarray:
        """The mask of the keywords, or of the other words."""
        words = [(word.text, at + reach, base + reach) for word, at, base in spots if word.keyword == marked]
        return self.setting.setter.mask(canvas.width, canvas.height, words)

    def _spots(self, caption: Caption, width: float) -> list[_Spot]:
        """Each word with its x and its baseline in the caption's box."""
        setter, (across, down) = self.setting.setter, self.setting.padding
        texts, spots = [word.text for word in caption.words], []
        for row, line in enumerate(self._lines(caption)):
            slack = width - 2 * across - line.width
            left = across + slack * {"left": 0.0, "center": 0.5, "right": 1.0}[self.setting.look.align]
            base = down + setter.line * (row + 0.5) + setter.capital / 2
            for index, x in spread(line, texts, setter, self.setting.gap):
                spots.append((caption.words[index], left + x, base))
        return spots

    def _pills(self, caption: Caption, spots: list[_Spot], x: float, y: float) -> tuple[_Pill, ...]:
        if self.highlight is None:
            return ()
        starts = sorted(word.start for word in caption.words)
        pills = []
        for word, at, base in spots:
            following = next((start for start in starts if start > word.start), caption.end)
            end = min(following, word.end + _PAUSE)
            pills.append(_Pill(word.start, end, self._pill(word.text, x + at, y + base, self.highlight)))
        return tuple(pills)

    def _pill(self, text: str, x: float, baseline: float, colour: RGBA) -> Layer:
        setter = self.setting.setter
        beyond, tall = setter.size * _PILL, setter.size * 1.24
        left, top = x - beyond, baseline - setter.capital / 2 - tall / 2
        # The canvas starts on the chroma grid; the pill keeps its exact place within it.
        grid_x, grid_y = math.floor(left / 2) * 2, math.floor(top / 2) * 2
        wide = setter.width(text) + 2 * beyond
        canvas = Canvas(wide + left - grid_x + 1, tall + top - grid_y + 1)
        canvas.fill(canvas.rounded(left - grid_x, top - grid_y, wide, tall, setter.size * 0.24), colour)
        ink = INDIGO if luminance(colour) > 0.6 else WHITE
        canvas.fill(setter.mask(canvas.width, canvas.height, [(text, x - grid_x, baseline - grid_y)]), ink)
        return canvas.layer(grid_x, grid_y)
