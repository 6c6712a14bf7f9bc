"""One shot, drawn at any moment: its scenery, plates where its words need them, and then the words."""

from __future__ import annotations

from pictory_nb.layout import Layout
from pictory_nb.renderer.captions import CaptionPainter
from pictory_nb.renderer.film import Aurora, FontBook, Shot
from pictory_nb.renderer.ground import Ground
from pictory_nb.renderer.planes import Layer, Planes
from pictory_nb.renderer.scenery import Scenery, ground_of
from pictory_nb.renderer.titles import spot_of_text, titles_of


class Stage:
    """Draws a shot. The picture and its words are drawn apart, so that a transition can treat them apart."""

    def __init__(self, shot: Shot, fonts: FontBook, size: tuple[int, int]) -> None:
        self.shot, self.layout = shot, Layout(*size)
        self._captions = CaptionPainter(shot, fonts, size)
        taken = self._captions.box()
        free = self.layout.free(taken, self._captions.setting.place)
        has_emblem = isinstance(shot.backdrop, Aurora) and shot.backdrop.emblem is not None
        beside = has_emblem and any(
            text.text_variant == "heading" and not spot_of_text(text).is_given for text in shot.texts
        )
        emblem_room, text_room = self.layout.rooms(free, beside_heading=beside)
        in_column = beside and self.layout.has_columns
        self._scenery = Scenery(shot, fonts, self.layout, emblem_room, free)
        self._titles = titles_of(shot.texts, shot.theme, fonts, self.layout, text_room, beside=in_column)
        self.ground: Ground = ground_of(shot, size, emblem_room, free, fonts)
        plates = [title.on(self.ground, shot.duration) for title in self._titles]
        if taken:
            plates.append(self._captions.on(self.ground, taken))
        self._plates: list[Layer] = [plate.layer(self.layout) for plate in plates if plate]

    def paint_picture(self, seconds: float, planes: Planes) -> None:
        """Fill ``planes`` with all but the words; ``seconds`` may lie beyond the end of the shot."""
        self._scenery.paint(seconds, planes)
        for plate in self._plates:
            plate.draw(planes)

    def paint_words(self, seconds: float, planes: Planes, opacity: float = 1.0) -> None:
        """Lay texts and captions over ``planes``."""
        for title in self._titles:
            title.paint(seconds, planes, opacity)
        self._captions.paint(seconds, planes, opacity)
