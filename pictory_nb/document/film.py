"""A notebook becomes a storyboard: its Markdown is the narration; its code, tables and plots are what is seen."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pydantic.alias_generators import to_snake

from pictory_nb.document.cells import Cell, cells_of, language_of
from pictory_nb.document.file import opened
from pictory_nb.document.markdown import Break, Heading, Image, Prose, blocks_of
from pictory_nb.document.narration import Beat, Part, Spoken, Words, beats_of
from pictory_nb.document.outputs import code_of, is_preparation, visuals_of
from pictory_nb.errors import BadNotebook
from pictory_nb.lint.pace import planned
from pictory_nb.plates import Chart, Code, Figure, Plate, Press, Table
from pictory_nb.script import anchored, beside, settings_as_fields, title_of
from pictory_nb.storyboard import Scene, Storyboard

__all__ = ["Adaptation", "adapt", "from_notebook"]

_LONGEST_SHOWN = 320
"""Characters of prose that can stand on the screen."""


@dataclass(frozen=True)
class Adaptation:
    """A notebook as a ``storyboard``. ``notes`` are sentences about what could not be brought over."""

    storyboard: Storyboard
    notes: tuple[str, ...] = ()


def from_notebook(path: str | Path, *, code: bool = True, **settings: Any) -> Storyboard:
    """The storyboard of a notebook: Markdown is spoken, code types itself, tables and plots are shown as saved.

    Nothing is run. ``slide_type`` and notes cells are respected, and so are the tags that hide cells. ``code=False``
    leaves all code out. ``settings`` are those of ``from_markdown``; the notebook's own stand in its metadata, under
    ``pictory``. What is drawn is kept in the cache under a name made of its content, so that an unchanged scene stays
    the same scene. What could not be brought over is told as a warning.

    Raises ``BadNotebook``, ``BadScript`` for a setting that is none, and ``BadStoryboard``.
    """
    adaptation = adapt(path, code=code, **settings)
    for note in adaptation.notes:
        warnings.warn(note, stacklevel=2)
    return adaptation.storyboard


def adapt(
    path: str | Path,
    *,
    code: bool = True,
    press: Press | None = None,
    preset: Mapping[str, Any] | None = None,
    **settings: Any,
) -> Adaptation:
    """The same with what could not be brought over; ``press`` draws, by default into the user's cache.

    ``preset`` are settings that give way to those of the notebook and to ``settings``.
    """
    path = Path(path).expanduser()
    notebook = opened(path)
    adapter = _Adapter(path.parent, language_of(notebook), code)
    beats = adapter.beats(list(cells_of(notebook)))
    if not beats:
        raise BadNotebook(f"{path} holds nothing to tell or to show", mend="write some Markdown, or run its cells")
    given = {**_own_settings(notebook), **{name: value for name, value in settings.items() if value is not None}}
    given = {**beside(preset or {}, given), **given}
    given.setdefault("name", title_of([{"story": beat.said} for beat in beats if beat.said]) or path.stem)
    fields = settings_as_fields(given)
    bare = Storyboard(scenes=[{"story": "bare"}], **fields)  # how large, how fast, in what language
    stage = _Stage(bare, press or Press(bare.size))
    storyboard = bare.replace(scenes=tuple(stage.scene(beat) for beat in beats))
    return Adaptation(anchored(storyboard, path.parent), tuple(dict.fromkeys(adapter.notes)))


def _own_settings(notebook: Any) -> dict[str, Any]:
    own = notebook.metadata.get("pictory", {})
    return (
        {to_snake(str(name).replace("-", "_")): value for name, value in own.items()} if isinstance(own, dict) else {}
    )


@dataclass
class _Adapter:
    """Reads cells as parts, and parts as beats."""

    folder: Path
    language: str
    code: bool
    notes: list[str] = field(default_factory=list)

    def beats(self, cells: list[Cell]) -> list[Beat]:
        slides: list[list[Part]] = [[]]
        for cell in cells:
            if cell.begins:
                slides.append([])
            slides[-1] += self._parts(cell)
        return [beat for slide in slides for beat in beats_of(slide)]

    def _parts(self, cell: Cell) -> Iterator[Part]:
        if cell.notes:
            blocks = list(blocks_of(cell.source)) if cell.kind == "markdown" else []
            if said := tuple(block.story for block in blocks if isinstance(block, Prose)):
                yield Spoken(said)
        elif cell.kind == "markdown":
            for block in blocks_of(cell.source, self.language):
                if isinstance(block, Image):
                    yield from self._picture(block, cell)
                elif not isinstance(block, Break) and (self.code or not isinstance(block, Code)):
                    yield block
        else:
            yield from self._shown(cell)

    def _shown(self, cell: Cell) -> Iterator[Part]:
        code = code_of(cell, self.language)
        if code and cell.shows_code and self.code and not (is_preparation(code) and not code.printed):
            yield code
        for visual in visuals_of(cell.outputs):
            if isinstance(visual, str):
                self.notes.append(f"cell {cell.number}: {visual}, so it is left out")
            else:
                if isinstance(visual, Chart) and not visual.series:
                    self.notes.append(f"cell {cell.number}: a chart that only its own program draws is a card")
                yield visual

    def _picture(self, image: Image, cell: Cell) -> Iterator[Part]:
        name = unquote(image.url.removeprefix("attachment:"))
        if image.url.startswith("attachment:"):
            if name in cell.attached:
                yield Figure(cell.attached[name])
            else:
                self.notes.append(f"cell {cell.number}: the picture {name} is not attached to it, so it is left out")
        elif image.url.startswith("data:"):
            self.notes.append(f"cell {cell.number}: a picture written into the text itself is left out")
        elif "://" in image.url or (self.folder / name).expanduser().is_file():
            yield Image(image.url if "://" in image.url else str((self.folder / name).expanduser()))
        else:
            self.notes.append(f"cell {cell.number}: there is no picture {name}, so it is left out")


@dataclass(frozen=True)
class _Stage:
    """Turns beats into the fields of scenes; plates are drawn for the video's size and pace."""

    bare: Storyboard
    press: Press

    def scene(self, beat: Beat) -> dict[str, Any]:
        said: dict[str, Any] = {"story": beat.said} if beat.said else {}
        seen = beat.seen
        if isinstance(seen, Heading):
            return self._title(beat.said or seen.text, seen)
        if isinstance(seen, Words):
            shown = seen.text if len(seen.text) <= _LONGEST_SHOWN else seen.text[: _LONGEST_SHOWN - 1] + "…"
            return {
                **(said or {"story": seen.text}),
                "elements": [{"type": "text", "text": shown, "text_variant": "subheading"}],
            }
        if isinstance(seen, Image):
            return {**(said or {"minimum_duration": 4.0}), "background": {"type": "image", "visual_url": seen.url}}
        if isinstance(seen, (Code, Table, Figure, Chart)):
            return self._plate(beat, seen, said)
        return said

    def _title(self, said: str, heading: Heading) -> dict[str, Any]:
        """A heading that is read out stands large, so a subtitle would only say it twice."""
        variant = "heading" if heading.level <= 2 else "subheading"
        element = {"type": "text", "text": heading.text, "text_variant": variant}
        return {"story": said, "hide_subtitles": said == heading.text, "elements": [element]}

    def _plate(self, beat: Beat, thing: Code | Table | Figure | Chart, said: dict[str, Any]) -> dict[str, Any]:
        seconds = planned(Scene(story=beat.said), self.bare) if beat.said else None
        plate: Plate = self.press.plate(thing, said=seconds)
        moving = {"loop": False, "mute": True} if plate.type == "video" else {"ken_burns_effect": True}
        background = {"type": plate.type, "visual_url": str(plate.path), "settings": moving}
        return {**(said or {"minimum_duration": plate.seconds}), "background": background}
