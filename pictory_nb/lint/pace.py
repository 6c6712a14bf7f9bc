"""How long it takes to say something."""

from __future__ import annotations

import re

from pictory_nb.storyboard import Scene, Storyboard, VoiceOver

__all__ = ["longest", "plain", "planned", "voice_of"]

WORDS_A_SECOND = 2.5
"""The pace of a narration (contract §3.11)."""
SLOWEST_WORDS, SLOWEST_SIGNS, SLOWEST_CHARACTERS = 1.8, 9.0, 3.0
"""Per second, by a slow voice: words; letters, for languages of long words; characters that are a syllable each."""

_BREAK = re.compile(r"""<break\s[^>]*time\s*=\s*["']\s*([\d.]+)\s*(ms|s)""", re.IGNORECASE)
_SYLLABIC = ("zh", "ja", "ko")


def plain(story: str) -> str:
    """The words without their tags."""
    return " ".join(re.sub(r"<[^>]*>", " ", story).split())


def voice_of(scene: Scene, storyboard: Storyboard) -> VoiceOver | None:
    """Who speaks in a scene: its own voice-over goes before the video's. None where nobody does."""
    voice_over = scene.voice_over or storyboard.voice_over
    return voice_over if voice_over and voice_over.enabled else None


def planned(scene: Scene, storyboard: Storyboard) -> float:
    """Seconds that the story of a scene takes to say at the usual pace."""
    story = scene.story or ""
    spoken = len(plain(story)) / 4.5 if storyboard.language in _SYLLABIC else len(plain(story).split()) / WORDS_A_SECOND
    return spoken / _speed(scene, storyboard) + _breaks(story)


def longest(scene: Scene, storyboard: Storyboard) -> float:
    """Seconds that it takes at most, by a slow voice."""
    story = scene.story or ""
    said = plain(story)
    if storyboard.language in _SYLLABIC:
        spoken = len(said) / SLOWEST_CHARACTERS
    else:
        spoken = max(len(said.split()) / SLOWEST_WORDS, len(said) / SLOWEST_SIGNS)
    return spoken / _speed(scene, storyboard) + _breaks(story)


def _speed(scene: Scene, storyboard: Storyboard) -> float:
    voice_over = voice_of(scene, storyboard)
    return min((voice.speed for voice in voice_over.ai_voices), default=100) / 100 if voice_over else 1.0


def _breaks(story: str) -> float:
    return sum(float(number.strip(".") or 0) / (1000 if unit == "ms" else 1) for number, unit in _BREAK.findall(story))
