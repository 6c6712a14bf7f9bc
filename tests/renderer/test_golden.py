"""The gallery looks as it did when it was last looked at.

Every storyboard of ``notebooks/gallery.ipynb`` is drawn, a picture for each scene, and compared with the sheets in
``golden/`` by structural similarity: what a person would not see does not count. After a change that is meant, look at
the gallery, and draw the sheets anew:

    python -m tests.renderer.test_golden
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

import cv2
import nbformat
import numpy as np
import pytest
from PIL import Image

from pictory_nb.renderer import picture_at
from pictory_nb.sandbox import narration
from pictory_nb.sandbox.art import ArtDepartment
from pictory_nb.sandbox.drawer import Drawer
from pictory_nb.sandbox.dressing import dressed
from pictory_nb.sandbox.media import Media
from pictory_nb.sandbox.takes import takes_of
from pictory_nb.storyboard import Storyboard
from tests.renderer import house

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
TILE = 160
MOMENT = 0.72
LEAST = 0.93


def boards(video: Path) -> dict[str, dict[str, Any]]:
    """The storyboards of the gallery by name; wherever it shows one of its own films, ``video`` is shown."""
    found: dict[str, dict[str, Any]] = {}

    def show(name: str, *scenes: dict, size: tuple[int, int] = (256, 144), **more: Any) -> SimpleNamespace:
        found[name] = {"videoName": name, "videoWidth": size[0], "videoHeight": size[1], "scenes": [*scenes], **more}
        return SimpleNamespace(path=video)

    told = {"show": show, "pictures": ROOT / "notebooks" / "pictures"}
    for cell in nbformat.read(ROOT / "notebooks" / "gallery.ipynb", 4).cells:
        if cell.cell_type == "code" and "def show" not in cell.source:
            exec(cell.source, told)
    return found


def sheet(board: dict[str, Any]) -> Image.Image:
    """One picture of each scene, side by side and small."""
    storyboard = dressed(Storyboard.from_wire(_with_uris(board)), Drawer(Path("nowhere")))
    takes = takes_of(storyboard)
    art = ArtDepartment(storyboard, Media(files_allowed=True, own_file=lambda url: None), takes)
    shots = [art.shot(n, take, narration.begin(take, None, None).finished()) for n, take in enumerate(takes)]
    film = art.film(shots)
    starts = accumulate((shot.duration for shot in shots), initial=0.0)
    tiles = [
        Image.fromarray(picture_at(film, start + MOMENT * shot.duration))
        for shot, start in zip(shots, starts, strict=False)
    ]
    wide = TILE if film.size[0] > film.size[1] else TILE // 2
    high = round(wide * film.size[1] / film.size[0])
    whole = Image.new("RGB", (wide * len(tiles), high))
    for n, tile in enumerate(tiles):
        whole.paste(tile.resize((wide, high), Image.Resampling.LANCZOS), (n * wide, 0))
    return whole


def _with_uris(told: Any) -> Any:
    if isinstance(told, dict):
        return {
            key: Path(value).as_uri() if key in ("visualUrl", "url") else _with_uris(value)
            for key, value in told.items()
        }
    return [_with_uris(each) for each in told] if isinstance(told, list | tuple) else told


def similarity(one: np.ndarray, other: np.ndarray) -> float:
    """Structural similarity (Wang et al. 2004) of two RGB pictures, the least of the three channels: 1 is the same."""
    blur = functools.partial(cv2.GaussianBlur, ksize=(0, 0), sigmaX=1.5)
    x, y = one.astype(np.float64), other.astype(np.float64)
    mx, my = blur(x), blur(y)
    vx, vy, cov = blur(x * x) - mx * mx, blur(y * y) - my * my, blur(x * y) - mx * my
    c1, c2 = (0.01 * 255) ** 2, (0.06 * 255) ** 2  # twice the usual: dither in flat parts is no structure
    ratio = ((2 * mx * my + c1) * (2 * cov + c2)) / ((mx * mx + my * my + c1) * (vx + vy + c2))
    return float(ratio.mean(axis=(0, 1)).min())


def _file(name: str) -> Path:
    return GOLDEN / f"{name.lower().replace(' ', '-')}.jpg"


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    return boards(_film(tmp_path_factory.mktemp("film")))


def _film(folder: Path) -> Path:
    return house.video(folder / "v.mp4", [(200, 60, 60), (60, 60, 200)], size=(320, 180))


NAMES = sorted(path.stem for path in GOLDEN.glob("*.jpg"))


@pytest.mark.parametrize("name", NAMES)
def test_the_gallery_looks_as_it_was_approved(name: str, gallery: dict[str, dict[str, Any]]) -> None:
    """Scene by scene; a difference that a person would see is a difference that a person should look at."""
    board = next(board for each, board in gallery.items() if _file(each).stem == name)
    drawn = np.asarray(sheet(board))
    with Image.open(_file(name)) as kept:
        approved = np.asarray(kept.convert("RGB"))
    assert drawn.shape == approved.shape
    count = len(board["scenes"])
    for n, (one, other) in enumerate(zip(np.split(drawn, count, 1), np.split(approved, count, 1), strict=True), 1):
        assert similarity(one, other) >= LEAST, f"scene {n} of {name} has changed"


def test_every_film_of_the_gallery_has_its_sheet(gallery: dict[str, dict[str, Any]]) -> None:
    assert sorted(_file(name).stem for name in gallery) == NAMES


def test_a_difference_that_is_seen_is_found(gallery: dict[str, dict[str, Any]]) -> None:
    """The guard is guarded: another colour, a missing title or a moved box is not similar enough."""
    board = gallery["Titles and texts"]
    kept = np.asarray(sheet(board))
    scene = board["scenes"][0]
    changes: list[Callable[[], dict]] = [
        lambda: {**scene, "elements": scene["elements"][1:]},
        lambda: {**scene, "background": {"color": "#202020"}},
    ]
    for change in changes:
        other = np.asarray(sheet({**board, "scenes": [change(), *board["scenes"][1:]]}))
        assert similarity(kept[:, :TILE], other[:, :TILE]) < LEAST


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        for told_name, told_board in boards(_film(Path(folder))).items():
            sheet(told_board).save(_file(told_name), quality=92, subsampling=0)
            print(_file(told_name))
