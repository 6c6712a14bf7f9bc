"""The cells of a notebook, and what slides, tags and notes say of them."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Cell", "cells_of", "language_of"]

_LEFT_OUT = {"pictory:skip", "remove-cell", "remove_cell", "hide-cell", "hide_cell"}
_NO_CODE = {"pictory:no-code", "remove-input", "remove_input", "hide-input", "hide_input"}
_NO_OUTPUT = {"pictory:no-output", "remove-output", "remove_output", "hide-output", "hide_output"}
"""The tags of this package, and those by which Jupyter Book and nbconvert leave things out."""


@dataclass(frozen=True)
class Cell:
    """One cell that goes into the film. ``begins`` is true where a slide begins with it.

    ``attached`` are the pictures that were dropped into a Markdown cell, by name.
    """

    kind: str
    source: str
    number: int
    label: str = ""
    begins: bool = False
    notes: bool = False
    shows_code: bool = True
    outputs: tuple[Mapping[str, Any], ...] = ()
    attached: Mapping[str, bytes] = field(default_factory=dict)


def cells_of(notebook: Any) -> Iterator[Cell]:
    """The cells that are not left out, in order; ``number`` counts all of them from 1."""
    begins = False
    for number, cell in enumerate(notebook.cells, 1):
        metadata = cell.get("metadata", {})
        tags, slide = set(metadata.get("tags", ())), metadata.get("slideshow", {}).get("slide_type", "")
        begins = begins or slide in ("slide", "subslide")
        if slide == "skip" or tags & _LEFT_OUT or cell.cell_type not in ("markdown", "code"):
            continue
        jupyter = metadata.get("jupyter", {})
        yield Cell(
            kind=cell.cell_type,
            source=cell.source,
            number=number,
            label=f"In [{count}]" if (count := cell.get("execution_count")) else "",
            begins=begins,
            notes=slide == "notes" or "pictory:notes" in tags,
            shows_code=not (tags & _NO_CODE or jupyter.get("source_hidden")),
            outputs=() if tags & _NO_OUTPUT or jupyter.get("outputs_hidden") else tuple(cell.get("outputs", ())),
            attached=dict(_attached(cell)),
        )
        begins = False


def language_of(notebook: Any) -> str:
    """The language of the notebook's kernel, by a name that Pygments knows."""
    metadata = notebook.get("metadata", {})
    info, kernel = metadata.get("language_info", {}), metadata.get("kernelspec", {})
    name = str(info.get("name") or kernel.get("language") or "python").lower()
    return {"ir": "r", "c++": "cpp"}.get(name, re.sub(r"[^\w+#-]", "", name) or "text")


def _attached(cell: Any) -> Iterator[tuple[str, bytes]]:
    for name, kinds in cell.get("attachments", {}).items():
        for kind, data in kinds.items():
            if kind in ("image/png", "image/jpeg"):
                try:
                    yield name, base64.b64decode("".join(data))
                except (binascii.Error, TypeError, ValueError):
                    continue
