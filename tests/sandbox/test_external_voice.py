"""A voice that was recorded elsewhere reads the scenes, each word at its time."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from pictory_nb.sandbox import listening
from pictory_nb.sandbox.external import by_words, with_external_voices
from pictory_nb.sandbox.media import Media
from pictory_nb.sandbox.premises import Premises
from pictory_nb.sandbox.speech import by_pauses
from pictory_nb.sandbox.takes import takes_of
from pictory_nb.storyboard import Scene, Storyboard
from tests.renderer import house


@pytest.fixture
def media(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Media:
    monkeypatch.setenv("PICTORY_NB_HOME", str(tmp_path / "home"))
    return Premises(tmp_path / "data").media(files_allowed=True)


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Somebody speaks for two seconds, rests for one, and speaks for four."""
    sound = [house.tone(2.0), np.zeros(24_000, np.float32), house.tone(4.0)]
    return house.wav(tmp_path / "voice.wav", np.concatenate(sound))


def read(recording: Path, media: Media, *scenes: Scene, **voice: object):
    external = {"voice_url": recording.as_uri(), **voice}
    board = Storyboard(video_name="film", voice_over={"enabled": True, "external_voice": external}, scenes=scenes)
    return with_external_voices(board, takes_of(board), media)


def test_words_that_were_heard_have_their_times_and_the_others_lie_between() -> None:
    """A recogniser writes numbers and names in its own way."""
    heard = [
        ("rain", 1.0, 1.4),
        ("begins", 1.5, 2.0),
        ("in", 2.1, 2.2),
        ("19", 2.2, 2.5),
        ("84", 2.5, 3.0),
        ("here", 3.2, 3.6),
    ]
    spans = by_words(["Rain", "begins", "in", "1984,", "here."], heard, 5.0)
    assert spans[0] == (1.0, 1.4)
    assert spans[3] == (2.2, 3.2)
    assert spans[4] == (3.2, 3.6)


@pytest.mark.parametrize("heard", [[], [("something", 1.0, 2.0), ("else", 2.0, 3.0)]])
def test_words_that_were_not_heard_at_all_share_the_time(heard) -> None:
    """In order, none longer than the recording."""
    spans = by_words(["One", "two", "three."], heard, 4.0)
    assert [start for start, _ in spans] == sorted(start for start, _ in spans)
    assert spans[0][0] >= 0
    assert spans[-1][1] <= 4.0


def test_without_a_recogniser_pauses_tell_where_a_sentence_begins() -> None:
    """A rest of a second between two sentences is where the second one begins."""
    levels = np.concatenate([np.ones(100), np.zeros(50), np.ones(200)])
    texts = ["One", "two", "three.", "Then", "four", "more", "words,", "and", "many", "others", "too."]
    spans = by_pauses(texts, levels, 7.0)
    assert spans[0][0] == 0.0
    assert spans[3][0] == pytest.approx(3.0, abs=0.05)
    assert spans[-1][1] == pytest.approx(7.0, abs=0.05)
    assert all(one[1] <= other[0] + 1e-9 for one, other in pairwise(spans))


def test_scenes_are_cut_where_the_recording_rests(recording: Path, media: Media, monkeypatch) -> None:
    """Where the recogniser is not installed, and the film says so."""
    monkeypatch.setattr(listening, "missing", lambda: ["faster-whisper"])
    scenes = Scene(story="One two three."), Scene(story="Then four more words, and many others too.")
    takes, notes = read(recording, media, *scenes, sync_voice=True)
    first, second = (take.recorded for take in takes)
    assert (first.start, second.end) == (0.0, pytest.approx(7.0, abs=0.01))
    assert 2.0 <= first.end == second.start <= 3.0
    assert "by its pauses" in notes[0]
    assert not any(take.speaks for take in takes)


def test_without_sync_the_recording_runs_and_the_last_scene_waits_for_it(recording: Path, media: Media) -> None:
    """Nothing of it is cut off, and scenes last as long as their texts."""
    takes, notes = read(recording, media, Scene(story="One two three four five six."), Scene(story="The end."))
    first, second = (take.recorded for take in takes)
    assert first.end == pytest.approx(6 * 0.4)
    assert second.end == pytest.approx(7.0, abs=0.01)
    assert notes == []


def test_a_scene_may_have_a_recording_of_its_own_or_none(recording: Path, media: Media) -> None:
    """What a scene says goes before what the video says; a silent scene stays silent."""
    own = {"enabled": True, "external_voice": {"voice_url": recording.as_uri(), "amplification_level": 0.5}}
    scenes = (
        Scene(story="The video's."),
        Scene(story="My own.", voice_over=own),
        Scene(story="None at all.", voice_over={"enabled": False}),
        Scene(background={"color": "#fff"}, minimum_duration=2),
    )
    takes, _ = read(recording, media, *scenes)
    assert [take.recorded is not None for take in takes] == [True, True, False, False]
    assert [take.recorded.gain for take in takes[:2]] == [0.0, 3.0]
    assert takes[1].recorded.end == pytest.approx(7.0, abs=0.01)
