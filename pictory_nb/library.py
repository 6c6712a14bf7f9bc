"""What a storyboard may refer to: voices, music, pictures, fonts, styles, brands; and what is left to spend.

Each is a frozen value, read leniently: a member that is missing or odd leaves its field empty, a strange one is passed
over, so that whatever the service adds tomorrow breaks nothing today.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cache
from html import escape
from typing import Any, ClassVar, TypeVar, get_args, get_origin, get_type_hints

from pictory_nb.told import linkable

__all__ = [
    "Allowance",
    "Avatar",
    "Brand",
    "Clip",
    "Connection",
    "CreditEntry",
    "Entry",
    "Font",
    "GeneratedImage",
    "GeneratedVideo",
    "Look",
    "Picture",
    "Place",
    "Project",
    "Quota",
    "SmartLayout",
    "Sound",
    "Style",
    "Template",
    "Track",
    "Voice",
]

E = TypeVar("E", bound="Entry")


def _named(wire: str, default: Any = "") -> Any:
    """A field whose member the service calls by a name that does not say what it is."""
    return field(default=default, metadata={"wire": wire})


@dataclass(frozen=True)
class Entry:
    """One thing of a catalogue. ``COLUMNS`` are the fields that a table shows of it, the most telling first."""

    COLUMNS: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def from_wire(cls: type[E], item: Any) -> E:
        """What the service tells, as far as it can be read."""
        item = item if isinstance(item, Mapping) else {}
        found = {name: _believed(name, _read(kind, item.get(member))) for name, member, kind in _members(cls)}
        return cls(**{name: value for name, value in found.items() if value not in (None, "")})

    def to_wire(self) -> dict[str, Any]:
        """The JSON object of the API, without what is unknown."""
        told = {member: _told(getattr(self, name)) for name, member, _ in _members(type(self))}
        return {member: value for member, value in told.items() if value not in ("", None, {})}


@dataclass(frozen=True)
class Picture(Entry):
    """A picture or a clip by its addresses: ``jpg`` is a still of what ``url`` leads to."""

    jpg: str = ""
    url: str = ""

    def __str__(self) -> str:
        return self.jpg or self.url


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
        return next((kind for mark, kind in _SOUNDS.items() if self.content.startswith(mark)), "audio/mpeg")

    def _repr_html_(self) -> str:
        content = base64.b64encode(self.content).decode()
        return f'<div>{escape(self.name)}<br><audio controls src="data:{self.kind};base64,{content}"></audio></div>'


_SOUNDS = {b"OggS": "audio/ogg", b"RIFF": "audio/wav", b"fLaC": "audio/flac"}


@dataclass(frozen=True)
class Clip(Entry):
    """A picture or a video of a media library. ``duration`` is in seconds, and None for a picture.

    On an account ``preview`` is watermarked and expires: it is for looking, not for a film (X18).
    """

    COLUMNS = ("thumbnail", "description", "media_type", "duration", "library", "id")

    id: int | str = ""
    keyword: str = ""
    media_type: str = ""
    description: str = _named("mediaDescription")
    duration: float | None = None
    library: str = _named("searchLibrary")
    thumbnail: Picture = Picture()
    preview: Picture = Picture()


@dataclass(frozen=True)
class _Generated(Entry):
    """What a model made by a prompt."""

    id: str = ""
    url: str = ""
    prompt: str = ""
    aspect_ratio: str = ""
    created_date: str = ""
    model: str = ""
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True)
class GeneratedImage(_Generated):
    """An image that a model made: ``Background(type="image", visual_url=image.url)`` (contract §2.46)."""

    COLUMNS = ("picture", "prompt", "model", "style", "aspect_ratio", "created_date")

    style: str = ""
    reference_image_url: str = ""
    sandbox_thumbnail: str = ""
    """The service tells no small one; the sandbox's is for notebooks, in which the whole would be too large."""

    @property
    def picture(self) -> str:
        return self.sandbox_thumbnail or self.url


@dataclass(frozen=True)
class GeneratedVideo(_Generated):
    """A clip that a model made: ``Background(type="video", visual_url=clip.url)`` (contract §2.48)."""

    COLUMNS = ("picture", "prompt", "model", "duration", "aspect_ratio", "created_date")

    duration: str = ""
    preview_image_url: str = ""
    thumbnail_image_url: str = ""
    last_frame_image_url: str = ""
    first_frame_image_url: str = ""
    reference_image_urls: tuple[str, ...] = ()
    extend_video_url: str = ""

    @property
    def picture(self) -> str:
        return self.thumbnail_image_url or self.preview_image_url


@dataclass(frozen=True)
class Font(Entry):
    """A font family, as ``FontStyle(font_family=font.name)`` takes it."""

    COLUMNS = ("name",)

    name: str = ""

    @classmethod
    def from_wire(cls, item: Any) -> Font:
        """The list holds bare names; an object with a name is understood too (contract §2.5)."""
        return cls(item) if isinstance(item, str) else super().from_wire(item)


@dataclass(frozen=True)
class Brand(Entry):
    """A brand of the account."""

    COLUMNS = ("name", "description", "id")

    id: str = ""
    name: str = ""
    description: str = ""


@dataclass(frozen=True)
class Style(Entry):
    """A saved look of subtitles, named by ``subtitle_style_name``."""

    COLUMNS = ("name", "id")

    id: str = ""
    name: str = ""


@dataclass(frozen=True)
class SmartLayout(Entry):
    """A layout for a whole video, named by ``smart_layout_name``."""

    COLUMNS = ("name", "id")

    id: str = _named("templateId")
    name: str = _named("templateName")
    schema_version: str = ""


@dataclass(frozen=True)
class Place(Entry):
    """A ``{{name}}`` of a template, and what stands there where no value is given."""

    COLUMNS = ("name", "default")

    name: str = ""
    default: str = ""


@dataclass(frozen=True)
class Template(Entry):
    """A video with ``{{name}}`` places, named by ``template_id`` (contract §2.22–§2.24).

    ``variables`` are the names, ``defaults`` what stands where no value is given. ``scenes`` are told by ``get``.
    """

    COLUMNS = ("name", "variables", "language", "published", "id")

    id: str = _named("templateId")
    name: str = ""
    language: str = ""
    published: bool = True
    deprecated: bool = False
    defaults: Mapping[str, str] = field(default_factory=dict, hash=False)
    scenes: tuple[Mapping[str, Any], ...] = field(default=(), repr=False, hash=False)

    @property
    def variables(self) -> tuple[str, ...]:
        return tuple(self.defaults)

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(Place(name, default) for name, default in self.defaults.items())

    @classmethod
    def from_wire(cls, item: Any) -> Template:
        """One page spells ``deprecated`` as ``depricated`` (§1.2); both are read. Absent flags mean published."""
        item = item if isinstance(item, Mapping) else {}
        variables, scenes = item.get("variables"), item.get("scenes")
        return cls(
            id=_read(str, item.get("templateId")) or "",
            name=_read(str, item.get("name")) or "",
            language=_read(str, item.get("language")) or "",
            published=item.get("published") is not False,
            deprecated=True in (item.get("deprecated"), item.get("depricated")),
            defaults={str(name): str(value) for name, value in variables.items()}
            if isinstance(variables, Mapping)
            else {},
            scenes=tuple(scene for scene in scenes if isinstance(scene, Mapping)) if isinstance(scenes, list) else (),
        )


@dataclass(frozen=True)
class Project(Entry):
    """A storyboard that is kept in the account (contract §2.27, §2.28). ``body`` is the whole, told by ``get``."""

    COLUMNS = ("preview", "name", "source", "saved_date", "aspect_ratio", "id")

    id: str = ""
    name: str = ""
    source: str = ""
    type: str = ""
    preview: str = _named("projectPreview")
    saved_date: str = ""
    aspect_ratio: str = ""
    schema_version: str = ""
    body: Mapping[str, Any] = field(default_factory=dict, repr=False, hash=False)

    @classmethod
    def from_wire(cls, item: Any) -> Project:
        """An item of the list, or the whole: they call the same things by different names."""
        item = item if isinstance(item, Mapping) else {}
        told = {member: _read(str, item.get(member) or item.get(other)) or "" for member, other in _PROJECT.items()}
        return cls(*told.values(), body=dict(item) if "scenes" in item else {})


_PROJECT = {
    "id": "project_id",
    "name": "projectName",
    "source": "source",
    "type": "projectType",
    "projectPreview": "thumbnail",
    "savedDate": "saveDate",
    "aspectRatio": "layout",
    "schemaVersion": "schemaVersion",
}
"""The members of a project in the list, and in the whole."""


@dataclass(frozen=True)
class Connection(Entry):
    """A connection to AWS or to Vimeo (contract §2.51–§2.60). ``version`` counts its changes."""

    COLUMNS = ("name", "type", "enabled", "description", "version", "id")

    id: str = _named("connectionId")
    name: str = ""
    description: str = ""
    type: str = ""
    enabled: bool | None = None
    version: int | str = ""
    aws_account_id: str = ""
    aws_region: str = ""
    client_identifier: str = ""
    created_date: str = ""
    updated_date: str = ""


@dataclass(frozen=True)
class Look(Entry):
    """One appearance of an avatar; its ``id`` is what a storyboard names."""

    COLUMNS = ("preview_image", "name", "id")

    id: str = ""
    name: str = ""
    preview_image: str = ""
    preview_video: str = ""


@dataclass(frozen=True)
class Avatar(Entry):
    """A presenter, in one or more looks."""

    COLUMNS = ("picture", "name", "gender", "look_ids")

    id: str = ""
    name: str = ""
    gender: str = ""
    looks: tuple[Look, ...] = ()

    @property
    def picture(self) -> str:
        return self.looks[0].preview_image if self.looks else ""

    @property
    def look_ids(self) -> tuple[str, ...]:
        """What a storyboard names: the ids of the looks, not the avatar's own (contract §2.44)."""
        return tuple(look.id for look in self.looks)


@dataclass(frozen=True)
class Allowance(Entry):
    """What is used of something, and its limit. None is unknown, and never 0."""

    used: float | None = None
    limit: float | None = None

    @property
    def left(self) -> float | None:
        return None if self.used is None or self.limit is None else max(0.0, self.limit - self.used)

    def __str__(self) -> str:
        used, limit = ("unknown" if value is None else f"{value:,.10g}" for value in (self.used, self.limit))
        return f"{used} of {limit}"


@dataclass(frozen=True, repr=False)
class Quota(Entry):
    """What the account has used in this billing term, and may use (contract §2.49)."""

    video_minutes: Allowance = Allowance()
    transcription_minutes: Allowance = Allowance()
    eleven_labs_voice_over_minutes: Allowance = Allowance()
    ai_credits: Allowance = Allowance()

    def __repr__(self) -> str:
        return "\n".join(f"{each.name.replace('_', ' '):32} {getattr(self, each.name)}" for each in fields(self))

    def _repr_html_(self) -> str:
        rows = "".join(_meter(each.name.replace("_", " "), getattr(self, each.name)) for each in fields(self))
        return f'<table class="pictory-quota">{rows}</table>'


def _meter(what: str, allowance: Allowance) -> str:
    """A row with a bar of what is used: red where little is left, none where that is not known."""
    cell, bar = 'style="text-align: left; padding: 2px 12px 2px 0"', ""
    if allowance.used is not None and allowance.limit:
        share = min(1.0, allowance.used / allowance.limit)
        color = "#d9363e" if share > 0.9 else "#6c5ce7"
        full = f'<div style="width: {100 * share:.0f}%; height: 8px; border-radius: 4px; background: {color}"></div>'
        bar = f'<div style="width: 160px; border-radius: 4px; background: rgba(128, 128, 128, 0.25)">{full}</div>'
    return f"<tr><td {cell}>{escape(what)}</td><td {cell}>{bar}</td><td {cell}>{escape(str(allowance))}</td></tr>"


@dataclass(frozen=True)
class CreditEntry(Entry):
    """One line of the AI credit ledger; ``type`` is ``credit`` or ``debit`` (contract §2.50)."""

    COLUMNS = ("transaction_date", "type", "amount", "source", "description", "plan")

    transaction_id: str = ""
    type: str = ""
    amount: float | None = None
    source: str = ""
    description: str = ""
    plan: str = ""
    transaction_date: str = ""

    @property
    def when(self) -> datetime | None:
        """The moment, with its time zone; None where it cannot be read."""
        try:
            return datetime.fromisoformat(self.transaction_date.replace("Z", "+00:00"))
        except ValueError:
            return None


@cache
def _members(kind: type[Entry]) -> tuple[tuple[str, str, Any], ...]:
    """(our name, the service's name, the type) of each field."""
    hints = get_type_hints(kind)
    return tuple((each.name, each.metadata.get("wire", _camel(each.name)), hints[each.name]) for each in fields(kind))


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _read(kind: Any, value: Any) -> Any:
    """``value`` as the type of a field; None where it is none."""
    if isinstance(kind, type) and issubclass(kind, Entry):
        return kind.from_wire(value)
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        read = (_read(inner, item) for item in value) if isinstance(value, list) else ()
        return tuple(item for item in read if item)
    if bool in get_args(kind):
        return value if isinstance(value, bool) else None
    if float in get_args(kind):
        return _number(value)
    if int in get_args(kind) and isinstance(value, int) and not isinstance(value, bool):
        return value
    if int in get_args(kind) and str not in get_args(kind):
        number = _number(value)
        return None if number is None else int(number)
    return str(value) if isinstance(value, (str, int, float)) else None


def _believed(name: str, value: Any) -> Any:
    """``value``, or nothing where it should be an address and leads elsewhere than into the web."""
    if not name.endswith(_ADDRESSES):
        return value
    if isinstance(value, tuple):
        return tuple(filter(linkable, value))
    return linkable(value) if isinstance(value, str) else value


_ADDRESSES = ("url", "urls", "jpg", "sample", "_image", "thumbnail")
"""How the names of fields end that hold addresses."""


def _number(value: Any) -> float | None:
    try:
        number = float(value) if not isinstance(value, bool) else None
    except (TypeError, ValueError, OverflowError):
        return None
    return number if number is not None and abs(number) < float("inf") else None


def _told(value: Any) -> Any:
    if isinstance(value, Entry):
        return value.to_wire()
    if isinstance(value, tuple):
        return [_told(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
