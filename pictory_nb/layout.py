"""Where things stand: plain numbers and pure arithmetic, so that a page can lay out the same boxes by the same rules.

Lengths are pixels of the film. What a style or this page calls a size counts in pixels of a 1080-line picture: times
``Layout.unit`` it is a length. What is written as an ``em`` counts in sizes of the letters. The picture house draws by
these numbers, and ``Layout.numbers`` gives them to a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from pictory_nb.choices import Position as Place


class Placed(Protocol):
    """A word of a storyboard that says where it stands (contract §3.4)."""

    position: str | None
    top: str | None
    left: str | None
    width: str | None


@dataclass(frozen=True)
class Measure:
    """The metrics of one kind of text, in em but for ``size`` and ``width``.

    ``size`` is that of the letters, ``width`` the widest that a line may be as a share of the frame, ``pitch`` from
    one baseline to the next, ``across`` and ``down`` the air between letters and the edge of their box.
    """

    size: float
    weight: int
    place: Place
    width: float
    pitch: float
    across: float
    down: float
    radius: float
    least_gap: float = 0.0
    flush: bool = True
    """Whether letters without a box begin at the very top of their place, and not half a line below."""


# The contract names 66, 42 and 20 px (§3.4) without saying of how many lines. They are legible on a video when
# they are taken of 720 lines, so they are one and a half times as large here. Lines are 1.2 apart (§3.14).
TEXTS: Mapping[str, Measure] = {
    "heading": Measure(99, 800, "center-center", 0.90, 1.2, 0.6, 0.32, 0.3),
    "subheading": Measure(63, 700, "top-center", 0.90, 1.2, 0.6, 0.32, 0.3),
    "body": Measure(30, 500, "center-center", 0.37, 1.2, 0.6, 0.32, 0.3),
}
CAPTION = Measure(54, 700, "bottom-center", 0.76, 1.42, 0.72, 0.3, 0.5, least_gap=0.38, flush=False)
"""Subtitles: a little more air between words and lines, for the pill on the word that is spoken."""
CAPTIONS_TAKE = 0.42
"""The share of the safe height that captions may take when no number of lines is asked for."""
CAPTION_LINES = 3
"""Lines of subtitles that stand together where nobody asks for a number: the service shows all of them at once."""
BELOW_LINE = 0.28
"""What a last line of bare letters takes below its baseline, in em."""
SMALLEST, SHRINKS_BY = 16, 0.92
"""A text that is too large for its room becomes smaller by this factor, down to this size."""
AIR = 44
"""Between captions and what stands above or below them, in pixels of a 1080-line picture."""
LEAST_FREE = 0.2
"""The share of the safe height that is left to texts, however tall the captions are."""
MEDIUM_WIDTH = 0.30
"""Of a picture, a video or a shape that was given no width (contract §3.4)."""
AVATAR_WIDTH, AVATAR_ROOM = 0.22, 1.4
"""Of an avatar that was given no width: a share of the frame's shorter side, and the air around the figure."""


@dataclass(frozen=True)
class Rule:
    """The rule below a heading, in em: what it adds to the height, its distance, its length and its thickness."""

    height: float = 0.46
    below: float = 0.3
    wide: float = 1.5
    thick: float = 0.1


RULE = Rule()


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def scaled(self, scale: float) -> Box:
        """The same box of a frame that is ``scale`` times as large."""
        return Box(self.x * scale, self.y * scale, self.width * scale, self.height * scale)

    def placed(self, width: float, height: float, place: Place) -> tuple[float, float]:
        """The top left corner of a thing of that size that stands at ``place`` in this box."""
        vertical, horizontal = place.split("-")
        share = {"left": 0.0, "top": 0.0, "center": 0.5, "right": 1.0, "bottom": 1.0}
        return (
            self.x + (self.width - width) * share[horizontal],
            self.y + (self.height - height) * share[vertical],
        )


@dataclass(frozen=True)
class Spot:
    """Where something was asked to stand: a place, or ``top`` and ``left`` as shares of the frame, or neither."""

    place: Place | None = None
    top: float | None = None
    left: float | None = None
    width: float | None = None

    @property
    def is_given(self) -> bool:
        return self.place is not None or self.top is not None or self.left is not None


def share(percent: str | None) -> float | None:
    """``30%`` as 0.3."""
    return int(percent[:-1]) / 100 if percent else None


def spot_of(word: Placed) -> Spot:
    """The spot of an element, an avatar, or whatever has these four members."""
    place = "center-center" if word.position == "center" else word.position
    return Spot(place, share(word.top), share(word.left), share(word.width))


@dataclass(frozen=True)
class Layout:
    """The geometry of a frame of ``width`` × ``height`` pixels."""

    width: int
    height: int

    @property
    def unit(self) -> float:
        """Pixels of this film per pixel of a 1080-line picture."""
        return min(self.width, self.height) / 1080

    @property
    def is_portrait(self) -> bool:
        return self.height > self.width * 1.1

    @property
    def safe(self) -> Box:
        """Where words may stand. Phones lay their controls over the ends of a portrait film, so it keeps clear."""
        tall = self.height > self.width * 1.5
        side = self.width * (0.07 if self.is_portrait else 0.05)
        top, bottom = (0.10, 0.15) if tall else (0.07, 0.068)
        return Box(side, self.height * top, self.width - 2 * side, self.height * (1 - top - bottom))

    def free(self, captions: Box | None, place: Place) -> Box:
        """The part of the safe box that ``captions`` at ``place`` leave free; without them, around the very middle."""
        safe, air = self.safe, self.unit * AIR
        if captions is None:
            margin = max(safe.y, self.height - safe.y - safe.height)
            return Box(safe.x, margin, safe.width, self.height - 2 * margin)
        if place.startswith("top"):
            top = captions.y + captions.height + air
            return Box(safe.x, top, safe.width, safe.y + safe.height - top)
        # Captions in the middle leave the room above them.
        return Box(safe.x, safe.y, safe.width, max(captions.y - air - safe.y, safe.height * LEAST_FREE))

    def below(self, heading: Box, room: Box) -> Box:
        """The part of a ``room`` under its ``heading``, for texts that belong to it."""
        top = heading.y + heading.height + self.unit * AIR
        return Box(room.x, top, room.width, max(room.y + room.height - top, self.unit * AIR))

    def share(self, wanted: float | None, usual: float) -> float:
        """The width of a text or a caption as a share of the frame: as wanted, or as usual for the frame's shape."""
        if wanted is not None:
            return max(wanted, 0.05)
        if usual == CAPTION.width:
            return usual if self.width > self.height * 1.2 else 1.0
        return max(usual, 0.7) if self.is_portrait else usual  # 37 % of a phone would be a column of single words

    def spot(self, spot: Spot, width: float, height: float, usual: Place, room: Box | None = None) -> Box:
        """Where a thing of that size stands: at its ``top`` and ``left``, or else at its place in ``room``.

        ``room`` is the safe box unless given. It never leaves the frame by more than it must.
        """
        if spot.left is not None or spot.top is not None:
            x = min((spot.left or 0) * self.width, max(self.width - width, 0))
            y = min((spot.top or 0) * self.height, max(self.height - height, 0))
        else:
            x, y = (room or self.safe).placed(width, height, spot.place or usual)
        return Box(x, y, width, height)

    @property
    def corners(self) -> Box:
        """Where a logo and a mark may stand: nearer to the edge than words."""
        margin = 34 * self.unit
        return Box(margin, margin, self.width - 2 * margin, self.height - 2 * margin)

    def rooms(self, free: Box, *, beside_heading: bool) -> tuple[Box, Box]:
        """Where an emblem and where the heading stand in the ``free`` part of the frame."""
        if not beside_heading:
            return free, free
        if self.has_columns:
            split = free.width * 0.40
            gutter = free.width * 0.03
            left = Box(free.x, free.y, split, free.height)
            return left, Box(free.x + split + gutter, free.y, free.width - split - gutter, free.height)
        split = free.height * 0.54
        above = Box(free.x, free.y, free.width, split)
        return above, Box(free.x, free.y + split, free.width, free.height - split)

    @property
    def has_columns(self) -> bool:
        """Whether a heading stands beside its emblem, and not below it."""
        return self.width >= self.height * 1.2

    def numbers(self) -> dict[str, Any]:
        """Everything that a page needs to set the same words in the same places."""
        room, beside = self.rooms(Box(0, 0, 1, 1), beside_heading=True)
        return {
            "width": self.width,
            "height": self.height,
            "unit": self.unit,
            "safe": asdict(self.safe),
            "corners": asdict(self.corners),
            "open": asdict(self.free(None, "bottom-center")),
            "air": self.unit * AIR,
            "least": self.safe.height * LEAST_FREE,
            "captionShare": self.share(None, CAPTION.width),
            "captionsTake": CAPTIONS_TAKE,
            "captionLines": CAPTION_LINES,
            "texts": {
                name: {**asdict(measure), "width": self.share(None, measure.width)} for name, measure in TEXTS.items()
            },
            "caption": asdict(CAPTION),
            "rule": asdict(RULE),
            "belowLine": BELOW_LINE,
            "smallest": SMALLEST,
            "shrinksBy": SHRINKS_BY,
            "mediumWidth": MEDIUM_WIDTH,
            "avatarSide": AVATAR_WIDTH * min(self.width, self.height) * AVATAR_ROOM,
            "columns": self.has_columns,
            "emblemRoom": asdict(room),
            "headingRoom": asdict(beside),
        }
