"""From one picture to the next: the contract's transitions (§3.9) on planes, by one 8-bit mask per frame."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import cv2
import numpy as np

from pictory_nb.renderer.film import TransitionName
from pictory_nb.renderer.planes import Planes, copied

BLENDED = frozenset({"fade", "hblur", "smoothleft", "smoothright"})
"""Transitions in which both pictures are seen through one another: their words must not be."""
_SOFT = 0.25
"""Width of the soft edge of smoothleft and smoothright, as a share of the frame."""


def mix(name: TransitionName, share: float, old: Planes, new: Planes) -> None:
    """Replace ``new``, in place, by the picture ``share`` (0 to 1) of the way from ``old`` to ``new``."""
    if name == "none" or share >= 1:
        return
    eased = share * share * (3 - 2 * share)
    if name == "fade":
        _fade(eased, old, new)
    elif name == "hblur":
        _fade(eased, old, new)
        _smear(1 - abs(1 - 2 * share), new)
    elif name == "circlecrop":
        _close_and_open(share, old, new)
    else:
        height, width = new[0].shape
        _through(_MASKS[name](eased, width, height), old, new)


def _fade(share: float, old: Planes, new: Planes) -> None:
    for before, after in zip(old, new, strict=True):
        cv2.addWeighted(before, 1 - share, after, share, 0, dst=after)


def _smear(strength: float, planes: Planes) -> None:
    for plane in planes:
        reach = int(1 + strength * plane.shape[1] * 0.12) | 1
        cv2.blur(plane, (reach, 1), dst=plane)


def _through(mask: np.ndarray, old: Planes, new: Planes) -> None:
    """``new`` where the mask is 255, ``old`` where it is 0."""
    small = cv2.resize(mask, (mask.shape[1] // 2, mask.shape[0] // 2), interpolation=cv2.INTER_AREA)
    for n, (before, after) in enumerate(zip(old, new, strict=True)):
        cover = mask if n == 0 else small
        kept = cv2.multiply(before, cv2.bitwise_not(cover), scale=1 / 255)
        cv2.add(cv2.multiply(after, cover, scale=1 / 255), kept, dst=after)


def _close_and_open(share: float, old: Planes, new: Planes) -> None:
    """The old picture closes to a dot in the middle, and the new one opens out of it."""
    height, width = new[0].shape
    distance = _distances(width, height)
    near = abs(1 - 2 * share) ** 1.5 * distance.max()
    mask = _bytes((near - distance) * 0.7)
    black = (np.full_like(new[0], 16), np.full_like(new[1], 128), np.full_like(new[2], 128))
    if share < 0.5:
        copied(old, new)
    _through(mask, black, new)


def _wipe(edge: Callable[[float, np.ndarray], np.ndarray], *, down: bool) -> Callable[[float, int, int], np.ndarray]:
    def mask(share: float, width: int, height: int) -> np.ndarray:
        at = (np.arange(height if down else width, dtype=np.float32) + 0.5) / (height if down else width)
        line = _bytes(edge(share, at))
        return np.ascontiguousarray(np.broadcast_to(line[:, None] if down else line[None, :], (height, width)))

    return mask


def _radial(share: float, width: int, height: int) -> np.ndarray:
    return _bytes((share * 1.04 - _angles(width, height)) / 0.04)


_MASKS: dict[str, Callable[[float, int, int], np.ndarray]] = {
    "wipeleft": _wipe(lambda share, at: (at - (1 - share)) * 400, down=False),
    "wiperight": _wipe(lambda share, at: (share - at) * 400, down=False),
    "wipeup": _wipe(lambda share, at: (at - (1 - share)) * 400, down=True),
    "wipedown": _wipe(lambda share, at: (share - at) * 400, down=True),
    "smoothleft": _wipe(lambda share, at: (at - (1 - share) * (1 + _SOFT)) / _SOFT + 1, down=False),
    "smoothright": _wipe(lambda share, at: (share * (1 + _SOFT) - at) / _SOFT, down=False),
    "radial": _radial,
}


@lru_cache(maxsize=2)
def _distances(width: int, height: int) -> np.ndarray:
    """Pixels from the middle of the frame."""
    across = np.arange(width, dtype=np.float32) + 0.5 - width / 2
    down = np.arange(height, dtype=np.float32) + 0.5 - height / 2
    return np.hypot(across[None, :], down[:, None])


@lru_cache(maxsize=2)
def _angles(width: int, height: int) -> np.ndarray:
    """How far round the clock each pixel is, from 0 at twelve to 1."""
    across = np.arange(width, dtype=np.float32) + 0.5 - width / 2
    down = np.arange(height, dtype=np.float32) + 0.5 - height / 2
    angle = np.arctan2(across[None, :], -down[:, None])
    return (angle % (2 * np.pi) / (2 * np.pi)).astype(np.float32)


def _bytes(share: np.ndarray) -> np.ndarray:
    return (np.clip(share, 0, 1) * 255 + 0.5).astype(np.uint8)
