"""The test command: one line, the same for people and for machines."""

from __future__ import annotations

import re
import subprocess

from tests.packaging.fresh import ROOT


def test_the_machine_runs_what_the_readme_says() -> None:
    """Whoever copies the README's test command runs exactly what is run on a new machine, and nothing follows it."""
    blocks = re.findall(
        r"^```\w*\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    commands = [line for block in blocks for line in block.splitlines() if line.endswith("-m pytest")]
    assert len(commands) == 1, commands
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == commands[0]


def test_the_script_of_the_machine_can_be_run() -> None:
    """The script is marked executable in the repository, and bash can read it."""
    listed = subprocess.run(
        ["git", "ls-files", "--stage", ".ci/run", "binder/postBuild"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert [line.split()[0] for line in listed.stdout.splitlines()] == ["100755", "100755"]
    for script in (".ci/run", "binder/postBuild"):
        subprocess.run(["bash", "-n", script], cwd=ROOT, check=True)
