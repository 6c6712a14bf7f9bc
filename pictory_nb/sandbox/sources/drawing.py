"""A slide as a picture: its ground, shapes, pictures, tables, charts and texts, drawn where the slide has them.

Drawn twice as large and made smaller, so that edges are smooth. What cannot be drawn (embedded objects, vector
pictures, charts of rare kinds) is told by ``left_out``, and its place stays empty: a guess would pass for the thing.
"""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageDraw

from pictory_nb.sandbox.sources.charts import draw_chart
from pictory_nb.sandbox.sources.outlines import outline_of
from pictory_nb.sandbox.sources.theme import RGBA, Theme, child
from pictory_nb.sandbox.sources.writing import Writer

__all__ = ["SlideArtist"]

FINE = 2
"""How many times larger it is drawn than it is shown."""
_LARGEST_PICTURE = 60_000_000
"""Points of a picture on a slide."""


class SlideArtist:
    """Draws the slides of one presentation. ``left_out`` names what could not be drawn."""

    def __init__(self, width: int, height: int, pixels: int) -> None:
        """``width`` and ``height`` are the slide's in EMU; ``pixels`` is how wide its picture is to be."""
        self.scale = FINE * pixels / width
        self.size = (FINE * pixels, round(FINE * pixels * height / width))
        self.left_out: dict[str, None] = {}

    def draw(self, slide: Any) -> Image.Image:
        """The picture of a slide, in RGB."""
        theme = Theme(slide)
        canvas = Image.new("RGBA", self.size, self._ground(slide, theme))
        self._ground_picture(slide, canvas)
        writer = Writer(theme, self.scale)
        layout = slide.slide_layout
        for owner in (layout.slide_master, layout):
            if owner is layout or _shows_master(layout):
                for shape in owner.shapes:
                    if not shape.is_placeholder:
                        self._shape(canvas, shape, theme, writer, (1.0, 1.0, 0.0, 0.0))
        for shape in slide.shapes:
            self._shape(canvas, shape, theme, writer, (1.0, 1.0, 0.0, 0.0))
        return canvas.convert("RGB").resize((self.size[0] // FINE, self.size[1] // FINE), Image.Resampling.LANCZOS)

    def _ground(self, slide: Any, theme: Theme) -> RGBA:
        for owner in (slide, slide.slide_layout, slide.slide_layout.slide_master):
            ground = child(owner._element, "p:cSld", "p:bg")
            if ground is None:
                continue
            fill = child(ground, "p:bgPr")
            found = _filled(fill, theme) or theme.color(child(ground, "p:bgRef"))
            if found:
                return (*found[:3], 255)
        return (255, 255, 255, 255)

    def _ground_picture(self, slide: Any, canvas: Image.Image) -> None:
        for owner in (slide, slide.slide_layout, slide.slide_layout.slide_master):
            if (fill := child(owner._element, "p:cSld", "p:bg", "p:bgPr", "a:blipFill", "a:blip")) is not None:
                key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
                picture = self._opened(owner.part.related_part(fill.get(key)).blob, "a background")
                if picture:
                    canvas.paste(picture.convert("RGB").resize(canvas.size, Image.Resampling.LANCZOS))
                return
            if child(owner._element, "p:cSld", "p:bg") is not None:
                return

    def _shape(
        self, canvas: Image.Image, shape: Any, theme: Theme, writer: Writer, frame: tuple[float, float, float, float]
    ) -> None:
        """One shape; ``frame`` is how the group around it lies: how much larger, and how far moved."""
        if shape.shape_type is not None and "GROUP" in str(shape.shape_type):
            inner = _group_frame(shape, frame)
            for part in shape.shapes:
                self._shape(canvas, part, theme, writer, inner)
            return
        box = self._box(shape, frame)
        if box is None:
            return
        turn = float(getattr(shape, "rotation", 0.0) or 0.0)
        layer = Image.new("RGBA", canvas.size) if turn else canvas
        self._paint(layer, shape, box, theme, writer)
        if turn:
            middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
            layer = layer.rotate(-turn, Image.Resampling.BICUBIC, center=middle)
            canvas.alpha_composite(layer)

    def _paint(self, layer: Image.Image, shape: Any, box: tuple[int, ...], theme: Theme, writer: Writer) -> None:
        if getattr(shape, "has_chart", False) and shape.has_chart:
            if not draw_chart(layer, shape.chart, box, theme, writer):
                self.left_out["a chart of a rare kind"] = None
        elif getattr(shape, "has_table", False) and shape.has_table:
            self._table(layer, shape.table, box, theme, writer)
        elif hasattr(shape, "image"):
            self._picture(layer, shape, box)
        elif str(shape.shape_type) and any(kind in str(shape.shape_type) for kind in ("OLE", "DIAGRAM", "MEDIA")):
            self.left_out["an embedded object"] = None
        else:
            self._outline(layer, shape, box, theme)
            if getattr(shape, "has_text_frame", False) and shape.text_frame.text.strip():
                writer.write(layer, shape, box, _style_color(shape, theme))

    def _box(self, shape: Any, frame: tuple[float, float, float, float]) -> tuple[int, int, int, int] | None:
        if None in (shape.left, shape.top, shape.width, shape.height):
            return None
        wide, high, right, down = frame
        left, top = shape.left * wide + right, shape.top * high + down
        return tuple(
            round(edge * self.scale) for edge in (left, top, left + shape.width * wide, top + shape.height * high)
        )  # type: ignore[return-value]

    def _outline(self, layer: Image.Image, shape: Any, box: tuple[int, ...], theme: Theme) -> None:
        properties = child(shape._element, "p:spPr")
        fill = _filled(properties, theme)
        if fill is None and not _says_nothing(properties, "noFill"):
            fill = theme.color(child(shape._element, "p:style", "a:fillRef"))
            if fill and child(shape._element, "p:style", "a:fillRef").get("idx") == "0":
                fill = None
        line = child(properties, "a:ln")
        stroke = _filled(line, theme)
        if stroke is None and not _says_nothing(line, "noFill"):
            reference = child(shape._element, "p:style", "a:lnRef")
            stroke = theme.color(reference) if reference is not None and reference.get("idx") != "0" else None
        width = max(1, round(int(line.get("w", 12_700) if line is not None else 12_700) * self.scale))
        draw_outline(layer, outline_of(shape, box), fill, stroke, width)

    def _picture(self, layer: Image.Image, shape: Any, box: tuple[int, ...]) -> None:
        picture = self._opened(shape.image.blob, "a picture")
        if picture is None:
            return
        width, height = picture.size
        left, top, right, bottom = shape.crop_left, shape.crop_top, shape.crop_right, shape.crop_bottom
        inner = picture.crop((
            round(width * left), round(height * top), round(width * (1 - right)), round(height * (1 - bottom))
        ))  # fmt: skip
        size = (max(1, box[2] - box[0]), max(1, box[3] - box[1]))
        layer.alpha_composite(_fitting(inner.convert("RGBA").resize(size, Image.Resampling.LANCZOS), layer, box))

    def _opened(self, blob: bytes, what: str) -> Image.Image | None:
        try:
            picture = Image.open(io.BytesIO(blob))
            if picture.width * picture.height > _LARGEST_PICTURE:
                raise ValueError
            picture.load()
        except (OSError, ValueError, Image.DecompressionBombError):
            self.left_out[f"{what} in a format that cannot be drawn here"] = None
            return None
        return picture

    def _table(self, layer: Image.Image, table: Any, box: tuple[int, ...], theme: Theme, writer: Writer) -> None:
        """A plain table: a strong first row, and lines between the others."""
        accent = theme.named("accent1")
        draw, top = ImageDraw.Draw(layer), box[1]
        for number, row in enumerate(table.rows):
            left, bottom = box[0], top + round(row.height * self.scale)
            for cell, column in zip(row.cells, table.columns, strict=True):
                right = left + round(column.width * self.scale)
                own = _filled(cell._tc.tcPr, theme) if cell._tc.tcPr is not None else None
                ground = own or (accent if number == 0 and table.first_row else (*accent[:3], 40 if number % 2 else 0))
                draw.rectangle((left, top, right, bottom), fill=_over(ground))
                draw.line((left, bottom, right, bottom), fill=_over((*accent[:3], 120)), width=FINE)
                dark = number == 0 and table.first_row and own is None
                writer.write_plain(
                    layer, cell.text, (left, top, right, bottom), (255, 255, 255, 255) if dark else (30, 30, 30, 255)
                )
                left = right
            top = bottom


def draw_outline(
    layer: Image.Image, points: list[tuple[float, float]], fill: RGBA | None, stroke: RGBA | None, width: int
) -> None:
    """A polygon with a fill and a line around it; two points are a line."""
    if len(points) < 2 or not (fill or stroke):
        return
    veil = Image.new("RGBA", layer.size) if (fill and fill[3] < 255) else layer
    draw = ImageDraw.Draw(veil)
    if fill and len(points) > 2:
        draw.polygon(points, fill=fill)
    if stroke:
        around = points if len(points) == 2 else [*points, points[0], points[1]]
        draw.line(around, fill=stroke, width=width, joint="curve")
    if veil is not layer:
        layer.alpha_composite(veil)


def _fitting(picture: Image.Image, layer: Image.Image, box: tuple[int, ...]) -> Image.Image:
    """The picture at its place on a sheet as large as the slide; it may lie partly outside."""
    sheet = Image.new("RGBA", layer.size)
    sheet.paste(picture, (box[0], box[1]))
    return sheet


def _filled(holder: Any, theme: Theme) -> RGBA | None:
    """The fill of an element that has one; of a gradient the colour in its middle."""
    if holder is None:
        return None
    if (solid := child(holder, "a:solidFill")) is not None:
        return theme.color(solid)
    stops = child(holder, "a:gradFill", "a:gsLst")
    colors = [color for stop in (stops if stops is not None else ()) if (color := theme.color(stop))]
    if not colors:
        return None
    return tuple(round(sum(part) / len(colors)) for part in zip(*colors, strict=True))  # type: ignore[return-value]


def _says_nothing(holder: Any, name: str) -> bool:
    return child(holder, f"a:{name}") is not None


def _style_color(shape: Any, theme: Theme) -> RGBA | None:
    return theme.color(child(shape._element, "p:style", "a:fontRef"))


def _over(color: RGBA) -> RGBA:
    """A translucent colour as it looks over white, since tables stand on pages."""
    share = color[3] / 255
    return (*(round(part * share + 255 * (1 - share)) for part in color[:3]), 255)  # type: ignore[return-value]


def _group_frame(group: Any, frame: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Shapes in a group have coordinates of their own, which are laid into the group's box."""
    wide, high, right, down = frame
    place = child(group._element, "p:grpSpPr", "a:xfrm")
    inner, extent = child(place, "a:chOff"), child(place, "a:chExt")
    if inner is None or extent is None or not int(extent.get("cx", 0)) or not int(extent.get("cy", 0)):
        return frame
    stretch = group.width / int(extent.get("cx")), group.height / int(extent.get("cy"))
    return (
        wide * stretch[0],
        high * stretch[1],
        right + wide * (group.left - int(inner.get("x", 0)) * stretch[0]),
        down + high * (group.top - int(inner.get("y", 0)) * stretch[1]),
    )


def _shows_master(layout: Any) -> bool:
    return layout._element.get("showMasterSp", "1") not in ("0", "false")
