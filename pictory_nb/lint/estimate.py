"""What a storyboard will cost: an upper bound, a line for each thing that costs; what cannot be known is unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pictory_nb import table
from pictory_nb.choices import AVATAR_CREDITS, AVATAR_SECONDS, IMAGE_MODELS, VIDEO_MODELS, avatar_credits
from pictory_nb.lint.pace import longest, voice_of
from pictory_nb.storyboard import AiVisual, ImageElement, Scene, Storyboard, VideoElement

__all__ = ["Estimate", "Line", "estimate"]

PRICES_OF = "July 2026"
"""When the service published the credits that are reckoned with."""


@dataclass(frozen=True)
class Line:
    """One thing that costs: ``amount`` of ``unit`` at most, None where it cannot be known."""

    path: str
    what: str
    amount: float | None
    unit: str

    def __str__(self) -> str:
        amount = "unknown" if self.amount is None else f"~{self.amount:,.4g}"
        return f"{amount} {self.unit}  {self.path}: {self.what}"


@dataclass(frozen=True)
class Estimate:
    """Upper bounds, from ``lines``. None is unknown, which is not nothing.

    ``elevenlabs_minutes`` are minutes read by premium voices: unknown where only the catalogue of voices can tell.
    """

    lines: tuple[Line, ...]
    seconds: float | None
    ai_credits: float | None
    elevenlabs_minutes: float | None

    @property
    def video_minutes(self) -> float | None:
        """The length in minutes, which the plan counts."""
        return None if self.seconds is None else self.seconds / 60

    def shortfalls(self, quota: Mapping[str, Any]) -> tuple[str, ...]:
        """What ``quota`` (the answer of ``GET /v1/quota``) may not suffice for; an unknown need is told as well."""
        return tuple(_shortfalls(self, quota))

    def __str__(self) -> str:
        return "At most {}, {}, {}".format(
            _worded(self.video_minutes, "video minutes"),
            _worded(self.ai_credits, "AI credits"),
            _worded(self.elevenlabs_minutes, "ElevenLabs minutes"),
        )

    def __repr__(self) -> str:
        return "\n".join([str(self), *(f"  {line}" for line in self.lines)])

    def _repr_html_(self) -> str:
        return table.html(f"{self} (prices of {PRICES_OF})", ("path", "what", "amount", "unit"), _Row.all(self.lines))


@dataclass(frozen=True)
class _Row:
    path: str
    what: str
    amount: str
    unit: str

    @classmethod
    def all(cls, lines: tuple[Line, ...]) -> list[_Row]:
        amounts = ["unknown" if line.amount is None else f"{line.amount:,.4g}" for line in lines]
        return [cls(line.path, line.what, amount, line.unit) for line, amount in zip(lines, amounts, strict=True)]


def estimate(storyboard: Storyboard) -> Estimate:
    """How long the video will be, and what it will use up, at most. Nothing is asked of the service."""
    times = tuple(_times(storyboard))
    seconds = _sum(line.amount for line in times)
    credits = (*_visuals(storyboard), *_avatar(storyboard, seconds))
    premium = tuple(_premium(storyboard, times))
    return Estimate(
        lines=(*times, *credits, *premium),
        seconds=seconds,
        ai_credits=_sum(line.amount for line in credits),
        elevenlabs_minutes=_sum(line.amount for line in premium),
    )


def together(costs: Sequence[Estimate]) -> Estimate:
    """What several videos cost; what is unknown of one is unknown of all."""
    lines = tuple(
        Line(f"{number}: {line.path}", line.what, line.amount, line.unit)
        for number, cost in enumerate(costs, 1)
        for line in cost.lines
    )
    return Estimate(
        lines,
        seconds=_sum(cost.seconds for cost in costs),
        ai_credits=_sum(cost.ai_credits for cost in costs),
        elevenlabs_minutes=_sum(cost.elevenlabs_minutes for cost in costs),
    )


def _sum(amounts: Iterator[float | None]) -> float | None:
    """The sum, unknown where a part of it is."""
    known = list(amounts)
    return None if None in known else round(sum(known), 3)  # type: ignore[arg-type]


def _times(storyboard: Storyboard) -> Iterator[Line]:
    if storyboard.template_id:
        yield Line("template_id", "the scenes of the template", None, "s")
    for number, scene in enumerate(storyboard.scenes):
        yield Line(f"scenes[{number}]", *_time(scene, storyboard), "s")


def _time(scene: Scene, storyboard: Storyboard) -> tuple[str, float | None]:
    if scene.story:
        told = longest(scene, storyboard) + (scene.end_pause_duration or 0) + 1.5 * takes(scene)
        return "telling the story", round(max(told, scene.minimum_duration or 0), 1)
    sources = {
        "blog_url": "the page", "ppt_url": "the slides", "audio_url": "the recording", "video_url": "the recording",
        "story_co_pilot": "the story that is to be written",
    }  # fmt: skip
    for field, what in sources.items():
        if getattr(scene, field):
            return what, None
    return "showing the visual", scene.minimum_duration


def takes(scene: Scene) -> int:
    """How many scenes a scene becomes at most, once its story is split."""
    parts = 1
    if scene.story and scene.create_scene_on_new_line:
        parts = len([line for line in scene.story.splitlines() if line.strip()])
    if scene.story and scene.create_scene_on_end_of_sentence:
        parts = max(parts, parts - 1 + len(re.findall(r"[.!?…。！？।]+", scene.story)))
    return max(parts, 1)


def _visuals(storyboard: Storyboard) -> Iterator[Line]:
    for number, scene in enumerate(storyboard.scenes):
        path = f"scenes[{number}]"
        count = takes(scene)
        for visual, place in _ai_visuals(scene, path):
            yield Line(f"{place}.ai_visual", *_price(visual, count), "credits")
        graphics = scene.background and scene.background.motion_graphics
        if graphics and graphics.enabled:
            yield Line(f"{path}.background.motion_graphics", "graphics by a prompt", None, "credits")
        if scene.story_co_pilot:
            yield Line(f"{path}.story_co_pilot", "writing the story", None, "credits")
    if storyboard.template_id:
        yield Line("template_id", "what the template makes", None, "credits")


def _ai_visuals(scene: Scene, path: str) -> Iterator[tuple[AiVisual, str]]:
    if scene.background and scene.background.ai_visual:
        yield scene.background.ai_visual, f"{path}.background"
    for number, broll in enumerate(scene.background_brolls):
        if broll.ai_visual:
            yield broll.ai_visual, f"{path}.background_brolls[{number}]"
    for number, element in enumerate(scene.elements):
        if isinstance(element, (ImageElement, VideoElement)) and element.ai_visual:
            yield element.ai_visual, f"{path}.elements[{number}]"


def _price(visual: AiVisual, count: int) -> tuple[str, float]:
    times = f"{count} × " if count > 1 else ""
    if visual.model in IMAGE_MODELS:
        return f"{times}an image by {visual.model}", count * IMAGE_MODELS[visual.model].credits
    model = VIDEO_MODELS[visual.model]
    duration = visual.video_duration or model.durations[-1]
    return f"{times}{duration} of video by {visual.model}", count * int(duration[:-1]) * model.credits


def _avatar(storyboard: Storyboard, seconds: float | None) -> Iterator[Line]:
    if storyboard.avatar:
        amount = None if seconds is None else avatar_credits(seconds)
        yield Line("avatar", f"{AVATAR_CREDITS} credits for every {AVATAR_SECONDS} s", amount, "credits")


def _premium(storyboard: Storyboard, times: tuple[Line, ...]) -> Iterator[Line]:
    if storyboard.template_id:
        yield Line("template_id", "the voice of the template", None, "ElevenLabs minutes")
        return
    for scene, time in zip(storyboard.scenes, times, strict=True):
        voice_over = voice_of(scene, storyboard)
        if voice_over is None or voice_over.external_voice or not _says(scene):
            continue
        amount: float | None = None
        if any(voice.premium_voice_settings for voice in voice_over.ai_voices) and time.amount is not None:
            amount = round(time.amount / 60, 3)
        if voice_over.ai_voices:  # the service's own choice, where nobody is named, is none of ElevenLabs
            names = ", ".join(str(voice.speaker) for voice in voice_over.ai_voices)
            yield Line(
                time.path, f"if {names} is of ElevenLabs" if amount is None else names, amount, "ElevenLabs minutes"
            )


def _says(scene: Scene) -> bool:
    return bool(scene.story or scene.story_co_pilot or scene.blog_url or scene.ppt_url)


_QUOTAS = {
    "videoMinutes": ("video_minutes", "video minutes"),
    "aiCredits": ("ai_credits", "AI credits"),
    "elevenLabsVoiceOverMinutes": ("elevenlabs_minutes", "ElevenLabs minutes"),
}


def _shortfalls(wanted: Estimate, quota: Mapping[str, Any]) -> Iterator[str]:
    for member, (field, name) in _QUOTAS.items():
        allowed = quota.get(member)
        if not isinstance(allowed, Mapping):
            continue
        left = allowed.get("limit", 0) - allowed.get("used", 0)
        need = getattr(wanted, field)
        if need is None:
            yield f"unknown {name} are needed, {left:,g} are left"
        elif need > left:
            yield f"{need:,.4g} {name} may be needed, {left:,g} are left"


def _worded(amount: float | None, unit: str) -> str:
    return f"unknown {unit}" if amount is None else f"{amount:,.2f}".rstrip("0").rstrip(".") + f" {unit}"
