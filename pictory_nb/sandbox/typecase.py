"""The type case of a film: the faces that its styles and its texts need, and a note for each that is missing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from pictory_nb.errors import RenderError
from pictory_nb.renderer.film import FontBook
from pictory_nb.sandbox.library import fonts, scripts
from pictory_nb.sandbox.media import Media
from pictory_nb.sandbox.takes import Take
from pictory_nb.storyboard import FontStyle, Storyboard, Text

__all__ = ["Typecase"]

_LIGHTEST, _HEAVIEST = 100, 900


class Typecase:
    """The font book of a film, what had to be replaced in it, and the families that are really used.

    Raises ``RenderError`` for a font that is named by address and cannot be had, or cannot be read.
    """

    def __init__(
        self, storyboard: Storyboard, media: Media, takes: Sequence[Take], themed: Sequence[FontStyle | None] = ()
    ) -> None:
        self.notes: list[str] = []
        self._families: dict[str, dict[int, Path]] = dict(fonts.FONTS)
        used = {fonts.DEFAULT_FAMILY}
        for where, style in [*_styles(storyboard), *(("the layout", style) for style in themed)]:
            if style and style.font_family:
                used.add(self._lay_in(style, media, where))
        script_families, notes = scripts.families_for(_letters(storyboard, takes))
        self._families |= script_families
        self.used = used | set(script_families)
        self.notes = list(dict.fromkeys([*self.notes, *notes]))
        chain = (fonts.DEFAULT_FAMILY, "Noto Sans", *script_families)
        if scripts.WIDE in script_families:
            chain = (scripts.WIDE, *(family for family in chain if family != scripts.WIDE))
        self.book = FontBook(self._families, chain)

    def _lay_in(self, style: FontStyle, media: Media, where: str) -> str:
        """Make the family of a style known under the name that the style gives it; the family that is really used."""
        name = style.font_family
        if style.font_url:
            path = media.file(style.font_url, f"{where}, font {name}")
            _check(path, name, where)
            self._families[name] = {_weight: path for _weight in (_LIGHTEST, _HEAVIEST)}
            return name
        if faces := scripts.named(name):
            self._families[name] = faces
            if "Serif" in name:
                self.notes.append(f"The sandbox has no font {name!r} and writes in {name.replace('Serif', 'Sans')}.")
            return name.replace("Serif", "Sans")
        found = fonts.face(name)
        if found.note:
            self.notes.append(f"{found.note[0].upper()}{found.note[1:]}.")
        meant = fonts.meant_weight(name)
        faces = fonts.FONTS[found.family]
        if meant:
            nearest = min(faces, key=lambda weight: abs(weight - meant))
            faces = {_LIGHTEST: faces[nearest], _HEAVIEST: faces[nearest]}
        self._families.setdefault(name, faces)
        return found.family


def _check(path: Path, family: str, where: str) -> None:
    from PIL import ImageFont

    try:
        ImageFont.truetype(str(path), 24).getmask("A")
    except (OSError, ValueError) as error:
        raise RenderError(
            f"{where}: what {family} was fetched from is no font that can be read: {error}",
            mend="give the address of a .ttf, .otf, .woff or .woff2 file",
        ) from error


def _styles(storyboard: Storyboard) -> Iterator[tuple[str, FontStyle | None]]:
    yield "the subtitles", storyboard.subtitle_style
    for number, scene in enumerate(storyboard.scenes, 1):
        yield f"scene {number}", scene.subtitle_style
        for element in scene.elements:
            if isinstance(element, Text):
                yield f"scene {number}", element.style


def _letters(storyboard: Storyboard, takes: Sequence[Take]) -> str:
    """Everything that is to be read, which may be in another script than the rest."""
    texts = [take.story for take in takes]
    for scene in storyboard.scenes:
        texts.append(scene.caption or "")
        texts += [element.text for element in scene.elements if isinstance(element, Text)]
    return "".join(sorted(set(unicodedata.normalize("NFC", "".join(texts)))))
