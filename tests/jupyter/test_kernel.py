"""The magic in real kernels: one that a program runs to the end, and one at which somebody sits."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from typing import Any

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from pictory_nb.state import Failed
from pictory_nb.subtitles import Cue
from tests.jupyter.service import Service

LOAD = "%load_ext pictory_nb"
SCRIPT = "%%pictory --name Rain\nThe sun warms the **sea**."
WIDGET = "application/vnd.jupyter.widget-view+json"


def execute(folder, *cells: str) -> nbformat.NotebookNode:
    """The notebook as nbclient leaves it: papermill, nbconvert and pytest-notebook all run it in this way."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(folder)}}).execute()
    return notebook


def test_a_notebook_run_by_a_program_holds_its_film(service: Service, tmp_path):
    """The cell waits, its only output is the film's own HTML, and no widget is left in the file."""
    notebook = execute(tmp_path, LOAD, SCRIPT)

    (output,) = notebook.cells[1].outputs
    assert output.data["text/html"].count("<video") == 1
    assert WIDGET not in output.data
    assert output.metadata["pictory"]["job_id"].startswith("00000001")
    assert "widgets" not in notebook.metadata
    assert [path.read_bytes() for path in tmp_path.glob("pictory_videos/*.mp4")] == [service.film]


def test_a_notebook_with_a_finished_job_grows_by_little_more_than_its_film(service: Service, tmp_path):
    """A minute of narration: under 12 kB besides the film and the poster that are stored in it."""
    said = [f"Sentence number {number} tells what is seen here." for number in range(24)]
    service.cues = [Cue(2.5 * number, 2.5 * number + 2.4, text) for number, text in enumerate(said)]
    script = "%%pictory --name Rain\n" + "\n\n".join(said)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in (LOAD, script)])
    before = len(nbformat.writes(notebook))
    after = nbformat.writes(execute(tmp_path, LOAD, script))
    stored = [len(each) for each in re.findall(r"data:(?:video|image)/\w+;base64,[\w+/=]+", after)]

    assert max(stored) > len(service.film)
    assert len(after) - before - sum(stored) < 12_000
    assert after.count(said[7]) >= 2  # the script, and what was said


def test_a_job_and_a_film_show_themselves(service: Service, tmp_path):
    """As the last expression of a cell, either is shown as the film, and so is an observer where nobody watches."""
    last = "import pictory_nb\npictory_nb.Observer(job)"
    notebook = execute(tmp_path, LOAD, SCRIPT, "job = _pictory\njob", "job.video", last)

    for cell in notebook.cells[2:]:
        assert [output.data["text/html"].count("<video") for output in cell.outputs] == [1]


def test_a_run_stops_at_a_film_that_failed(service: Service, tmp_path):
    """Run All must not go on as if there were a film; the error has two lines, and the card has the reason."""
    service.outcome = Failed("", "INSUFFICIENT_CREDITS", "not enough credits")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in (LOAD, SCRIPT, "1 + 1")])

    with pytest.raises(CellExecutionError):
        NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(tmp_path)}}).execute()

    card, error = notebook.cells[1].outputs
    assert "not enough credits" in card.data["text/html"]
    assert error.output_type == "error"
    assert len(error.traceback) == 2
    assert notebook.cells[2].execution_count is None


def test_a_kernel_loads_the_extension_lightly(tmp_path):
    """In a kernel as in a shell: nothing heavy, at most fifteen modules."""
    heavy = ["requests", "pydantic", "nbformat", "ipywidgets", "anywidget", "av", "numpy"]
    notebook = execute(
        tmp_path,
        "import sys\nbefore = set(sys.modules)",
        LOAD,
        f"new = set(sys.modules) - before\nprint(len(new) <= 15, sorted(new & set({heavy!r})))",
    )

    assert notebook.cells[2].outputs[0].text == "True []\n"


class Seat:
    """Somebody at a kernel, who could answer a question: so nothing waits for a film."""

    def __init__(self, folder) -> None:
        self._manager, self.client = start_new_kernel(cwd=str(folder), env=dict(os.environ))

    def interrupt(self) -> None:
        """Press stop."""
        self._manager.interrupt_kernel()

    def run(self, cell: str) -> str:
        """Begin ``cell``; the id of the request."""
        return self.client.execute(cell, allow_stdin=True)

    def hear(self, kind: str, timeout: float = 20.0) -> dict[str, Any]:
        """What the next message of that kind says. An error that was not asked for fails the test."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            message = self.client.get_iopub_msg(timeout=timeout)
            if message["msg_type"] == kind:
                return message["content"]
            assert message["msg_type"] != "error", message["content"]
        raise AssertionError(f"no {kind} came")

    def leave(self) -> None:
        self.client.stop_channels()
        self._manager.shutdown_kernel(now=True)


@pytest.fixture
def seat(service: Service, tmp_path) -> Iterator[Seat]:
    seat = Seat(tmp_path)
    yield seat
    seat.leave()


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts are sent otherwise there")
def test_who_sits_there_is_not_kept_waiting(seat: Seat, service: Service):
    """The cell ends at once; its output is replaced by the film while the next cell is busy, without a stray print."""
    service.steps = (*service.steps, *[90] * 10)
    seat.run(LOAD)
    asked = seat.run(SCRIPT)
    shown = seat.hear("display_data")
    assert WIDGET not in shown["data"]
    assert "Rain is being made" in shown["data"]["text/html"]
    while seat.client.get_shell_msg(timeout=20)["parent_header"]["msg_id"] != asked:
        pass  # what comes before belongs to the start and to %load_ext
    seat.run("import time\nfor _ in range(50): time.sleep(0.1)")

    replaced = seat.hear("update_display_data")

    assert replaced["transient"] == shown["transient"]
    assert WIDGET not in replaced["data"]
    assert "<video" in replaced["data"]["text/html"]
    assert replaced["metadata"]["pictory"]["schema"] == 1


def test_stopping_a_wait_says_that_the_job_goes_on(seat: Seat, service: Service):
    """The stop button ends the waiting, in two lines that tell how to come back."""
    service.hold()
    seat.run(LOAD)
    seat.run(SCRIPT.replace("--name", "--wait --name"))
    seat.hear("display_data")
    time.sleep(0.3)

    seat.interrupt()

    error = seat.hear("error")
    assert error["ename"] == "Interrupted"
    assert len(error["traceback"]) == 2
    assert "%pictory status 00000001" in error["traceback"][1]
