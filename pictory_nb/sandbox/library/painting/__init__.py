"""Pictures by a prompt: a stand-in for the service's AI models, painted by rules on this computer.

    paint ── a prompt, a style, a seed ── easel.py  what they lead to: colours, subjects, chance
                                          scenery.py, print.py, light.py  how each style paints that

It follows the prompt as far as the emblems' vocabulary goes: its subjects are shown, and its mood gives the colours.
It cannot invent what no emblem shows, and it is never passed off as a model's work: whoever uses it says so.
The same prompt, style, seed and size always give the same picture.
"""

from __future__ import annotations

import json
from pathlib import Path

from PIL import Image

from pictory_nb.sandbox.library import made
from pictory_nb.sandbox.library.painting.easel import Easel
from pictory_nb.sandbox.library.painting.light import futuristic, photorealistic
from pictory_nb.sandbox.library.painting.print import minimalist, vintage
from pictory_nb.sandbox.library.painting.scenery import artistic, cartoon

__all__ = ["NOTE", "STYLES", "VERSION", "paint", "painted"]

VERSION = 1  # to be raised when pictures look different, so that no cache shows the old ones
NOTE = "AI visuals are painted by a stand-in that follows prompt, style and seed; they look nothing like a model's work"

STYLES = {
    "photorealistic": photorealistic, "artistic": artistic, "cartoon": cartoon, "minimalist": minimalist,
    "vintage": vintage, "futuristic": futuristic,
}  # fmt: skip


def paint(
    prompt: str, style: str | None, size: tuple[int, int], *, seed: int = 0, like: Path | None = None
) -> Image.Image:
    """The picture, in RGB. ``like`` is a picture whose colours it takes over. Without a ``style`` it is artistic."""
    style = style if style in STYLES else "artistic"
    return STYLES[style](Easel.of(prompt, style, size, seed, like)).convert("RGB")


def painted(prompt: str, style: str | None, size: tuple[int, int], *, seed: int = 0, like: Path | None = None) -> str:
    """The address of the picture, which is painted once."""
    look = [like.name, like.stat().st_size] if like else None
    key = json.dumps(["painting", VERSION, prompt, style, size, seed, look])
    return made.keep(key, ".png", lambda target: paint(prompt, style, size, seed=seed, like=like).save(target, "PNG"))
