"""Faces for the scripts of the world: Noto Sans, out of two font packages, for as many as are installed.

The faces that come with this package write Latin, and the default one Cyrillic. All others are looked for in
``manimgx-fonts`` (Arabic, Devanagari, Tamil, Thai, Hebrew and a dozen more) and in ``rendercv-fonts`` (Chinese,
Japanese, Korean). Without them a note names the letters that will be missing, and the package that has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from ...renderer.shaping import can_shape, is_joined
from . import fonts

__all__ = ["SCRIPTS", "WIDE", "Script", "families_for", "named"]

WIDE = "Noto Sans Wide"
"""The family of all of Latin, Greek and Cyrillic. A film that needs it is written in it, not patched with it."""
_NOTO = ("manimgx-fonts", "manimgx_fonts", "")
_CJK = ("rendercv-fonts", "rendercv_fonts", "Noto Sans")


@dataclass(frozen=True)
class Script:
    """A script, its ranges of letters, and the files of its face by weight, in a package that may be installed."""

    name: str
    family: str
    ranges: tuple[tuple[int, int], ...]
    source: tuple[str, str, str]
    files: tuple[tuple[int, str], ...]

    def faces(self) -> dict[int, Path]:
        """Weight → file; empty where the package is not installed."""
        package, folder = self.source[1:]
        root = _root(package)
        found = {weight: root / folder / name for weight, name in self.files} if root else {}
        return {weight: path for weight, path in found.items() if path.is_file()}


def _noto(name: str, *ranges: tuple[int, int]) -> Script:
    file = f"NotoSans{name}[wght].ttf"
    return Script(name, f"Noto Sans {name}", ranges, _NOTO, ((600, file),))


def _cjk(name: str, code: str, *ranges: tuple[int, int]) -> Script:
    files = ((400, f"NotoSans{code}-Regular.ttf"), (700, f"NotoSans{code}-Bold.ttf"))
    return Script(name, f"Noto Sans {code}", ranges, _CJK, files)


SCRIPTS: tuple[Script, ...] = (
    _noto("Arabic", (0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC)),
    _noto("Devanagari", (0x900, 0x97F), (0xA8E0, 0xA8FF), (0x1CD0, 0x1CFF)),
    _noto("Tamil", (0xB80, 0xBFF)),
    _noto("Bengali", (0x980, 0x9FF)),
    _noto("Gurmukhi", (0xA00, 0xA7F)),
    _noto("Gujarati", (0xA80, 0xAFF)),
    _noto("Oriya", (0xB00, 0xB7F)),
    _noto("Telugu", (0xC00, 0xC7F)),
    _noto("Kannada", (0xC80, 0xCFF)),
    _noto("Malayalam", (0xD00, 0xD7F)),
    _noto("Sinhala", (0xD80, 0xDFF)),
    _noto("Thai", (0xE00, 0xE7F)),
    _noto("Lao", (0xE80, 0xEFF)),
    _noto("Myanmar", (0x1000, 0x109F)),
    _noto("Georgian", (0x10A0, 0x10FF)),
    _noto("Ethiopic", (0x1200, 0x137F)),
    _noto("Khmer", (0x1780, 0x17FF)),
    _noto("Hebrew", (0x590, 0x5FF), (0xFB1D, 0xFB4F)),
    _noto("Armenian", (0x530, 0x58F)),
    _cjk("Korean", "KR", (0xAC00, 0xD7AF), (0x1100, 0x11FF), (0x3130, 0x318F)),
    _cjk("Japanese", "JP", (0x3040, 0x30FF), (0x31F0, 0x31FF)),
    _cjk("Chinese", "SC", (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x3000, 0x303F), (0xFF00, 0xFFEF), (0x20000, 0x2FFFF)),
    Script("Latin, Greek and Cyrillic", WIDE, ((0x100, 0x52F), (0x1D00, 0x1FFF)), _NOTO,
           ((600, "NotoSans[wght].ttf"),)),
    Script("symbols", "Noto Sans Symbols", ((0x2100, 0x2BFF),), _NOTO, ((600, "NotoSansSymbols[wght].ttf"),)),
)  # fmt: skip


def families_for(letters: str) -> tuple[dict[str, Mapping[int, Path]], list[str]]:
    """The families that a text needs beyond those of this package, and a note for each script that nobody here writes.

    Han letters are set in the Japanese face where kana stand beside them, and in the Korean one beside Hangul.
    """
    needed = {ord(letter) for letter in letters} - fonts.WRITTEN
    families: dict[str, Mapping[int, Path]] = {}
    notes = []
    for script in SCRIPTS:
        own = {code for code in needed if any(first <= code <= last for first, last in script.ranges)}
        if not own:
            continue
        if faces := script.faces():
            families[script.family] = faces
        else:
            sample = "".join(map(chr, sorted(own)[:6]))
            notes.append(
                f"No font for {script.name} is installed, so letters such as {sample} are drawn as empty boxes. "
                f"pip install {script.source[0]} brings one."
            )
        needed -= own
    if families and not can_shape() and is_joined(letters):
        notes.append("Letters that join stand apart: pip install uharfbuzz brings what sets them.")
    return families, notes


def named(family: str) -> dict[int, Path]:
    """The faces of a family that is called after its script, such as Noto Sans JP; empty where it is not installed.

    A serif family of a script (Noto Serif JP) is written in its sans-serif face.
    """
    wanted = family.replace("Serif", "Sans").casefold()
    return next((script.faces() for script in SCRIPTS if script.family.casefold() == wanted), {})


@lru_cache(maxsize=4)
def _root(package: str) -> Path | None:
    """The folder of an installed package, which is not imported."""
    spec = find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None
