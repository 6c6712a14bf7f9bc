"""What of a cut the sandbox cannot have: assets of the vendor's stock library, which old params and templates name.

They are replaced by what the sandbox itself would have chosen for the scene, and the job says so. A file of the user's
own is never replaced: where it cannot be reached the job fails, and names it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from pictory_nb.render_params import Cut, Match, Timing
from pictory_nb.storyboard import Background, Scene, Storyboard, VoiceOver

__all__ = ["is_vendors", "without_stock", "without_stock_in"]

_HOSTS = ("pictory.ai", "pictorycontent.com", "storyblocks.com", "videoblocks.com", "gettyimages.com")


def is_vendors(url: str | None) -> bool:
    """Whether the address is one of the vendor, or of a stock library that it resells."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return False
    return any(host == known or host.endswith(f".{known}") for known in _HOSTS)


def without_stock(cut: Cut) -> tuple[Cut, list[str]]:
    """The cut with a match of our own for each stock asset, and a sentence for each."""
    notes: list[str] = []
    timings = []
    scenes = []
    for number, (scene, timing) in enumerate(zip(cut.storyboard.scenes, cut.timings, strict=True), 1):
        background = scene.background
        if background and background.visual_url and (timing.stock or is_vendors(background.visual_url)):
            notes.append(_visual_note(number))
            scene, timing = _matched(scene, timing)
        scene, dropped = _without_layers(scene, number)
        notes += dropped
        scenes.append(scene)
        timings.append(timing)
    changes: dict[str, Any] = {"scenes": scenes, **_board_changes(cut.storyboard, notes)}
    voice_url = cut.voice_url
    if is_vendors(voice_url):
        notes.append("The recorded narration is the vendor's and is not here: a voice of the sandbox reads the text.")
        changes["voice_over"] = VoiceOver(enabled=True)
        voice_url = ""
    return Cut(cut.storyboard.replace(**changes), tuple(timings), voice_url), notes


def without_stock_in(storyboard: Storyboard) -> tuple[Storyboard, list[str]]:
    """The storyboard of a template or a project, likewise."""
    notes: list[str] = []
    scenes = []
    for number, scene in enumerate(storyboard.scenes, 1):
        if scene.background and is_vendors(scene.background.visual_url):
            notes.append(_visual_note(number))
            scene = scene.replace(background=None if scene.story else Background(color=_DARK))
        scene, dropped = _without_layers(scene, number)
        notes += dropped
        scenes.append(scene)
    return storyboard.replace(scenes=scenes, **_board_changes(storyboard, notes)), notes


_DARK = "#14141c"


def _visual_note(number: int) -> str:
    return f"Scene {number}: its picture is of the vendor's stock library and is not here: the sandbox chose another."


def _matched(scene: Scene, timing: Timing) -> tuple[Scene, Timing]:
    words = " ".join(word.text for word in timing.words)
    scene = scene.replace(background=None if words else Background(color=_DARK))
    return scene, replace(timing, match=Match("", words), stock=False)


def _without_layers(scene: Scene, number: int) -> tuple[Scene, list[str]]:
    kept = [element for element in scene.elements if not is_vendors(getattr(element, "visual_url", None))]
    if len(kept) == len(scene.elements):
        return scene, []
    return scene.replace(elements=kept), [f"Scene {number}: what lies over it is the vendor's and is not here."]


def _board_changes(storyboard: Storyboard, notes: list[str]) -> Mapping[str, Any]:
    changes: dict[str, Any] = {}
    music = storyboard.background_music
    if music and is_vendors(music.music_url):
        notes.append("The music is of the vendor's library and is not here: the sandbox chose other music.")
        changes["background_music"] = music.replace(music_url=None, auto_music=True, clips=())
    if storyboard.logo and is_vendors(storyboard.logo.url):
        notes.append("The logo is the vendor's and is not here: there is none.")
        changes["logo"] = None
    return changes
