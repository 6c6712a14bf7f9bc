"""HDR: footage of more light and more colours than a film can show, brought into its range.

What each colour becomes is computed once, on a cube of 64 × 64 × 64 of them, in which FFmpeg then looks pictures up.
Light is rolled off by the curve of ITU-R BT.2390: what is as bright as paper stays nearly so, and clouds keep a shape.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import av
import numpy as np

__all__ = ["Toner", "toner_of"]

Toner = Callable[[av.VideoFrame], av.VideoFrame]
"""Turns a picture of one size, in RGB of 16 bits, into the same for a film."""
_PQ, _HLG, _BT2020 = 16, 18, 9
"""What streams call these transfers and primaries (ITU-T H.273)."""
_PAPER, _PEAK = 203.0, 1000.0
"""Candelas per square metre of white paper (ITU-R BT.2408), and of the brightest that is told apart."""
_GAMMA = 2.2
"""Of the screens on which films from a notebook are watched."""
_SIDE = 64
_LUMINANCE = np.array([0.2627, 0.6780, 0.0593])
_TO_709 = np.array([[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]])


def toner_of(codec: av.VideoCodecContext) -> Toner | None:
    """What the pictures of a stream need; None for those that are as a film is. It serves one size of picture."""
    if codec.color_trc not in (_PQ, _HLG) and codec.color_primaries != _BT2020:
        return None
    return _Lookup(int(codec.color_trc))


class _Lookup:
    def __init__(self, transfer: int) -> None:
        self._cube = _cube(transfer)
        self._ends: tuple[av.filter.Graph, av.filter.context.FilterContext, av.filter.context.FilterContext] | None = (
            None
        )
        self._pushed = 0

    def __call__(self, picture: av.VideoFrame) -> av.VideoFrame:
        self._ends = self._ends or _graph(picture, self._cube)
        _, source, sink = self._ends
        picture.pts, self._pushed = self._pushed, self._pushed + 1
        source.push(picture)
        return sink.pull()


def _graph(
    picture: av.VideoFrame, cube: np.ndarray
) -> tuple[av.filter.Graph, av.filter.context.FilterContext, av.filter.context.FilterContext]:
    """The graph, where pictures are put in, and where they come out."""
    graph = av.filter.Graph()
    source = graph.add_buffer(width=picture.width, height=picture.height, format=picture.format, time_base=1)
    colours = graph.add_buffer(width=cube.shape[1], height=cube.shape[0], format=picture.format, time_base=1)
    look_up, sink = graph.add("haldclut"), graph.add("buffersink")
    source.link_to(look_up, 0, 0)
    colours.link_to(look_up, 0, 1)
    look_up.link_to(sink)
    graph.configure()
    colours.push(av.VideoFrame.from_ndarray(cube, format=picture.format.name))
    colours.push(None)
    return graph, source, sink


@lru_cache(maxsize=3)
def _cube(transfer: int) -> np.ndarray:
    """What each colour becomes, as the square picture of 512 × 512 that the filter reads; red changes fastest."""
    steps = np.linspace(0, 1, _SIDE)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    light = _light(np.stack([red, green, blue], axis=-1).reshape(-1, 3), transfer)
    shown = _shown(_rolled_off(light) if transfer in (_PQ, _HLG) else light)
    side = round(_SIDE**1.5)
    return np.round(shown * 65535).astype(np.uint16).reshape(side, side, 3)


def _light(signal: np.ndarray, transfer: int) -> np.ndarray:
    """The light that a signal stands for, in candelas per square metre."""
    if transfer == _PQ:
        return _of_pq(signal)
    if transfer != _HLG:
        return _PAPER * signal**_GAMMA
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - c) / a) + b) / 12)
    return _PEAK * (scene @ _LUMINANCE)[:, None] ** 0.2 * scene


def _rolled_off(light: np.ndarray) -> np.ndarray:
    """No brighter than paper (BT.2390, 5.4.1). The brightest of the three counts for all, so that hues stay."""
    brightest = light.max(axis=1, keepdims=True)
    top = _pq(_PEAK)
    most = _pq(_PAPER) / top
    signal = np.minimum(_pq(brightest) / top, 1)
    knee = 1.5 * most - 0.5
    t = np.maximum((signal - knee) / (1 - knee), 0)
    bent = (2 * t**3 - 3 * t**2 + 1) * knee + (t**3 - 2 * t**2 + t) * (1 - knee) + (3 * t**2 - 2 * t**3) * most
    return light * (_of_pq(np.where(signal < knee, signal, bent) * top) / np.maximum(brightest, 1e-6))


def _shown(light: np.ndarray) -> np.ndarray:
    """The signal for a usual screen, 0 to 1. Colours that none of those can show become paler until one can."""
    share = np.maximum(light @ _TO_709.T, 0) / _PAPER
    grey = np.minimum((light @ _LUMINANCE)[:, None] / _PAPER, 1)
    most = share.max(axis=1, keepdims=True)
    share = grey + (share - grey) * np.where(most > 1, (1 - grey) / np.maximum(most - grey, 1e-6), 1)
    return np.clip(share, 0, 1) ** (1 / _GAMMA)


_M1, _M2, _C1, _C2, _C3 = 2610 / 16384, 2523 / 32, 3424 / 4096, 2413 / 128, 2392 / 128
"""The constants of SMPTE ST 2084."""


def _pq(light: np.ndarray | float) -> np.ndarray:
    power = (np.maximum(light, 0) / 10_000) ** _M1
    return ((_C1 + _C2 * power) / (1 + _C3 * power)) ** _M2


def _of_pq(signal: np.ndarray) -> np.ndarray:
    power = signal ** (1 / _M2)
    return 10_000 * (np.maximum(power - _C1, 0) / (_C2 - _C3 * power)) ** (1 / _M1)
