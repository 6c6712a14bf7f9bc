"""Markdown as the language in which videos are written, and into which storyboards are written.

    ---
    name: How rain is made
    voice: Emma
    music: off
    ---
    # How rain is made

    ![](sea.jpg)
    The sun warms the sea, and **water** rises as vapour.

A paragraph is a scene, and so is each item of a list. A ``#`` heading is a title card, which is also spoken.
``**bold**`` words are keywords. An image is the background of its paragraph, or of the next one when it stands alone;
before a ``---``, another image or the end it is a silent scene of its own. ``---`` ends a scene. A fenced block named
``scene`` holds, in YAML, any field of the API that prose cannot say. The front matter carries the settings of the whole
video: those of ``SETTINGS`` in short, and every other field of ``Storyboard`` under its own name.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.front_matter import front_matter_plugin
from pydantic.alias_generators import to_snake

from pictory_nb.errors import BadScript, BadStoryboard, Problem
from pictory_nb.storyboard import Scene, Storyboard

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = [
    "SETTINGS",
    "anchored",
    "beside",
    "from_file",
    "from_markdown",
    "settings_as_fields",
    "title_of",
    "to_markdown",
]

Fields = dict[str, Any]
"""Fields of one word, not yet checked: the storyboard checks them all at once."""

SETTINGS = ("name", "voice", "speed", "music", "volume", "aspect", "size", "logo")
"""The short settings that a front matter and the magic's flags share."""

_KNOWN = {*SETTINGS, *Storyboard.model_fields}

QUIET = 0.15
"""Volume of music that nobody asked for: the service's own default of 1 drowns the voice (contract §3.7)."""
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
    matter = _front_matter(tokens)
    reader = _Reader(tokens)
    scenes = list(reader.scenes())
    if not scenes:
        raise BadScript("the script is empty", mend="write a sentence: every paragraph becomes a scene")
    given = {**matter, **{name: value for name, value in settings.items() if value is not None}}
    given = {**beside(preset or {}, given), **given}
    given.setdefault("name", given.pop("video_name", None) or title_of(scenes))
    try:
        storyboard = Storyboard(scenes=scenes, **settings_as_fields(given))
    except BadStoryboard as error:
        raise BadStoryboard([_in_script(problem, reader.lines) for problem in error.problems]) from None
    return anchored(storyboard, Path(folder)) if folder is not None else storyboard


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
    return _yaml(token.content, (line or 0) + 1)


def _front_matter(tokens: list[Token]) -> dict[str, Any]:
    if not tokens or tokens[0].type != "front_matter":
        return {}
    settings = _yaml(tokens[0].content, 2)
    return {to_snake(str(name).replace("-", "_")): value for name, value in settings.items()}


class _Loader(yaml.SafeLoader):
    """YAML in which ``9:16`` is a text and not a number to the base of sixty."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern) for tag, pattern in resolvers if tag not in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?(0|[1-9][0-9]*)$"), list("-+0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"[-+]?[0-9]*\.[0-9]+$"), list("-+.0123456789"))


def _yaml(text: str, line: int) -> dict[str, Any]:
    try:
        content = yaml.load(text, _Loader)  # a safe loader: it builds plain values only
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise BadScript(
            f"this is not YAML: {getattr(error, 'problem', error)}",
            line=line + (mark.line if mark else 0),
            mend="write settings as `name: value`, one a line",
        ) from None
    if content is None:
        return {}
    if not isinstance(content, Mapping):
        raise BadScript("settings are `name: value` pairs", line=line, mend="write `voice: Emma`, for instance")
    return dict(content)


def beside(preset: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """What of the preset has a place beside what is given: a size leaves none to an aspect, and the other way."""
    shape = {"size", "aspect", "aspect_ratio", "video_width", "video_height"}
    taken = shape if shape & given.keys() else set()
    return {name: value for name, value in preset.items() if name not in taken}


def title_of(scenes: list[Fields]) -> str:
    """A name for the video where none is given: the first heading, else the first words that are said."""
    heading = next((scene["story"] for scene in scenes if "hide_subtitles" in scene and "story" in scene), None)
    said = str(heading or next((scene["story"] for scene in scenes if scene.get("story")), "video"))
    words = re.sub(r"[^\w \-]", "", re.sub(r"</?strong>", "", said).replace("\n", " ")).split()
    return " ".join(words[:8])[:80] or "video"


def settings_as_fields(given: dict[str, Any]) -> dict[str, Any]:
    """The short settings as fields of the storyboard; all others pass under their own names."""
    for name in given:
        if name not in _KNOWN and (close := difflib.get_close_matches(name, _KNOWN, n=1)):
            raise BadScript(f"there is no setting {name!r}", mend=f"did you mean {close[0]!r}?")
    short = {name: given.pop(name) for name in SETTINGS if name in given}
    fields: dict[str, Any] = {"video_name": str(short["name"])}
    if "voice_over" not in given:
        fields |= _voice(short.get("voice", True), short.get("speed"))
    if "background_music" not in given:
        fields |= _music(short.get("music", True), short.get("volume", QUIET))
    if aspect := short.get("aspect"):
        fields["aspect_ratio"] = str(aspect)
    if size := short.get("size"):
        fields |= _size(str(size))
    if logo := short.get("logo"):
        fields["logo"] = logo if isinstance(logo, Mapping) else {"url": str(logo)}
    return {**fields, **given}


def _voice(voice: Any, speed: Any) -> dict[str, Any]:
    if voice in (False, "off", "none"):
        return {}
    speakers = voice if isinstance(voice, (list, tuple)) else [] if voice is True else [voice]
    pace = {} if speed is None else {"speed": speed}
    if pace and not speakers:
        raise BadScript("a speed is given without a voice", mend="name the voice too, as in `voice: Emma`")
    voices = [{"speaker": speaker, **pace} for speaker in speakers]
    return {"voice_over": {"enabled": True, **({"ai_voices": voices} if voices else {})}}


def _music(music: Any, volume: Any) -> dict[str, Any]:
    if music in (False, "off", "none"):
        return {}
    source = {"auto_music": True} if music in (True, "on") else {"music_url": str(music)}
    return {"background_music": {"enabled": True, "volume": volume, **source}}


def _size(size: str) -> dict[str, int]:
    if not (sides := re.fullmatch(r"\s*(\d+)\s*[x×]\s*(\d+)\s*", size)):
        raise BadScript(f"{size!r} is not a size", mend="write width and height in pixels, as in 1280x720")
    return {"video_width": int(sides[1]), "video_height": int(sides[2])}


def anchored(storyboard: Storyboard, folder: Path) -> Storyboard:
    """The storyboard with relative paths counted from ``folder``."""

    def anchor(url: str) -> str:
        return url if "://" in url else str(folder / Path(url).expanduser())

    return storyboard.with_media(lambda url, place: anchor(url))


def to_markdown(storyboard: Storyboard) -> str:
    """The script that ``from_markdown`` reads as ``storyboard``: prose wherever prose says the same.

    What prose cannot say stands in a block named ``scene``, or as a field in the front matter.
    """
    matter = _dumped(_settings(storyboard))
    blocks = [_prose(scene) or _fence(scene) for scene in storyboard.scenes]
    text = _joined(matter, blocks)
    if _reads_as(text, storyboard):
        return text
    # Two pieces of prose can say something else together than apart; blocks cannot.
    return _joined(matter, [_fence(scene) for scene in storyboard.scenes])


def _joined(matter: str, blocks: list[str]) -> str:
    return "\n\n".join([f"---\n{matter}---", *blocks]) + "\n"


def _reads_as(text: str, storyboard: Storyboard) -> bool:
    try:
        read = from_markdown(text)
    except (BadScript, BadStoryboard):
        return False
    return read == storyboard and read.to_wire() == storyboard.to_wire()


def _settings(storyboard: Storyboard) -> Fields:
    """The front matter: the short settings where they say it all, the fields of the API where they do not."""
    given = storyboard.model_dump(mode="json", exclude_unset=True, exclude={"scenes"})
    settings: Fields = {"name": given.pop("video_name")}
    settings |= _short_voice(given.pop("voice_over", None)) | _short_music(given.pop("background_music", None))
    if "aspect_ratio" in given:
        settings["aspect"] = given.pop("aspect_ratio")
    if {"video_width", "video_height"} <= given.keys():
        settings["size"] = f"{given.pop('video_width')}x{given.pop('video_height')}"
    if given.get("logo", {}).keys() == {"url"}:
        settings["logo"] = given.pop("logo")["url"]
    return settings | given


def _short_voice(voice_over: Fields | None) -> Fields:
    if voice_over is None:
        return {"voice": _Off()}
    speakers = [voice.get("speaker") for voice in voice_over.get("ai_voices", [])]
    speeds = [voice.get("speed") for voice in voice_over.get("ai_voices", [])]
    short: Fields = {"voice": speakers[0] if len(speakers) == 1 else speakers} if speakers else {}
    short |= {"speed": speeds[0]} if speeds and speeds[0] is not None else {}
    said = _voice(short.get("voice", True), short.get("speed")) if not _is_switch(short.get("voice")) else {}
    return short if said.get("voice_over") == voice_over else {"voice_over": voice_over}


def _short_music(music: Fields | None) -> Fields:
    if music is None:
        return {"music": _Off()}
    url = music.get("music_url")
    short: Fields = {} if url is None else {"music": url}
    if music.get("volume", QUIET) != QUIET:
        short["volume"] = music["volume"]
    said = _music(short.get("music", True), short.get("volume", QUIET)) if not _is_switch(url) else {}
    return short if said.get("background_music") == music else {"background_music": music}


def _is_switch(value: Any) -> bool:
    """A voice or a file by this name would be read as on or off."""
    return value in ("on", "off", "none")


def _prose(scene: Scene) -> str:
    """The scene as prose, or nothing where prose would say something else."""
    wanted = scene.to_wire()
    return next((text for text in _tries(scene) if _scene_of(text) == wanted), "")


def _scene_of(text: str) -> Any:
    try:
        scenes = list(_Reader(_parsed(text)).scenes())
        return Scene(**scenes[0]).to_wire() if len(scenes) == 1 else None
    except (BadScript, BadStoryboard):
        return None


def _tries(scene: Scene) -> Iterator[str]:
    """Ways to write the scene, the plainest first; only reading them tells whether they say it."""
    said = scene.model_fields_set - {"background"}
    picture = f"![](<{scene.background.visual_url}>)" if scene.background and scene.background.visual_url else ""
    picture = picture.replace("(<", "(").replace(">)", ")") if not re.search(r"[\s()<>]", picture[5:-2]) else picture
    for story in _written(scene.story or ""):
        if said == {"story"}:
            yield "\n".join(filter(None, [picture, story]))
        elif said == {"story", "hide_subtitles", "elements"}:
            yield "\n\n".join(filter(None, [picture, f"# {story}"]))
    if said == {"minimum_duration"}:
        yield f"{picture}\n\n---"


def _written(story: str) -> Iterator[str]:
    """A story as it is, and with every sign escaped that Markdown might take for its own."""
    pieces = re.split(r"(</?strong>)", story)
    for escape in (str, lambda piece: re.sub(r"([\\`*_\[\]<&#>+\-.)!|~=:])", r"\\\1", piece)):
        yield "".join("**" if n % 2 else escape(piece) for n, piece in enumerate(pieces)).replace("\n", "\\\n")


def _fence(scene: Scene) -> str:
    content = _dumped(scene.model_dump(mode="json", exclude_unset=True))
    ticks = "`" * max(3, 1 + max(map(len, re.findall(r"`+", content)), default=0))
    return f"{ticks}scene\n{content}{ticks}"


_BREAKS = re.compile(r"[\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]")
"""What YAML might fold, unless it is spelt out between quotation marks."""


class _Dumper(yaml.SafeDumper):
    """Writes what ``_Loader`` reads: numbers without an exponent, and no text that would be read as a number."""


_Dumper.yaml_implicit_resolvers = _Loader.yaml_implicit_resolvers


class _Off:
    """``off`` as people write it, where YAML's own word is ``false``."""


_Dumper.add_representer(_Off, lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:bool", "off"))
_Dumper.add_representer(
    float, lambda dumper, number: dumper.represent_scalar("tag:yaml.org,2002:float", _without_exponent(number))
)
_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style='"' if _BREAKS.search(text) else None
    ),
)


def _without_exponent(number: float) -> str:
    text = format(Decimal(repr(number)), "f")
    return text if "." in text else f"{text}.0"


def _dumped(fields: Fields) -> str:
    return yaml.dump(fields, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=float("inf"))
