"""The films that the benchmarks of the renderer make, and how their cost is measured.

Nothing here is a test: other work on the machine shows in every figure, and most of all in seconds that pass.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from PIL import Image, ImageDraw, ImageFilter

import pictory_nb.renderer.chunk
import pictory_nb.renderer.joining
import pictory_nb.renderer.preview
import pictory_nb.renderer.soundtrack  # noqa: F401 - what is here before the fork all workers share
from pictory_nb.renderer import Aurora, Film, LogoPicture, MusicTrack, Picture, Shot, Speech
from pictory_nb.sandbox.studio import Report
from pictory_nb.sandbox.worker import Start, starter
from pictory_nb.sandbox.workers import Crew, Workers
from tests.renderer import house

SIZE = (1280, 720)
STORY = "Every film begins with a clear thought and a friendly voice that takes us by the hand and shows the way"
PALETTES = (
    ((11, 16, 48), (91, 43, 255), (255, 61, 129), (0, 119, 255), (122, 0, 200), (255, 138, 61)),
    ((4, 20, 40), (0, 119, 182), (0, 180, 216), (72, 202, 228), (2, 62, 138)),
    ((238, 242, 255), (199, 210, 254), (251, 207, 232), (186, 230, 253), (221, 214, 254)),
)


def minute(folder: Path, size: tuple[int, int] = SIZE, shots: int = 6) -> Film:
    """Six shots of ten seconds: moving backgrounds and photographs in turn, captions, voice, music, logo.

    More shots make a longer film, in which no two are alike.
    """
    star, logo, photograph = emblem(folder / "emblem.png"), emblem(folder / "logo.png"), photo(folder / "photo.jpg")
    music = house.wav(folder / "music.wav", house.tone(20, hertz=330, level=0.2))
    backdrops = [
        Picture(photograph) if n % 2 else Aurora(PALETTES[n // 2 % 3], seed=n, emblem=star) for n in range(shots)
    ]
    planned = tuple(_shot(backdrop, n, size) for n, backdrop in enumerate(backdrops))
    return Film(
        size, planned, house.FONTS, logo=LogoPicture(logo, width=0.05), mark="sandbox", music=MusicTrack(music, 0.4)
    )


def _shot(backdrop: Aurora | Picture, number: int, size: tuple[int, int]) -> Shot:
    words = house.spoken(STORY, pace=9 / len(STORY.split()), keywords="clear thought voice")
    captions = house.captioned(words, 10.0, size=size)
    return Shot(10.0, backdrop, f"scene {number + 1}", captions=captions, speech=Speech(_voice(number), 24_000, 0.2))


def _voice(seed: int) -> np.ndarray:
    chance = np.random.default_rng(seed)
    loudness = np.repeat(chance.uniform(0, 0.3, 60), 3600)
    return (loudness * chance.standard_normal(len(loudness)) * 0.5).clip(-1, 1).astype(np.float32)


def emblem(path: Path) -> Path:
    image = Image.new("RGBA", (512, 512))
    ImageDraw.Draw(image).regular_polygon((256, 256, 220), 5, fill=(255, 200, 60, 255))
    image.save(path)
    return path


def photo(path: Path) -> Path:
    """Something with the detail of a photograph: noise at many scales."""
    chance, picture = np.random.default_rng(5), np.zeros((1080, 1920, 3), np.float32)
    for scale in (4, 12, 40, 120, 400):
        coarse = chance.random((1080 // scale + 2, 1920 // scale + 2, 3)) * 255
        large = Image.fromarray(coarse.astype(np.uint8)).resize((1920, 1080), Image.Resampling.BICUBIC)
        picture += np.asarray(large, np.float32) * (scale / 576)
    Image.fromarray(picture.clip(0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(1)).save(path, quality=92)
    return path


@dataclass(frozen=True)
class Filmed:
    """Has the studio make a film of so many shots of ten seconds; of none, it is only there afterwards."""

    size: tuple[int, int]
    shots: int

    def __call__(self, folder: Path, report: Report, crew: Any) -> None:
        from pictory_nb.renderer import assemble, cut, encode_soundtrack
        from pictory_nb.sandbox.shooting import shoot

        if not self.shots:
            return
        film = minute(folder, self.size, self.shots)
        reels = folder / "reels"
        reels.mkdir(exist_ok=True)
        drawn = [
            crew.submit(shoot, chunk, reels / f"{index}-{number}.reel")
            for index in range(len(film.shots))
            for number, chunk in enumerate(cut(film, index))
        ]
        sound = crew.first(encode_soundtrack, film)
        assemble([task.result() for task in drawn], sound.result(), folder / "film.mp4")
        shutil.rmtree(reels)


@contextmanager
def workers(count: int) -> Iterator[Crew]:
    """So many worker processes, as the sandbox has them; they are there, and have drawn something, when it begins."""
    made = Workers(_start(), count)
    try:
        list(made.crew().map(_nothing, range(4 * count)))
        yield made.crew()
    finally:
        made.end()


@cache
def _start() -> Start:
    """Found once, before a measurement has threads of its own: what is forked beside them may wait for ever."""
    return starter()


def _nothing(_: int) -> None:
    time.sleep(0.05)


@dataclass
class Cost:
    """Seconds that pass, seconds that all processes work together, and the most memory that they have at once."""

    wall: float = 0.0
    cpu: float = 0.0
    memory: float = 0.0

    @contextmanager
    def measured(self) -> Iterator[None]:
        over = threading.Event()
        watch = threading.Thread(target=self._watch, args=(over,))
        wall, cpu = time.perf_counter(), _worked()
        watch.start()
        try:
            yield
        finally:
            self.wall += time.perf_counter() - wall
            self.cpu += _worked() - cpu
            over.set()
            watch.join()

    def _watch(self, over: threading.Event) -> None:
        while not over.wait(0.25):
            self.memory = max(self.memory, sum(map(_memory, _family())))


def _family() -> list[psutil.Process]:
    own = psutil.Process()
    return [own, *own.children(recursive=True)]


def _memory(process: psutil.Process) -> float:
    """Its bytes; what it shares with others is counted in parts."""
    try:
        return getattr(process.memory_full_info(), "pss", 0) or process.memory_info().rss
    except psutil.Error:
        return 0.0


def _worked() -> float:
    total = 0.0
    for process in _family():
        try:
            times = process.cpu_times()
            total += times.user + times.system
        except psutil.Error:
            continue
    return total


def told_load() -> str:
    """How busy the machine was."""
    return "load average over the last minutes: " + " ".join(f"{load:.1f}" for load in os.getloadavg())
