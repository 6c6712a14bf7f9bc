"""Words can be read on whatever stands behind them: WCAG AA, measured on the pixels that are painted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pictory_nb.renderer import Picture
from pictory_nb.renderer.film import Aurora, Inset
from pictory_nb.renderer.ground import LARGE, PLAIN, Ground, contrast
from pictory_nb.renderer.planes import blank, to_rgb
from pictory_nb.renderer.stage import Stage
from pictory_nb.storyboard import FontStyle, ImageElement, Text
from tests.renderer import house

SIZE = (640, 360)
BARE = FontStyle(show_box_background=False)
PALE = Aurora(((240, 240, 250), (250, 220, 220), (220, 250, 230)), seed=1)


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """Half white, half black, and a busy edge between them: no ink is good everywhere."""
    pixels = np.zeros((360, 640, 3), np.uint8)
    pixels[:, 320:] = 255
    pixels[150:210, ::8] = 255
    Image.fromarray(pixels).save(tmp_path / "busy.png")
    return tmp_path / "busy.png"


def measured(shot, *, seconds: float = 0.9) -> list[float]:
    """The contrast of each text's ink, and that of the captions, with what is really painted behind them."""
    stage = Stage(shot, house.FONTS, SIZE)
    planes = blank(*SIZE)
    stage.paint_picture(seconds, planes)
    ground = Ground([to_rgb(planes)], SIZE)
    found = [contrast(title._look.ink, ground.behind(title.box)) for title in stage._titles]
    if shot.captions:
        look, box = stage._captions.setting.look, stage._captions.box()
        behind = ground.behind(box).astype(float)
        if look.box:
            behind += (np.array(look.box[:3]) - behind) * (look.box[3] / 255)
        found.append(contrast(look.ink, behind))
    return found


def worded(backdrop, style=BARE, **more):
    captions = house.captioned(house.spoken("The words of a story"), 1.0, style=style, size=SIZE)
    return replace(house.plain(captions=captions, caption_style=style), backdrop=backdrop, **more)


@pytest.mark.parametrize("place", ["top-left", "center-center", "bottom-right"])
@pytest.mark.parametrize("size", [30, 80])
def test_bare_captions_are_legible_on_any_photograph(photograph: Path, place: str, size: int) -> None:
    """White on white gets darkness under it, as much as it needs and no edge that is seen."""
    style = FontStyle(show_box_background=False, position=place, font_size=size)
    (ratio,) = measured(worded(Picture(photograph, "none"), style))
    assert ratio >= (LARGE if size > 48 else PLAIN)


@pytest.mark.parametrize("backdrop", [PALE, house.aurora()])
def test_titles_choose_the_ink_that_is_read(backdrop) -> None:
    """Dark letters on pale colours, white ones on dark colours."""
    texts = (Text(text="Title", text_variant="heading"), Text(text="Small print", position="bottom-left"))
    heading, body = measured(worded(backdrop, None, elements=texts))[:2]
    assert heading >= LARGE
    assert body >= PLAIN


def test_a_text_on_an_inset_is_judged_by_the_inset(photograph: Path) -> None:
    """What counts is what stands behind the letters, not what the scene is made of."""
    Image.new("RGB", (64, 64), "white").save(photograph.with_name("white.png"))
    inset = Inset(
        Picture(photograph.with_name("white.png")), ImageElement(visual_url="x", width="60%", position="center")
    )
    text = Text(text="On a card", text_variant="subheading", position="center")
    (ratio,) = measured(replace(house.plain(), elements=(inset, text)))
    assert ratio >= LARGE


def test_a_box_that_was_not_asked_for_becomes_as_dense_as_it_must(photograph: Path) -> None:
    """The house's own veil under subtitles is stronger on white."""
    (ratio,) = measured(worded(Picture(photograph, "none"), None))
    assert ratio >= PLAIN


def test_colours_that_were_asked_for_stay(photograph: Path) -> None:
    """Ink and box of a style are the user's; legibility is then helped by an outline, not by another colour."""
    style = FontStyle(color="#ffff00", background_color="#ffffff", show_box_background=True)
    stage = Stage(worded(Picture(photograph, "none"), style), house.FONTS, SIZE)
    look = stage._captions.setting.look
    assert look.ink[:3] == (255, 255, 0)
    assert look.box[:3] == (255, 255, 255)
    assert look.outline[:3] == (9, 11, 24)
