"""Fresh environments, as a person makes them: an interpreter, a venv, pip."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

__all__ = ["ROOT", "Environment", "copy_of_the_repository", "interpreter", "make"]

ROOT = Path(__file__).resolve().parents[2]
_QUIET = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONNOUSERSITE": "1"}
_SCRIPTS = "Scripts" if os.name == "nt" else "bin"


@dataclass(frozen=True)
class Environment:
    """A venv in ``folder``. Its programs run in ``home``, away from the checkout: only what is installed counts."""

    folder: Path
    home: Path

    @property
    def python(self) -> str:
        return str(self.folder / _SCRIPTS / "python")

    def pip(self, *arguments: str) -> None:
        """Install as the person who runs the tests would, with their cache and their settings."""
        command = [self.python, "-m", "pip", "--quiet", *arguments]
        done = subprocess.run(command, env={**os.environ, **_QUIET}, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"pip {' '.join(arguments)} gave {done.returncode}:\n{done.stderr}"

    def run(self, *command: str, cwd: Path | None = None) -> str:
        """What the command prints. A command that fails fails the test, with all that it said."""
        done = self.attempt(*command, cwd=cwd)
        assert done.returncode == 0, f"{' '.join(command)} gave {done.returncode}:\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def attempt(self, *command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run the command; the environment's own programs are found first."""
        path = os.pathsep.join([str(self.folder / _SCRIPTS), os.environ["PATH"]])
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PICTORY_", "PYTHON"))}
        environ = {**kept, **_QUIET, "PATH": path, "HOME": str(self.home)}
        program = shutil.which(command[0], path=path) or command[0]
        return subprocess.run(
            [program, *command[1:]],
            cwd=cwd or self.home,
            env=environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=900,
            check=False,
        )


def make(folder: Path, version: str | None = None) -> Environment:
    """A fresh venv below ``folder``, of that Python (``"3.12"``) or of this one; skips where that is not here."""
    python = interpreter(version) if version else sys.executable
    if python is None:
        pytest.skip(f"no Python {version} on this machine")
    home = folder / "home"
    home.mkdir(parents=True)
    subprocess.run([python, "-m", "venv", str(folder / "venv")], check=True, capture_output=True)
    return Environment(folder / "venv", home)


def interpreter(version: str) -> str | None:
    """A Python of that version which can make venvs, on the path or kept by pyenv; None where there is none."""
    return next((python for python in _candidates(version) if _is(python, version)), None)


def _candidates(version: str) -> Iterator[str]:
    yield sys.executable
    if found := shutil.which(f"python{version}"):
        yield found
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from sorted(map(str, pyenv.glob(f"versions/{version}.*/bin/python")))


def _is(python: str, version: str) -> bool:
    code = "import ensurepip, sys; print('%d.%d' % sys.version_info[:2])"
    told = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    return told.returncode == 0 and told.stdout.strip() == version


def copy_of_the_repository(to: Path) -> Path:
    """What a clone of this working tree would hold: every file that git does not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, to / name)
    return to
