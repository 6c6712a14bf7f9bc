"""The transcript editor from code: what is kept is always a value, whoever strikes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictory_nb import Pictory, TranscriptEditor, from_markdown
from pictory_nb.errors import BadArguments
from tests.renderer import house
from tests.test_transcript import parts, spoken


@given(parts(1), st.booleans())
def test_what_is_struck_is_what_is_cut(drawn: tuple, tight: bool) -> None:
    """Words that are struck in the browser are cut in Python, and brought back by striking none."""
    whole, (some,) = drawn
    editor = TranscriptEditor(whole)
    editor.struck, editor.tight = sorted(some), tight
    expected = whole.cut(some)
    assert editor.transcript == (expected.without_silences(0.7) if tight else expected)
    assert editor.kept["length"] == pytest.approx(editor.transcript.length, abs=0.006)
    editor.restore()
    editor.tight = False
    assert editor.transcript == whole


def test_phrases_are_struck_and_restored() -> None:
    """By what they say, in any order; what is not said is told."""
    editor = TranscriptEditor(spoken())
    editor.strike("you know", 0)
    editor.restore("you")
    assert editor.transcript.text.startswith("every cloud")
    assert [editor._whole.words[place].text for place in editor.struck] == ["Um,", "know,"]
    with pytest.raises(BadArguments, match="dragons"):
        editor.strike("dragons")


def test_a_browser_that_strikes_what_is_not_there_breaks_nothing() -> None:
    """A stale page may know more words than there are."""
    editor = TranscriptEditor(spoken())
    editor.set_state({"struck": [0, 400, -3]})
    assert len(editor.transcript) == len(spoken()) - 1


def test_an_edit_of_the_browser_is_not_told_back_to_it() -> None:
    """By then it may have struck more, which an echo would take back; what is left of the film it is told."""
    editor, told = TranscriptEditor(spoken()), []
    editor.send_state = lambda key: told.append(key)  # type: ignore[method-assign]
    editor._asked(None, {"op": "edit", "struck": [0], "tight": True}, [])
    assert (editor.struck, editor.tight, told) == ([0], True, ["kept"] * len(told))
    assert editor.transcript == spoken().cut([0]).without_silences(0.7)


def test_without_a_film_it_says_how_to_name_one() -> None:
    """Before anything is ordered."""
    with pytest.raises(BadArguments, match="film=PATH"):
        TranscriptEditor(spoken()).render()


def test_a_film_of_the_sandbox_is_not_sent_to_an_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who did not say who is to render it pays nothing by surprise; the client that heard it makes it, too."""
    monkeypatch.chdir(tmp_path)
    house.video(tmp_path / "talk.mp4", [(200, 40, 40), (40, 40, 200)], seconds_each=5.0)
    client = Pictory(profile="sandbox")
    job = client.transcribe("talk.mp4", transcript=spoken())
    job.wait()
    monkeypatch.setenv("PICTORY_API_KEY", "pictai_a-key")
    monkeypatch.setenv("PICTORY_API_BASE_URL", "http://127.0.0.1:1/pictoryapis")
    editor = TranscriptEditor(job)
    editor.strike(range(2, 18))
    assert editor.render().place == "sandbox"
    monkeypatch.setattr("pictory_nb.client.Pictory.jobs", lambda _: iter(()))
    with pytest.raises(BadArguments, match=r"is of the sandbox(.|\n)*client="):
        TranscriptEditor(client.job(job.id), "talk.mp4").render()


def test_it_becomes_a_job_that_makes_the_film(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clips that are kept, and nothing else."""
    monkeypatch.chdir(tmp_path)
    house.video(tmp_path / "talk.mp4", [(200, 40, 40), (40, 40, 200)], seconds_each=5.0)
    editor = TranscriptEditor(spoken(), "talk.mp4", client=Pictory(profile="sandbox"), name="Short")
    editor.strike(range(2, 18))
    job = editor.render(subtitles=False)
    assert job is editor.job
    assert job.video.duration == pytest.approx(editor.transcript.length, abs=0.05)


def test_a_job_that_listens_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its words come when they are there; until then there are none, and a failure is told in their place."""
    monkeypatch.setattr("pictory_nb.sandbox.listening.model._HALVES", ("no_such_half",))
    house.wav(tmp_path / "tone.wav", house.tone(1.0))
    client = Pictory(profile="sandbox")
    given = TranscriptEditor(client.transcribe(tmp_path / "tone.wav", transcript=spoken()))
    assert given.wait().transcript.text == spoken().text
    assert given.about["film"] == {"bytes": (tmp_path / "tone.wav").stat().st_size, "sound": True}
    lost = TranscriptEditor(job := client.transcribe(tmp_path / "tone.wav"))
    assert lost.transcript.text == ""
    with pytest.raises(Exception, match="cannot hear"):
        job.wait()
    assert "cannot hear" in lost.about["waiting"]


def test_a_film_that_was_rendered_need_not_be_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its subtitles say what is said in it, and when."""
    monkeypatch.chdir(tmp_path)
    script = from_markdown("The sun warms the sea.\n\nWater rises.", size="160x90", music=False)
    job = Pictory(profile="sandbox").render(script)
    editor = TranscriptEditor(job)
    assert editor.transcript.text == "The sun warms the sea. Water rises."
    assert editor.transcript.duration == pytest.approx(job.video.duration)
    editor.strike("Water rises.")
    assert editor.render().video.duration == pytest.approx(editor.transcript.length, abs=0.05)
