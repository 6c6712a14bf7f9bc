"""How a storyboard is filmed: what the director is told to do for it, and how it is counted."""

from __future__ import annotations

from pathlib import Path

from pictory_nb.sandbox.director import Made, Maker, Report
from pictory_nb.sandbox.dressing import dressed
from pictory_nb.sandbox.premises import Premises
from pictory_nb.sandbox.production import Production
from pictory_nb.storyboard import Storyboard

__all__ = ["film_of"]


def film_of(storyboard: Storyboard, premises: Premises, *, files_allowed: bool) -> Maker:
    """Makes the film of a storyboard. Its minutes are counted when it is there."""
    media = premises.media(files_allowed=files_allowed)

    def make(folder: Path, report: Report) -> Made:
        report(0, "Reading the storyboard")
        clothed = dressed(storyboard, premises.brands)
        made = Production(clothed, media, folder, report, premises.ensemble.cast).make()
        minutes = made.facts["videoDuration"] / 60
        premises.meter.count("videoMinutes", minutes, source="render", description=storyboard.video_name)
        return made

    return make
