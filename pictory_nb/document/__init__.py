"""Notebooks as files: one becomes a film, and what a saved one holds of jobs and films is found and put in order.

    from_notebook, adapt      film.py       a notebook's cells as a storyboard
    ├── cells.py              the cells, and what their slides, tags and notes say
    ├── markdown.py           a Markdown cell as headings, prose, pictures, code and tables
    ├── outputs.py            what a code cell shows: figures, tables, printed lines
    └── narration.py          which words are spoken over which visual

nbformat is imported when a notebook is opened: it takes seconds.
"""

from __future__ import annotations

from pictory_nb.document.film import Adaptation, adapt, from_notebook

__all__ = ["Adaptation", "adapt", "from_notebook"]
