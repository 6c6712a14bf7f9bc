"""The sandbox's ears: what a voice says is heard, word for word, when it is said."""

from __future__ import annotations

import difflib
import re
import wave
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from pictory_nb.errors import RenderError
from pictory_nb.sandbox import listening
from pictory_nb.sandbox.listening import listen, model
from pictory_nb.sandbox.listening.hearing import _once
from pictory_nb.sandbox.listening.recording import HOP, RATE, decoded, levels, pieces
from pictory_nb.sandbox.listening.sentences import numbered
from pictory_nb.sandbox.listening.timing import settled
from pictory_nb.sandbox.speech import KokoroNarrator, Speech, narrate

ears = pytest.mark.skipif(
    bool(listening.missing() or KokoroNarrator.missing()), reason='no ears: pip install "pictory_nb[transcribe]"'
)

STORY = "Every cloud begins with sunlight. The sun warms the sea, and water rises. High above, the air is cold."


class _Heard(NamedTuple):
    word: str
    start: float
    end: float


def written(sound: np.ndarray, rate: int, path: Path) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((sound * 32767).astype("<i2").tobytes())
    return path


def bare(text: str) -> list[str]:
    return re.sub(r"[^a-z ]", "", text.lower()).split()


@pytest.fixture(scope="module")
def spoken() -> Speech:
    return narrate(STORY)


@pytest.fixture(scope="module")
def recording(spoken: Speech, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(spoken.samples, spoken.rate, tmp_path_factory.mktemp("heard") / "story.wav")


@ears
def test_a_voice_is_understood(recording: Path) -> None:
    """Its words, its sentences, and how long it speaks."""
    heard = listen(recording)
    assert difflib.SequenceMatcher(None, bare(heard.text), bare(STORY)).ratio() > 0.9
    assert len(heard.sentences) == 3
    assert heard.language == "en-US"
    with wave.open(str(recording)) as file:
        assert heard.duration == pytest.approx(file.getnframes() / file.getframerate(), abs=0.02)


@ears
def test_words_are_heard_when_they_are_said(recording: Path, spoken: Speech) -> None:
    """The narrator knows exactly when it says a word; a cut made by the ear's times tears none of them."""
    heard = listen(recording).words
    matches = difflib.SequenceMatcher(
        None, [bare(word.text) and bare(word.text)[0] for word in heard], [bare(word.text)[0] for word in spoken.words]
    ).get_matching_blocks()
    pairs = [(heard[one + n], spoken.words[two + n]) for one, two, count in matches for n in range(count)]
    late = [abs(ear.start - mouth.start) for ear, mouth in pairs]
    assert np.median(late) < 0.06
    assert max(late) < 0.3


@ears
def test_what_was_heard_once_is_not_listened_to_again(recording: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same file under another name is the same recording."""
    first = listen(recording)
    twin = recording.with_name("twin.wav")
    twin.write_bytes(recording.read_bytes())
    monkeypatch.setattr("pictory_nb.sandbox.listening.hearing.pool", None)
    assert listen(twin) == first


@ears
def test_silence_says_nothing(tmp_path: Path) -> None:
    """The network imagines words in silence; they are not believed."""
    hiss = np.random.default_rng(7).normal(0, 0.001, 4 * RATE).astype(np.float32)
    assert listen(written(hiss, RATE, tmp_path / "hiss.wav")).words == ()


def test_without_the_extra_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that names what is missing and the command for it."""
    monkeypatch.setattr(model, "_HALVES", ("no_such_half",))
    with pytest.raises(RenderError, match=r"no-such-half(.|\n)*pip install"):
        listen(written(np.zeros(RATE, np.float32), RATE, tmp_path / "new.wav"))


@ears
def test_damaged_data_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Packages of single authors are checked by hash whenever they are read."""
    for name in ("model.bin.part1", "model.bin.part2", "config.json", "tokenizer.json", "vocabulary.txt"):
        (tmp_path / name).write_bytes(b"{}")
    monkeypatch.setattr(model, "_folder", lambda _: tmp_path)
    with pytest.raises(RenderError, match="damaged"):
        model._assembled()


@pytest.mark.parametrize(("content", "reason"), [(b"no sound at all", "cannot be read"), (b"", "cannot be read")])
def test_what_cannot_be_read_is_named(tmp_path: Path, content: bytes, reason: str) -> None:
    """By the name of the file, with the kinds that can."""
    (tmp_path / "notes.txt").write_bytes(content)
    with pytest.raises(RenderError, match=rf"notes\.txt {reason}(.|\n)*MP4"):
        decoded(tmp_path / "notes.txt")


def test_a_long_recording_is_parted_in_its_pauses() -> None:
    """No piece is longer than two windows of the network, none is lost, and no word is torn."""
    rng = np.random.default_rng(1)
    sound = rng.normal(0, 0.2, 150 * RATE).astype(np.float32)
    for pause in range(9, 150, 10):
        sound[pause * RATE : (pause + 1) * RATE] *= 0.001
    parted = pieces(levels(sound))
    assert parted[0][0] == 0
    assert parted[-1][1] == pytest.approx(150)
    assert all(one[1] == two[0] for one, two in pairwise(parted))
    assert all(end - start <= 56 for start, end in parted)
    assert all(end % 10 > 9 for _, end in parted[:-1])


def test_borders_of_words_go_to_the_edges_of_a_silence() -> None:
    """And where two words run together, to the quietest moment between them."""
    loudness = np.full(3 * HOP, -20.0)
    loudness[100:140] = -70  # a pause from 1.00 to 1.40 s
    loudness[200] = -30  # a dip at 2.00 s
    loudness[:30] = loudness[-20:] = -70
    one, two, three = settled([(0.0, 0.9), (0.95, 1.9), (1.9, 3.0)], loudness)
    assert one == pytest.approx((0.3, 1.0), abs=0.03)
    assert two == pytest.approx((1.4, 2.0), abs=0.03)
    assert three == pytest.approx((2.0, 2.8), abs=0.03)


def test_an_echo_between_two_segments_is_not_a_word() -> None:
    """Where the network goes on it may hear the last word again; what is said twice later stays."""
    one = [_Heard(" tiny", 1.0, 1.3), _Heard(" drops.", 1.3, 1.7)]
    two = [_Heard(" Drops", 1.7, 2.4), _Heard(" fall.", 2.4, 3)]
    assert [word.word for word in _once([one, two])] == [" tiny", " drops.", " fall."]
    two[0] = _Heard(" Drops", 2.0, 2.4)
    assert len(list(_once([one, [], two]))) == 4


def test_sentences_end_where_people_end_them() -> None:
    """Not after a title or an initial; but after a long silence, whatever the punctuation says."""
    said = ["Dr.", "Lee", "met", "J.", "Smith.", "“Really?”", "Yes", "and", "then"]
    words = [(text, place * 0.5, place * 0.5 + 0.4) for place, text in enumerate(said)]
    assert numbered(words) == [0, 0, 0, 0, 0, 1, 2, 2, 2]
    assert numbered([("well", 0, 1), ("later", 3.5, 4)]) == [0, 1]
