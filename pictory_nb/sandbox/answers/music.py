"""The music library: searched by words, tags and length, and the words that it is told in."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from pictory_nb import terms
from pictory_nb.library import Track
from pictory_nb.sandbox.answers.call import Call, Handler
from pictory_nb.sandbox.library import music
from pictory_nb.sandbox.premises import TRACKS
from pictory_nb.wire import routes
from pictory_nb.wire.catalogue import dump_items

__all__ = ["HANDLERS"]

PAGE = 20
FIRST = 7001

_PURPOSES: dict[str, tuple[str, ...]] = {
    "calm": ("Meditation", "Yoga / Relaxation", "Nature / Beauty", "Educational"),
    "energetic": ("Sports", "Action", "Technology", "Trailer / Promo"),
    "happy": ("Animation / Explainer", "Children / Preschool", "Shopping", "Road Trip"),
    "nostalgic": ("Drama", "Historical / Period", "Retro"),
    "tender": ("Wedding", "Lullaby", "Fashion / Beauty"),
}
"""What our moods are good for, in the service's words."""

_MEMBERS = {"genre": "genres", "mood": "moods", "instrument": "instruments", "purpose": "purposes"}


def search(call: Call) -> Any:
    wanted = call.body
    found = [track for track in _tracks(call.origin) if _fits(track, wanted)]
    if wanted.get("sort") == "shuffle":
        random.Random(datetime.date.today().toordinal()).shuffle(found)  # the same all day, or pages would overlap
    size = wanted.get("pageSize", PAGE)
    begin = size * (wanted.get("page", 1) - 1)
    return dump_items(found[begin : begin + size])


def genres(_: Call) -> Any:
    return sorted({track.genre for track in music.tracks()})


def _tracks(origin: str) -> list[Track]:
    return [
        Track(
            id=FIRST + place,
            title=track.title,
            audio_url=f"{origin}{TRACKS}{track.id}{_ending(track)}",
            duration=track.seconds,
            genres=(track.genre,),
            instruments=() if track.recording else ("Synth",),  # of a recording nobody wrote down what is played
            moods=track.moods,
            purposes=_PURPOSES[track.mood],
        )
        for place, track in enumerate(music.tracks())
    ]


def _ending(track: music.Track) -> str:
    return PurePath(track.recording).suffix if track.recording else ".wav"


def _fits(track: Track, wanted: Mapping[str, Any]) -> bool:
    said = " ".join([track.title, *track.genres, *track.moods, *track.purposes, *track.instruments]).casefold()
    if not all(word in said for word in wanted.get("query", "").casefold().split()):
        return False
    if not wanted.get("minDuration", 0) <= (track.duration or 0) <= wanted.get("maxDuration", float("inf")):
        return False
    return all(
        _has(getattr(track, member), wanted.get(name), wanted.get(f"not{name.capitalize()}"))
        for name, member in _MEMBERS.items()
    ) and _has(track.genres, wanted.get("genreGroup"), wanted.get("notGenreGroup"))  # our genres are groups


def _has(tags: tuple[str, ...], any_of: list[str] | None, none_of: list[str] | None) -> bool:
    """Whether one of the wanted tags is there and none of the unwanted ones, in exactly that spelling."""
    return (not any_of or bool(set(any_of) & set(tags))) and not set(none_of or ()) & set(tags)


HANDLERS: dict[str, Handler] = {
    routes.MUSIC.name: search,
    routes.MOODS.name: lambda _: list(terms.MOODS),
    routes.GENRES.name: genres,
    routes.GENRE_GROUPS.name: lambda _: list(terms.GENRE_GROUPS),
    routes.INSTRUMENTS.name: lambda _: list(terms.INSTRUMENTS),
    routes.PURPOSES.name: lambda _: list(terms.PURPOSES),
}
