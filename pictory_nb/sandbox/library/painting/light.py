"""Styles of light: hills that fade into the distance under a low sun, and a neon horizon."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from pictory_nb.sandbox.library.painting.easel import RGB, Easel, blended, gradient, ridge

__all__ = ["futuristic", "photorealistic"]

WHITE, BLACK = (255, 255, 255), (0, 0, 0)


def photorealistic(easel: Easel) -> Image.Image:
    """A landscape in haze: each range of hills darker than the one behind it, with a shallow depth of field."""
    width, height = easel.size
    sky, warm = blended(easel.lights[0], WHITE, 0.35), blended(easel.accent, WHITE, 0.45)
    canvas = gradient(easel.size, blended(sky, easel.base, 0.45), sky, warm)
    sun = (easel.chance.uniform(0.2, 0.8), easel.chance.uniform(0.28, 0.42))
    canvas = _glow(canvas, sun, blended(warm, WHITE, 0.6), 0.5)
    layers = 5
    for layer in range(layers):
        depth = layer / (layers - 1)
        line = 0.5 + 0.38 * depth + (0.10 + 0.05 * depth) * ridge(width, easel.chance, 1.15)
        color = blended(blended(warm, sky, 0.4), blended(easel.base, BLACK, 0.25), 0.18 + 0.75 * depth)
        canvas = _range(canvas, line * height, color, warm)
        if layer == 2:
            _stand(easel, canvas)
    canvas = _glow(canvas, sun, warm, 0.16)
    return easel.grain(_bokeh(easel, canvas, warm), 3.0)


def _stand(easel: Easel, canvas: Image.Image) -> None:
    """The subjects between the hills, the first one large."""
    for number, (x, y, part) in enumerate(((0.5, 0.5, 0.46), (0.2, 0.6, 0.22), (0.8, 0.58, 0.24))):
        if subject := easel.subject(number, round(easel.short * part)):
            easel.place(canvas, subject, (x, y), 0.45)


def _range(canvas: Image.Image, line: np.ndarray, color: RGB, haze: RGB) -> Image.Image:
    """Everything below ``line`` in a colour that pales downwards, as mist lies in valleys."""
    height = canvas.height
    below = np.arange(height)[:, None] - line[None, :]
    mask = np.clip(below + 0.5, 0, 1)[..., None]
    depth = np.clip(below / (height * 0.35), 0, 1)[..., None] * 0.3
    shade = np.array(color, np.float32) * (1 - depth) + np.array(haze, np.float32) * depth
    pixels = np.asarray(canvas, np.float32)
    return Image.fromarray((pixels * (1 - mask) + shade * mask).astype(np.uint8))


def _glow(canvas: Image.Image, middle: tuple[float, float], color: RGB, strength: float) -> Image.Image:
    width, height = canvas.size
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    distance = np.hypot(x / height - middle[0] * width / height, y / height - middle[1])
    light = np.exp(-((distance / 0.33) ** 2)) * strength + 0.9 * strength * (distance < 0.06)
    pixels = np.asarray(canvas, np.float32)
    light = np.clip(light, 0, 1)[..., None]
    return Image.fromarray((pixels * (1 - light) + np.array(color, np.float32) * light).astype(np.uint8))


def _bokeh(easel: Easel, canvas: Image.Image, color: RGB) -> Image.Image:
    """Lights out of focus in front of it all."""
    veil = Image.new("L", easel.size)
    draw = ImageDraw.Draw(veil)
    for _ in range(16):
        radius = easel.short * easel.chance.uniform(0.012, 0.05)
        x, y = easel.chance.uniform(0, easel.size[0]), easel.size[1] * easel.chance.uniform(0.55, 1.0)
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=int(easel.chance.uniform(18, 60)))
    canvas.paste(blended(color, WHITE, 0.4), mask=veil.filter(ImageFilter.GaussianBlur(easel.short / 250)))
    return canvas


def futuristic(easel: Easel) -> Image.Image:
    """A neon grid that runs to the horizon, a striped sun over it, and the subject as a hologram."""
    width, height = easel.size
    neon, other = _bright(easel.lights[1]), _bright(easel.lights[3])
    canvas = gradient(easel.size, (4, 5, 16), blended(easel.base, (10, 6, 30), 0.5), blended(easel.base, other, 0.45))
    draw = ImageDraw.Draw(canvas)
    for _ in range(140):
        x, y, size = (
            easel.chance.uniform(0, width),
            easel.chance.uniform(0, height * 0.55),
            easel.chance.uniform(0.5, 2),
        )
        draw.ellipse(
            (x - size, y - size, x + size, y + size), fill=blended((20, 20, 50), WHITE, easel.chance.uniform())
        )
    horizon = round(height * 0.64)
    lit = Image.new("RGB", easel.size)
    light = ImageDraw.Draw(lit)
    radius, middle = height * 0.3, width * easel.chance.uniform(0.4, 0.6)
    sun = gradient((round(2 * radius), round(2 * radius)), blended(easel.accent, WHITE, 0.2), neon)
    disc = Image.new("L", sun.size)
    ImageDraw.Draw(disc).ellipse((0, 0, *sun.size), fill=255)
    for stripe in range(7):
        at = sun.height * (0.5 + 0.075 * stripe)
        ImageDraw.Draw(disc).rectangle((0, at, sun.width, at + sun.height * 0.006 * (stripe + 1)), fill=0)
    lit.paste(sun, (round(middle - radius), round(horizon - 1.45 * radius)), disc)
    light.rectangle((0, horizon, width, height), fill=(6, 4, 20))
    for line in range(-14, 15):
        light.line((middle + line * width * 0.012, horizon, middle + line * width * 0.17, height), fill=neon, width=2)
    for row in range(1, 13):
        y = horizon + (height - horizon) * (row / 12) ** 2.2
        light.line((0, y, width, y), fill=neon, width=2)
    light.line((0, horizon, width, horizon), fill=blended(neon, WHITE, 0.6), width=max(2, height // 300))
    canvas = ImageChops.lighter(canvas, lit)
    canvas = ImageChops.screen(canvas, lit.filter(ImageFilter.GaussianBlur(height / 60)))
    return easel.grain(_hologram(easel, canvas, blended(neon, WHITE, 0.25)), 2.5)


def _hologram(easel: Easel, canvas: Image.Image, color: RGB) -> Image.Image:
    for number, (x, y, part) in enumerate(((0.5, 0.44, 0.46), (0.17, 0.4, 0.2), (0.83, 0.4, 0.2))):
        subject = easel.subject(number, round(easel.short * part))
        if subject is None:
            continue
        alpha = subject.getchannel("A")
        halo = Image.new("RGB", easel.size)
        at = (round(x * easel.size[0] - subject.width / 2), round(y * easel.size[1] - subject.height / 2))
        halo.paste(color, at, alpha)
        canvas = ImageChops.screen(canvas, halo.filter(ImageFilter.GaussianBlur(subject.height / 9)))
        canvas.paste(subject, at, alpha)
        lines = Image.new("L", subject.size)
        draw = ImageDraw.Draw(lines)
        for row in range(0, subject.height, max(4, subject.height // 60)):
            draw.line((0, row, subject.width, row), fill=70, width=max(1, subject.height // 200))
        canvas.paste((0, 0, 20), at, ImageChops.multiply(lines, alpha))
    return canvas


def _bright(color: RGB) -> RGB:
    """The same hue as strong as a screen can show it."""
    most, least = max(color), min(color)
    if most == least:
        return (0, 220, 255)
    return tuple(round(255 * (part - least * 0.8) / (most - least * 0.8)) for part in color)  # type: ignore[return-value]
