"""Styles of print: few shapes on much paper, and an old poster."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from pictory_nb.sandbox.library.painting.easel import Easel, blended

__all__ = ["minimalist", "vintage"]

WHITE, PAPER, INK = (255, 255, 255), (243, 233, 210), (58, 40, 28)


def minimalist(easel: Easel) -> Image.Image:
    """A disc, a line, the subject, and room."""
    width, height = easel.size
    ground = blended(easel.lights[0], WHITE, 0.88)
    canvas = Image.new("RGB", (2 * width, 2 * height), ground)
    draw = ImageDraw.Draw(canvas)
    color = blended(easel.lights[int(easel.chance.integers(0, 3))], WHITE, 0.35)
    x, y = easel.chance.choice((0.5, 0.38, 0.62)), 0.47
    radius = easel.short * 0.33
    middle = (2 * width * x, 2 * height * y)
    draw.ellipse((*(part - 2 * radius for part in middle), *(part + 2 * radius for part in middle)), fill=color)
    base = 2 * height * 0.86
    draw.line(
        (2 * width * 0.1, base, 2 * width * 0.9, base), fill=blended(easel.base, ground, 0.35), width=height // 180
    )
    small = 2 * easel.short * 0.045
    at = 2 * width * (x + easel.chance.choice((-0.3, 0.3)))
    draw.ellipse((at - small, base - 2 * small, at + small, base), fill=blended(easel.accent, ground, 0.1))
    canvas = canvas.resize(easel.size, Image.Resampling.LANCZOS)
    if subject := easel.subject(0, round(easel.short * 0.4)):
        easel.place(canvas, subject, (float(x), y), 0.18)
    return easel.grain(canvas, 1.2)


def vintage(easel: Easel) -> Image.Image:
    """A poster in two inks on yellowed paper: rays, the subject in halftone dots, a frame, and the marks of time."""
    width, height = easel.size
    ink = blended(blended(easel.base, INK, 0.55), easel.lights[0], 0.2)
    warm = blended(blended(easel.accent, (201, 105, 52), 0.6), PAPER, 0.1)
    canvas = Image.new("RGB", easel.size, PAPER)
    draw = ImageDraw.Draw(canvas)
    middle, far = (width / 2, height * 0.56), math.hypot(width, height)
    turn = easel.chance.uniform(0, math.pi / 9)
    for ray in range(18):
        angles = [turn + (2 * ray + side) * math.pi / 18 for side in (0, 1)]
        points = [middle, *((middle[0] + far * math.cos(a), middle[1] + far * math.sin(a)) for a in angles)]
        draw.polygon(points, fill=blended(PAPER, warm, 0.55))
    radius = easel.short * 0.34
    draw.ellipse(
        (*(part - radius for part in middle), *(part + radius for part in middle)), fill=blended(PAPER, warm, 0.9)
    )
    draw.ellipse(
        (*(part - radius * 0.9 for part in middle), *(part + radius * 0.9 for part in middle)),
        outline=PAPER,
        width=max(2, easel.short // 160),
    )
    if subject := easel.subject(0, round(easel.short * 0.5)):
        easel.place(canvas, _two_inks(subject, ink), (0.5, 0.56), 0.0)
    frame = easel.short // 28
    draw.rectangle((frame, frame, width - frame, height - frame), outline=ink, width=max(2, easel.short // 130))
    return _aged(easel, canvas)


def _two_inks(subject: Image.Image, ink: tuple[int, int, int]) -> Image.Image:
    """Dark and middle parts of a drawing in one ink, the middle ones as dots of a screen."""
    gray = np.asarray(ImageOps.autocontrast(subject.convert("RGB").convert("L")), np.float32) / 255
    step = max(5, subject.height // 70)
    y, x = np.mgrid[0 : subject.height, 0 : subject.width]
    screen = 0.5 + 0.25 * (np.cos(2 * np.pi * (x + y) / step) + np.cos(2 * np.pi * (x - y) / step))
    dots = np.clip((screen - gray * 1.15 + 0.12) * 6, 0, 1)
    alpha = np.asarray(subject.getchannel("A"), np.float32) / 255
    flat = np.zeros((subject.height, subject.width, 4), np.uint8)
    flat[..., :3] = np.where(dots[..., None] > 0.5, ink, PAPER)
    flat[..., 3] = (alpha * 255).astype(np.uint8)
    return Image.fromarray(flat).filter(ImageFilter.SMOOTH)


def _aged(easel: Easel, canvas: Image.Image) -> Image.Image:
    """Blotches, a darker edge, and grain."""
    width, height = easel.size
    coarse = easel.chance.normal(0, 1, (12, 20)).astype(np.float32)
    blotches = np.asarray(Image.fromarray(coarse).resize(easel.size, Image.Resampling.BICUBIC))
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    edge = 1 - 0.28 * np.clip(np.hypot(x, y) - 0.55, 0, 1) ** 1.5
    pixels = np.asarray(canvas, np.float32) * (edge * (1 + 0.02 * blotches))[..., None]
    return easel.grain(Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)), 6.0)
