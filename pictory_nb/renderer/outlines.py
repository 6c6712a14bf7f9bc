"""The outlines of the contract's shapes (§3.9), which names them and shows none: drawn here, each after its name.

An outline is SVG in a box that is 100 wide, in one colour. ``rectangle``, ``circle`` and ``line`` have no outline:
they are made to measure.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from pictory_nb.renderer import pen
from pictory_nb.renderer.pen import Outline

__all__ = ["OUTLINES", "Outline"]


def _badges() -> dict[str, Outline]:
    ribbon = pen.path("M30 62 L22 99 L40 88 L50 99 L60 88 L78 99 L70 62 Z")
    return {
        "badge-1": Outline(pen.path(pen.wavy(12, 6))),
        "badge-2": Outline(pen.path(pen.star(16, 42))),
        "badge-3": Outline(pen.path("M50 1 L94 14 V50 C94 76 74 91 50 99 C26 91 6 76 6 50 V14 Z")),
        "badge-4": Outline(ribbon + f'<g transform="translate(12 0) scale(.76)">{pen.path(pen.wavy(14, 5))}</g>'),
        "badge-5": Outline(pen.path(pen.circle(50, 50, 49), pen.circle(50, 50, 42), pen.circle(50, 50, 38))),
        "badge-6": Outline(pen.path(pen.star(24, 44))),
        "badge-7": Outline(pen.path("M0 8 H100 L86 30 L100 52 H0 L14 30 Z"), 60),
        "badge-8": Outline(pen.path(pen.wavy(8, 10), pen.circle(50, 50, 32))),
    }


def _quotes() -> dict[str, Outline]:
    mark = '<g fill="#000">{}</g>'
    round_mark = pen.quote(28, 30, 36)
    return {
        "quote-1": Outline(pen.quote(8, 4, 68), 76),
        "quote-2": Outline(pen.quote(8, 4, 68, closing=True), 76),
        "quote-3": Outline(
            f'<mask id="q"><rect width="100" height="100" fill="#fff"/>{mark.format(round_mark)}</mask>'
            f'<g mask="url(#q)">{pen.path(pen.circle(50, 50, 49))}</g>'
        ),
        "quote-4": Outline(pen.path("M8 44 L24 4 H46 L36 44 Z M54 44 L70 4 H92 L82 44 Z"), 48),
        "quote-5": Outline(pen.stroke("M30 6 H8 V54 H30 M70 6 H92 V54 H70", 7), 60),
        "quote-6": Outline(
            f'<mask id="q"><rect width="100" height="100" fill="#fff"/>{mark.format(round_mark)}</mask>'
            f'<g mask="url(#q)">{pen.path(pen.rounded(1, 1, 98, 82, 14))}{pen.path("M22 80 L22 99 L44 80 Z")}</g>'
        ),
    }


def _arrows() -> dict[str, Outline]:
    right = pen.path(pen.arrow(34, 84, 44))
    thin = pen.stroke("M4 50 H94 M66 22 L95 50 L66 78", 9)
    chevron = pen.stroke("M30 8 L72 50 L30 92", 16)
    both = pen.polygon(
        [(0, 50), (30, 14), (30, 36), (70, 36), (70, 14), (100, 50), (70, 86), (70, 64), (30, 64), (30, 86)]
    )
    circle = pen.circle(50, 50, 49)
    return {
        "arrow-1": Outline(right),
        "arrow-2": Outline(pen.turned(right, 180)),
        "arrow-3": Outline(pen.turned(right, -90)),
        "arrow-4": Outline(pen.turned(right, 90)),
        "arrow-5": Outline(thin),
        "arrow-6": Outline(pen.turned(thin, 180)),
        "arrow-7": Outline(pen.turned(thin, -90)),
        "arrow-8": Outline(pen.turned(thin, 90)),
        "arrow-9": Outline(chevron),
        "arrow-10": Outline(pen.stroke("M14 10 L50 50 L14 90 M50 10 L86 50 L50 90", 13)),
        "arrow-11": Outline(pen.path(both)),
        "arrow-12": Outline(pen.knocked_out(circle, "M24 50 H74 M54 28 L76 50 L54 72")),
        "arrow-13": Outline(pen.stroke("M10 88 C12 40 40 24 88 26 M66 6 L90 26 L68 48", 8)),
        "arrow-14": Outline(pen.stroke("M90 12 V50 Q90 66 74 66 H14 M36 42 L12 66 L36 90", 9)),
        "arrow-15": Outline(pen.stroke("M84 30 A40 40 0 1 0 90 58 M88 8 L86 33 L61 30", 9)),
        "arrow-16": Outline(pen.path("M0 26 H62 L100 50 L62 74 H0 L24 50 Z")),
        "arrow-17": Outline(pen.path(pen.polygon([(4, 6), (98, 50), (4, 94), (24, 50)]))),
        "arrow-18": Outline(pen.stroke("M6 70 C22 30 34 90 50 50 S78 30 92 34 M74 18 L94 34 L78 54", 7)),
        "arrow-19": Outline(pen.path(pen.polygon([(8, 4), (96, 50), (8, 96)]))),
    }


def _geometry() -> dict[str, Outline]:
    return {
        "geometry-1": Outline(pen.path(pen.polygon([(50, 4), (98, 92), (2, 92)]))),
        "geometry-2": Outline(pen.path(pen.polygon([(50, 1), (99, 50), (50, 99), (1, 50)]))),
        "geometry-3": Outline(pen.path(pen.polygon(pen.around(5, 49)))),
        "geometry-4": Outline(pen.path(pen.polygon(pen.around(6, 49)))),
        "geometry-5": Outline(pen.path(pen.polygon(pen.around(8, 49, 22.5)))),
        "geometry-6": Outline(pen.path("M24 0 H100 L76 60 H0 Z"), 60),
        "geometry-7": Outline(pen.path("M22 0 H78 L100 60 H0 Z"), 60),
        "geometry-8": Outline(pen.path("M1 50 A49 49 0 0 1 99 50 Z"), 51),
        "geometry-10": Outline(pen.path(pen.circle(50, 50, 49), pen.circle(50, 50, 28))),
    }


def _doodles() -> dict[str, Outline]:
    scribble = "M8 60 C20 10 30 92 42 40 S60 80 66 44 S84 70 92 34"
    rays = " ".join(
        f"M{50 + 26 * x:.1f} {50 + 26 * y:.1f} L{50 + 46 * x:.1f} {50 + 46 * y:.1f}"
        for x, y in pen.around(10, 1, 0, (0, 0))
    )
    spiral = "M50 50 " + " ".join(
        f"L{50 + 0.62 * n * math.cos(n / 4):.1f} {50 + 0.62 * n * math.sin(n / 4):.1f}" for n in range(2, 74)
    )
    cloud = "M24 72 a18 18 0 0 1 2 -36 a24 24 0 0 1 45 -6 a19 19 0 0 1 7 42 Z"
    return {
        "doodle-1": Outline(pen.stroke(scribble, 6)),
        "doodle-2": Outline(pen.stroke(rays, 6)),
        "doodle-3": Outline(pen.stroke(spiral, 5)),
        "doodle-4": Outline(
            pen.stroke("M6 40 C30 8 72 6 90 30 C104 52 66 74 38 68 C8 62 2 38 26 22 C48 8 82 12 94 30", 4), 76
        ),
        "doodle-5": Outline(pen.stroke("M4 14 C30 4 70 22 96 10 M8 26 C36 18 66 34 92 24", 5), 36),
        "doodle-6": Outline(pen.stroke(cloud, 6)),
        "doodle-7": Outline(pen.stroke("M50 6 L62 38 L96 40 L70 61 L79 94 L50 75 L21 94 L30 61 L4 40 L38 38 Z", 5)),
        "doodle-8": Outline(
            pen.stroke("M50 88 C6 56 4 20 30 14 C44 12 50 26 50 32 C52 18 66 8 80 18 C100 34 80 66 50 88 Z", 6)
        ),
        "doodle-9": Outline(pen.stroke("M14 10 L20 34 M50 4 V30 M86 10 L80 34", 8), 40),
        "doodle-10": Outline(pen.stroke("M10 10 C24 90 34 90 40 40 C44 4 58 4 60 40 C64 96 84 90 92 14", 6)),
        "doodle-11": Outline(pen.stroke("M20 20 L80 80 M80 18 L18 82 M50 8 L50 92 M8 50 L92 50", 6)),
        "doodle-12": Outline(pen.stroke("M56 4 L26 56 H50 L42 96 L76 40 H52 Z", 6)),
    }


def _signs() -> dict[str, Outline]:
    circle, tick_in_box = pen.circle(50, 50, 49), pen.rounded(1, 1, 98, 98, 20)
    cross = "M32 32 L68 68 M68 32 L32 68"
    return {
        "star-1": Outline(pen.path(pen.star(5, 20))),
        "star-2": Outline(pen.path(pen.star(4, 16))),
        "star-3": Outline(pen.path(pen.star(6, 27))),
        "star-4": Outline(pen.path(pen.star(8, 26))),
        "star-5": Outline(
            pen.path("M50 1 C54 36 64 46 99 50 C64 54 54 64 50 99 C46 64 36 54 1 50 C36 46 46 36 50 1 Z")
        ),
        "star-6": Outline(pen.stroke(pen.star(5, 21, outer=44), 8)),
        "cross-1": Outline(pen.cross(30)),
        "cross-2": Outline(pen.cross(26, 45)),
        "cross-3": Outline(pen.cross(28, 0, 14)),
        "cross-4": Outline(pen.cross(24, 45, 12)),
        "cross-5": Outline(pen.knocked_out(circle, cross, 11)),
        "cross-6": Outline(pen.knocked_out(tick_in_box, cross, 11)),
        "cross-7": Outline(pen.path("M38 2 H62 V28 H88 V52 H62 V98 H38 V52 H12 V28 H38 Z")),
        "cross-8": Outline(pen.stroke("M10 10 L90 90 M90 10 L10 90", 9)),
        "checkmark-1": Outline(pen.stroke("M6 54 L38 86 L94 18", 14)),
        "checkmark-2": Outline(pen.knocked_out(circle, pen.TICK, 10)),
        "checkmark-3": Outline(pen.knocked_out(tick_in_box, pen.TICK, 10)),
        "checkmark-4": Outline(pen.stroke("M90 44 A41 41 0 1 1 66 12", 8) + pen.stroke("M30 46 L50 66 L94 16", 10)),
        "checkmark-5": Outline(pen.path("M2 56 L16 42 L38 64 L86 8 L98 20 L39 90 Z")),
        "checkmark-6": Outline(pen.knocked_out(pen.wavy(12, 6), pen.TICK, 10)),
        "heart-1": Outline(pen.heart(), 94),
        "heart-2": Outline(f'<g fill="none" stroke="#fff" stroke-width="8">{pen.heart(0.92)}</g>', 94),
        "heart-3": Outline(pen.path("M50 88 L8 46 A25 25 0 0 1 50 18 A25 25 0 0 1 92 46 Z"), 90),
    }


def _things() -> dict[str, Outline]:
    leaf = "M50 96 C8 74 6 34 14 6 C44 10 62 40 50 96 Z M50 96 C56 54 74 36 96 34 C98 64 84 86 50 96 Z"
    bulb = "M50 2 C28 2 12 18 12 40 C12 56 22 62 28 74 H72 C78 62 88 56 88 40 C88 18 72 2 50 2 Z"
    thumb = "M2 44 H24 V96 H2 Z "
    thumb += "M32 46 C44 36 48 22 48 6 C58 0 68 10 62 38 H90 C98 38 100 46 97 52 L86 88 C84 94 80 96 75 96 H44 L32 90 Z"
    gift = pen.rounded(4, 24, 92, 22, 4) + " " + pen.rounded(10, 50, 34, 48, 4) + " " + pen.rounded(56, 50, 34, 48, 4)
    return {
        "thumbs-up": Outline(pen.path(thumb)),
        "gift": Outline(
            pen.path(gift)
            + pen.stroke("M50 22 C30 22 22 4 36 4 C46 4 50 14 50 22 C50 14 54 4 64 4 C78 4 70 22 50 22", 6)
        ),
        "leaves": Outline(pen.path(leaf)),
        "paperplane": Outline(pen.path("M2 48 L98 4 L72 94 L46 66 L84 20 L34 60 Z M36 66 L42 94 L54 79 Z")),
        "idea-bulb": Outline(pen.path(bulb, pen.rounded(30, 78, 40, 7, 3.5), pen.rounded(34, 89, 32, 7, 3.5))),
        "pill": Outline(pen.path(pen.rounded(0, 0, 100, 40, 20)), 40),
        "square-1": Outline(pen.path(pen.rounded(1, 1, 98, 98, 0))),
        "square-2": Outline(pen.path(pen.rounded(1, 1, 98, 98, 16))),
        "square-3": Outline(pen.path(pen.rounded(1, 1, 98, 98, 36))),
        "square-4": Outline(pen.path(pen.rounded(1, 1, 98, 98, 12), pen.rounded(11, 11, 78, 78, 6))),
        "square-5": Outline(pen.path("M16 1 H99 V84 L84 99 H1 V16 Z")),
        "speech-bubble-2": Outline(pen.bubble(100, 64, 14, [(20, 60), (20, 84), (44, 60)]), 84),
        "speech-bubble-3": Outline(pen.bubble(100, 64, 32, [(56, 60), (80, 84), (80, 58)]), 84),
        "speech-bubble-4": Outline(pen.bubble(100, 66, 2, [(16, 64), (30, 84), (44, 64)]), 84),
        "speech-bubble-5": Outline(
            pen.path(
                "M50 1 C78 1 99 16 99 36 C99 56 78 70 50 70 "
                "C44 70 38 69 33 68 L12 84 L16 60 C6 54 1 45 1 36 C1 16 22 1 50 1 Z"
            ),
            85,
        ),
        "speech-bubble-6": Outline(
            pen.path(
                "M22 64 a20 20 0 0 1 0 -40 a24 24 0 0 1 44 -12 a22 22 0 0 1 14 52 Z",
                pen.circle(24, 76, 6),
                pen.circle(12, 88, 4),
            ),
            94,
        ),
        "speech-bubble-7": Outline(pen.path(pen.star(12, 37)) + pen.path("M24 74 L8 99 L50 86 Z")),
    }


def _devices() -> dict[str, Outline]:
    return {
        "data-device-1": Outline(
            pen.path(pen.rounded(24, 0, 52, 100, 9), pen.rounded(28, 9, 44, 78, 2), pen.circle(50, 93.5, 3))
        ),
        "data-device-2": Outline(
            pen.path(pen.rounded(12, 0, 76, 100, 7), pen.rounded(18, 8, 64, 80, 2), pen.circle(50, 94, 3))
        ),
        "data-device-3": Outline(
            pen.path(pen.rounded(14, 0, 72, 50, 5), pen.rounded(19, 5, 62, 40, 1), "M0 54 H100 L94 62 H6 Z"), 62
        ),
        "data-device-4": Outline(
            pen.path(
                pen.rounded(0, 0, 100, 66, 5), pen.rounded(5, 5, 90, 52, 1), "M40 66 H60 L64 80 H74 V86 H26 V80 H36 Z"
            ),
            86,
        ),
        "data-device-5": Outline(
            pen.path(
                pen.rounded(4, 6, 92, 24, 5),
                pen.circle(84, 18, 4),
                pen.rounded(4, 38, 92, 24, 5),
                pen.circle(84, 50, 4),
                pen.rounded(4, 70, 92, 24, 5),
                pen.circle(84, 82, 4),
            )
        ),
        "data-device-6": Outline(
            pen.knocked_out(
                "M6 18 C6 -2 94 -2 94 18 V82 C94 102 6 102 6 82 Z",
                "M2 20 C14 38 86 38 98 20 M2 48 C14 66 86 66 98 48",
                4,
            )
        ),
        "data-device-7": Outline(
            pen.path(
                pen.rounded(4, 56, 18, 42, 3),
                pen.rounded(29, 36, 18, 62, 3),
                pen.rounded(54, 18, 18, 80, 3),
                pen.rounded(79, 2, 18, 96, 3),
            )
        ),
        "data-device-8": Outline(
            pen.path(
                pen.rounded(22, 22, 56, 56, 14),
                pen.rounded(29, 29, 42, 42, 8),
                "M32 22 L36 2 H64 L68 22 Z M32 78 L36 98 H64 L68 78 Z",
            )
        ),
    }


def _words() -> dict[str, Outline]:
    """Grounds for a word: banners, ribbons, tags and bursts."""
    burst = [
        (50 + rx * math.cos(a), 32 + ry * math.sin(a))
        for n in range(28)
        for a in (2 * math.pi * n / 28,)
        for rx, ry in (((49, 31) if n % 2 else (37, 22)),)
    ]
    brush = "M3 16 C20 4 60 10 97 6 L92 14 L98 20 C70 32 30 28 4 34 L9 26 Z"
    return {
        "word-1": Outline(
            pen.path("M12 0 H88 V30 H12 Z M0 8 H10 V34 H22 L12 38 H0 L6 23 Z M100 8 H90 V34 H78 L88 38 H100 L94 23 Z"),
            38,
        ),
        "word-2": Outline(pen.path(pen.rounded(0, 0, 100, 32, 16)), 32),
        "word-3": Outline(pen.path("M0 0 H100 L90 16 L100 32 H0 L10 16 Z"), 32),
        "word-4": Outline(pen.path(pen.polygon(burst)), 64),
        "word-5": Outline(
            pen.path("M18 0 H96 A4 4 0 0 1 100 4 V32 A4 4 0 0 1 96 36 H18 L0 18 Z", pen.circle(18, 18, 4)), 36
        ),
        "word-6": Outline(pen.path(brush), 38),
        "word-7": Outline(pen.path("M8 0 H100 L92 32 H0 Z"), 32),
        "word-8": Outline(
            pen.path(pen.rounded(0, 0, 100, 34, 4), pen.rounded(3, 3, 94, 28, 2), pen.rounded(4.5, 4.5, 91, 25, 1)), 34
        ),
        "word-9": Outline(
            pen.path(
                pen.smooth([(2, 18), (20, 5), (44, 9), (70, 2), (97, 14), (92, 32), (64, 36), (36, 31), (12, 37)])
            ),
            40,
        ),
    }


def _lines() -> dict[str, Outline]:
    dashes = ' stroke-dasharray="14 9"'
    dots = ' stroke-dasharray="0.1 9"'
    hand = "M2 7 C22 2 38 11 58 6 S86 3 98 7"
    return {
        "line-1": Outline(pen.path(pen.rounded(0, 0, 100, 2, 1)), 2),
        "line-2": Outline(pen.path(pen.rounded(0, 0, 100, 5, 2.5)), 5),
        "line-3": Outline(pen.stroke("M3 3 H97", 4, dashes), 6),
        "line-4": Outline(pen.stroke("M3 3 H97", 5, dots), 6),
        "line-5": Outline(pen.path(pen.rounded(0, 0, 100, 2, 1), pen.rounded(0, 5, 100, 2, 1)), 7),
        "line-6": Outline(pen.stroke(pen.wave(4, 10, 8), 3), 16),
        "line-7": Outline(pen.stroke(pen.wave(8, 8, 6), 2.5), 12),
        "line-8": Outline(pen.stroke(pen.zigzag(7, 9, 8), 3), 16),
        "line-9": Outline(pen.stroke("M2 8 H96 M88 2 L97 8 L88 14", 3), 16),
        "line-10": Outline(pen.stroke("M4 8 H96 M88 2 L97 8 L88 14 M12 2 L3 8 L12 14", 3), 16),
        "line-11": Outline(
            pen.path(pen.rounded(4, 4, 92, 2, 1)) + pen.path(pen.circle(5, 5, 5), pen.circle(95, 5, 5)), 10
        ),
        "line-12": Outline(pen.stroke(hand, 3), 12),
        "line-13": Outline(pen.path("M0 4 Q50 -3 100 4 Q50 9 0 4 Z"), 8),
        "line-14": Outline(
            pen.path(
                pen.rounded(0, 4, 44, 2, 1),
                pen.rounded(56, 4, 44, 2, 1),
                pen.polygon([(50, 0), (55, 5), (50, 10), (45, 5)]),
            ),
            10,
        ),
        "line-15": Outline(pen.stroke("M2 3 Q50 13 98 3", 3), 12),
        "line-16": Outline(pen.path(pen.rounded(0, 0, 30, 4, 2), pen.rounded(34, 0, 66, 4, 2)), 4),
        "line-17": Outline(pen.stroke("M2 5 H40 l4 -4 l8 10 l4 -6 H98", 2.5), 14),
    }


_FAMILIES: tuple[Callable[[], dict[str, Outline]], ...] = (
    _badges, _quotes, _arrows, _geometry, _doodles, _signs, _things, _devices, _words, _lines,
)  # fmt: skip

OUTLINES: dict[str, Outline] = {name: outline for family in _FAMILIES for name, outline in family().items()} | {
    f"blob-{number}": Outline(pen.blob(number)) for number in range(1, 10)
}
"""By the contract's names."""
