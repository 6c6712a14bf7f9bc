"""Templates: scenes with ``{{name}}`` places that are kept, told in two shapes, and filled to become storyboards."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from pictory_nb.errors import BadStoryboard, Problem, RenderError
from pictory_nb.places import filled, places_of
from pictory_nb.sandbox.drawer import Drawer
from pictory_nb.sandbox.pictai import read_project
from pictory_nb.sandbox.store import HERE
from pictory_nb.storyboard import Scene, Storyboard
from pictory_nb.storyboard_v1 import SceneV1, StoryboardV1

__all__ = ["Filled", "Templates", "detail_of", "new_id", "scenes_with"]


class Templates:
    """The templates of a sandbox. Each lies in ``drawer`` as the answer to its creation tells it (contract §2.22), and
    the project that it was made of in ``projects``."""

    def __init__(self, drawer: Drawer, projects: Drawer) -> None:
        self._drawer, self._projects = drawer, projects

    def create(self, content: bytes) -> dict[str, Any]:
        """Keep the template of a project file, and the file. Raises ``BadArguments``."""
        template = {"templateId": new_id(), **read_project(content), "published": True, "deprecated": False}
        self._projects.put(template["templateId"], json.loads(content))
        return self._put(template)

    def all(self) -> list[dict[str, Any]]:
        """In the order in which they were made: an id begins with its moment."""
        return sorted(self._drawer.all(), key=lambda template: str(template.get("templateId")))

    def find(self, template_id: str) -> dict[str, Any] | None:
        return self._drawer.find(template_id)

    def file(self, template_id: str, name: str) -> Path | None:
        """Where its ``structure.json`` or its ``project.json`` lies on disk."""
        kept = {"structure.json": self._drawer, "project.json": self._projects}.get(name)
        return kept.file(template_id) if kept else None

    def update(self, template: Mapping[str, Any], scenes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Put other scenes in. Raises ``BadStoryboard`` for scenes that no video can show."""
        changed = {**template, "scenes": [{"sceneId": new_id(), **scene} for scene in scenes]}
        Filled(changed, {}).storyboard({"videoName": "Template"})
        return self._put(changed)

    def remove(self, template_id: str) -> bool:
        there = self._drawer.remove(template_id)
        return there | self._projects.remove(template_id)

    def _put(self, template: dict[str, Any]) -> dict[str, Any]:
        template["variables"] = {name: name.upper() for name in places_of(template["scenes"])}
        self._drawer.put(template["templateId"], template)
        return template


def new_id() -> str:
    """17 digits of the moment and 32 more signs (contract §0.5)."""
    return f"{datetime.now(timezone.utc):%Y%m%d%H%M%S%f}"[:17] + secrets.token_hex(16)


def detail_of(template: Mapping[str, Any]) -> dict[str, Any]:
    """The template as a look-up tells it (§2.24), with both spellings of the flag."""
    audio = template.get("audio") or {}
    voice = audio.get("aiVoice")
    place = f"{HERE}sandbox/templates/{template['templateId']}"
    told = {name: member for name, member in template.items() if name not in ("audio", "scenes")}
    told |= {
        "depricated": template.get("deprecated", False),
        "backgroundMusic": {
            "enabled": bool(audio.get("musicUrl")),
            "musicUrl": audio.get("musicUrl"),
            "volume": audio.get("musicVolume", 0.1),
        },
        "voiceOver": {"enabled": bool(voice), "aiVoices": [_voice(voice)] if voice else []},
        "scenes": [{"layers": [], **scene} for scene in template["scenes"]],
        "schemaVersion": "v3",
        "project": f"{place}/project.json",
        "structure": f"{place}/structure.json",
    }
    return told


def _voice(voice: Mapping[str, Any]) -> dict[str, Any]:
    """The voice as today's storyboards name it."""
    return {
        "speaker": voice.get("speaker") or voice.get("voiceId"),  # X13
        "speed": voice.get("speed", 100),
        "amplificationLevel": voice.get("amplifyLevel", voice.get("amplificationLevel", 0)),
    }


class Filled:
    """A template, or a project, whose places are filled. ``notes`` tells of the places for which nothing was given."""

    def __init__(self, template: Mapping[str, Any], variables: Mapping[str, Any]) -> None:
        names = places_of(template["scenes"])
        defaults = template.get("variables") or {}
        values = {name: str(variables.get(name, defaults.get(name, name.upper()))) for name in names}
        self._template = {**template, "scenes": filled(template["scenes"], values)}
        self.notes = [
            f"The variable {name} was given no value: {values[name]} stands in its place."
            for name in names
            if name not in variables
        ]

    def storyboard(self, told: Mapping[str, Any], knows: Callable[[str], Any] | None = None) -> Storyboard:
        """The storyboard, in which what is ``told`` (members of a v2 body) goes before what the template says.

        ``knows(speaker)`` raises ``RenderError`` for a voice that there is not: the template's is left out then.
        """
        board = {**self._board(knows), **told}
        board = {name: member for name, member in board.items() if name not in ("templateId", "variables")}
        board["scenes"] = told.get("scenes") or [_scene(scene) for scene in self._template["scenes"]]
        return Storyboard.from_wire(board, drop_unknown=True)

    def _board(self, knows: Callable[[str], Any] | None) -> dict[str, Any]:
        template = self._template
        board: dict[str, Any] = dict(template.get("storyboard") or {})
        for name in ("language", "videoWidth", "videoHeight"):
            if template.get(name):
                board[name] = template[name]
        audio = template.get("audio") or {}
        if audio.get("musicUrl"):
            board["backgroundMusic"] = {
                "enabled": True, "musicUrl": audio["musicUrl"], "volume": audio.get("musicVolume", 0.1)
            }  # fmt: skip
        if audio.get("aiVoice"):
            voice = _voice(audio["aiVoice"])
            try:
                if knows:
                    knows(voice["speaker"])
                voices = [voice]
            except RenderError:
                self.notes.append(f"The template's voice {voice['speaker']} is not here: another one reads.")
                voices = []
            board["voiceOver"] = {"enabled": True, **({"aiVoices": voices} if voices else {})}
        return board


def _scene(scene: Mapping[str, Any]) -> dict[str, Any]:
    """The scene of a template as one of today's storyboards; what is no text, or no object, is passed over."""
    told: dict[str, Any] = dict(_object(scene.get("scene")))
    texts = [line["text"] for line in _objects(scene.get("subtitles")) if isinstance(line.get("text"), str)]
    if story := " ".join(" ".join(texts).split()):
        told["story"] = story
    visual = _object(scene.get("backgroundVisual"))
    if visual:
        url = visual.get("visualUrl") or visual.get("url")  # X13
        told["background"] = {"visualUrl": url, "type": visual.get("type", "image")} if url else {"color": _DARK}
    elif not story and "background" not in told:
        told["background"] = {"color": _DARK}
    if style := _object(scene.get("style")):
        told["subtitleStyle"] = dict(style)
    rows = scene.get("layers")
    layers = [layer for row in (rows if isinstance(rows, list) else ()) for layer in _objects(row) or _objects([row])]
    if elements := [element for layer in layers if (element := _element(layer))]:
        told["elements"] = elements
    return told


_DARK = "#14141c"


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _element(layer: Mapping[str, Any]) -> dict[str, Any] | None:
    """A layer as an element; one that shows nothing is left out."""
    told = {name: member for name, member in layer.items() if name not in ("layerId", "url")}
    if told.get("type") == "text":
        return told if str(told.get("text") or "").strip() else None
    if url := layer.get("url") or layer.get("visualUrl"):
        return {**told, "visualUrl": url}
    return told if told.get("type") == "shape" else None


def scenes_with(base: Sequence[Mapping[str, Any]], ids: Sequence[str], extra: Sequence[SceneV1]) -> list[Scene]:
    """The scenes of a template with those of a body of the first era laid over, or put between them (§2.6).

    Raises ``BadStoryboard`` for a scene that names none of the template's.
    """
    order: list[tuple[str, Scene]] = [
        (scene_id, Scene.from_wire(scene, drop_unknown=True)) for scene_id, scene in zip(ids, base, strict=True)
    ]
    problems = []
    for number, given in enumerate(extra):
        named = given.scene_id or given.insert_before_scene_id or given.insert_after_scene_id
        known = [scene_id for scene_id, _ in order]
        ends = {"first": 0, "last": len(order) - 1}
        place = known.index(named) if named in known else ends.get(named or "last")
        if place is None:
            problems.append(Problem(f"scenes[{number}]", f"the template has no scene {named!r}", "see its sceneIds"))
            continue
        if given.scene_id:
            order[place] = (known[place], _over(order[place][1], given))
            continue
        at = place if given.insert_before_scene_id else place + 1
        order.insert(at, (f"new-{number}", _converted(given)))
    if problems:
        raise BadStoryboard(problems)
    return [scene for _, scene in order]


def _converted(scene: SceneV1) -> Scene:
    return StoryboardV1(video_name="video", scenes=[scene]).to_v2().scenes[0]


def _over(scene: Scene, given: SceneV1) -> Scene:
    """A scene of the template with what is said of it outright."""
    said = given.model_fields_set - {"scene_id"}
    if not said:
        return scene
    sounding = {"text", "article_url", "ppt_url", "background_uri"} & said
    probe = given if sounding else given.replace(text="probe")
    new = _converted(probe.replace(scene_id=None))
    changes = {name: getattr(new, name) for name in new.model_fields_set}
    if "text" not in said:
        changes.pop("story", None)
    changes.pop("voice_over", None)
    return scene.replace(**changes)
