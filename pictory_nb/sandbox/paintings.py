"""AI visuals of a storyboard (``aiVisual``): each is painted by the stand-in, and the scene shows it as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pictory_nb.choices import IMAGE_MODELS, VIDEO_MODELS
from pictory_nb.sandbox.library import made
from pictory_nb.sandbox.library.painting import NOTE, painted
from pictory_nb.sandbox.media import Media
from pictory_nb.sandbox.takes import Take
from pictory_nb.storyboard import AiVisual, Background, BackgroundSettings, ImageElement, Scene, VideoElement

__all__ = ["Painted", "price_of", "size_of", "with_paintings"]

_LONGEST_SIDE = 1920


@dataclass(frozen=True)
class Painted:
    """The takes with their visuals painted, what is to be said about it, and the credits that it would have cost."""

    takes: list[Take]
    notes: list[str] = field(default_factory=list)
    credits: float = 0.0


def with_paintings(takes: Sequence[Take], size: tuple[int, int], media: Media) -> Painted:
    """Raises ``RenderError`` that names the scene for a picture of reference that is not there."""
    painter = _Painter(size, media)
    found = [replace(take, scene=painter.scene(take)) for take in takes]
    return Painted(found, [f"{NOTE} (aiVisual)."] if painter.count else [], round(painter.credits, 2))


def price_of(model: str, seconds: float = 0.0) -> float:
    """The AI credits that the service takes for an image, or for so many seconds of video."""
    return IMAGE_MODELS[model].credits if model in IMAGE_MODELS else round(VIDEO_MODELS[model].credits * seconds, 2)


def size_of(ratio: str, short: int) -> tuple[int, int]:
    """Width and height of a picture of the ratio ``16:9``, in even numbers."""
    across, down = map(int, ratio.split(":"))
    scale = short / min(across, down)
    return round(across * scale / 2) * 2, round(down * scale / 2) * 2


class _Painter:
    def __init__(self, size: tuple[int, int], media: Media) -> None:
        self._size, self._media = size, media
        self._last: Path | None = None
        self._seen: dict[tuple[str, str | None], int] = {}
        self.count, self.credits = 0, 0.0

    def scene(self, take: Take) -> Scene:
        scene, changes = take.scene, {}
        if scene.background and scene.background.ai_visual:
            changes["background"] = self._background(scene.background, take)
        if any(broll.ai_visual for broll in scene.background_brolls):
            changes["background_brolls"] = tuple(
                self._background(broll, take) if broll.ai_visual else broll for broll in scene.background_brolls
            )
        if any(getattr(element, "ai_visual", None) for element in scene.elements):
            changes["elements"] = tuple(self._element(element, take) for element in scene.elements)
        return scene.replace(**changes) if changes else scene

    def _background(self, background: Background, take: Take) -> Background:
        settings = background.settings
        if background.ai_visual.is_video and not (settings and settings.video_ken_burns):
            settings = BackgroundSettings(zoom_and_pan=True)  # what was to be a film moves at least
        url = self._paint(background.ai_visual, take, self._size)
        return background.replace(type="image", visual_url=url, ai_visual=None, settings=settings)

    def _element(self, element: object, take: Take) -> object:
        if not isinstance(element, ImageElement | VideoElement) or not element.ai_visual:
            return element
        side = min(self._size) // 2 * 2
        placed = {name: getattr(element, name) for name in ("position", "top", "left", "width", "color_overlay")}
        url = self._paint(element.ai_visual, take, (side, side))
        return ImageElement(visual_url=url, **{name: value for name, value in placed.items() if value is not None})

    def _paint(self, visual: AiVisual, take: Take, size: tuple[int, int]) -> str:
        prompt = visual.prompt or take.story
        seen = self._seen[prompt, visual.media_style] = self._seen.get((prompt, visual.media_style), -1) + 1
        references = (visual.first_frame_image_url, visual.reference_image_url, *visual.reference_image_urls)
        like = next((self._media.file(url, take.name) for url in references if url), None)
        if visual.visual_continuity and like is None:
            like = self._last
        scale = min(1.0, _LONGEST_SIDE / max(size))
        shown = (round(size[0] * scale), round(size[1] * scale))
        url = painted(prompt, visual.media_style, shown, seed=seen, like=like)
        self._last = made.path_of(url)
        self.count += 1
        duration = visual.video_duration or (VIDEO_MODELS[visual.model].durations[0] if visual.is_video else "0s")
        self.credits += price_of(visual.model, float(duration[:-1]))
        return url
