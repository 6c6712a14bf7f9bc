"""The verbs of a client that look things up: voices, music, pictures, looks, and what is left of the account."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pictory_nb import terms
from pictory_nb.download import fetch_small
from pictory_nb.errors import BadArguments, DownloadFailed, Problem
from pictory_nb.library import (
    Avatar,
    Brand,
    Clip,
    CreditEntry,
    Entry,
    Font,
    Quota,
    SmartLayout,
    Sound,
    Style,
    Track,
    Voice,
)
from pictory_nb.listing import Listing
from pictory_nb.transport import Transport
from pictory_nb.upload import Progress, Uploader
from pictory_nb.wire import routes
from pictory_nb.wire.arguments import dump_arguments
from pictory_nb.wire.catalogue import load_entries, load_next, load_words
from pictory_nb.wire.routes import Route

__all__ = ["Catalogue"]

E = TypeVar("E", bound=Entry)
Words = str | Sequence[str]

PAGE = 50
LONGEST_SOUND = 16 * 1024 * 1024
"""Bytes: the sandbox's own music is 7 MB without compression."""


class Catalogue:
    """What ``Pictory`` can look up. Every verb raises ``ServiceError`` and its kinds, and ``ServiceUnreachable``;
    ``BadArguments``, before anything is sent, for what the service would not understand."""

    _transport: Transport
    _local: bool
    _uploader: Uploader

    def voices(self, *, language: str = "", gender: str = "", name: str = "", accent: str = "") -> Listing[Voice]:
        """The voices that can read. ``language="en"`` takes in every English; ``name`` may be a part of it."""
        wanted = {"gender": gender.casefold(), "accent": accent.casefold()}
        return self._whole(
            routes.VOICES,
            Voice,
            "voices",
            lambda voice: (
                _speaks(voice.language, language)
                and name.casefold() in voice.name.casefold()
                and all(not word or word == getattr(voice, field).casefold() for field, word in wanted.items())
            ),
        )

    def add_voice(self, name: str, voice_id: str, *, service: str, engine: str, language: str, **more: Any) -> Voice:
        """Add a voice of another provider. ``more`` are its accent, age, gender, description, sample …"""
        told = {"name": name, "voiceId": voice_id, "service": service, "engine": engine, "language": language}
        return Voice.from_wire(self._tell(routes.ADD_VOICE, {**told, **_camel(more)}))

    def music(
        self,
        query: str = "",
        *,
        mood: Words = (),
        genre: Words = (),
        genre_group: Words = (),
        instrument: Words = (),
        purpose: Words = (),
        not_mood: Words = (),
        not_genre: Words = (),
        not_genre_group: Words = (),
        not_instrument: Words = (),
        not_purpose: Words = (),
        min_duration: float | None = None,
        max_duration: float | None = None,
        sort: str | None = None,
    ) -> Listing[Track]:
        """Search the music. A word may be short: ``mood="calm"`` is the service's ``Calm / Serene``.

        Several moods widen a search, a mood and a purpose narrow it. Durations are in seconds; ``sort`` is
        ``latest``, ``shuffle`` or ``featured``.
        """
        told = {
            "query": query or None,
            "genreGroup": _meant(genre_group, terms.GENRE_GROUPS),
            "genre": _meant(genre),
            "mood": _meant(mood, terms.MOODS),
            "instrument": _meant(instrument, terms.INSTRUMENTS),
            "purpose": _meant(purpose, terms.PURPOSES),
            "notGenreGroup": _meant(not_genre_group, terms.GENRE_GROUPS),
            "notGenre": _meant(not_genre),
            "notMood": _meant(not_mood, terms.MOODS),
            "notInstrument": _meant(not_instrument, terms.INSTRUMENTS),
            "notPurpose": _meant(not_purpose, terms.PURPOSES),
            "minDuration": min_duration,
            "maxDuration": max_duration,
            "sort": sort,
            "pageSize": PAGE,
        }
        told = dump_arguments(routes.MUSIC.body, told)

        def page(number: int) -> list[Track]:
            return load_entries(Track, self._transport.ask(routes.MUSIC, body={**told, "page": number}).body)

        return self._paged("tracks", _numbered(page, PAGE))

    def listen(self, entry: Voice | Track) -> Sound:
        """What a voice or a track sounds like. Raises ``DownloadFailed`` where there is nothing to be heard."""
        url, name = (entry.sample, entry.name) if isinstance(entry, Voice) else (entry.audio_url, entry.title)
        content = fetch_small(self._transport.session, url, most=LONGEST_SOUND)
        if not content:
            raise DownloadFailed(f"there is nothing to be heard of {name}", mend="look it up again: links expire")
        return Sound(name, content)

    def picture(self, url: str) -> bytes:
        """A picture of up to 2 MB that an entry of a catalogue names; empty where it is not to be had."""
        return fetch_small(self._transport.session, url)

    def moods(self) -> Listing[str]:
        """What music can feel like."""
        return self._words(routes.MOODS, "moods")

    def genres(self) -> Listing[str]:
        """The genres of music."""
        return self._words(routes.GENRES, "genres")

    def genre_groups(self) -> Listing[str]:
        """The families that genres belong to."""
        return self._words(routes.GENRE_GROUPS, "genre groups")

    def instruments(self) -> Listing[str]:
        """What is played in music."""
        return self._words(routes.INSTRUMENTS, "instruments")

    def purposes(self) -> Listing[str]:
        """What music can be for."""
        return self._words(routes.PURPOSES, "purposes")

    def search_media(self, keyword: str, *, category: str = "", language: str = "") -> Listing[Clip]:
        """Videos and pictures that show ``keyword``. A category may be short: ``"weather"`` is ``Nature/Weather``."""
        category = terms.meant(category, terms.CATEGORIES) or category
        told = {"keyword": keyword, "category": category or None, "language": language or None}
        told = dump_arguments(routes.SEARCH_MEDIA.query, told)

        def page(number: int) -> list[Clip]:
            return load_entries(Clip, self._transport.ask(routes.SEARCH_MEDIA, query={**told, "page": number}).body)

        return self._paged("clips", _numbered(page))

    def fonts(self) -> Listing[Font]:
        """The families that text can be written in."""
        return self._whole(routes.FONTS, Font, "fonts")

    def styles(self) -> Listing[Style]:
        """The saved looks of subtitles."""
        return self._whole(routes.STYLES, Style, "styles")

    def smart_layouts(self) -> Listing[SmartLayout]:
        """The layouts for a whole video."""
        return self._whole(routes.SMART_LAYOUTS, SmartLayout, "smart layouts")

    def avatars(self) -> Listing[Avatar]:
        """The presenters that can appear in a video."""

        def turn(key: str) -> tuple[list[Avatar], str]:
            answer = self._transport.ask(routes.AVATARS, query={"nextPageKey": key} if key else None)
            return load_entries(Avatar, answer.body), load_next(answer.body)

        return self._paged("avatars", turn)

    def brands(self) -> Listing[Brand]:
        """The account's brands."""
        return self._whole(routes.BRANDS, Brand, "brands")

    def add_brand(
        self,
        name: str,
        *,
        description: str = "",
        color: str | Mapping[str, Any] | None = None,
        font: str | Mapping[str, Any] | None = None,
        button: Mapping[str, Any] | None = None,
    ) -> Brand:
        """Create a brand. ``color`` may be its main colour alone, ``font`` the name of a family."""
        told = {
            "name": name,
            "description": description or None,
            "color": {"primary": {"main": color}} if isinstance(color, str) else color,
            "font": {"family": font} if isinstance(font, str) else font,
            "button": button,
        }
        return Brand.from_wire(self._tell(routes.ADD_BRAND, told))

    def quota(self) -> Quota:
        """What is used in this billing term, and the limits. What the service does not tell is None, and never 0."""
        return Quota.from_wire(self._transport.ask(routes.QUOTA).body)

    def credit_usage(self, year: int | None = None, month: int | None = None) -> Listing[CreditEntry]:
        """The ledger of AI credits of one month, this one by default, newest first. It reaches back 12 months."""
        if (year is None) != (month is None):
            missing = "month" if month is None else "year"
            raise BadArguments([Problem(missing, "year and month belong together", "give both or neither")])
        query = dump_arguments(routes.CREDIT_USAGE.query, {"year": year, "month": month})
        return self._whole(routes.CREDIT_USAGE, CreditEntry, "credit entries", query=query)

    def upload(self, path: str | Path, *, content_type: str = "", progress: Progress | None = None) -> str:
        """Bring a file to the service; the address that is returned can stand wherever a storyboard names a medium.

        What this account has brought before, and the storage still has, is not brought again. The file is streamed;
        ``progress(sent, size)`` is called every 256 KB. Raises ``UploadFailed`` after three new beginnings.
        """
        return self._uploader.bring(path, content_type=content_type, progress=progress)

    def _tell(self, route: Route, told: Mapping[str, Any]) -> Any:
        """Something that is made anew each time that it is sent, so it is sent once."""
        return self._transport.submit(route, dump_arguments(route.body, told)).body

    def _whole(
        self,
        route: Route,
        kind: type[E],
        noun: str,
        wanted: Callable[[E], bool] = lambda _: True,
        *,
        query: Mapping[str, Any] | None = None,
    ) -> Listing[E]:
        entries = load_entries(kind, self._transport.ask(route, query=query).body)
        return self._paged(noun, _once(filter(wanted, entries)))

    def _words(self, route: Route, noun: str) -> Listing[str]:
        return self._paged(noun, _once(load_words(self._transport.ask(route).body)))

    def _paged(self, noun: str, turn: Callable[[str], tuple[Sequence[Any], str]]) -> Listing[Any]:
        # What lives within this process has addresses that no browser can follow.
        fetch = (lambda url: fetch_small(self._transport.session, url)) if self._local else None
        return Listing(noun, turn, fetch=fetch)


def _once(items: Iterable[Any]) -> Callable[[str], tuple[list[Any], str]]:
    whole = list(items)
    return lambda _: (whole, "")


def _numbered(page: Callable[[int], list[E]], size: int = 0) -> Callable[[str], tuple[list[E], str]]:
    """Pages by number, to the first that is short or brings nothing new: how the last is known is not documented."""
    seen: set[E] = set()

    def turn(key: str) -> tuple[list[E], str]:
        number = int(key or 1)
        items = page(number)
        new = [item for item in items if item not in seen]
        seen.update(new)
        return new, str(number + 1) if new and len(items) >= size else ""

    return turn


def _meant(words: Words, known: Sequence[str] = ()) -> list[str]:
    return [terms.meant(word, known) or word for word in ([words] if isinstance(words, str) else words)]


def _speaks(language: str, wanted: str) -> bool:
    """``en`` takes in ``en-GB``; ``en-GB`` is that one alone."""
    spoken, wanted = language.casefold(), wanted.replace("_", "-").casefold()
    return spoken == wanted or spoken.startswith(wanted + "-") or not wanted


def _camel(more: Mapping[str, Any]) -> dict[str, Any]:
    """``public_user_id`` as ``publicUserId``; a member that the row does not have is an error that names it."""
    known = {"".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in field.name): field.name
             for field in routes.ADD_VOICE.body}  # fmt: skip
    if strange := [name for name in more if name not in known]:
        close = terms.close_to(strange[0], known)
        mend = f"did you mean {close!r}?" if close else f"a voice has {', '.join(known)}"
        raise BadArguments([Problem(name, f"a voice has no {name}", mend) for name in strange])
    return {known[name]: value for name, value in more.items()}
