"""Markdown read as a storyboard."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from mdit_py_plugins.front_matter import front_matter_plugin
from pydantic.alias_generators import to_snake

from pictory_nb.errors import BadScript, BadStoryboard, Problem
from pictory_nb.script import yaml_pairs
from pictory_nb.script.settings import SETTINGS, Fields, beside, settings_as_fields, title_of
from pictory_nb.storyboard import Storyboard

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["anchored", "from_file", "from_markdown", "read_scenes"]

_BEGUN = re.compile(rf"\ufeff?---[ \t]*\n(?:{'|'.join(SETTINGS)}):", re.IGNORECASE)
"""Settings of the video where a front matter begins."""
SILENT_SCENE = 4.0
"""Seconds that a picture alone is shown when nothing else is said."""


def from_markdown(
    text: str,
    *,
    folder: str | Path | None = None,
    preset: Mapping[str, Any] | None = None,
    **settings: Any,
) -> Storyboard:
    """The storyboard that the Markdown ``text`` describes.

    ``settings`` override the front matter, and that overrides the settings of the ``preset``. Relative paths of
    pictures, music and logo count from ``folder``.
    Unless the settings say otherwise the story is spoken, and quiet music plays under it.
    Raises ``BadScript`` for what cannot be read, ``BadStoryboard`` for what breaks a rule of the API.
    """
    tokens = _parsed(text)
    matter = _front_matter(tokens, text)
    reader = _Reader(tokens)
    scenes = list(reader.scenes())
    given = {**matter, **{name: value for name, value in settings.items() if value is not None}}
    given = {**beside(preset or {}, given), **given}
    if not scenes and not given.get("template_id"):  # a template has scenes of its own
        raise BadScript("the script is empty", mend="write a sentence: every paragraph becomes a scene")
    given.setdefault("name", given.pop("video_name", None) or title_of(scenes))
    try:
        storyboard = Storyboard(scenes=scenes, **settings_as_fields(given))
    except BadStoryboard as error:
        raise BadStoryboard([_in_script(problem, reader.lines) for problem in error.problems]) from None
    return anchored(storyboard, Path(folder)) if folder is not None else storyboard


def read_scenes(text: str) -> list[Fields]:
    """The fields of each scene alone, not yet checked. Raises ``BadScript``."""
    return list(_Reader(_parsed(text)).scenes())


def from_file(path: str | Path, *, preset: Mapping[str, Any] | None = None, **settings: Any) -> Storyboard:
    """The storyboard in a Markdown file, or in a ``.json`` file that holds a body of the API.

    Relative paths in it count from the file's own folder. A body of the API has settings of its own, so no ``preset``
    is taken for it. Raises ``BadScript`` where the file cannot be read, and what ``from_markdown`` raises.
    """
    path = Path(path).expanduser()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadScript(f"{path} is not a text file", mend="give a Markdown file in UTF-8") from None
    except OSError as error:
        raise BadScript(f"{path} cannot be read: {error.strerror}", mend="check the path") from None
    if path.suffix.lower() == ".json":
        return anchored(_from_json(text, path, settings), path.parent)
    return from_markdown(text, folder=path.parent, preset=preset, **settings)


def _parsed(text: str) -> list[Token]:
    return MarkdownIt("commonmark", {"html": False}).use(front_matter_plugin).parse(text)


def _from_json(text: str, path: Path, settings: Fields) -> Storyboard:
    if given := [name for name, value in settings.items() if value is not None]:
        raise BadScript(
            f"{path.name} has settings of its own, beside {', '.join(given)}", mend="change them in the file"
        )
    try:
        body = json.loads(text)
    except ValueError as error:
        raise BadScript(f"{path} is not JSON: {error}", mend="give a body of the API, or a Markdown file") from None
    return Storyboard.from_wire(body)


@dataclass
class _Said:
    """What an inline run of Markdown says and shows."""

    story: str = ""
    images: list[str] = field(default_factory=list)

    @property
    def plain(self) -> str:
        return re.sub(r"</?strong>", "", self.story)


class _Reader:
    """Walks the blocks once; ``lines`` tells where each scene began, counted from 1.

    ``_picture`` is an image that waits for the paragraph it belongs to.
    """

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._picture: str | None = None
        self.lines: list[int] = []

    def scenes(self) -> Iterator[Fields]:
        """The fields of each scene, in order."""
        is_title, line = False, 1
        for token in self._tokens:
            line = token.map[0] + 1 if token.map else line
            if token.type in ("paragraph_open", "heading_open"):
                is_title = token.type == "heading_open"
            for scene in self._scenes_of(token, is_title):
                self.lines.append(line)
                yield scene
        for scene in self._alone():
            self.lines.append(line)
            yield scene

    def _scenes_of(self, token: Token, is_title: bool) -> Iterator[Fields]:
        if token.type == "inline":
            yield from self._block(_said(token), is_title)
        elif token.type == "hr":
            yield from self._alone()
        elif token.type in ("fence", "code_block"):
            yield from self._alone()
            yield _fenced(token)

    def _block(self, said: _Said, is_title: bool) -> Iterator[Fields]:
        for image in said.images:
            yield from self._alone()
            self._picture = image
        if not said.plain.strip():
            return
        shown = {"background": _image(self._picture)} if self._picture else {}
        self._picture = None
        yield _title_card(said, shown) if is_title else {"story": said.story, **shown}

    def _alone(self) -> Iterator[Fields]:
        if self._picture:
            picture, self._picture = self._picture, None
            yield {"background": _image(picture), "minimum_duration": SILENT_SCENE}


def _image(url: str) -> Fields:
    return {"type": "image", "visual_url": url}


def _title_card(said: _Said, shown: Fields) -> Fields:
    """The heading is spoken and stands large on the picture, so a subtitle would only say it twice."""
    heading = {"type": "text", "text": said.plain, "text_variant": "heading"}
    return {"story": said.plain, "hide_subtitles": True, "elements": [heading], **shown}


def _in_script(problem: Problem, lines: list[int]) -> Problem:
    """The problem with its scene named as the writer of a script counts: from 1, and by its line."""
    if not (place := re.match(r"scenes\[(\d+)\](.*)", problem.path)):
        return problem
    number = int(place[1])
    return Problem(f"scene {number + 1} (line {lines[number]}){place[2]}", problem.reason, problem.mend)


def _said(inline: Token) -> _Said:
    said = _Said()
    for token in inline.children or ():
        if token.type in ("text", "code_inline"):
            said.story += token.content
        elif token.type == "softbreak":
            said.story += " "
        elif token.type == "hardbreak":
            said.story += "\n"
        elif token.type == "strong_open":
            said.story += "<strong>"
        elif token.type == "strong_close":
            said.story += "</strong>"
        elif token.type == "image":
            said.images.append(str(token.attrs["src"]))
    said.story = said.story.strip()
    return said


def _fenced(token: Token) -> Fields:
    line = token.map[0] + 1 if token.map else None
    if token.info.strip() != "scene":
        raise BadScript(
            "a block of code cannot be spoken",
            line=line,
            mend="say it in a sentence, show it as an image, or name the block `scene` to give fields of the API",
        )
    return yaml_pairs.load(token.content, (line or 0) + 1)


def _front_matter(tokens: list[Token], text: str) -> dict[str, Any]:
    if not tokens or tokens[0].type != "front_matter":
        if _BEGUN.match(text):  # or else the settings would be read aloud
            raise BadScript("the settings on top have no end", line=1, mend="write a line --- below the last of them")
        return {}
    settings = yaml_pairs.load(tokens[0].content, 2)
    return {to_snake(str(name).replace("-", "_")): value for name, value in settings.items()}


def anchored(storyboard: Storyboard, folder: Path) -> Storyboard:
    """The storyboard with relative paths counted from ``folder``."""

    def anchor(url: str) -> str:
        return url if "://" in url else str(folder / Path(url).expanduser())

    return storyboard.with_media(lambda url, place: anchor(url))
