"""The route table: one row per operation, from which a URL is built (client), recognised (sandbox), and asked for in a
form (explorer)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, unquote

from pictory_nb import terms

__all__ = ["ROUTES", "Field", "Route", "find"]


@dataclass(frozen=True)
class Field:
    """One thing that an operation may be told, in its query or its body.

    ``kind`` is ``string``, ``integer``, ``number``, ``object`` or ``strings`` (a list). ``choices`` are all the values
    that there are, where they are known.
    """

    name: str
    doc: str
    kind: str = "string"
    required: bool = False
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None


def _must(name: str, doc: str, kind: str = "string", **more: object) -> Field:
    return Field(name, doc, kind, required=True, **more)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Route:
    """One operation of the contract, §1. ``paid`` operations are never sent twice by themselves.

    What it is told stands in ``query`` and ``body``, or in the model that ``request`` names; ``answer`` names what it
    tells, with ``[]`` behind it for a list. ``verb`` is the client's method for it.
    """

    name: str
    method: str
    path: str
    doc: str
    query: tuple[Field, ...] = ()
    body: tuple[Field, ...] = ()
    request: str = ""
    answer: str = ""
    verb: str = ""
    aliases: tuple[str, ...] = ()
    paid: bool = False
    open: bool = False
    """True where no credential is needed."""
    elsewhere: bool = False
    """True where the address is one that the service named before, on whatever host."""

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def era(self) -> int:
        """The version in the path: 1 or 2, and 0 where there is none."""
        found = re.match(r"/v(\d)/", self.path)
        return int(found[1]) if found else 0

    @property
    def places(self) -> tuple[str, ...]:
        """The names of the ``{name}`` places of the path."""
        return tuple(re.findall(r"\{(\w+)\}", self.path))

    def build(self, **parameters: str) -> str:
        """The path below the base URL, with ``{name}`` places filled in and quoted."""
        return self.path.format(**{name: quote(str(value), safe="") for name, value in parameters.items()})

    def fill(self, **parameters: str) -> str:
        """``GET /v1/jobs/265a…``, to speak of one call."""
        return f"{self.method} {self.build(**parameters)}"

    def match(self, path: str) -> dict[str, str] | None:
        """The values at the ``{name}`` places of ``path``, or None where this is not the route."""
        for pattern in self._patterns:
            if found := pattern.fullmatch(path):
                return {name: unquote(value) for name, value in found.groupdict().items()}
        return None

    @cached_property
    def _patterns(self) -> list[re.Pattern[str]]:
        # Case does not matter: two spellings of generateUrl are in use (contract §1.2).
        paths = () if self.elsewhere else (self.path, *self.aliases)
        return [
            re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path)), re.IGNORECASE) for path in paths
        ]


TOKEN = Route(
    "token",
    "POST",
    "/v1/oauth2/token",
    "Exchange a client id and secret for an access token of one hour.",
    body=(_must("client_id", "the account's id"), _must("client_secret", "and its secret")),
    answer="Token",
    open=True,
)

# Videos and their jobs

RENDER_STORYBOARD = Route(
    "render_storyboard",
    "POST",
    "/v2/video/storyboard/render",
    "Turn a storyboard into a rendered video, in one job.",
    request="Storyboard",
    answer="Job",
    verb="render",
    paid=True,
)
JOB = Route(
    "job",
    "GET",
    "/v1/jobs/{job_id}",
    "The state of a job, and its result.",
    answer="Job",
    verb="job",
    aliases=("/v1/job/{job_id}",),
)
JOBS = Route(
    "jobs",
    "GET",
    "/v1/jobs",
    "The account's jobs, newest first, a page at a time.",
    query=(Field("nextPageKey", "from the page before"),),
    answer="Job[]",
    verb="jobs",
)

# Media

UPLOAD_URL = Route(
    "upload_url",
    "POST",
    "/v1/media/generateUrl",
    "A signed address to bring a file to, good for 24 hours, and the one where it is found afterwards.",
    body=(_must("fileName", "with its extension"), _must("contentType", "the MIME type that will be sent")),
    answer="UploadSlot",
    verb="upload",
)
UPLOAD = Route(
    "upload",
    "PUT",
    "{signedUrl}",
    "Bring the bytes of a file to its signed address, with the very content type that was declared.",
    verb="upload",
    open=True,
    elsewhere=True,
)
SEARCH_MEDIA = Route(
    "search_media",
    "GET",
    "/v1/media/search",
    "Search the media library for videos and pictures.",
    query=(
        _must("keyword", "what it shows"),
        Field("category", "Parent or Parent/Child", choices=terms.CATEGORIES),
        Field("language", "of the keyword, such as en"),
        Field("page", "counted from 1", "integer", least=1),
    ),
    answer="Clip[]",
    verb="search_media",
)

# Voices and music

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
        _must("name", "to call the voice by"),
        _must("engine", "of the provider, such as eleven_multilingual_v2"),
        _must("service", "the provider, such as elevenlabs"),
        _must("language", "such as en-US"),
        _must("voiceId", "the provider's id of it"),
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

# How a video looks

FONTS = Route(
    "fonts",
    "GET",
    "/v1/video/storyboard/fonts",
    "The font families that text can be written in.",
    answer="Font[]",
    verb="fonts",
)
STYLES = Route("styles", "GET", "/v1/styles", "The saved looks of subtitles.", answer="Style[]", verb="styles")
SMART_LAYOUTS = Route(
    "smart_layouts",
    "GET",
    "/v1/smartlayouts",
    "The layouts for a whole video.",
    answer="SmartLayout[]",
    verb="smart_layouts",
)
AVATARS = Route(
    "avatars",
    "GET",
    "/v1/avatars",
    "The presenters that can appear in a video, and their looks.",
    query=(Field("nextPageKey", "from the page before"),),
    answer="Avatar[]",
    verb="avatars",
)
BRANDS = Route("brands", "GET", "/v1/brands/video", "The account's brands.", answer="Brand[]", verb="brands")
ADD_BRAND = Route(
    "add_brand",
    "POST",
    "/v1/brands/editvideo",
    "Create a brand: its colours, its font, and the buttons of the page where videos are edited.",
    body=(
        _must("name", "of the brand"),
        Field("description", "for people"),
        Field("color", "primary: main, light, contrastText, dark", "object"),
        Field("font", "family, url, format", "object"),
        Field("button", "notificationBell and downloadVideo: visible", "object"),
    ),
    answer="Brand",
    verb="add_brand",
)

# What is used of the account

QUOTA = Route("quota", "GET", "/v1/quota", "What is used, and the limits of it.", answer="Quota", verb="quota")
CREDIT_USAGE = Route(
    "credit_usage",
    "GET",
    "/v1/aicredits/usage",
    "The ledger of AI credits of one month, newest first.",
    query=(
        Field("year", "together with month", "integer", least=2000, most=9999),
        Field("month", "1 to 12, together with year", "integer", least=1, most=12),
    ),
    answer="CreditEntry[]",
    verb="credit_usage",
)

ROUTES: tuple[Route, ...] = (
    TOKEN,
    RENDER_STORYBOARD,
    JOBS,
    JOB,
    UPLOAD_URL,
    UPLOAD,
    SEARCH_MEDIA,
    VOICES,
    ADD_VOICE,
    MUSIC,
    MOODS,
    GENRES,
    GENRE_GROUPS,
    INSTRUMENTS,
    PURPOSES,
    FONTS,
    STYLES,
    SMART_LAYOUTS,
    AVATARS,
    BRANDS,
    ADD_BRAND,
    QUOTA,
    CREDIT_USAGE,
)


def find(method: str, path: str) -> tuple[Route, dict[str, str]] | None:
    """The row that answers ``method path``, with the values of its places; None where there is none."""
    for route in ROUTES:
        if route.method == method and (values := route.match(path)) is not None:
            return route, values
    return None
