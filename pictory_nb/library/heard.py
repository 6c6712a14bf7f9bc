"""What a film sounds of: voices and music."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from html import escape

from pictory_nb.library.entry import Entry
from pictory_nb.sounds import kind_of

__all__ = ["Sound", "Track", "Voice"]


@dataclass(frozen=True)
class Voice(Entry):
    """Somebody who can read a story: ``AiVoice(speaker=voice.name)``, or ``speaker=voice.id`` (contract §2.32).

    ``sample`` is the address of a sound, ``voice`` the id that the provider (``service``) knows them by.
    """

    COLUMNS = ("name", "gender", "accent", "language", "service", "category", "sample")

    id: int | str = ""
    name: str = ""
    gender: str = ""
    accent: str = ""
    language: str = ""
    engine: str = ""
    service: str = ""
    category: str = ""
    voice: str = ""
    sample: str = ""
    age: str = ""
    description: str = ""
    ssml_help: str = ""
    ssml_support_category: str = ""


@dataclass(frozen=True)
class Track(Entry):
    """A piece of music: ``BackgroundMusic(enabled=True, music_url=track.audio_url)``. ``duration`` is in seconds."""

    COLUMNS = ("title", "duration", "moods", "genres", "purposes", "audio_url")

    id: int | str = ""
    title: str = ""
    audio_url: str = ""
    duration: float | None = None
    genres: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sound:
    """What was heard of a voice or a track. As the last line of a cell it is a player that needs nothing else."""

    name: str
    content: bytes = field(repr=False)

    @property
    def kind(self) -> str:
        """The content type, told by how the sound begins."""
        return kind_of(self.content)

    def _repr_html_(self) -> str:
        content = base64.b64encode(self.content).decode()
        return f'<div>{escape(self.name)}<br><audio controls src="data:{self.kind};base64,{content}"></audio></div>'
