"""The texts of a slide: wrapped, aligned and set in their boxes, in the sizes, faces and colours that are said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from pictory_nb.sandbox.library import fonts
from pictory_nb.sandbox.sources.theme import RGBA, Theme, child

__all__ = ["Writer"]

_POINT = 12_700
"""EMU of a typographic point."""
_INSETS = {"lIns": 91_440, "tIns": 45_720, "rIns": 91_440, "bIns": 45_720}


@dataclass(frozen=True)
class _Piece:
    """A word, or a blank, in one face and colour."""

    text: str
    font: ImageFont.FreeTypeFont
    color: RGBA
    underlined: bool = False

    @property
    def width(self) -> float:
        return self.font.getlength(self.text)


@dataclass(frozen=True)
class _Line:
    pieces: tuple[_Piece, ...]
    left: float
    align: str
    height: float
    above: float = 0.0

    @property
    def width(self) -> float:
        return sum(piece.width for piece in self.pieces)


class Writer:
    """Writes with the fonts that the sandbox has. ``scale`` is pixels to an EMU."""

    def __init__(self, theme: Theme, scale: float) -> None:
        self._theme, self._scale = theme, scale

    def write(self, layer: Image.Image, shape: Any, box: tuple[int, ...], color: RGBA | None) -> None:
        """The text of a shape within its box. ``color`` is what its style says."""
        inner = self._inner(shape, box)
        lines = list(self._lines(shape, inner[2] - inner[0], color, self._shrunk(shape)))
        if not lines:
            return
        height = sum(line.height + line.above for line in lines) - lines[0].above
        anchor = self._said_by_body(shape, "anchor", "t")
        room = inner[3] - inner[1] - height
        top = inner[1] + (room / 2 if anchor == "ctr" else room if anchor == "b" else 0.0)
        draw = ImageDraw.Draw(layer)
        for number, line in enumerate(lines):
            top += line.above if number else 0.0
            self._set(draw, line, inner, top)
            top += line.height

    def write_plain(self, layer: Image.Image, text: str, box: tuple[int, ...], color: RGBA) -> None:
        """A short text in the middle of a box, as in a table."""
        size = min((box[3] - box[1]) * 0.42, 16 * _POINT * self._scale)
        font = _font(self._theme.faces["+mn-lt"], 400, max(6, round(size)))
        margin = (box[3] - box[1]) * 0.25
        draw = ImageDraw.Draw(layer)
        draw.text((box[0] + margin, (box[1] + box[3]) / 2), text.replace("\n", " "), fill=color, font=font, anchor="lm")

    def face(self, pixels: float, weight: int, text: str) -> ImageFont.FreeTypeFont:
        """The face in which the presentation's plain texts are set."""
        return _font(self._theme.faces["+mn-lt"], weight, max(6, round(pixels)), text)

    def _set(self, draw: ImageDraw.ImageDraw, line: _Line, inner: tuple[float, ...], top: float) -> None:
        room = inner[2] - inner[0] - line.left - line.width
        at = inner[0] + line.left + (room / 2 if line.align == "ctr" else room if line.align == "r" else 0.0)
        base = top + line.height * 0.8
        for piece in line.pieces:
            draw.text((at, base), piece.text, fill=piece.color, font=piece.font, anchor="ls")
            if piece.underlined and piece.text.strip():
                thick = max(1, round(piece.font.size / 18))
                draw.line((at, base + thick * 2, at + piece.width, base + thick * 2), fill=piece.color, width=thick)
            at += piece.width

    def _inner(self, shape: Any, box: tuple[int, ...]) -> tuple[float, ...]:
        sides = [float(self._said_by_body(shape, name, usual)) * self._scale for name, usual in _INSETS.items()]
        return box[0] + sides[0], box[1] + sides[1], box[2] - sides[2], box[3] - sides[3]

    def _said_by_body(self, shape: Any, name: str, usual: Any) -> Any:
        return next((body.get(name) for body in self._theme.body_chain(shape) if body.get(name) is not None), usual)

    def _shrunk(self, shape: Any) -> float:
        for body in self._theme.body_chain(shape):
            if (fit := child(body, "a:normAutofit")) is not None:
                return int(fit.get("fontScale", "100000").rstrip("%")) / 100_000
        return 1.0

    def _lines(self, shape: Any, width: float, color: RGBA | None, shrunk: float) -> Iterator[_Line]:
        for number, paragraph in enumerate(shape.text_frame.paragraphs):
            level = paragraph.level or 0
            chain = list(self._theme.text_chain(shape, level))
            own = paragraph._p.pPr
            around = [own, *chain] if own is not None else chain
            size = self._size(None, chain) * shrunk
            left = float(_said(around, "marL", 0)) * self._scale
            indent = float(_said(around, "indent", 0)) * self._scale
            pieces = list(self._pieces(paragraph, chain, color, shrunk))
            mark = _mark(around, number) if "".join(piece.text for piece in pieces).strip() else ""
            align = _said(around, "algn", "l")
            above = _spacing(around, size * _POINT * self._scale)
            for place, line in enumerate(_wrapped(pieces, width - left)):
                height = max((piece.font.size for piece in line), default=size * _POINT * self._scale) * 1.2
                if place == 0 and mark and pieces:
                    bullet = _Piece(mark, pieces[0].font, pieces[0].color)
                    step = max(-indent, bullet.width * 1.3)
                    blank = _Piece(" ", pieces[0].font, pieces[0].color)
                    gap = max(1, round((step - bullet.width) / max(blank.width, 1)))
                    yield _Line((bullet, *[blank] * gap, *line), max(0.0, left - step), align, height, above)
                else:
                    yield _Line(tuple(line), left, align, height, above if place == 0 else 0.0)

    def _pieces(self, paragraph: Any, chain: Sequence[Any], color: RGBA | None, shrunk: float) -> Iterator[_Piece]:
        for run in paragraph._p:
            kind = run.tag.rpartition("}")[2]
            text = child(run, "a:t")
            if kind == "br":
                yield _Piece("\n", _font("", 400, 10), (0, 0, 0, 255))
            if kind not in ("r", "fld") or text is None or not text.text:
                continue
            properties = child(run, "a:rPr")
            said = [properties, *(child(level, "a:defRPr") for level in chain)]
            size = self._size(properties, chain) * shrunk * _POINT * self._scale
            weight = 700 if _said(said, "b", "0") in ("1", "true") else 400
            latin = next((found for one in said if (found := child(one, "a:latin")) is not None), None)
            family = latin.get("typeface", "") if latin is not None else "+mn-lt"
            font = _font(self._theme.faces.get(family, family), weight, max(6, round(size)), text.text)
            ink = next((found for one in said if (found := self._theme.color(child(one, "a:solidFill")))), None)
            own = self._theme.color(child(properties, "a:solidFill")) if properties is not None else None
            ink = own or color or ink or (0, 0, 0, 255)
            lined = _said(said, "u", "none") != "none"
            for word in _split(text.text):
                yield _Piece(word, font, ink, lined)

    def _size(self, properties: Any, chain: Sequence[Any]) -> float:
        """In points."""
        return float(_said([properties, *(child(level, "a:defRPr") for level in chain)], "sz", 1800)) / 100


def _said(elements: Sequence[Any], name: str, usual: Any) -> Any:
    return next((one.get(name) for one in elements if one is not None and one.get(name) is not None), usual)


def _mark(around: Sequence[Any], number: int) -> str:
    """The bullet of a paragraph, or its number."""
    for one in around:
        if child(one, "a:buNone") is not None:
            return ""
        if (char := child(one, "a:buChar")) is not None:
            sign = char.get("char", "•")
            return sign if sign in "•–-»*○■▪‣→" else "•"
        if child(one, "a:buAutoNum") is not None:
            return f"{number + 1}."
    return ""


def _spacing(around: Sequence[Any], size: float) -> float:
    for one in around:
        if (share := child(one, "a:spcBef", "a:spcPct")) is not None:
            return size * int(str(share.get("val", "0")).rstrip("%")) / 100_000
        if (points := child(one, "a:spcBef", "a:spcPts")) is not None:
            return size * int(points.get("val", "0")) / 100 / 18  # of the usual size
    return 0.0


def _split(text: str) -> list[str]:
    found, word = [], ""
    for sign in text:
        if sign.isspace():
            found += [word, " "] if word else [" "]
            word = ""
        else:
            word += sign
    return [*found, word] if word else found


def _wrapped(pieces: Sequence[_Piece], width: float) -> Iterator[list[_Piece]]:
    line: list[_Piece] = []
    used = 0.0
    for piece in pieces:
        if piece.text == "\n" or (line and piece.text != " " and used + piece.width > width):
            yield line
            line, used = [], 0.0
        if piece.text == "\n" or (piece.text == " " and not line):
            continue
        line.append(piece)
        used += piece.width
    yield line


@lru_cache(maxsize=128)
def _font(family: str, weight: int, size: int, text: str = "") -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(fonts.face(family or None, weight, text).path), size)
