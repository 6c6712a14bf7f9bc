"""What was made once is not made again, in any process; and the disk does not fill up with it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pictory_nb.cli import main
from pictory_nb.client import Pictory
from pictory_nb.errors import BadCommand
from pictory_nb.sandbox.cache import Cache
from pictory_nb.sandbox.places import cache_folder
from pictory_nb.storyboard import Background, Scene, Storyboard


def kept(folder: Path, name: str, size: int = 10, age: float = 0) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * size)
    os.utime(path, (time.time() - age, time.time() - age))
    return path


def board(*colours: str) -> Storyboard:
    scenes = [Scene(background=Background(color=colour), minimum_duration=1) for colour in colours]
    return Storyboard(video_name="Colours", video_width=320, video_height=180, scenes=scenes)


def reels(ending: str = "reel") -> dict[str, float]:
    return {path.name: path.stat().st_ctime for path in (cache_folder() / "scenes").glob(f"*.{ending}")}


def test_only_the_scene_that_changed_is_drawn_again() -> None:
    """It and the beginning of the next, into which it passes over; the film is as long as before."""
    client = Pictory(profile="sandbox")
    tint = f"#{time.time_ns() % 2**24:06x}"  # nobody drew this before
    colours = (tint, "#111111", "#222222", "#333333", "#444444")
    first = client.render(board(*colours), new=True).result()
    before, posters = reels(), reels("jpg").keys()
    second = client.render(board(tint, "#111111", "#2f2f2f", "#333333", "#444444"), new=True).result()
    assert second.duration == first.duration == 5
    assert len(reels().keys() - before.keys()) <= 3
    assert reels("jpg").keys() == posters, "its poster shows the first scene, which is the same"
    program = (
        "from tests.sandbox.test_cache import board, Pictory;"
        f"Pictory(profile='sandbox').render(board(*{colours!r}), new=True).wait()"
    )
    known = reels().keys()
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60, env={**os.environ, "PYTHONPATH": str(root)})
    assert reels().keys() == known


def test_what_comes_after_a_longer_scene_is_not_drawn_again() -> None:
    """A scene that takes a moment more moves all later ones in the film; they look the same for all that."""
    client = Pictory(profile="sandbox")
    said = ["Down it comes.", "Then it is still.", *["There it begins anew.", "All of it.", "And so on."] * 3]

    def told(pause: float) -> Storyboard:
        scenes = [
            Scene(story=text, background=Background(color=f"#2{n:x}2{n:x}44"), end_pause_duration=0.112)
            for n, text in enumerate(said)
        ]
        scenes[1] = scenes[1].replace(end_pause_duration=pause)
        return Storyboard(video_name="Told", video_width=322, video_height=178, scenes=scenes)

    client.render(told(0.112), new=True).wait()
    before = reels()
    client.render(told(0.15), new=True).wait()
    anew = len(reels().keys() - before.keys())
    assert 0 < anew <= 3, "two pieces of the scene, and how the next one begins"


def test_a_film_leaves_nothing_beside_itself() -> None:
    """The reels that it was joined from are gone from its folder."""
    from pictory_nb.sandbox.places import data_folder

    job = Pictory(profile="sandbox").render(board("#101010"), new=True).wait()
    names = sorted(path.name for path in (data_folder() / "jobs" / job.id).iterdir())
    assert names == [
        "credits.txt",
        "film.mp4",
        "film.srt",
        "film.txt",
        "film.vtt",
        "job.json",
        "poster.jpg",
    ]


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """But for the voice, which takes long to put together."""
    monkeypatch.setenv("PICTORY_CACHE_GB", "0.0000001")  # 100 bytes
    old = [kept(tmp_path, f"scenes/{age}.reel", 40, age) for age in (900, 800)]
    young = [kept(tmp_path, "media/a.jpg", 40, 10), kept(tmp_path, "speech/sentences/b.npz", 20, 20)]
    voice = kept(tmp_path, "speech/voice.onnx", 40, 9999)
    assert Cache(tmp_path).tidy() == 80
    assert not any(path.exists() for path in old)
    assert all(path.exists() for path in (*young, voice))


def test_what_a_killed_process_left_unfinished_goes(tmp_path: Path) -> None:
    """What is being written now stays."""
    abandoned, present = kept(tmp_path, "media/.a.1", age=4000), kept(tmp_path, "media/.b.2")
    Cache(tmp_path).tidy()
    assert (abandoned.exists(), present.exists()) == (False, True)


def test_it_is_shown_and_cleared_by_kind(tmp_path: Path) -> None:
    """In words that a person would use."""
    kept(tmp_path, "scenes/a.reel", 3_000_000)
    kept(tmp_path, "speech/sentences/b.npz", 1_000_000)
    cache = Cache(tmp_path)
    assert str(cache).splitlines()[0].split() == ["scenes", "1", "files", "3.0", "MB"]
    assert str(cache).splitlines()[-1].startswith("4.0 MB of 2 GB in ")
    assert cache.clear("scenes") == 3_000_000
    assert {holding.kind: holding.files for holding in cache.holdings()}["narration"] == 1
    with pytest.raises(BadCommand, match="no 'films'"):
        cache.clear("films")
    assert cache.clear() == 1_000_000


def test_the_terminal_shows_and_clears_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``pictory-nb cache``."""
    monkeypatch.setenv("PICTORY_NB_HOME", str(tmp_path))
    kept(tmp_path, "cache/scenes/a.reel", 3_000_000)
    assert main(["cache"]) == 0
    assert "scenes" in capsys.readouterr().out
    assert main(["cache", "--clear", "scenes"]) == 0
    assert "3.0 MB removed" in capsys.readouterr().err
    assert main(["cache", "--clear", "films"]) == 1


@pytest.mark.parametrize(("given", "room"), [("0.5", 5e8), ("-1", 0), ("much", 2e9), ("inf", 2e9), ("", 2e9)])
def test_how_much_it_may_keep_is_settled_by_a_variable(
    monkeypatch: pytest.MonkeyPatch, given: str, room: float
) -> None:
    """What is no number is not looked at."""
    monkeypatch.setenv("PICTORY_CACHE_GB", given)
    assert Cache(Path()).room == room
