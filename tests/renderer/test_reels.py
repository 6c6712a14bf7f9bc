"""A stretch of frames is known again when it would look the same, and is kept on the disk as it was encoded."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from pictory_nb.renderer import Chunk, Colour, Film, Picture, Shot, Transition, cut, encode_chunk
from pictory_nb.renderer.fingerprint import fingerprint
from pictory_nb.renderer.joining import assemble
from pictory_nb.renderer.reel import Reel
from pictory_nb.renderer.soundtrack import encode_soundtrack
from pictory_nb.storyboard import FontStyle
from tests.renderer import house

SIZE = (64, 36)


def film(*shots: Shot) -> Film:
    return Film(SIZE, shots, house.FONTS)


def red(path: Path, level: int = 255) -> Path:
    Image.new("RGB", (80, 60), (level, 0, 0)).save(path)
    return path


def only_chunk(shot: Shot) -> Chunk:
    return cut(film(shot), 0)[0]


@pytest.fixture
def shot(tmp_path: Path) -> Shot:
    words = house.spoken("Rain falls", keywords="Rain")
    captions = house.captioned(words, 1.0, size=SIZE)
    return Shot(
        1.0, Picture(red(tmp_path / "a.png")), "scene 1", captions=captions, caption_style=FontStyle(color="#fff")
    )


def test_the_same_frames_have_the_same_word_in_every_process(shot: Shot) -> None:
    """A notebook that is opened tomorrow finds what was drawn today."""
    program = (
        "import pickle, sys; from pictory_nb.renderer.fingerprint import fingerprint;"
        "print(fingerprint(pickle.load(sys.stdin.buffer)))"
    )
    words = [
        subprocess.run(
            [sys.executable, "-c", program],
            input=pickle.dumps(only_chunk(shot)),
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert words[0] == words[1]
    assert words[0].decode().strip() == fingerprint(only_chunk(shot))


def test_what_is_not_seen_changes_nothing(shot: Shot, tmp_path: Path) -> None:
    """A scene that moved up in the film, or whose picture was copied elsewhere, is not drawn again."""
    (tmp_path / "sub").mkdir()
    moved = replace(shot, name="scene 7", music=False, backdrop=Picture(red(tmp_path / "sub" / "b.png")))
    assert fingerprint(only_chunk(moved)) == fingerprint(only_chunk(shot))


def test_whatever_is_seen_changes_the_word(shot: Shot, tmp_path: Path) -> None:
    """Nothing old is shown for new."""
    words = {fingerprint(only_chunk(shot))}
    others = [
        replace(shot, duration=1.1),
        replace(shot, highlight=None),
        replace(shot, caption_style=FontStyle(color="#ffe")),
        replace(shot, captions=()),
        replace(shot, backdrop=Picture(shot.backdrop.path, "none")),
        replace(shot, backdrop=Colour((255, 0, 0, 255))),
    ]
    words |= {fingerprint(only_chunk(other)) for other in others}
    red(shot.backdrop.path, 254)
    os.utime(shot.backdrop.path, (1, 1))
    words.add(fingerprint(only_chunk(shot)))
    whole = film(shot, replace(shot, transition=Transition("wipeleft")))
    words |= {fingerprint(cut(whole, 1)[0]), fingerprint(cut(replace(whole, fps=25), 1)[0])}
    assert len(words) == 1 + len(others) + 3


def test_a_reel_is_read_as_it_was_written(shot: Shot, tmp_path: Path) -> None:
    """And a film that is joined from reels is the same, byte for byte."""
    encoded = encode_chunk(only_chunk(shot))
    written = Reel.write(encoded, tmp_path / "one.reel")
    read = Reel.read(tmp_path / "one.reel")
    assert read == written
    assert tuple(read.packets) == encoded.packets
    sound = encode_soundtrack(film(shot))
    from_memory = assemble([encoded], sound, tmp_path / "a.mp4").read_bytes()
    assert assemble([read], sound, tmp_path / "b.mp4").read_bytes() == from_memory


def test_a_damaged_reel_is_taken_for_none(shot: Shot, tmp_path: Path) -> None:
    """Power cuts happen while files are written."""
    path = tmp_path / "one.reel"
    Reel.write(encode_chunk(only_chunk(shot)), path)
    whole = path.read_bytes()
    for damaged in (b"", whole[:-1], whole[: len(whole) // 2], b"{}\n", b"[]\n" + whole, whole[20:]):
        path.write_bytes(damaged)
        assert Reel.read(path) is None
    assert Reel.read(tmp_path / "none.reel") is None
