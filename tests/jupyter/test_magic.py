"""The magic in a terminal's shell: load, render, look, list, fail, unload."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pictory_nb.errors import BadCommand, BadScript, JobFailed, JobNotFound
from pictory_nb.jupyter.show import video_bundle
from pictory_nb.state import Failed
from tests.jupyter.conftest import Shell
from tests.jupyter.service import SENTENCE, Service

HEAVY = ["requests", "pydantic", "nbformat", "ipywidgets", "anywidget", "av", "numpy", "markdown_it", "yaml"]


def test_loading_costs_next_to_nothing():
    """%load_ext imports nothing heavy, and few modules; its time is measured in tests/benchmarks/loading.py."""
    program = f"""
import sys
from pathlib import Path
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
before = set(sys.modules)
shell.run_line_magic("load_ext", "pictory_nb")
new = set(sys.modules) - before
assert not new & set({HEAVY!r}), new & set({HEAVY!r})
assert len(new) <= 15, sorted(new)
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_unloading_puts_everything_back(bare_shell: Shell):
    """After %unload_ext the shell is as it was, a magic of the same name included."""
    bare_shell.shell.register_magic_function(lambda line: "theirs", "line", "pictory")
    manager = bare_shell.shell.magics_manager

    def tables():  # by name, since IPython's own magics turn from lazy to loaded when they are used
        names = {kind: set(table) for kind, table in manager.magics.items()}
        ours = [table.get("pictory") for table in manager.magics.values()]
        return names, ours, "PictoryMagics" in manager.registry, list(bare_shell.shell.Completer.custom_matchers)

    before = tables()
    bare_shell.run("%load_ext pictory_nb")
    assert tables() != before
    bare_shell.run("%unload_ext pictory_nb")

    assert tables() == before
    assert not [one for one in bare_shell.shell.configurables if type(one).__name__ == "PictoryMagics"]
    assert bare_shell.run("%pictory") == "theirs"


def test_reloading_works(shell: Shell):
    """%reload_ext leaves one working magic."""
    shell.run("%reload_ext pictory_nb")
    shell.run("%pictory help")


def test_a_setting_that_cannot_be_does_not_keep_the_magic_away(shell: Shell, capsys: pytest.CaptureFixture[str]):
    """What IPython remembers of a slip in %config is told when the extension is loaded again, and left out."""
    shell.run('%config PictoryMagics.embed_max_mb = "lots"')
    shell.run("%reload_ext pictory_nb")
    assert "expected a float, not the str 'lots'" in capsys.readouterr().err

    shell.run("%pictory help")
    shell.run("%reload_ext pictory_nb")
    assert "lots" not in capsys.readouterr().err


def test_a_cell_becomes_a_film(shell: Shell, service: Service, capsys: pytest.CaptureFixture[str], tmp_path):
    """The body is the script, the film is on disk, a terminal is told its path, and the job is at hand."""
    job = shell.run("%%pictory --voice Emma --name Rain\nThe sun warms the **sea**.\n\nClouds.")

    assert [scene["story"] for scene in service.storyboards[0]["scenes"]] == [
        "The sun warms the <strong>sea</strong>.",
        "Clouds.",
    ]
    assert service.storyboards[0]["videoName"] == "Rain"
    assert job is shell.names["_pictory"]
    assert job.video.path.read_bytes() == service.film
    assert capsys.readouterr().out.count("pictory_videos/rain-00000001.mp4") == 1


def test_output_goes_into_a_variable_and_is_not_shown_twice(shell: Shell, service: Service):
    """With -o the magic returns nothing; assigned, it returns the job."""
    assert shell.run("%%pictory -o job\nHello.") is None
    assert shell.names["job"].done
    shell.run("again = %pictory status")
    assert shell.names["again"] is shell.names["job"]


@pytest.mark.parametrize("line", ["render talk.md", "render text", "render board"])
def test_files_texts_and_storyboards_are_rendered(shell: Shell, service: Service, tmp_path, line):
    """What holds a script can be rendered, whatever it is."""
    (tmp_path / "talk.md").write_text("Hello from here.")
    shell.run("import pictory_nb\ntext = 'Hello from here.'\nboard = pictory_nb.from_markdown(text)")

    shell.run(f"%pictory {line}")

    assert service.storyboards[0]["scenes"] == [{"story": "Hello from here."}]


def test_nothing_but_a_script_can_be_rendered(shell: Shell, service: Service, tmp_path):
    """A wrong name lists what is close, a wrong kind is told; nothing is sent."""
    (tmp_path / "talk.md").write_text("Hello.")
    shell.run("number = 7")

    with pytest.raises(BadCommand, match=r"no file and no variable 'tolk.md'\n.*did you mean talk.md"):
        shell.run("%pictory render tolk.md")
    with pytest.raises(BadCommand, match="number is of type int, not a script"):
        shell.run("%pictory render number")
    assert service.storyboards == []


def test_settings_do_not_vanish_beside_a_storyboard(shell: Shell, service: Service):
    """A Storyboard has its own settings, so flags beside it are refused instead of ignored."""
    shell.run("import pictory_nb\nboard = pictory_nb.from_markdown('Hello.')")

    with pytest.raises(BadCommand, match="name cannot be given beside it"):
        shell.run("%pictory render board --name Other")


def test_braces_and_dollars_reach_the_script(shell: Shell, service: Service):
    """IPython expands neither the line nor the body; {{name}} is filled in."""
    shell.run("x = 'WRONG'\nplace = 'Rome'")

    shell.run("%%pictory --voice '{x} $x'\nIn {{place}}: {x} costs $x.")

    assert service.storyboards[0]["voiceOver"]["aiVoices"] == [{"speaker": "{x} $x"}]
    assert service.storyboards[0]["scenes"][0]["story"] == "In Rome: {x} costs $x."


def test_a_dry_run_sends_nothing(shell: Shell, service: Service, capsys: pytest.CaptureFixture[str]):
    """--dry-run lists the scenes; with -o the storyboard is kept."""
    shell.run("%%pictory --dry-run --size 1280x720 -o board\n# Rain\n\nThe sun warms the sea.")

    out = capsys.readouterr().out
    assert "1280×720" in out
    assert "2  The sun warms the sea." in out
    assert len(shell.names["board"].scenes) == 2
    assert service.storyboards == []


def test_a_dry_run_tells_what_is_worth_knowing_before_paying(
    shell: Shell, service: Service, capsys: pytest.CaptureFixture[str]
):
    """Findings and an upper bound of the cost stand below the scenes."""
    shell.run("%%pictory --dry-run --volume 0.9\nThe sun warms the sea.")

    out = capsys.readouterr().out
    assert "background_music.volume: at 0.9 it drowns the voice" in out
    assert "0 AI credits" in out.splitlines()[-1]


@pytest.mark.parametrize("line", ["%%pictory lint", "%%pictory --dry-run"])
def test_a_file_that_is_not_there_is_told_before_it_is_rendered(
    shell: Shell, service: Service, line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """By whatever looks at a script first, with the file that was probably meant; nothing is sent."""
    (tmp_path / "hills.jpg").touch()
    found = shell.run(f"{line}\n![](hils.jpg)\nHills.\n\n![](lake.jpg)\nA lake.")

    told = f"{found}\n{capsys.readouterr().out}"
    assert "scene 1: there is no file hils.jpg → did you mean hills.jpg?" in told
    assert f"scene 2: there is no file lake.jpg → it was looked for at {tmp_path / 'lake.jpg'}" in told
    assert service.storyboards == []


def test_jobs_are_listed(shell: Shell, service: Service):
    """%pictory jobs is a list of jobs that reads as a table, in text and in HTML."""
    shell.run("%%pictory\nOne.")
    shell.run("%%pictory\nTwo.")

    jobs = shell.run("%pictory jobs")

    assert [job.id[:8] for job in jobs] == ["00000002", "00000001"]
    assert "completed" in repr(jobs)
    assert jobs._repr_html_().count("<tr>") == 3
    assert [job.id[:8] for job in shell.run("%pictory jobs -n 1")] == ["00000002"]


def test_a_film_has_one_length_on_its_card_and_in_the_table(shell: Shell, service: Service):
    """Cut to whole seconds, as the player below it does: 2.97 s are 0:02 wherever they are told."""
    service.seconds = 2.97
    shell.run("%%pictory\nOne.")
    jobs = shell.run("%pictory jobs")
    assert "0:02" in repr(jobs)
    assert "0:02" in video_bundle(jobs[0].video)[0]["text/html"]
    assert "3 s" not in repr(jobs)


def test_a_job_is_found_again_by_its_id(shell: Shell, service: Service, capsys: pytest.CaptureFixture[str]):
    """%pictory status ID brings the film of any job, not only the last one's."""
    first = shell.run("%%pictory\nOne.")
    shell.run("%%pictory\nTwo.")
    capsys.readouterr()

    job = shell.run(f"%pictory status {first.id}")

    assert job.id == first.id
    assert ".mp4" in capsys.readouterr().out
    with pytest.raises(JobNotFound):
        shell.run("%pictory status nobody")


def test_looking_again_stores_nothing_twice(shell: Shell, service: Service, tmp_path):
    """A film of an earlier kernel is found beside the notebook, and keeps its readable name."""
    job = shell.run("%%pictory --name Rain\nOne.")
    shell.names.pop("_pictory")

    again = shell.run(f"%pictory status {job.id}")

    assert again is not job
    assert again.video.path == job.video.path
    names = sorted(path.name for path in tmp_path.glob("pictory_videos/*"))
    assert names == ["rain-00000001.mp4", "rain-00000001.vtt"]


def test_without_a_job_there_is_no_status(shell: Shell, service: Service):
    """The first look in a new notebook says where to find older jobs."""
    with pytest.raises(BadCommand, match="%pictory jobs"):
        shell.run("%pictory status")


def test_a_failed_job_fails_the_cell_in_two_lines(shell: Shell, service: Service, capsys):
    """The reason is the service's, the mend is ours, no traceback is printed, and the job is at hand."""
    service.outcome = Failed("", "INSUFFICIENT_CREDITS", "not enough credits")

    with pytest.raises(JobFailed, match="not enough credits"):
        shell.run("%%pictory -o job\nHello.")

    captured = capsys.readouterr()
    told = [line for line in (captured.out + captured.err).splitlines() if "JobFailed" in line or "→" in line]
    assert len(told) == 2
    assert "Traceback" not in captured.out + captured.err
    assert shell.names["job"].status == "failed"


def test_an_empty_script_is_an_error(shell: Shell, service: Service):
    """A body without a sentence is told before anything is sent."""
    with pytest.raises(BadScript, match="empty"):
        shell.run("%%pictory\n\n")
    assert service.storyboards == []


def test_question_mark_and_help_say_the_same(shell: Shell, capsys: pytest.CaptureFixture[str]):
    """%pictory? and %pictory --help are one text."""
    shell.run("%pictory --help")
    text = capsys.readouterr().out.strip()

    info = shell.shell.object_inspect("%pictory")

    assert info["docstring"].strip() == text
    assert "render FILE|VARIABLE" in text


def test_the_size_that_is_embedded_can_be_configured(shell: Shell):
    """%config knows the setting as soon as the extension is loaded."""
    shell.run("%config PictoryMagics.embed_max_mb = 9")

    assert shell.run("%config PictoryMagics.embed_max_mb") == 9.0


def test_another_account_is_another_client(shell: Shell, service: Service, monkeypatch: pytest.MonkeyPatch):
    """The environment is read anew by each command, so a key that is set later is used."""
    shell.run("%%pictory\nOne.")
    with Service() as other:
        monkeypatch.setenv("PICTORY_API_BASE_URL", other.url)
        shell.run("%%pictory\nTwo.")
        assert len(other.storyboards) == 1


def test_the_transcript_is_what_was_said(shell: Shell, service: Service):
    """What the service subtitled is what the film's transcript reads."""
    shell.run("%%pictory -o job\nHello.")

    assert shell.names["job"].video.transcript == SENTENCE
