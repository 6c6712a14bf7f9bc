"""The faces that films are written in."""

from __future__ import annotations

import pytest
from PIL import ImageFont

from pictory_nb.sandbox.library.fonts import DEFAULT_FAMILY, FONTS, face
from pictory_nb.sandbox.lookbook import Lookbook

SERVICE_FAMILIES = """
Anton|Archivo Narrow|Arial|Averia Libre|Barlow|Barlow Black|Bebas Neue|Calibri|Caprasimo|Capriola|Carter One|Caveat
Chakra Petch|Chewy|Comfortaa|Courier Prime|DM Sans|Dancing Script|Dangrek|Delius Unicase|Grandstander|Gruppo|Heartbeat
Helvetica|Helvetica Neue Medium|JM Modern|Josefin Sans|Julius Sans One|LT Wave|Laisha|Lato|Lato Extrabold|Lexend
Manrope|Merriweather|Montserrat|Moon dance|Mustard|Noto Sans Devanagari|Noto Sans JP|Noto Sans Tamil
Noto Serif Devanagari|Noto Serif JP|Notosans|Opensans|Optik|Party Confetti|Patua One|Playfair Display
Plus Jakarta Sans|Poppins|Poppins Extrabold|Proxima Nova|Quicksand|Raleway|Raleway Black|Raleway Thin|Roboto|Rokkitt
Rowdies|Russo One|Satisfy|Sora|Source Sans Pro|Space Grotesk|Space mono|Special Elite|Strive|Titillium Web
Titillium Web Black|Ubuntu|Unbounded|Work Sans
"""


def drawn(font: ImageFont.FreeTypeFont, letter: str) -> bytes:
    return bytes(font.getmask(letter))


def has(path, letter: str) -> bool:
    """Whether the face draws the letter as something else than its box for a missing one."""
    font = ImageFont.truetype(str(path), 40)
    return drawn(font, letter) != drawn(font, "\U0001f9ff")


@pytest.mark.parametrize("family", FONTS)
def test_each_face_of_a_family_can_be_opened_and_written_with(family):
    """The renderer hands these files to Pillow as they are."""
    for path in FONTS[family].values():
        for letter in "Aéñß“—€":
            assert has(path, letter), (path.name, letter)


def test_each_family_that_the_service_names_gets_a_face():
    """A storyboard written for the service must render here too (contract §3.9)."""
    families = [name for line in SERVICE_FAMILIES.strip().splitlines() for name in line.split("|")]
    assert len(families) == 73
    for family in families:
        assert face(family).path.is_file()


@pytest.mark.parametrize(
    ("asked", "weight", "family", "got"),
    [
        ("montserrat", 700, "Montserrat", 700),
        ("Opensans", 700, "Open Sans", 700),
        ("Notosans", 400, "Noto Sans", 400),
        ("Space mono", 400, "Space Mono", 400),
        ("Lato Extrabold", 400, "Lato", 700),
        ("Raleway Thin", 700, "Raleway", 500),
        (None, 600, "Montserrat", 700),
    ],
)
def test_a_family_is_found_however_it_is_spelt_in_the_nearest_weight(asked, weight, family, got):
    """The service writes 'Opensans' and 'Poppins Extrabold'; people write 'open sans'."""
    found = face(asked, weight)
    assert (found.family, found.weight, found.note) == (family, got, "")


def test_a_family_that_is_not_here_is_replaced_and_the_note_says_so():
    """Nothing is swapped in silence."""
    found = face("Helvetica")
    assert found.family == "Roboto"
    assert "Helvetica" in found.note
    assert "Roboto" in found.note


def test_letters_that_a_family_lacks_are_written_in_the_default_one():
    """A Polish or Russian story must not turn into boxes because its font was made for English."""
    for text in ("Zażółć gęślą jaźń", "Привет, мир"):
        found = face("Poppins", text=text)
        assert found.family == DEFAULT_FAMILY
        assert "Poppins" in found.note
    assert face("Poppins", text="Crème brûlée – “naïve” café…").note == ""


def test_letters_that_no_face_has_are_named():
    """The person learns which letters will be missing before watching the film."""
    assert "你" in face(None, text="你好").note


def test_the_default_family_really_has_the_letters_that_it_is_chosen_for():
    """Every letter of Central European Latin and basic Cyrillic that `face` counts on."""
    from pictory_nb.sandbox.library import fonts

    for path in FONTS[DEFAULT_FAMILY].values():
        font = ImageFont.truetype(str(path), 40)
        box = drawn(font, "\U0001f9ff")
        missing = [chr(code) for code in fonts._DEFAULT_ONLY if drawn(font, chr(code)) == box]
        assert missing == []


@pytest.mark.parametrize("family", ["", "Anton", "Lato", "Courier Prime"])
def test_a_page_takes_the_face_that_the_film_takes_for_every_weight(family: str):
    """Else it thickens another by itself, and Firefox makes its words wider by that."""
    faces = Lookbook().faces(family)
    book = FONTS[faces[0].family]
    for weight in range(1, 1001, 7):
        nearest = book[min(book, key=lambda known: (abs(known - weight), -known))]
        ranges = [map(int, face.weights.split()) for face in faces]
        assert [face.path for face, (a, b) in zip(faces, ranges, strict=True) if a <= weight <= b] == [nearest]
