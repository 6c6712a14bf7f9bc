"""Binder: the folder that makes an image out of this repository, in which the tutorials run with no account."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.packaging.fresh import ROOT, copy_of_the_repository, interpreter, make

BINDER = ROOT / "binder"
TUTORIAL = "notebooks/01-first-video.ipynb"


@pytest.fixture(scope="module")
def dockerfile(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The steps by which repo2docker would build a clone. It needs no Docker to print them."""
    clone = copy_of_the_repository(tmp_path_factory.mktemp("clone"))
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(clone)]
    done = subprocess.run(command, cwd=clone.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_repo2docker_takes_the_folder(dockerfile: list[str]) -> None:
    """The image is built: pinned packages first, then the repository, then the package out of it."""
    pins = _step(dockerfile, 'pip install --no-cache-dir -r "binder/requirements.txt"')
    source = _step(dockerfile, r"^COPY .* src/ \$\{REPO_DIR\}/$")
    package = _step(dockerfile, r"^RUN \./binder/postBuild$")
    assert pins < source < package


def test_the_image_has_the_python_that_is_asked_for(dockerfile: list[str]) -> None:
    """Binder's own default is an old Python; ours has a base environment with a lock."""
    assert _python() in {"3.11", "3.12", "3.13"}
    assert any(f"environment-2epy-2d{_python().replace('.', '-2e')}-2dlinux" in line for line in dockerfile)


def test_the_pins_need_nothing_of_the_repository() -> None:
    """They are installed before it is copied, so each line is one exact version of a published package."""
    pins = _pins()
    assert {"jupyterlab", "notebook", "ipykernel", "ipywidgets", "anywidget"} <= set(pins)
    # 7.0 loses what a thread displays, and base images still come with it.
    assert tuple(map(int, pins["ipykernel"].split(".")[:2])) >= (7, 1)


def test_only_one_folder_speaks_to_binder() -> None:
    """repo2docker refuses a repository with two."""
    assert not (ROOT / ".binder").exists()


@pytest.mark.slow
def test_the_tutorial_runs_in_an_environment_made_from_these_files_alone(tmp_path: Path) -> None:
    """A stranger on Binder opens the tutorial, runs all cells, and has films that play, with no account.

    The environment is made as repo2docker makes it: its base packages, our pins over them, the clone, ``postBuild``.
    """
    clone = copy_of_the_repository(tmp_path / "clone")
    image = make(tmp_path / "image", _python() if interpreter(_python()) else None)
    image.pip("install", *_base_packages())
    image.pip("install", "-r", str(clone / "binder" / "requirements.txt"))
    image.run("bash", "binder/postBuild", cwd=clone)
    image.run(image.python, "-m", "pip", "check")
    assert list((image.home / ".cache").glob("pictory_nb/speech/*.onnx")), "the voice was not put together"

    image.run("jupyter", "execute", "--inplace", TUTORIAL, cwd=clone)
    outputs = _outputs(clone / TUTORIAL)
    assert any("<video" in "".join(output["data"].get("text/html", "")) for output in outputs)
    films = sorted((clone / TUTORIAL).parent.glob("pictory_videos/*.mp4"))
    assert films
    for film in films:
        _watch(film)


def _step(dockerfile: list[str], pattern: str) -> int:
    (found,) = (number for number, line in enumerate(dockerfile) if re.search(pattern, line))
    return found


def _python() -> str:
    return (BINDER / "runtime.txt").read_text().strip().removeprefix("python-")


def _pins() -> dict[str, str]:
    lines = (BINDER / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if not line.startswith("#"))


def _base_packages() -> list[str]:
    """What the base image has of Jupyter, in the versions of repo2docker's own lock."""
    (repo2docker,) = find_spec("repo2docker").submodule_search_locations
    lock = Path(repo2docker) / "buildpacks" / "conda" / f"environment.py-{_python()}-linux-64.lock"
    names = "jupyterlab|notebook|ipykernel|ipywidgets|jupyter_server"
    found = re.findall(rf"/({names})-([0-9.]+)-[^/]*\.conda", lock.read_text(encoding="utf-8"))
    assert len(found) == 5, found
    return [f"{name}=={version}" for name, version in found]


def _outputs(notebook: Path) -> list[dict]:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [output for cell in cells for output in cell.get("outputs", ()) if "data" in output]


def _watch(film: Path) -> None:
    """Play the whole file: every picture and every sound can be decoded, and neither is empty."""
    import av

    with av.open(str(film)) as container:
        pictures = sum(1 for _ in container.decode(video=0))
        assert pictures > 30, film
    with av.open(str(film)) as container:
        loudest = max(float(abs(frame.to_ndarray()).max()) for frame in container.decode(audio=0))
        assert loudest > 0.01, film
