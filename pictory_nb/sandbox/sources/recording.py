"""A recording becomes scenes: it is heard (or comes with its transcript), and cut where a sentence ends.

A film keeps its own pictures; under a sound those of the library are shown. The recording itself is what is heard.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from pictory_nb.errors import BadTranscript, RenderError
from pictory_nb.sandbox.sources.told import Part, Recorded, Told, without_source
from pictory_nb.storyboard import Background, BackgroundSettings, Clip, Scene
from pictory_nb.transcript import Transcript, Word

__all__ = ["told_by_recording"]

SHORTEST, LONGEST = 4.0, 12.0
"""Seconds of one scene, about: a picture that goes at once is not seen, and one that stays is boring."""


def told_by_recording(number: int, scene: Scene, file: Path) -> Told:
    """The scenes of a recording. Raises ``RenderError`` where nothing can be heard."""
    from pictory_nb.sandbox.recordings import length_of

    name = f"scene {number}"
    length = length_of(file, name)
    transcript = _transcript(scene, file, length, name)
    if not transcript.words:
        raise RenderError(f"{name}: nobody is heard in the recording", mend="show it as a background, with mute=False")
    parts = []
    for place, (start, end, words) in enumerate(_stretches(transcript, length)):
        heard = tuple((word.text, word.start, word.end) for word in words)
        parts.append(Part(number, _scene(scene, file, start, end, heard, place), Recorded(file, start, end, heard)))
    return Told(tuple(parts))


def _transcript(scene: Scene, file: Path, length: float, name: str) -> Transcript:
    from pictory_nb.sandbox import listening

    try:
        if scene.transcript:
            return Transcript.from_wire(list(scene.transcript), duration=length, language=scene.audio_language or "")
        return listening.listen(file, scene.audio_language or "en-US")
    except BadTranscript as error:
        raise RenderError(f"{name}: its transcript cannot be read: {error.args[0]}", mend=error.mend) from None
    except RenderError as error:
        raise RenderError(f"{name}: {error.args[0]}", mend=error.mend) from None


def _stretches(transcript: Transcript, length: float) -> Iterator[tuple[float, float, Sequence[Word]]]:
    """Start, end and words of each scene. They follow one another without a gap, so nothing is cut out."""
    groups: list[list[Word]] = []
    for sentence in transcript.sentences:
        words = [transcript.words[place] for place in sentence]
        if groups and (
            groups[-1][-1].end - groups[-1][0].start < SHORTEST and words[-1].end - groups[-1][0].start < LONGEST
        ):
            groups[-1] += words
        else:
            groups.append(words)
    # Cut in the middle of the rest between two sentences.
    middles = [(one[-1].end + other[0].start) / 2 for one, other in pairwise(groups)]
    for begin, end, words in zip([0.0, *middles], [*middles, length], groups, strict=True):
        yield begin, max(end, begin + 0.1), words


def _scene(
    scene: Scene, file: Path, start: float, end: float, words: tuple[tuple[str, float, float], ...], place: int
) -> Scene:
    changes: dict[str, object] = {"story": " ".join(word for word, _, _ in words)}
    if scene.video_url and scene.background is None:
        changes["background"] = Background(
            type="video",
            visual_url=scene.video_url,
            clips=(Clip(start=round(start, 3), end=round(end, 3)),),
            settings=BackgroundSettings(loop=False, mute=True),  # its sound is heard as the voice
        )
        if place and scene.scene_transition is None:
            changes["scene_transition"] = "none"  # it runs on
    return without_source(scene, **changes)
