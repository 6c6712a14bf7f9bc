"""Music for a film that names none: recorded tracks by mood, and three synthesised ones that need no package.

The recordings come in ``immich-memories-music`` (MIT; Python 3.11 and later). They are found without
importing it. Lengths and loudness were measured once and are kept here, so that listing opens no file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from .cache import cache_folder, made_once
from .meaning import speaks_of

__all__ = ["Track", "choose_music", "tracks"]

PACKAGE = "immich_memories_music"


@dataclass(frozen=True)
class Track:
    """One track. ``seconds`` is its length; a longer film repeats it.

    ``moods`` and ``genre`` are words of the service (contract §3.9). ``loudness`` is in LUFS (ITU-R BS.1770)
    and says how far to turn it down. ``recording`` is None for a synthesised track.
    """

    id: str
    title: str
    mood: str
    moods: tuple[str, ...]
    genre: str
    seconds: float
    loudness: float
    recording: Path | None = None

    def file(self) -> Path:
        """The audio file: Opus for a recording, WAV for a synthesised track, made when first asked for."""
        if self.recording is not None:
            return self.recording
        from .synth import VERSION, write_wav

        target = cache_folder("music") / f"{self.id}-{VERSION}.wav"
        return made_once(target, lambda unfinished: write_wav(self.mood, unfinished))


MOODS: dict[str, tuple[str, ...]] = {
    "calm": ("Calm / Serene", "Gentle / Soft", "Laid-back", "Neutral"),
    "energetic": ("Energetic / Lively", "Driving", "Exciting / Rousing", "Powerful / Strong", "Confident"),
    "happy": ("Happy / Bright", "Upbeat / Cheerful", "Feel Good", "Joyful", "Uplifting / Inspiring"),
    "nostalgic": ("Nostalgic / Reflective", "Bittersweet", "Emotional", "Sad / Melancholic"),
    "tender": ("Sweet / Warm", "Romantic", "Beautiful", "Hopeful / Optimistic"),
}
"""Our five moods in the service's words, the most telling first."""

# Words of a story -> the mood that it wants.
_CALLS: dict[str, frozenset[str]] = {
    mood: frozenset(words.split())
    for mood, words in {
        "calm": """
            sleep relax calm meditation breathe yoga nature forest tree plant rain cloud water sea lake
            ocean night star space planet science cell atom learn school lesson study teacher guide
            explain read book data health doctor medicine patient research photosynthesis evaporate
            evaporation condense climate weather process
        """,
        "energetic": """
            run race sport win winner champion team fast speed launch power energy strong exercise
            muscle gym train workout technology robot electric future startup grow growth revenue sale
            compete challenge goal rocket marathon football soccer fire action drive engine machine
            innovation boost
        """,
        "happy": """
            happy fun celebrate party birthday friend food cook recipe bake kitchen enjoy holiday
            vacation beach summer travel trip sunny joy smile laugh play game child welcome share
            customer shop gift colour creative adventure delicious pet dog bread egg oven salt garlic
            chocolate wine salad boil fry serve taste meal
        """,
        "nostalgic": """
            history ancient century war memory remember past king queen empire old lost fall loss
            grandfather grandmother autumn tradition heritage museum soldier battle roman medieval
            revolution napoleon crisis death farewell goodbye pollution extinct
        """,
        "tender": """
            love family mother father baby home heart care kindness wedding hope thank gratitude dream
            flower sunrise morning help together support community garden gentle tea spring beautiful
            art paint poem
        """,
    }.items()
}
DEFAULT_MOOD = "calm"

# file of the package, title (ours; the package names none), seconds, LUFS
_RECORDINGS: tuple[tuple[str, str, float, float], ...] = (
    ("calm_acoustic_1", "Still Water", 32.3, -13.1),
    ("calm_acoustic_s411", "Slow River", 31.9, -12.4),
    ("calm_acoustic_s522", "Open Window", 29.6, -10.9),
    ("calm_electronic_s411", "Soft Signal", 30.9, -13.2),
    ("calm_electronic_s522", "Night Drift", 32.2, -12.4),
    ("energetic_acoustic_1", "Uphill", 30.6, -13.9),
    ("energetic_acoustic_2", "Run for It", 31.6, -13.9),
    ("energetic_acoustic_s522", "First Gear", 31.6, -12.6),
    ("energetic_electronic_2", "Full Current", 31.7, -11.8),
    ("energetic_electronic_s411", "Ignition", 32.0, -10.7),
    ("happy_acoustic_1", "Sunday Market", 32.6, -13.1),
    ("happy_acoustic_2", "Bright Side", 29.4, -13.4),
    ("happy_acoustic_s411", "Picnic", 31.7, -11.6),
    ("happy_electronic_1", "Good News", 31.4, -13.1),
    ("happy_electronic_2", "Colour Wheel", 32.6, -11.9),
    ("happy_electronic_s411", "Lemonade", 31.6, -13.8),
    ("nostalgic_acoustic_1", "Old Letters", 32.6, -11.3),
    ("nostalgic_acoustic_s411", "Grandmother's House", 30.9, -11.8),
    ("nostalgic_acoustic_s522", "Last Train Home", 32.7, -11.4),
    ("nostalgic_electronic_2", "Faded Film", 31.1, -10.8),
    ("nostalgic_electronic_s411", "Winter Lights", 31.4, -12.5),
    ("nostalgic_electronic_s522", "Long Ago", 32.1, -13.6),
    ("tender_acoustic_1", "Small Hands", 32.0, -10.8),
    ("tender_acoustic_2", "Morning Tea", 32.0, -13.5),
    ("tender_acoustic_s411", "Close to You", 32.0, -14.4),
    ("tender_electronic_1", "First Light", 30.1, -14.2),
    ("tender_electronic_2", "Paper Boats", 30.8, -12.6),
    ("tender_electronic_s411", "Halo", 29.5, -11.9),
)


@lru_cache(maxsize=1)
def tracks() -> tuple[Track, ...]:
    """All tracks, recordings first; without the music package only the synthesised ones."""
    return (*_recorded(), *_synthesised())


def choose_music(stories: Sequence[str]) -> Track:
    """The track that the words of a film call for; a recording where there is one.

    The same stories always get the same track; films of one mood take different ones.
    """
    votes = {mood: speaks_of(stories, calls) for mood, calls in _CALLS.items()}
    mood = max(votes, key=lambda each: (votes[each], each == DEFAULT_MOOD))
    fitting = [track for track in tracks() if track.mood == mood and track.recording]
    fitting = fitting or [track for track in tracks() if mood in SYNTHESISED_FOR[track.mood]]
    lot = int.from_bytes(hashlib.sha256("\n".join(stories).encode()).digest()[:8], "big")
    return fitting[lot % len(fitting)]


SYNTHESISED_FOR: dict[str, tuple[str, ...]] = {
    "calm": ("calm", "nostalgic"),
    "happy": ("happy", "energetic"),
    "tender": ("tender",),
    "energetic": (),
    "nostalgic": (),
}
"""Which moods each synthesised track stands in for."""


def _recorded() -> list[Track]:
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return []
    folder = Path(next(iter(spec.submodule_search_locations))) / "tracks"
    found = []
    for name, title, seconds, loudness in _RECORDINGS:
        mood, style, _ = name.split("_")
        path = folder / mood / f"{name}.opus"
        genre = "Electronic" if style == "electronic" else "Folk"
        if path.is_file():
            found.append(Track(name.replace("_", "-"), title, mood, MOODS[mood], genre, seconds, loudness, path))
    return found


def _synthesised() -> list[Track]:
    return [
        Track("synth-calm", "Slow Tide", "calm", MOODS["calm"], "Electronic", 40.0, -16.8),
        Track("synth-happy", "Light Steps", "happy", MOODS["happy"], "Electronic", 36.57, -16.8),
        Track("synth-tender", "Glass Garden", "tender", MOODS["tender"], "Electronic", 37.5, -16.8),
    ]
