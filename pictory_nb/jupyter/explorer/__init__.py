"""The explorer: every operation of the API in a cell, with a form, its answer, and the call as code.

widget.py     Explorer: what an operation may be told, what is wrong with it, and the sending
snippets.py   writes a call as code

js/           schema              what may be told; inputs and form, how
              operations          the list
              call                one operation: its form, its answer (tree), and the same as code
              explorer            the list beside the call
"""

from __future__ import annotations

from pictory_nb.jupyter.explorer.widget import Explorer

__all__ = ["Explorer"]
