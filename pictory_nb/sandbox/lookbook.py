"""The lookbook: faces, shapes and grounds as the sandbox draws them, to show how a film will look before it is made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pictory_nb.sandbox.library.visuals import Wish
    from pictory_nb.storyboard import Scene, Storyboard

__all__ = ["Face", "Ground", "Lookbook"]


@dataclass(frozen=True)
class Face:
    """A file of a family that pages can read too, and the weights that films write with it, as CSS tells a range."""

    family: str
    weights: str
    path: Path


@dataclass(frozen=True)
class Ground:
    """What stands behind a story that names no picture: colours (``#rrggbb``), and the emblem's PNG, if it has one."""

    colors: tuple[str, ...]
    emblem: Path | None = None


class Lookbook:
    """Answers out of the sandbox's own library; nothing is rendered."""

    def faces(self, family: str = "") -> list[Face]:
        """Every face of what ``family`` is written in here; of the house's own family where none is named.

        Each stands for all weights that are nearest to its own: a page that finds none thickens a lighter one by
        itself, which films never do, and some browsers make it wider by that.
        """
        from pictory_nb.sandbox.library import fonts

        chosen = fonts.face(family or None).family
        faces = sorted(fonts.FONTS[chosen].items())
        begins = [1, *((one + other + 1) // 2 for (one, _), (other, _) in pairwise(faces)), 1001]
        return [
            Face(chosen, f"{first} {after - 1}", path)
            for (first, after), (_, path) in zip(pairwise(begins), faces, strict=True)
        ]

    def shape(self, name: str) -> str:
        """The SVG of a shape, in white; empty for those that are made to measure, which have no outline."""
        from pictory_nb.renderer.outlines import OUTLINES

        return OUTLINES[name].svg(100) if name in OUTLINES else ""

    def grounds(self, storyboard: Storyboard) -> list[Ground]:
        """The ground of each scene, in order. Empty where the package that draws them is missing."""
        from pictory_nb.errors import RenderError
        from pictory_nb.sandbox.library import visuals

        wishes = [_wish(scene) for scene in storyboard.scenes]
        try:
            chosen = visuals.choose(wishes, language=storyboard.language, pixels=256)
        except RenderError:
            return []
        return [Ground((one.palette.base, *one.palette.lights), one.emblem) for one in chosen]


def _wish(scene: Scene) -> Wish:
    from pictory_nb.sandbox.library.visuals import Wish

    background = scene.background
    search = background.search_filter if background else None
    words = (search.query or " ".join(search.keywords or ())) if search else ""
    is_open = not (background and background.holds_visual)
    return Wish(re.sub(r"<[^>]*>", "", scene.story or ""), words, (search.category or "") if search else "", is_open)
