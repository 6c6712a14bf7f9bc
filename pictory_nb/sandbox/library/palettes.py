"""Colours of the moving background: fourteen designed palettes, one for a film, varied from scene to scene.

A palette is a ground and five colours that drift over it as soft lights. A dark one takes white headings, a
light one takes dark headings (``ink``); captions stand on their own dark box in both.
"""

from __future__ import annotations

import colorsys
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .meaning import speaks_of

__all__ = ["PALETTES", "Palette", "film_palettes"]


@dataclass(frozen=True)
class Palette:
    """Colours as ``#rrggbb``: ``base`` the ground, ``lights`` five that drift over it.

    ``ink`` is for headings on it, ``accent`` for small marks: an underline, a keyword, a progress bar.
    ``words`` are the fields and moods that call for it.
    """

    name: str
    base: str
    lights: tuple[str, ...]
    ink: str
    accent: str
    words: frozenset[str] = frozenset()

    @property
    def dark(self) -> bool:
        """Whether white text is the legible one on it."""
        return luminance(self.base) < 0.25

    def varied(self, scene: int) -> Palette:
        """The same palette for another scene: its lights change places, and its hues sway a little."""
        turn = scene % len(self.lights)
        sway = 0.025 * math.sin(scene * 1.7)
        lights = (*self.lights[turn:], *self.lights[:turn])
        return replace(
            self,
            base=_shifted(self.base, sway),
            lights=tuple(_shifted(light, sway) for light in lights),
        )


WHITE = "#ffffff"


def _palette(name: str, *, base: str, lights: str, ink: str, accent: str, words: str) -> Palette:
    return Palette(name, base, tuple(lights.split()), ink, accent, frozenset(words.split()))


PALETTES: tuple[Palette, ...] = (
    _palette(
        "violet night",
        base="#0b1030",
        lights="#5b2bff #d63d91 #0077ff #7a00c8 #e0752f",
        ink=WHITE,
        accent="#ffd64a",
        words="""
        launch startup idea creative video innovation story brand design media marketing audience
        customer
        """,
    ),
    _palette(
        "deep sea",
        base="#041c32",
        lights="#0a5fb4 #0fa3b1 #064789 #1f7fd1 #12b5a6",
        ink=WHITE,
        accent="#7ef0d4",
        words="""
        ocean sea water rain river lake wave whale fish coral reef beach island swim boat sail ship
        drop flood cloud vapour vapor evaporate condense marine
        """,
    ),
    _palette(
        "forest",
        base="#0a2417",
        lights="#14693a #3f8f3a #0d4f4a #7a9a2e #1f7a5c",
        ink=WHITE,
        accent="#d9f27e",
        words="""
        forest tree plant leaf garden nature grow farm soil green wildlife animal bird environment
        jungle seed sustainable ecosystem photosynthesis climate bee flower
        """,
    ),
    _palette(
        "ember",
        base="#2a0a0f",
        lights="#b3261e #d9541e #8a1538 #c77a14 #7a1f3d",
        ink=WHITE,
        accent="#ffd27a",
        words="""
        fire energy war battle heat volcano power fight burn passion revolution hot lava danger
        crisis army anger napoleon soldier empire
        """,
    ),
    _palette(
        "starlight",
        base="#070a1f",
        lights="#1c2a6b #3a2a8c #123f7a #5a3aa0 #0e5c8a",
        ink=WHITE,
        accent="#9fd8ff",
        words="""
        night star space planet galaxy moon universe sleep dream astronomy telescope orbit dark sky
        hole astronaut gravity light
        """,
    ),
    _palette(
        "circuit",
        base="#06131f",
        lights="#0b6fa4 #00a6a6 #1a3fb0 #0d8f7a #3557d6",
        ink=WHITE,
        accent="#5ff5e0",
        words="""
        technology computer software data robot code internet digital network app server machine
        algorithm cyber electric battery chip cloud_computing password security phone programming
        artificial
        """,
    ),
    _palette(
        "boardroom",
        base="#0d1b2a",
        lights="#1b4b8f #27627e #2c3e70 #3c6ea8 #1c7c8c",
        ink=WHITE,
        accent="#ffc857",
        words="""
        business company revenue profit market finance money invest investor bank strategy economy
        sale growth office tax price budget customer contract law government court trade cash
        """,
    ),
    _palette(
        "dusk",
        base="#24102f",
        lights="#b83f78 #e0705a #5f2a9a #ee9a5a #84359c",
        ink=WHITE,
        accent="#ffdd9b",
        words="""
        sunset evening travel journey city road train flight adventure holiday vacation trip romance
        love music song concert dance guitar piano film theatre art
        """,
    ),
    _palette(
        "parchment",
        base="#2a1018",
        lights="#a8502a #c4872e #7a2440 #b86a34 #8c3a4e",
        ink=WHITE,
        accent="#f3d9a0",
        words="""
        history ancient century king queen castle rome roman egypt museum medieval archaeology
        tradition culture old temple greek bastille paris heritage
        """,
    ),
    _palette(
        "terracotta kitchen",
        base="#33130c",
        lights="#c4532d #e0913a #9c2f3a #d9703a #7d2a4a",
        ink=WHITE,
        accent="#ffe0a8",
        words="""
        cook cooking recipe bake bread kitchen food meal oven dough soup sauce salt garlic onion oil
        dinner restaurant coffee chocolate wine butter fry boil cheese egg
        """,
    ),
    _palette(
        "victory",
        base="#102a1d",
        lights="#0f7a4a #c7951e #1e8c8c #3f9a2e #d0702a",
        ink=WHITE,
        accent="#ffe27a",
        words="""
        sport win winner champion game team football soccer run race olympic athlete marathon goal
        match fitness exercise muscle gym training
        """,
    ),
    _palette(
        "morning",
        base="#eef2ff",
        lights="#c7d2fe #fbcfe8 #bae6fd #ddd6fe #fde68a",
        ink="#1e1b4b",
        accent="#6d3df5",
        words="""
        learn school teacher student education lesson child kid book study read university course
        step guide language welcome introduction simple
        """,
    ),
    _palette(
        "fresh mint",
        base="#ecfdf5",
        lights="#a7f3d0 #bae6fd #d9f99d #99f6e4 #fef9c3",
        ink="#053b33",
        accent="#0d8f73",
        words="""
        health doctor medicine patient hospital healthy diet vegetable vaccine dentist breathe
        wellness yoga stress heart disease virus germ immune meditation calm relax body
        """,
    ),
    _palette(
        "peach",
        base="#fff4ec",
        lights="#fed7aa #fecaca #fde68a #fbcfe8 #e9d5ff",
        ink="#4a1a2c",
        accent="#d6336c",
        words="""
        family friend home baby love gift birthday celebrate party happy wedding kindness thank fun
        gratitude mother community joy
        """,
    ),
)

DEFAULT = PALETTES[0]


def film_palettes(stories: Sequence[str]) -> list[Palette]:
    """One palette for each scene of a film, all varieties of the one that the whole text calls for."""
    votes = [speaks_of(stories, palette.words) for palette in PALETTES]
    best = max(votes, default=0)
    chosen = PALETTES[votes.index(best)] if best else DEFAULT
    return [chosen.varied(scene) for scene in range(len(stories))]


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, 0 black to 1 white, as WCAG reckons it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21, as WCAG reckons it; large headings want 3 or more."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _rgb(colour: str) -> tuple[float, float, float]:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


def _shifted(colour: str, turn: float) -> str:
    """The colour with its hue turned by a part of the full circle, as light as before."""
    hue, light, fill = colorsys.rgb_to_hls(*_rgb(colour))
    return "#" + "".join(f"{round(255 * c):02x}" for c in colorsys.hls_to_rgb((hue + turn) % 1, light, fill))
