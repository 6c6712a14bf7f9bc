"""How outlines are drawn: strokes, stars, waves and bubbles, as SVG in a box that is 100 wide, in one colour."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True)
class Outline:
    """SVG elements in a box of 100 × ``height``. They inherit fill and stroke from whoever shows them."""

    body: str
    height: float = 100.0

    def svg(self, width: int, colour: str = "#fff") -> str:
        """A whole picture of that many pixels."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{width * self.height / 100:.2f}" '
            f'viewBox="0 0 100 {self.height:g}" fill="{colour}" stroke="none" fill-rule="evenodd" '
            f'stroke-linecap="round" stroke-linejoin="round">{self.body}</svg>'
        )


def path(*parts: str) -> str:
    return f'<path d="{" ".join(parts)}"/>'


def stroke(d: str, width: float = 6, more: str = "") -> str:
    return f'<g fill="none" stroke="#fff" stroke-width="{width:g}"{more}><path d="{d}"/></g>'


def polygon(points: Sequence[Point]) -> str:
    return "M" + " L".join(f"{x:.2f} {y:.2f}" for x, y in points) + " Z"


def circle(x: float, y: float, radius: float) -> str:
    return (
        f"M{x - radius:g} {y:g} a{radius:g} {radius:g} 0 1 0 {2 * radius:g} 0 "
        f"a{radius:g} {radius:g} 0 1 0 {-2 * radius:g} 0 Z"
    )


def rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    r = min(radius, width / 2, height / 2)
    return (
        f"M{x + r:g} {y:g} h{width - 2 * r:g} a{r:g} {r:g} 0 0 1 {r:g} {r:g} v{height - 2 * r:g} "
        f"a{r:g} {r:g} 0 0 1 {-r:g} {r:g} h{-(width - 2 * r):g} a{r:g} {r:g} 0 0 1 {-r:g} {-r:g} "
        f"v{-(height - 2 * r):g} a{r:g} {r:g} 0 0 1 {r:g} {-r:g} Z"
    )


def around(count: int, radius: float, turn: float = -90, centre: Point = (50, 50)) -> list[Point]:
    angles = (math.radians(turn + 360 * n / count) for n in range(count))
    return [(centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)) for angle in angles]


def star(points: int, inner: float, turn: float = -90, outer: float = 49) -> str:
    outside, inside = around(points, outer, turn), around(points, inner, turn + 180 / points)
    return polygon([point for pair in zip(outside, inside, strict=True) for point in pair])


def smooth(points: Sequence[Point]) -> str:
    """A closed curve through ``points`` without a corner."""
    count, parts = len(points), [f"M{points[0][0]:.2f} {points[0][1]:.2f}"]
    for n in range(count):
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = (points[(n + k) % count] for k in (-1, 0, 1, 2))
        parts.append(
            f"C{x1 + (x2 - x0) / 6:.2f} {y1 + (y2 - y0) / 6:.2f} {x2 - (x3 - x1) / 6:.2f} {y2 - (y3 - y1) / 6:.2f} "
            f"{x2:.2f} {y2:.2f}"
        )
    return " ".join(parts) + " Z"


def wavy(lobes: int, depth: float) -> str:
    """A round seal with a scalloped edge."""
    steps = lobes * 8
    return smooth(
        [
            (50 + r * math.cos(a), 50 + r * math.sin(a))
            for n in range(steps)
            for a in (2 * math.pi * n / steps,)
            for r in (49 - depth * (0.5 - 0.5 * math.cos(lobes * a)),)
        ]
    )


def blob(seed: int) -> str:
    """A soft round thing; no two seeds give the same."""
    radii = [40 + 9 * math.sin(1.9 * seed + 2.4 * n) * math.cos(0.7 * seed + n) for n in range(8)]
    angles = (2 * math.pi * n / 8 + 0.3 * seed for n in range(8))
    return path(smooth([(50 + r * math.cos(a), 50 + r * math.sin(a)) for r, a in zip(radii, angles, strict=True)]))


def arrow(shaft: float, head: float, length: float) -> str:
    """To the right; ``shaft`` and ``head`` are how high they are, ``length`` how long the head is."""
    top, wide = 50 - shaft / 2, 100 - length
    return polygon(
        [
            (0, top),
            (wide, top),
            (wide, 50 - head / 2),
            (100, 50),
            (wide, 50 + head / 2),
            (wide, 100 - top),
            (0, 100 - top),
        ]
    )


def turned(body: str, degrees: float) -> str:
    return f'<g transform="rotate({degrees:g} 50 50)">{body}</g>'


def cross(arm: float, turn: float = 0, radius: float = 0) -> str:
    gap = 50 - arm / 2
    if radius:
        body = path(rounded(gap, 2, arm, 96, radius)) + path(rounded(2, gap, 96, arm, radius))
    else:
        corners = [(gap, 2), (100 - gap, 2), (100 - gap, gap), (98, gap), (98, 100 - gap), (100 - gap, 100 - gap)]
        corners += [(100 - gap, 98), (gap, 98), (gap, 100 - gap), (2, 100 - gap), (2, gap), (gap, gap)]
        body = path(polygon(corners))
    return turned(body, turn) if turn else body


CLOUD = "M22 64 a20 20 0 0 1 0 -40 a24 24 0 0 1 44 -12 a22 22 0 0 1 14 52 Z"
TICK = "M20 52 L42 74 L80 28"


def knocked_out(outer: str, inner: str, width: float = 9) -> str:
    """A line cut out of a filled outline."""
    return (
        f'<mask id="m"><rect width="100" height="100" fill="#fff"/><path d="{inner}" fill="none" stroke="#000" '
        f'stroke-width="{width:g}"/></mask><path d="{outer}" mask="url(#m)"/>'
    )


def quote(x: float, y: float, size: float, *, closing: bool = False) -> str:
    s = size / 40
    comma = f"M{x:g} {y + 40 * s:g} v{-18 * s:g} q0 {-20 * s:g} {20 * s:g} {-22 * s:g} v{9 * s:g} " + (
        f"q{-8 * s:g} {2 * s:g} {-8 * s:g} {11 * s:g} h{8 * s:g} v{20 * s:g} Z"
    )
    body = path(comma) + f'<g transform="translate({28 * s:g} 0)">{path(comma)}</g>'
    return f'<g transform="rotate(180 {x + 24 * s:g} {y + 20 * s:g})">{body}</g>' if closing else body


def bubble(width: float, height: float, radius: float, tail: Sequence[Point]) -> str:
    return path(rounded(0, 0, width, height, radius)) + path(polygon(tail))


def wave(cycles: float, height: float, y: float) -> str:
    half = 96 / (cycles * 2)
    return f"M2 {y:g} " + " ".join(f"q{half / 2:g} {(-1) ** n * height:g} {half:g} 0" for n in range(round(cycles * 2)))


def zigzag(teeth: int, height: float, y: float) -> str:
    step = 96 / (teeth * 2)
    return f"M2 {y + height / 2:g} " + " ".join(f"l{step:g} {height * (-1) ** (n + 1):g}" for n in range(teeth * 2))


def heart(scale: float = 1.0) -> str:
    return (
        f'<g transform="translate({50 - 50 * scale:g} {48 - 48 * scale:g}) scale({scale:g})">'
        '<path d="M50 92 C20 68 2 50 2 29 C2 13 14 4 27 4 C37 4 46 10 50 19 C54 10 63 4 73 4 C86 4 98 13 98 29 '
        'C98 50 80 68 50 92 Z"/></g>'
    )
