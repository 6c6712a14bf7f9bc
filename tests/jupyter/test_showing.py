"""Where a film is shown from: as it was asked for, as it is settled, and what is said where neither can be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pictory_nb.errors import BadCommand
from pictory_nb.jupyter.host import Host
from pictory_nb.jupyter.show import video_bundle
from pictory_nb.jupyter.showing import Showing
from pictory_nb.preferences import DISPLAYS
from pictory_nb.subtitles import Cue
from pictory_nb.video import Video
from tests.jupyter.conftest import Shell
from tests.jupyter.service import Service

WEB = "https://host.example/a.mp4"
SIGNED = f"{WEB}?signature=1"
STORED, FILE = "data:video/mp4", "films/a.mp4"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "films").mkdir()
    (tmp_path / "films" / "a.mp4").write_bytes(bytes(3000))
    return tmp_path


def here(folder: Path, url: str = WEB) -> Video:
    return Video(folder / "films" / "a.mp4", "A", "job-1", url=url, cues=(Cue(0, 1, "Rain."),))


GONE = Path("gone.mp4")


@pytest.mark.parametrize(
    ("way", "reads_files", "url", "source", "said"),
    [
        ("auto", True, WEB, STORED, ""),
        ("url", True, WEB, WEB, "keeps a film for a time; %pictory status job-1 asks"),
        ("url", True, "", FILE, "no address at the service"),
        ("url", True, SIGNED, FILE, "is signed"),
        ("file", True, WEB, FILE, ""),
        ("file", False, WEB, WEB, "cannot reach files"),
        ("file", False, "", STORED, "cannot reach files"),
        ("embed", True, WEB, STORED, ""),
        ("embed", False, WEB, STORED, ""),
    ],
)
def test_a_film_is_shown_from_where_it_was_asked_for(
    folder: Path, way: str, reads_files: bool, url: str, source: str, said: str
):
    """Or from the next best place, and then a sentence below it says why."""
    found = Showing(way).source_of(here(folder, url), Host(folder=folder, reads_files=reads_files))

    assert found.src.startswith(source)
    assert said in found.remark
    assert bool(said) == bool(found.remark)


@pytest.mark.parametrize(
    ("megabytes", "reads_files", "url", "source"),
    [(4, True, WEB, STORED), (0.001, True, WEB, FILE), (0.001, False, WEB, WEB), (0.001, False, "", STORED)],
)
def test_auto_takes_the_first_that_the_page_reaches(folder: Path, megabytes, reads_files: bool, url: str, source: str):
    """Small films are stored; a page that reaches neither files nor an address, as Colab's, is given more."""
    found = Showing("auto", megabytes).source_of(here(folder, url), Host(folder=folder, reads_files=reads_files))

    assert found.src.startswith(source)


def test_what_no_page_can_reach_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """No player without a film: its name says what to look for."""
    monkeypatch.setattr("pictory_nb.jupyter.showing.APART_MB", 0.001)
    found = Showing("auto", 0.001).source_of(here(folder, ""), Host(folder=folder, reads_files=False))

    assert found.src == ""
    assert "a.mp4" in found.remark


def test_a_film_that_is_gone_is_shown_from_the_service_whatever_was_asked_for(folder: Path):
    """The remark tells that it will not stay there."""
    for way in DISPLAYS:
        found = Showing(way).source_of(replace(here(folder), path=GONE), Host(folder=folder))
        assert (found.src, "for a time" in found.remark) == (WEB, True)


def test_the_remark_stands_below_the_film(folder: Path):
    """Where people read it."""
    data, _ = video_bundle(here(folder, ""), showing=Showing("url"), host=Host(folder=folder))

    assert "no address at the service" in data["text/html"]


def test_a_way_that_nobody_knows_is_refused():
    """In two lines, as everywhere."""
    with pytest.raises(BadCommand, match="'wall'") as caught:
        Showing("wall")
    assert "auto, url, file, embed" in caught.value.mend


def test_subtitles_are_linked_where_they_lie_beside_the_film(folder: Path):
    """Without trust a player's own subtitles are stripped: the file can still be had."""
    film = here(folder)
    assert ".vtt" not in video_bundle(film, host=Host(folder=folder))[0]["text/html"]
    film.subtitles.write_text("WEBVTT\n")
    html = video_bundle(film, host=Host(folder=folder))[0]["text/html"]

    assert '<a href="films/a.vtt" download="a.vtt">Subtitles</a>' in html


def test_it_is_settled_by_a_file_by_config_and_on_the_line(bare_shell: Shell, service: Service, tmp_path: Path):
    """Each counts more than the one before it; a size alone asks for auto."""
    (tmp_path / "pyproject.toml").write_text('[tool.pictory_nb]\ndisplay = "file"\n')
    bare_shell.run("%load_ext pictory_nb")
    bare_shell.run("%%pictory --wait -o one\nOne.")
    bare_shell.run("%%pictory --wait -o two\nTwo.")

    def sources(options: str = "") -> set[str]:
        html = bare_shell.run(f"%pictory compare one two {options}")._repr_html_()
        return {part.partition('"')[0][:14] for part in html.split('<video src="')[1:]}

    assert sources() == {"pictory_videos"}
    assert sources("--display embed") == sources("--embed 1") == {STORED}
    bare_shell.run("%config PictoryMagics.display = 'embed'")
    assert sources() == {STORED}
    assert sources("--display file") == sources("--embed 0") == {"pictory_videos"}
    bare_shell.run("%unload_ext pictory_nb")


def test_config_knows_the_same_ways_as_the_files(shell: Shell):
    """One closed list, although one of them is not imported by %load_ext."""
    (magics,) = [each for each in shell.shell.configurables if type(each).__name__ == "PictoryMagics"]
    assert tuple(magics.traits()["display"].values) == DISPLAYS
