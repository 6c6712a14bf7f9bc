"""A scene of a cut, told as the first era tells it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pictory_nb.render_params.cut import (
    Cut,
    TimedWord,
    Timing,
    marked,
)
from pictory_nb.render_params.v1.color import told_color
from pictory_nb.render_params.v1.scene import PLACES, PLAIN, PLAIN_PLACE
from pictory_nb.storyboard import FontStyle, Scene

__all__ = ["scene_params"]


def scene_params(number: int, scene: Scene, timing: Timing, cut: Cut, session: str) -> dict[str, Any]:
    background = scene.background
    url = timing.match.url if timing.match else background.visual_url if background else None
    plain = background.color if background and background.color else None
    is_video = bool(background and background.type == "video" and not timing.match)
    settings = background.settings if background else None
    source = {
        "url": url or "",
        "asset_id": "",
        "type": "video" if is_video else "image",
        "library": "pictory_nb_sandbox" if timing.match else "",
        "mode": {"cover": "crop", "contain": "fit", "fill": ""}[timing.fit],
        "frame": None,
        "loop_video": settings.loop if settings else True,
        "mute": settings.mute if settings else True,
        "resource_id": None,
        "sessionId": session,
    }
    clips = background.clips if background and is_video else ()
    sources = [{**source, "start": clip.start, "end": clip.end} for clip in clips] or [source]
    ground: dict[str, Any] = {
        "src": sources if url else [],
        "color": told_color(timing.ground or plain or "#ffffff"),
        "bg_animation": {"animation": ""},
    }
    if timing.match:
        ground["match"] = {"url": timing.match.url, "words": timing.match.words}
    kept = {name: member for name, member in scene.to_wire().items() if name not in ("story", "subtitleStyle")}
    voice = scene.voice_over
    music = scene.background_music
    return {
        "background": ground,
        "time": round(timing.duration, 3),
        "keywords": [word.text.strip(".,;:!?") for word in timing.words if word.keyword],
        "sub_scenes": [_sub_scene(number, scene, timing, cut.storyboard.subtitle_style)],
        "music": music.enabled if music else True,
        "tts": bool(cut.voice_url) and (voice.enabled if voice else True),
        "subtitle": not scene.hide_subtitles,
        "subtitles": [{"text": _plain(timing.words), "time": round(timing.duration, 3)}] if timing.words else [],
        "scene": kept,
    }


def _sub_scene(number: int, scene: Scene, timing: Timing, whole: FontStyle | None) -> dict[str, Any]:
    """``whole`` is the style of the video, which the scene's goes before."""
    style = scene.subtitle_style
    position = (style and style.position) or (whole and whole.position) or PLAIN_PLACE
    effect = {"text_animation": [], "text_bg_animation": []}
    return {
        "time": round(timing.duration, 3),
        "location": {**PLACES[position], "preset": position},
        "displayItems": [],
        "text_lines": [{"text": marked(timing.words), **effect}] if timing.words else [],
        "subtitle": "",
        "showSceneNumber": f"Scene {number}",
        "font": _font(style, whole),
        "words": [{"word": word.text, "start_time": word.start, "end_time": word.end} for word in timing.words],
    }


def _plain(words: Sequence[TimedWord]) -> str:
    return " ".join(word.text for word in words)


_FONT = {"name": "font_family", "size": "font_size", "color": "color", "backcolor": "background_color",
         "keycolor": "keyword_color"}  # fmt: skip


def _font(style: FontStyle | None, whole: FontStyle | None) -> dict[str, Any]:
    """What both styles come to, and beside it what the scene's own says, whole."""
    told = dict(PLAIN)
    for look in filter(None, (whole, style)):
        for member, field in _FONT.items():
            if (value := getattr(look, field)) is not None:
                told[member] = told_color(value) if field.endswith("color") else value
        if look.font_family:
            told["name"] = f"{look.font_family}.ttf"
    return {**told, "style": style.to_wire()} if style else told
