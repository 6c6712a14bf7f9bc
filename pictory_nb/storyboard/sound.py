"""What is heard: who reads the stories, and the music under them (contract §3.6, §3.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar

from pydantic import Field

from pictory_nb.choices import PremiumModel
from pictory_nb.storyboard.background import Clip
from pictory_nb.storyboard.rules import at_most_one
from pictory_nb.storyboard.values import Flag, MediaUrl, NonEmpty, Number, Percent, Unit, Whole, either
from pictory_nb.word import Broken, Word

__all__ = ["AiVoice", "BackgroundMusic", "ExternalVoice", "PremiumVoiceSettings", "SceneMusic", "VoiceOver"]

Level = Annotated[Number, Field(ge=-1, le=1)]
"""Louder or softer than usual, from -1 to 1 (V28)."""


class PremiumVoiceSettings(Word):
    """How an ElevenLabs voice speaks."""

    model_id: PremiumModel | None = None
    stability: Percent | None = None
    similarity_boost: Percent | None = None
    style: Percent | None = None
    use_speaker_boost: Flag | None = None


class AiVoice(Word):
    """A synthetic speaker: a voice's name or number, its speed in percent, its volume from -1 to 1."""

    HINTS: ClassVar[Mapping[str, str]] = {"voiceId": "write the voice's name or number as speaker (X13)"}

    speaker: Annotated[NonEmpty | Whole, either("a voice's name or number")]
    speed: Annotated[Whole, Field(ge=50, le=200)] = 100
    amplification_level: Level = 0
    premium_voice_settings: PremiumVoiceSettings | None = None


class ExternalVoice(Word):
    """A recording that is heard instead of a synthetic voice."""

    voice_url: MediaUrl
    sync_voice: Flag | None = None
    amplification_level: Level | None = None


class VoiceOver(Word):
    """Who reads the stories. Several voices take turns, scene by scene (X16: a guide of the service knows one only)."""

    enabled: Flag
    ai_voices: tuple[AiVoice, ...] = ()
    external_voice: ExternalVoice | None = None

    def broken_rules(self) -> Iterator[Broken]:
        yield from at_most_one(self, "ai_voices", "external_voice", rule="V27")


class BackgroundMusic(Word):
    """Music under the whole video. ``volume`` 1 is the default, and as loud as the voice; in v1 it was 0.1 (X17)."""

    HINTS: ClassVar[Mapping[str, str]] = {"musicVolume": "write it as volume, from 0 to 1 (X13)"}

    enabled: Flag
    auto_music: Flag | None = None
    music_url: MediaUrl | None = None
    volume: Unit = 1.0
    clips: Annotated[tuple[Clip, ...], Field(max_length=10)] = ()

    def broken_rules(self) -> Iterator[Broken]:
        yield from at_most_one(self, "auto_music", "music_url", rule="V29")


class SceneMusic(Word):
    """Within a scene, music can only be on or off (contract §3.2)."""

    enabled: Flag
