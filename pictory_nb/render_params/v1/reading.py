"""A scene of the first era, read as scenes of today with their times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pictory_nb.choices import STOCK_LIBRARIES
from pictory_nb.render_params.cut import (
    Match,
    TimedWord,
    Timing,
    marked,
    spread,
    uncaptioned,
)
from pictory_nb.render_params.v1.color import read_color, told_color
from pictory_nb.render_params.v1.scene import PLACES, PLAIN, PLAIN_PLACE, SceneParams, SourceParams, SubSceneParams
from pictory_nb.render_params.v2 import WordParams
from pictory_nb.storyboard import Scene

__all__ = ["pieces_of"]


def pieces_of(
    params: SceneParams, number: int, start: float, look: Mapping[str, Any]
) -> Iterator[tuple[Scene, Timing]]:
    """The scene, or one for each of its visuals where it has several one after another.

    ``look`` is the style of the video: what a font says beyond it was edited.
    """
    runs = _runs(params.background.src)
    lengths = [sum(source.length for source in run) for run in runs]
    seconds = params.seconds
    if len(runs) > 1 and all(lengths):
        scale = seconds / sum(lengths)
        spans = [length * scale for length in lengths]
    else:
        runs, spans = runs[:1] or [()], [seconds]
    words = _words(params)
    at = 0.0
    for place, (run, span) in enumerate(zip(runs, spans, strict=True)):
        last = place == len(runs) - 1
        said = [word for word in words if at <= word.start and (last or word.start < at + span)]
        moved = tuple(TimedWord(word.text, word.start - at, word.end - at, word.keyword) for word in said)
        match = params.background.match
        match = match if match and moved and run and run[0].url == match.url else None
        told = _scene_of(params, run, moved, look, chosen=bool(match))
        if place:
            told["sceneTransition"] = "none"
        yield (
            Scene.from_wire(told, drop_unknown=True),
            Timing(
                f"{number + 1}" + (f"_{place + 1}" if place else ""),
                start + at,
                span,
                moved,
                Match(match.url, match.words) if match else None,
                {"fit": "contain"}.get(run[0].mode if run else "", "cover"),
                read_color(params.background.color) if run and run[0].mode == "fit" else None,
                bool(run) and run[0].library in STOCK_LIBRARIES,
            ),
        )
        at += span


def _runs(sources: Sequence[SourceParams]) -> list[tuple[SourceParams, ...]]:
    """Stretches of the same file that follow one another, together."""
    runs: list[tuple[SourceParams, ...]] = []
    for source in sources:
        if not source.url and not source.library:
            continue
        if runs and runs[-1][0].url == source.url:
            runs[-1] += (source,)
        else:
            runs.append((source,))
    return runs


def _scene_of(
    params: SceneParams,
    run: Sequence[SourceParams],
    words: Sequence[TimedWord],
    look: Mapping[str, Any],
    *,
    chosen: bool,
) -> dict[str, Any]:
    told = dict(params.scene or {})
    told["background"] = _background(params, run, told.get("background"), chosen=chosen)
    if told["background"] is None:
        del told["background"]
    if words:
        told |= {"story": marked(words), "highlightKeywords": False}
        known = [word.word for sub in params.sub_scenes for word in sub.words]
        if [word.text for word in words] != known:
            told = uncaptioned(told)
    if style := _style(params.sub_scenes[0] if params.sub_scenes else None, look):
        told["subtitleStyle"] = style
    told["hideSubtitles"] = not params.subtitle
    told["backgroundMusic"] = {"enabled": params.music}
    if not params.tts:
        told["voiceOver"] = {"enabled": False}
    items = [item for sub in params.sub_scenes for item in sub.display_items]
    if elements := [element for item in items if (element := _element(item))]:
        told["elements"] = [*told.get("elements", ()), *elements]
    return told


def _background(
    params: SceneParams, run: Sequence[SourceParams], source: Any, *, chosen: bool
) -> dict[str, Any] | None:
    source = dict(source) if isinstance(source, Mapping) else {}
    if chosen:
        return source or None
    if not run:
        return {"color": source.get("color") or read_color(params.background.color) or "#000000"}
    first = run[0]
    kind = first.type if first.type in ("video", "image") else "video" if first.start is not None else "image"
    told: dict[str, Any] = {"visualUrl": first.url or f"stock:{first.asset_id}", "type": kind}
    if source.get("colorOverlay"):
        told["colorOverlay"] = source["colorOverlay"]
    settings = dict(source.get("settings") or {})
    if kind == "video":
        settings.pop("kenBurnsEffect", None)
        settings |= {"loop": first.loop_video is not False, "mute": first.mute is not False}
        clips = [{"start": one.start or 0.0, "end": one.end} for one in run if one.end is not None]
        if clips:
            told["clips"] = clips
    animation = str((params.background.bg_animation or {}).get("animation") or "")
    if kind == "image" and animation.startswith("pan"):
        settings["zoomAndPan"] = True
        settings.pop("kenBurnsEffect", None)
    if settings:
        told["settings"] = settings
    return told


def _words(params: SceneParams) -> tuple[TimedWord, ...]:
    """The words of the sub-scenes at their times; of the subtitles where there is no text in the picture."""
    parts: list[tuple[str, float | None, tuple[WordParams, ...]]] = [
        (" ".join(line.text for line in sub.text_lines), sub.time, sub.words) for sub in params.sub_scenes
    ]
    if not any(text.strip() for text, _, _ in parts):
        parts = [(line.text, line.time, ()) for line in params.subtitles]
    timed: list[TimedWord] = []
    at = 0.0
    share = params.seconds / max(len(parts), 1)
    for text, time, words in parts:
        span = share if time is None else time
        known = [TimedWord(word.word, at + word.start_time, at + word.end_time) for word in words]
        timed += spread(text, at, min(at + span, params.seconds), known)
        at += span
    return tuple(timed)


def _style(sub: SubSceneParams | None, look: Mapping[str, Any]) -> dict[str, Any]:
    """The style of the scene: what it was, and what font and place tell otherwise."""
    if sub is None or sub.font is None:
        return {}
    font = sub.font
    told: dict[str, Any] = dict(font.style or {})
    before = {**look, **told}
    family = re.sub(r"\.(ttf|otf|woff2?)$", "", font.name or "", flags=re.IGNORECASE)
    if family and family != before.get("fontFamily"):
        told["fontFamily"] = family
    if font.size and font.size != before.get("fontSize", PLAIN["size"]):
        told["fontSize"] = max(1, round(font.size))
    for member, name in (("color", "color"), ("backcolor", "backgroundColor"), ("keycolor", "keywordColor")):
        written = getattr(font, member)
        was = told_color(before[name]) if read_color(before.get(name)) else PLAIN[member]
        if written != was and (color := read_color(written)):
            told[name] = color
    preset = (sub.location or {}).get("preset")
    if preset in PLACES and preset != before.get("position", PLAIN_PLACE):
        told["position"] = preset
    return told


def _element(item: Mapping[str, Any]) -> dict[str, Any] | None:
    """A picture that is laid over the scene."""
    if item.get("type") != "visual" or not isinstance(item.get("src"), str):
        return None
    location = item.get("location") if isinstance(item.get("location"), Mapping) else {}
    kind = item.get("visualType") if item.get("visualType") in ("image", "video") else "image"
    told = {"type": kind, "visualUrl": item["src"]}
    if location.get("preset") in PLACES:
        told["position"] = location["preset"]
    width = re.match(r"\s*(\d{1,3})(?:\.\d+)?\s*%", str(location.get("width") or ""))
    if width and int(width[1]) <= 100:
        told["width"] = f"{max(1, int(width[1]))}%"
    return told
