"""What is vendored with the sandbox stays small and lawful."""

from __future__ import annotations

from pathlib import Path

import pictory_nb

ASSETS = Path(pictory_nb.__file__).parent / "sandbox" / "assets"
PICTURES = Path(pictory_nb.__file__).parent.parent / "notebooks" / "pictures"


def test_all_assets_together_stay_within_eight_megabytes():
    """Everyone who installs the package downloads these, so there is a ceiling: 8 MB."""
    assert sum(file.stat().st_size for file in ASSETS.rglob("*") if file.is_file()) <= 8_000_000


def test_each_folder_of_assets_has_a_licence_beside_it():
    """Whoever passes a file on must find the terms in the same folder."""
    folders = [folder for folder in ASSETS.iterdir() if folder.is_dir() and not folder.name.startswith("_")]
    assert {"fonts", "emblems", "logos"} <= {folder.name for folder in folders}
    for folder in folders:
        assert any(file.name.upper().startswith("LICENSE") for file in folder.rglob("*")), folder.name


def test_each_font_family_has_its_own_licence_text():
    """The Open Font License wants its text, with the family's copyright line, beside each family."""
    families = {face.name.rsplit("-", 1)[0] for face in (ASSETS / "fonts").glob("*.woff2")}
    for family in families:
        text = (ASSETS / "fonts" / f"LICENSE-{family}.txt").read_text("utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text


def test_the_sample_logo_and_pictures_are_small():
    """They are cloned with every tutorial: a logo up to 6 KB, pictures up to 60 KB each."""
    assert (ASSETS / "logos" / "sample.png").stat().st_size <= 6_000
    pictures = list(PICTURES.glob("*.jpg"))
    assert len(pictures) == 2
    assert all(picture.stat().st_size <= 60_000 for picture in pictures)
