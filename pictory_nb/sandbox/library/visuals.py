"""What each scene of a film shows when its storyboard names no picture.

Pictures of the user's own go first where their words fit; else an emblem on moving colours. No asset is used twice
in a film.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .clips import find
from .emblems import picture
from .folder import Asset, Shelf
from .meaning import Choice, choose_emblems
from .palettes import Palette, film_palettes

__all__ = ["Visual", "Wish", "choose"]

_ALONE = ("window", "rays", "hills", "disc", "rings")
_IN_COMPANY = ("orbit", "tile", "disc", "rings")


@dataclass(frozen=True)
class Wish:
    """What a scene is about: its ``story``, or what it says is to be looked for instead, and the category.

    ``open`` tells that a visual is really needed; others only take part in the colours of the film.
    """

    story: str
    query: str = ""
    category: str = ""
    open: bool = True

    @property
    def text(self) -> str:
        return self.query or self.story


@dataclass(frozen=True)
class Visual:
    """A file of the user's own, or an emblem (a square PNG with a transparent ground) and a palette.

    ``emblem`` and ``name`` are None where nothing fits the words; the palette alone is then the picture. ``staging``
    is how the emblem is set into it. ``why`` says in a few words what the choice rests on.
    """

    name: str | None
    emblem: Path | None
    palette: Palette
    why: str
    staging: str = "disc"
    companions: tuple[Path, ...] = ()
    own: Asset | None = None


def choose(
    wishes: Sequence[Wish],
    *,
    language: str = "en",
    pixels: int = 512,
    shelf: Shelf | None = None,
    prefer: str | None = None,
    stagings: Sequence[str] = (),
) -> list[Visual]:
    """One visual for each wish of a film, in order; no asset comes twice, one palette runs through all.

    The same wishes always get the same visuals. ``pixels`` is the side of an emblem's picture. ``prefer`` is the
    contract's visualSelectionPreference; without one the user's own pictures go first. Words are known in English
    only: a story in another ``language`` (``de``, ``fr-FR`` ...) gets colours and no emblem, since a word that happens
    to look English ("Gift", "chat") would call for a wrong one. Raises RenderError where the package that draws
    emblems is not installed.
    """
    is_english = language.lower().startswith("en")
    own: list[Asset | None] = [None] * len(wishes)
    if shelf and prefer != "stock-only":
        own = [shelf.take(wish.text) if wish.open and prefer != "prefer-stock" else None for wish in wishes]
    if not is_english:
        choices = [Choice(None, f"emblems are chosen by English words, and this is {language}")] * len(wishes)
    elif prefer == "user-library-only":
        choices = [Choice(None, "only pictures of your own are wanted, and none of them fits")] * len(wishes)
    else:
        texts = ["" if mine or not wish.open else wish.text for mine, wish in zip(own, wishes, strict=True)]
        choices = _within(wishes, choose_emblems(texts))
    if shelf and prefer == "prefer-stock":
        own = [
            shelf.take(wish.text) if wish.open and choice.emblem is None else None
            for wish, choice in zip(wishes, choices, strict=True)
        ]
    palettes = film_palettes([wish.story if is_english else "" for wish in wishes])
    found: list[Visual] = []
    for wish, choice, palette, mine in zip(wishes, choices, palettes, own, strict=True):
        # By its own words and its neighbours alone: who changes one scene does not have the others drawn again.
        turn, before = hashlib.sha256(wish.text.encode()).digest()[0], [visual.staging for visual in found[-2:]]
        found.append(_visual(turn, before, choice, palette, mine, pixels, stagings))
    return found


def _within(wishes: Sequence[Wish], choices: Sequence[Choice]) -> list[Choice]:
    """The choices, but for scenes that ask for a category: the first of its emblems that nobody else shows."""
    taken = {choice.emblem for choice in choices} | {each for choice in choices for each in choice.companions}
    chosen = []
    for wish, choice in zip(wishes, choices, strict=True):
        if wish.open and wish.category and choice.emblem not in (among := find(wish.text, wish.category)):
            among = among or find(wish.category.split("/")[-1].replace("_", " "))
            emblem = next((name for name in among if name not in taken), None)
            if emblem:
                taken.add(emblem)
                choice = Choice(emblem, f"it belongs to {wish.category}")
        chosen.append(choice)
    return chosen


def _visual(
    turn: int,
    before: Sequence[str],
    choice: Choice,
    palette: Palette,
    own: Asset | None,
    pixels: int,
    stagings: Sequence[str],
) -> Visual:
    """The visual of a scene; it is not staged as those ``before``, where there are ways enough."""
    if own:
        return Visual(own.path.name, None, palette, "its name shares words with the scene", own=own)
    companions = tuple(picture(name, pixels) for name in choice.companions)
    ways = stagings or (_IN_COMPANY if companions else _ALONE)
    emblem = picture(choice.emblem, pixels) if choice.emblem else None
    turned = [ways[(turn + step) % len(ways)] for step in range(len(ways))]
    fresh = [way for way in turned if way not in before] or [way for way in turned if way not in before[-1:]]
    staging = (fresh or turned)[0]
    return Visual(choice.emblem, emblem, palette, choice.why, staging, companions)
