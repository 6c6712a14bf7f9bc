"""Everything of a shot but its words: backdrop and cutaways, emblem, insets, shapes and the place of an avatar."""

from __future__ import annotations

from pictory_nb.layout import Box, Layout
from pictory_nb.renderer.backdrop import CutPainter
from pictory_nb.renderer.emblem import Emblem
from pictory_nb.renderer.film import Aurora, FontBook, Inset, Shot
from pictory_nb.renderer.ground import Ground
from pictory_nb.renderer.insets import inset_painter
from pictory_nb.renderer.planes import Layer, Planes, blank, to_rgb
from pictory_nb.renderer.presenter import presenter_layer
from pictory_nb.renderer.shapes import shape_layer
from pictory_nb.renderer.transition import BLENDED

_SMALL = 320
"""The longer side of the picture on which legibility is judged."""
_AFTER = 0.25
"""Seconds after which an emblem comes when its shot is faded in."""
_MOMENTS = (0.04, 0.35, 0.65, 0.97)


class Scenery:
    """Draws it. ``room`` is where an emblem stands, ``free`` all that captions leave."""

    def __init__(self, shot: Shot, fonts: FontBook, layout: Layout, room: Box, free: Box) -> None:
        self._backdrop = CutPainter(shot, (layout.width, layout.height))
        self._emblem: Emblem | None = None
        if isinstance(shot.backdrop, Aurora) and shot.backdrop.emblem is not None:
            start = _AFTER if shot.transition.name in BLENDED else 0.0
            self._emblem = Emblem(shot.backdrop, layout, room, (start, shot.duration))
        self._cut_spans = [(cut.start, cut.end) for cut in shot.cutaways]
        self._pieces = [
            inset_painter(element, layout) if isinstance(element, Inset) else _Still(shape_layer(element, layout))
            for element in shot.elements
            if getattr(element, "type", None) != "text"
        ]
        if shot.presenter:
            self._pieces.append(_Still(presenter_layer(shot.presenter, fonts, layout, free)))

    def paint(self, seconds: float, planes: Planes) -> None:
        """Fill ``planes``; ``seconds`` may lie beyond the end of the shot."""
        self._backdrop.paint(seconds, planes)
        if self._emblem and not any(start + 0.1 <= seconds < end - 0.1 for start, end in self._cut_spans):
            self._emblem.paint(seconds, planes)
        for piece in self._pieces:
            piece.paint(seconds, planes)


class _Still:
    """What does not move."""

    def __init__(self, layer: Layer) -> None:
        self._layer = layer

    def paint(self, seconds: float, planes: Planes) -> None:
        self._layer.draw(planes)


def ground_of(shot: Shot, size: tuple[int, int], room: Box, free: Box, fonts: FontBook) -> Ground:
    """What stands behind the words of ``shot``, painted small at a few moments. All chunks of a shot share it."""
    key = (shot, size, room)
    if key not in _grounds:
        while len(_grounds) >= _KEPT:
            _grounds.pop(next(iter(_grounds)), None)
        _grounds[key] = _painted(shot, size, room, free, fonts)
    return _grounds[key]


_KEPT = 6
_grounds: dict[tuple[Shot, tuple[int, int], Box], Ground] = {}


def _painted(shot: Shot, size: tuple[int, int], room: Box, free: Box, fonts: FontBook) -> Ground:
    scale = _SMALL / max(size)
    small = Layout(*(max(round(side * scale / 4) * 4, 8) for side in size))
    scenery = Scenery(shot, fonts, small, room.scaled(scale), free.scaled(scale))
    moments = [share * shot.duration for share in _MOMENTS]
    moments += [(cut.start + cut.end) / 2 for cut in shot.cutaways]
    pictures = []
    for seconds in sorted(moments):
        planes = blank(small.width, small.height)
        scenery.paint(seconds, planes)
        pictures.append(to_rgb(planes))
    return Ground(pictures, size)
