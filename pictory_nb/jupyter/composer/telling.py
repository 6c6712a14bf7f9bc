"""What the browser is told beside the scenes: what is wrong where, how long it takes, what it costs, its frame."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from pictory_nb import choices, terms
from pictory_nb.composing import Draft, Remark
from pictory_nb.layout import Layout
from pictory_nb.lint import Estimate, estimate
from pictory_nb.lint.pace import planned
from pictory_nb.storyboard import Scene, Storyboard

__all__ = ["TERMS", "told"]

TERMS: dict[str, Any] = {
    "transitions": choices.TRANSITIONS,
    "animations": choices.ANIMATIONS,
    "languages": choices.LANGUAGES,
    "audioLanguages": choices.AUDIO_LANGUAGES,
    "captionLanguages": choices.CAPTION_LANGUAGES,
    "shapes": choices.SHAPES,
    "categories": terms.CATEGORIES,
    "moods": terms.MOODS,
    "fonts": terms.FONTS,
    "outlined": choices.OUTLINED_SHAPES,
    "tones": choices.TONES,
    "videoTypes": choices.VIDEO_TYPES,
    "platforms": choices.PLATFORMS,
    "mediaStyles": choices.MEDIA_STYLES,
    "models": {
        **{name: {"credits": model.credits} for name, model in choices.IMAGE_MODELS.items()},
        **{
            name: {"credits": model.credits, "film": True, "durations": model.durations}
            for name, model in choices.VIDEO_MODELS.items()
        },
    },
}
"""The closed lists that fields choose from."""


def told(draft: Draft, place: str) -> dict[str, Any]:
    """Each entry by its name, so that only what is new has to be sent."""
    storyboard = draft.storyboard
    remarks: dict[str, list[dict[str, Any]]] = {}
    for remark in draft.remarks:
        remarks.setdefault(str(remark.at[0]), []).append(_remark(remark))
    seconds = _seconds(draft, storyboard) if storyboard else {}
    size = storyboard.size if storyboard else _SIZE
    return {
        "remarks": remarks,
        "errors": sum(remark["level"] == "error" for found in remarks.values() for remark in found),
        "seconds": seconds,
        "total": round(sum(seconds.values()), 1),
        "price": _price(estimate(storyboard), place) if storyboard else "",
        "place": "sandbox" if place == "sandbox" else "Pictory’s cloud",
        "name": storyboard.video_name if storyboard else "",
        "frames": Layout(*size).numbers(),
    }


_SIZE = (1920, 1080)


def _remark(remark: Remark) -> dict[str, Any]:
    fix = [{"put": list(put.at), "value": put.value} for put in remark.fix]
    said = {"reason": _plainly(remark.reason), "mend": _plainly(remark.mend)}
    return {**asdict(remark), **said, "at": list(remark.at), "fix": fix}


def _plainly(text: str) -> str:
    """As it is said to somebody who sees fields and not their names in Python: ``is_ssml_story=True``."""
    text = re.sub(r"pictory_nb\.terms\.(\w+)", lambda found: f"the {found[1].lower()}", text)
    text = re.sub(r"\b(\w+?)s\[(\d+)\]", lambda found: f"{found[1]} {int(found[2]) + 1}", text)
    names = re.compile(r"\{\{.*?\}\}|'[^']*'|(?<=[a-z])_(?=[a-z])")  # what somebody wrote stays as it is
    said = names.sub(lambda found: " " if found[0] == "_" else found[0], text.replace("=True", ""))
    return said[:1].upper() + said[1:]


def _seconds(draft: Draft, storyboard: Storyboard) -> dict[str, float]:
    lengths = (
        (card.id, _length(scene, storyboard)) for card, scene in zip(draft.sound, storyboard.scenes, strict=True)
    )
    return {id: round(length, 1) for id, length in lengths if length}


def _length(scene: Scene, storyboard: Storyboard) -> float:
    """Seconds at the usual pace; 0 where only the service can tell."""
    spoken = planned(scene, storyboard) if scene.story else 0.0
    return max(spoken + (scene.end_pause_duration or 0.0), scene.minimum_duration or 0.0)


def _price(cost: Estimate, place: str) -> str:
    minutes = "some minutes" if cost.video_minutes is None else f"{cost.video_minutes:.1f} min"
    credits = "AI credits" if cost.ai_credits is None else f"{cost.ai_credits:g} AI credits" if cost.ai_credits else ""
    said = f"at most {minutes}" + (f" and {credits}" if credits else "")
    return f"{said} in the cloud" if place == "sandbox" else said
