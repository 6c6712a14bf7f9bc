"""Footage as telephones record it: for bright screens, turned on its side, and at no fixed rate."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from pictory_nb.renderer import Footage, picture_at
from tests.renderer import house

PQ, HLG, BT709, BT2020 = 16, 18, 1, 9
WHITE, GREY, RED = (203.0,) * 3, (30.0,) * 3, (60.0, 3.0, 2.0)
"""Light in candelas per square metre, in the primaries of BT.2020: paper, a grey, and a rose."""


def shown(path: Path, seconds: float = 0.5) -> np.ndarray:
    shot = replace(house.plain(seconds=4.0), backdrop=Footage(path, loop=False))
    return picture_at(house.film(shot), seconds)


def as_pq(light: np.ndarray) -> np.ndarray:
    """SMPTE ST 2084."""
    power = (light / 10_000) ** 0.1593017578125
    return ((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power)) ** 78.84375


def as_hlg(light: np.ndarray) -> np.ndarray:
    """ITU-R BT.2100, for a screen of 1000 candelas per square metre."""
    scene = light / 1000 * (light @ [0.2627, 0.678, 0.0593] / 1000) ** (1 / 1.2 - 1)
    return np.where(
        scene <= 1 / 12, np.sqrt(3 * scene), 0.17883277 * np.log(np.maximum(12 * scene - 0.28467, 0.01)) + 0.55991
    )


def bright(path: Path, signal: Sequence[float], transfer: int) -> Path:
    """A video of one colour, in ten bits and BT.2020."""
    pixels = np.full((96, 160, 3), np.asarray(signal) * 65535).astype(np.uint16)
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 160, 96, "yuv420p10le"
        marks = {"color_primaries": BT2020, "color_trc": transfer, "colorspace": BT2020, "color_range": 1}
        for name, value in marks.items():
            setattr(stream.codec_context, name, value)
        for _ in range(10):
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb48le").reformat(
                format="yuv420p10le", dst_colorspace=BT2020
            )
            for name, value in marks.items():
                setattr(frame, name, value)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


@pytest.mark.parametrize(("transfer", "encoded"), [(PQ, as_pq), (HLG, as_hlg)], ids=["pq", "hlg"])
def test_hdr_looks_like_itself(tmp_path: Path, transfer: int, encoded: object) -> None:
    """Paper is nearly white, what is in the shade is as dark as it is, and a rose is red, told in either way."""
    white, grey, red = (
        shown(bright(tmp_path / f"{n}.mp4", encoded(np.array(light)), transfer))[90, 160].astype(int)
        for n, light in enumerate((WHITE, GREY, RED))
    )
    assert 215 < white.min() <= white.max() < 250
    assert np.abs(grey - 255 * (30 / 203) ** (1 / 2.2)).max() < 4
    assert np.abs(red - [186, 0, 24]).max() < 16


def test_no_light_is_so_bright_that_another_is_not_brighter(tmp_path: Path) -> None:
    """The curve goes on rising far above paper, so that clouds keep a shape."""
    levels = [
        int(shown(bright(tmp_path / f"{light}.mp4", as_pq(np.full(3, float(light))), PQ))[90, 160, 1])
        for light in (50, 100, 203, 400, 600)
    ]
    assert levels == sorted(set(levels))
    assert levels[-1] >= 250


def test_wide_colours_of_usual_brightness_stay_as_they_are(tmp_path: Path) -> None:
    """Nothing is rolled off where nothing is too bright."""
    assert np.abs(shown(bright(tmp_path / "a.mp4", (0.8,) * 3, BT709))[90, 160].astype(int) - 204).max() < 4


def halves(path: Path, times: Sequence[int] = range(20)) -> Path:
    """Red on the left; on the right a grey that is lighter with each picture. ``times`` are in tenths of a second."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 160, 96, "yuv420p"
        stream.codec_context.time_base = Fraction(1, 10)
        for number, time in enumerate(times):
            pixels = np.full((96, 160, 3), 40 + 10 * number, np.uint8)
            pixels[:, :80] = (220, 30, 30)
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            frame.pts, frame.time_base = time, Fraction(1, 10)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def turned(path: Path, quarters: int) -> Path:
    """The same file, saying that it is to be turned clockwise, as a telephone does."""
    cos, sin = [(1, 0), (0, 1), (-1, 0), (0, -1)][quarters]
    matrix = [cos << 16, sin << 16, 0, -sin << 16, cos << 16, 0, 0, 0, 1 << 30]
    content = bytearray(path.read_bytes())
    place = content.index(b"tkhd") + 44
    content[place : place + 36] = struct.pack(">9i", *matrix)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(("quarters", "red"), [(0, "left"), (1, "top"), (2, "right"), (3, "bottom")])
def test_a_turned_video_is_shown_upright(tmp_path: Path, quarters: int, red: str) -> None:
    """However the telephone was held."""
    picture = shown(turned(halves(tmp_path / "a.mp4"), quarters))
    places = {"left": (90, 10), "right": (90, 310), "top": (5, 160), "bottom": (175, 160)}
    is_red = {name for name, (y, x) in places.items() if picture[y, x, 0] > picture[y, x, 1] + 100}
    assert red in is_red
    assert {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}[red] not in is_red


def test_pictures_at_no_fixed_rate_come_when_they_should(tmp_path: Path) -> None:
    """Each stays until the next: after a pause of two seconds as after one of a tenth."""
    video = halves(tmp_path / "a.mp4", (0, 1, 2, 5, 25, 26, 40))
    for seconds, number in ((0.15, 1), (0.4, 2), (0.6, 3), (2.4, 3), (2.55, 4), (3.5, 5)):
        assert abs(int(shown(video, seconds)[90, 300, 0]) - (40 + 10 * number)) < 4
