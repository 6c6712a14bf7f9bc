"""What can be drawn: plain values, from which a plate gets its name."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Code", "Figure", "Table", "Thing"]


@dataclass(frozen=True)
class Code:
    """A program in ``language`` (a name that Pygments knows), what it ``printed``, and the ``label`` of its cell."""

    source: str
    language: str = "python"
    printed: str = ""
    label: str = ""


@dataclass(frozen=True)
class Table:
    """Cells as text. The first ``indexes`` columns name the rows; ``note`` stands below, as "1000 rows × 7 columns"."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    indexes: int = 0
    note: str = ""


@dataclass(frozen=True)
class Figure:
    """A picture as the bytes of a PNG or JPEG, or of an SVG where ``kind`` says so."""

    content: bytes
    kind: str = "image/png"


Thing = Code | Table | Figure
