"""Project files (``.pictai``), as the web app exports them, read as templates (contract §2.22)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from pictory_nb.errors import BadArguments, Problem

__all__ = ["read_project"]


def read_project(content: bytes) -> dict[str, Any]:
    """The template that a project file describes, without an id. Raises ``BadArguments`` for what is none."""
    try:
        project = json.loads(content)
    except (ValueError, RecursionError):
        raise _bad("the file is not a project file: it holds no JSON") from None
    if not isinstance(project, Mapping) or not isinstance(project.get("scenes"), list):
        raise _bad("the file is not a project file: it holds no scenes")
    scenes = [scene for number, each in enumerate(project["scenes"], 1) if (scene := _scene(number, each))]
    if not scenes:
        raise _bad("the project has no scene that says or shows anything")
    return {
        "name": _text(project.get("projectName")) or _text(project.get("title")) or "Template",
        "language": (_text(project.get("scriptLanguage")) or "en").partition("-")[0].lower(),
        "audio": _audio(project.get("audio"), project),
        "scenes": scenes,
        **_size(project),
    }


def _bad(reason: str) -> BadArguments:
    return BadArguments([Problem("body", reason, "export the project from the web app, and send the file as it is")])


def _text(value: Any) -> str:
    return str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def _audio(audio: Any, project: Mapping[str, Any]) -> dict[str, Any]:
    audio = audio if isinstance(audio, Mapping) else {}
    told: dict[str, Any] = {}
    if url := _text(audio.get("selectedTrackUrl")):
        told |= {"musicUrl": url, "musicVolume": _share(project.get("bgMusicVolPercent"))}
    if speaker := _text(audio.get("selectedVoiceOverTrack")):
        speed = audio.get("voiceOverTextSpeed")
        told["aiVoice"] = {
            "speaker": speaker.partition(",")[0].strip(),  # "Adam, male"
            "speed": int(speed) if isinstance(speed, (int, float)) and 50 <= speed <= 200 else 100,
            "amplifyLevel": 0,
        }
    return told


def _share(percent: Any) -> float:
    """The volume of music; some files tell it in per cent, some as a share."""
    if not isinstance(percent, (int, float)) or isinstance(percent, bool) or percent < 0:
        return 0.1
    return min(1.0, percent / 100 if percent > 1 else float(percent))


def _size(project: Mapping[str, Any]) -> dict[str, Any]:
    wide = {"sixteen": (1920, 1080), "nine": (1080, 1920), "one": (1080, 1080), "16:9": (1920, 1080),
            "9:16": (1080, 1920), "1:1": (1080, 1080)}  # fmt: skip
    told = _text(project.get("aspectRatioFractionValue")) or _text(project.get("aspectRatioClass"))
    size = wide.get(told) or wide.get(told.partition("-")[0])
    return {"videoWidth": size[0], "videoHeight": size[1]} if size else {}


def _scene(number: int, scene: Any) -> dict[str, Any] | None:
    if not isinstance(scene, Mapping):
        return None
    told: dict[str, Any] = {"sceneId": _text(scene.get("sceneId")) or str(number)}
    texts = [text for text in _lines(scene) if text]
    if texts:
        told["subtitles"] = [{"text": text} for text in texts]
    if url := _text(scene.get("image")):
        kind = "video" if re.search(r"\.(mp4|mov|webm|m4v)(\?|$)", url, re.IGNORECASE) else "image"
        told["backgroundVisual"] = {"visualUrl": url, "type": kind}
    if style := _style(scene):
        told["style"] = style
    return told if len(told) > 1 else None


def _lines(scene: Mapping[str, Any]) -> Iterator[str]:
    """What the scene says, line by line; where it has no lines, its sentence."""
    lines = scene.get("lines")
    found = [
        _plain(line.get("html") or line.get("text"))
        for line in (lines if isinstance(lines, list) else ())
        if isinstance(line, Mapping)
    ]
    if any(found):
        yield from found
    else:
        yield _plain(scene.get("sentence"))


def _plain(html: Any) -> str:
    """The text, in which ``<strong>`` marks keywords; other tags are dropped."""
    text = re.sub(r"<(/?)(?:strong|b)\b[^>]*>", r"<\1strong>", _text(html), flags=re.IGNORECASE)
    text = re.sub(r"<(?!/?strong>)[^>]*>", " ", text)
    return " ".join(unescape(text).split())


_COLOURS = {"fontColor": "color", "textBackgroundColor": "backgroundColor", "keywordColor": "keywordColor"}


def _style(scene: Mapping[str, Any]) -> dict[str, Any]:
    """The look of the first line, in today's words; colours that are none of today's are left out."""
    lines = scene.get("lines")
    first = lines[0] if isinstance(lines, list) and lines and isinstance(lines[0], Mapping) else {}
    format_ = first.get("format") if isinstance(first.get("format"), Mapping) else {}
    told: dict[str, Any] = {}
    if name := _text(format_.get("fontName")):
        told["fontFamily"] = name
    size = format_.get("fontSize")
    if isinstance(size, (int, float)) and size >= 1:
        told["fontSize"] = round(size)
    for member, name in _COLOURS.items():
        if re.fullmatch(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})", _text(format_.get(member))):
            told[name] = _text(format_.get(member))
    return told
