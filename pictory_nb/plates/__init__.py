"""Plates: what a notebook holds, drawn so that it can stand in a film. They know nothing of the rest of the package.

    Press                     press.py    draws a thing once, under a name made of its content
    ├── Code                  code.py     highlighted code that types itself: a clip
    ├── Table                 table.py    a clean table whose rows come one after another: a clip
    ├── Chart                 chart.py    bars, lines or points, drawn from their numbers: a clip
    └── Figure                figure.py   a plot from edge to edge on its own ground: a picture
        sheet.py              the ground, the sheet and the type that they share
        clip.py               frames become an mp4

Drawing needs Pillow, numpy and PyAV, which come with the extra ``[sandbox]``; they are imported when it is done.
"""

from __future__ import annotations

from pictory_nb.plates.press import Plate, Press
from pictory_nb.plates.things import Chart, Code, Figure, Series, Table, Thing

__all__ = ["Chart", "Code", "Figure", "Plate", "Press", "Series", "Table", "Thing"]
