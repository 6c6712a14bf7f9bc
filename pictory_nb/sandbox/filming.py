"""How a storyboard, or a cut of one, is filmed: what the director is told to do for it, and how it is counted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pictory_nb.render_params import Cut, Timing
from pictory_nb.sandbox.director import Made, Maker, Report
from pictory_nb.sandbox.dressing import dressed
from pictory_nb.sandbox.fitting import fitted
from pictory_nb.sandbox.media import Media
from pictory_nb.sandbox.narration import Narrated, Reading
from pictory_nb.sandbox.premises import Premises
from pictory_nb.sandbox.production import Production
from pictory_nb.sandbox.stock import without_stock
from pictory_nb.sandbox.takes import Take, Written
from pictory_nb.storyboard import Scene, Storyboard

if TYPE_CHECKING:
    import numpy as np

    from pictory_nb.renderer.film import Speech

__all__ = ["film_of", "film_of_cut"]


def film_of(storyboard: Storyboard, premises: Premises, *, files_allowed: bool) -> Maker:
    """Makes the film of a storyboard. Its minutes are counted when it is there."""
    media = premises.media(files_allowed=files_allowed)

    def make(folder: Path, report: Report) -> Made:
        report(0, "Reading the storyboard")
        clothed = dressed(storyboard, premises.brands)
        made = Production(clothed, media, folder, report, premises.ensemble.cast).make()
        return _counted(made, premises, storyboard.video_name)

    return make


def film_of_cut(cut: Cut, premises: Premises, *, files_allowed: bool) -> Maker:
    """Makes the film of a cut: at its times, with the narration that it names. Counted likewise."""
    media = premises.media(files_allowed=files_allowed)

    def make(folder: Path, report: Report) -> Made:
        report(0, "Reading the render params")
        ours, notes = without_stock(cut)
        ours = fitted(ours, media, folder)
        readings = _readings(ours, media)
        made = Production(ours.storyboard, media, folder, report, premises.ensemble.cast, readings=readings).make()
        made.facts["sandboxNotes"][:0] = notes
        if thanks := premises.thanks_of(cut.voice_url):
            made.facts["sandboxCredits"] = "\n".join(
                dict.fromkeys([*thanks.splitlines(), *made.facts["sandboxCredits"].splitlines()])
            )
        return _counted(made, premises, ours.storyboard.video_name)

    return make


def _counted(made: Made, premises: Premises, name: str) -> Made:
    premises.meter.count("videoMinutes", made.facts["videoDuration"] / 60, source="render", description=name)
    return made


def _readings(cut: Cut, media: Media) -> Sequence[Reading]:
    """What is said in each scene, cut out of the narration; nothing where the voice has to be read anew."""
    voice_over = cut.storyboard.voice_over
    if voice_over and voice_over.enabled and not cut.voice_url:
        return ()
    track, rate = _track(cut, media)
    return [
        Reading(_take(number, scene, timing), known=_narrated(scene, timing, track, rate))
        for number, (scene, timing) in enumerate(zip(cut.storyboard.scenes, cut.timings, strict=True), 1)
    ]


def _track(cut: Cut, media: Media) -> tuple[np.ndarray | None, int]:
    if not cut.voice_url:
        return None, 0
    from pictory_nb.renderer.encoder import SOUND_RATE
    from pictory_nb.renderer.soundtrack import decoded

    return decoded(media.file(cut.voice_url, "the narration")).mean(axis=1), SOUND_RATE


def _take(number: int, scene: Scene, timing: Timing) -> Take:
    words = tuple(Written(word.text, word.keyword) for word in timing.words)
    return Take(number, scene, words, match=timing.match.words if timing.match else "")


def _narrated(scene: Scene, timing: Timing, track: np.ndarray | None, rate: int) -> Narrated:
    from pictory_nb.renderer.film import SpokenWord

    words = tuple(SpokenWord(word.text, word.start, word.end, word.keyword) for word in timing.words)
    return Narrated(words, timing.duration, _speech(scene, timing, track, rate))


def _speech(scene: Scene, timing: Timing, track: np.ndarray | None, rate: int) -> Speech | None:
    from pictory_nb.renderer.film import Speech

    silent = scene.voice_over and not scene.voice_over.enabled
    if track is None or silent:
        return None
    said = track[round(timing.start * rate) : round((timing.start + timing.duration) * rate)]
    return Speech(said, rate) if said.any() else None
