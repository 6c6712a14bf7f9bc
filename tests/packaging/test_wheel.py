"""The wheel: what is in it, and what it does where nothing else is installed."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.packaging.fresh import ROOT, copy_of_the_repository, make

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as it would be published, built from what a clone holds."""
    source = copy_of_the_repository(tmp_path_factory.mktemp("source"))
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "--quiet", "wheel", "--no-deps", "--wheel-dir", str(folder), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (made,) = folder.glob("pictory_nb-*.whl")
    return made


def test_the_wheel_holds_the_whole_package_and_nothing_else(wheel: Path) -> None:
    """A person who installs it gets every module, script, style sheet, asset and licence, and no tests."""
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if not name.endswith("/")}
    package = {name for name in held if name.startswith("pictory_nb/")}
    source = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "pictory_nb").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert package == source
    assert {"pictory_nb/py.typed", "pictory_nb/jupyter/observer.js", "pictory_nb/jupyter/observer.css"} <= package
    others = {name.partition("/")[0] for name in held - package}
    assert len(others) == 1, others
    assert others.pop().endswith(".dist-info")


def test_the_wheel_carries_every_licence(wheel: Path) -> None:
    """Whoever passes it on passes on the licences of the fonts, pictures and voices that are in it."""
    with zipfile.ZipFile(wheel) as archive:
        told = {name.partition(".dist-info/licenses/")[2] for name in archive.namelist()}
    kept = {path.relative_to(ROOT).as_posix() for path in (ROOT / "pictory_nb").rglob("LICENSE*")}
    assert {"LICENSE", *kept} <= told
    assert len(kept) > 20


@pytest.mark.parametrize("version", ["this", "3.10", "3.13", "3.14"])
def test_a_base_install_works_by_itself(wheel: Path, tmp_path: Path, version: str) -> None:
    """Without any extra, scripts are read and the magic loads; what is missing is said in two lines with a mend.

    So it is with the oldest Python and the newest ones, as far as they are here, and with the one that runs the tests.
    """
    fresh = make(tmp_path, None if version == "this" else version)
    fresh.pip("install", str(wheel))
    fresh.run(fresh.python, "-I", str(Path(__file__).with_name("base_install.py")))

    script = fresh.home / "film.md"
    script.write_text("The sun warms the sea.\n", encoding="utf-8")
    for command in (["render", "film.md", "-o", "film.mp4"], ["lab"], ["sandbox", "--port", "0"]):
        refused = fresh.attempt("pictory-nb", *command)
        assert refused.returncode == 1, (command, refused)
        assert refused.stdout == ""
        assert len(refused.stderr.splitlines()) == 2, (command, refused.stderr)
        assert "pip install" in refused.stderr.splitlines()[1]
    assert not (fresh.home / "film.mp4").exists()
