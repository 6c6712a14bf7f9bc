"""The media library that can be searched: each emblem on the colours that go with it, as a wide picture."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from .cache import cache_folder, made_once
from .emblems import names, picture, vocabulary
from .meaning import base_form, known_words, rarity
from .palettes import film_palettes

__all__ = ["SIZES", "card", "find", "names", "number_of"]

SIZES = {"thumbnail": (320, 180), "preview": (1920, 1080)}
VERSION = 1  # to be raised when the cards look different, so that no cache shows the old ones
WEAKEST = 0.1


def find(keyword: str, category: str = "", weakest: float = WEAKEST) -> list[str]:
    """The emblems that ``keyword`` speaks of, the best first; with a ``category`` those of them that belong to it.

    None of them is spoken of less than ``weakest``.
    """
    scores: dict[str, float] = defaultdict(float)
    for word, weight in dict(known_words(keyword)).items():
        for emblem, strength in vocabulary()[word].items():
            scores[emblem] += weight * strength * (0.5 + rarity(word) / 2)
    within = _members(category) if category else None
    found = [name for name, score in scores.items() if score >= weakest and (within is None or name in within)]
    return sorted(found, key=lambda name: (-scores[name], name))


def number_of(name: str) -> int:
    """The number of an emblem: its place among all of them, from 1."""
    return names().index(name) + 1


def card(name: str, size: str) -> Path:
    """The picture as a JPEG of ``SIZES[size]``; drawn once. Raises ``KeyError`` for a name or a size there is not."""
    width, height = SIZES[size]
    if name not in names():
        raise KeyError(name)
    target = cache_folder("cards") / f"{name}-{width}-{VERSION}.jpg"
    return made_once(target, lambda unfinished: _draw(name, width, height, unfinished))


def _members(category: str) -> set[str]:
    """The emblems of ``Parent`` or ``Parent/Child``: those that the words of its most exact part speak of."""
    words = category.split("/")[-1].replace("_", " ").lower().split()
    forms = {form for word in words if word != "and" and (form := base_form(word))}
    return {emblem for form in forms for emblem in vocabulary()[form]}


def _draw(name: str, width: int, height: int, target: Path) -> None:
    from PIL import Image

    palette = film_palettes([name.replace("-", " ")])[0]
    # A picture of three by two points, enlarged smoothly, is a soft gradient of the palette's colours.
    ground = Image.new("RGB", (3, 2), palette.base)
    for place, light in enumerate(palette.lights):
        ground.putpixel((place % 3, place // 3), _rgb(light))
    ground = ground.resize((width, height), Image.Resampling.BICUBIC)
    side = round(height * 0.62)
    with Image.open(picture(name, max(512, side))) as drawn:
        emblem = drawn.convert("RGBA").resize((side, side), Image.Resampling.LANCZOS)
    ground.paste(emblem, ((width - side) // 2, (height - side) // 2), emblem)
    ground.save(target, quality=88)


def _rgb(color: str) -> tuple[int, int, int]:
    return tuple(int(color[at : at + 2], 16) for at in (1, 3, 5))  # type: ignore[return-value]
