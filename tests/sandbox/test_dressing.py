"""Looks that a storyboard names take effect: styles, layouts and brands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import pytest

from pictory_nb import Pictory
from pictory_nb.sandbox.drawer import Drawer
from pictory_nb.sandbox.dressing import dressed
from pictory_nb.sandbox.library import fonts
from pictory_nb.sandbox.library.styles import LAYOUTS, STYLES, style
from pictory_nb.sandbox.unsupported import left_out
from pictory_nb.storyboard import FontStyle, Scene, Storyboard


@pytest.fixture
def brands(tmp_path: Path) -> Drawer:
    return Drawer(tmp_path / "brands")


def board(scene: Scene | None = None, **more: object) -> Storyboard:
    return Storyboard(video_name="film", scenes=[scene or Scene(story="Hi.")], **more)


@pytest.mark.parametrize("named", STYLES, ids=lambda named: named.name)
def test_a_style_is_put_on_by_name_or_id(named: object, brands: Drawer) -> None:
    """In any case, and nothing is left to be told of."""
    for storyboard in (board(subtitle_style_name=named.name.upper()), board(subtitle_style_id=named.id)):
        worn = dressed(storyboard, brands)
        assert worn.subtitle_style == named.look
        assert left_out(worn) == []


def test_every_look_is_written_with_a_font_that_is_here() -> None:
    """No style promises letters that the sandbox does not have."""
    assert not [each.name for each in (*STYLES, *LAYOUTS) if fonts.face(each.look.font_family).note]


def test_what_is_said_outright_goes_before_what_is_named(brands: Drawer) -> None:
    """Field by field: the outright colour, the style's size, the layout's transition, the brand's keywords."""
    brands.put("b", {"id": "b", "name": "Acme", "color": {"primary": {"main": "#00ff00"}}, "font": {"family": "Lato"}})
    worn = dressed(
        board(
            subtitle_style=FontStyle(color="#123456"),
            subtitle_style_name="Headliner",
            smart_layout_name="Kinetic",
            brand_name="acme",
        ),
        brands,
    )
    look = worn.subtitle_style
    assert (look.color, look.font_size, look.font_family) == ("#123456", 84, "Anton")
    assert look.keyword_color == "#ffd64a"
    assert worn.scenes[0].scene_transition == "wipeleft"
    assert dressed(board(brand_id="b"), brands).subtitle_style == FontStyle(font_family="Lato", keyword_color="#00ff00")
    assert left_out(worn) == []


def test_a_scene_wears_its_own_style(brands: Drawer) -> None:
    scene = Scene(story="Hi.", subtitle_style_name="Navy blue", scene_transition="none")
    worn = dressed(board(scene, smart_layout_name="Chic"), brands).scenes[0]
    assert worn.subtitle_style == style("Navy blue").look
    assert worn.scene_transition == "none"


def test_a_name_that_is_not_known_is_told_of(brands: Drawer) -> None:
    """Rather than to vanish."""
    worn = dressed(board(subtitle_style_name="Neon", brand_name="Nobody"), brands)
    assert worn.subtitle_style is None
    assert left_out(worn) == [
        "The sandbox leaves brandName out.",
        "The sandbox leaves subtitleStyleName out.",
    ]


def test_a_brand_that_was_damaged_by_hand_is_no_obstacle(brands: Drawer) -> None:
    brands.put("b", {"id": "b", "name": "Acme", "color": {"primary": {"main": "bluish"}}, "font": "Lato"})
    assert dressed(board(brand_name="Acme"), brands).subtitle_style is None


def test_a_named_style_is_seen_in_the_film(serve: Callable[..., str], tmp_path: Path) -> None:
    """The captions of Sunflower yellow stand on yellow, those of Navy blue do not."""
    client = Pictory("pictai_any", base_url=serve())

    def yellow(name: str) -> int:
        scene = {"story": "A long line of words to read.", "background": {"color": "#808080"}}
        told = {"videoName": name, "videoWidth": 480, "videoHeight": 270, "subtitleStyleName": name, "scenes": [scene]}
        film = client.render(told).wait(120).download(tmp_path / f"{name}.mp4")
        with av.open(str(film)) as container:
            frames = [frame.to_ndarray(format="rgb24").astype(int) for frame in container.decode(video=0)]
        frame = frames[len(frames) // 2]
        return int(((frame[..., 0] > 200) & (frame[..., 1] > 150) & (frame[..., 2] < 100)).sum())

    assert yellow("Sunflower yellow") > 1000 > yellow("Navy blue")
