"""What a code cell shows: figures, tables, and lines of text; and its source as it is to be seen."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from typing import Any

from pictory_nb.document.cells import Cell
from pictory_nb.document.charts import chart_in, is_chart
from pictory_nb.plates import Chart, Code, Figure, Table

__all__ = ["code_of", "is_preparation", "tables_in", "visuals_of"]

Output = Mapping[str, Any]

_PICTURES = ("image/svg+xml", "image/png", "image/jpeg")
_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_LANGUAGES = {
    "bash": "bash", "sh": "bash", "html": "html", "javascript": "javascript", "js": "javascript", "latex": "latex",
    "R": "r", "sql": "sql", "ruby": "ruby", "perl": "perl", "cython": "cython", "writefile": "text",
}  # fmt: skip
_REPR = re.compile(r"<[\w.]+[^>]* at 0x[0-9a-f]+>|<(Axes|Figure)\b.*|Text\(.*\)|\[<matplotlib.*", re.DOTALL)
"""What a plotting call says of itself: nothing for people."""


def code_of(cell: Cell, language: str) -> Code | None:
    """The code as it is to be seen, with what it printed; None where nothing is left of it."""
    lines, magic = cell.source.strip("\n").splitlines(), ""
    if lines and lines[0].startswith("%%"):
        magic = lines[0][2:].split(maxsplit=1)[0] if lines[0][2:].strip() else ""
        lines = lines[1:]
    if magic == "pictory":
        return None  # its own film, in another one
    source = "\n".join(line for line in lines if not re.match(r"\s*%", line)).strip("\n")
    if not source.strip():
        return None
    return Code(source, _LANGUAGES.get(magic, language), _printed(cell.outputs), cell.label)


def is_preparation(code: Code) -> bool:
    """Whether it only imports and sets up: nobody wants to watch that."""
    lines = [line.strip() for line in code.source.splitlines() if line.strip() and not line.strip().startswith("#")]
    return all(
        re.match(r"(import|from)\b|library\(|using\b|[\w.]+\.(options|rcParams|set_\w+|use)\b", line) for line in lines
    )


def visuals_of(outputs: Sequence[Output]) -> Iterator[Table | Figure | Chart | str]:
    """Tables, figures and charts in their order; a text tells of an output that cannot be drawn."""
    for output in outputs:
        data = output.get("data", {})
        if "pictory" in output.get("metadata", {}):
            continue
        kind = next((kind for kind in _PICTURES if kind in data), "")
        if kind:
            figure = _figure(kind, _joined(data[kind]))
            yield figure or "a picture that cannot be read"
        elif is_chart(data):
            yield chart_in(data)
        elif "text/html" in data and (tables := tables_in(_joined(data["text/html"]))):
            yield from tables
        elif moving := [kind for kind in data if kind.startswith("application/") and kind != "application/json"]:
            yield f"an output of type {moving[0]}: only its own program can draw it"


def _figure(kind: str, content: str) -> Figure | None:
    if kind == "image/svg+xml":
        return Figure(content.encode(), kind)
    try:
        return Figure(base64.b64decode(content), kind)
    except (binascii.Error, ValueError):
        return None


def _printed(outputs: Sequence[Output]) -> str:
    parts = []
    for output in outputs:
        data = output.get("data", {})
        if output.get("output_type") == "stream" and output.get("name") == "stdout":
            parts.append(_joined(output.get("text", "")))
        elif output.get("output_type") == "error":
            parts.append(f"{output.get('ename')}: {output.get('evalue')}")
        elif set(data) == {"text/plain"} and not _REPR.fullmatch(text := _joined(data["text/plain"])):
            parts.append(text)
    text = _COLOURS.sub("", "\n".join(part.rstrip("\n") for part in parts))
    return "\n".join(line.rpartition("\r")[2] for line in text.splitlines())  # a bar of progress: its last state


def _joined(value: Any) -> str:
    return "".join(value) if isinstance(value, list) else str(value)


def tables_in(html: str) -> list[Table]:
    """The tables that stand in HTML, as pandas, polars and others write them."""
    reader = _Tables()
    reader.feed(html)
    return [table for table in map(_table, reader.tables) if table]


class _Tables(HTMLParser):
    """Collects rows of (text, is a heading, columns) below each table's head and body; and the text after it."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[dict[str, Any]] = []
        self._cell: list[Any] | None = None
        self._in_head = False
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "table":
            self._depth += 1
            self.tables.append({"head": [], "body": [], "after": ""})
        elif tag == "thead":
            self._in_head = True
        elif tag == "tr" and self.tables:
            self._rows.append([])
        elif tag in ("td", "th") and self.tables and self._rows:
            span = str(given.get("colspan") or "1")
            self._cell = ["", tag == "th", int(span) if span.isdecimal() else 1]
            self._rows[-1].append(self._cell)
        elif tag == "br" and self._cell:
            self._cell[0] += " "

    def handle_endtag(self, tag: str) -> None:
        if tag == "thead":
            self._in_head = False
        elif tag in ("td", "th"):
            self._cell = None
        elif tag == "table":
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell[0] += data
        elif self.tables and not self._depth:
            self.tables[-1]["after"] += data

    @property
    def _rows(self) -> list[list[list[Any]]]:
        return self.tables[-1]["head" if self._in_head else "body"]


def _table(found: Mapping[str, Any]) -> Table | None:
    head, body = [row for row in found["head"] if row], [row for row in found["body"] if row]
    if not head and body and all(cell[1] for cell in body[0]):
        head, body = body[:1], body[1:]
    rows = [tuple(text for cell in row for text in [" ".join(cell[0].split())] * cell[2]) for row in body]
    if not rows or not any(map(any, rows)):
        return None
    indexes = min((sum(cell[1] for cell in row) for row in body), default=0)
    wide = max(map(len, rows))
    header = _header([[(" ".join(cell[0].split()), cell[2]) for cell in row] for row in head], wide)
    note = next(iter(re.findall(r"[\d,]+ rows × [\d,]+ columns", found["after"])), "")
    return Table(header, tuple(rows), min(indexes, wide - 1), note)


def _header(rows: list[list[tuple[str, int]]], wide: int) -> tuple[str, ...]:
    """One line of names, from several: what stands in different lines of a column is joined."""
    names = [""] * wide
    for row in rows:
        spread = [text for text, span in row for _ in range(span)][:wide]
        for n, text in enumerate(spread):
            names[n] = " ".join(filter(None, [names[n], text])) if text != names[n] else text
    return tuple(names)
