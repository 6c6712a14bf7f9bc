"""A thousand flat drawings (Fluent Emoji by Microsoft, MIT) and the words that call for each.

The drawings are kept as SVG in one archive (0.8 MB instead of 6 MB of pictures) and drawn when first shown.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ...errors import RenderError
from .cache import cache_folder, made_once

__all__ = ["names", "picture", "vocabulary"]

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "emblems"

# How strongly a word calls for an emblem, by where the link comes from.
SUBJECT = 1.0  # written by hand: this is what the emblem stands for
PHRASE = 1.35  # ... and several words that only mean it together
NAME = ALL_ABOUT = 0.9  # the emblem is called so; from here on it is all about the word
HINT = 0.4  # written by hand: it might be meant
PART_OF_NAME = 0.35
TAG = 0.22  # emojibase's tags are generous


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """The names of all emblems, sorted."""
    return tuple(sorted(name for name, _, _ in _rows()))


@lru_cache(maxsize=1)
def vocabulary() -> Mapping[str, Mapping[str, float]]:
    """Word (or words_joined_so) -> emblem -> how strongly it calls for it, above 0 and up to ``PHRASE``."""
    table: dict[str, dict[str, float]] = defaultdict(dict)

    def link(word: str, emblem: str, strength: float) -> None:
        if strength > table[word].get(emblem, 0.0):
            table[word][emblem] = strength

    for emblem, label, tags in _rows():
        parts = label.lower().replace(":", " ").replace("’", "").split()
        for part in parts:
            link(part, emblem, NAME if len(parts) == 1 else PART_OF_NAME)
        if len(parts) > 1:
            link("_".join(parts), emblem, PHRASE)
        for tag in tags:
            link(tag, emblem, TAG)
    for emblem, strong, weak in _subjects():
        for word in strong:
            link(word, emblem, PHRASE if "_" in word else SUBJECT)
        for word in weak:
            link(word, emblem, HINT)
    return dict(table)


def picture(name: str, pixels: int = 512) -> Path:
    """A PNG of the emblem, square, with a transparent ground; drawn once and kept in the user's cache.

    Raises KeyError for a name that is not in ``names()``, and RenderError where resvg-py is not installed.
    """
    svg = _drawing(name)
    mark = hashlib.sha256(svg.encode()).hexdigest()[:8]
    return made_once(cache_folder("emblems") / f"{name}-{pixels}-{mark}.png", lambda to: _draw(svg, pixels, to))


def _draw(svg: str, pixels: int, target: Path) -> None:
    try:
        import resvg_py
    except ImportError:
        raise RenderError(
            "the sandbox cannot draw emblems without the package resvg-py",
            mend='pip install "pictory_nb[sandbox]"',
        ) from None
    target.write_bytes(bytes(resvg_py.svg_to_bytes(svg_string=svg, width=pixels, height=pixels)))


def _drawing(name: str) -> str:
    with zipfile.ZipFile(FOLDER / "emblems.zip") as archive:
        return archive.read(f"{name}.svg").decode()


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """(name, label, tags) of each emblem."""
    lines = (FOLDER / "words.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return tuple((name, label, tuple(tags.split())) for name, label, tags in rows)


def _subjects() -> list[tuple[str, list[str], list[str]]]:
    """(emblem, the words it stands for, the words that hint at it) of the table written by hand."""
    rows = []
    for line in (FOLDER / "subjects.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            emblem, words = line.split(":", 1)
            strong, _, weak = words.partition("|")
            rows.append((emblem, strong.split(), weak.split()))
    return rows
