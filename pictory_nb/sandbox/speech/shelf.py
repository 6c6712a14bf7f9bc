"""Sentences that were spoken before, kept on disk and shared by all processes."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path

from pictory_nb.sandbox.places import cache_folder
from pictory_nb.sandbox.speech.model import ENGINE
from pictory_nb.sandbox.speech.saying import Saying, essence, written
from pictory_nb.sandbox.speech.sound import RATE, Narrator, Speech, SpokenWord

__all__ = ["RememberingNarrator", "Shelf"]

_ROOM = 400 * 1024 * 1024
"""Bytes: about two and a half hours. Beyond it the sentences that were not heard for longest go."""


class Shelf:
    """A folder with one file a sentence: 16-bit sound and the times of the words.

    A file is written under another name and moved in place, so it is whole or not there; one that is damaged
    all the same is taken for not there.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or cache_folder() / "speech" / "sentences"

    def __repr__(self) -> str:
        return f"Shelf({str(self.folder)!r})"

    def get(self, saying: Saying, voice: str, speed: float) -> Speech | None:
        """The speech as it was put here, or None. Needs numpy only."""
        path = self._path(saying, voice, speed)
        if not path.is_file():
            return None
        import numpy as np

        try:
            with np.load(path, allow_pickle=False) as kept:
                samples, times = kept["samples"], kept["times"]
            words = written(saying)
            if times.shape != (len(words), 2) or samples.dtype != np.int16:
                return None
            os.utime(path)
        except Exception:  # a damaged archive fails in many ways, and each of them means: say it again
            return None
        spoken = tuple(SpokenWord(word, float(a), float(b)) for word, (a, b) in zip(words, times, strict=True))
        return Speech(samples.astype(np.float32) / 32767, RATE, spoken)

    def put(self, saying: Saying, voice: str, speed: float, speech: Speech) -> None:
        """Keep a speech. Where there is no room or no right to write, it is just not kept."""
        import numpy as np

        path = self._path(saying, voice, speed)
        times = np.array([(word.start, word.end) for word in speech.words], np.float64).reshape(-1, 2)
        unfinished = None
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.folder, prefix=".", suffix=".npz", delete=False) as file:
                unfinished = file.name
                np.savez(file, samples=np.round(speech.samples * 32767).astype(np.int16), times=times)
            os.replace(unfinished, path)
            if path.name.startswith("00"):  # now and then, one sentence in 256
                self._make_room()
        except OSError:
            if unfinished:
                Path(unfinished).unlink(missing_ok=True)

    def _path(self, saying: Saying, voice: str, speed: float) -> Path:
        said = json.dumps([ENGINE, essence(saying), voice, round(speed, 4)])
        return self.folder / (hashlib.sha256(said.encode()).hexdigest()[:32] + ".npz")

    def _make_room(self) -> None:
        kept = []
        for path in self.folder.glob("*.npz"):
            try:
                kept.append((path.stat().st_mtime, path.stat().st_size, path))
            except OSError:  # another process was faster
                continue
        excess = sum(size for _, size, _ in kept) - _ROOM
        for _, size, path in sorted(kept):
            if excess <= 0:
                break
            path.unlink(missing_ok=True)
            excess -= size


class RememberingNarrator:
    """Says what was said before from the shelf, and lets another narrator say the rest."""

    def __init__(self, narrator: Narrator, shelf: Shelf | None = None) -> None:
        self._narrator = narrator
        self._shelf = shelf or Shelf()

    def __repr__(self) -> str:
        return f"RememberingNarrator({self._narrator!r}, {self._shelf!r})"

    def speak(self, saying: Saying, voice: str, speed: float = 1.0) -> Speech:
        """As ``Narrator.speak``."""
        heard = self._shelf.get(saying, voice, speed)
        if heard is None:
            heard = self._narrator.speak(saying, voice, speed)
            self._shelf.put(saying, voice, speed, heard)
        return heard
