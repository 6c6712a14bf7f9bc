"""Who can be heard: the sandbox's voices, and who speaks for a name of the service that it does not have."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Any

from pictory_nb.errors import RenderError

__all__ = ["VOICES", "Casting", "Voice", "cast", "tracks", "voices"]


@dataclass(frozen=True)
class Voice:
    """One row of the voice table. ``key`` names its vector, and is the "provider voice id" of the contract."""

    id: int
    name: str
    key: str
    gender: str
    accent: str
    language: str
    engine: str = ""
    """Of whose engine it is; empty for ours."""


VOICES = (
    Voice(9001, "Michael", "am_michael", "male", "American", "en-US"),
    Voice(9002, "Heart", "af_heart", "female", "American", "en-US"),
    Voice(9003, "Bella", "af_bella", "female", "American", "en-US"),
    Voice(9004, "Sarah", "af_sarah", "female", "American", "en-US"),
    Voice(9005, "Aoede", "af_aoede", "female", "American", "en-US"),
    Voice(9006, "Kore", "af_kore", "female", "American", "en-US"),
    Voice(9007, "Fenrir", "am_fenrir", "male", "American", "en-US"),
    Voice(9008, "Puck", "am_puck", "male", "American", "en-US"),
    Voice(9009, "Emma", "bf_emma", "female", "British", "en-GB"),
    Voice(9010, "Isabella", "bf_isabella", "female", "British", "en-GB"),
    Voice(9011, "George", "bm_george", "male", "British", "en-GB"),
    Voice(9012, "Fable", "bm_fable", "male", "British", "en-GB"),
)
"""The first one speaks when nobody is named."""

_STAND_INS = {
    # Names that the service documents (contract §3.6) and the sandbox does not have; all defaults are men.
    "Martin": "Michael",
    "Jackson": "Fenrir",
    "Adam": "Puck",
    "Brian": "George",
    "Joanna": "Heart",
    "Adison": "Bella",
    "Ivy": "Kore",
    "Tim": "George",
    "Gabriel": "George",
    "Wilbur": "Fenrir",
    "Marco": "Puck",
    "Aurelio": "Puck",
    "Hugo": "Michael",
}
_DOCUMENTED_IDS = {"1003": "Joanna"}


@dataclass(frozen=True)
class Casting:
    """Who speaks; ``stand_in_for`` is the name that was asked for, where the sandbox has only somebody like them."""

    voice: Voice
    stand_in_for: str | None = None


def cast(speaker: str | int | None = None) -> Casting:
    """Find a speaker as the service does: track id, then name in any case, then voice id (contract §3.6).

    Without a speaker the first voice is taken. Raises ``RenderError`` in the service's words for an unknown one.
    """
    if speaker is None:
        return Casting(VOICES[0])
    wanted = str(speaker).strip()
    everybody = voices()
    for column in ("id", "name", "key"):
        for voice in everybody:
            if str(getattr(voice, column)).casefold() == wanted.casefold():
                return Casting(voice)
    documented = _DOCUMENTED_IDS.get(wanted, wanted)
    for name, ours in _STAND_INS.items():
        if name.casefold() == documented.casefold():
            return Casting(next(voice for voice in VOICES if voice.name == ours), stand_in_for=name)
    names = [voice.name for voice in everybody]
    close = difflib.get_close_matches(wanted.title(), names, n=1)
    mend = f"did you mean {close[0]}?" if close else f"name one of these: {', '.join(names)}"
    raise RenderError(f"The AI voice speaker [{wanted}] is invalid.", mend=mend)


def voices() -> tuple[Voice, ...]:
    """Everybody who can be asked: our own voices, and those of other engines that are installed."""
    from pictory_nb.sandbox.speech.engines import engines

    return VOICES + tuple(voice for visitor in engines() for voice in visitor.voices)


def tracks() -> list[dict[str, Any]]:
    """The rows that GET /v1/voiceovers/tracks answers (contract §2.32), but for ``sample``, a URL of the server's."""
    return [
        {
            "id": voice.id,
            "name": voice.name,
            "voice": voice.key,
            "gender": voice.gender,
            "accent": voice.accent,
            "language": voice.language,
            "engine": "neural",
            "service": voice.engine or "sandbox",
            "category": "standard",
            "ssmlSupportCategory": "C" if voice.engine else "A",
        }
        for voice in voices()
    ]
