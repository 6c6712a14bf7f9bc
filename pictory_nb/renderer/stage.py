"""One shot, drawn at any moment: backdrop, veil, emblem, shade, and then the words."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from pictory_nb.renderer.backdrop import is_light, painter_of
from pictory_nb.renderer.canvas import Canvas, premultiplied
from pictory_nb.renderer.captions import CaptionPainter
from pictory_nb.renderer.emblem import Emblem, rooms
from pictory_nb.renderer.film import RGBA, Aurora, Film, FontBook, Footage, LogoPicture, Picture, Shot
from pictory_nb.renderer.layout import Box, Layout
from pictory_nb.renderer.lettering import Typesetter
from pictory_nb.renderer.look import MARK, NIGHT
from pictory_nb.renderer.planes import Layer, Planes, blank, to_rgb, yuv
from pictory_nb.renderer.titles import is_placed, titles_of


class Stage:
    """Draws a shot. The picture and its words are drawn apart, so that a transition can treat them apart."""

    def __init__(self, shot: Shot, fonts: FontBook, size: tuple[int, int]) -> None:
        self.shot, self.layout = shot, Layout(*size)
        self._backdrop = painter_of(shot, size)
        self._captions = CaptionPainter(shot, fonts, size)
        taken = self._captions.box()
        free = _free(self.layout, taken, self._captions.setting.place)
        light = is_light(shot.backdrop, shot.overlay)
        has_emblem = isinstance(shot.backdrop, Aurora) and shot.backdrop.emblem is not None
        beside = has_emblem and any(
            text.text_variant == "heading" and not is_placed(text) for text in shot.texts
        )
        emblem_room, text_room = (
            rooms(free, self.layout, beside_heading=beside) if has_emblem else (free, free)
        )
        in_column = beside and self.layout.width >= self.layout.height * 1.2
        self._titles = titles_of(shot.texts, fonts, self.layout, text_room, light=light, beside=in_column)
        self._emblem = (
            Emblem(shot.backdrop.emblem, self.layout, emblem_room, light=light) if has_emblem else None
        )
        self._shades = self._shaded(taken)

    def paint_picture(self, seconds: float, planes: Planes) -> None:
        """Fill ``planes`` with all but the words; ``seconds`` may lie beyond the end of the shot."""
        self._backdrop.paint(seconds, planes)
        if overlay := self.shot.overlay:
            veil(planes, (*overlay.rgb, 255), overlay.opacity)
        if self._emblem:
            self._emblem.paint(seconds, planes)
        for shade in self._shades:
            shade.draw(planes)

    def paint_words(self, seconds: float, planes: Planes, opacity: float = 1.0) -> None:
        """Lay texts and captions over ``planes``."""
        for title in self._titles:
            title.paint(seconds, planes, opacity)
        self._captions.paint(seconds, planes, opacity)

    def _shaded(self, captions: Box | None) -> list[Layer]:
        """Soft darkness where words stand on a photograph, whose lightness nobody knows."""
        if not isinstance(self.shot.backdrop, Picture | Footage):
            return []
        boxes = [title.box for title in self._titles]
        look = self._captions.setting.look
        if captions and not (look.box and look.box[3] > 250):
            strength = 0.30 if look.box else 0.62
            return [_cloud(self.layout, box, 0.42) for box in boxes] + [
                _slope(self.layout, captions, strength)
            ]
        return [_cloud(self.layout, box, 0.42) for box in boxes]


def veil(planes: Planes, colour: RGBA, opacity: float) -> None:
    """Mix ``planes`` with one colour, in place."""
    for plane, level in zip(planes, yuv(colour)):
        cv2.convertScaleAbs(plane, dst=plane, alpha=1 - opacity, beta=level * opacity)


def _free(layout: Layout, captions: Box | None, place: str) -> Box:
    """The part of the frame that captions leave free."""
    safe = layout.safe
    if captions is None:
        return (
            Box(
                safe.x,
                layout.height - safe.y - safe.height,
                safe.width,
                2 * safe.height + 2 * safe.y - layout.height,
            )
            if layout.is_portrait
            else safe
        )
    air = layout.unit * 44
    if place.startswith("top"):
        top = captions.y + captions.height + air
        return Box(safe.x, top, safe.width, safe.y + safe.height - top)
    if place.startswith("bottom"):
        return Box(safe.x, safe.y, safe.width, captions.y - air - safe.y)
    # Captions in the middle leave the room above them.
    return Box(safe.x, safe.y, safe.width, max(captions.y - air - safe.y, safe.height * 0.2))


def _slope(layout: Layout, captions: Box, strength: float) -> Layer:
    """Darkness that grows from beyond the captions to the nearer edge of the frame."""
    low = captions.centre[1] > layout.height / 2
    reach = min(captions.height * 1.9 + layout.height * 0.10, layout.height * 0.8)
    height = round((layout.height - captions.y if low else captions.y + captions.height) + reach * 0.55)
    height = min(height, layout.height) // 2 * 2
    share = np.linspace(0, 1, height, dtype=np.float32)
    rise = share * share * (3 - 2 * share)
    canvas = Canvas(layout.width, height)
    canvas.fill(np.repeat((rise if low else rise[::-1])[:, None], canvas.width, 1), NIGHT, strength)
    return canvas.layer(0, layout.height - height if low else 0)


def _cloud(layout: Layout, box: Box, strength: float) -> Layer:
    """A soft dark cloud around a text."""
    reach = layout.unit * 150
    # Blurred at an eighth of the size: nothing in it is finer.
    wide, high = (max(int((side + 2 * reach) / 8), 8) for side in (box.width, box.height))
    small = np.zeros((high, wide), np.float32)
    edge = max(int(reach / 8 * 0.75), 1)
    small[edge:-edge, edge:-edge] = 1
    small = cv2.GaussianBlur(small, (0, 0), reach / 8 * 0.36, borderType=cv2.BORDER_CONSTANT)
    canvas = Canvas(wide * 8, high * 8)
    canvas.fill(
        cv2.resize(small, (canvas.width, canvas.height), interpolation=cv2.INTER_CUBIC).clip(0, 1),
        NIGHT,
        strength,
    )
    return canvas.layer(box.x - reach, box.y - reach)


class Marks:
    """What stands over the whole film: the logo, and a small mark that says where it was made."""

    def __init__(
        self, logo: LogoPicture | None, mark: str | None, fonts: FontBook, size: tuple[int, int]
    ) -> None:
        layout = Layout(*size)
        self._layers = [_logo(logo, layout)] if logo else []
        if mark:
            place = "bottom-right" if logo and logo.position == "bottom-left" else "bottom-left"
            self._layers.append(_mark(mark, place, fonts, layout))

    def paint(self, planes: Planes) -> None:
        """Lay them over ``planes``."""
        for layer in self._layers:
            layer.draw(planes)


def _logo(logo: LogoPicture, layout: Layout) -> Layer:
    with Image.open(logo.path) as image:
        image = image.convert("RGBA")
        width = max(round(layout.width * logo.width), 2)
        height = max(round(image.height * width / image.width), 2)
        pixels = premultiplied(np.asarray(image.resize((width, height), Image.Resampling.LANCZOS)))
    return Layer.from_pixels(pixels, *layout.corners.placed(width, height, logo.position))


def _mark(text: str, place: str, fonts: FontBook, layout: Layout) -> Layer:
    setter = Typesetter(MARK, fonts, layout.unit)
    reach = round(setter.size * 0.6)
    canvas = Canvas(setter.width(text) + 2 * reach, setter.capital + 2 * reach)
    mask = setter.mask(canvas.width, canvas.height, [(text, reach, reach + setter.capital)])
    canvas.shade(mask, NIGHT, blur=setter.size * 0.16, down=1, opacity=0.8)
    canvas.fill(mask, MARK.ink)
    x, y = layout.corners.placed(setter.width(text), setter.capital, place)
    return canvas.layer(x - reach, y - reach)


def picture_at(film: Film, seconds: float) -> np.ndarray:
    """The frame of ``film`` at ``seconds`` as RGB, uint8 (height, width, 3), as it was before encoding."""
    from pictory_nb.renderer.chunk import cut, drawn

    number = min(max(int(seconds * film.fps), 0), film.frames - 1)
    index = max(n for n, first in enumerate(film.borders[:-1]) if first <= number)
    for chunk in cut(film, index):
        if chunk.first <= number - film.borders[index] < chunk.first + chunk.count:
            planes = blank(*film.size)
            drawn(chunk, number - film.borders[index], planes)
            return to_rgb(planes)
    raise ValueError(f"the film has no picture at {seconds:g} s")


def write_thumbnail(film: Film, to: Path) -> Path:
    """Write a JPEG of the first shot, at a moment when its words have come in. Raises ``OSError``."""
    moment = min(1.4, film.shots[0].duration * 0.6)
    Image.fromarray(picture_at(film, moment)).save(to, "JPEG", quality=90)
    return to
