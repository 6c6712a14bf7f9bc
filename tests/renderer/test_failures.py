"""Broken input and full disks: one clear error, and no file that is half a film."""

from __future__ import annotations

import errno
import os
import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from pictory_nb.errors import RenderError
from pictory_nb.renderer import (
    Footage,
    LogoPicture,
    MusicTrack,
    Picture,
    assemble,
    check_media,
    cut,
    encode_chunk,
    encode_soundtrack,
    joining,
    render,
)
from tests.renderer import house


def shot_of(backdrop):
    return replace(house.plain(seconds=0.2), backdrop=backdrop)


@pytest.fixture
def no_image(tmp_path: Path) -> Path:
    """A text that calls itself an image."""
    path = tmp_path / "rain.png"
    path.write_text("not an image")
    return path


def test_a_file_that_is_no_image_is_named_with_its_scene(no_image: Path, tmp_path: Path) -> None:
    """The person learns which scene and which file to mend, before anything is encoded, and nothing is left."""
    film = house.film(house.plain(seconds=0.2), shot_of(Picture(no_image)))
    with pytest.raises(RenderError, match=r"scene 2: .*rain\.png is not an image") as caught:
        render(film, tmp_path / "film.mp4")
    assert caught.value.mend
    assert not list(tmp_path.glob("*film*"))


@pytest.mark.parametrize("kind", [Picture, Footage])
def test_a_file_that_is_missing_is_named(kind, tmp_path: Path) -> None:
    """A wrong path is told as such."""
    with pytest.raises(RenderError, match=r"scene 7: .*gone\.png is not there"):
        check_media(shot_of(kind(tmp_path / "gone.png")), "scene 7")


def test_an_image_that_is_cut_off_is_found_early(tmp_path: Path) -> None:
    """A half-downloaded photograph is refused instead of being shown half grey."""
    whole = house.picture(tmp_path / "whole.jpg", (800, 600)).read_bytes()
    (tmp_path / "half.jpg").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(RenderError, match=r"half\.jpg is a broken image"):
        check_media(shot_of(Picture(tmp_path / "half.jpg")))


def test_footage_logo_and_music_are_checked_too(no_image: Path, tmp_path: Path) -> None:
    """Each medium is named by what it is used for."""
    with pytest.raises(RenderError, match=r"rain\.png is not a video"):
        check_media(shot_of(Footage(no_image)))
    with pytest.raises(RenderError, match=r"the logo: .*rain\.png is not an image"):
        render(house.film(house.plain(), logo=LogoPicture(no_image)), tmp_path / "film.mp4")
    with pytest.raises(RenderError, match=r"the music: .*rain\.png is not a sound file"):
        render(house.film(house.plain(), music=MusicTrack(no_image)), tmp_path / "film.mp4")


def test_a_file_that_breaks_after_the_check_is_still_named(no_image: Path) -> None:
    """Files may vanish between the check and the drawing: the task that meets it says which scene it was."""
    chunk = cut(house.film(replace(shot_of(Picture(no_image)), name="scene 4")), 0)[0]
    with pytest.raises(RenderError, match=r"scene 4 .*rain\.png"):
        encode_chunk(chunk)


def test_odd_sizes_and_empty_films_are_refused(tmp_path: Path) -> None:
    """What H.264 cannot hold is said, not crashed on."""
    with pytest.raises(RenderError, match="321"):
        render(house.film(house.plain(), size=(321, 180)), tmp_path / "film.mp4")
    with pytest.raises(RenderError, match="no scene"):
        render(house.film(), tmp_path / "film.mp4")


@pytest.fixture
def parts():
    """A tiny film, encoded but not yet joined."""
    film = house.film(house.plain(seconds=0.4))
    return [encode_chunk(chunk) for chunk in cut(film, 0)], encode_soundtrack(film)


def test_a_full_disk_leaves_no_film(parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The film of yesterday stays, half of today's is swept away, and the reason is said."""
    (tmp_path / "film.mp4").write_bytes(b"yesterday")

    def full(source, target):
        raise OSError(errno.ENOSPC, "No space left on device", str(target))

    monkeypatch.setattr(joining.os, "replace", full)
    with pytest.raises(RenderError, match="disk is full") as caught:
        assemble(*parts, tmp_path / "film.mp4")
    assert "room" in caught.value.mend
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]
    assert (tmp_path / "film.mp4").read_bytes() == b"yesterday"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full, as Linux has it")
def test_a_disk_that_fills_while_writing_leaves_no_film(parts, tmp_path: Path) -> None:
    """The writer's own buffering cannot hide that the disk was full."""
    os.symlink("/dev/full", tmp_path / f".film.mp4.{os.getpid()}.part")
    with pytest.raises(RenderError):
        assemble(*parts, tmp_path / "film.mp4")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_told(parts, tmp_path: Path) -> None:
    """Writing nowhere is an error with the path in it."""
    with pytest.raises(RenderError, match=r"nowhere"):
        assemble(*parts, tmp_path / "nowhere" / "film.mp4")


def test_chunks_of_different_settings_are_not_joined(parts, tmp_path: Path) -> None:
    """A film is never made of pieces that no player could decode."""
    chunks, sound = parts
    with pytest.raises(RenderError, match="different settings"):
        assemble([*chunks, replace(chunks[0], extradata=b"other")], sound, tmp_path / "film.mp4")


def test_what_is_planned_can_travel(tmp_path: Path) -> None:
    """Chunks, films and encoded chunks go to other processes and come back."""
    words = house.captioned(house.spoken("hello"), 1.0)
    film = house.film(house.plain(captions=words, speech=house.speech(0.2)), mark="sandbox")
    chunk = pickle.loads(pickle.dumps(cut(film, 0)[0]))
    assert pickle.loads(pickle.dumps(encode_chunk(chunk))).frames == 30
    assert pickle.loads(pickle.dumps(film)).duration == 1.0
