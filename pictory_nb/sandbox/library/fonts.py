"""The faces that come with the package, and the nearest one for any other family.

``FONTS`` is plain data (family -> weight -> file), so that the renderer can be handed it without knowing
where it comes from. A storyboard may name any of the service's families (contract §3.9); those that may not
be given away are replaced by the nearest one here, and ``face`` says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["DEFAULT_FAMILY", "FONTS", "WRITTEN", "Face", "face", "meant_weight"]

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "fonts"
DEFAULT_FAMILY = "Montserrat"

_WEIGHTS: dict[str, tuple[int, ...]] = {
    "Montserrat": (500, 700, 800),
    "Anton": (400,),
    "Bebas Neue": (400,),
    "Caveat": (700,),
    "Courier Prime": (400, 700),
    "Dancing Script": (700,),
    "Lato": (400, 700),
    "Merriweather": (700,),
    "Noto Sans": (400, 700),
    "Open Sans": (400, 700),
    "Playfair Display": (700,),
    "Poppins": (500, 700),
    "Quicksand": (700,),
    "Raleway": (500, 800),
    "Roboto": (400, 700),
    "Source Sans 3": (400, 700),
    "Space Mono": (400, 700),
    "Work Sans": (400, 600),
    "Archivo Narrow": (400, 700),
    "Barlow": (500, 900),
    "Caprasimo": (400,),
    "Carter One": (400,),
    "Chakra Petch": (600,),
    "Comfortaa": (700,),
    "DM Sans": (400, 700),
    "Delius Unicase": (700,),
    "Grandstander": (700,),
    "Josefin Sans": (600,),
    "Julius Sans One": (400,),
    "Lexend": (400, 700),
    "Manrope": (500, 800),
    "Patua One": (400,),
    "Plus Jakarta Sans": (500, 800),
    "Rokkitt": (700,),
    "Rowdies": (700,),
    "Russo One": (400,),
    "Sora": (600,),
    "Space Grotesk": (500, 700),
    "Titillium Web": (600, 900),
    "Unbounded": (700,),
}

FONTS: dict[str, dict[int, Path]] = {
    family: {weight: FOLDER / f"{family.lower().replace(' ', '-')}-{weight}.woff2" for weight in weights}
    for family, weights in _WEIGHTS.items()
}
"""Family -> weight (100 to 900) -> woff2 file. Pillow reads these as they are."""

# Other spellings of a family that is here: the service writes some names without their space, and names
# some weights as if they were families. Keys are folded by `_folded`.
_SPELLINGS: dict[str, tuple[str, int | None]] = {
    "sourcesanspro": ("Source Sans 3", None),
    "latoextrabold": ("Lato", 800),
    "poppinsextrabold": ("Poppins", 800),
    "ralewayblack": ("Raleway", 900),
    "ralewaythin": ("Raleway", 100),
    "barlowblack": ("Barlow", 900),
    "titilliumwebblack": ("Titillium Web", 900),
}

# Nearest faces, by the look of the letters, for families that cannot be given away or would be too large.
_NEAREST: dict[str, tuple[str, ...]] = {
    "Roboto": (
        "Arial",
        "Helvetica",
        "Helvetica Neue",
        "Helvetica Neue Medium",
    ),
    "Lato": ("Calibri", "Carlito", "Ubuntu", "Capriola", "Optik"),
    "Open Sans": (
        "Verdana",
        "Tahoma",
        "Segoe UI",
    ),
    "Anton": ("Impact",),
    "Bebas Neue": (
        "Oswald",
        "Gruppo",
    ),
    "Merriweather": ("Times New Roman", "Georgia", "Noto Serif"),
    "Caveat": (
        "Heartbeat",
        "Laisha",
        "Moon dance",
        "Mustard",
        "Comic Sans MS",
        "Chewy",
    ),
    "Dancing Script": ("Satisfy", "Party Confetti", "Pacifico"),
    "Quicksand": ("Averia Libre", "Nunito"),
    "Courier Prime": ("Courier", "Courier New", "Special Elite", "American Typewriter"),
    "Space Mono": ("Consolas", "Menlo", "Monaco", "monospace"),
    "Source Sans 3": (),
}


def _folded(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


_FAMILIES = {_folded(family): family for family in FONTS}
_REPLACED = {_folded(name): near for near, names in _NEAREST.items() for name in names}

# What the faces can write: all have Latin-1 and typographic marks; only the default one goes further.
_EVERYWHERE = frozenset(range(0x20, 0x7F)) | frozenset(range(0xA0, 0x100)) | {0x0A, 0x131, 0x152, 0x153, 0x20AC, 0x2122}
_MARKS = range(0x2000, 0x2070)
_WIDER = (*range(0x100, 0x180), *range(0x218, 0x21C), *range(0x400, 0x460), 0x490, 0x491)
_DEFAULT_ONLY = frozenset(_WIDER)
WRITTEN = _EVERYWHERE | _DEFAULT_ONLY | frozenset(_MARKS)
"""The letters that the faces of this package can write, by their numbers."""


@dataclass(frozen=True)
class Face:
    """One face to write with. ``note`` is empty, or says in a sentence what was used instead of what."""

    family: str
    weight: int
    path: Path
    note: str = ""


def meant_weight(family: str) -> int | None:
    """The weight that is a part of a family's name, such as ``Raleway Thin``; None for all others."""
    return _SPELLINGS.get(_folded(family), (family, None))[1]


def face(family: str | None = None, weight: int = 700, text: str = "") -> Face:
    """The face for a family name, however it is spelt, in the nearest weight that is here.

    ``text`` is what will be written with it: where the family lacks its letters the default family is used,
    and where that lacks them too (Arabic, Chinese, Hindi ...) the note names them.
    """
    asked = family or DEFAULT_FAMILY
    key = _folded(asked)
    notes = []
    if key in _SPELLINGS:
        chosen, meant = _SPELLINGS[key]
        weight = meant or weight
    elif key in _FAMILIES:
        chosen = _FAMILIES[key]
    else:
        chosen = _REPLACED.get(key, DEFAULT_FAMILY)
        notes.append(f"the sandbox has no font {asked!r} and writes in {chosen}")
    letters = {ord(letter) for letter in text} - _EVERYWHERE - set(_MARKS)
    if letters and chosen != DEFAULT_FAMILY:
        notes.append(f"{chosen} lacks the letters {_sample(letters)}, so {DEFAULT_FAMILY} is used")
        chosen = DEFAULT_FAMILY
    if letters - _DEFAULT_ONLY:
        notes.append(f"no font of the sandbox has the letters {_sample(letters - _DEFAULT_ONLY)}")
    nearest = min(FONTS[chosen], key=lambda here: (abs(here - weight), -here))
    return Face(chosen, nearest, FONTS[chosen][nearest], "; ".join(notes))


def _sample(letters: set[int]) -> str:
    shown = "".join(chr(letter) for letter in sorted(letters)[:6])
    return f"{shown}…" if len(letters) > 6 else shown
