"""Which jobs and films a saved notebook shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from pictory_nb.document.file import opened

__all__ = ["Shown", "jobs_in", "shown_in", "text_of"]

VIDEO = re.compile(r'(<video\b[^>]*?\bsrc=")([^"]*)(")')
_TITLE = re.compile(r"<strong>(.*?)</strong>", re.DOTALL)
_STATUS = re.compile(r"%pictory status ([\w.-]{6,200})")


@dataclass(frozen=True)
class Shown:
    """A job in the output of ``cell``, counted from 1. ``film`` is its path or address, empty where there is none.

    ``stored`` are the bytes of a film that is kept in the notebook itself, else 0.
    """

    cell: int
    job_id: str
    name: str = ""
    film: str = ""
    stored: int = 0


def jobs_in(path: str | Path) -> list[Shown]:
    """The jobs whose outputs a saved notebook holds, in order. Raises ``BadNotebook``."""
    return [shown for _, shown in shown_in(opened(path))]


def shown_in(notebook: Any) -> Iterator[tuple[Any, Shown]]:
    """Each output of a job, and what it shows."""
    for number, cell in enumerate(notebook.cells, 1):
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            html, plain = text_of(data.get("text/html", "")), text_of(data.get("text/plain", ""))
            job_id = output.get("metadata", {}).get("pictory", {}).get("job_id", "")
            # A card that was saved while its job ran has no metadata, but says how to come back to it.
            job_id = job_id or next(iter(_STATUS.findall(plain)), "")
            if not job_id:
                continue
            title, film = _TITLE.search(html), VIDEO.search(html)
            source = unescape(film[2]) if film else ""
            is_stored = source.startswith("data:")
            yield (
                output,
                Shown(
                    cell=number,
                    job_id=str(job_id),
                    name=unescape(title[1]) if title else "",
                    film="" if is_stored else source,
                    stored=len(source.partition("base64,")[2]) * 3 // 4 if is_stored else 0,
                ),
            )


def text_of(value: Any) -> str:
    """A text that a notebook may keep as a list of lines."""
    return "".join(value) if isinstance(value, list) else str(value)
