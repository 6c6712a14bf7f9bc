"""What the AI studio is told, checked by both sides: which model makes what (contract §2.45, §2.47, §3.9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pictory_nb.choices import IMAGE_MODELS, MEDIA_STYLES, VIDEO_MODELS
from pictory_nb.errors import BadArguments, Problem
from pictory_nb.terms import close_to

__all__ = ["AI_IMAGE", "AI_VIDEO", "IMAGE_MODEL", "VIDEO_MODEL", "image_order", "video_order"]

AI_IMAGE, AI_VIDEO = "ai_image", "ai_video"
"""Kinds of jobs."""
IMAGE_MODEL, VIDEO_MODEL = "seedream3.0", "pixverse5.5"
"""Those that are taken where none is named."""
SHORTEST, LONGEST = 5, 5000
"""Signs of a prompt."""
_ONE_OF = ("firstFrameImageUrl", "extendVideoUrl", "referenceImageUrls")


def image_order(told: Mapping[str, Any]) -> dict[str, Any]:
    """The order with its defaults filled in. Raises ``BadArguments`` for all that is wrong with it."""
    order = {"model": IMAGE_MODEL, **told}
    problems = [*_prompt(order), *_choice("model", order["model"], tuple(IMAGE_MODELS))]
    problems += _choice("style", order.get("style"), MEDIA_STYLES)
    problems += _as_the_model_can(order, IMAGE_MODELS, aspectRatio="ratios")
    if order["model"] == "flux-schnell" and order.get("referenceImageUrl"):
        problems.append(
            Problem("referenceImageUrl", "flux-schnell has no use for it", "take it away, or another model")
        )
    return _sound(order, problems)


def video_order(told: Mapping[str, Any]) -> dict[str, Any]:
    """The order with its defaults filled in. Raises ``BadArguments`` for all that is wrong with it."""
    order = {"model": VIDEO_MODEL, **told}
    problems = [*_prompt(order), *_choice("model", order["model"], tuple(VIDEO_MODELS))]
    problems += _as_the_model_can(order, VIDEO_MODELS, aspectRatio="ratios", duration="durations")
    if len(given := [name for name in _ONE_OF if order.get(name)]) > 1:
        problems.append(Problem(given[1], f"{' and '.join(given)} exclude each other", "keep one of them"))
    return _sound(order, problems)


def _as_the_model_can(order: dict[str, Any], models: Mapping[str, Any], **lists: str) -> Iterator[Problem]:
    """Fill in the first of what the model makes. Where there is no such model, what none of them makes is wrong."""
    model = models.get(str(order["model"]))
    for name, list_ in lists.items():
        known = getattr(model, list_) if model else [one for each in models.values() for one in getattr(each, list_)]
        order.setdefault(name, known[0])
        yield from _choice(name, order[name], tuple(dict.fromkeys(known)), model.name if model else "")


def _sound(order: dict[str, Any], problems: list[Problem]) -> dict[str, Any]:
    if problems:
        raise BadArguments(problems)
    return order


def _prompt(order: Mapping[str, Any]) -> Iterator[Problem]:
    length = len(str(order.get("prompt") or "").strip())
    if not SHORTEST <= length <= LONGEST:
        yield Problem("prompt", f"it has {length:,} signs", f"write from {SHORTEST} to {LONGEST:,}")


def _choice(name: str, value: Any, known: tuple[str, ...], model: str = "") -> Iterator[Problem]:
    if value is not None and value not in known:
        close = close_to(str(value), known)
        mend = f"did you mean {close!r}?" if close else f"write {', '.join(known)}"
        yield Problem(name, f"{model} makes no {value!r}" if model else f"there is no {name} {value!r}", mend)
