"""The production of one film: its takes are spoken and drawn side by side, and joined at the end.

Every sentence is a task, and so is every stretch of frames. A scene is drawn as soon as it is spoken, while later ones
are still being read: the voice takes longest, so nothing waits for it that need not.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, as_completed
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pictory_nb.sandbox import narration, papers
from pictory_nb.sandbox.art import ArtDepartment
from pictory_nb.sandbox.casting import Cast, Casting
from pictory_nb.sandbox.director import Made, Report
from pictory_nb.sandbox.library.music import Track
from pictory_nb.sandbox.media import Media
from pictory_nb.sandbox.takes import Take, takes_of
from pictory_nb.sandbox.unsupported import left_out, refuse
from pictory_nb.sandbox.workers import pool
from pictory_nb.storyboard import Storyboard

if TYPE_CHECKING:
    from pictory_nb.renderer.film import Film

__all__ = ["Production"]


@dataclass
class Production:
    """Makes the film of ``storyboard`` in ``folder``. Raises ``RenderError``, which names the scene.

    ``readings`` are its scenes where it is known already what is said in them. What was filmed, and with which words,
    stands in ``film``, ``narrated`` and ``track`` afterwards.
    """

    storyboard: Storyboard
    media: Media
    folder: Path
    report: Report
    cast: Cast
    readings: Sequence[narration.Reading] = ()
    fps: int = 30
    film: Film | None = None
    narrated: list[tuple[Take, narration.Narrated]] = field(default_factory=list)
    track: Track | None = None
    _drawn: list[Future[Any]] = field(default_factory=list)
    _poster: Future[Path] | None = None

    def make(self) -> Made:
        from pictory_nb.renderer import assemble, encode_soundtrack

        refuse(self.storyboard)
        pool().submit(int)  # the workers start, and import what they need, while the film is planned
        casting = Casting(self.storyboard, self.cast)
        readings = self.readings or self._readings(casting)
        art = ArtDepartment(self.storyboard, self.media, [reading.take for reading in readings])
        art.check()
        try:
            film = self.film = self._filmed(readings, art)
            self.track = art.track
            sound = pool().submit(encode_soundtrack, film)
            self._watch(film)
            self.report(0.97, "Joining picture and sound")
            thanks = "\n".join(casting.credits + art.credits)
            header = {
                "title": self.storyboard.video_name,
                "comment": "Rendered by the pictory_nb sandbox, not by Pictory",
                "copyright": thanks,
            }
            assemble([chunk.result() for chunk in self._drawn], sound.result(), self.folder / "film.mp4", header)
            self._poster.result()
        finally:
            for task in self._drawn:
                task.cancel()
        return self._delivered(film, [*casting.notes, *art.notes, *left_out(self.storyboard)], thanks)

    def _readings(self, casting: Casting) -> Sequence[narration.Reading]:
        return [narration.begin(take, casting.voice(take), pool()) for take in takes_of(self.storyboard)]

    def _filmed(self, readings: Sequence[narration.Reading], art: ArtDepartment) -> Film:
        """The whole film as it is planned; each shot goes to be drawn as soon as it is spoken."""
        from pictory_nb.renderer import check_film, cut, encode_chunk, write_thumbnail

        film = replace(art.film([]), fps=self.fps)
        for index, reading in enumerate(readings):
            self.report(0.5 * index / len(readings), f"Reading {reading.take.name} of {len(self.storyboard.scenes)}")
            self.narrated.append((reading.take, reading.finished()))
            shot = art.shot(index, *self.narrated[-1])
            film = replace(film, shots=(*film.shots, shot))
            if index == 0:
                check_film(film)
                self._poster = pool().submit(write_thumbnail, film, self.folder / "poster.jpg")
            self._drawn += [pool().submit(encode_chunk, chunk) for chunk in cut(film, index)]
        return film

    def _watch(self, film: Film) -> None:
        before = sum(task.done() for task in self._drawn)
        for count, task in enumerate(as_completed(self._drawn), 1):
            task.result()
            if count > before:
                self.report(0.5 + 0.45 * count / len(self._drawn), f"Drawing {film.duration:.0f} s of film")

    def _delivered(self, film: Film, notes: Sequence[str], thanks: str) -> Made:
        cues = papers.cues_of(film)
        files = {"videoURL": "film.mp4", "thumbnail": "poster.jpg", **papers.write(cues, self.folder)}
        files |= {name: "film.mp4" for name in ("videoUrl", "videoShareURL", "shareVideoURL")}
        facts = {
            "progress": 100,
            "videoDuration": round(film.duration, 3),
            "aiCreditsUsed": 0,
            "sandboxNotes": list(dict.fromkeys(notes)),
            "sandboxCredits": thanks,
        }
        return Made(facts, files)
