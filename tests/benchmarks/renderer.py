"""How near the renderer comes to the speed of its encoder: ``python -m tests.benchmarks.renderer [--rounds 3]``.

A minute of film is rendered in worker processes, as the sandbox does it, and, turn by turn with it, the very same
frames are only encoded, from memory, by the same encoder on as many cores: that is the floor. Its share of the whole
(goal: 0.8 at 720p, 0.75 at 1080p), the speed beside real time (goal: 5 and 2), and what a second core brings (goal:
1.7 times) are printed, medians of several rounds.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import av

from pictory_nb.renderer import Chunk, Film, cut, render
from pictory_nb.renderer.chunk import Scene, views
from pictory_nb.renderer.encoder import video_encoder
from pictory_nb.sandbox.workers import cores
from tests.benchmarks.reference import Cost, minute, told_load, workers

SIZES = {"720p": (1280, 720), "1080p": (1920, 1080)}


def cost_of_render(film: Film, folder: Path, count: int) -> Cost:
    """The whole film, sound and all, with so many workers that wait for it."""
    cost = Cost()
    with workers(count) as crew, cost.measured():
        render(film, folder / "film.mp4", executor=crew)
    return cost


def cost_of_floor(film: Film) -> Cost:
    """Encoding the same frames, ready-made, with every core busy; drawing them is not counted."""
    cost = Cost()
    chunks = [chunk for index in range(len(film.shots)) for chunk in cut(film, index)]
    with ThreadPoolExecutor(cores()) as pool:
        for group in _groups(chunks, cores()):
            ready = list(pool.map(_frames, group))
            with cost.measured():
                list(pool.map(_encode, ready))
    return cost


def _groups(chunks: list[Chunk], size: int) -> Iterator[list[Chunk]]:
    yield from (chunks[at : at + size] for at in range(0, len(chunks), size))


def _frames(chunk: Chunk) -> list[av.VideoFrame]:
    scene, frames = Scene(chunk), []
    for number in range(chunk.count):
        frame = av.VideoFrame(*chunk.size, "yuv420p")
        scene.draw(chunk.first + number, views(frame))
        frames.append(frame)
    return frames


def _encode(frames: list[av.VideoFrame]) -> int:
    encoder, size = video_encoder((frames[0].width, frames[0].height), 30), 0
    for number, frame in enumerate(frames):
        frame.pts, frame.time_base = number, encoder.time_base
        size += sum(packet.size for packet in encoder.encode(frame))
    return size + sum(packet.size for packet in encoder.encode(None))


def compare(name: str, folder: Path, rounds: int) -> None:
    film = minute(folder, SIZES[name])
    shares, works, speeds, gains = [], [], [], []
    for _ in range(rounds):
        whole, floor, alone = cost_of_render(film, folder, cores()), cost_of_floor(film), None
        print(f"{name}  film {whole.wall:6.2f} s {whole.cpu:6.2f} s of CPU {whole.memory / 1e6:5.0f} MB", end="")
        print(f"   floor {floor.wall:6.2f} s {floor.cpu:6.2f} s of CPU", end="")
        if cores() > 1 and name == "720p":
            alone = cost_of_render(film, folder, 1)
            gains.append(alone.wall / whole.wall)
            print(f"   one worker {alone.wall:6.2f} s", end="")
        print(flush=True)
        shares.append(floor.wall / whole.wall)
        works.append(floor.cpu / whole.cpu)
        speeds.append(film.duration / whole.wall)
    size = (folder / "film.mp4").stat().st_size / 1e6
    print(f"{name}  the floor is {statistics.median(shares):.2f} of the whole", end="")
    print(f" ({statistics.median(works):.2f} of its CPU); {statistics.median(speeds):.1f}", end="")
    print(f" times real time with {cores()} workers; {size:.1f} MB")
    if gains:
        print(f"{name}  {cores()} workers are {statistics.median(gains):.2f} times as fast as one")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--size", choices=SIZES, action="append", help="both by default")
    options = parser.parse_args()
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    for name in options.size or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            compare(name, Path(folder), options.rounds)
    print(told_load())


if __name__ == "__main__":
    main()
