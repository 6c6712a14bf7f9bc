"""Styles of the hand: brush strokes over a scene, and a drawing in flat colours with outlines."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from pictory_nb.sandbox.library.painting.easel import RGB, Easel, blended, gradient, ridge

__all__ = ["artistic", "cartoon"]

WHITE = (255, 255, 255)


def artistic(easel: Easel) -> Image.Image:
    """The scene in brush strokes that follow a slow wind: broad ones first, then finer ones where it matters."""
    motif = _motif(easel)
    canvas = motif.filter(ImageFilter.GaussianBlur(easel.short / 18))
    for length, count in ((0.16, 500), (0.09, 1300), (0.045, 2600), (0.022, 3600), (0.013, 5000)):
        _strokes(easel, canvas, motif, length * easel.short, count)
    return easel.grain(canvas, 2.0)


def _motif(easel: Easel) -> Image.Image:
    width, height = easel.size
    sky = blended(easel.lights[2], WHITE, 0.25)
    canvas = gradient(easel.size, blended(easel.lights[0], easel.base, 0.25), sky, blended(easel.accent, WHITE, 0.35))
    draw = ImageDraw.Draw(canvas)
    for layer in range(3):
        line = height * (0.62 + 0.13 * layer + 0.07 * ridge(width, easel.chance))
        color = blended(easel.lights[(layer + 3) % 5], easel.base, 0.25 + 0.22 * layer)
        draw.polygon([(0, height), *zip(range(width), line.tolist(), strict=True), (width, height)], fill=color)
    for number, (x, y, part) in enumerate(((0.5, 0.5, 0.56), (0.17, 0.66, 0.26), (0.83, 0.64, 0.26))):
        if subject := easel.subject(number, round(easel.short * part)):
            easel.place(canvas, subject, (x, y), 0.5)
    return canvas


def _strokes(easel: Easel, canvas: Image.Image, motif: Image.Image, length: float, count: int) -> None:
    width, height = easel.size
    draw, pixels = ImageDraw.Draw(canvas), np.asarray(motif)
    at = easel.chance.uniform(0, 1, (count, 2)) * (width, height)
    wobble, tint = easel.chance.normal(0, 0.25, count), easel.chance.normal(0, 9, (count, 3))
    for (x, y), off, change in zip(at, wobble, tint, strict=True):
        angle = 0.6 * math.sin(3.1 * x / width) + 0.9 * math.cos(2.3 * y / height) + off
        color = tuple(int(part) for part in np.clip(pixels[int(y), int(x)] + change, 0, 255))
        dx, dy = math.cos(angle) * length / 2, math.sin(angle) * length / 2
        thick = max(2, round(length * 0.24))
        draw.line((x - dx, y - dy, x + dx, y + dy), fill=color, width=thick)
        for end in (-1, 1):
            cx, cy, r = x + end * dx, y + end * dy, thick / 2
            draw.ellipse((cx - r, cy - r, cx + r, cy + r), fill=color)


def cartoon(easel: Easel) -> Image.Image:
    """Round hills, a sun with rays and a few clouds, all with a bold outline; the subject in front."""
    width, height = 2 * easel.size[0], 2 * easel.size[1]
    short, line = 2 * easel.short, max(4, easel.short // 110)
    dark = blended(easel.base, (20, 16, 40), 0.6)
    canvas = gradient((width, height), blended(easel.lights[0], WHITE, 0.3), blended(easel.lights[0], WHITE, 0.72))
    draw = ImageDraw.Draw(canvas)
    _sun(easel, draw, (width, height), blended(easel.accent, (255, 214, 74), 0.5), dark, line)
    for _ in range(3):
        _cloud(
            easel,
            draw,
            (width * easel.chance.uniform(0.05, 0.95), height * easel.chance.uniform(0.08, 0.3)),
            short,
            dark,
            line,
        )
    for layer in range(3):
        crest = height * (0.6 + 0.14 * layer + 0.09 * ridge(width, easel.chance, 2.6))
        color = blended(easel.lights[(layer + 1) % 5], WHITE, 0.28 - 0.12 * layer)
        points = list(zip(range(0, width, 8), crest[::8].tolist(), strict=True))
        draw.polygon([(0, height), *points, (width, crest[-1]), (width, height)], fill=color)
        draw.line(points, fill=dark, width=line, joint="curve")
    canvas = canvas.resize(easel.size, Image.Resampling.LANCZOS)
    for number, (x, y, part) in enumerate(((0.5, 0.56, 0.58), (0.18, 0.72, 0.28), (0.82, 0.72, 0.28))):
        if subject := easel.subject(number, round(easel.short * part)):
            easel.place(canvas, _outlined(subject, dark, max(2, line // 2)), (x, y), 0.25)
    return canvas


def _sun(easel: Easel, draw: ImageDraw.ImageDraw, size: tuple[int, int], color: RGB, dark: RGB, line: int) -> None:
    x, y = size[0] * easel.chance.choice((0.16, 0.84)), size[1] * 0.2
    radius = min(size) * 0.1
    for ray in range(12):
        turn = ray * math.pi / 6
        inner, outer = 1.3 * radius, 1.75 * radius
        ends = [(x + r * math.cos(turn), y + r * math.sin(turn)) for r in (inner, outer)]
        draw.line(ends, fill=dark, width=3 * line)
        draw.line(ends, fill=color, width=line + line // 2)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=color, outline=dark, width=line)


def _cloud(
    easel: Easel, draw: ImageDraw.ImageDraw, middle: tuple[float, float], short: int, dark: RGB, line: int
) -> None:
    puffs = [
        (middle[0] + short * dx, middle[1] + short * dy, short * r * easel.chance.uniform(0.85, 1.1))
        for dx, dy, r in ((-0.09, 0.01, 0.05), (-0.03, -0.03, 0.07), (0.05, -0.01, 0.06), (0.1, 0.015, 0.045))
    ]
    for grown, color in ((line, dark), (0, WHITE)):
        for x, y, radius in puffs:
            r = radius + grown
            draw.ellipse((x - r, y - r, x + r, y + r), fill=color)


def _outlined(subject: Image.Image, color: RGB, width: int) -> Image.Image:
    """The subject with a line around it."""
    wide = Image.new("RGBA", (subject.width + 4 * width, subject.height + 4 * width))
    wide.paste(subject, (2 * width, 2 * width))
    around = wide.getchannel("A").filter(ImageFilter.MaxFilter(2 * width + 1))
    line = Image.new("RGBA", wide.size, (*color, 255))
    line.putalpha(around)
    line.alpha_composite(wide)
    return line
