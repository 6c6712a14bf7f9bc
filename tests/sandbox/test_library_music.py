"""What a film plays when its storyboard names no music, and whom it thanks."""

from __future__ import annotations

import subprocess
import sys

import av
import numpy as np
import pytest

from pictory_nb.sandbox.library import music, synth
from pictory_nb.sandbox.library.credits import credits
from pictory_nb.sandbox.library.music import choose_music, tracks

SERVICE_MOODS = """
Abstract|Aggressive|Anthemic|Anxious / Fear|Beautiful|Bittersweet|Bouncy|Building / Escalating|Calm / Serene|Celebration
Cheesy|Confident|Cool|Dark / Brooding|Dramatic|Driving|Emotional|Energetic / Lively|Epic|Ethereal / Airy
Exciting / Rousing|Exotic|Feel Good|Fun|Funky|Funny / Silly|Gentle / Soft|Grooving|Happy / Bright|Haunting
Hopeful / Optimistic|Intense / Hard|Jazzy|Joyful|Laid-back|Majestic|Moody|Mysterious|Neutral|Nostalgic / Reflective
Ominous / Looming|Passionate|Patriotic|Playful / Whimsical|Powerful / Strong|Pulsing|Punchy|Quirky / Kitsch
Raw / Gritty|Romantic|Rowdy / Boisterous|Sad / Melancholic|Sensual / Intimate|Shimmering|Smooth / Flowing|Sneaky
Sophisticated|Strange / Weird|Suspense / Tense|Swaggering|Sweet / Warm|Upbeat / Cheerful|Uplifting / Inspiring
"""
SERVICE_GENRES = {"Electronic", "Folk"}

recorded = pytest.mark.skipif(sys.version_info < (3, 11), reason="the music package wants Python 3.11")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The user's cache, empty and out of the way."""
    monkeypatch.setenv("PICTORY_NB_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def without_recordings(monkeypatch):
    """As on Python 3.10, where the music package cannot be installed."""
    monkeypatch.setattr(music, "find_spec", lambda name: None)
    music.tracks.cache_clear()
    yield
    music.tracks.cache_clear()


def heard(path) -> tuple[np.ndarray, int]:
    """The samples of an audio file, shape (frames, 2), and its rate."""
    with av.open(str(path)) as file:
        rate = file.streams.audio[0].rate
        sampler = av.AudioResampler("flt", "stereo", rate)
        parts = [part.to_ndarray() for frame in file.decode(audio=0) for part in sampler.resample(frame)]
    return np.concatenate(parts, axis=1).reshape(-1, 2), rate


def test_tracks_speak_the_words_of_the_service():
    """Moods and genres are filtered by the service's own names (contract §3.9)."""
    moods = {mood for line in SERVICE_MOODS.strip().splitlines() for mood in line.split("|")}
    assert len(moods) == 63
    for track in tracks():
        assert set(track.moods) <= moods
        assert track.genre in SERVICE_GENRES
    assert len({track.id for track in tracks()}) == len(tracks())
    assert len({track.title for track in tracks()}) == len(tracks())


@recorded
def test_recordings_are_found_and_sound_as_long_as_they_say():
    """28 of them; one of each mood is decoded by the renderer's own library."""
    found = [track for track in tracks() if track.recording]
    assert len(found) == 28
    for mood in music.MOODS:
        track = next(track for track in found if track.mood == mood)
        samples, rate = heard(track.file())
        assert len(samples) / rate == pytest.approx(track.seconds, abs=0.1)
        assert np.sqrt((samples**2).mean()) > 0.05


def test_listing_tracks_imports_neither_numpy_nor_the_music_package():
    """A list of tracks is shown long before anything is rendered."""
    code = (
        "import sys; from pictory_nb.sandbox.library.music import tracks; assert tracks(); "
        "print([m for m in ('numpy', 'av', 'immich_memories_music') if m in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


@recorded
@pytest.mark.parametrize(
    ("stories", "mood"),
    [
        (["Bake the bread.", "Enjoy it with friends."], "happy"),
        (["The runner wins the race.", "Speed is everything."], "energetic"),
        (["The old king lost the war."], "nostalgic"),
        (["A mother and her baby.", "Love makes a home."], "tender"),
        (["Breathe, and relax."], "calm"),
        (["Xyzzy."], "calm"),
    ],
)
def test_music_follows_the_mood_of_the_story(stories, mood):
    """And the same story always plays the same track."""
    assert choose_music(stories).mood == mood
    assert choose_music(stories) == choose_music(stories)


@pytest.mark.parametrize("story", ["Love.", "A friend.", "The runner wins.", "An old king.", "Relax."])
def test_without_the_package_there_is_synthesised_music_for_every_mood(without_recordings, story):
    """Python 3.10 is not silent."""
    assert choose_music([story]).recording is None


def test_a_synthesised_track_is_made_once_and_kept(without_recordings, home):
    """The second film does not wait for it."""
    track = choose_music(["The runner wins the race."])
    file = track.file()
    assert home in file.parents
    stamp = file.stat().st_mtime_ns
    assert track.file().stat().st_mtime_ns == stamp
    samples, rate = heard(file)
    assert len(samples) / rate == pytest.approx(track.seconds, abs=0.05)


@pytest.mark.parametrize("mood", synth.PIECES)
def test_a_synthesised_piece_is_a_loop_of_steady_loudness_without_a_seam(mood):
    """A film longer than the piece repeats it, and nobody should hear where."""
    samples = synth.compose(synth.PIECES[mood])
    steps = np.abs(np.diff(samples, axis=0)).max()
    assert np.abs(samples[0] - samples[-1]).max() <= steps
    bar = round(synth.RATE * 4 * 60 / synth.PIECES[mood].tempo)
    openings = [np.sqrt((samples[at : at + synth.RATE // 10] ** 2).mean()) for at in range(0, 4 * bar + 1, bar)]
    # The first bar begins in what still rings of the last, as the second does in the first's.
    assert min(openings) > 0.6 * max(openings)
    left, right = np.sqrt((samples**2).mean(axis=0))
    assert left == pytest.approx(right, rel=0.2)
    assert np.abs(samples).max() <= synth.PEAK
    assert np.sqrt((samples**2).mean()) == pytest.approx(synth.LOUDNESS, rel=0.05)
    seconds = samples[: len(samples) // synth.RATE * synth.RATE].reshape(-1, synth.RATE * 2)
    assert np.sqrt((seconds**2).mean(axis=1)).min() > 0.03
    assert {track.seconds for track in tracks() if track.id == f"synth-{mood}"} == {
        round(synth.PIECES[mood].seconds, 2)
    }


def test_a_film_can_thank_everyone_whose_work_it_shows():
    """The text goes into its metadata and into a file beside it."""
    track = tracks()[0]
    text = "\n".join(map(str, credits(families=["Lato", "Lato"], emblems=True, track=track)))
    assert text.count("Lato") == 1
    assert "Fluent Emoji by Microsoft (MIT)" in text
    assert track.title in text
    assert credits() == []
