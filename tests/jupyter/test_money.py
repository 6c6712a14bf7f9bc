"""Money in the notebook: Run All, resume, attach, adopt, questions."""

from __future__ import annotations

import builtins
import os

import pytest

from pictory_nb.errors import OverBudget, SubmitUnknown
from pictory_nb.jupyter import clients
from tests.jupyter.conftest import Shell
from tests.jupyter.service import Service
from tests.jupyter.test_kernel import LOAD, SCRIPT, execute

LONG = "%%pictory --name Long\n" + "\n\n".join(["word " * 150] * 6)


@pytest.fixture(autouse=True)
def another_kernel_each_time() -> None:
    """No client of an earlier test is used again."""
    clients.forget()


def test_a_finished_notebook_run_again_submits_nothing(service: Service, tmp_path):
    """In a new kernel, and in another notebook of another folder: the film is there, and says whose it is."""
    execute(tmp_path, LOAD, SCRIPT)
    again = execute(tmp_path, LOAD, SCRIPT)
    (tmp_path / "other").mkdir()
    elsewhere = execute(tmp_path / "other", LOAD, SCRIPT)
    for notebook in (again, elsewhere):
        (output,) = notebook.cells[1].outputs
        assert output.data["text/html"].count("<video") == 1
        assert "nothing was paid for again; --new renders it anew." in output.data["text/html"]
    assert len(service.storyboards) == 1
    assert len(list(tmp_path.rglob("*.mp4"))) == 1


def test_new_renders_again(shell: Shell, service: Service, capsys: pytest.CaptureFixture[str]):
    """And without it a line says which job is shown."""
    shell.run("%%pictory\nOne.")
    shell.run("%%pictory\nOne.")
    assert "This is the job of" in capsys.readouterr().out
    assert shell.run("%%pictory --new\nOne.").id.startswith("00000002")


def test_resume_shows_what_is_unfinished(shell: Shell, service: Service, capsys: pytest.CaptureFixture[str]):
    """Jobs that another kernel began; a failed one keeps nothing from the others."""
    shell.run("%pictory resume")
    assert "nothing is unfinished" in capsys.readouterr().out
    service.hold()
    for name in ("One", "Two"):
        shell.run(f"%%pictory --no-wait --name {name}\n{name}.")
    clients.forget()
    capsys.readouterr()
    service.release()
    shell.run("%pictory resume -o jobs")
    assert [job.name for job in shell.names["jobs"]] == ["Two", "One"]
    assert capsys.readouterr().out.count(".mp4") == 2


def test_a_lost_answer_leads_to_adoption(shell: Shell, service: Service, capsys: pytest.CaptureFixture[str]):
    """The list of jobs warns, resume names the candidate and the line to type, and the cell leads to it then."""
    accept = service.answer

    def lose(method, path, body):
        said = accept(method, path, body)
        return (500, {}) if method == "POST" else said

    service.answer = lose
    for _ in range(2):
        with pytest.raises(SubmitUnknown, match="%pictory resume"):
            shell.run("%%pictory --name Lost\nOne.")
    service.answer = accept
    assert len(service.storyboards) == 1
    jobs = shell.run("%pictory jobs")
    assert "! Lost was sent" in repr(jobs)
    assert "Lost was sent" in jobs._repr_html_()
    capsys.readouterr()
    shell.run("%pictory resume")
    told = capsys.readouterr().out
    (line,) = [line for line in told.splitlines() if "%pictory adopt" in line]
    shell.run(line.partition("→")[2].strip())
    assert shell.run("%%pictory --name Lost\nOne.").id.startswith("00000001")
    assert len(service.storyboards) == 1


def test_attach_shows_any_job(shell: Shell, service: Service, capsys: pytest.CaptureFixture[str]):
    """Also one of another day; jobs are listed with name, time and film."""
    job = shell.run("%%pictory --name Rain\nOne.")
    del shell.names["_pictory"]
    clients.forget()
    capsys.readouterr()
    assert shell.run(f"%pictory attach {job.id}").name == "Rain"
    assert ".mp4" in capsys.readouterr().out
    row = repr(shell.run("%pictory jobs")).splitlines()[1]
    assert row.startswith(f"{job.id}  Rain  ")
    assert f"  {job.submitted_at:%Y-%m-%d %H:%M}  " in row
    assert row.endswith("  pictory_videos/rain-00000001.mp4")


def test_a_long_film_is_asked_for_and_only_where_somebody_answers(
    shell: Shell, service: Service, monkeypatch: pytest.MonkeyPatch, tmp_path
):
    """Once, with the estimate; a program is not asked, and a setting moves the border."""
    asked: list[str] = []
    monkeypatch.setattr(builtins, "input", lambda question: asked.append(question) or "n")
    with pytest.raises(OverBudget, match="not confirmed"):
        shell.run(LONG)
    assert len(asked) == 1
    assert "Render it? [y/N]" in asked[0]
    assert service.storyboards == []
    shell.run("%config PictoryMagics.confirm_over = 30")
    shell.run(LONG)
    assert len(asked) == 1
    os.environ["PICTORY_NB_LEDGER"] += ".other"
    execute(tmp_path, LOAD, LONG)
    assert len(service.storyboards) == 2
