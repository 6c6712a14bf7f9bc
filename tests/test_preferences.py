"""What was settled in a file holds everywhere, in an order that is told, and a slip in it is an error with a mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from pictory_nb import from_markdown
from pictory_nb.errors import BadCommand
from pictory_nb.preferences import Preferences, load, preset_named


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder, and beside it ``project/`` with a folder to work in."""
    monkeypatch.setenv("PICTORY_NB_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PICTORY_PROFILE", raising=False)
    (tmp_path / "home").mkdir()
    (tmp_path / "project" / "notebooks").mkdir(parents=True)
    return tmp_path


def settle(home: Path, *, user: str = "", project: str = "") -> Preferences:
    (home / "home" / "config.toml").write_text(user, encoding="utf-8")
    (home / "project" / "pyproject.toml").write_text(project, encoding="utf-8")
    return load(home / "project" / "notebooks")


def test_nothing_needs_to_be_settled(home: Path) -> None:
    """Without a file the defaults hold."""
    assert load(home) == Preferences()


def test_the_project_counts_before_the_user(home: Path) -> None:
    """Each setting tells the file that it came from."""
    settled = settle(
        home,
        user='embed_max_mb = 10\nconfirm_over = 1\n[presets.mine]\nvoice = "Emma"',
        project='[tool.pictory_nb]\nembed_max_mb = 2\n[tool.pictory_nb.presets.brand]\naspect = "9:16"',
    )
    assert (settled.embed_max_mb, settled.confirm_over) == (2.0, 1.0)
    assert set(settled.presets) == {"mine", "brand"}
    assert settled.origins["embed_max_mb"].name == "pyproject.toml"
    assert settled.origins["presets.mine"].name == "config.toml"


def test_the_environment_names_the_account_before_a_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who starts a notebook with ``PICTORY_PROFILE`` is not overruled by a file of last year."""
    assert settle(home, user='profile = "work"').profile == "work"
    monkeypatch.setenv("PICTORY_PROFILE", "sandbox")
    assert load(home).profile is None


def test_paths_of_a_preset_count_from_its_file(home: Path) -> None:
    """A logo is found from whatever folder the notebook lies in."""
    settled = settle(home, project='[tool.pictory_nb.presets.brand]\nlogo = "art/logo.png"\nmusic = "off"')
    assert settled.presets["brand"] == {"logo": str(home / "project" / "art" / "logo.png"), "music": "off"}


def test_a_preset_stands_behind_the_script_and_the_line() -> None:
    """It fills in what neither of them says; a size leaves no place for an aspect."""
    preset = {"voice": "Emma", "aspect": "9:16", "music": "off"}
    storyboard = from_markdown("---\nvoice: George\n---\nHello.", preset=preset, size="1280x720")
    assert storyboard.voice_over.ai_voices[0].speaker == "George"
    assert storyboard.size == (1280, 720)
    assert storyboard.background_music is None


@pytest.mark.parametrize(
    ("user", "said", "mend"),
    [
        ("embed_mx_mb = 1", "'embed_mx_mb' is not a setting", "did you mean embed_max_mb?"),
        ("zzz = 1", "'zzz' is not a setting", "there are display, embed_max_mb"),
        ('embed_max_mb = "4"', "embed_max_mb cannot be '4'", "a number"),
        ('display = "wall"', "display cannot be 'wall'", "there are auto, url, file, embed"),
        ("confirm_over = -1", "confirm_over cannot be -1", "not negative"),
        ("profile = 7", "profile cannot be 7", 'profile = "brand"'),
        ('[presets.brand]\nvioce = "Emma"', "'vioce' is not a setting of a preset", "did you mean voice?"),
        ("presets = 3", "presets are tables", "[presets.brand]"),
        ("embed_max_mb =", "cannot be read", "mend the file"),
    ],
)
def test_a_slip_is_named_with_its_file_and_its_mend(home: Path, user: str, said: str, mend: str) -> None:
    """Two lines, of which the first says where."""
    with pytest.raises(BadCommand) as caught:
        settle(home, user=user)
    first, second = str(caught.value).splitlines()
    assert "config.toml" in first
    assert said in first
    assert mend in second


def test_a_preset_that_is_not_there_is_told() -> None:
    """With what is close, with what there is, or with how one is made."""
    with pytest.raises(BadCommand, match="did you mean brand"):
        preset_named("brnd", {"brand": {}})
    with pytest.raises(BadCommand, match="there are brand"):
        preset_named("zzz", {"brand": {}})
    with pytest.raises(BadCommand, match=r"\[presets.zzz\]"):
        preset_named("zzz", {})
