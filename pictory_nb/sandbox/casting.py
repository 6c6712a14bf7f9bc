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
        self._heard: dict[speech.Voice, None] = {}
        self._language = storyboard.language
        self._able = [voice for voice in speech.voices() if _speaks(voice, storyboard.language)]

    def voice(self, take: Take) -> speech.Voice | None:
        """Who reads ``take``, None where it stays silent. Raises ``RenderError`` for an unknown speaker (V33)."""
        if not take.speaks:
            return None
        cast = self._cast(take.voice.speaker if take.voice else None)
        if not self._able:
            self.notes.append(_silence(self._language))
            return None
        voice = cast.voice if cast.voice in self._able else self._able[0]
        asked_for = cast.stand_in_for or (cast.voice.name if take.voice and voice is not cast.voice else "")
        if asked_for:
            why = "whom the sandbox does not have" if cast.stand_in_for else f"who does not speak {self._language}"
            self.notes.append(f"{voice.name} reads for {asked_for}, {why}.")
        self._heard[voice] = None
        return voice

    @property
    def credits(self) -> list[str]:
        """Whom to thank for the voices that are heard, a line each."""
        thanks = {visitor.engine.name: visitor.engine.credit for visitor in speech.engines()}
        return [f"Voice {voice.name}: {thanks.get(voice.engine, _OURS)}" for voice in self._heard]


_OURS = "Kokoro-82M by hexgrad (Apache-2.0) https://github.com/hexgrad/kokoro"


def _speaks(voice: speech.Voice, language: str) -> bool:
    """Whether somebody is here who can read this language with that voice, without a wrong accent."""
    is_here = bool(voice.engine) or not speech.KokoroNarrator.missing()
    return is_here and voice.language.casefold().partition("-")[0] == language


def _silence(language: str) -> str:
    """Why nobody can read this."""
    lacking = speech.KokoroNarrator.missing()
    if language == "en" and lacking:
        return f"The film is silent and subtitled: no voice is installed ({', '.join(lacking)} missing)."
    spoken = sorted({voice.language.partition("-")[0] for voice in speech.voices()})
    return (
        f"The film is silent and subtitled: the sandbox has no voice for the language {language}, only for "
        f"{', '.join(spoken)}; an engine of voices that speaks it can be installed beside it."
    )
