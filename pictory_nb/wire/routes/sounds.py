"""The operations that find voices and music."""

from __future__ import annotations

from pictory_nb import terms
from pictory_nb.wire.routes.row import Field, Route, must

__all__ = ["ADD_VOICE", "GENRES", "GENRE_GROUPS", "INSTRUMENTS", "MOODS", "MUSIC", "PURPOSES", "VOICES"]

VOICES = Route(
    "voices",
    "GET",
    "/v1/voiceovers/tracks",
    "The voices that can read a story.",
    answer="Voice[]",
    verb="voices",
)

ADD_VOICE = Route(
    "add_voice",
    "POST",
    "/v1/voiceovers/tracks",
    "Add a voice of another provider to the account.",
    body=(
        must("name", "a name to call the voice by"),
        must("engine", "the engine of the provider, such as eleven_multilingual_v2"),
        must("service", "the provider, such as elevenlabs"),
        must("language", "the language that it speaks, such as en-US"),
        must("voiceId", "the provider's id of it"),
        Field("description", "for people"),
        Field("accent", "such as British"),
        Field("age", "such as young"),
        Field("gender", "female or male"),
        Field("sample", "the address of a sound"),
        Field("publicUserId", "of the owner of a shared ElevenLabs voice"),
        Field("elevenlabsVoiceSettings", "similarityBoost, stability, useSpeakerBoost", "object"),
    ),
    answer="Voice",
    verb="add_voice",
)

MUSIC = Route(
    "music",
    "POST",
    "/v1/music/search",
    "Search the music library.",
    body=(
        Field("query", "words of a title or a tag"),
        Field("page", "counted from 1", "integer", least=1),
        Field("pageSize", "tracks on a page", "integer", least=20, most=100),
        Field("sort", "in which order", choices=("latest", "shuffle", "featured")),
        *(
            Field(name, doc, "strings", choices=choices)
            for wanted, doc, choices in (
                ("genreGroup", "families of genres", terms.GENRE_GROUPS),
                ("genre", "genres", ()),
                ("mood", "what it feels like", terms.MOODS),
                ("instrument", "what is played", terms.INSTRUMENTS),
                ("purpose", "what it is for", terms.PURPOSES),
            )
            for name, doc in ((wanted, doc), (f"not{wanted[0].upper()}{wanted[1:]}", f"none of these {doc}"))
        ),
        Field("minDuration", "seconds", "number", least=0),
        Field("maxDuration", "seconds", "number", least=0),
    ),
    answer="Track[]",
    verb="music",
)

MOODS = Route("moods", "GET", "/v1/music/moods", "What music can feel like.", answer="string[]", verb="moods")

GENRES = Route("genres", "GET", "/v1/music/genres", "The genres of music.", answer="string[]", verb="genres")

GENRE_GROUPS = Route(
    "genre_groups",
    "GET",
    "/v1/music/genres/groups",
    "The families that genres of music belong to.",
    answer="string[]",
    verb="genre_groups",
)

INSTRUMENTS = Route(
    "instruments",
    "GET",
    "/v1/music/instruments",
    "The instruments that are heard in music.",
    answer="string[]",
    verb="instruments",
)

PURPOSES = Route("purposes", "GET", "/v1/music/purposes", "What music can be for.", answer="string[]", verb="purposes")
