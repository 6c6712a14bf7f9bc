"""What each scene of a film shows when its storyboard names no picture: an emblem on moving colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .emblems import picture
from .meaning import Choice, choose_emblems
from .palettes import Palette, film_palettes

__all__ = ["Visual", "choose"]


@dataclass(frozen=True)
class Visual:
    """An emblem (a square PNG with a transparent ground) and a palette.

    ``emblem`` and ``name`` are None where nothing fits the words; the palette alone is then the picture.
    ``why`` says in a few words what the choice rests on.
    """

    name: str | None
    emblem: Path | None
    palette: Palette
    why: str


def choose(stories: Sequence[str], *, language: str = "en", pixels: int = 512) -> list[Visual]:
    """One visual for each story of a film, in order; no emblem comes twice, one palette runs through all.

    The same stories always get the same visuals. ``pixels`` is the side of the emblem's picture. Words are
    known in English only: a story in another ``language`` (``de``, ``fr-FR`` ...) gets colours and no emblem,
    since a word that happens to look English ("Gift", "chat") would call for a wrong one.
    Raises RenderError where the package that draws emblems is not installed.
    """
    if language.lower().startswith("en"):
        choices, palettes = choose_emblems(stories), film_palettes(stories)
    else:
        choices = [Choice(None, f"emblems are chosen by English words, and this is {language}")] * len(stories)
        palettes = film_palettes([""] * len(stories))
    return [
        Visual(choice.emblem, picture(choice.emblem, pixels) if choice.emblem else None, palette, choice.why)
        for choice, palette in zip(choices, palettes, strict=True)
    ]
