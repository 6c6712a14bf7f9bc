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

    from pictory_nb.storyboard import FontStyle, ImageElement, SceneAvatar, Shape, Text, VideoElement

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
class View:
    """What a camera sees: the whole picture at ``zoom`` 1, half of it at 2, around ``x`` and ``y`` from 0 to 1."""

    zoom: float = 1.0
    x: float = 0.5
    y: float = 0.5


@dataclass(frozen=True)
class Camera:
    """A slow move from one view to another, over the whole shot."""

    start: View = View()
    end: View = View()


@dataclass(frozen=True)
class Picture:
    """A photograph that covers the frame. ``zoom_and_pan`` drifts sideways, ``ken_burns`` moves slowly in or out.

    A ``camera`` goes before the ``motion``.
    """

    path: Path
    motion: Literal["none", "zoom_and_pan", "ken_burns"] = "ken_burns"
    camera: Camera | None = None


@dataclass(frozen=True)
class Footage:
    """A video that covers the frame: its ``clips`` one after another, or the whole of it when there are none.

    At their end it starts again (``loop``) or holds its last picture. Its own sound is heard unless ``mute``.
    """

    path: Path
    clips: tuple[Stretch, ...] = ()
    loop: bool = True
    mute: bool = True
    camera: Camera | None = None


Staging = Literal["disc", "orbit", "window", "tile", "rays", "hills", "rings"]
"""How an emblem is set into the picture."""


@dataclass(frozen=True)
class Aurora:
    """A slowly moving mesh of colours with drifting lights, and an ``emblem`` (a picture with alpha) staged before it.

    The first colour of ``palette`` is the ground on which the others glow. ``companions`` are smaller emblems around
    the first.
    """

    palette: tuple[RGB, ...]
    seed: int = 0
    emblem: Path | None = None
    staging: Staging = "disc"
    companions: tuple[Path, ...] = ()


Backdrop = Union[Colour, Picture, Footage, Aurora]  # noqa: UP007 - evaluated at run time, where 3.10 cannot say X | Y


@dataclass(frozen=True)
class Overlay:
    """A veil over the backdrop, under the words; its opacity is from 0 to 1."""

    rgb: RGB
    opacity: float = 0.4


@dataclass(frozen=True)
class Cutaway:
    """Another picture in the place of a shot's own, from ``start`` to ``end``."""

    backdrop: Backdrop
    start: float
    end: float
    overlay: Overlay | None = None


@dataclass(frozen=True)
class Inset:
    """A picture or a video on the picture, in its own proportions. ``element`` says where, and how wide."""

    medium: Picture | Footage
    element: ImageElement | VideoElement
    overlay: Overlay | None = None


@dataclass(frozen=True)
class Presenter:
    """Somebody who would speak the story, and is only hinted at: a drawn figure that says what it is.

    ``radius`` is a share of half of its shorter side, ``border`` its width in pixels of a 1080-line picture.
    """

    label: str
    element: SceneAvatar
    ground: RGBA = (76, 60, 160, 255)
    radius: float = 1.0
    rim: RGBA = (255, 255, 255, 230)
    border: float = 5.0


@dataclass(frozen=True)
class Theme:
    """A look for the whole film: what its texts look like where they do not say, and how emblems are staged."""

    heading: FontStyle | None = None
    subheading: FontStyle | None = None
    body: FontStyle | None = None
    rule: bool = True

    def style(self, variant: str) -> FontStyle | None:
        """The style of a variant of text: ``heading``, ``subheading`` or ``body``."""
        return getattr(self, variant)


@dataclass(frozen=True)
class SpokenWord:
    """One written word with its punctuation, and when it is spoken.

    A part of a word is ``glued`` to the part before: nothing stands between them.
    """

    text: str
    start: float
    end: float
    keyword: bool = False
    glued: bool = False


@dataclass(frozen=True)
class Caption:
    """The words that stand in the picture together, from ``start`` to ``end``."""

    words: tuple[SpokenWord, ...]
    start: float
    end: float

    @property
    def text(self) -> str:
        return "".join(word.text if word.glued else f" {word.text}" for word in self.words).strip()


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

    ``elements`` stand on one another in their order, ``cutaways`` are seen instead of the backdrop for a while.
    With ``highlight`` each word of a caption stands on a pill of that colour while it is spoken.
    ``music`` False silences the music during the shot.
    """

    duration: float
    backdrop: Backdrop
    name: str = ""
    overlay: Overlay | None = None
    elements: tuple[Text | Shape | Inset, ...] = ()
    cutaways: tuple[Cutaway, ...] = ()
    presenter: Presenter | None = None
    theme: Theme = Theme()
    captions: tuple[Caption, ...] = ()
    caption_style: FontStyle | None = None
    highlight: RGBA | None = (124, 77, 255, 255)
    transition: Transition = Transition()
    speech: Speech | None = None
    music: bool = True

    @property
    def texts(self) -> tuple[Text, ...]:
        return tuple(element for element in self.elements if getattr(element, "type", None) == "text")


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
