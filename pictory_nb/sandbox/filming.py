"""How a storyboard, or a cut of one, is filmed: what the director is told to do for it, and how it is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pictory_nb.render_params import Cut, Timing
from pictory_nb.sandbox.director import Made, Maker, Report
from pictory_nb.sandbox.media import Media
from pictory_nb.sandbox.narration import Narrated, Reading
from pictory_nb.sandbox.premises import Premises
from pictory_nb.sandbox.studio import Work, studio
from pictory_nb.sandbox.takes import Take, Written
from pictory_nb.storyboard import Scene, Storyboard

if TYPE_CHECKING:
    import numpy as np

    from pictory_nb.renderer.film import Speech
    from pictory_nb.sandbox.workers import Crew

__all__ = ["film_of", "film_of_cut", "in_studio"]


def film_of(storyboard: Storyboard, premises: Premises, *, files_allowed: bool, notes: Sequence[str] = ()) -> Maker:
    """Makes the film of a storyboard. Its minutes are counted when it is there.

    ``notes`` are what is known already of how it differs from what was asked.
    """
    make = in_studio(_Film(storyboard, premises, files_allowed, notes), premises)
    return _counted(make, premises, storyboard.video_name)


def film_of_cut(cut: Cut, premises: Premises, *, files_allowed: bool) -> Maker:
    """Makes the film of a cut: at its times, with the narration that it names. Counted likewise."""
    make = in_studio(_FilmOfCut(cut, premises, files_allowed), premises)
    return _counted(make, premises, cut.storyboard.video_name)


def in_studio(work: Work, premises: Premises) -> Maker:
    """Has ``work`` done in the studio, until its job is to stop."""

    def make(folder: Path, report: Report) -> Made:
        return studio().make(work, folder, report, stopped=lambda: premises.jobs.is_to_stop(folder.name))

    return make


def _counted(make: Maker, premises: Premises, name: str) -> Maker:
    def counted(folder: Path, report: Report) -> Made:
        made = make(folder, report)
        premises.meter.count("videoMinutes", made.facts["videoDuration"] / 60, source="render", description=name)
        if credits := made.facts["aiCreditsUsed"]:
            premises.meter.count("aiCredits", credits, source="render", description=name)
        return made

    return counted


@dataclass(frozen=True)
class _Film:
    """What is done in the studio for a storyboard."""

    storyboard: Storyboard
    premises: Premises
    files_allowed: bool
    notes: Sequence[str]

    def __call__(self, folder: Path, report: Report, crew: Crew) -> Made:
        from pictory_nb.sandbox.dressing import dressed
        from pictory_nb.sandbox.production import Production

        media = self.premises.media(files_allowed=self.files_allowed)
        storyboard = dressed(self.storyboard, self.premises.brands)
        made = Production(storyboard, media, folder, report, self.premises.ensemble.cast, crew).make()
        made.facts["sandboxNotes"][:0] = self.notes
        return made


@dataclass(frozen=True)
class _FilmOfCut:
    """What is done in the studio for a cut."""

    cut: Cut
    premises: Premises
    files_allowed: bool

    def __call__(self, folder: Path, report: Report, crew: Crew) -> Made:
        from pictory_nb.sandbox.fitting import fitted
        from pictory_nb.sandbox.production import Production
        from pictory_nb.sandbox.stock import without_stock

        media, cast = self.premises.media(files_allowed=self.files_allowed), self.premises.ensemble.cast
        ours, notes = without_stock(self.cut)
        ours = fitted(ours, media, folder)
        readings = _readings(ours, media)
        made = Production(ours.storyboard, media, folder, report, cast, crew, readings=readings).make()
        made.facts["sandboxNotes"][:0] = notes
        if thanks := self.premises.thanks_of(self.cut.voice_url):
            made.facts["sandboxCredits"] = "\n".join(
                dict.fromkeys([*thanks.splitlines(), *made.facts["sandboxCredits"].splitlines()])
            )
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
    from pictory_nb.renderer.sound_file import decoded

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
