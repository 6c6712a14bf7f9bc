"""The hooks of pre-commit, as somebody's project names them, and as pre-commit installs and runs them from a clone."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest

from tests.packaging.fresh import copy_of_the_repository

pytestmark = pytest.mark.slow

KEY = "pictai_" + "a1B2" * 8
PATIENCE = 900
"""Seconds: the first run installs the package."""


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def committed(folder: Path) -> Path:
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "All of it")
    return folder


@dataclass(frozen=True)
class Hooks:
    """Our hooks in ``clone``. ``home`` is where pre-commit keeps what it installed, for all runs together."""

    clone: Path
    home: Path

    def run(self, name: str, project: Path) -> subprocess.CompletedProcess[str]:
        """What pre-commit does in a project that asks for that hook."""
        config = (
            f"repos:\n- repo: {self.clone}\n  rev: {git(self.clone, 'rev-parse', 'HEAD')}\n  hooks:\n  - id: {name}\n"
        )
        (project / ".pre-commit-config.yaml").write_text(config)
        git(project, "add", "-A")
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--all-files", "--verbose"],
            cwd=project,
            env={**os.environ, "PRE_COMMIT_HOME": str(self.home)},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Hooks:
    clone = committed(copy_of_the_repository(tmp_path_factory.mktemp("clone")))
    return Hooks(clone, tmp_path_factory.mktemp("home"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Somebody's project: a clean notebook, one that holds a key, and what is no notebook."""
    for name, source in (("clean.ipynb", "1 + 1"), ("talk.ipynb", f"client = Pictory(api_key={KEY!r})")):
        nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)]), tmp_path / name)
    (tmp_path / "notes.txt").write_text(KEY)
    return committed(tmp_path)


def test_the_hook_cleans_what_is_to_be_committed(project: Path, hooks: Hooks):
    """The key is gone, the commit is stopped once so that somebody looks, and the next one goes through."""
    before = (project / "clean.ipynb").read_bytes()
    first = hooks.run("pictory-clean", project)

    assert first.returncode == 1, first.stdout + first.stderr
    assert "files were modified by this hook" in first.stdout
    assert "talk.ipynb: 1 key" in first.stdout
    assert KEY not in (project / "talk.ipynb").read_text()
    assert (project / "clean.ipynb").read_bytes() == before
    assert (project / "notes.txt").read_text() == KEY  # no notebook, so not its affair
    second = hooks.run("pictory-clean", project)
    assert second.returncode == 0, second.stdout + second.stderr


def test_the_other_hook_only_refuses(project: Path, hooks: Hooks):
    """Nothing is changed, the notebook is named, and the key is not printed."""
    refused = hooks.run("pictory-check", project)

    assert refused.returncode == 1, refused.stdout + refused.stderr
    assert "talk.ipynb: 1 key" in refused.stdout
    assert "files were modified" not in refused.stdout
    assert KEY not in refused.stdout
    assert KEY in (project / "talk.ipynb").read_text()
