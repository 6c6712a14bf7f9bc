"""The tutorials run, and show what they showed when they were committed."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest

ROOT = Path(__file__).resolve().parent.parent
TUTORIALS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.filterwarnings("ignore:Field .* type could not be converted:UserWarning")  # nbdime, on import
@pytest.mark.parametrize("path", TUTORIALS, ids=lambda path: path.name)
def test_a_tutorial_runs_as_a_newcomer_runs_it_and_shows_what_was_committed(path: Path, tmp_path: Path):
    """Run and compared by pytest-notebook. Films, job ids and lengths of a voice differ from run to run."""
    from pytest_notebook.diffing import diff_notebooks, diff_to_string, filter_diff
    from pytest_notebook.execution import execute_notebook

    shutil.copytree(path.parent, tmp_path / "notebooks", ignore=shutil.ignore_patterns("pictory_videos"))
    # A home without jobs, but with the voice that was put together for the other tests.
    (tmp_path / "home").mkdir()
    cache = Path(os.environ["PICTORY_NB_HOME"]) / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    (tmp_path / "home" / "cache").symlink_to(cache)
    committed = nbformat.read(path, 4)
    run = execute_notebook(
        nbformat.read(path, 4),
        cwd=str(tmp_path / "notebooks"),
        timeout=120,
        exec_env={"PICTORY_NB_HOME": str(tmp_path / "home")},
    )
    assert run.exec_error is None, run.exec_error
    ignored = ["/metadata", "/cells/*/execution_count", "/cells/*/outputs/*/execution_count", "/cells/*/metadata"]
    found = filter_diff(diff_notebooks(_comparable(committed), _comparable(run.notebook)), ignored)
    assert not found, diff_to_string(committed, found)


def _comparable(node: Any) -> Any:
    """A notebook in which whatever belongs to one run alone has a common name."""
    if isinstance(node, dict):
        return type(node)({key: _comparable(value) for key, value in node.items()})
    if isinstance(node, list):
        return [_comparable(value) for value in node]
    if not isinstance(node, str):
        return node
    for pattern, name in _OF_ONE_RUN:
        node = pattern.sub(name, node)
    return node


_OF_ONE_RUN = [
    (re.compile(pattern), name)
    for pattern, name in (
        (r"base64,[A-Za-z0-9+/=]+", "base64,DATA"),
        (r"\d{4}-\d\d-\d\d \d\d:\d\d", "WHEN"),
        (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}", "JOB"),
        (r"-[0-9a-f]{8}(-\d+)?\.(mp4|vtt)", r"-JOB.\2"),
        (r"pictory-[0-9a-f]{32}", "pictory-SPOT"),
        (r"\b\d{4}-\d\d-\d\d\b", "DAY"),
        (r"\b\d+:\d\d\b", "LENGTH"),
        (r"\b\d+\.\d+\b", "NUMBER"),
    )
]


@pytest.mark.parametrize("path", TUTORIALS, ids=lambda path: path.name)
def test_a_committed_tutorial_plays_without_being_run(path: Path):
    """It holds a film, a poster and a transcript as plain HTML, no widget, no key, and nothing of whoever ran it."""
    notebook = nbformat.read(path, 4)
    nbformat.validate(notebook)
    shown = [output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])]
    html = "\n".join(data.get("text/html", "") for data in shown)
    assert 'src="data:video/mp4;base64,' in html
    assert "poster=" in html
    assert "<details" in html
    assert not any("widget-view" in kind for data in shown for kind in data)
    text = re.sub(r"base64,[A-Za-z0-9+/=]+", "", path.read_text(encoding="utf-8"))
    assert "pictai_" not in text
    assert not re.search(r"/(home|root|Users|tmp)/", text)
    assert "widgets" not in notebook.metadata


@pytest.mark.parametrize("path", TUTORIALS, ids=lambda path: path.name)
def test_a_tutorial_is_soon_there(path: Path):
    """Its films are small enough to be kept with the code; only the gallery, with one for each feature, is larger."""
    assert path.stat().st_size < (900_000 if path.stem == "gallery" else 500_000)
