"""What a prompt leads to: its colours, its subjects, and the chance by which the rest is decided."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from pictory_nb.sandbox.library.clips import find
from pictory_nb.sandbox.library.emblems import picture
from pictory_nb.sandbox.library.palettes import film_palettes

__all__ = ["RGB", "Easel", "blended", "gradient", "ridge"]

RGB = tuple[int, int, int]

PLAINLY = 0.3  # how much a prompt must speak of a thing that is to be painted: night is no bridge at night


@dataclass
class Easel:
    """``size`` is the picture's, ``base``, ``lights`` and ``accent`` its colours, ``subjects`` names of emblems."""

    size: tuple[int, int]
    base: RGB
    lights: tuple[RGB, ...]
    accent: RGB
    subjects: tuple[str, ...]
    chance: np.random.Generator = field(repr=False)

    @classmethod
    def of(cls, prompt: str, style: str, size: tuple[int, int], seed: int, like: Path | None = None) -> Easel:
        lot = hashlib.sha256(f"{prompt}\n{style}\n{seed}".encode()).digest()
        chance = np.random.default_rng(int.from_bytes(lot[:8], "big"))
        palette = film_palettes([prompt])[0].varied(seed)
        base, lights, accent = _rgb(palette.base), tuple(map(_rgb, palette.lights)), _rgb(palette.accent)
        if like:
            base, *others = _colors_of(like)
            lights, accent = tuple(others[:5]), others[-1]
        return cls(size, base, lights, accent, _unlike(find(prompt, weakest=PLAINLY), 3), chance)

    @property
    def short(self) -> int:
        return min(self.size)

    def subject(self, number: int, side: int) -> Image.Image | None:
        """The emblem of that rank, square, with a transparent ground; None where the prompt speaks of none."""
        if number >= len(self.subjects):
            return None
        with Image.open(picture(self.subjects[number], 1024 if side > 512 else 512)) as drawn:
            return drawn.convert("RGBA").resize((side, side), Image.Resampling.LANCZOS)

    def place(
        self, canvas: Image.Image, subject: Image.Image, middle: tuple[float, float], shadow: float = 0.35
    ) -> None:
        """Put a subject on the canvas with a soft shadow below it; ``middle`` is in shares of the canvas."""
        left = round(middle[0] * self.size[0] - subject.width / 2)
        top = round(middle[1] * self.size[1] - subject.height / 2)
        if shadow:
            veil = Image.new("L", self.size)
            veil.paste(subject.getchannel("A"), (left, top + subject.height // 24))
            soft = veil.filter(ImageFilter.GaussianBlur(subject.height / 22)).point(lambda value: value * shadow)
            canvas.paste((0, 0, 0), mask=soft)
        canvas.paste(subject, (left, top), subject)

    def grain(self, canvas: Image.Image, strength: float) -> Image.Image:
        """A little noise, without which smooth colours look dead and show steps."""
        pixels = np.asarray(canvas.convert("RGB"), np.float32)
        noise = self.chance.standard_normal(pixels.shape[:2], np.float32)[..., None]
        return Image.fromarray(np.clip(pixels + noise * strength, 0, 255).astype(np.uint8))


def blended(one: RGB, other: RGB, share: float) -> RGB:
    """``one`` with ``share`` of ``other`` mixed in."""
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))  # type: ignore[return-value]


def gradient(size: tuple[int, int], *colors: RGB) -> Image.Image:
    """From the first colour at the top to the last one at the bottom."""
    stops = np.linspace(0, 1, len(colors))
    down = np.linspace(0, 1, size[1])
    column = np.stack([np.interp(down, stops, [color[part] for color in colors]) for part in range(3)], axis=1)
    return Image.fromarray(np.repeat(column[:, None, :], size[0], axis=1).astype(np.uint8))


def ridge(width: int, chance: np.random.Generator, roughness: float = 1.0) -> np.ndarray:
    """The line of hills on the horizon: heights from about -1 to 1 for each point across."""
    across = np.linspace(0, 1, width)
    heights = sum(
        np.sin(2 * np.pi * (across * rate + chance.uniform())) / rate**roughness
        for rate in (chance.uniform(0.6, 1.2), chance.uniform(1.6, 2.6), 4.1, 8.3, 17.0)
    )
    return heights / np.abs(heights).max()


def _unlike(names: list[str], most: int) -> tuple[str, ...]:
    """The first names that have no word in common: three clouds tell no more than one."""
    chosen: list[str] = []
    for name in names:
        if len(chosen) < most and not any(set(name.split("-")) & set(other.split("-")) for other in chosen):
            chosen.append(name)
    return tuple(chosen)


def _rgb(color: str) -> RGB:
    return tuple(int(color[at : at + 2], 16) for at in (1, 3, 5))  # type: ignore[return-value]


def _colors_of(file: Path) -> list[RGB]:
    """Seven colours of a picture, the darkest first."""
    with Image.open(file) as shown:
        few = shown.convert("RGB").resize((64, 64)).quantize(7)
    found = np.array(few.getpalette()[:21]).reshape(-1, 3)
    found = np.concatenate([found, np.repeat(found[-1:], 7 - len(found), axis=0)])
    return [tuple(int(part) for part in color) for color in found[found.sum(axis=1).argsort()]]  # type: ignore[misc]
