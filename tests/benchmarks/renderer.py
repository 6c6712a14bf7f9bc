"""How near the renderer comes to the speed of its encoder: ``python -m tests.benchmarks.renderer [--rounds 5]``.

A minute of film at 1280×720 is rendered, and, turn by turn with it, the very same frames are only encoded, from
memory, by the same encoder on the same cores: that is the floor. Medians and their ratio are printed, and the time
that a film of ten seconds takes from the start of a fresh process. Never a test: other work on the machine shows.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from pictory_nb.renderer import (
    Aurora,
    Chunk,
    Film,
    LogoPicture,
    MusicTrack,
    Picture,
    Shot,
    Speech,
    cut,
    render,
)
from pictory_nb.renderer.chunk import Scene, views
from pictory_nb.renderer.encoder import video_encoder
from tests.renderer import house

SIZE = (1280, 720)
STORY = "Every film begins with a clear thought and a friendly voice that takes us by the hand and shows the way"
PALETTES = (
    ((11, 16, 48), (91, 43, 255), (255, 61, 129), (0, 119, 255), (122, 0, 200), (255, 138, 61)),
    ((4, 20, 40), (0, 119, 182), (0, 180, 216), (72, 202, 228), (2, 62, 138)),
    ((238, 242, 255), (199, 210, 254), (251, 207, 232), (186, 230, 253), (221, 214, 254)),
)


def minute(folder: Path) -> Film:
    """Six shots of ten seconds: moving backgrounds and photographs in turn, captions, voice, music, logo."""
    emblem, logo, photo = _emblem(folder / "emblem.png"), _emblem(folder / "logo.png"), _photo(folder / "photo.jpg")
    music = house.wav(folder / "music.wav", house.tone(20, hertz=330, level=0.2))
    backdrops = [Picture(photo) if n % 2 else Aurora(PALETTES[n // 2], seed=n, emblem=emblem) for n in range(6)]
    shots = tuple(_shot(backdrop, n) for n, backdrop in enumerate(backdrops))
    return Film(
        SIZE, shots, house.FONTS, logo=LogoPicture(logo, width=0.05), mark="sandbox", music=MusicTrack(music, 0.4)
    )


def ten_seconds(folder: Path) -> Film:
    """One aurora with captions and a voice."""
    backdrop = Aurora(PALETTES[0], seed=1, emblem=_emblem(folder / "emblem.png"))
    return Film(SIZE, (_shot(backdrop, 0),), house.FONTS, mark="sandbox")


def _shot(backdrop: Aurora | Picture, number: int) -> Shot:
    words = house.spoken(STORY, pace=9 / len(STORY.split()), keywords="clear thought voice")
    captions = house.captioned(words, 10.0, size=SIZE)
    return Shot(10.0, backdrop, f"scene {number + 1}", captions=captions, speech=Speech(_voice(number), 24_000, 0.2))


def _voice(seed: int) -> np.ndarray:
    chance = np.random.default_rng(seed)
    loudness = np.repeat(chance.uniform(0, 0.3, 60), 3600)
    return (loudness * chance.standard_normal(len(loudness)) * 0.5).clip(-1, 1).astype(np.float32)


def _emblem(path: Path) -> Path:
    image = Image.new("RGBA", (512, 512))
    ImageDraw.Draw(image).regular_polygon((256, 256, 220), 5, fill=(255, 200, 60, 255))
    image.save(path)
    return path


def _photo(path: Path) -> Path:
    """Something with the detail of a photograph: noise at many scales."""
    chance, picture = np.random.default_rng(5), np.zeros((1080, 1920, 3), np.float32)
    for scale in (4, 12, 40, 120, 400):
        coarse = chance.random((1080 // scale + 2, 1920 // scale + 2, 3)) * 255
        large = Image.fromarray(coarse.astype(np.uint8)).resize((1920, 1080), Image.Resampling.BICUBIC)
        picture += np.asarray(large, np.float32) * (scale / 576)
    Image.fromarray(picture.clip(0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(1)).save(path, quality=92)
    return path


@dataclass
class Cost:
    """Seconds that pass, and seconds that the processor works, which are the steadier figure on a busy machine."""

    wall: float = 0.0
    cpu: float = 0.0

    @contextmanager
    def measured(self) -> Iterator[None]:
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.wall += time.perf_counter() - wall
        self.cpu += time.process_time() - cpu


def cost_of_render(film: Film, folder: Path) -> Cost:
    """The whole film, sound and all."""
    cost = Cost()
    with cost.measured():
        render(film, folder / "film.mp4")
    return cost


def cost_of_floor(film: Film) -> Cost:
    """Encoding the same frames, ready-made, with every core busy; drawing them is not counted."""
    cores, cost = os.cpu_count() or 1, Cost()
    chunks = [chunk for index in range(len(film.shots)) for chunk in cut(film, index)]
    with ThreadPoolExecutor(cores) as pool:
        for group in _groups(chunks, cores):
            ready = list(pool.map(_frames, group))
            with cost.measured():
                list(pool.map(_encode, ready))
    return cost


def _groups(chunks: list[Chunk], cores: int) -> Iterator[list[Chunk]]:
    yield from (chunks[at : at + cores] for at in range(0, len(chunks), cores))


def _frames(chunk: Chunk) -> list[av.VideoFrame]:
    scene, frames = Scene(chunk), []
    for number in range(chunk.count):
        frame = av.VideoFrame(*chunk.size, "yuv420p")
        scene.draw(chunk.first + number, views(frame))
        frames.append(frame)
    return frames


def _encode(frames: list[av.VideoFrame]) -> int:
    encoder, size = video_encoder(SIZE, 30), 0
    for number, frame in enumerate(frames):
        frame.pts, frame.time_base = number, encoder.time_base
        size += sum(packet.size for packet in encoder.encode(frame))
    return size + sum(packet.size for packet in encoder.encode(None))


def seconds_of_fresh_process() -> float:
    """Wall time of a film of ten seconds, from starting Python to the finished file."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", __spec__.name, "--ten-seconds"], check=True)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--ten-seconds", action="store_true", help="only render ten seconds, as a part of the benchmark"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.ten_seconds:
            render(ten_seconds(folder), folder / "film.mp4")
            return
        film = minute(folder)
        cost_of_render(film, folder)  # fonts and libraries are read once, outside of the measurement
        rounds = [_round(film, folder) for _ in range(options.rounds)]
        _sum_up(film, rounds, (folder / "film.mp4").stat().st_size)


def _round(film: Film, folder: Path) -> tuple[Cost, Cost, float]:
    whole, floor, fresh = cost_of_render(film, folder), cost_of_floor(film), seconds_of_fresh_process()
    for name, cost in (("film ", whole), ("floor", floor)):
        print(f"{name} {cost.wall:6.2f} s, {cost.cpu:6.2f} s of CPU   ", end="")
    print(
        f"ratio {whole.wall / floor.wall:4.2f}, CPU {whole.cpu / floor.cpu:4.2f}   ten seconds, fresh: {fresh:4.2f} s"
    )
    return whole, floor, fresh


def _sum_up(film: Film, rounds: list[tuple[Cost, Cost, float]], size: int) -> None:
    middle = statistics.median
    wall = middle(whole.wall for whole, _, _ in rounds)
    ratio, work = (
        middle(getattr(whole, kind) / getattr(floor, kind) for whole, floor, _ in rounds) for kind in ("wall", "cpu")
    )
    print(f"medians: {film.duration:.0f} s of film in {wall:.2f} s ({film.duration / wall:.1f}× real time)", end="")
    print(f", {size / 1e6:.1f} MB; {ratio:.2f} times the floor, {work:.2f} times its CPU")
    print(f"         ten seconds of film in a fresh process: {middle(fresh for _, _, fresh in rounds):.2f} s")


if __name__ == "__main__":
    main()
