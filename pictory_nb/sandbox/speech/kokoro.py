"""The narrator: a neural voice (Kokoro-82M) on the processor of this computer."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from pictory_nb.errors import RenderError
from pictory_nb.sandbox.speech import model
from pictory_nb.sandbox.speech.expression import PITCH, SPEED
from pictory_nb.sandbox.speech.levels import last_heard, levelled, voiced_span
from pictory_nb.sandbox.speech.lexicon import lexicon
from pictory_nb.sandbox.speech.phonemes import LONGEST, NUMBERS
from pictory_nb.sandbox.speech.pronunciation import Pronouncer
from pictory_nb.sandbox.speech.reading import BREATH, ReadWord, read_marked
from pictory_nb.sandbox.speech.saying import Saying, marked
from pictory_nb.sandbox.speech.sound import RATE, Speech, SpokenWord, joined
from pictory_nb.sandbox.speech.voices import VOICES

if TYPE_CHECKING:
    import numpy as np
    import onnxruntime

__all__ = ["KokoroNarrator"]

_FRAME = 600  # samples: the network's durations count these
_AHEAD = 1080  # samples: the sound runs ahead of the durations, by 45 ms in the middle of 43 measured onsets
_FOLLOWS = (
    0.79  # of a change of pitch, in octaves, the voice makes so much: measured with four voices and seven changes
)
_AT_ONCE = 400  # sounds: longer sentences are said in parts
_BREATH = 0.12  # seconds between those parts


class KokoroNarrator:
    """Says sentences; opens the network when it first has to. It may be used by several threads at once.

    ``threads`` is how many cores one sentence may use. Two sentences side by side on one core each are
    faster than one after the other on two.
    """

    def __init__(self, threads: int = 1) -> None:
        self._threads = threads
        self._lock = threading.Lock()
        self._session: onnxruntime.InferenceSession | None = None

    def __repr__(self) -> str:
        return f"KokoroNarrator(threads={self._threads}, {'awake' if self._session else 'asleep'})"

    def __reduce__(self):
        return type(self), (self._threads,)

    @staticmethod
    def missing() -> list[str]:
        """The packages without which nothing can be said here; none when all are there. Imports none of them."""
        return model.missing()

    def wake(self) -> None:
        """Open the network now, so that the first sentence need not wait. Raises ``SandboxMissing``."""
        with self._lock:
            if self._session is None:
                self._session = model.open_network(self._threads)

    def speak(self, saying: Saying, voice: str = "am_michael", speed: float = 1.0) -> Speech:
        """The sound of a sentence, and when each of its words is heard.

        ``voice`` is the ``key`` of a ``Voice``; ``speed`` goes from 0.5 to 2.0 (50 to 200 percent in contract §3.6).
        The manner of a word changes its pace and its pitch; how loud it is is up to ``tune.tuned``.
        Raises ``SandboxMissing`` where the voice's packages are not installed.
        """
        if not 0.5 <= speed <= 2.0:
            raise RenderError(
                f"nobody speaks at {speed:.0%} of the usual speed",
                mend="choose a speed from 50 to 200 percent",
            )
        pronouncer = _pronouncer(_language(voice))
        words = read_marked(marked(saying), knows=pronouncer.knows, british=_language(voice) == "en-GB")
        looked_up = [said for word in words if not word.sounds for said in word.spoken if said != BREATH]
        sounds = iter(pronouncer.sounds(looked_up))
        said = [word.sounds or _sounds_of(word.spoken, sounds) for word in words]
        return joined([self._part(*part, voice, speed) for part in _portions(words, said)], _BREATH)

    def _part(self, words: Sequence[ReadWord], said: Sequence[str], voice: str, speed: float) -> Speech:
        import numpy as np

        tokens, spans = _tokens(words, said)
        if not any(said):
            return Speech(np.zeros(0, np.float32), RATE, tuple(SpokenWord(word.text, 0.0, 0.0) for word in words))
        self.wake()
        # A silent token goes before the first sound, and one behind the last.
        pace, pitch = np.full((1, len(tokens) + 2), speed, np.float32), np.ones((1, len(tokens) + 2), np.float32)
        for word, (first, last) in zip(words, spans, strict=True):
            pace[0, first + 1 : last + 1] *= word.manner.rate
            pitch[0, first + 1 : last + 1] *= word.manner.pitch ** (1 / _FOLLOWS)
        audio, durations = self._session.run(
            None,
            {
                "tokens": np.array([[0, *tokens, 0]], np.int64),
                "style": _styles(voice)[len(tokens) - 1][None],
                SPEED: pace,
                PITCH: pitch,
            },
        )
        audio = np.nan_to_num(audio.ravel())
        begin, end = voiced_span(audio)
        edges = np.concatenate([[0.0], np.cumsum(durations.ravel())]) * _FRAME - _AHEAD
        # A soft first word ("and") is not taken for silence.
        begin = min(begin, max(0, int(edges[1])))
        heard = []
        for word, (first, last) in zip(words, spans, strict=True):
            start, stop = (min(max(int(edges[place + 1]), begin), end) for place in (first, last))
            stop = last_heard(audio, start, stop)
            heard.append(SpokenWord(word.text, (start - begin) / RATE, (stop - begin) / RATE))
        return Speech(levelled(audio[begin:end]), RATE, tuple(heard))


def _sounds_of(spoken: Sequence[str], sounds: Iterator[str]) -> str:
    """The sounds of words that are said together, with a comma where they rest."""
    return " ".join(BREATH if said == BREATH else next(sounds) for said in spoken).replace(f" {BREATH}", BREATH)


def _tokens(words: Sequence[ReadWord], said: Sequence[str]) -> tuple[list[int], list[tuple[int, int]]]:
    """The numbers of all sounds, and for each word the places where its sounds begin and end."""
    text = ""
    spans = []
    for word, sounds in zip(words, said, strict=True):
        text += (" " if text else "") + word.before
        begin = len(text)
        text += sounds
        spans.append((begin, len(text)))
        text += word.after
    if text and text[-1] not in ".!?…":
        # The voice falls at the end only where it sees one. (Marks last, such as a comma, stay unheard.)
        text += "."
    return [NUMBERS[sound] for sound in text], spans


def _portions(words: Sequence[ReadWord], said: Sequence[str]) -> Iterator[tuple[list[ReadWord], list[str]]]:
    """The words in parts that the network takes at once, parted at a mark where there is one."""
    begin = length = 0
    fair: int | None = None
    place = 0
    while place < len(words):
        size = len(said[place]) + len(words[place].before) + len(words[place].after) + 1
        if length + size > _AT_ONCE and place > begin:
            cut = fair or place
            yield list(words[begin:cut]), list(said[begin:cut])
            begin = place = cut
            length, fair = 0, None
            continue
        length += size
        place += 1
        if length > _AT_ONCE // 3 and words[place - 1].after:
            fair = place
    yield list(words[begin:]), [sounds[: LONGEST - 50] for sounds in said[begin:]]


def _language(voice: str) -> str:
    for row in VOICES:
        if row.key == voice:
            return row.language
    raise RenderError(f"The AI voice speaker [{voice}] is invalid.")


@cache
def _pronouncer(language: str) -> Pronouncer:
    return Pronouncer(lexicon(language), british=language == "en-GB")


@cache
def _styles(voice: str) -> np.ndarray:
    """510 x 256 numbers: how the voice sounds in a text of 1, 2, ... sounds (see ``assets/voices/build.py``)."""
    import numpy as np

    with (
        as_file(files("pictory_nb.sandbox") / "assets" / "voices" / "voices.npz") as path,
        np.load(path) as kept,
    ):
        amounts, patterns, mean = (kept[f"{voice}.{name}"] for name in ("amounts", "patterns", "mean"))
    return amounts.astype(np.float32) @ patterns.astype(np.float32) + mean
