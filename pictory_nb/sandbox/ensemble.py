"""Who can be asked to read: the sandbox's voices, and those that users added, for whom somebody like them reads."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from pictory_nb.errors import RenderError
from pictory_nb.library import Voice
from pictory_nb.sandbox import speech
from pictory_nb.sandbox.drawer import Drawer

__all__ = ["SAMPLES", "Ensemble"]

SAMPLES = "sandbox/library/voices/"
FIRST_ADDED = 20_001
_TAGS = {"ssmlHelp": "https://www.w3.org/TR/speech-synthesis11/", "ssmlSupportCategory": "A"}
"""Whoever reads here understands all of SSML."""


class Ensemble:
    """The voices of a sandbox. What users added lies in ``drawer``."""

    def __init__(self, drawer: Drawer) -> None:
        self._drawer = drawer

    def voices(self, origin: str) -> list[Voice]:
        """All voices, our own first. ``origin`` is where their samples can be heard."""
        heard = {voice.key for voice in speech.VOICES} if not speech.KokoroNarrator.missing() else ()
        own = [
            {**track, "sample": f"{origin}{SAMPLES}{key}.mp3" if (key := track["voice"]) in heard else ""}
            for track in speech.tracks()
        ]
        return [Voice.from_wire({**_TAGS, **track}) for track in (*own, *self._drawer.all())]

    def add(self, told: Mapping[str, Any]) -> Voice:
        """Keep a voice of another provider; it has a track id from now on."""
        number = next(number for number in itertools.count(FIRST_ADDED) if not self._drawer.is_taken(str(number)))
        track = {**told, "id": number, "voice": told["voiceId"], "category": "premium"}
        self._drawer.put(str(number), track)
        return Voice.from_wire({**_TAGS, **track})

    def cast(self, speaker: str | int | None = None) -> speech.Casting:
        """Who reads for ``speaker``. Raises ``RenderError`` in the service's words for an unknown one (V33)."""
        try:
            return speech.cast(speaker)
        except RenderError:
            added = [Voice.from_wire(track) for track in self._drawer.all()]
            wanted = str(speaker).strip().casefold()
            for voice in added:
                if wanted in (str(voice.id), voice.name.casefold(), voice.voice.casefold()):
                    return speech.Casting(_nearest(voice), stand_in_for=voice.name)
            raise


def _nearest(voice: Voice) -> speech.Voice:
    """The voice of ours that is most like it: the gender tells most, then the language."""

    def likeness(ours: speech.Voice) -> int:
        same_gender = ours.gender == voice.gender.casefold()
        return 2 * same_gender + (voice.language == ours.language or voice.accent == ours.accent)

    return max(speech.VOICES, key=likeness)
