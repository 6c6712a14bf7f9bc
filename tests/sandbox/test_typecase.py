"""Films are written in the fonts that they ask for, and in the script of their language."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from pictory_nb.errors import RenderError
from pictory_nb.renderer import shaping
from pictory_nb.renderer.lettering import Typesetter
from pictory_nb.renderer.look import Look
from pictory_nb.sandbox.library import fonts, scripts
from pictory_nb.sandbox.media import Media
from pictory_nb.sandbox.takes import takes_of
from pictory_nb.sandbox.typecase import Typecase
from pictory_nb.storyboard import FontStyle, Scene, Storyboard

TEXTS = {
    "Arabic": "الماء يرتفع",
    "Devanagari": "पानी उठता है",
    "Tamil": "நீர் ஆவியாகிறது",
    "Japanese": "水は空へ昇る",
    "Chinese": "水变成云",
    "Korean": "물은 하늘로",
    "Thai": "น้ำขึ้นสู่ฟ้า",
    "Vietnamese": "nước bốc hơi",
}


def typecase(story: str = "Hi.", style: FontStyle | None = None, folder: Path | None = None) -> Typecase:
    board = Storyboard(video_name="film", scenes=[Scene(story=story)], subtitle_style=style)
    return Typecase(board, Media(files_allowed=True, own_file=lambda url: None), takes_of(board))


def mask(case: Typecase, text: str, family: str | None = None) -> np.ndarray:
    setter = Typesetter(Look(size=60, weight=700, family=family), case.book, 1.0)
    return setter.mask(800, 120, [(text, 20, 80)])


@pytest.fixture
def without_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scripts, "_root", lambda package: None)


@pytest.mark.parametrize("script", TEXTS)
def test_no_letter_of_these_scripts_is_an_empty_box(script: str) -> None:
    """With the font packages installed every letter has a glyph of its own, and nothing has to be told."""
    case = typecase(TEXTS[script])
    assert case.notes == []
    from pictory_nb.renderer.fonts import covers

    chain = case.book.chain(None, 700)
    for letter in TEXTS[script]:
        assert letter == " " or any(covers(face, letter) for face in chain), letter


@pytest.mark.parametrize(("script", "package"), [("Arabic", "manimgx-fonts"), ("Chinese", "rendercv-fonts")])
@pytest.mark.usefixtures("without_packages")
def test_a_script_that_cannot_be_written_is_told_with_the_mend(script: str, package: str) -> None:
    """Which font is missing, which letters, and how to get it: never boxes unsaid."""
    (note,) = typecase(TEXTS[script]).notes
    assert script in note
    assert f"pip install {package}" in note
    assert any(letter in note for letter in TEXTS[script])


@pytest.mark.parametrize("script", ["Arabic", "Devanagari", "Tamil"])
def test_letters_are_joined_alike_with_and_without_raqm(script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a system lacks what Pillow needs, HarfBuzz sets the same line, to the pixel's width."""
    case = typecase(TEXTS[script])
    ours, widths = [], []
    for has_raqm in (True, False):
        monkeypatch.setattr(shaping, "HAS_RAQM", has_raqm and shaping.HAS_RAQM)
        setter = Typesetter(Look(size=60, weight=700), case.book, 1.0)
        widths.append(sum(setter.width(word) for word in TEXTS[script].split()))
        ours.append(setter.mask(800, 140, [(TEXTS[script].split()[0], 20, 80)]))
    assert widths[0] == pytest.approx(widths[1], rel=0.02)
    assert np.abs(ours[0] - ours[1]).mean() < 0.01


def test_decomposed_letters_are_set_as_composed_ones() -> None:
    """A text that was typed on a Mac looks like one that was typed elsewhere."""
    import unicodedata

    case = typecase("trời")
    assert np.array_equal(mask(case, "trời"), mask(case, unicodedata.normalize("NFD", "trời")))


@pytest.mark.parametrize("family", ["Opensans", "Space mono", "Barlow Black", "Noto Sans JP", "Unbounded", "DM Sans"])
def test_a_real_family_is_used_under_the_name_that_the_service_gives_it(family: str) -> None:
    """Not the default one, and no note."""
    case = typecase("Hamburg", FontStyle(font_family=family))
    assert case.notes == []
    assert np.abs(mask(case, "Hamburg", family) - mask(case, "Hamburg")).mean() > 0.005


def test_a_family_that_is_replaced_is_told() -> None:
    (note,) = typecase("Hi.", FontStyle(font_family="Proxima Nova")).notes
    assert "Proxima Nova" in note


@pytest.fixture
def font_server(tmp_path: Path) -> Iterator[str]:
    """Serves a woff2 and something that is none."""
    shutil.copy(fonts.FONTS["Anton"][400], tmp_path / "anton.woff2")
    (tmp_path / "page.woff2").write_text("<html>not found</html>")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_a_font_is_fetched_by_its_address(font_server: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """fontUrl is honoured for the web's own format (contract §3.5)."""
    monkeypatch.setenv("PICTORY_NB_HOME", str(tmp_path / "home"))
    case = typecase("Hi.", FontStyle(font_family="Mine", font_url=f"{font_server}/anton.woff2"))
    assert np.array_equal(mask(case, "Hamburg", "Mine"), mask(case, "Hamburg", "Anton"))
    assert case.notes == []


def test_what_is_no_font_is_refused_with_its_name(
    font_server: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A page instead of a font is found before anything is drawn."""
    monkeypatch.setenv("PICTORY_NB_HOME", str(tmp_path / "home"))
    with pytest.raises(RenderError, match="Mine was fetched from is no font"):
        typecase("Hi.", FontStyle(font_family="Mine", font_url=f"{font_server}/page.woff2"))


def test_a_font_of_this_computer_is_used(tmp_path: Path) -> None:
    path = shutil.copy(fonts.FONTS["Anton"][400], tmp_path / "own.woff2")
    case = typecase("Hi.", FontStyle(font_family="Own", font_url=Path(path).as_uri()))
    assert case.book.face("Own", 700) == Path(path)
