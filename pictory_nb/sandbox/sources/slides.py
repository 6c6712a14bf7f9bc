"""Slides become scenes: each is shown as a picture while its notes are read, or what stands on it without any."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

from pictory_nb.errors import RenderError
from pictory_nb.sandbox.library import made
from pictory_nb.sandbox.sources.told import Part, Told, without_source
from pictory_nb.storyboard import Background, BackgroundSettings, Scene
from pictory_nb.storyboard.scene import STORY_LIMIT

__all__ = ["told_by_slides"]

MOST = 200
"""Slides of one presentation."""
SILENT = 4.0
"""Seconds that a slide is shown on which there is nothing to read."""
VERSION = 2  # to be raised when slides look different, so that no cache shows the old ones
_ROOM, _WHOLE = 0.71, 0.9
"""The share of the film's height, and of its width, that a slide may take: with room for subtitles, and without."""


def told_by_slides(number: int, scene: Scene, file: Path, size: tuple[int, int]) -> Told:
    """The scenes of a presentation. Raises ``RenderError`` where the file is none."""
    from pptx import Presentation

    from pictory_nb.sandbox.sources.drawing import SlideArtist

    name = f"scene {number}"
    try:
        show = Presentation(str(file))
        slides = [slide for slide in show.slides if slide._element.get("show", "1") not in ("0", "false")]
    except Exception as error:  # what is wrong with a file is told in many ways by the library and by zip and XML below
        raise RenderError(
            f"{name}: {file.name} cannot be read as slides ({type(error).__name__})",
            mend="save it as .pptx in PowerPoint, Keynote or LibreOffice",
        ) from None
    if not slides or len(slides) > MOST:
        raise RenderError(f"{name}: {file.name} holds {len(slides)} slides", mend=f"give from 1 to {MOST}")
    content = hashlib.sha256(file.read_bytes()).hexdigest()
    room = _WHOLE if scene.hide_subtitles else _ROOM
    inner = _inner(show.slide_width / show.slide_height, size, room)
    artist = SlideArtist(show.slide_width, show.slide_height, inner[0])
    parts, unnoted = [], 0
    for place, slide in enumerate(slides):
        key = f"slide {VERSION} {content} {place} {size} {room}"
        shown = made.keep(key, ".png", lambda target, slide=slide: _shown(artist.draw(slide), size).save(target, "PNG"))
        said = _notes(slide)
        unnoted += not said
        parts.append(Part(number, _scene(scene, shown, said or _texts(slide))))
    notes = [f"Scene {number}: {len(slides)} slides are shown as the sandbox can draw them; fonts may be other ones."]
    if unnoted:
        notes.append(f"Scene {number}: {unnoted} of its slides have no speaker notes, so what stands on them is read.")
    if artist.left_out:
        notes.append(f"Scene {number}: {', '.join(artist.left_out)} could not be drawn, and its place stays empty.")
    return Told(tuple(parts), tuple(notes))


def _scene(scene: Scene, shown: str, story: str) -> Scene:
    settings = BackgroundSettings(ken_burns_effect=False)  # what is to be read must not move
    changes: dict[str, Any] = {"background": Background(type="image", visual_url=shown, settings=settings)}
    if story:
        changes["story"] = story[:STORY_LIMIT]
    else:
        changes["minimum_duration"] = scene.minimum_duration or SILENT
    return without_source(scene, **changes)


def _notes(slide: Any) -> str:
    if not slide.has_notes_slide or slide.notes_slide.notes_text_frame is None:
        return ""
    return _spoken(slide.notes_slide.notes_text_frame.text)


def _texts(slide: Any) -> str:
    """What stands on a slide, from top to bottom."""
    shapes = [shape for shape in slide.shapes if getattr(shape, "has_text_frame", False)]
    shapes.sort(key=lambda shape: (shape.top or 0, shape.left or 0))
    return " ".join(filter(None, (_spoken(shape.text_frame.text) for shape in shapes)))


def _spoken(text: str) -> str:
    """Lines of a text as sentences."""
    lines = [" ".join(line.split()) for line in text.replace("\v", "\n").splitlines()]
    return " ".join(line if line.endswith((".", "!", "?", ":", ";", "…")) else f"{line}." for line in lines if line)


def _inner(ratio: float, size: tuple[int, int], room: float) -> tuple[int, int]:
    """How large a slide is within the film."""
    width, height = size[0] * _WHOLE, size[1] * room
    wide = min(width, height * ratio)
    return round(wide), round(wide / ratio)


def _shown(slide: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The slide over a dark, blurred copy of itself, with a soft shadow and rounded corners."""
    small = slide.resize((64, 36), Image.Resampling.BILINEAR).filter(ImageFilter.GaussianBlur(6))
    ground = Image.blend(small.resize(size, Image.Resampling.BICUBIC), Image.new("RGB", size, (8, 10, 18)), 0.72)
    width, height = slide.size
    left, top = (size[0] - width) // 2, round(min((size[1] - height) / 2, size[1] * 0.045))
    radius = max(2, min(size) // 72)
    mask = Image.new("L", (width, height))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, width - 1, height - 1), radius, fill=255)
    shadow = Image.new("L", size)
    shadow.paste(mask.point(lambda value: value * 0.55), (left, top + radius))
    ground.paste((0, 0, 0), mask=shadow.filter(ImageFilter.GaussianBlur(radius * 1.4)))
    ground.paste(slide, (left, top), mask)
    return ground
