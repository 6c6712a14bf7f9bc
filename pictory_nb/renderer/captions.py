"""Captions: words with times gathered into groups that fit, and each group drawn, a pill on the word being spoken."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from pictory_nb import layout as rules
from pictory_nb.layout import Box, Layout
from pictory_nb.renderer.animation import Act, Moving, acts_of
from pictory_nb.renderer.block import Block, Piece, Word
from pictory_nb.renderer.breaking import broken_up, gaps_of, line_count, parts_of, tied
from pictory_nb.renderer.canvas import Canvas
from pictory_nb.renderer.colour import luminance
from pictory_nb.renderer.film import RGBA, Caption, FontBook, Place, Shot, SpokenWord
from pictory_nb.renderer.ground import Ground, Plate, legible
from pictory_nb.renderer.lettering import Typesetter
from pictory_nb.renderer.look import CAPTION, INDIGO, WHITE
from pictory_nb.renderer.planes import Layer, Planes

if TYPE_CHECKING:
    from pictory_nb.storyboard import FontStyle

_PILL = 0.16
"""How far a pill reaches beyond its word on either side, in em."""
_PAUSE = 0.35
"""A pill stays on its word for this long when the next word is late."""
_ENTRY = Act("fade", 0.12)
_SCRAP = 0.4
"""A caption that fills less of its room is a scrap, unless it is a sentence of its own."""
_SENTENCE, _CLAUSE = tuple(".!?…。！？؟।"), tuple(",;:–—、，")


class CaptionSetter:
    """The type, the room and the place of a shot's captions."""

    def __init__(self, style: FontStyle | None, fonts: FontBook, size: tuple[int, int]) -> None:
        self.layout = Layout(*size)
        self.look = CAPTION.styled(style)
        if style and style.show_bullet and not style.alignment:
            self.look = replace(self.look, align="left")
        self.setter = Typesetter(self.look, fonts, self.layout.unit)
        self.place: Place = style.position if style and style.position else rules.CAPTION.place
        self.measure = rules.CAPTION
        wanted = rules.share(style.paragraph_width) if style else None
        share = self.layout.share(wanted and max(wanted, 0.1), self.measure.width)
        self.room = min(size[0] * share, self.layout.safe.width)
        self.across = self.measure.across * self.setter.size if self.look.box else 0.0
        bullet = self.look.bullet_size * self.layout.unit + 0.5 * self.setter.size if self.look.bullet else 0.0
        self.limit = max(self.room - 2 * self.across - bullet, self.setter.size)

    def block(self, words: Sequence[SpokenWord]) -> Block:
        """The words of a caption in their lines."""
        pieces = [Piece(word.text, word.keyword, word.glued) for word in words]
        return Block([pieces], self.setter, self.measure, self.room)

    @property
    def most_lines(self) -> int:
        """How many lines fit when all are to be shown at once."""
        return max(int(self.layout.safe.height * rules.CAPTIONS_TAKE / (self.measure.pitch * self.setter.size)), 1)


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
    """The word, or the parts of it that may stand in different lines, with its time shared out."""
    parts = [piece for part in parts_of(word.text) for piece in broken_up(part, setting.setter, setting.limit)]
    step = (word.end - word.start) / len(parts)
    return [
        replace(
            word, text=part, start=word.start + n * step, end=word.start + (n + 1) * step, glued=word.glued or n > 0
        )
        for n, part in enumerate(parts)
    ]


def _groups(words: Sequence[SpokenWord], setting: CaptionSetter, lines: int) -> list[tuple[int, int]]:
    setter = setting.setter
    widths = [setter.fair(word.text) for word in words]
    gap = max(setter.fair_space, setter.size * setting.measure.least_gap)
    gaps = gaps_of([], gap, [word.glued for word in words])
    best: list[tuple[float, int]] = [(0.0, 0)] + [(math.inf, 0)] * len(words)
    full = setting.limit * lines
    for first in range(len(words)):
        for last in range(first + 1, len(words) + 1):
            if line_count(widths[first:last], gaps[first:last], setting.limit) > lines:
                break
            filled = (sum(widths[first:last]) + sum(gaps[first + 1 : last])) / full
            cost = best[first][0] + 1.0 + (1 - filled) ** 2 + _break_cost(words, last)
            if filled < _SCRAP and not (_ends_sentence(words, first) and _ends_sentence(words, last)):
                cost += 0.6
            if cost < best[last][0]:
                best[last] = (cost, first)
    groups, at = [], len(words)
    while at:
        groups.append((best[at][1], at))
        at = best[at][1]
    return groups[::-1]


def _break_cost(words: Sequence[SpokenWord], last: int) -> float:
    """What it costs to end a caption before the word of that index."""
    if _ends_sentence(words, last):
        return 0.0
    if tied([word.text for word in words[last - 1 : last + 1]], 1):
        return 1.8
    return 0.35 if words[last - 1].text.endswith(_CLAUSE) else 0.8


def _ends_sentence(words: Sequence[SpokenWord], last: int) -> bool:
    """Whether a sentence ends before the word of that index; the first one has none before it, the last none after."""
    return last in (0, len(words)) or words[last - 1].text.endswith(_SENTENCE)


class _Pill:
    """The mark on a word from ``start`` to ``end``, drawn when it is first seen."""

    def __init__(self, start: float, end: float, draw: Callable[[], Layer]) -> None:
        self.start, self.end, self._draw = start, end, draw

    @cached_property
    def layer(self) -> Layer:
        return self._draw()


@dataclass(frozen=True)
class _Drawn:
    moving: Moving
    pills: tuple[_Pill, ...]


class CaptionPainter:
    """Draws the captions of a shot. Layers are made when a caption is first seen, and kept for as long as it is."""

    def __init__(self, shot: Shot, fonts: FontBook, size: tuple[int, int]) -> None:
        self.captions = shot.captions
        self.highlight = shot.highlight
        self.setting = CaptionSetter(shot.caption_style, fonts, size)
        self._acts = acts_of(shot.caption_style, _ENTRY)
        self._starts = [caption.start for caption in shot.captions]
        self._drawn: dict[int, _Drawn] = {}

    def box(self) -> Box | None:
        """The rectangle that the tallest and the widest caption takes together, so that nothing else stands there."""
        if not self.captions:
            return None
        blocks = [self.setting.block(caption.words) for caption in self.captions]
        width, height = max(block.width for block in blocks), max(block.height for block in blocks)
        x, y = self.setting.layout.safe.placed(width, height, self.setting.place)
        return Box(x, y, width, height)

    def on(self, ground: Ground, room: Box) -> Plate | None:
        """Choose inks that are read on ``ground`` in ``room``; what has to be laid under the captions, if anything."""
        look, plate = legible(self.setting.look, ground, room)
        self.setting.look = self.setting.setter.look = look
        return plate

    def paint(self, seconds: float, planes: Planes, opacity: float = 1.0) -> None:
        """Lay what is to be read at ``seconds`` of the shot over ``planes``."""
        index = bisect_right(self._starts, seconds + 1e-6) - 1
        if index < 0 or seconds >= self.captions[index].end:
            return
        if index not in self._drawn:
            self._drawn = {index: self._draw(self.captions[index])}
        drawn = self._drawn[index]
        there = drawn.moving.paint(seconds, planes, opacity)
        for pill in drawn.pills:
            if pill.start <= seconds < pill.end:
                pill.layer.draw(planes, there)

    def _draw(self, caption: Caption) -> _Drawn:
        block = self.setting.block(caption.words)
        x, y = self.setting.layout.safe.placed(block.width, block.height, self.setting.place)
        entry, leave = self._acts
        if entry is _ENTRY and caption.start == 0:
            entry = None  # the first caption comes with its shot
        starts = [word.start for word in caption.words]
        moving = Moving(block, (x, y), (caption.start, caption.end), (entry, leave), starts)
        return _Drawn(moving, self._pills(caption, block, x, y))

    def _pills(self, caption: Caption, block: Block, x: float, y: float) -> tuple[_Pill, ...]:
        is_foretold = self._acts[0] and self._acts[0].future is not None
        if self.highlight is None or is_foretold:  # words that come as they are said need no pill to be followed
            return ()
        starts = sorted(word.start for word in caption.words)
        pills = []
        for word in block.words:
            if any(piece.glued for piece in block.pieces[word.index : word.index + 2]):
                continue  # a letter of a script without spaces: a pill that hops from one to the next is no help
            spoken = caption.words[word.index]
            following = next((start for start in starts if start > spoken.start), caption.end)
            end = min(following, spoken.end + _PAUSE)
            pills.append(_Pill(spoken.start, end, partial(self._pill, word, x, y, self.highlight)))
        return tuple(pills)

    def _pill(self, word: Word, x: float, y: float, colour: RGBA) -> Layer:
        setter, text = self.setting.setter, word.piece.text
        beyond, tall = setter.size * _PILL, setter.size * 1.24
        baseline = round(y + word.baseline)
        left, top = x + word.x - beyond, baseline - setter.capital / 2 - tall / 2
        # The canvas starts on the chroma grid; the pill keeps its exact place within it.
        grid_x, grid_y = math.floor(left / 2) * 2, math.floor(top / 2) * 2
        wide = setter.width(text) + 2 * beyond
        canvas = Canvas(wide + left - grid_x + 1, tall + top - grid_y + 1)
        canvas.fill(canvas.rounded(left - grid_x, top - grid_y, wide, tall, setter.size * 0.24), colour)
        ink = INDIGO if luminance(colour) > 0.6 else WHITE
        letters = [(text, x + word.x - grid_x, baseline - grid_y)]
        canvas.fill(setter.mask(canvas.width, canvas.height, letters), ink)
        return canvas.layer(grid_x, grid_y)
