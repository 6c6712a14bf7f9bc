"""Pictures by a prompt: they follow its words, its style and its seed, and nothing else."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pictory_nb.sandbox.library import made
from pictory_nb.sandbox.library.painting import STYLES, paint, painted
from pictory_nb.sandbox.library.painting.easel import Easel
from pictory_nb.sandbox.media import Media
from pictory_nb.sandbox.paintings import price_of, size_of, with_paintings
from pictory_nb.sandbox.premises import Premises
from pictory_nb.sandbox.takes import takes_of
from pictory_nb.storyboard import AiVisual, Background, ImageElement, Scene, Storyboard, VideoElement

PROMPT = "A rocket starts to the moon"
SIZE = (320, 180)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PICTORY_NB_HOME", str(tmp_path_factory.getbasetemp() / "painting"))


@pytest.fixture
def media(tmp_path: Path) -> Media:
    return Premises(tmp_path).media(files_allowed=True)


def pixels(picture: Image.Image) -> np.ndarray:
    return np.asarray(picture, np.int16)


@pytest.mark.parametrize("style", STYLES)
def test_the_same_order_is_the_same_picture(style: str) -> None:
    """On every computer, and another seed is another one."""
    first, again, other = (paint(PROMPT, style, SIZE, seed=seed) for seed in (0, 0, 1))
    assert first.size == SIZE
    assert first.mode == "RGB"
    assert (pixels(first) == pixels(again)).all()
    assert np.abs(pixels(first) - pixels(other)).mean() > 2


def test_styles_look_different() -> None:
    """Each pair of the six is further apart than two seeds of one are by chance."""
    pictures = {style: pixels(paint(PROMPT, style, SIZE)) for style in STYLES}
    for one, other in itertools.combinations(pictures, 2):
        assert np.abs(pictures[one] - pictures[other]).mean() > 12, (one, other)


@pytest.mark.parametrize("style", STYLES)
def test_a_picture_has_light_and_dark_and_no_flat_nothing(style: str) -> None:
    """It is something to look at, also where the prompt speaks of nothing that is known."""
    for prompt in (PROMPT, "xyzzy plugh"):
        gray = pixels(paint(prompt, style, SIZE).convert("L"))
        assert gray.std() > 8
        assert np.percentile(gray, 99) - np.percentile(gray, 1) > 40


def test_the_subjects_are_those_of_the_prompt() -> None:
    """And no two that show nearly the same."""
    subjects = Easel.of("A rocket flies to the moon over the sea in a storm of rain", "cartoon", SIZE, 0).subjects
    assert "rocket" in subjects
    words = [word for name in subjects for word in name.split("-")]
    assert len(words) == len(set(words))


def test_a_picture_of_reference_gives_the_colours(tmp_path: Path) -> None:
    """Its motif stays its own."""
    file = tmp_path / "green.png"
    Image.new("RGB", (64, 64), (10, 160, 40)).save(file)
    red, green, blue = pixels(paint(PROMPT, "minimalist", SIZE, like=file)).reshape(-1, 3).mean(axis=0)
    assert green > red
    assert green > blue


def test_a_painting_is_kept(media: Media) -> None:
    """It is painted once, and found by its address."""
    url = painted(PROMPT, "vintage", SIZE)
    file = made.path_of(url)
    stamp = file.stat().st_mtime_ns
    assert painted(PROMPT, "vintage", SIZE) == url
    assert file.stat().st_mtime_ns == stamp
    assert media.file(url, "scene 1") == file


@pytest.mark.parametrize(
    ("ratio", "short", "size"), [("16:9", 720, (1280, 720)), ("9:16", 720, (720, 1280)), ("1:1", 1024, (1024, 1024))]
)
def test_a_ratio_is_a_size_in_even_numbers(ratio: str, short: int, size: tuple[int, int]) -> None:
    """As an encoder wants them."""
    assert size_of(ratio, short) == size


def test_ai_visuals_of_a_storyboard_are_painted(media: Media) -> None:
    """Backgrounds, cutaways and elements; without a prompt from the story; each scene its own."""
    still = AiVisual(model="seedream3.0", media_style="cartoon")
    moving = AiVisual(model="pixverse5.5", prompt=PROMPT, video_duration="8s")
    scenes = (
        Scene(story="The sea is blue.", background=Background(type="image", ai_visual=still)),
        Scene(story="The sun is hot.", background=Background(type="image", ai_visual=still)),
        Scene(
            story="Go.",
            background=Background(type="video", ai_visual=moving),
            elements=[
                ImageElement(ai_visual=AiVisual(model="nanobanana", prompt="a bird"), position="top-left"),
                VideoElement(ai_visual=moving, width="40%"),
            ],
        ),
    )
    board = Storyboard(video_name="film", video_width=640, video_height=360, scenes=scenes)
    done = with_paintings(takes_of(board), board.size, media)
    shown = [take.scene.background for take in done.takes]
    assert all(one.type == "image" and one.ai_visual is None for one in shown)
    assert len({one.visual_url for one in shown}) == 3
    assert shown[2].settings.zoom_and_pan
    bird, clip = done.takes[2].scene.elements
    assert (bird.position, clip.width) == ("top-left", "40%")
    assert clip.visual_url != shown[2].visual_url, "the same prompt again is another picture"
    assert done.credits == pytest.approx(2 + 2 + 8 * 1.6 + 4 + 8 * 1.6)
    assert "stand-in" in done.notes[0]
    plain = with_paintings(takes_of(board.replace(scenes=[Scene(story="No visual.")])), board.size, media)
    assert (plain.notes, plain.credits) == ([], 0.0)


def test_prices_are_those_of_the_service() -> None:
    """By the image, and by the second."""
    assert price_of("flux-schnell") == 0.6
    assert price_of("veo3.1", 8) == 160
