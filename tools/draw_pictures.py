"""Draw the sample logo and the two pictures of the tutorials, from nothing but arithmetic.

Used by vendor_assets.py. Everything is seeded, so the same pictures come out each time.
"""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1280, 720


def hills_at_dusk() -> Image.Image:
    """Seven ridges fading into a warm evening sky, with a low sun and its haze."""
    sky = _gradient(("#1d1b4f", "#51307a", "#a8466f", "#ee8a5a", "#ffd08a"), (0.0, 0.28, 0.5, 0.66, 0.8))
    sky = _glow(sky, centre=(860, 452), radius=460, colour="#ffe2a6", strength=0.75)
    sky = _stars(sky, count=130, below=210)
    picture = Image.fromarray(sky.astype(np.uint8))
    sun = Image.new("L", (WIDTH * 2, HEIGHT * 2), 0)
    ImageDraw.Draw(sun).ellipse((1720 - 92, 904 - 92, 1720 + 92, 904 + 92), fill=255)
    sun = sun.resize((WIDTH, HEIGHT), Image.LANCZOS)
    picture.paste(Image.new("RGB", picture.size, "#fff4d2"), mask=sun)
    ridges = 7
    for number in range(ridges):
        near = number / (ridges - 1)
        colour = _between("#b5628a", "#120f2e", near**0.8)
        ridge = _ridge(seed=20 + number, middle=440 + 235 * near**1.15, height=44 + 46 * near, rough=0.5 + 0.4 * near)
        _fill_below(picture, ridge, colour, haze=_between("#f0a070", "#3a2350", near), depth=130)
        if number == ridges - 1:
            _pines(picture, ridge, "#0c0a22")
    return _grained(picture)


def rain_on_a_lake() -> Image.Image:
    """A grey-blue lake between misty mountains, rings of drops on the water and slanting rain."""
    picture = Image.fromarray(
        _gradient(("#33475f", "#5d7890", "#9fb6c2", "#c9d6d8"), (0.0, 0.25, 0.45, 0.56)).astype(np.uint8)
    )
    for number, (middle, height) in enumerate(((318, 62), (350, 58), (378, 42))):
        colour = _between("#65809a", "#2b4655", number / 2)
        ridge = _ridge(seed=6 + number, middle=middle, height=height, rough=0.75)
        _fill_below(picture, ridge, colour, haze="#b4c6ce", depth=150)
    _lake(picture, shore=404)
    _mist(picture, at=404)
    _rings(picture, shore=404)
    _rain(picture)
    return _grained(picture, 0.5)


def sample_logo() -> Image.Image:
    """A play mark over two waves in a rounded tile, 256 pixels square, transparent round it."""
    side, fine = 256, 4
    tile = Image.new("L", (side * fine, side * fine), 0)
    ImageDraw.Draw(tile).rounded_rectangle((0, 0, side * fine - 1, side * fine - 1), radius=60 * fine, fill=255)
    y, x = np.mgrid[0 : side * fine, 0 : side * fine] / (side * fine)
    blend = ((x + y) / 2)[..., None]
    ground = np.array(_rgb("#5b2bff")) * (1 - blend) + np.array(_rgb("#0aa2c0")) * blend
    logo = Image.fromarray(ground.astype(np.uint8)).convert("RGBA")
    for shift, level, alpha in ((0.0, 0.70, 80), (2.2, 0.79, 120)):
        crest = level + 0.045 * np.sin(2 * np.pi * x * 1.15 + shift)
        mask = Image.fromarray(((y > crest) * alpha).astype(np.uint8))
        logo.paste(Image.new("RGBA", logo.size, "#ffffff"), mask=mask)
    mark = Image.new("L", logo.size, 0)
    ImageDraw.Draw(mark).polygon([(fine * a, fine * b) for a, b in ((98, 62), (98, 166), (188, 114))], fill=255)
    rounded = mark.filter(ImageFilter.GaussianBlur(7 * fine)).point(lambda value: 255 if value > 118 else 0)
    logo.paste(Image.new("RGBA", logo.size, "#ffffff"), mask=rounded)
    logo.putalpha(tile)
    return logo.resize((side, side), Image.LANCZOS).quantize(64, method=Image.Quantize.FASTOCTREE)


def _lake(picture: Image.Image, shore: int) -> None:
    """Mirror what stands above the shore, dim it towards the near side, and ripple it."""
    above = np.asarray(picture, np.float32)[:shore]
    rows = np.arange(HEIGHT - shore)
    depth = rows / (HEIGHT - shore)
    chance = np.random.default_rng(4)
    mirrored = np.clip(shore - 1 - rows * 1.22, 0, shore - 1)
    columns = np.arange(WIDTH)
    water = np.empty((len(rows), WIDTH, 3), np.float32)
    phases = chance.random(5) * 6.3
    for row in rows:
        far = depth[row]
        ripple = sum(
            np.sin(columns / (26 * (k + 1) * (0.25 + far)) + phases[k] + row * (1.9 - 0.3 * k)) for k in range(5)
        )
        source = np.clip(mirrored[row] + ripple * 5 * (0.2 + far), 0, shore - 1).astype(int)
        water[row] = above[source, columns]
    tint = np.array(_rgb("#1c3a4c"), np.float32)
    dim = (0.22 + 0.62 * depth)[:, None, None]
    water = water * (1 - dim) + tint * dim
    picture.paste(Image.fromarray(np.clip(water, 0, 255).astype(np.uint8)), (0, shore))


def _mist(picture: Image.Image, at: int) -> None:
    rows = np.arange(HEIGHT)[:, None]
    columns = np.arange(WIDTH)[None, :]
    wave = 14 * np.sin(columns / 210) + 9 * np.sin(columns / 83 + 1)
    strength = 0.62 * np.exp(-(((rows - at + 8 + wave) / 34.0) ** 2))
    mask = Image.fromarray((255 * strength).astype(np.uint8))
    picture.paste(Image.new("RGB", picture.size, "#dbe5e6"), mask=mask)


def _rings(picture: Image.Image, shore: int) -> None:
    """Rings that drops leave, larger and clearer the nearer they are."""
    chance = np.random.default_rng(8)
    fine = 2
    layer = Image.new("RGBA", (WIDTH * fine, HEIGHT * fine), (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    for _ in range(46):
        near = chance.random() ** 0.6
        x, y = chance.random() * WIDTH, shore + 22 + near * (HEIGHT - shore - 40)
        for ring in range(1, int(chance.integers(2, 5))):
            wide = ring * (5 + 24 * near)
            high = wide * (0.16 + 0.16 * near)
            box = [fine * value for value in (x - wide, y - high, x + wide, y + high)]
            alpha = int((60 + 120 * near) / ring)
            draw.ellipse(box, outline=(226, 238, 242, alpha), width=max(2, int(fine * (0.8 + 1.2 * near))))
        draw.line([fine * v for v in (x, y, x, y - 4 - 9 * near)], fill=(240, 248, 250, 190), width=fine)
    layer = layer.resize((WIDTH, HEIGHT), Image.LANCZOS)
    picture.paste(layer, mask=layer)


def _rain(picture: Image.Image) -> None:
    chance = np.random.default_rng(12)
    fine = 2
    layer = Image.new("RGBA", (WIDTH * fine, HEIGHT * fine), (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    for _ in range(420):
        near = chance.random()
        x, y, length = chance.random() * (WIDTH + 80), chance.random() * HEIGHT, 14 + 44 * near
        line = [fine * value for value in (x, y, x - length * 0.2, y + length)]
        draw.line(line, fill=(236, 244, 248, int(26 + 62 * near)), width=1 + int(2 * near))
    layer = layer.resize((WIDTH, HEIGHT), Image.LANCZOS)
    picture.paste(layer, mask=layer)


def _pines(picture: Image.Image, ridge: np.ndarray, colour: str) -> None:
    """A dark fringe of firs on the nearest ridge."""
    chance = np.random.default_rng(3)
    fine = 2
    layer = Image.new("L", (WIDTH * fine, HEIGHT * fine), 0)
    draw = ImageDraw.Draw(layer)
    x = -10.0
    while x < WIDTH + 10:
        tall = 20 + 52 * chance.random() ** 1.6
        foot = ridge[int(np.clip(x, 0, WIDTH - 1))] + 6
        for tier in range(5):
            top, low = foot - tall * (1 - tier * 0.18), foot - tall * (0.68 - tier * 0.17)
            half = tall * (0.07 + 0.05 * tier)
            draw.polygon(
                [(fine * x, fine * top), (fine * (x - half), fine * low), (fine * (x + half), fine * low)],
                255,
            )
        x += 5 + 22 * chance.random()
    picture.paste(Image.new("RGB", picture.size, colour), mask=layer.resize(picture.size, Image.LANCZOS))


def _ridge(seed: int, middle: float, height: float, rough: float) -> np.ndarray:
    """The height of a skyline in each column, from noise of halving scale; ``rough`` makes it jagged."""
    chance = np.random.default_rng(seed)
    columns = np.arange(WIDTH)
    line = np.zeros(WIDTH)
    for octave in range(7):
        points = 4 * 2**octave + 2
        knots = chance.normal(0, 1, points)
        at = columns / WIDTH * (points - 2)
        left = at.astype(int)
        ease = (1 - np.cos((at - left) * np.pi)) / 2
        line += (knots[left] * (1 - ease) + knots[left + 1] * ease) * (0.5 * rough + 0.15) ** octave
    return middle - height * line / 1.6


def _fill_below(picture: Image.Image, ridge: np.ndarray, colour: str, haze: str, depth: float) -> None:
    """Fill everything below a skyline; ``haze`` lies in the valley and is full ``depth`` pixels down."""
    rows = np.arange(HEIGHT)[:, None]
    covered = np.clip(rows - ridge[None, :], 0, 1)
    hazy = 0.55 * np.clip((rows - ridge[None, :]) / depth, 0, 1)[..., None]
    filled = np.array(_rgb(colour)) * (1 - hazy) + np.array(_rgb(haze)) * hazy
    mask = Image.fromarray((255 * covered).astype(np.uint8))
    picture.paste(Image.fromarray(filled.astype(np.uint8)), mask=mask)


def _gradient(colours: tuple[str, ...], stops: tuple[float, ...]) -> np.ndarray:
    rows = np.linspace(0, 1, HEIGHT)
    channels = np.array([_rgb(colour) for colour in colours], float)
    column = np.stack([np.interp(rows, stops, channels[:, channel]) for channel in range(3)], axis=1)
    # A gradient that changes its slope at once shows as a line, so the stops are smoothed over 90 rows.
    padded = np.pad(column, ((45, 45), (0, 0)), mode="edge")
    column = np.stack([np.convolve(padded[:, c], np.hanning(91) / np.hanning(91).sum(), "valid") for c in range(3)], 1)
    return np.repeat(column[:, None, :], WIDTH, axis=1)


def _glow(sky: np.ndarray, centre: tuple[int, int], radius: float, colour: str, strength: float) -> np.ndarray:
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    away = np.hypot(x - centre[0], (y - centre[1]) * 1.5) / radius
    share = (strength * np.exp(-(away**1.3) * 3))[..., None]
    return sky * (1 - share) + np.array(_rgb(colour)) * share


def _stars(sky: np.ndarray, count: int, below: int) -> np.ndarray:
    chance = np.random.default_rng(1)
    for _ in range(count):
        y, x = int(below * chance.random() ** 1.5), int(chance.integers(1, WIDTH - 1))
        share = (0.15 + 0.6 * chance.random()) * (1 - y / below)
        sky[y, x] = sky[y, x] * (1 - share) + 255 * share
    return sky


def _grained(picture: Image.Image, strength: float = 1.0) -> Image.Image:
    """Add a trace of grain, which keeps smooth skies from banding."""
    pixels = np.asarray(picture, np.float32)
    grain = np.random.default_rng(0).normal(0, strength, (HEIGHT, WIDTH, 1))
    return Image.fromarray(np.clip(pixels + grain, 0, 255).astype(np.uint8))


def _between(one: str, other: str, share: float) -> str:
    mixed = (round(a * (1 - share) + b * share) for a, b in zip(_rgb(one), _rgb(other), strict=True))
    return "#" + "".join(f"{value:02x}" for value in mixed)


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
