"""The subtitles beside a film, and the chapters that they remember for whoever never knew the storyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictory_nb.chapters import Chapter, told_chapters
from pictory_nb.client import Pictory
from pictory_nb.script import from_markdown
from pictory_nb.sidecar import chapters_beside, write_beside
from pictory_nb.subtitles import Cue, from_vtt
from pictory_nb.video import Video
from tests.jupyter.service import SENTENCE, Service

CUES = (Cue(0, 2, "Rain falls."), Cue(2, 4, "Snow --> too."))
CHAPTERS = (Chapter(0.0, "Rain"), Chapter(2.0, "Snow --> too"))


def test_players_find_them_and_programs_read_them(tmp_path: Path):
    """A plain VTT file of the film's own name; the chapters are comments of it."""
    video = Video(tmp_path / "rain.mp4", cues=CUES, chapters=CHAPTERS)
    write_beside(video)

    text = (tmp_path / "rain.vtt").read_text(encoding="utf-8")
    assert text.startswith("WEBVTT\n\nNOTE chapter 00:00:00.000 Rain\n\n")
    assert from_vtt(text) == CUES
    assert chapters_beside(video.path) == (CHAPTERS[0], Chapter(2.0, "Snow → too"))
    assert [file.name for file in tmp_path.iterdir()] == ["rain.vtt"]


def test_what_lies_there_already_is_left_alone(tmp_path: Path):
    """They may have been corrected by hand."""
    (tmp_path / "rain.vtt").write_text("WEBVTT\n\nmine")
    write_beside(Video(tmp_path / "rain.mp4", cues=CUES))
    write_beside(Video(tmp_path / "silent.mp4"))

    assert (tmp_path / "rain.vtt").read_text() == "WEBVTT\n\nmine"
    assert not (tmp_path / "silent.vtt").exists()


def test_a_folder_that_cannot_be_written_costs_no_film(tmp_path: Path):
    """The film is whole without them."""
    write_beside(Video(tmp_path / "gone" / "rain.mp4", cues=CUES))
    assert chapters_beside(tmp_path / "gone" / "rain.mp4") == ()


def test_another_kernel_shows_a_film_by_its_scenes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The service does not tell when scenes begin: what the first kernel knew lies beside the film."""
    monkeypatch.chdir(tmp_path)
    first, second = SENTENCE.replace("<b>", "").replace("</b>", "").split(" & ")
    with Service() as service:
        monkeypatch.setenv("PICTORY_API_BASE_URL", service.url)
        service.cues = (Cue(0, 1, first), Cue(1, 2, second))
        known = Pictory().render(from_markdown(f"{first}\n\n{second}"))
        chapters = known.video.chapters
        assert [each.start for each in chapters] == [0.0, 1.0]

        stranger = Pictory().job(known.id)
        assert stranger.storyboard is None
        assert stranger.video.chapters == chapters


@pytest.mark.parametrize(
    "said",
    [
        None,
        7,
        "x",
        [[0, "One"]],
        [[0, "One"], [-1, "Two"]],
        [[0, "One"], [float("inf"), "Two"]],
        [[0, "One"], ["1", "Two"]],
        [{}],
    ],
)
def test_nothing_is_believed_that_is_no_list_of_scenes(said):
    """What is left of it must be two scenes at least."""
    assert told_chapters(said) == ()


@given(st.recursive(st.none() | st.integers() | st.floats() | st.text(), st.lists))
def test_whatever_is_said_of_scenes_ends_in_chapters_or_none(said):
    """No answer breaks the film."""
    assert all(isinstance(each, Chapter) for each in told_chapters(said))


def test_the_sandbox_tells_when_its_scenes_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A scene that says nothing has its chapter too; any kernel can show it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PICTORY_NB_HOME", str(tmp_path / "home"))
    board = from_markdown("---\nvoice: off\nsize: 320x180\nmusic: off\n---\n# Rain\n\nRain falls.\n\nSnow falls.")
    job = Pictory(profile="sandbox").render(board)
    starts = [each.start for each in job.video.chapters]

    assert [each.title for each in job.video.chapters] == ["Rain", "Rain falls.", "Snow falls."]
    assert starts[0] == 0.0
    assert starts == sorted(set(starts))
    assert Pictory(profile="sandbox").job(job.id).video.chapters == job.video.chapters
