"""Who reads what: the storyboard's speakers among the voices that the sandbox has."""

from __future__ import annotations

from collections.abc import Callable

from pictory_nb.sandbox import speech
from pictory_nb.sandbox.takes import Take
from pictory_nb.storyboard import Storyboard

__all__ = ["Cast", "Casting"]


Cast = Callable[["str | int | None"], speech.Casting]
"""Finds who reads for a speaker. Raises ``RenderError`` for an unknown one."""


class Casting:
    """Finds a voice for each take. ``notes`` says where somebody else reads, or nobody."""

    def __init__(self, storyboard: Storyboard, cast: Cast) -> None:
        self._cast = cast
        self.notes: list[str] = []
        self._heard: dict[str, None] = {}
        self._silence = _silence(storyboard.language)

    def voice(self, take: Take) -> speech.Voice | None:
        """Who reads ``take``, None where it stays silent. Raises ``RenderError`` for an unknown speaker (V33)."""
        if not take.speaks:
            return None
        cast = self._cast(take.voice.speaker if take.voice else None)
        if self._silence:
            self.notes.append(self._silence)
            return None
        if cast.stand_in_for:
            self.notes.append(f"{cast.voice.name} reads for {cast.stand_in_for}, whom the sandbox does not have.")
        self._heard[cast.voice.name] = None
        return cast.voice

    @property
    def credits(self) -> list[str]:
        """Whom to thank for the voices that are heard, a line each."""
        return [
            f"Voice {name}: Kokoro-82M by hexgrad (Apache-2.0) https://github.com/hexgrad/kokoro"
            for name in self._heard
        ]


def _silence(language: str) -> str:
    """Why nobody can read this, empty where somebody can."""
    if lacking := speech.KokoroNarrator.missing():
        return f"The film is silent and subtitled: no voice is installed ({', '.join(lacking)} missing)."
    if language != "en":
        return f"The film is silent and subtitled: the sandbox has no voice for the language {language}, only for en."
    return ""
