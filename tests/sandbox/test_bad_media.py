"""Media as they really come: what can be shown is shown, the rest is refused by scene and reason, no film is harmed."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from pictory_nb.client import Pictory
from pictory_nb.errors import JobFailed, RenderError
from pictory_nb.job import Job
from pictory_nb.sandbox.room import check_room
from pictory_nb.storyboard import Background, BackgroundMusic, Scene, Storyboard

QUICK = {"video_name": "Media", "video_width": 160, "video_height": 90}


@pytest.fixture(scope="module")
def client() -> Pictory:
    return Pictory(profile="sandbox")


def film_of(client: Pictory, file: Path, kind: str | None = None, **more: object) -> Job:
    scene = Scene(background=Background(visual_url=str(file), type=kind), minimum_duration=0.4)
    return client.render(Storyboard(scenes=[scene], **QUICK, **more), new=True)


def reason(job: Job) -> str:
    """Why it failed; empty where it did not."""
    try:
        job.wait(60)
    except JobFailed as error:
        return str(error)
    return ""


def photo(path: Path, size: tuple[int, int] = (64, 48)) -> Path:
    Image.effect_noise(size, 60).convert("RGB").save(path)
    return path


def video(path: Path, times: tuple[int, ...] = tuple(range(12)), **stream: object) -> Path:
    """A picture for each of ``times``, in tenths of a second."""
    with av.open(str(path), "w") as out:
        track = out.add_stream("libx264", rate=10)
        track.width, track.height, track.pix_fmt = 64, 48, str(stream.get("pix_fmt", "yuv420p"))
        track.codec_context.time_base = Fraction(1, 10)
        for name in ("color_primaries", "color_trc", "colorspace"):
            setattr(track.codec_context, name, stream.get(name, 1))
        for number, time in enumerate(times):
            frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 20 * number % 255, np.uint8), "rgb24")
            frame.pts, frame.time_base = time, Fraction(1, 10)
            out.mux(track.encode(frame))
        out.mux(track.encode(None))
    return path


def test_a_picture_of_one_pixel_is_shown(client: Pictory, tmp_path: Path) -> None:
    """It is small, but it is one."""
    assert reason(film_of(client, photo(tmp_path / "dot.png", (1, 1)))) == ""


def test_a_picture_of_four_hundred_million_pixels_is_refused(client: Pictory, tmp_path: Path) -> None:
    """It would take gigabytes; its header tells so before they are taken."""
    Image.new("1", (20_000, 20_000)).save(tmp_path / "wall.png")
    said = reason(film_of(client, tmp_path / "wall.png"))
    assert "scene 1" in said
    assert "too many pixels" in said


def test_a_picture_under_a_wrong_ending_is_shown(client: Pictory, tmp_path: Path) -> None:
    """Its content counts, not its name."""
    photo(tmp_path / "a.png").rename(tmp_path / "a.jpg")
    assert reason(film_of(client, tmp_path / "a.jpg", "image")) == ""


def test_half_of_a_picture_is_refused(client: Pictory, tmp_path: Path) -> None:
    """By its scene."""
    whole = photo(tmp_path / "a.jpg").read_bytes()
    (tmp_path / "a.jpg").write_bytes(whole[: len(whole) // 2])
    said = reason(film_of(client, tmp_path / "a.jpg"))
    assert "scene 1" in said
    assert "broken image" in said


def test_video_with_uneven_times_and_in_many_colours_is_shown(client: Pictory, tmp_path: Path) -> None:
    """As telephones record it: at no fixed rate, in ten bits, for bright screens."""
    assert reason(film_of(client, video(tmp_path / "uneven.mp4", (0, 1, 2, 7, 8, 30)), "video")) == ""
    bright = video(tmp_path / "hdr.mp4", pix_fmt="yuv420p10le", color_primaries=9, color_trc=16, colorspace=9)
    assert reason(film_of(client, bright, "video")) == ""


def test_half_of_a_video_is_shown_as_far_as_it_goes_or_refused(client: Pictory, tmp_path: Path) -> None:
    """Without its index it cannot be read, and that is said."""
    whole = video(tmp_path / "a.mp4").read_bytes()
    (tmp_path / "a.mp4").write_bytes(whole[: len(whole) // 2])
    said = reason(film_of(client, tmp_path / "a.mp4", "video"))
    assert "scene 1" in said
    assert "not a video" in said


@pytest.mark.parametrize("tag", [b"caf\xe9", b"\x80\x81\xfe"])
def test_music_whose_title_is_in_no_known_letters_is_played(client: Pictory, tmp_path: Path, tag: bytes) -> None:
    """Tags of old programs say that they are Unicode, and are not."""
    song = tmp_path / "song.mp3"
    with av.open(str(song), "w") as out:
        track = out.add_stream("libmp3lame", 48000, layout="stereo")
        wave = np.sin(np.arange(48000) / 20).astype(np.float32) / 5
        frame = av.AudioFrame.from_ndarray(np.stack([wave, wave]), format="fltp", layout="stereo")
        frame.sample_rate = 48000
        fifo = av.AudioFifo()
        fifo.write(frame)
        for part in fifo.read_many(1152):
            out.mux(track.encode(part))
        out.mux(track.encode(None))
    said = b"\x03" + tag
    frame_of_tag = b"TIT2" + len(said).to_bytes(4, "big") + b"\0\0" + said
    song.write_bytes(b"ID3\x03\0\0" + bytes([0, 0, 0, len(frame_of_tag)]) + frame_of_tag + song.read_bytes())
    music = BackgroundMusic(enabled=True, music_url=str(song), volume=1)
    job = film_of(client, photo(tmp_path / "p.png"), "image", background_music=music)
    assert reason(job) == ""


def test_broken_music_is_refused_by_name(client: Pictory, tmp_path: Path) -> None:
    """Nobody waits for a film whose music cannot be heard."""
    (tmp_path / "a.mp3").write_bytes(random.Random(1).randbytes(5000))
    music = BackgroundMusic(enabled=True, music_url=str(tmp_path / "a.mp3"))
    said = reason(film_of(client, photo(tmp_path / "a.png"), background_music=music))
    assert "music" in said
    assert "not a sound file" in said


@pytest.mark.parametrize("kind", ["a.png", "a.jpg", "a.gif", "a.webp", "a.mp4", "a.mkv"])
def test_random_damage_harms_no_other_film(client: Pictory, tmp_path: Path, kind: str) -> None:
    """Each damaged file is shown or refused by its scene, and a sound one beside it is always shown."""
    chance = random.Random(kind)
    whole = (video if kind in ("a.mp4", "a.mkv") else photo)(tmp_path / kind).read_bytes()
    jobs = []
    for number in range(4):
        damaged = bytearray(whole)
        for _ in range(chance.choice((1, 4, 30))):
            damaged[chance.randrange(min(len(damaged), 600))] = chance.randrange(256)
        file = tmp_path / f"{number}{kind[1:]}"
        file.write_bytes(damaged)
        jobs.append(film_of(client, file, "video" if kind in ("a.mp4", "a.mkv") else "image"))
    sound = film_of(client, photo(tmp_path / "sound.png"))
    for said in map(reason, jobs):
        assert not said or "scene 1" in said, said
        assert "fault of its own" not in said
    assert reason(sound) == ""


def test_a_film_that_will_not_fit_on_the_disk_is_refused_before_it_is_begun(tmp_path: Path) -> None:
    """And it is said how much it may take, and what can be done."""
    scene = Scene(background=Background(color="#101010"), minimum_duration=3_000_000)
    with pytest.raises(RenderError, match="the disk is nearly full") as caught:
        check_room(tmp_path, Storyboard(**{**QUICK, "video_width": 3840, "video_height": 2160}, scenes=[scene]))
    assert "pictory-nb cache --clear" in caught.value.mend
    check_room(tmp_path, Storyboard(scenes=[scene.replace(minimum_duration=3)], **QUICK))
