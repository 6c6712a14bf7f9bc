"""Listening: a recording becomes a transcript. Long ones are parted, and heard by all workers side by side."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import TYPE_CHECKING, Any

from pictory_nb.sandbox.listening import model
from pictory_nb.sandbox.listening.recording import RATE, Measures, decoded, levels, measured, pieces
from pictory_nb.sandbox.listening.sentences import numbered
from pictory_nb.sandbox.listening.timing import settled
from pictory_nb.sandbox.places import cache_folder
from pictory_nb.sandbox.studio import pool
from pictory_nb.transcript import Transcript, Word, plain

if TYPE_CHECKING:
    import numpy as np

__all__ = ["listen", "recognise"]

Heard = tuple[str, float, float]
"""A word and when it is heard, in seconds."""
_ECHO = 0.1
"""Seconds within which the same word at the start of the next segment is an echo."""
Report = Callable[[float], None]
"""Called with the part that is done, from 0 to 1."""


def listen(path: Path, language: str = "en-US", report: Report = lambda _: None) -> Transcript:
    """What is said in a film or a recording, word for word and timed. ``language`` is such as ``en-US``.

    It is heard in worker processes, about ten times as fast as it is spoken for each core; the same file is heard
    once. Raises ``RenderError`` where the recogniser is not installed, or the file holds no sound that can be read.
    """
    kept = _Shelf(path, language)
    if (known := kept.get()) is not None:
        return known
    model.check()
    with TemporaryDirectory(prefix="pictory-listening-", ignore_cleanup_errors=True) as folder:
        prepared = pool().submit(_prepare, path, Path(folder)).result()
        tasks = [pool().submit(_hear, prepared.sound, piece, language) for piece in prepared.pieces]
        words = _gathered(tasks, report)
    transcript = _transcript(words, prepared, language)
    kept.put(transcript)
    return transcript


def recognise(sound: np.ndarray, language: str = "en-US") -> list[Heard]:
    """The words of a sound of mono float32 samples at 16 kHz; in this process."""
    segments, _ = model.recogniser().transcribe(
        sound,
        language=language.split("-")[0].lower(),
        beam_size=5,
        word_timestamps=True,
        vad_filter=True,  # music and silence make the network imagine words
        vad_parameters={"min_silence_duration_ms": 500},
        condition_on_previous_text=False,  # one mistake is not to be repeated ever after
    )
    length = len(sound) / RATE
    found = list(_once(list(segment.words or ()) for segment in segments))
    texts = [word.word.strip() for word in found]
    spans = [(min(word.start, length), min(max(word.start, word.end), length)) for word in found]
    timed = settled(spans, levels(sound))
    return [(text, start, end) for text, (start, end) in zip(texts, timed, strict=True) if text]


def _once(segments: Iterable[list[Any]]) -> Iterator[Any]:
    """The words of all segments, without the echo of a last word that the network hears again where it goes on."""
    before: Any = None
    for words in segments:
        if before and words and plain(words[0].word) == plain(before.word) and words[0].start - before.end < _ECHO:
            words = words[1:]
        yield from words
        before = words[-1] if words else before


@dataclass(frozen=True)
class _Prepared:
    """A recording that was read: its samples in a file, so that no worker is sent megabytes."""

    sound: Path
    pieces: list[tuple[float, float]]
    measures: Measures


def _prepare(path: Path, folder: Path) -> _Prepared:
    import numpy as np

    sound = decoded(path)
    np.save(folder / "sound.npy", sound)
    return _Prepared(folder / "sound.npy", pieces(levels(sound)), Measures(len(sound) / RATE, measured(path).size))


def _hear(file: Path, piece: tuple[float, float], language: str) -> list[Heard]:
    import numpy as np

    start, end = piece
    sound = np.load(file, mmap_mode="r")[round(start * RATE) : round(end * RATE)]
    return [(text, start + begin, start + until) for text, begin, until in recognise(np.array(sound), language)]


def _gathered(tasks: list[Future[list[Heard]]], report: Report) -> list[Heard]:
    words: list[Heard] = []
    try:
        for count, task in enumerate(tasks, 1):
            words += task.result()
            report(count / len(tasks))
    finally:
        for task in tasks:
            task.cancel()
    return words


def _transcript(heard: list[Heard], prepared: _Prepared, language: str) -> Transcript:
    numbers = numbered(heard)
    words = tuple(
        Word(text, round(start, 3), round(end, 3), number)
        for (text, start, end), number in zip(heard, numbers, strict=True)
    )
    measures = prepared.measures
    return Transcript(words, duration=round(measures.duration, 3), language=language, size=measures.size)


class _Shelf:
    """What was heard before in the same file, told by its content."""

    def __init__(self, path: Path, language: str) -> None:
        content = _digest(path)
        name = hashlib.sha256(json.dumps([model.ENGINE, content, language]).encode()).hexdigest()[:32]
        self._file = cache_folder() / "listening" / f"{name}.json"

    def get(self) -> Transcript | None:
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            words = tuple(Word(*word) for word in kept["words"])
            size = tuple(kept["size"]) if kept["size"] else None
            return Transcript(words, duration=kept["duration"], language=kept["language"], size=size)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, transcript: Transcript) -> None:
        """Keep it. Where there is no room or no right to write, it is just not kept."""
        words = [(word.text, word.start, word.end, word.sentence) for word in transcript.words]
        told = {
            "language": transcript.language,
            "duration": transcript.duration,
            "size": transcript.size,
            "words": words,
        }
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("w", dir=self._file.parent, delete=False, encoding="utf-8") as part:
                json.dump(told, part)
            os.replace(part.name, self._file)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
