"""What can be drawn: plain values, from which a plate gets its name."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Chart", "Code", "Figure", "Series", "Table", "Thing"]


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


@dataclass(frozen=True)
class Series:
    """Points that belong together: ``mark`` is ``"bar"``, ``"line"`` or ``"point"``. Where a chart has names, ``x``
    counts them."""

    name: str
    mark: str
    x: tuple[float, ...]
    y: tuple[float, ...]


@dataclass(frozen=True)
class Chart:
    """Numbers to be drawn; ``names`` stand along the axis where there are some, ``sideways`` on the left of it.

    Without ``series`` it is a card, with its title and what the notebook ``says``.
    """

    title: str = ""
    x_label: str = ""
    y_label: str = ""
    series: tuple[Series, ...] = ()
    names: tuple[str, ...] = ()
    sideways: bool = False
    says: tuple[str, ...] = ()


Thing = Code | Table | Figure | Chart
