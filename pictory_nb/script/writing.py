"""A storyboard written as the Markdown that reads as it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pictory_nb.errors import BadScript, BadStoryboard
from pictory_nb.script.reading import from_markdown, read_scenes
from pictory_nb.script.settings import QUIET, Fields, music_fields, voice_fields
from pictory_nb.script.yaml_pairs import Off, dump
from pictory_nb.storyboard import Scene, Storyboard

__all__ = ["to_markdown"]


def to_markdown(storyboard: Storyboard) -> str:
    """The script that ``from_markdown`` reads as ``storyboard``: prose wherever prose says the same.

    What prose cannot say stands in a block named ``scene``, or as a field in the front matter.
    """
    matter = dump(_settings(storyboard))
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
        return {"voice": Off()}
    speakers = [voice.get("speaker") for voice in voice_over.get("ai_voices", [])]
    speeds = [voice.get("speed") for voice in voice_over.get("ai_voices", [])]
    short: Fields = {"voice": speakers[0] if len(speakers) == 1 else speakers} if speakers else {}
    short |= {"speed": speeds[0]} if speeds and speeds[0] is not None else {}
    said = voice_fields(short.get("voice", True), short.get("speed")) if not _is_switch(short.get("voice")) else {}
    return short if said.get("voice_over") == voice_over else {"voice_over": voice_over}


def _short_music(music: Fields | None) -> Fields:
    if music is None:
        return {"music": Off()}
    url = music.get("music_url")
    short: Fields = {} if url is None else {"music": url}
    if music.get("volume", QUIET) != QUIET:
        short["volume"] = music["volume"]
    said = music_fields(short.get("music", True), short.get("volume", QUIET)) if not _is_switch(url) else {}
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
        scenes = read_scenes(text)
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
    content = dump(scene.model_dump(mode="json", exclude_unset=True))
    ticks = "`" * max(3, 1 + max(map(len, re.findall(r"`+", content)), default=0))
    return f"{ticks}scene\n{content}{ticks}"
