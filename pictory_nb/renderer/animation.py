"""How text comes and goes: the contract's nine animations (§3.5), each a few moves of the parts of a drawn text.

The contract names the animations and leaves their look to the service. Here ``direction`` is the way in which the text
moves, ``writingStyle`` is what moves by itself, and a ``custom`` speed is how many seconds the whole of it takes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from pictory_nb.renderer.block import Block, Cell, Unit
from pictory_nb.renderer.planes import Layer, Planes

if TYPE_CHECKING:
    from pictory_nb.storyboard import Animation, FontStyle

Direction = Literal["up", "down", "left", "right"]
_SECONDS = {"slow": 1.2, "medium": 0.7, "fast": 0.35}
_UNITS: dict[str, Unit] = {
    "drift": "line", "text reveal": "line", "elastic": "word", "typewriter": "character", "blur": "word",
    "bulletin": "line",
}  # fmt: skip
_DIRECTIONS: dict[str, Direction] = {"wipe": "right", "bulletin": "right"}
_BACK: dict[Direction, Direction] = {"up": "down", "down": "up", "left": "right", "right": "left"}
_WAYS = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}
_OVERLAP = 0.55
"""The share of the whole time that each part takes; the parts begin one after another in the rest."""
_LETTERS_A_SECOND = 28
_FORETOLD = {"hidden": 0.0, "subtle": 0.28, "prominent": 0.6}
_SPOKEN_IN = 0.22
"""Seconds in which a word that was foretold becomes whole when it is spoken."""


@dataclass(frozen=True)
class Act:
    """One entry or exit, every choice made. ``future`` is how much is seen of words that are not said yet."""

    name: str
    seconds: float
    unit: Unit = "paragraph"
    direction: Direction = "up"
    future: float | None = None


def act_of(animation: Animation) -> Act:
    """The act that a storyboard asks for."""
    name = animation.name
    custom = animation.custom_speed_value if animation.speed == "custom" else None
    return Act(
        name,
        custom or _SECONDS.get(animation.speed or "medium", 0.7),
        animation.writing_style or _UNITS.get(name, "paragraph"),
        animation.direction or _DIRECTIONS.get(name, "up"),
        _FORETOLD[animation.future_words] if animation.future_words else None,
    )


def acts_of(style: FontStyle | None, usual_entry: Act | None = None) -> tuple[Act | None, Act | None]:
    """Entry and exit of a style; where it has none, the entry is the usual one, and the text stays to the end."""
    acts = {each.type: None if each.name == "none" else act_of(each) for each in style.animations} if style else {}
    return acts.get("entry", usual_entry), acts.get("exit")


class Moving:
    """A drawn text that comes at ``start`` and has gone by ``end``, in seconds of its shot.

    ``spoken`` tells when each of its pieces is said, for words that are foretold.
    """

    def __init__(
        self,
        block: Block,
        at: tuple[float, float],
        span: tuple[float, float],
        acts: tuple[Act | None, Act | None],
        spoken: Sequence[float] = (),
    ) -> None:
        self.block, (self._x, self._y), (self._start, self._end) = block, at, span
        self._spoken = spoken
        self._letters = block.letters(*at)
        self._ground = block.ground(*at)
        self._entry, self._exit = acts
        self._cells: dict[Unit, list[Cell]] = {}
        length = span[1] - span[0]
        self._entry_seconds = self._lasting(self._entry, length * (0.6 if self._exit else 0.8))
        self._exit_seconds = self._lasting(self._exit, length * 0.4)

    def _lasting(self, act: Act | None, most: float) -> float:
        if act is None:
            return 0.0
        seconds = act.seconds
        if act.name == "typewriter":
            letters = sum(len(piece.text) for piece in self.block.pieces)
            seconds = max(seconds, letters / _LETTERS_A_SECOND * seconds / _SECONDS["medium"])
        return max(min(seconds, most), 1e-3)

    @property
    def ground(self) -> Layer | None:
        """The box, at rest."""
        return self._ground

    def paint(self, seconds: float, planes: Planes, opacity: float = 1.0) -> float:
        """Lay it over ``planes`` as it stands at ``seconds``; how much of it is there, from 0 to 1."""
        if not self._start <= seconds < self._end:
            return 0.0
        since, left = seconds - self._start, self._end - seconds
        if self._exit and left < self._exit_seconds:
            self._play(self._exit, left / self._exit_seconds, planes, opacity, leaving=True)
            return min(left / self._exit_seconds, 1.0) * opacity
        if self._entry and self._entry.future is not None and self._spoken:
            self._foretell(self._entry, seconds, planes, opacity)
        elif self._entry and since < self._entry_seconds:
            self._play(self._entry, since / self._entry_seconds, planes, opacity)
            return since / self._entry_seconds * opacity
        else:
            self._whole.draw(planes, opacity)
        return opacity

    @cached_property
    def _whole(self) -> Layer:
        """Box and letters as they stand most of the time."""
        return self._letters.on(self._ground) if self._ground else self._letters

    def _parts(self, unit: Unit) -> list[Cell]:
        if unit not in self._cells:
            self._cells[unit] = self.block.cells(self._letters, unit, self._x, self._y)
        return self._cells[unit]

    def _play(self, act: Act, share: float, planes: Planes, opacity: float, *, leaving: bool = False) -> None:
        """Everything ``share`` of the way from gone to there.

        What leaves goes on in its direction: played backwards, it is what came from where it goes to.
        """
        if leaving:
            act = replace(act, direction=_BACK[act.direction])
        if self._ground:
            _place_ground(act, share, self._ground, planes, opacity)
        begin = 0.35 if act.name == "bulletin" and self._ground else 0.0
        share = max(share - begin, 0.0) / (1 - begin)
        parts = self._parts(act.unit)
        most = len(parts) - 1
        for order, part in enumerate(parts):
            goes_first = leaving and act.name != "typewriter"  # what came first goes first; letters are taken back
            late = (most - order if goes_first else order) / most if most else 0.0
            if act.name == "typewriter":
                own = 1.0 if share * (most + 1) > late * most else 0.0
            else:
                each = _OVERLAP if most else 1.0
                own = min(max((share - late * (1 - each)) / each, 0.0), 1.0)
            if own > 0:
                _MOVES[act.name](part.layer, own, act, self.block.setter.size, planes, opacity)

    def _foretell(self, act: Act, seconds: float, planes: Planes, opacity: float) -> None:
        """Words stand there faintly, or not at all, and become whole one by one as they are said."""
        if self._ground:
            self._ground.draw(planes, opacity * min((seconds - self._start) / 0.2 + 0.2, 1.0))
        for part in self._parts("word" if act.unit == "paragraph" else act.unit):
            said = min(max((seconds - self._spoken[part.word]) / _SPOKEN_IN + 0.5, 0.0), 1.0)
            layer = part.layer
            if act.name == "blur":
                layer = layer.softened((1 - _eased(said)) * self.block.setter.size * 0.12)
            layer.draw(planes, opacity * (act.future + (1 - act.future) * _eased(said)))


def _eased(share: float) -> float:
    """Quick at first, and gently to rest."""
    return 1 - (1 - share) ** 3


def _place_ground(act: Act, share: float, ground: Layer, planes: Planes, opacity: float) -> None:
    """The box comes a little before its letters."""
    early = min(share * 1.6, 1.0)
    if act.name in {"wipe", "bulletin"}:
        part = _uncovered(ground, _eased(min(share / 0.6, 1.0)), act.direction)
        if part:
            part.draw(planes, opacity)
    elif act.name == "elastic":
        ground.grown(0.8 + 0.2 * _eased(early)).draw(planes, opacity * early)
    else:
        ground.draw(planes, opacity * _eased(early))


def _fade(layer: Layer, share: float, act: Act, size: float, planes: Planes, opacity: float) -> None:
    layer.draw(planes, opacity * (share * share * (3 - 2 * share)))


def _drift(layer: Layer, share: float, act: Act, size: float, planes: Planes, opacity: float) -> None:
    right, down = _WAYS[act.direction]
    away = (1 - _eased(share)) * size * 0.9
    layer.moved(-right * away, -down * away).draw(planes, opacity * _eased(share))


def _wipe(layer: Layer, share: float, act: Act, size: float, planes: Planes, opacity: float) -> None:
    part = _uncovered(layer, _eased(share), act.direction)
    if part:
        part.draw(planes, opacity)


def _reveal(layer: Layer, share: float, act: Act, size: float, planes: Planes, opacity: float) -> None:
    """The letters come out of a slit at the edge of their own line."""
    right, down = _WAYS[act.direction]
    height, width = layer.ink[0].shape
    hidden = 1 - _eased(share)
    part = {
        "up": layer.cut(0, 0, 1, 1 - hidden),
        "down": layer.cut(0, hidden, 1, 1),
        "left": layer.cut(0, 0, 1 - hidden, 1),
        "right": layer.cut(hidden, 0, 1, 1),
    }[act.direction]
    if part:
        part.moved(-right * hidden * width, -down * hidden * height).draw(planes, opacity)


def _elastic(layer: Layer, share: float, act: Act, size: float, planes: Planes, opacity: float) -> None:
    scale = 1 - math.exp(-5.5 * share) * math.cos(9 * share) * (1 - share)
    layer.grown(max(scale, 0.05)).draw(planes, opacity * min(share * 4, 1.0))


def _typewriter(layer: Layer, share: float, act: Act, size: float, planes: Planes, opacity: float) -> None:
    layer.draw(planes, opacity)


def _blur(layer: Layer, share: float, act: Act, size: float, planes: Planes, opacity: float) -> None:
    layer.softened((1 - _eased(share)) * size * 0.35).draw(planes, opacity * _eased(share))


def _uncovered(layer: Layer, share: float, direction: Direction) -> Layer | None:
    """The part that an edge moving in ``direction`` has passed."""
    edges = {
        "right": (0, 0, share, 1),
        "left": (1 - share, 0, 1, 1),
        "down": (0, 0, 1, share),
        "up": (0, 1 - share, 1, 1),
    }
    return layer.cut(*edges[direction])


_Move = Callable[[Layer, float, Act, float, Planes, float], None]
_MOVES: dict[str, _Move] = {
    "fade": _fade,
    "drift": _drift,
    "wipe": _wipe,
    "text reveal": _reveal,
    "elastic": _elastic,
    "typewriter": _typewriter,
    "blur": _blur,
    "bulletin": _reveal,
}
