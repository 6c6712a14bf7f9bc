"""One shot, drawn at any moment: backdrop, veil, emblem, shades, and then the words."""

from __future__ import annotations

from pictory_nb.renderer.backdrop import is_light, painter_of
from pictory_nb.renderer.captions import CaptionPainter
from pictory_nb.renderer.emblem import Emblem, rooms
from pictory_nb.renderer.film import Aurora, FontBook, Footage, Picture, Shot
from pictory_nb.renderer.layout import Layout
from pictory_nb.renderer.planes import Layer, Planes, veil
from pictory_nb.renderer.shades import shades
from pictory_nb.renderer.titles import is_placed, titles_of


class Stage:
    """Draws a shot. The picture and its words are drawn apart, so that a transition can treat them apart."""

    def __init__(self, shot: Shot, fonts: FontBook, size: tuple[int, int]) -> None:
        self.shot, self.layout = shot, Layout(*size)
        self._backdrop = painter_of(shot, size)
        self._captions = CaptionPainter(shot, fonts, size)
        taken = self._captions.box()
        free = self.layout.free(taken, self._captions.setting.place)
        light = is_light(shot.backdrop, shot.overlay)
        has_emblem = isinstance(shot.backdrop, Aurora) and shot.backdrop.emblem is not None
        beside = has_emblem and any(text.text_variant == "heading" and not is_placed(text) for text in shot.texts)
        emblem_room, text_room = rooms(free, self.layout, beside_heading=beside) if has_emblem else (free, free)
        in_column = beside and self.layout.width >= self.layout.height * 1.2
        self._titles = titles_of(shot.texts, fonts, self.layout, text_room, light=light, beside=in_column)
        self._emblem = Emblem(shot.backdrop.emblem, self.layout, emblem_room, light=light) if has_emblem else None
        self._shades: list[Layer] = []
        if isinstance(shot.backdrop, Picture | Footage):  # nobody knows how light they are where the words stand
            self._shades = shades(
                self.layout, [title.box for title in self._titles], taken, self._captions.setting.look
            )

    def paint_picture(self, seconds: float, planes: Planes) -> None:
        """Fill ``planes`` with all but the words; ``seconds`` may lie beyond the end of the shot."""
        self._backdrop.paint(seconds, planes)
        if overlay := self.shot.overlay:
            veil(planes, overlay.rgb, overlay.opacity)
        if self._emblem:
            self._emblem.paint(seconds, planes)
        for shade in self._shades:
            shade.draw(planes)

    def paint_words(self, seconds: float, planes: Planes, opacity: float = 1.0) -> None:
        """Lay texts and captions over ``planes``."""
        for title in self._titles:
            title.paint(seconds, planes, opacity)
        self._captions.paint(seconds, planes, opacity)
