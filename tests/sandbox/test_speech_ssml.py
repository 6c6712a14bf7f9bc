"""How SSML sounds: pace, pitch, loudness, pauses and readings, measured on the voice itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from pictory_nb.errors import BadStoryboard, RenderError
from pictory_nb.sandbox import narration, speech
from pictory_nb.sandbox.speech import KokoroNarrator, Speech, SpokenWord, sounds_of, tuned
from pictory_nb.sandbox.speech.say_as import said_as
from pictory_nb.sandbox.takes import takes_of
from pictory_nb.ssml import read_ssml
from pictory_nb.storyboard import Scene, Storyboard

voiced = pytest.mark.skipif(bool(KokoroNarrator.missing()), reason='no voice: pip install "pictory_nb[sandbox]"')


@pytest.fixture(scope="module")
def narrator() -> KokoroNarrator:
    return KokoroNarrator()


def length_of(said: Speech, word: str) -> float:
    return next(one.end - one.start for one in said.words if one.text.strip(".,") == word)


def pitch_of(said: Speech) -> float:
    """The median of the voice's pitch in hertz, by the echo of each twentieth of a second in itself."""
    window, found = np.hanning(1200), []
    fading = np.fft.irfft(np.abs(np.fft.rfft(window, 8192)) ** 2)[:400]
    for at in range(0, len(said.samples) - 1200, 240):
        frame = said.samples[at : at + 1200]
        if np.sqrt((frame**2).mean()) < 0.03:
            continue
        echo = np.fft.irfft(np.abs(np.fft.rfft((frame - frame.mean()) * window, 8192)) ** 2)[:400] / fading
        low, high = said.rate // 450, said.rate // 75
        lag = low + int(np.argmax(echo[low:high]))
        if echo[lag] > 0.7 * echo[0]:
            found.append(said.rate / lag)
    return float(np.median(found))


@voiced
def test_a_word_can_be_slow_in_the_middle_of_a_sentence(narrator: KokoroNarrator) -> None:
    """And the words around it stay as they are."""
    plain = narrator.speak("We are moving onward together.")
    marked = read_ssml('We are <prosody rate="50%">moving</prosody> onward together.')
    changed = narrator.speak(marked)
    assert length_of(changed, "moving") > 1.6 * length_of(plain, "moving")
    assert length_of(changed, "together") == pytest.approx(length_of(plain, "together"), abs=0.06)


@voiced
def test_pitch_moves_the_voice_and_not_its_pace(narrator: KokoroNarrator) -> None:
    """A fifth of the pitch lower or higher is a deeper or a brighter voice that takes as long."""
    text = "Every morning we are moving along the river."
    plain = narrator.speak(text, "bf_emma")
    for change in (-20, 25):
        moved = narrator.speak(read_ssml(f'<prosody pitch="{change:+}%">{text}</prosody>'), "bf_emma")
        assert pitch_of(moved) / pitch_of(plain) == pytest.approx(1 + change / 100, abs=0.07)
        assert moved.duration == pytest.approx(plain.duration, abs=0.1)


@voiced
def test_phonemes_are_said_as_they_are_written(narrator: KokoroNarrator) -> None:
    """Two ways to say a word are two sounds, and three alphabets one."""
    ways = [
        sounds_of("təˈmeɪtoʊ", "ipa"),
        sounds_of('t@"meItoU', "x-sampa"),
        sounds_of("T AX M EY1 T OW", "cmu-arpabet"),
    ]
    assert set(ways) == {"təmˈAtO"}
    one, other = (
        narrator.speak(read_ssml(f'<phoneme alphabet="ipa" ph="{ph}">tomato</phoneme>'))
        for ph in ("təˈmeɪtoʊ", "təˈmɑːtoʊ")
    )
    shorter = min(len(one.samples), len(other.samples))
    assert np.abs(one.samples[:shorter] - other.samples[:shorter]).max() > 0.05


def test_a_strange_phoneme_is_an_error_that_names_it() -> None:
    """With the scene where it stands."""
    with pytest.raises(BadStoryboard, match="'þ' is no sound of ipa"):
        sounds_of("þing", "ipa")
    scene = Scene(story='<phoneme ph="þ">a</phoneme>', is_ssml_story=True)
    with pytest.raises(RenderError, match=r"scene 1: .*'þ'"):
        takes_of(Storyboard(video_name="film", scenes=[scene]))


@pytest.mark.parametrize(
    ("text", "kind", "form", "said"),
    [
        ("W3C", "characters", "", "double you, three, see"),
        ("az", "characters", "", "ay, zee"),
        ("1,234", "cardinal", "", "one thousand two hundred thirty four"),
        ("3", "ordinal", "", "third"),
        ("21st", "ordinal", "", "twenty first"),
        ("2026", "digits", "", "two zero two six"),
        ("+1 555-0134", "telephone", "", "plus one, five five five, zero one three four"),
        ("2/9", "fraction", "", "two ninths"),
        ("3/1/2", "fraction", "", "3/1/2"),
        ("1 1/2", "fraction", "", "one and a half"),
        ("1'21\"", "time", "", "one minute and twenty one seconds"),
        ("3/4/2025", "date", "mdy", "march fourth twenty twenty five"),
        ("3/4/2025", "date", "dmy", "april third twenty twenty five"),
        ("20250314", "date", "yyyymmdd", "march fourteenth twenty twenty five"),
        ("7-1999", "date", "my", "july nineteen ninety nine"),
        ("13/13/2025", "date", "mdy", "13/13/2025"),
        ("5kg", "unit", "", "5kg"),
        ("hello", "cardinal", "", "hello"),
    ],
)
def test_say_as_reads_a_text_as_what_it_is_said_to_be(text: str, kind: str, form: str, said: str) -> None:
    """And as it stands where it is none of that."""
    assert " ".join(said_as(text, kind, form).split()) == said


def noise(seconds: float, words: int) -> Speech:
    samples = np.random.default_rng(1).standard_normal(round(seconds * 24_000)).astype(np.float32) * 0.1
    step = seconds / words
    return Speech(samples, 24_000, tuple(SpokenWord(f"w{n}", n * step, (n + 1) * step) for n in range(words)))


def test_louder_words_are_louder_and_do_not_click() -> None:
    """Six decibels are twice as loud, the change takes milliseconds, and the neighbours keep their level."""
    words = read_ssml('w0 <prosody volume="+6dB">w1</prosody> <prosody volume="silent">w2</prosody> w3')
    heard = tuned(noise(4, 4), words).samples.reshape(4, -1)
    level = [np.sqrt((part[2400:-2400] ** 2).mean()) for part in heard]
    assert level[1] / level[0] == pytest.approx(2.0, rel=0.05)
    assert level[2] == 0
    assert level[3] == pytest.approx(level[0], rel=0.05)
    steady = Speech(np.ones(96_000, np.float32) * 0.1, 24_000, noise(4, 4).words)
    assert np.abs(np.diff(tuned(steady, words).samples)).max() < 0.005


def test_an_expletive_is_a_bleep() -> None:
    """One kilohertz, as long as the word, and nothing of the word."""
    bleeped = tuned(noise(3, 3), read_ssml('w0 <say-as interpret-as="expletive">w1</say-as> w2')).samples
    middle = bleeped[30_000:42_000]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    assert np.argmax(spectrum) * 24_000 / len(middle) == pytest.approx(1000, abs=5)
    assert np.sort(spectrum)[-20] < spectrum.max() / 100


def said_in(story: str, **more: object) -> narration.Narrated:
    (take,) = takes_of(
        Storyboard(
            video_name="film",
            voice_over={"enabled": True},
            scenes=[Scene(story=story, is_ssml_story=True, **more)],
        )
    )
    with ThreadPoolExecutor(1) as workers:
        return narration.begin(take, speech.VOICES[0], workers).finished()


@voiced
def test_a_break_is_silence_of_that_length() -> None:
    """Nothing is heard in it, the words behind it are timed after it, and a last one holds the scene."""
    plain, paused = said_in("Wait. Now go."), said_in('Wait. <break time="2s"/>Now go. <break time="1s"/>')
    assert paused.words[1].start - plain.words[1].start == pytest.approx(2.0 - narration.BREATH, abs=0.02)
    assert paused.duration - plain.duration == pytest.approx(3.0 - narration.BREATH, abs=0.02)
    samples, rate = paused.speech.samples, paused.speech.rate
    begin, end = (round((at - narration.LEAD) * rate) for at in (paused.words[0].end, paused.words[1].start))
    quiet = samples[begin + rate // 5 : end - rate // 10]
    assert len(quiet) > 1.6 * rate
    assert not quiet.any()


def test_without_a_voice_pauses_are_kept() -> None:
    """A silent film breathes as the narrated one does."""
    (take,) = takes_of(Storyboard(video_name="f", scenes=[Scene(story='a <break time="3s"/> b', is_ssml_story=True)]))
    first, second = narration.begin(take, None, ThreadPoolExecutor(1)).finished().words
    assert second.start - first.end == pytest.approx(3.0)


def test_ssml_splits_into_scenes_as_any_story_does() -> None:
    """By line and by sentence, with tags that go across."""
    story = "<prosody rate='slow'>One line.\nTwo. Three.</prosody>"
    scene = Scene(story=story, is_ssml_story=True, create_scene_on_new_line=True, create_scene_on_end_of_sentence=True)
    takes = takes_of(Storyboard(video_name="film", scenes=[scene]))
    assert [take.story for take in takes] == ["One line.", "Two.", "Three."]
    assert all(word.marked.manner.rate == 0.8 for take in takes for word in take.words)
