"""Other engines of voices, by a small protocol; none is required.

An engine is a package that names a class under the entry point group ``pictory_nb.voices``:

    [project.entry-points."pictory_nb.voices"]
    mine = "my_package:Engine"

The class is made without arguments, in every worker process, and has what ``Engine`` lists. Its voices are listed, cast
by name, and chosen for films in their languages; what they say is kept like everything that is said.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Protocol

from pictory_nb.sandbox.speech.levels import levelled, voiced_span
from pictory_nb.sandbox.speech.say_as import said_as
from pictory_nb.sandbox.speech.saying import Saying, marked
from pictory_nb.sandbox.speech.sound import RATE, Narrator, Speech, SpokenWord
from pictory_nb.sandbox.speech.timing import by_pauses
from pictory_nb.sandbox.speech.voices import Voice

if TYPE_CHECKING:
    import numpy as np

__all__ = ["GROUP", "Engine", "Visitor", "engines", "narrator_of"]

log = logging.getLogger(__name__)

GROUP = "pictory_nb.voices"


class Engine(Protocol):
    """Somebody else's engine. ``name`` changes when the same text would sound different; ``credit`` is whom to thank.

    ``voices`` are rows as ``(key, name, gender, language)``, such as ``("eva", "Eva", "female", "de-DE")``.
    """

    name: str
    credit: str
    voices: Sequence[tuple[str, str, str, str]]

    def speak(self, text: str, voice: str, speed: float) -> tuple[np.ndarray, int]:
        """The sound of a sentence: mono float32 samples from -1 to 1, and their rate. ``voice`` is a key."""


class Visitor:
    """An engine as a narrator: brought to our rate and level, its words timed by the pauses in what it says."""

    def __init__(self, engine: Engine, first_id: int) -> None:
        self.engine = engine
        self.voices = tuple(
            Voice(first_id + place, name, f"{engine.name}:{key}", gender, _accent(language), language, engine.name)
            for place, (key, name, gender, language) in enumerate(engine.voices)
        )

    def __repr__(self) -> str:
        return f"Visitor({self.engine.name!r}, {len(self.voices)} voices)"

    def speak(self, saying: Saying, voice: str, speed: float = 1.0) -> Speech:
        """As ``Narrator.speak``. Of SSML it follows the pace on the whole and what is read, and no pitch."""
        import numpy as np

        words = marked(saying)
        read = [said_as(word.said, word.manner.kind, word.manner.form) if word.said else word.said for word in words]
        text = " ".join(
            filter(None, (word.text if said is None else said for word, said in zip(words, read, strict=True)))
        )
        pace = sum(word.manner.rate for word in words) / max(len(words), 1)
        samples, rate = self.engine.speak(text, voice.removeprefix(f"{self.engine.name}:"), speed * pace)
        samples = _at_our_rate(np.asarray(samples, np.float32).ravel(), rate)
        begin, end = voiced_span(samples)
        sound = levelled(samples[begin:end])
        step = RATE // 50
        levels = (
            np.sqrt((sound[: len(sound) // step * step].reshape(-1, step) ** 2).mean(axis=1)) if len(sound) else sound
        )
        spans = by_pauses([word.text for word in words], levels, len(sound) / RATE)
        return Speech(sound, RATE, tuple(SpokenWord(w.text, *span) for w, span in zip(words, spans, strict=True)))


@cache
def engines() -> tuple[Visitor, ...]:
    """The engines that are installed here. One that cannot be loaded is left out, and the log says why."""
    found: list[Visitor] = []
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            found.append(Visitor(point.load()(), 10_001 + 1000 * len(found)))
        except Exception as error:  # somebody else's package may fail in any way, and films are made all the same
            log.warning("the voices of %s cannot be used: %s: %s", point.name, type(error).__name__, error)
    return tuple(found)


def narrator_of(voice: str, ours: Narrator) -> Narrator:
    """Who says it for the voice of that key: a visiting engine, or ``ours``."""
    for visitor in engines():
        if any(one.key == voice for one in visitor.voices):
            return visitor
    return ours


def _accent(language: str) -> str:
    return {"en-US": "American", "en-GB": "British"}.get(language, language)


def _at_our_rate(samples: np.ndarray, rate: int) -> np.ndarray:
    import av
    import numpy as np

    if rate == RATE or not len(samples):
        return samples
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples[None, :]), format="fltp", layout="mono")
    frame.sample_rate = rate
    resampler = av.AudioResampler(format="fltp", layout="mono", rate=RATE)
    return np.concatenate([part.to_ndarray()[0] for ask in (frame, None) for part in resampler.resample(ask)])
