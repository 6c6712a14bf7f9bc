"""The production of one film: its takes are spoken and drawn side by side, and joined at the end.

Every sentence is a task, and so is every stretch of frames. A scene is drawn as soon as it is spoken, while later ones
are still being read: the voice takes longest, so nothing waits for it that need not.
"""

from __future__ import annotations

import math
import shutil
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pictory_nb.chapters import title_of
from pictory_nb.choices import avatar_credits
from pictory_nb.errors import RenderError
from pictory_nb.sandbox import narration, papers
from pictory_nb.sandbox.art import ArtDepartment
from pictory_nb.sandbox.casting import Cast, Casting
from pictory_nb.sandbox.director import Made, Report
from pictory_nb.sandbox.external import with_external_voices
from pictory_nb.sandbox.library.music import Track
from pictory_nb.sandbox.media import Media
from pictory_nb.sandbox.paintings import with_paintings
from pictory_nb.sandbox.premises import SOUND_ALONE
from pictory_nb.sandbox.room import check_room
from pictory_nb.sandbox.shooting import portray, seconds_to_draw, seconds_to_speak, shoot
from pictory_nb.sandbox.sources import gather
from pictory_nb.sandbox.takes import Take, takes_of
from pictory_nb.sandbox.tally import Tally
from pictory_nb.sandbox.unsupported import left_out
from pictory_nb.sandbox.workers import Crew, WorkerDied
from pictory_nb.storyboard import Storyboard

if TYPE_CHECKING:
    from pictory_nb.renderer.film import Film

__all__ = ["Production"]


FPS = 30
"""Frames of a film in a second. A preview has fewer, and is as long for all that."""
PREVIEW_FPS = 15


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
    crew: Crew
    readings: Sequence[narration.Reading] = ()
    fps: int = FPS
    film: Film | None = None
    narrated: list[tuple[Take, narration.Narrated]] = field(default_factory=list)
    track: Track | None = None
    _drawn: dict[Future[Any], str] = field(default_factory=dict)
    """The stretches of the film in their order, and what errors call them."""
    _poster: Future[Path] | None = None
    _checked: Future[None] | None = None
    _credits: float = 0

    @cached_property
    def _tally(self) -> Tally:
        return Tally(self.report)

    def make(self) -> Made:
        try:
            return self._made()
        except WorkerDied:
            name = next((name for task, name in self._drawn.items() if _killed(task)), "the film")
            raise RenderError(
                f"{name}: the process that drew it was ended from outside, or crashed, twice",
                mend="save its picture or video anew; if that does not help, there may be too little memory",
            ) from None

    def _made(self) -> Made:
        from pictory_nb.renderer import assemble, encode_soundtrack

        check_room(self.folder, self.storyboard)
        casting, notes = Casting(self.storyboard, self.cast), []
        readings = self.readings or self._readings(casting, notes)
        art = ArtDepartment(self.storyboard, self.media, [reading.take for reading in readings])
        art.check(self.crew)
        film = self.film = self._filmed(readings, art)
        self.track = art.track
        sound = self.crew.first(encode_soundtrack, film)
        self._tally.expect("sound", 0.01 * film.duration, [sound])
        self._tally.expect("joining", 0.01 * film.duration)
        self._tally.tell(f"Drawing {film.duration:.0f} s of film")
        try:
            self._tally.wait_for([self._checked, *self._drawn, sound, self._poster])
        except RenderError:
            self._checked.result()  # it says best what is wrong with a file
            raise
        self._tally.tell("Joining picture and sound")
        thanks = "\n".join(casting.credits + art.credits)
        header = {
            "title": self.storyboard.video_name,
            "comment": "Rendered by the pictory_nb sandbox, not by Pictory",
            "copyright": thanks,
        }
        assemble([reel.result() for reel in self._drawn], sound.result(), self.folder / "film.mp4", header)
        shutil.rmtree(self.folder / "reels", ignore_errors=True)
        notes += [*casting.notes, *art.notes, *left_out(self.storyboard)]
        return self._delivered(film, notes, thanks)

    def _readings(self, casting: Casting, notes: list[str]) -> Sequence[narration.Reading]:
        """All takes, their sources read and their sentences being read, and what is to be expected of each.

        What is to be said about the sources goes to ``notes``.
        """
        told = gather(self.storyboard, self.media)
        takes, said = with_external_voices(self.storyboard, takes_of(self.storyboard, told.parts), self.media)
        paintings = with_paintings(takes, self.storyboard.size, self.media)
        takes, self._credits = paintings.takes, paintings.credits
        notes += [*told.notes, *said, *paintings.notes]
        readings = [narration.begin(take, casting.voice(take), self.crew) for take in takes]
        for index, reading in enumerate(readings):
            unread = sum(not sentence.done() for sentence in reading.sentences)
            words = len(reading.take.words) * unread / max(len(reading.sentences), 1)
            self._tally.expect(f"voice {index}", seconds_to_speak(words), reading.sentences)
            frames = self.fps * (
                reading.take.scene.minimum_duration or len(reading.take.words) / narration.WORDS_A_SECOND
            )
            self._tally.expect(f"picture {index}", seconds_to_draw(frames, self.storyboard.size))
        return readings

    def _filmed(self, readings: Sequence[narration.Reading], art: ArtDepartment) -> Film:
        """The whole film as it is planned; each shot goes to be drawn as soon as it is spoken."""
        from pictory_nb.renderer import check_film, cover, cut

        film = replace(art.film([]), fps=self.fps)
        reels = self.folder / "reels"
        reels.mkdir()
        for index, reading in enumerate(readings):
            self._tally.tell(f"Reading {reading.take.name} of {len(self.storyboard.scenes)}")
            self._tally.wait_for(reading.sentences)
            self.narrated.append((reading.take, self._in_whole_frames(reading)))
            shot = art.shot(index, *self.narrated[-1])
            film = replace(film, shots=(*film.shots, shot))
            if index == 0:
                self._checked = self.crew.first(check_film, film)
            drawn = {
                self.crew.submit(shoot, chunk, reels / f"{index}-{number}.reel"): chunk.name
                for number, chunk in enumerate(cut(film, index))
            }
            if index == 0:
                self._poster = self.crew.submit(portray, cover(film), self.folder / "poster.jpg")
            frames = film.borders[index + 1] - film.borders[index]
            self._tally.expect(f"picture {index}", seconds_to_draw(frames, film.size), drawn)
            self._drawn |= drawn
        return film

    def _in_whole_frames(self, reading: narration.Reading) -> narration.Narrated:
        """What is said, and quiet until its scene ends with a frame: so the next looks the same wherever it begins.

        Where a voice tells how long it is, that is a frame of the preview, too: else the scenes behind it would begin
        between two of them. A recording that goes on from scene to scene is left as it is.
        """
        narrated = reading.finished()
        if reading.known or reading.take.recorded:
            return narrated
        pause = reading.take.scene.end_pause_duration or 0.0
        fps = PREVIEW_FPS if narrated.speech else FPS
        whole = math.ceil((narrated.duration + pause) * fps - 1e-6) / fps
        return replace(narrated, duration=whole - pause)

    def _delivered(self, film: Film, notes: Sequence[str], thanks: str) -> Made:
        cues, numbers = papers.cues_of(film), [take.number for take, _ in self.narrated]
        files = {"videoURL": "film.mp4", "thumbnail": "poster.jpg", **papers.write(cues, self.folder, thanks)}
        files |= {name: "film.mp4" for name in ("videoUrl", "videoShareURL", "shareVideoURL", "preview")}
        files["audioURL"] = SOUND_ALONE
        facts = {
            "progress": 100,
            "videoDuration": round(film.duration, 3),
            "aiCreditsUsed": self._credits + (avatar_credits(film.duration) if self.storyboard.avatar else 0),
            "sandboxNotes": list(dict.fromkeys(notes)),
            "sandboxCredits": thanks,
            "sandboxScenes": papers.scenes_of(film, numbers, [title_of(scene) for scene in self.storyboard.scenes]),
        }
        return Made(facts, files)


def _killed(task: Future[Any]) -> bool:
    return task.done() and not task.cancelled() and isinstance(task.exception(), WorkerDied)
