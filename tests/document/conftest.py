"""Notebooks as people write them, put together cell by cell."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from PIL import Image, ImageDraw

TABLE = """<table border="1" class="dataframe"><thead>
<tr style="text-align: right;"><th></th><th>city</th><th>rain</th></tr></thead><tbody>
<tr><th>0</th><td>Oslo</td><td>3.25</td></tr><tr><th>1</th><td>Bergen</td><td>11.5</td></tr></tbody></table>
<p>2 rows × 2 columns</p>"""


def markdown(text: str, slide: str = "", **metadata: Any) -> Any:
    shown = {"slideshow": {"slide_type": slide}} if slide else {}
    return nbformat.v4.new_markdown_cell(text, metadata={**shown, **metadata})


def code(source: str, *outputs: Any, tags: tuple[str, ...] = (), slide: str = "") -> Any:
    shown = {"slideshow": {"slide_type": slide}} if slide else {}
    cell = nbformat.v4.new_code_cell(source, metadata={**shown, **({"tags": list(tags)} if tags else {})})
    cell.outputs, cell.execution_count = list(outputs), 1
    return cell


def shows(kind: str, data: str, **metadata: Any) -> Any:
    return nbformat.v4.new_output("display_data", {kind: data, "text/plain": "…"}, metadata=metadata)


def prints(text: str) -> Any:
    return nbformat.v4.new_output("stream", name="stdout", text=text)


def plot(ground: str = "white") -> str:
    """A plot of 300 × 200 with black axes that keep clear of the edges, as base64."""
    image = Image.new("RGB", (300, 200), ground)
    ImageDraw.Draw(image).rectangle((30, 20, 280, 180), outline="black", width=3)
    content = io.BytesIO()
    image.save(content, "PNG")
    return base64.b64encode(content.getvalue()).decode()


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Writes a notebook of these cells; what is drawn goes to a folder of the test."""
    monkeypatch.setenv("PICTORY_NB_HOME", str(tmp_path / "home"))

    def write(*cells: Any, **metadata: Any) -> Path:
        path = tmp_path / "talk.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=list(cells), metadata=metadata), path)
        return path

    return write
