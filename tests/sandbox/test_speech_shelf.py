"""What was spoken before is not spoken again."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from pictory_nb.sandbox.speech import RATE, RememberingNarrator, Shelf, Speech, SpokenWord, narrate

SENTENCE = "Say it once."


class Chatterbox:
    """A narrator that says a hum for each word, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, float]] = []

    def speak(self, sentence: str, voice: str, speed: float = 1.0) -> Speech:
        self.asked.append((sentence, voice, speed))
        words = sentence.split()
        length = int(0.2 * RATE / speed)
        samples = 0.3 * np.sin(np.arange(length * len(words)) / 30).astype(np.float32)
        times = [(SpokenWord(word, n * length / RATE, (n + 0.9) * length / RATE)) for n, word in enumerate(words)]
        return Speech(samples, RATE, tuple(times))


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "sentences")


def test_the_second_time_it_comes_from_the_shelf(shelf):
    """The same sound and the same times, without asking the narrator."""
    narrator = Chatterbox()
    remembering = RememberingNarrator(narrator, shelf)
    first, second = (remembering.speak(SENTENCE, "am_michael") for _ in range(2))
    assert len(narrator.asked) == 1
    assert second.words == first.words
    np.testing.assert_allclose(second.samples, first.samples, atol=1 / 32767)


@pytest.mark.parametrize(
    ("voice", "speed", "text"),
    [("bf_emma", 1.0, SENTENCE), ("am_michael", 1.5, SENTENCE), ("am_michael", 1.0, "Say it!")],
)
def test_another_voice_speed_or_text_is_spoken(shelf, voice, speed, text):
    """Only exactly the same speech is replayed."""
    narrator = Chatterbox()
    remembering = RememberingNarrator(narrator, shelf)
    remembering.speak(SENTENCE, "am_michael", 1.0)
    remembering.speak(text, voice, speed)
    assert len(narrator.asked) == 2


@pytest.mark.parametrize(
    "damage", [lambda data: b"", lambda data: data[:-200], lambda data: data[:200] + b"x" + data[201:]]
)
def test_a_damaged_file_is_spoken_again_and_mended(shelf, damage):
    """A torn or altered file is never heard and never an error."""
    narrator = Chatterbox()
    remembering = RememberingNarrator(narrator, shelf)
    said = remembering.speak(SENTENCE, "am_michael")
    (path,) = shelf.folder.glob("*.npz")
    path.write_bytes(damage(path.read_bytes()))
    again = remembering.speak(SENTENCE, "am_michael")
    assert len(narrator.asked) == 2
    assert again.words == said.words
    assert shelf.get(SENTENCE, "am_michael", 1.0) is not None


def test_no_room_to_keep_is_no_reason_to_be_silent(tmp_path):
    """A cache folder that cannot be made (a file is in its place) costs time only."""
    (tmp_path / "file").write_text("in the way")
    remembering = RememberingNarrator(Chatterbox(), Shelf(tmp_path / "file" / "sentences"))
    assert remembering.speak(SENTENCE, "am_michael").duration > 0


def test_nothing_unfinished_is_left(shelf):
    """After keeping there is the sentence, and no temporary file."""
    shelf.put(SENTENCE, "am_michael", 1.0, Chatterbox().speak(SENTENCE, "am_michael"))
    assert len(list(shelf.folder.iterdir())) == 1


def test_a_text_is_one_speech_with_all_of_its_words(shelf):
    """Sentences are joined with a pause, in order, and the times go on."""
    narrator = Chatterbox()
    speech = narrate("One two. Three 😀 four! Five", "am_michael", narrator=narrator)
    assert [word.text for word in speech.words] == ["One", "two.", "Three", "😀", "four!", "Five"]
    assert [asked[0] for asked in narrator.asked] == ["One two.", "Three 😀 four!", "Five"]
    assert speech.words[2].start - speech.words[1].end > 0.29
    assert all(a.end <= b.start for a, b in zip(speech.words, speech.words[1:], strict=False))
    assert speech.words[-1].end <= speech.duration
    assert narrate("", narrator=narrator).duration == 0


def test_hearing_again_needs_no_network(tmp_path, monkeypatch):
    """A text that was spoken before is read in a fresh process without importing onnxruntime."""
    monkeypatch.setenv("PICTORY_NB_HOME", str(tmp_path))
    Shelf().put(SENTENCE, "am_michael", 1.0, Chatterbox().speak(SENTENCE, "am_michael"))
    code = (
        "import sys; from pictory_nb.sandbox.speech import narrate; assert 'numpy' not in sys.modules; "
        f"assert narrate({SENTENCE!r}).duration > 0.5; assert 'onnxruntime' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
