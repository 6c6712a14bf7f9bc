"""A film of a notebook, by magic: of any, and of the one in which the line stands."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from pictory_nb.errors import BadCommand, BadNotebook
from tests.jupyter.conftest import Shell
from tests.jupyter.service import Service


@pytest.fixture
def talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PICTORY_NB_HOME", str(tmp_path / "home"))
    path = tmp_path / "talk.ipynb"
    cells = [nbformat.v4.new_markdown_cell("# Rain\n\nIt rains."), nbformat.v4.new_code_cell("chart")]
    output = nbformat.v4.new_output("display_data", {"application/vnd.example.globe+json": {}, "text/plain": "…"})
    cells[1].outputs = [output]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def test_a_notebook_is_rendered_with_the_settings_of_the_line(shell: Shell, service: Service, talk: Path, capsys):
    """What cannot be brought over is told; the rest is submitted as any script is."""
    job = shell.run("%pictory from-notebook talk.ipynb --no-code --name Weather --size 320x180 --no-music")

    assert job.status in ("in-progress", "completed")
    (body,) = service.storyboards
    assert (body["videoName"], [scene["story"] for scene in body["scenes"]]) == ("Weather", ["Rain", "It rains."])
    assert "cell 2: an output of type application/vnd.example.globe+json" in capsys.readouterr().out


def test_without_a_path_it_is_this_notebook(shell: Shell, service: Service, talk: Path, monkeypatch):
    """Jupyter's server tells the kernel which notebook it belongs to; where nobody does, the error says so."""
    monkeypatch.setenv("JPY_SESSION_NAME", str(talk))
    shell.run("%pictory from-notebook --dry-run --no-code -o board")
    assert [scene.story for scene in shell.names["board"].scenes] == ["Rain", "It rains."]

    monkeypatch.delenv("JPY_SESSION_NAME")
    with pytest.raises(BadCommand, match="does not tell which notebook"):
        shell.run("%pictory from-notebook")
    assert service.storyboards == []


def test_render_takes_a_notebook_for_a_script(shell: Shell, service: Service, talk: Path):
    """Who writes render means the same; and a path that leads nowhere is named."""
    shell.run("%pictory render talk.ipynb --dry-run --size 320x180 -o board")
    assert len(shell.names["board"].scenes) == 2  # the cell that only names a chart was told in one of them

    with pytest.raises(BadNotebook, match=r"nowhere\.ipynb cannot be read"):
        shell.run("%pictory render nowhere.ipynb")
