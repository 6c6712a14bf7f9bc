"""The settings of a whole video in short, as a front matter and the flags give them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Any

from pictory_nb.errors import BadScript
from pictory_nb.storyboard import Storyboard

__all__ = ["QUIET", "SETTINGS", "Fields", "beside", "music_fields", "settings_as_fields", "title_of", "voice_fields"]

Fields = dict[str, Any]
"""Fields of one word, not yet checked: the storyboard checks them all at once."""

SETTINGS = ("name", "voice", "speed", "music", "volume", "aspect", "size", "logo")
"""The short settings that a front matter and the magic's flags share."""

QUIET = 0.15
"""Volume of music that nobody asked for: the service's own default of 1 drowns the voice (contract §3.7)."""

_KNOWN = {*SETTINGS, *Storyboard.model_fields}


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
        fields |= voice_fields(short.get("voice", True), short.get("speed"))
    if "background_music" not in given:
        fields |= music_fields(short.get("music", True), short.get("volume", QUIET))
    if aspect := short.get("aspect"):
        fields["aspect_ratio"] = str(aspect)
    if size := short.get("size"):
        fields |= _size(str(size))
    if logo := short.get("logo"):
        fields["logo"] = logo if isinstance(logo, Mapping) else {"url": str(logo)}
    return {**fields, **given}


def voice_fields(voice: Any, speed: Any) -> Fields:
    """A voice by its name, several that take turns, on or off. Raises ``BadScript`` for a speed of nobody."""
    if voice in (False, "off", "none"):
        return {}
    speakers = voice if isinstance(voice, (list, tuple)) else [] if voice is True else [voice]
    pace = {} if speed is None else {"speed": speed}
    if pace and not speakers:
        raise BadScript("a speed is given without a voice", mend="name the voice too, as in `voice: Emma`")
    voices = [{"speaker": speaker, **pace} for speaker in speakers]
    return {"voice_over": {"enabled": True, **({"ai_voices": voices} if voices else {})}}


def music_fields(music: Any, volume: Any) -> Fields:
    """Music by its address, of the service's choice, or off."""
    if music in (False, "off", "none"):
        return {}
    source = {"auto_music": True} if music in (True, "on") else {"music_url": str(music)}
    return {"background_music": {"enabled": True, "volume": volume, **source}}


def _size(size: str) -> dict[str, int]:
    if not (sides := re.fullmatch(r"\s*(\d+)\s*[x×]\s*(\d+)\s*", size)):
        raise BadScript(f"{size!r} is not a size", mend="write width and height in pixels, as in 1280x720")
    return {"video_width": int(sides[1]), "video_height": int(sides[2])}
