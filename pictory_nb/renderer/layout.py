"""Where things stand: margins and places, relative to the frame, so that every size and shape of film works."""

from __future__ import annotations

from dataclasses import dataclass

from pictory_nb.renderer.film import Place


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

    def placed(self, width: float, height: float, place: Place) -> tuple[float, float]:
        """The top left corner of a thing of that size that stands at ``place`` in this box."""
        vertical, horizontal = place.split("-")
        share = {"left": 0.0, "top": 0.0, "center": 0.5, "right": 1.0, "bottom": 1.0}
        return (
            self.x + (self.width - width) * share[horizontal],
            self.y + (self.height - height) * share[vertical],
        )


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
        safe, air = self.safe, self.unit * 44
        if captions is None:
            margin = max(safe.y, self.height - safe.y - safe.height)
            return Box(safe.x, margin, safe.width, self.height - 2 * margin)
        if place.startswith("top"):
            top = captions.y + captions.height + air
            return Box(safe.x, top, safe.width, safe.y + safe.height - top)
        # Captions in the middle leave the room above them.
        return Box(safe.x, safe.y, safe.width, max(captions.y - air - safe.y, safe.height * 0.2))

    @property
    def corners(self) -> Box:
        """Where a logo and a mark may stand: nearer to the edge than words."""
        margin = 34 * self.unit
        return Box(margin, margin, self.width - 2 * margin, self.height - 2 * margin)
