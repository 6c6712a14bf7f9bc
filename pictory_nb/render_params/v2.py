"""Render params of today: a flat timeline of elements (contract §2.11, §3.15), from a cut and back to one.

``id`` and ``elementType`` say what an element is; what may be edited stands in the element itself. ``scene`` and
``storyboard`` are what the params were made of: an edited member goes before what they say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ConfigDict, Field

from pictory_nb.choices import STOCK_LIBRARIES
from pictory_nb.errors import BadStoryboard, Problem
from pictory_nb.render_params.cut import (
    Cut,
    Fit,
    Match,
    TimedWord,
    Timing,
    board_from,
    board_of,
    marked,
    spread,
    uncaptioned,
    words_of,
)
from pictory_nb.storyboard import Clip, FontStyle, Scene, Storyboard
from pictory_nb.storyboard.values import Color, Flag, NonEmpty, Number, Seconds, Whole
from pictory_nb.storyboard_v1 import nameable
from pictory_nb.word import Broken, Word

__all__ = ["ElementChange", "ElementParams", "RenderParams"]

VOICE, MUSIC, LOGO = "voiceOver", "bgMusic", "logo"
BACKGROUND, TEXT = "backgroundElement_", "SceneText_"


class WordParams(Word):
    """One word of a scene's text; seconds count from the scene's start."""

    word: str
    start_time: Seconds = Field(alias="start_time")
    end_time: Seconds = Field(alias="end_time")


class MatchParams(Word):
    """How a visual was found, and the address that shows it."""

    url: str
    words: str = ""


class ElementParams(Word):
    """One thing that is seen or heard, from ``start_time`` on, for ``duration`` seconds.

    An overlay has the members of a storyboard's element besides.
    """

    model_config = ConfigDict(extra="allow")

    id: NonEmpty
    element_type: NonEmpty
    type: NonEmpty
    start_time: Seconds
    duration: Seconds
    url: str | None = None
    visual_url: str | None = None
    visual_type: str | None = None
    loop: Flag | None = None
    mute: Flag | None = None
    object_mode: Fit | None = None
    background_color: Color | None = None
    volume: Number | None = None
    fade: Any = None
    clips: tuple[Clip, ...] = ()
    text: str | None = None
    keyword_color: Color | None = None
    style: FontStyle | None = None
    hidden: Flag = False
    words: tuple[WordParams, ...] = ()
    match: MatchParams | None = None
    library: str | None = None
    scene: dict[str, Any] | None = None

    @property
    def is_background(self) -> bool:
        return self.element_type == "backgroundElement"

    @property
    def is_text(self) -> bool:
        return self.id.startswith(TEXT)

    @property
    def is_layer(self) -> bool:
        return not (self.is_background or self.is_text or self.element_type == "audioElement" or self.id == LOGO)


class ElementChange(ElementParams):
    """An element as it is to be from now on: five members say which one it is, the others what is new of it (§2.11)."""


class OutputParams(Word):
    """The file that is to be made."""

    name: str | None = None
    title: str | None = None
    format: str | None = None
    width: Whole | None = None
    height: Whole | None = None
    storyboard: dict[str, Any] | None = None


class RenderParams(Word):
    """The whole timeline."""

    output: OutputParams
    elements: tuple[ElementParams, ...]
    webhook: str | None = None

    def broken_rules(self) -> Iterator[Broken]:
        if not any(element.is_background for element in self.elements):
            yield ("elements",), "none of them is a backgroundElement → give one for each scene"
        seen: set[str] = set()
        for number, element in enumerate(self.elements):
            if element.id in seen:
                yield ("elements", number, "id"), f"there are two elements {element.id!r} → give each an id of its own"
            seen.add(element.id)

    @classmethod
    def of(cls, cut: Cut) -> RenderParams:
        """The timeline of a cut."""
        board = cut.storyboard
        width, height = board.size
        output = {
            "name": f"{board.video_name}.mp4",
            "title": board.video_name,
            "format": "mp4",
            "width": width,
            "height": height,
            "storyboard": board_of(board),
        }
        return cls.from_wire({"output": output, "elements": list(_elements(cut))})

    def cut(self) -> Cut:
        """What is to be filmed. Raises ``BadStoryboard`` for elements that no video can show."""
        backgrounds = sorted((one for one in self.elements if one.is_background), key=lambda one: one.start_time)
        layers = [one for one in self.elements if one.is_layer]
        texts = [one for one in self.elements if one.is_text]
        problems: list[Problem] = []
        scenes, timings = [], []
        for place, ground in enumerate(backgrounds):
            end = backgrounds[place + 1].start_time if place + 1 < len(backgrounds) else float("inf")
            uid = ground.id.removeprefix(BACKGROUND)
            within = [one for one in layers if ground.start_time <= one.start_time < end]
            text = next((one for one in texts if one.id == f"{TEXT}{uid}"), None)
            text = text or next((one for one in texts if ground.start_time <= one.start_time < end), None)
            duration = ground.duration if end == float("inf") else min(ground.duration, end - ground.start_time)
            words = _words(text, ground.start_time, duration) if text else ()
            match = ground.match if words and ground.match and ground.match.url == _shown(ground) else None
            try:
                scenes.append(_scene(ground, text, within, chosen=match is not None))
            except BadStoryboard as error:
                problems += [Problem(f"{ground.id}: {each.path}", each.reason, each.mend) for each in error.problems]
            timings.append(
                Timing(
                    uid,
                    ground.start_time,
                    duration,
                    words,
                    Match(match.url, match.words) if match else None,
                    ground.object_mode or "cover",
                    ground.background_color if _shown(ground) else None,
                    ground.library in STOCK_LIBRARIES,
                )
            )
        if problems:
            raise BadStoryboard(problems)
        voice = self._sound(VOICE)
        voice_url = (voice.url or "") if voice else ""
        return Cut(self._board(scenes, spoken=bool(voice_url)), tuple(timings), voice_url)

    def _sound(self, id_: str) -> ElementParams | None:
        return next((one for one in self.elements if one.id == id_), None)

    def _board(self, scenes: Sequence[Scene], *, spoken: bool) -> Storyboard:
        music, logo = self._sound(MUSIC), self._sound(LOGO)
        told = board_from(self.output.storyboard, spoken=spoken)
        told["videoName"] = _name(self.output) or told.get("videoName") or "video"
        if self.output.width and self.output.height:
            told |= {"videoWidth": self.output.width, "videoHeight": self.output.height}
        if music and music.url:
            told["backgroundMusic"] = {
                "enabled": True,
                "musicUrl": music.url,
                **({} if music.volume is None else {"volume": music.volume}),
                **({"clips": [clip.to_wire() for clip in music.clips]} if music.clips else {}),
            }
        if logo and (logo.url or logo.visual_url):
            told["logo"] = {**(logo.model_extra or {}), "url": logo.url or logo.visual_url}
        told["scenes"] = [scene.to_wire() for scene in scenes]
        return Storyboard.from_wire(told, drop_unknown=True)


def _elements(cut: Cut) -> Iterator[dict[str, Any]]:
    length = round(cut.duration, 3)
    whole = {"startTime": 0, "duration": length}
    if cut.voice_url:
        yield {"id": VOICE, "elementType": "audioElement", "type": "audio", **whole, "url": cut.voice_url}
    music = cut.storyboard.background_music
    if music and music.enabled and music.music_url:
        told = {"url": music.music_url, "volume": music.volume, "fade": True}
        if music.clips:
            told["clips"] = [clip.to_wire() for clip in music.clips]
        yield {"id": MUSIC, "elementType": "audioElement", "type": "audio", **whole, **told}
    if logo := cut.storyboard.logo:
        yield {"id": LOGO, "elementType": "layerItem", "type": "image", **whole, **logo.to_wire()}
    for scene, timing in zip(cut.storyboard.scenes, cut.timings, strict=True):
        when = {"startTime": round(timing.start, 3), "duration": round(timing.duration, 3)}
        yield {**_ground(scene, timing), **when}
        if timing.words:
            yield {**_text(scene, timing), **when}
        for number, element in enumerate(scene.elements, 1):
            told = element.to_wire()
            if "visualUrl" in told:
                told["url"] = told.pop("visualUrl")
            yield {"id": f"{timing.uid}_{number}", "elementType": "layerItem", **told, **when}


def _ground(scene: Scene, timing: Timing) -> dict[str, Any]:
    background = scene.background
    url = timing.match.url if timing.match else background.visual_url if background else None
    settings = background.settings if background else None
    is_video = bool(background and background.type == "video" and not timing.match)
    told: dict[str, Any] = {
        "id": BACKGROUND + timing.uid,
        "elementType": "backgroundElement",
        "type": "video" if is_video else "image",
        "visualType": "video" if is_video else "image",
        "objectMode": timing.fit,
        "scene": _kept(scene),
    }
    if url:
        told |= {"url": url, "visualUrl": url}
    if is_video:
        told |= {"loop": settings.loop if settings else True, "mute": settings.mute if settings else True}
    color = timing.ground or (background.color if background else None)
    if color:
        told["backgroundColor"] = color
    if timing.match:
        told["match"] = {"url": timing.match.url, "words": timing.match.words}
    return told


def _kept(scene: Scene) -> dict[str, Any]:
    """What a scene says besides its words and what is laid over it."""
    said = ("story", "elements", "subtitleStyle")
    return {name: member for name, member in scene.to_wire().items() if name not in said}


def _text(scene: Scene, timing: Timing) -> dict[str, Any]:
    style = scene.subtitle_style
    told: dict[str, Any] = {
        "id": TEXT + timing.uid,
        "elementType": "SceneText",
        "type": "text",
        "text": marked(timing.words),
        "words": [{"word": word.text, "start_time": word.start, "end_time": word.end} for word in timing.words],
    }
    if style:
        told["style"] = style.to_wire()
        if style.keyword_color:
            told["keywordColor"] = style.keyword_color
    if scene.hide_subtitles:
        told["hidden"] = True
    return told


def _scene(
    ground: ElementParams, text: ElementParams | None, layers: Sequence[ElementParams], *, chosen: bool
) -> Scene:
    """The scene that an element of the background, its text and what is laid over both make.

    ``chosen`` where its visual is still the one that was found by its words.
    """
    told = dict(ground.scene or {})
    told["background"] = _background(ground, told.get("background"), chosen=chosen)
    if told["background"] is None:
        del told["background"]
    if text and (text.text or "").strip():
        told |= {"story": text.text, "highlightKeywords": False}
        if [word for word, _ in words_of(text.text)] != [word.word for word in text.words]:
            told = uncaptioned(told)
        style = text.style.to_wire() if text.style else {}
        if text.keyword_color:
            style["keywordColor"] = text.keyword_color
        if style:
            told["subtitleStyle"] = style
        if text.hidden:
            told["hideSubtitles"] = True
        elif "hideSubtitles" in told:
            del told["hideSubtitles"]
    if layers:
        told["elements"] = [_layer(layer) for layer in layers]
    return Scene.from_wire(told, drop_unknown=True)


def _background(ground: ElementParams, source: Any, *, chosen: bool) -> dict[str, Any] | None:
    """The background that the element tells: as it was made, with what was edited since laid over it."""
    source = dict(source) if isinstance(source, Mapping) else {}
    url = _shown(ground)
    if chosen:
        return source or None
    if not url:
        return {"color": ground.background_color or source.get("color") or "#000000"}
    if url != source.get("visualUrl"):
        source = {name: source[name] for name in ("colorOverlay", "settings") if name in source}
        if source.get("settings"):
            source["settings"] = {k: v for k, v in source["settings"].items() if k in ("zoomAndPan", "loop", "mute")}
    kind = ground.type if ground.type in ("video", "image") else ground.visual_type
    source |= {"visualUrl": url, "type": kind if kind in ("video", "image") else "image"}
    if ground.clips:
        source["clips"] = [clip.to_wire() for clip in ground.clips]
    if source["type"] != "video":
        source.pop("clips", None)
    settings = dict(source.get("settings") or {})
    for name, value in (("loop", ground.loop), ("mute", ground.mute)):
        if value is not None:
            settings[name] = value
    if settings:
        source["settings"] = settings
    return source


def _shown(ground: ElementParams) -> str:
    """The address that is meant: there are two members for it, and the one that was edited goes first."""
    told = ground.scene.get("background") if ground.scene else None
    made_of = ground.match.url if ground.match else told.get("visualUrl") if isinstance(told, Mapping) else None
    urls = [url for url in (ground.url, ground.visual_url) if url]
    return next((url for url in urls if url != made_of), urls[0] if urls else "")


def _layer(layer: ElementParams) -> dict[str, Any]:
    told = {**(layer.model_extra or {}), "type": layer.type}
    if layer.text is not None:
        told["text"] = layer.text
    if layer.style:
        told["style"] = layer.style.to_wire()
    if url := layer.url or layer.visual_url:
        told["visualUrl"] = url
    return told


def _words(text: ElementParams, start: float, duration: float) -> tuple[TimedWord, ...]:
    known = [TimedWord(word.word, word.start_time, word.end_time) for word in text.words]
    begin = max(0.0, text.start_time - start)
    return spread(text.text or "", begin, min(duration, begin + text.duration), known)


def _name(output: OutputParams) -> str:
    return nameable(output.title or (output.name or "").removesuffix(".mp4")) if output.title or output.name else ""
