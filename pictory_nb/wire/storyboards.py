"""Codec of the v2 storyboard body (contract §3.1)."""

from __future__ import annotations

from typing import Any

from pictory_nb.errors import BadStoryboard, Problem
from pictory_nb.storyboard import Storyboard

__all__ = ["dump_storyboard", "load_storyboard"]


def dump_storyboard(storyboard: Storyboard) -> dict[str, Any]:
    return storyboard.to_wire()


def load_storyboard(body: Any) -> Storyboard:
    """What the service would understand: unknown fields are dropped (V32), broken rules raise ``BadStoryboard``."""
    if not isinstance(body, dict):
        raise BadStoryboard([Problem("body", "the body is not a JSON object")])
    return Storyboard.from_wire(body, drop_unknown=True)
