"""The same minute by MoviePy 2 and by one graph of ffmpeg: ``python -m tests.benchmarks.rivals [--slice 3]``.

Six photographs that are slowly enlarged, a subtitle and a logo over them, fades between them, music: 720p at 30
pictures a second, H.264 of about the same quality (x264 veryfast, CRF 23; ours is set to that picture). Goals: 30
times as fast as MoviePy, of which a slice is measured and scaled, 2.5 times as fast as ffmpeg, and steadier than
either: jitter is how much the motion from picture to picture varies, in pixels, by phase correlation.

MoviePy and ffmpeg are fetched into an environment that is thrown away; where that cannot be, it is said.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import av
import cv2
import numpy as np

from pictory_nb.renderer import Film, LogoPicture, MusicTrack, Picture, Shot, render
from pictory_nb.sandbox.workers import cores
from tests.benchmarks.reference import STORY, Cost, emblem, photo, told_load, workers
from tests.renderer import house

SIZE, SECONDS, FADE = (1280, 720), 10.0, 0.6

MOVIEPY = """
import sys
from moviepy import AudioFileClip, CompositeVideoClip, ImageClip, vfx
folder, begin, length = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
scenes = []
for n in range(6):
    photo = ImageClip(f"{folder}/photo.jpg").resized(width=1280).with_duration(10 + 0.6)
    moving = photo.resized(lambda t: 1.02 + 0.14 * t / 10.6).with_position("center")
    words = ImageClip(f"{folder}/words.png", transparent=True).with_duration(10.6).with_position(("center", 600))
    scene = CompositeVideoClip([moving, words], size=(1280, 720)).with_duration(10.6).with_start(10 * n)
    scenes.append(scene.with_effects([vfx.CrossFadeIn(0.6)]) if n else scene)
logo = ImageClip(f"{folder}/logo.png", transparent=True).resized(width=64).with_duration(60).with_position((1190, 24))
film = CompositeVideoClip([*scenes, logo], size=(1280, 720)).with_duration(60)
sound = AudioFileClip(f"{folder}/music.wav").with_duration(60)
film = film.with_audio(sound).subclipped(begin, begin + length)
coded = ["-crf", "23", "-pix_fmt", "yuv420p"]
film.write_videofile(f"{folder}/moviepy.mp4", fps=30, codec="libx264", audio_codec="aac", preset="veryfast",
                     logger=None, ffmpeg_params=coded)
"""


def film(folder: Path) -> Film:
    """The minute as ours."""
    shots = []
    for number in range(6):
        words = house.spoken(STORY, pace=9 / len(STORY.split()))
        captions = house.captioned(words, SECONDS, size=SIZE)
        shots.append(Shot(SECONDS, Picture(folder / "photo.jpg"), f"scene {number + 1}", captions=captions))
    made = Film(SIZE, tuple(shots), house.FONTS, logo=LogoPicture(folder / "logo.png", width=0.05))
    return replace(made, music=MusicTrack(folder / "music.wav", 0.4))


def ffmpeg_graph(program: str, folder: Path) -> list[str]:
    """One process that does all of it."""
    frames, given, parts = round((SECONDS + FADE) * 30), [], []
    for number in range(6):
        given += ["-i", str(folder / "photo.jpg")]
        zoom = f"zoompan=z='1.02+0.14*on/{frames}':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d={frames}:s=1280x720:fps=30"
        parts.append(f"[{number}:v]{zoom},format=yuv420p[z{number}];[z{number}][6:v]overlay=(W-w)/2:600[s{number}]")
    before = "s0"
    for number in range(1, 6):
        parts.append(f"[{before}][s{number}]xfade=transition=fade:duration={FADE}:offset={SECONDS * number}[x{number}]")
        before = f"x{number}"
    parts.append(f"[7:v]scale=64:-1[logo];[{before}][logo]overlay=W-w-24:24[v]")
    given += [*("-i", str(folder / "words.png")), *("-i", str(folder / "logo.png")), *("-i", str(folder / "music.wav"))]
    coded = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p", "-c:a", "aac"]
    graph = ["-filter_complex", ";".join(parts), "-map", "[v]", "-map", "8:a"]
    return [program, "-y", "-loglevel", "error", *given, *graph, *coded, "-t", "60", str(folder / "ffmpeg.mp4")]


def prepare(folder: Path) -> None:
    """What all three show."""
    photo(folder / "photo.jpg")
    emblem(folder / "logo.png")
    house.wav(folder / "music.wav", house.tone(60, hertz=330, level=0.2))
    words = np.zeros((64, 900, 4), np.uint8)
    cv2.putText(words, STORY[:48], (10, 44), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (255, 255, 255, 255), 2)
    cv2.imwrite(str(folder / "words.png"), words)


@contextmanager
def environment() -> Iterator[Path | None]:
    """A Python with MoviePy and ffmpeg in it, thrown away afterwards; None where they cannot be had."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = next(Path(folder).glob("bin/python")) if os.name != "nt" else Path(folder) / "Scripts" / "python.exe"
        wanted = [str(python), "-m", "pip", "install", "-q", "moviepy>=2,<3", "imageio-ffmpeg"]
        had = subprocess.run(wanted, capture_output=True, text=True)
        if had.returncode:
            print(f"MoviePy and ffmpeg cannot be had here: {had.stderr.strip().splitlines()[-1:]}")
        yield None if had.returncode else python


@dataclass(frozen=True)
class Spent:
    """Seconds that passed, and seconds that all processes worked: the second are less disturbed by a busy machine."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:7.1f} s {self.cpu:7.1f} s of CPU"

    def times(self, other: Spent) -> str:
        return f"ours is {self.wall / other.wall:.1f} times as fast, and takes 1/{self.cpu / other.cpu:.1f} of the CPU"


def timed(command: list[str]) -> Spent:
    wall, cpu = time.perf_counter(), _children()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return Spent(time.perf_counter() - wall, _children() - cpu)


def _children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def jitter(path: Path, begin: float, length: float) -> float:
    """How much the step from one picture to the next changes, in pixels: 0 where the motion is perfectly even."""
    window, before, steps = cv2.createHanningWindow((256, 256), cv2.CV_32F), None, []
    with av.open(str(path)) as container:
        for number, frame in enumerate(container.decode(video=0)):
            if not begin * 30 <= number < (begin + length) * 30:
                continue
            grey = frame.to_ndarray(format="gray")[160:416, 160:416].astype(np.float32)
            if before is not None:
                steps.append(cv2.phaseCorrelate(before, grey, window)[0])
            before = grey
    return float(np.linalg.norm(np.diff(np.array(steps), axis=0).std(axis=0)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--slice", type=float, default=3.0, help="seconds of MoviePy's film that are made")
    length = parser.parse_args().slice
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        with workers(cores()) as crew:
            render(film(folder), folder / "ours.mp4", executor=crew)
            cost = Cost()
            with cost.measured():
                render(film(folder), folder / "ours.mp4", executor=crew)
            ours = Spent(cost.wall, cost.cpu)
        print(f"ours     {ours}, jitter {jitter(folder / 'ours.mp4', 1, 8):.3f} pixels", flush=True)
        with environment() as python:
            if python is None:
                return
            program = [str(python), "-c", "import imageio_ffmpeg; print(imageio_ffmpeg.get_ffmpeg_exe())"]
            found = subprocess.run(program, capture_output=True, text=True, check=True).stdout.strip()
            graph = timed(ffmpeg_graph(found, folder))
            print(f"ffmpeg   {graph}, jitter {jitter(folder / 'ffmpeg.mp4', 1, 8):.3f} pixels; ", end="")
            print(graph.times(ours), flush=True)
            one = timed([str(python), "-c", MOVIEPY, str(folder), "1", "0.1"])  # start and imports
            part = timed([str(python), "-c", MOVIEPY, str(folder), "1", str(length)])
            scale = 60 / (length - 0.1)
            whole = Spent((part.wall - one.wall) * scale, (part.cpu - one.cpu) * scale)
            print(f"MoviePy  {whole}, jitter {jitter(folder / 'moviepy.mp4', 0, length):.3f} pixels; ", end="")
            print(f"{whole.times(ours)} (scaled from {length:g} s)")
    print(told_load(), f"on {sys.platform} with {cores()} workers")


if __name__ == "__main__":
    main()
