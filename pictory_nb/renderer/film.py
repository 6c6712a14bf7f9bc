"""What is to be filmed: frozen, picklable values in which every file is a path and every sound an array.

Times are seconds. Within a shot they count from the shot's start; shots follow one another without overlap, so the
n-th shot starts at the sum of the durations before it. A transition happens in the first moments of the shot that
it leads into, while the picture of the shot before goes on moving underneath.

Sizes of a FontStyle are pixels of a 1080-line picture: they scale with the short side of the film, so that a style
looks the same at 720p, at 1080p and in portrait.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Union

if TYPE_CHECKING:
    import numpy as np

    from pictory_nb.storyboard import FontStyle, Text

RGB = tuple[int, int, int]
RGBA = tuple[int, int, int, int]
Stretch = tuple[float, float]
"""Start and end in seconds of a piece of a sound or a video."""
Place = Literal[
    "top-left", "top-center", "top-right",
    "center-left", "center-center", "center-right",
    "bottom-left", "bottom-center", "bottom-right",
]  # fmt: skip
TransitionName = Literal[
    "none", "wipeup", "wipedown", "wipeleft", "wiperight", "smoothleft", "smoothright", "radial", "circlecrop",
    "hblur", "fade",
]  # fmt: skip


@dataclass(frozen=True)
class Colour:
    """A plain background, softly shaded so that it does not look dead."""

    rgba: RGBA


@dataclass(frozen=True)
class Picture:
    """A photograph that covers the frame. ``zoom_and_pan`` drifts sideways, ``ken_burns`` moves slowly in or out."""

    path: Path
    motion: Literal["none", "zoom_and_pan", "ken_burns"] = "ken_burns"


@dataclass(frozen=True)
class Footage:
    """A video that covers the frame: its ``clips`` one after another, or the whole of it when there are none.

    At their end it starts again (``loop``) or holds its last picture. Its own sound is heard unless ``mute``.
    """

    path: Path
    clips: tuple[Stretch, ...] = ()
    loop: bool = True
    mute: bool = True


@dataclass(frozen=True)
class Aurora:
    """A slowly moving mesh of colours with drifting lights; ``emblem`` (a picture with alpha) floats in a glass disc.

    The first colour of ``palette`` is the ground on which the others glow.
    """

    palette: tuple[RGB, ...]
    seed: int = 0
    emblem: Path | None = None


Backdrop = Union[Colour, Picture, Footage, Aurora]  # noqa: UP007 - evaluated at run time, where 3.10 cannot say X | Y


@dataclass(frozen=True)
class Overlay:
    """A veil over the backdrop, under the words; its opacity is from 0 to 1."""

    rgb: RGB
    opacity: float = 0.4


@dataclass(frozen=True)
class SpokenWord:
    """One written word with its punctuation, and when it is spoken."""

    text: str
    start: float
    end: float
    keyword: bool = False


@dataclass(frozen=True)
class Caption:
    """The words that stand in the picture together, from ``start`` to ``end``."""

    words: tuple[SpokenWord, ...]
    start: float
    end: float


@dataclass(frozen=True, eq=False)
class Speech:
    """A narration: mono float32 samples from -1 to 1, heard from ``offset`` seconds after the shot's start.

    ``gain`` in dB is how much louder than usual it is wanted.
    """

    samples: np.ndarray = field(repr=False)
    rate: int
    offset: float = 0.0
    gain: float = 0.0

    @property
    def duration(self) -> float:
        return len(self.samples) / self.rate


@dataclass(frozen=True)
class Transition:
    """How a shot replaces the one before it. The first shot of a film simply begins."""

    name: TransitionName = "fade"
    seconds: float = 0.6


@dataclass(frozen=True)
class Shot:
    """One picture with its words and its voice. ``name`` is what errors call it, such as ``scene 2``.

    With ``highlight`` each word of a caption stands on a pill of that colour while it is spoken.
    ``music`` False silences the music during the shot.
    """

    duration: float
    backdrop: Backdrop
    name: str = ""
    overlay: Overlay | None = None
    texts: tuple[Text, ...] = ()
    captions: tuple[Caption, ...] = ()
    caption_style: FontStyle | None = None
    highlight: RGBA | None = (124, 77, 255, 255)
    transition: Transition = Transition()
    speech: Speech | None = None
    music: bool = True


@dataclass(frozen=True)
class LogoPicture:
    """A picture over the whole film; ``width`` is a share of the film's width from 0 to 1."""

    path: Path
    position: Place = "top-right"
    width: float = 0.1


@dataclass(frozen=True)
class MusicTrack:
    """Music under the film, repeated as often as needed. ``volume`` 1 is as loud as the voice (contract §3.7)."""

    path: Path
    volume: float = 1.0
    clips: tuple[Stretch, ...] = ()


@dataclass(frozen=True)
class FontBook:
    """Where the faces are: family → weight (100–900) → font file, and the families to ask for missing glyphs.

    A family that is not in the book is set in the first of ``fallback``.
    """

    families: Mapping[str, Mapping[int, Path]]
    fallback: tuple[str, ...]

    def face(self, family: str | None, weight: int) -> Path:
        """The file of ``family`` whose weight is nearest to ``weight``; heavier wins a tie."""
        faces = self.families.get(family or "") or self.families[self.fallback[0]]
        return faces[min(faces, key=lambda known: (abs(known - weight), -known))]

    def chain(self, family: str | None, weight: int) -> tuple[Path, ...]:
        """The files to look for a glyph in, best first."""
        return tuple(dict.fromkeys(self.face(name, weight) for name in (family, *self.fallback)))


@dataclass(frozen=True)
class Film:
    """A whole film. ``mark`` is a small honest text in a corner; ``metadata`` is written into the file's header."""

    size: tuple[int, int]
    shots: tuple[Shot, ...]
    fonts: FontBook
    title: str = ""
    fps: int = 30
    logo: LogoPicture | None = None
    mark: str | None = None
    music: MusicTrack | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)

    @property
    def duration(self) -> float:
        return sum(shot.duration for shot in self.shots)

    @cached_property
    def borders(self) -> tuple[int, ...]:
        """Frame numbers at which the shots start, and the end: one more than there are shots.

        Rounded from the sums, so that errors of half a frame do not add up and sound stays with its picture.
        """
        ends = accumulate((shot.duration for shot in self.shots), initial=0.0)
        return tuple(round(end * self.fps) for end in ends)

    @property
    def spans(self) -> tuple[tuple[Shot, int, int], ...]:
        """Each shot with its first frame and the first that is no longer its own."""
        return tuple(zip(self.shots, self.borders[:-1], self.borders[1:], strict=True))

    @property
    def frames(self) -> int:
        return self.borders[-1]

    def named(self, index: int) -> str:
        """What errors call the shot of that index."""
        return self.shots[index].name or f"scene {index + 1}"
