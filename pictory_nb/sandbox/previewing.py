"""A preview: a storyboard is read and timed, and shown small; what it tells can be edited, and filmed (contract §2.7).

It costs a part of a film: the voice is read once and kept, and a small picture has few points to draw.
"""

from __future__ import annotations

import wave
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pictory_nb.render_params import Cut, Match, TimedWord, Timing
from pictory_nb.render_params.cut import marked
from pictory_nb.render_params.v1 import RenderParamsV1
from pictory_nb.render_params.v2 import RenderParams
from pictory_nb.sandbox.contact_sheet import write_page, write_sheet
from pictory_nb.sandbox.director import Made, Maker, Report
from pictory_nb.sandbox.dressing import dressed
from pictory_nb.sandbox.filming import in_studio
from pictory_nb.sandbox.library.music import Track
from pictory_nb.sandbox.premises import TRACKS, Premises
from pictory_nb.sandbox.store import HERE
from pictory_nb.sandbox.takes import Take
from pictory_nb.storyboard import Scene, Storyboard
from pictory_nb.wire.jobs import PREVIEW_V1, preview_result

if TYPE_CHECKING:
    from pictory_nb.renderer.film import Film
    from pictory_nb.sandbox.production import Production
    from pictory_nb.sandbox.workers import Crew

__all__ = ["preview_of"]

SHORT_SIDE = 270
VOICE = "voice.wav"


def preview_of(
    storyboard: Storyboard, premises: Premises, *, files_allowed: bool, kind: str, notes: Sequence[str] = ()
) -> Maker:
    """Makes the preview of a storyboard, told in the words of its era: ``kind`` is a kind of job.

    ``notes`` are what is known already of how it differs from what was asked.
    """
    return in_studio(_Preview(storyboard, premises, files_allowed, kind, notes), premises)


@dataclass(frozen=True)
class _Preview:
    """What is done in the studio for a preview."""

    storyboard: Storyboard
    premises: Premises
    files_allowed: bool
    kind: str
    notes: Sequence[str]

    def __call__(self, folder: Path, report: Report, crew: Crew) -> Made:
        from pictory_nb.sandbox.production import PREVIEW_FPS, Production

        media, kind = self.premises.media(files_allowed=self.files_allowed), self.kind
        clothed = dressed(self.storyboard, self.premises.brands)
        cast = self.premises.ensemble.cast
        production = Production(_small(clothed), media, folder, report, cast, crew, fps=PREVIEW_FPS)
        made = production.make()
        made.facts["sandboxNotes"][:0] = self.notes
        spoken = _write_voice(production.film, folder / VOICE)
        grounds = write_sheet(production.film, folder, crew)
        cut = _cut(clothed, production, folder.name, spoken=spoken)
        session = folder.name
        params = RenderParamsV1.of(cut, session) if kind == PREVIEW_V1 else RenderParams.of(cut).to_wire()
        write_page(cut, made.facts["sandboxNotes"], folder)
        files = {"sandboxFilm": "film.mp4", "sandboxSheet": "sheet.jpg", "thumbnail": "poster.jpg"}
        papers = {name: made.files[name] for name in ("srtFile", "vttFile", "txtFile")}
        # What the service's previews have not is named as the sandbox's own.
        page = f"{HERE}files/{session}/preview.html?mode=player"
        facts = {
            **preview_result(params, page, cut.storyboard.to_wire(), kind),
            **{name: made.facts[name] for name in ("videoDuration", "sandboxNotes", "sandboxCredits")},
        }
        return Made(facts, files | papers, ["preview.html", *grounds, *([VOICE] if spoken else [])])


def _small(storyboard: Storyboard) -> Storyboard:
    """The storyboard as a picture of few lines; sizes of text follow the short side by themselves."""
    width, height = storyboard.size
    scale = min(1.0, SHORT_SIDE / min(width, height))
    sides = (max(16, round(side * scale / 2) * 2) for side in (width, height))
    return storyboard.replace(**dict(zip(("video_width", "video_height"), sides, strict=True)))


def _write_voice(film: Film, file: Path) -> bool:
    """All that is said, on one track. Whether there is anything."""
    import numpy as np

    starts = accumulate((shot.duration for shot in film.shots), initial=0.0)
    said = [(start, shot.speech) for start, shot in zip(starts, film.shots, strict=False) if shot.speech]
    if not said:
        return False
    rate = said[0][1].rate
    track = np.zeros(round(film.duration * rate) + 1, np.float32)
    for start, speech in said:
        begin = round((start + speech.offset) * rate)
        part = track[begin : begin + len(speech.samples)]
        part += speech.samples[: len(part)]
    loudest = max(1.0, float(np.abs(track).max()))
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes((track / loudest * 32767).astype("<i2").tobytes())
    return True


def _cut(storyboard: Storyboard, production: Production, job_id: str, *, spoken: bool) -> Cut:
    here = f"{HERE}files/{job_id}/"
    durations = [shot.duration for shot in production.film.shots]
    starts = list(accumulate(durations, initial=0.0))
    scenes, timings = [], []
    for place, (take, narrated) in enumerate(production.narrated):
        words = tuple(
            TimedWord(word.text, round(word.start, 3), round(word.end, 3), word.keyword) for word in narrated.words
        )
        scenes.append(_finished(take, words))
        timings.append(
            Timing(
                str(place + 1),
                round(starts[place], 3),
                round(durations[place], 3),
                words,
                Match(f"{here}ground-{place + 1}.jpg", take.story) if _is_chosen(take) else None,
            )
        )
    changes: dict[str, Any] = {"scenes": scenes}
    if storyboard.background_music and production.track:
        changes["background_music"] = storyboard.background_music.replace(
            auto_music=None, music_url=_address(production.track)
        )
    return Cut(storyboard.replace(**changes), tuple(timings), here + VOICE if spoken else "")


def _address(track: Track) -> str:
    return f"{HERE}{TRACKS}{track.id}{track.file().suffix}"


def _is_chosen(take: Take) -> bool:
    """Whether the picture was chosen here, by the words."""
    background = take.scene.background
    return not (background and (background.visual_url or background.color))


def _finished(take: Take, words: Sequence[TimedWord]) -> Scene:
    """The scene of a take: nothing of it is split, timed or marked any more."""
    over = ("is_ssml_story", "create_scene_on_new_line", "create_scene_on_end_of_sentence", "minimum_duration",
            "end_pause_duration")  # fmt: skip
    changes: dict[str, Any] = {
        name: False if name in _FLAGS else None for name in over if name in take.scene.model_fields_set
    }
    if words:
        changes |= {"story": marked(words), "highlight_keywords": False}
    return take.scene.replace(**changes)


_FLAGS = ("is_ssml_story", "create_scene_on_new_line", "create_scene_on_end_of_sentence")
