"""Projects: storyboards that are kept, told as the web app tells them (contract §2.28), and read back as edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from pictory_nb.render_params.cut import words_of
from pictory_nb.sandbox.drawer import Drawer
from pictory_nb.sandbox.store import HERE
from pictory_nb.sandbox.templates import Filled, new_id
from pictory_nb.storyboard import Scene, Storyboard

__all__ = ["Projects", "as_template", "storyboard_of", "summary_of"]

_ASPECTS = {"16:9": "sixteen-nine", "9:16": "nine-sixteen", "1:1": "one-one", "4:5": "four-five"}
_FILES = {"videoURL": "videoURL", "shareVideoURL": "videoURL", "thumbnail": "thumbnail", "srtFile": "srtFile",
          "vttFile": "vttFile", "txtFile": "txtFile", "audioURL": "audioURL"}  # fmt: skip


class Projects:
    """The projects of a sandbox, each in ``drawer`` as a look-up tells it."""

    def __init__(self, drawer: Drawer) -> None:
        self._drawer = drawer

    def keep(self, storyboard: Storyboard) -> str:
        """Make a project of a storyboard, and return its id."""
        project = _told(new_id(), storyboard)
        self.put(project)
        return str(project["project_id"])

    def put(self, project: Mapping[str, Any]) -> dict[str, Any]:
        """Replace a project as a whole."""
        kept = {**project, "saveDate": _now()}
        self._drawer.put(str(project["project_id"]), kept)
        return kept

    def finished(self, project_id: str, job_id: str, files: Mapping[str, str], facts: Mapping[str, Any]) -> None:
        """Note what was rendered of it last; of one that was deleted since, nothing."""
        if project := self._drawer.find(project_id):
            urls = {member: f"{HERE}files/{job_id}/{files[name]}" for member, name in _FILES.items() if name in files}
            more = {"videoDuration": facts.get("videoDuration"), "generatedDate": _now(), "step": "RENDER"}
            self._drawer.put(project_id, {**project, **urls, **more})

    def newest(self) -> list[dict[str, Any]]:
        """All of them, the last made first."""
        return sorted(self._drawer.all(), key=lambda project: str(project.get("project_id")), reverse=True)

    def find(self, project_id: str) -> dict[str, Any] | None:
        return self._drawer.find(project_id)

    def remove(self, project_id: str) -> bool:
        return self._drawer.remove(project_id)


def summary_of(project: Mapping[str, Any]) -> dict[str, Any]:
    """A project as the list tells it (§2.27)."""
    return {
        "id": project.get("project_id"),
        "name": project.get("projectName"),
        "source": project.get("source", "script"),
        "type": project.get("projectType", "project"),
        "projectPreview": project.get("thumbnail"),
        "savedDate": project.get("saveDate"),
        "aspectRatio": project.get("layout"),
        "schemaVersion": project.get("schemaVersion", "v3"),
    }


def storyboard_of(project: Mapping[str, Any]) -> tuple[Storyboard, list[str]]:
    """What it is to be rendered as, and notes on it. Raises ``BadStoryboard`` where its scenes cannot be shown."""
    filled = Filled(as_template(project), {})
    return filled.storyboard({"videoName": project.get("projectName") or "Project"}), filled.notes


def as_template(project: Mapping[str, Any]) -> dict[str, Any]:
    """The project as something that can be filled: its id may stand where a template's is asked for (§3.1)."""
    told = project.get("scenes")
    scenes = [scene for scene in (told if isinstance(told, list) else ()) if isinstance(scene, Mapping)]
    scenes.sort(key=lambda scene: scene.get("sortOrder") if isinstance(scene.get("sortOrder"), (int, float)) else 0)
    return {
        "scenes": [_template_scene(scene) for scene in scenes],
        "storyboard": _object(project.get("storyboard")),
        "language": project.get("scriptLanguage"),
    }


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _told(project_id: str, storyboard: Storyboard) -> dict[str, Any]:
    width, height = storyboard.size
    shape = {"16:9": 16 / 9, "9:16": 9 / 16, "1:1": 1, "4:5": 4 / 5}
    nearest = min(shape, key=lambda name: abs(shape[name] - width / height))
    board = {name: member for name, member in storyboard.to_wire().items() if name not in ("scenes", "saveProject")}
    voices = storyboard.voice_over.ai_voices if storyboard.voice_over else ()
    return {
        "project_id": project_id,
        "projectName": storyboard.video_name,
        "projectType": "project",
        "source": "script",
        "step": "STORYBOARD",
        "schemaVersion": "v3",
        "layout": _ASPECTS[nearest],
        "scriptLanguage": storyboard.language,
        "voiceOverId": voices[0].speaker if voices else None,
        "audioSpeed": voices[0].speed if voices else 100,
        "brandId": storyboard.brand_id,
        "scriptTxtSceneSettings": {"autoVisualSelection": True, "autoHighlightKeywords": True, "maxLines": 2},
        "visualFilter": {"libraries": [], "styles": [], "categories": []},
        "scenes": [_scene(number, project_id, scene) for number, scene in enumerate(storyboard.scenes, 1)],
        "storyboard": board,
    }


def _scene(number: int, project_id: str, scene: Scene) -> dict[str, Any]:
    background = scene.background
    url = background.visual_url if background else None
    rest = {name: member for name, member in scene.to_wire().items() if name not in ("story", "subtitleStyle")}
    words = words_of(scene.story or "")
    return {
        "sceneId": new_id(),
        "projectId": project_id,
        "text": " ".join(text for text, _ in words),
        "sentence": list(_runs(words)),
        "keywords": [text.strip(".,;:!?") for text, marked in words if marked],
        "category": "DEFAULT",
        "sortOrder": number,
        "durationAuto": scene.minimum_duration is None,
        "styleData": scene.subtitle_style.to_wire() if scene.subtitle_style else {},
        "settings": {"hideText": scene.hide_subtitles},
        "background": {
            "type": (background.type if background else None) or ("color" if background and background.color else None),
            "elementData": {"url": url, "preview_jpg": None, "thumb": None, "library": None},
        },
        "scene": rest,
    }


def _runs(words: Sequence[tuple[str, bool]]) -> Iterator[dict[str, Any]]:
    """Words that are marked alike, together."""
    runs: list[tuple[list[str], bool]] = []
    for text, marked in words:
        if runs and runs[-1][1] == marked:
            runs[-1][0].append(text)
        else:
            runs.append(([text], marked))
    for texts, marked in runs:
        yield {"text": " ".join(texts), "highlight": marked, "decoration": None, "case": None}


def _template_scene(scene: Mapping[str, Any]) -> dict[str, Any]:
    rest = dict(_object(scene.get("scene")))
    told: dict[str, Any] = {"sceneId": str(scene.get("sceneId") or new_id()), "scene": rest}
    if text := _text_of(scene):
        told["subtitles"] = [{"text": text}]
    settings = scene.get("settings")
    if isinstance(settings, Mapping) and "hideText" in settings:
        rest["hideSubtitles"] = bool(settings["hideText"])
    if isinstance(scene.get("styleData"), Mapping) and scene["styleData"]:
        told["style"] = scene["styleData"]
    background, known = _object(scene.get("background")), _object(rest.get("background"))
    data = _object(background.get("elementData"))
    if data.get("url") and data["url"] != known.get("visualUrl"):
        kind = background.get("type") if background.get("type") in ("video", "image") else "image"
        told["backgroundVisual"] = {"visualUrl": data["url"], "type": kind}
    return told


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text_of(scene: Mapping[str, Any]) -> str:
    """``text``, with the marks of ``sentence`` where that says the same; who edits ``text`` alone is understood."""
    text = " ".join(str(scene.get("text") or "").split())
    told = scene.get("sentence")
    runs = [run for run in (told if isinstance(told, list) else ()) if isinstance(run, Mapping) and run.get("text")]
    plain = " ".join(" ".join(str(run["text"]).split()) for run in runs)
    if runs and plain == text:
        return " ".join(f"<strong>{run['text']}</strong>" if run.get("highlight") else str(run["text"]) for run in runs)
    return text
