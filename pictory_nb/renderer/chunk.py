"""A stretch of frames, drawn and encoded by itself: the unit of work that other processes can take over."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import av
import cv2
import numpy as np

from pictory_nb.errors import PictoryError, RenderError
from pictory_nb.renderer.encoder import video_encoder
from pictory_nb.renderer.film import Film, FontBook, LogoPicture, Shot
from pictory_nb.renderer.marks import Marks
from pictory_nb.renderer.planes import Planes, blank
from pictory_nb.renderer.stage import Stage
from pictory_nb.renderer.transition import BLENDED, mix

LONGEST = 2.5
"""Seconds of the longest chunk: short enough to keep all cores busy, and to give players points to jump to."""

Packet = tuple[int, int, bool, bytes]
"""Presentation and decoding time in frames (or samples), whether it is a key frame, and the data."""


@dataclass(frozen=True)
class Chunk:
    """``count`` frames of ``shot`` from its frame ``first`` on, with all that is needed to draw them.

    ``before`` is the shot before, while its picture is still to be seen. Neither shot carries its sound.
    """

    name: str
    shot: Shot
    before: Shot | None
    first: int
    count: int
    size: tuple[int, int]
    fps: int
    fonts: FontBook
    logo: LogoPicture | None = None
    mark: str | None = None


@dataclass(frozen=True)
class EncodedChunk:
    """H.264 packets of a chunk, their times counting from the chunk's start."""

    packets: tuple[Packet, ...] = field(repr=False)
    extradata: bytes = field(repr=False)
    frames: int
    size: tuple[int, int]
    fps: int


def cut(film: Film, index: int, longest: float = LONGEST) -> tuple[Chunk, ...]:
    """The chunks of one shot. Only the shots up to ``index`` need to be known, and be final, by then.

    A transition is a chunk of its own: all that is drawn anew of a shot when the one before it has changed.
    """
    frames, joined = film.borders[index + 1] - film.borders[index], _joined(film, index)
    pieces = max(-(-(frames - joined) // max(round(longest * film.fps), 1)), 1)
    edges = [0, *(joined + round((frames - joined) * n / pieces) for n in range(pieces + 1))]
    return tuple(_chunk(film, index, first, last - first) for first, last in itertools.pairwise(edges) if last > first)


def _joined(film: Film, index: int) -> int:
    """The frames of a shot in which the one before it is still seen."""
    shot = film.shots[index]
    return _frames_of_transition(shot, film.fps) if index > 0 and shot.transition.name != "none" else 0


def _chunk(film: Film, index: int, first: int, count: int) -> Chunk:
    shot = film.shots[index]
    joins = first < _joined(film, index)
    return Chunk(
        name=film.named(index),
        shot=_silent(shot),
        before=_silent(film.shots[index - 1]) if joins else None,
        first=first,
        count=count,
        size=film.size,
        fps=film.fps,
        fonts=film.fonts,
        logo=film.logo,
        mark=film.mark,
    )


def _silent(shot: Shot) -> Shot:
    return replace(shot, speech=None)


def _frames_of_transition(shot: Shot, fps: int) -> int:
    return round(min(shot.transition.seconds, shot.duration / 2) * fps)


def encode_chunk(chunk: Chunk, tell: Callable[[float], None] = lambda share: None) -> EncodedChunk:
    """Draw and encode a chunk. Safe in threads and in other processes. ``tell`` hears the part that is done, 0 to 1.

    Raises ``RenderError`` that names the shot.
    """
    cv2.setNumThreads(1)  # the machine's cores are shared out by chunks
    try:
        return _encoded(chunk, tell)
    except PictoryError:
        raise
    except (OSError, ValueError, av.FFmpegError, cv2.error) as error:
        raise RenderError(
            f"{chunk.name} could not be drawn: {error}", mend="check its pictures and its texts"
        ) from error


def _encoded(chunk: Chunk, tell: Callable[[float], None]) -> EncodedChunk:
    encoder = video_encoder(chunk.size, chunk.fps)
    frame = av.VideoFrame(*chunk.size, "yuv420p")
    planes = views(frame)
    scene = Scene(chunk)
    packets: list[Packet] = []
    for number in range(chunk.count):
        scene.draw(chunk.first + number, planes)
        frame.pts, frame.time_base = number, encoder.time_base
        packets += _packets(encoder, frame)
        tell((number + 1) / chunk.count)
    packets += _packets(encoder, None)
    return EncodedChunk(tuple(packets), bytes(encoder.extradata), chunk.count, chunk.size, chunk.fps)


def _packets(encoder: av.VideoCodecContext, frame: av.VideoFrame | None) -> Iterator[Packet]:
    for packet in encoder.encode(frame):
        yield packet.pts, packet.dts, packet.is_keyframe, bytes(packet)


def views(frame: av.VideoFrame) -> Planes:
    """The planes of a frame as arrays that share its memory, so that nothing is copied."""
    luma, u, v = (
        np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)[: plane.height, : plane.width]
        for plane in frame.planes
    )
    return luma, u, v


class Scene:
    """A chunk's stage, and the one before while it is still seen."""

    def __init__(self, chunk: Chunk) -> None:
        self._fps, self._shot = chunk.fps, chunk.shot
        self._stage = Stage(chunk.shot, chunk.fonts, chunk.size)
        self._before = Stage(chunk.before, chunk.fonts, chunk.size) if chunk.before else None
        self._under = blank(*chunk.size) if chunk.before else None
        self._joined = _frames_of_transition(chunk.shot, chunk.fps)
        self._marks = Marks(chunk.logo, chunk.mark, chunk.fonts, chunk.size, self._stage.ground)

    def draw(self, number: int, planes: Planes) -> None:
        """Draw frame ``number`` of the chunk's shot into ``planes``."""
        seconds = number / self._fps
        self._stage.paint_picture(seconds, planes)
        if self._before is None or number >= self._joined:
            self._stage.paint_words(seconds, planes)
        else:
            self._join(seconds, (number + 1) / (self._joined + 1), planes)
        self._marks.paint(planes)

    def _join(self, seconds: float, share: float, planes: Planes) -> None:
        before = self._before.shot.duration
        last = before - 1 / self._fps  # words stay as they were at the end; only the picture moves on
        self._before.paint_picture(before + seconds, self._under)
        if self._shot.transition.name in BLENDED:
            mix(self._shot.transition.name, share, self._under, planes)
            self._before.paint_words(last, planes, _falling(share / 0.45))
            self._stage.paint_words(seconds, planes, 1 - _falling((share - 0.5) / 0.5))
        else:
            self._before.paint_words(last, self._under)
            self._stage.paint_words(seconds, planes)
            mix(self._shot.transition.name, share, self._under, planes)


def _falling(share: float) -> float:
    return 1 - min(max(share, 0.0), 1.0)
