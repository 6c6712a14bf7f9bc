"""A reel: the storyboard of a film that is cut out of another one, by the words that are kept of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pictory_nb.storyboard import Background, BackgroundSettings, Clip, Scene, Storyboard
from pictory_nb.transcript import Transcript

__all__ = ["reel"]

_LEAST = 0.04
"""Seconds: a shorter clip is less than a frame."""


def reel(film: str, transcript: Transcript, *, name: str = "Reel", subtitles: bool = True) -> Storyboard:
    """The clips of ``film`` (its address, or its path on this computer) that ``transcript`` keeps, with their sound.

    Each subtitle is a scene, so it is read while it is said. No voice is added, and no transition: between two clips
    there is a cut.
    """
    scenes = tuple(_scene(film, text, clips, subtitles) for text, clips in _shown(transcript))
    width, height = transcript.size or (None, None)
    language = transcript.language.split("-")[0].lower()
    sized = {"video_width": width, "video_height": height} if transcript.size else {}
    spoken = {"language": language} if language else {}
    return Storyboard(video_name=name, scenes=scenes, **sized, **spoken)


def _scene(film: str, text: str, clips: list[tuple[float, float]], subtitles: bool) -> Scene:
    seconds = sum(end - start for start, end in clips)
    background = Background(
        type="video",
        visual_url=film,
        clips=tuple(Clip(start=start, end=end) for start, end in clips),
        settings=BackgroundSettings(loop=False, mute=False),
    )
    story = {"story": text} if text else {}
    hidden = {} if subtitles or not text else {"hide_subtitles": True}
    return Scene(background=background, minimum_duration=seconds, scene_transition="none", **story, **hidden)


def _shown(transcript: Transcript) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """What is said in each scene, and its clips. Scenes are parted half way between two subtitles."""
    cues = transcript.cues()
    parts = [(one.end + two.start) / 2 for one, two in pairwise(cues)]
    edges = [0.0, *parts, transcript.length]
    texts = [cue.text for cue in cues] or [""]
    for text, (start, end) in zip(texts, pairwise(edges), strict=True):
        clips = [clip for clip in _between(transcript, start, end) if clip[1] - clip[0] >= _LEAST]
        if clips:
            yield text, clips


def _between(transcript: Transcript, start: float, end: float) -> Iterator[tuple[float, float]]:
    """The clips of the recording that are seen from ``start`` to ``end`` of the cut film."""
    at = 0.0
    for begin, until in transcript.clips:
        first, last = max(start, at), min(end, at + until - begin)
        if last > first:
            yield round(begin + first - at, 3), round(begin + last - at, 3)
        at += until - begin
