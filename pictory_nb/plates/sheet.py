"""What all plates share: the room on the frame, the dark ground with its two lights, the sheet, and the type."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

__all__ = ["ACCENT", "EDGE", "INK", "MONO", "PAPER", "QUIET", "SANS", "Room", "face", "grounded"]

RGB = tuple[int, int, int]

NIGHT, VIOLET, TEAL = (12, 15, 30), (66, 44, 148), (10, 84, 104)
PAPER, EDGE = (21, 25, 43), (44, 51, 80)
INK, QUIET, ACCENT = (228, 232, 246), (128, 138, 170), (164, 139, 255)
MONO, SANS = "jetbrains-mono", "inter"
_ASSETS = Path(__file__).parent / "assets"


@dataclass(frozen=True)
class Room:
    """A frame of ``width`` × ``height`` pixels, and the part of it that a plate may fill.

    ``under_words`` is true where subtitles will stand over the lower end of the frame.
    """

    width: int
    height: int
    under_words: bool

    @property
    def unit(self) -> float:
        """Pixels here for one of a 1080-line picture."""
        return min(self.width, self.height) / 1080

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom. Phones lay their controls over the ends of an upright frame."""
        tall = self.height > self.width * 1.2
        side, top = (0.05, 0.11) if tall else (0.07, 0.07)
        bottom = (0.68 if tall else 0.735) if self.under_words else (0.86 if tall else 0.93)
        return self.width * side, self.height * top, self.width * (1 - side), self.height * bottom


@lru_cache(maxsize=64)
def face(family: str, size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    weight = {MONO: (400, 700), SANS: (500, 700)}[family][bold]
    return ImageFont.truetype(str(_ASSETS / f"{family}-{weight}.woff2"), size)


def grounded(room: Room, sheet: tuple[float, float, float, float]) -> Image.Image:
    """The dark ground, and an empty sheet at ``sheet`` (left, top, right, bottom) that casts a soft shadow."""
    unit, radius = room.unit, round(20 * room.unit)
    image = _ground(room.width, room.height).copy()
    left, top, right, bottom = map(round, sheet)
    # The shadow is drawn at a quarter of the size: nothing in it is finer.
    shadow = Image.new("L", (room.width // 4, room.height // 4), 0)
    low = tuple(round(side / 4) for side in (left, top + 14 * unit, right, bottom + 14 * unit))
    ImageDraw.Draw(shadow).rounded_rectangle(low, radius / 4, fill=150)
    shadow = shadow.filter(ImageFilter.GaussianBlur(9 * unit)).resize(image.size, Image.Resampling.BILINEAR)
    image.paste((4, 5, 12), (0, 0), shadow)
    mask, line = _rounded(right - left, bottom - top, radius, max(round(1.5 * unit), 1))
    image.paste(EDGE, (left, top), mask)
    image.paste(PAPER, (left, top), line)
    return image


def _rounded(width: int, height: int, radius: int, line: int) -> tuple[Image.Image, Image.Image]:
    """Masks of a rounded sheet and of what is inside its edge line; drawn four times as large, for smooth corners."""

    def mask(inset: int) -> Image.Image:
        large = Image.new("L", (width * 4, height * 4), 0)
        box = (inset * 4, inset * 4, (width - inset) * 4 - 1, (height - inset) * 4 - 1)
        ImageDraw.Draw(large).rounded_rectangle(box, (radius - inset) * 4, fill=255)
        return large.resize((width, height), Image.Resampling.BOX)

    return mask(0), mask(line)


@lru_cache(maxsize=2)
def _ground(width: int, height: int) -> Image.Image:
    """Night, with a violet light from the upper left and a teal one from the lower right."""
    across = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    picture = np.empty((height, width, 3), np.float32)
    picture[:] = NIGHT
    for colour, x, y, reach in ((VIOLET, 0.06, 0.0, 0.85), (TEAL, 1.0, 1.0, 0.75)):
        distance = np.sqrt((across - x) ** 2 + ((down - y) * 0.9) ** 2) / reach
        light = np.clip(1 - distance, 0, 1) ** 2
        picture += (np.array(colour, np.float32) - picture) * (light * 0.8)[..., None]
    # Rounded by chance, and always by the same: even steps of so dark a slope would be seen as rings.
    chance = np.random.default_rng(1).random((height, width, 1), np.float32)
    return Image.fromarray((picture + chance).astype(np.uint8), "RGB")
