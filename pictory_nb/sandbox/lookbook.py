"""The lookbook: faces and grounds as the sandbox draws them, to show how a film will look before it is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Face", "Ground", "Lookbook"]


@dataclass(frozen=True)
class Face:
    """One weight (100 to 900) of a family, in a file that pages can read too."""

    family: str
    weight: int
    path: Path


@dataclass(frozen=True)
class Ground:
    """What stands behind a story that names no picture: colours (``#rrggbb``), and the emblem's PNG, if it has one."""

    colors: tuple[str, ...]
    emblem: Path | None = None


class Lookbook:
    """Answers out of the sandbox's own library; nothing is rendered."""

    def faces(self, family: str = "") -> list[Face]:
        """Every weight of what ``family`` is written in here; of the house's own family where none is named."""
        from pictory_nb.sandbox.library import fonts

        chosen = fonts.face(family or None).family
        return [Face(chosen, weight, path) for weight, path in fonts.FONTS[chosen].items()]

    def grounds(self, stories: Sequence[str], language: str = "en") -> list[Ground]:
        """The ground of each story of a film, in order. Empty where the package that draws them is missing."""
        from pictory_nb.errors import RenderError
        from pictory_nb.sandbox.library import visuals

        try:
            chosen = visuals.choose(stories, language=language, pixels=256)
        except RenderError:
            return []
        return [Ground((one.palette.base, *one.palette.lights), one.emblem) for one in chosen]
