"""The command line, as a person or another program meets it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

SCRIPT = "---\nsize: 320x180\nmusic: off\n---\nRain falls.\n"


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pictory_nb", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "rain.md"
    path.write_text(SCRIPT)
    return path


def test_render_prints_the_path_alone_and_tells_progress_on_the_other_stream(script: Path, tmp_path: Path):
    done = run("render", "rain.md", "-o", "film.mp4", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "film.mp4\n")
    assert "%" in done.stderr
    told = done.stderr.split("job ", 1)[1].splitlines()[1:]
    assert all(re.match(r" *\d+ [%s]  \w", line) for line in told), told
    assert "sandbox" in done.stderr
    assert b"ftyp" in (tmp_path / "film.mp4").read_bytes()[:12]


def test_without_an_output_the_film_gets_a_readable_name_of_its_own(script: Path, tmp_path: Path):
    done = run("render", "rain.md", "--name", "Rain at noon", cwd=tmp_path)
    assert re.fullmatch(r"pictory_videos/rain-at-noon-\w{8}\.mp4\n", done.stdout)


def test_a_user_script_needs_no_guard_around_its_main_part(tmp_path: Path):
    """Workers that ran the user's script once more would render for ever."""
    program = tmp_path / "film.py"
    program.write_text(
        "from pictory_nb import Pictory, from_markdown\n"
        f"print('once', Pictory().render(from_markdown({SCRIPT!r})).wait().status)\n"
    )
    done = subprocess.run(
        [sys.executable, str(program)], capture_output=True, text=True, timeout=120, check=False, cwd=tmp_path
    )
    assert done.stdout == "once completed\n", done.stderr


@pytest.mark.parametrize(
    ("text", "arguments", "reason", "mend"),
    [
        ("", [], "empty", "write a sentence"),
        ("![](none.png)\n\nHi.", [], "scene 1: there is no file none.png", "looked for at"),
        ("![](rain.md)\n\nHi.", [], "scene 1: .*rain.md is not an image", "PNG"),
        ("Hi.\n\n" + "a" * 20_000, [], r"scene 2 \(line 3\).*20,000 characters", "split it"),
        ("Hi.", ["--voice", "Timm"], r"\[Timm\] is invalid", "Emma"),
        ("Hi.", ["--size", "big"], "'big' is not a size", "1280x720"),
    ],
)
def test_a_failure_is_two_lines_and_leaves_no_file(
    tmp_path: Path, text: str, arguments: list[str], reason: str, mend: str
):
    (tmp_path / "rain.md").write_text(text)
    done = run("render", "rain.md", "-o", "film.mp4", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    first, second = done.stderr.splitlines()[-2:]
    assert re.search(reason, first), done.stderr
    assert "→" in second
    assert mend in second
    assert not list(tmp_path.glob("film.mp4*"))


def test_the_same_script_again_is_the_same_film_and_new_renders_another(script: Path, tmp_path: Path):
    first = run("render", "rain.md", cwd=tmp_path)
    again = run("render", "rain.md", cwd=tmp_path)
    assert Path(again.stdout.strip()) == tmp_path / first.stdout.strip()
    assert "This is the job of" in again.stderr
    assert "--new renders it anew" in again.stderr
    copy = run("render", "rain.md", "-o", "copy.mp4", cwd=tmp_path)
    assert (tmp_path / copy.stdout.strip()).read_bytes() == (tmp_path / first.stdout.strip()).read_bytes()
    another = run("render", "rain.md", "--new", cwd=tmp_path)
    assert (another.returncode, another.stdout != first.stdout) == (0, True)


def test_an_existing_film_is_not_overwritten(script: Path, tmp_path: Path):
    (tmp_path / "film.mp4").write_bytes(b"precious")
    done = run("render", "rain.md", "-o", "film.mp4", cwd=tmp_path)
    assert done.returncode == 1
    assert "nothing is overwritten" in done.stderr
    assert (tmp_path / "film.mp4").read_bytes() == b"precious"


def test_a_key_of_the_wrong_shape_is_told_before_anything_is_sent(script: Path, tmp_path: Path):
    done = run("render", "rain.md", cwd=tmp_path, PICTORY_API_KEY="secret-canary")
    assert done.returncode == 1
    assert "does not start with pictai_" in done.stderr
    assert "secret-canary" not in done.stderr


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running ``pictory-nb sandbox`` and the address that it printed; it is ended whatever happens."""
    command = [sys.executable, "-m", "pictory_nb", "sandbox", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=tmp_path
    ) as server:
        try:
            yield server, server.stdout.readline().strip()
        finally:
            server.kill()


def test_the_sandbox_prints_its_address_and_serves_until_it_is_stopped(served):
    server, base_url = served
    answer = requests.get(f"{base_url}/v1/jobs", headers={"Authorization": "pictai_any"}, timeout=10)
    assert answer.status_code == 200
    server.send_signal(signal.SIGINT)
    assert server.wait(10) == 0


def test_a_film_rendered_through_a_served_sandbox_is_the_same_command(served, script: Path, tmp_path: Path):
    _, base_url = served
    account = {"PICTORY_API_BASE_URL": base_url, "PICTORY_API_KEY": "pictai_any"}
    done = run("render", "rain.md", "-o", "film.mp4", cwd=tmp_path, **account)
    assert (done.returncode, done.stdout) == (0, "film.mp4\n"), done.stderr


def test_lab_opens_on_the_notebook_also_where_everybody_is_root(tmp_path: Path):
    """The printed address leads to the notebook; in a container Jupyter would refuse to start without a flag."""
    (tmp_path / "a film.ipynb").write_text("{}")
    command = [sys.executable, "-m", "pictory_nb", "lab", "a film.ipynb"]
    quiet = {**os.environ, "BROWSER": "true", "JUPYTER_PREFER_ENV_PATH": "1"}
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, cwd=tmp_path, env=quiet, start_new_session=True
    ) as lab:
        try:
            assert any("/lab/tree/a%20film.ipynb" in line for line in lab.stderr)
        finally:
            os.killpg(lab.pid, signal.SIGKILL)


@pytest.mark.parametrize("options", [[], ["--api-key", "pictai_x"]])
def test_the_sandbox_lets_other_computers_in_only_with_a_key_and_at_a_number(options: list[str]) -> None:
    """A name could be turned to this computer by anybody; without a key everybody near would be a user."""
    host = "0.0.0.0" if not options else "my-computer"
    run = subprocess.run(
        [sys.executable, "-m", "pictory_nb", "sandbox", "--port", "0", "--host", host, *options],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert run.returncode == 1
    assert run.stderr.count("\n") == 2
    assert "--api-key" in run.stderr


@pytest.mark.parametrize(
    ("arguments", "said", "mend"),
    [
        (["rendr", "a.md"], "there is no command 'rendr'", "did you mean render?"),
        (["render", "a.md", "--vioce", "Emma"], "pictory-nb render has no option --vioce", "did you mean --voice?"),
        (["render"], "FILE", "see pictory-nb render --help"),
        ([], "COMMAND", "see pictory-nb --help"),
        (["sandbox", "--port", "many"], "many is not a port", "see pictory-nb sandbox --help"),
    ],
)
def test_a_slip_on_the_line_is_told_with_what_was_meant(arguments: list[str], said: str, mend: str, tmp_path: Path):
    """In two lines, as in a notebook, and with the exit code that means so."""
    done = run(*arguments, cwd=tmp_path)
    first, second = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (2, "")
    assert said in first
    assert mend in second


def test_help_is_an_answer(tmp_path: Path):
    """It goes to standard output, also for one command, and is no failure."""
    for arguments in (["--help"], ["render", "-h"]):
        done = run(*arguments, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        assert "usage: pictory-nb" in done.stdout
