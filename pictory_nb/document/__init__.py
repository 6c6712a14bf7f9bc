"""Notebooks as files: one becomes a film, and what a saved one holds of jobs and films is found and put in order.

    from_notebook, adapt      film.py       a notebook's cells as a storyboard
    ├── cells.py              the cells, and what their slides, tags and notes say
    ├── markdown.py           a Markdown cell as headings, prose, pictures, code and tables
    ├── outputs.py            what a code cell shows: figures, tables, printed lines
    ├── charts.py             an interactive chart as numbers, or as a card that says what it is
    └── narration.py          which words are spoken over which visual
    jobs_in                   found.py      the jobs and films that a notebook shows
    clean                     clean.py      takes out keys, signed addresses, ids, broken widgets
    embed, externalise        videos.py     films into the file, or out of it
    ├── file.py               opening and saving

nbformat is imported when a notebook is opened: it takes seconds.
"""

from __future__ import annotations

from pictory_nb.document.clean import clean
from pictory_nb.document.film import Adaptation, adapt, from_notebook
from pictory_nb.document.found import Shown, jobs_in
from pictory_nb.document.videos import embed, externalise

__all__ = ["Adaptation", "Shown", "adapt", "clean", "embed", "externalise", "from_notebook", "jobs_in"]
