"""Another engine of voices is let in by an entry point; without one that speaks a language the film says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from pictory_nb.errors import RenderError
from pictory_nb.sandbox import speech
from pictory_nb.sandbox.casting import Casting
from pictory_nb.sandbox.speech import RATE, KokoroNarrator, default_narrator, engines
from pictory_nb.sandbox.takes import takes_of
from pictory_nb.ssml import read_ssml
from pictory_nb.storyboard import Scene, Storyboard

ENGINE = '''
import numpy as np

class Engine:
    """Hums a fifth of a second for each word, with a pause behind every comma and full stop."""
    name, credit = "humming-1", "The Humming Birds (MIT) https://example.org"
    voices = [("eva", "Eva", "female", "de-DE"), ("luc", "Luc", "male", "fr-FR")]
    said = []

    def speak(self, text, voice, speed):
        self.said.append((text, voice, speed))
        parts = []
        for word in text.split():
            length = int(4800 / speed)
            parts.append(0.2 * np.sin(np.arange(length) / 9).astype(np.float32))
            parts.append(np.zeros(6000 if word[-1] in ",." else 800, np.float32))
        return np.concatenate(parts), 16_000
'''


@pytest.fixture
def visiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The engine is installed, as pip would do it; another one that is broken, too."""
    for name, code in (("humming", ENGINE), ("broken", "raise OSError('no model')")):
        (tmp_path / f"{name}.py").write_text(code, encoding="utf-8")
        info = tmp_path / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[pictory_nb.voices]\n{name} = {name}:Engine\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("PICTORY_NB_HOME", str(tmp_path / "home"))
    engines.cache_clear()
    default_narrator.cache_clear()
    yield
    engines.cache_clear()
    default_narrator.cache_clear()


def cast(language: str, speaker: str | None = None) -> tuple[speech.Voice | None, Casting]:
    voices = [{"speaker": speaker}] if speaker else []
    board = Storyboard(
        video_name="film",
        language=language,
        voice_over={"enabled": True, "ai_voices": voices},
        scenes=[Scene(story="Guten Tag.")],
    )
    casting = Casting(board, speech.cast)
    return casting.voice(takes_of(board)[0]), casting


def test_its_voices_are_listed_and_found_by_name(visiting: None) -> None:
    """Beside our own; a broken engine keeps nobody from the others."""
    assert [track["name"] for track in speech.tracks()][-2:] == ["Eva", "Luc"]
    assert speech.cast("eva").voice.language == "de-DE"
    assert len({track["id"] for track in speech.tracks()}) == len(speech.tracks())
    with pytest.raises(RenderError, match=r"\[Nobody\] is invalid"):
        speech.cast("Nobody")


def test_it_speaks_with_the_times_of_its_words(visiting: None) -> None:
    """At our rate and level, and what it said is not asked for again."""
    key = speech.cast("Eva").voice.key
    said = default_narrator().speak("Eins zwei, drei vier.", key, 1.0)
    assert said.rate == RATE
    assert [word.text for word in said.words] == ["Eins", "zwei,", "drei", "vier."]
    starts = [word.start for word in said.words]
    assert starts == sorted(starts)
    assert said.duration == pytest.approx(4 * 0.3 + 2 * 0.05 + 0.375, abs=0.15)
    loud = said.samples[np.abs(said.samples) > 0.01]
    assert 20 * np.log10(np.sqrt((loud**2).mean())) == pytest.approx(-20, abs=2)
    (visitor,) = engines()
    count = len(visitor.engine.said)
    again = default_narrator().speak("Eins zwei, drei vier.", key, 1.0)
    assert len(visitor.engine.said) == count
    assert again.words == said.words


def test_ssml_reaches_it_as_text_and_pace(visiting: None) -> None:
    """What stands for something else is read, and a slow story is slow."""
    words = read_ssml('<prosody rate="50%">Die <sub alias="Weltgesundheitsorganisation">WHO</sub> sagt</prosody>')
    default_narrator().speak(words, speech.cast("Eva").voice.key)
    (visitor,) = engines()
    assert visitor.engine.said[-1] == ("Die Weltgesundheitsorganisation sagt", "eva", 0.5)


def test_a_film_is_read_by_somebody_of_its_language(visiting: None) -> None:
    """Whoever is asked for without speaking it gives way, and the film says so; and it thanks whom it heard."""
    voice, casting = cast("de")
    assert (voice.name, casting.notes) == ("Eva", [])
    assert casting.credits == ["Voice Eva: The Humming Birds (MIT) https://example.org"]
    voice, casting = cast("de", "Emma")
    assert voice.name == "Eva"
    assert casting.notes == ["Eva reads for Emma, who does not speak de."]


def test_without_a_voice_for_a_language_nobody_reads_and_it_is_said() -> None:
    """Never a wrong accent without a word."""
    voice, casting = cast("ja")
    assert voice is None
    assert "no voice for the language ja, only for en" in casting.notes[0]


def test_without_any_voice_the_film_is_silent_and_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is subtitled all the same."""
    monkeypatch.setattr(KokoroNarrator, "missing", staticmethod(lambda: ["onnxruntime"]))
    voice, casting = cast("en")
    assert voice is None
    assert casting.notes == ["The film is silent and subtitled: no voice is installed (onnxruntime missing)."]
