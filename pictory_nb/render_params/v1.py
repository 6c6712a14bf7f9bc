"""Render params of the first era: an object of scenes (contract §3.14), from a cut and back to one.

Numbers and flags are read in quotation marks too (§1.2). Params that were written by hand need no more than what is to
be seen of each scene, and for how long (§5.5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from pictory_nb.choices import STOCK_LIBRARIES
from pictory_nb.errors import BadStoryboard, Problem
from pictory_nb.render_params.cut import (
    Cut,
    Match,
    TimedWord,
    Timing,
    board_from,
    board_of,
    marked,
    spread,
    uncaptioned,
)
from pictory_nb.render_params.v2 import MatchParams, WordParams
from pictory_nb.storyboard import FontStyle, Scene, Storyboard
from pictory_nb.storyboard_v1 import nameable
from pictory_nb.word import Broken, Word

__all__ = ["RenderParamsV1"]

Seconds = Annotated[float, Field(ge=0)]
Volume = Annotated[float, Field(ge=0, le=1)]
Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]
Id = Annotated[str, BeforeValidator(lambda value: "" if value is None else str(value))]


class AudioParams(Word):
    """What is heard in the whole video: music (``src``) and the narration (``tts``)."""

    src: str | None = None
    track_volume: Volume | None = Field(default=None, alias="track_volume")
    tts: str | None = None
    audio_library: str | None = Field(default=None, alias="audio_library")
    audio_id: Id = Field(default="", alias="audio_id")


class OutputParamsV1(Word):
    """The file that is to be made."""

    name: str | None = None
    title: str | None = None
    description: str | None = None
    format: str | None = None
    width: Annotated[int, Field(ge=16, le=4096)] = 1920
    height: Annotated[int, Field(ge=16, le=4096)] = 1080
    logo: dict[str, Any] | None = None
    storyboard: dict[str, Any] | None = None

    def broken_rules(self) -> Iterator[Broken]:
        if self.format and self.format.lower() != "mp4":
            yield ("format",), f"{self.format!r} is not made → write 'mp4'"


class SourceParams(Word):
    """A visual, or the stretch from ``start`` to ``end`` of it."""

    url: Text = ""
    type: str | None = None
    library: Text = ""
    asset_id: Id = Field(default="", alias="asset_id")
    mode: Text = ""
    loop_video: bool | None = Field(default=None, alias="loop_video")
    mute: bool | None = None
    start: Seconds | None = None
    end: Seconds | None = None


class BackgroundParams(Word):
    """What is seen behind the words."""

    src: tuple[SourceParams, ...] = ()
    color: str | None = None
    bg_animation: dict[str, Any] | None = Field(default=None, alias="bg_animation")
    match: MatchParams | None = None


class LineParams(Word):
    """One line of text, in which ``<strong>`` marks keywords."""

    text: Text = ""


class FontParams(Word):
    """How text looks. Colours are ``rgba(r,g,b,a)`` with an alpha from 0 to 255."""

    name: str | None = None
    size: Annotated[float, Field(gt=0)] | None = None
    color: str | None = None
    backcolor: str | None = None
    keycolor: str | None = None
    style: dict[str, Any] | None = None


class SubSceneParams(Word):
    """Words that stand in the picture together, for ``time`` seconds."""

    time: Seconds | None = None
    text_lines: tuple[LineParams, ...] = Field(default=(), alias="text_lines")
    display_items: tuple[dict[str, Any], ...] = ()
    location: dict[str, Any] | None = None
    font: FontParams | None = None
    words: tuple[WordParams, ...] = ()


class SubtitleParams(Word):
    """A line of the subtitles, for ``time`` seconds."""

    text: Text = ""
    time: Seconds | None = None


class SceneParams(Word):
    """One scene, for ``time`` seconds."""

    background: BackgroundParams
    time: Seconds | None = None
    sub_scenes: tuple[SubSceneParams, ...] = Field(default=(), alias="sub_scenes")
    subtitles: tuple[SubtitleParams, ...] = ()
    music: bool = True
    tts: bool = True
    subtitle: bool = True
    scene: dict[str, Any] | None = None

    def broken_rules(self) -> Iterator[Broken]:
        if not self.seconds:
            yield ("time",), "nothing says how long the scene is → give its time in seconds"

    @property
    def seconds(self) -> float:
        """As it says, or as long as what is in it."""
        inside = sum(part.time or 0.0 for part in self.sub_scenes)
        return self.time or inside or sum(_length(source) for source in self.background.src)


class RenderParamsV1(Word):
    """The whole video, scene by scene."""

    audio: AudioParams
    output: OutputParamsV1
    scenes: Annotated[tuple[SceneParams, ...], Field(min_length=1)]
    next_generation_video: bool = Field(default=True, alias="next_generation_video")
    contains_text_to_image: bool = True
    webhook: str | None = None

    @classmethod
    def of(cls, cut: Cut, session: str = "") -> dict[str, Any]:
        """The params of a cut, as the service spells them. ``session`` is the id of the job that made it."""
        board = cut.storyboard
        width, height = board.size
        music = board.background_music
        audio: dict[str, Any] = {"video_volume": 1}
        if music and music.enabled and music.music_url:
            audio |= {"audio_library": "track", "src": music.music_url, "track_volume": music.volume}
        if cut.voice_url:
            audio["tts"] = cut.voice_url
        return {
            "audio": audio,
            "output": {
                "name": f"{board.video_name}.mp4",
                "title": board.video_name,
                "description": board.video_description or "",
                "format": "mp4",
                "width": width,
                "height": height,
                "storyboard": board_of(board),
                **({"logo": board.logo.to_wire()} if board.logo else {}),
            },
            "scenes": [
                _scene_params(number, scene, timing, cut, session)
                for number, (scene, timing) in enumerate(zip(board.scenes, cut.timings, strict=True), 1)
            ],
            "next_generation_video": True,
            "containsTextToImage": True,
        }

    def cut(self) -> Cut:
        """What is to be filmed. Raises ``BadStoryboard`` for scenes that no video can show."""
        problems: list[Problem] = []
        scenes: list[Scene] = []
        timings: list[Timing] = []
        starts = accumulate((scene.seconds for scene in self.scenes), initial=0.0)
        for number, (params, start) in enumerate(zip(self.scenes, starts, strict=False)):
            try:
                for scene, timing in _pieces(params, number, start):
                    scenes.append(scene)
                    timings.append(timing)
            except BadStoryboard as error:
                problems += [
                    Problem(f"scenes[{number}]: {found.path}", found.reason, found.mend) for found in error.problems
                ]
        if problems:
            raise BadStoryboard(problems)
        return Cut(self._board(scenes), tuple(timings), self.audio.tts or "")

    def _board(self, scenes: Sequence[Scene]) -> Storyboard:
        told = board_from(self.output.storyboard, spoken=bool(self.audio.tts))
        if self.output.logo:
            told["logo"] = self.output.logo
        name = self.output.title or (self.output.name or "").removesuffix(".mp4")
        told["videoName"] = nameable(name) if name else told.get("videoName") or "video"
        told |= {"videoWidth": self.output.width, "videoHeight": self.output.height}
        if self.audio.src:
            volume = 0.1 if self.audio.track_volume is None else self.audio.track_volume  # X17
            told["backgroundMusic"] = {"enabled": True, "musicUrl": self.audio.src, "volume": volume}
        told["scenes"] = [scene.to_wire() for scene in scenes]
        return Storyboard.from_wire(told, drop_unknown=True)


def _scene_params(number: int, scene: Scene, timing: Timing, cut: Cut, session: str) -> dict[str, Any]:
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
        "color": _told_color(timing.ground or plain or "#ffffff"),
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
        "sub_scenes": [_sub_scene(number, scene, timing)],
        "music": music.enabled if music else True,
        "tts": bool(cut.voice_url) and (voice.enabled if voice else True),
        "subtitle": not scene.hide_subtitles,
        "subtitles": [{"text": _plain(timing.words), "time": round(timing.duration, 3)}] if timing.words else [],
        "scene": kept,
    }


def _sub_scene(number: int, scene: Scene, timing: Timing) -> dict[str, Any]:
    style = scene.subtitle_style
    position = style.position if style and style.position else "bottom-center"
    effect = {"text_animation": [], "text_bg_animation": []}
    return {
        "time": round(timing.duration, 3),
        "location": {**_PLACES[position], "preset": position},
        "displayItems": [],
        "text_lines": [{"text": marked(timing.words), **effect}] if timing.words else [],
        "subtitle": "",
        "showSceneNumber": f"Scene {number}",
        "font": _font(style),
        "words": [{"word": word.text, "start_time": word.start, "end_time": word.end} for word in timing.words],
    }


def _plain(words: Sequence[TimedWord]) -> str:
    return " ".join(word.text for word in words)


_ACROSS, _DOWN = {"left": 0.1, "center": 0.5, "right": 0.9}, {"top": 0.1, "center": 0.5, "bottom": 0.8}
_PLACES = {
    f"{down}-{across}": {"start_x": x, "start_y": y} for down, y in _DOWN.items() for across, x in _ACROSS.items()
}
_FONT = {"name": "font_family", "size": "font_size", "color": "color", "backcolor": "background_color",
         "keycolor": "keyword_color"}  # fmt: skip


def _font(style: FontStyle | None) -> dict[str, Any]:
    """Only what the style says: the rest is the service's own, which nobody here knows."""
    told: dict[str, Any] = {"line_spacing": 1.2, "case": None, "decoration": [], "fullWidth": False}
    for member, field in _FONT.items():
        if style and (value := getattr(style, field)) is not None:
            told[member] = _told_color(value) if field.endswith("color") else value
    if style and style.font_family:
        told["name"] = f"{style.font_family}.ttf"
    if style:
        told["style"] = style.to_wire()
    return told


def _pieces(params: SceneParams, number: int, start: float) -> Iterator[tuple[Scene, Timing]]:
    """The scene, or one for each of its visuals where it has several one after another."""
    runs = _runs(params.background.src)
    lengths = [sum(_length(source) for source in run) for run in runs]
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
        told = _scene_of(params, run, moved, chosen=bool(match))
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
                _read_color(params.background.color) if run and run[0].mode == "fit" else None,
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


def _length(source: SourceParams) -> float:
    return max(0.0, source.end - (source.start or 0.0)) if source.end is not None else 0.0


def _scene_of(
    params: SceneParams, run: Sequence[SourceParams], words: Sequence[TimedWord], *, chosen: bool
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
    if style := _style(params.sub_scenes[0] if params.sub_scenes else None):
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
        return {"color": source.get("color") or _read_color(params.background.color) or "#000000"}
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


def _style(sub: SubSceneParams | None) -> dict[str, Any]:
    """The style that the font and the place tell."""
    if sub is None or sub.font is None:
        return {}
    font = sub.font
    told: dict[str, Any] = dict(font.style or {})
    if font.name:
        told["fontFamily"] = re.sub(r"\.(ttf|otf|woff2?)$", "", font.name, flags=re.IGNORECASE)
    if font.size:
        told["fontSize"] = max(1, round(font.size))
    for member, name in (("color", "color"), ("backcolor", "backgroundColor"), ("keycolor", "keywordColor")):
        written = getattr(font, member)
        color = _read_color(written)
        if color and not (_read_color(told.get(name)) and _told_color(told[name]) == written):
            told[name] = color
    preset = (sub.location or {}).get("preset")
    if preset in _PLACES and (preset != "bottom-center" or "position" in told):
        told["position"] = preset
    return told


def _element(item: Mapping[str, Any]) -> dict[str, Any] | None:
    """A picture that is laid over the scene."""
    if item.get("type") != "visual" or not isinstance(item.get("src"), str):
        return None
    location = item.get("location") if isinstance(item.get("location"), Mapping) else {}
    kind = item.get("visualType") if item.get("visualType") in ("image", "video") else "image"
    told = {"type": kind, "visualUrl": item["src"]}
    if location.get("preset") in _PLACES:
        told["position"] = location["preset"]
    width = re.match(r"\s*(\d{1,3})(?:\.\d+)?\s*%", str(location.get("width") or ""))
    if width and int(width[1]) <= 100:
        told["width"] = f"{max(1, int(width[1]))}%"
    return told


_RGBA = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,\s*([\d.]+)\s*)?\)")


def _read_color(told: Any) -> str | None:
    """A colour of the era, whose alpha goes from 0 to 255 (§0.5), in today's spelling; None where it is none."""
    if not isinstance(told, str):
        return None
    if re.fullmatch(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})", told.strip()):
        return told.strip()
    found = _RGBA.fullmatch(told.strip())
    if not found:
        return None
    red, green, blue = (min(255, int(part)) for part in found.groups()[:3])
    alpha = min(255.0, float(found[4])) / 255 if found[4] else 1.0
    return f"rgba({red},{green},{blue},{round(alpha, 3):g})"


def _told_color(color: str) -> str:
    """Today's colour as the era spells it."""
    if color.startswith("rgb"):
        red, green, blue, *alpha = color[color.index("(") + 1 : -1].split(",")
        parts = [int(red), int(green), int(blue), round(255 * float(alpha[0])) if alpha else 255]
    else:
        digits = color[1:] if len(color) > 4 else "".join(2 * sign for sign in color[1:])
        parts = [int(digits[at : at + 2], 16) for at in range(0, len(digits), 2)]
        parts = [*parts, 255][:4]
    return f"rgba({','.join(map(str, parts))})"
