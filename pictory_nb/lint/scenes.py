"""Findings about one scene."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from pictory_nb.choices import IMAGE_MODELS, OUTLINED_SHAPES
from pictory_nb.errors import BadStoryboard
from pictory_nb.lint.finding import Finding, Fix
from pictory_nb.lint.pace import plain, planned
from pictory_nb.ssml import read_ssml
from pictory_nb.storyboard import AiVisual, Background, Scene, Shape, Storyboard, Text, VideoElement
from pictory_nb.terms import CATEGORIES, close_to

__all__ = ["findings_of_scene"]


def findings_of_scene(scene: Scene, path: str, storyboard: Storyboard) -> Iterator[Finding]:
    """Everything worth knowing about ``scene``, which stands at ``path``."""
    yield from _length(scene, path, storyboard)
    yield from _content(scene, path, storyboard)
    backgrounds = [(scene.background, f"{path}.background")] if scene.background else []
    backgrounds += [
        (broll, f"{path}.background_brolls[{number}]") for number, broll in enumerate(scene.background_brolls)
    ]
    for background, place in backgrounds:
        yield from _background(background, place, storyboard)
    yield from _elements(scene, path, storyboard)


def _length(scene: Scene, path: str, storyboard: Storyboard) -> Iterator[Finding]:
    wanted = scene.minimum_duration
    if scene.story and wanted:
        needed = planned(scene, storyboard) + (scene.end_pause_duration or 0)
        if needed > 1.25 * wanted:
            yield Finding(
                "waste" if needed >= 2 * wanted else "taste",
                f"{path}.minimum_duration",
                f"the story takes about {needed:.0f} s to tell, not {wanted:g} s, and the scene lasts as long",
                f"cut the story to about {max(1, int(wanted * 2.5))} words, or plan {needed:.0f} s",
                (Fix(f"{path}.minimum_duration", float(math.ceil(needed))),),
            )
    spoken = (
        scene.story or scene.story_co_pilot or scene.blog_url or scene.ppt_url or scene.audio_url or scene.video_url
    )
    if not spoken and wanted is None:
        yield Finding(
            "waste",
            f"{path}.minimum_duration",
            "nothing says how long the visual is shown",
            "give it in seconds",
            (Fix(f"{path}.minimum_duration", 4.0),),
        )


def _content(scene: Scene, path: str, storyboard: Storyboard) -> Iterator[Finding]:
    if scene.audio_language and not (scene.audio_url or scene.video_url):
        yield Finding(
            "waste",
            f"{path}.audio_language",
            "there is no recording to be heard",
            "give audio_url or video_url too",
            (Fix(f"{path}.audio_language"),),
        )
    if scene.hide_subtitles:
        for field in ("subtitle_style", "subtitle_style_id", "subtitle_style_name", "max_subtitle_lines"):
            if getattr(scene, field):
                yield Finding(
                    "waste",
                    f"{path}.{field}",
                    "the subtitles of this scene are hidden",
                    "take it away",
                    (Fix(f"{path}.{field}"),),
                )
    if scene.avatar and not storyboard.avatar:
        yield Finding(
            "waste",
            f"{path}.avatar",
            "the video has no avatar to place",
            "give avatar with avatar_id to the video",
            (Fix(f"{path}.avatar"),),
        )
    if (
        scene.story
        and not scene.is_ssml_story
        and re.search(r"<(break|emphasis|phoneme|prosody|say-as)\b", scene.story)
    ):
        yield Finding(
            "waste",
            f"{path}.story",
            "its SSML tags would be read aloud",
            "give is_ssml_story=True",
            (Fix(f"{path}.is_ssml_story", True),),
        )
    if scene.story and scene.is_ssml_story:
        told = plain(scene.story)
        try:
            read_ssml(scene.story)
        except BadStoryboard as error:
            for problem in error.problems:
                bare = (Fix(f"{path}.is_ssml_story"), Fix(f"{path}.story", told)) if told else ()
                mend = f"{problem.mend}, or take the tags away" if told else problem.mend
                yield Finding("error", f"{path}.story", problem.reason, mend, bare)
    if scene.story and not any(map(str.isalpha, plain(scene.story))):
        yield Finding("waste", f"{path}.story", "there is no word in it to say or to search by", "write a sentence")
    if scene.story and not storyboard.template_id and (places := re.findall(r"\{\{\s*\w+\s*\}\}", scene.story)):
        yield Finding("waste", f"{path}.story", f"{places[0]} is shown as it stands", "fill it in, or use a template")


def _background(background: Background, path: str, storyboard: Storyboard) -> Iterator[Finding]:
    if background.search_filter:
        if background.holds_visual:
            yield Finding(
                "waste",
                f"{path}.search_filter",
                "nothing is searched for, the visual is given",
                "keep one of both",
                (Fix(f"{path}.search_filter"),),
            )
        yield from _category(background.search_filter.category, f"{path}.search_filter.category")
    if background.settings and (background.type == "image" or background.color):
        for field in ("loop", "mute", "video_ken_burns"):
            if field in background.settings.model_fields_set:
                yield Finding(
                    "waste",
                    f"{path}.settings.{field}",
                    "it speaks of videos only",
                    "take it away",
                    (Fix(f"{path}.settings.{field}"),),
                )
    veil = background.color_overlay
    if veil and (parts := _translucent(veil.color)):
        color, alpha = parts
        fix = [Fix(f"{path}.color_overlay.color", color)]
        if "opacity" not in veil.model_fields_set:
            fix.append(Fix(f"{path}.color_overlay.opacity", alpha))
        mend = "write opacity beside it, from 0 to 1"
        yield Finding("waste", f"{path}.color_overlay.color", "its alpha does not count", mend, tuple(fix))
    if background.ai_visual:
        yield from _ai_visual(background.ai_visual, f"{path}.ai_visual", storyboard)


def _category(category: str | None, path: str) -> Iterator[Finding]:
    if category and category not in CATEGORIES:
        close = close_to(category, CATEGORIES)
        mend = f"did you mean {close!r}?" if close else "take one of pictory_nb.terms.CATEGORIES, or take it away"
        yield Finding("error", path, f"there is no category {category!r}", mend, (Fix(path, close),))


def _ai_visual(visual: AiVisual, path: str, storyboard: Storyboard) -> Iterator[Finding]:
    if visual.model == "nanobanana" and storyboard.size[0] != storyboard.size[1]:
        yield Finding(
            "taste",
            f"{path}.model",
            "a table of the service gives this model square images only, its reference other ratios too (X9)",
            "look at a preview first, or use seedream3.0",
            (Fix(f"{path}.model", "seedream3.0"),),
        )
    if visual.is_video and visual.media_style and visual.prompt:
        yield Finding(
            "waste",
            f"{path}.media_style",
            "it does not count beside a prompt for a video",
            "say it in the prompt",
            (Fix(f"{path}.media_style"),),
        )
    strange = (
        ("first_frame_image_url", "reference_image_urls") if visual.model in IMAGE_MODELS else ("reference_image_url",)
    )
    for field in strange:
        if getattr(visual, field):
            kind = "images" if visual.model in IMAGE_MODELS else "videos"
            yield Finding(
                "waste",
                f"{path}.{field}",
                f"{visual.model} makes {kind}, and has no use for it",
                "take it away",
                (Fix(f"{path}.{field}"),),
            )


def _elements(scene: Scene, path: str, storyboard: Storyboard) -> Iterator[Finding]:
    for number, element in enumerate(scene.elements):
        place = f"{path}.elements[{number}]"
        if isinstance(element, Shape):
            yield from _shape(element, place)
        elif isinstance(element, Text):
            if element.style and element.style.show_bullet:
                yield Finding(
                    "waste",
                    f"{place}.style.show_bullet",
                    "bullets are for subtitles only",
                    "take it away",
                    (Fix(f"{place}.style.show_bullet"),),
                )
        else:
            if element.search_filter:
                yield from _category(element.search_filter.category, f"{place}.search_filter.category")
            if element.ai_visual:
                yield from _ai_visual(element.ai_visual, f"{place}.ai_visual", storyboard)
            if isinstance(element, VideoElement) and element.settings:
                for field in sorted(element.settings.model_fields_set - {"loop", "mute"}):
                    yield Finding(
                        "waste",
                        f"{place}.settings.{field}",
                        "only loop and mute count here",
                        "take it away",
                        (Fix(f"{place}.settings.{field}"),),
                    )


def _shape(shape: Shape, path: str) -> Iterator[Finding]:
    if shape.name not in OUTLINED_SHAPES:
        for field in ("stroke", "stroke_width"):
            if getattr(shape, field) is not None:
                yield Finding(
                    "waste",
                    f"{path}.{field}",
                    f"{shape.name} has no stroke",
                    "use rectangle, circle or line, or take it away",
                    (Fix(f"{path}.{field}"),),
                )
    if shape.border_radius is not None and shape.name != "rectangle":
        yield Finding(
            "waste",
            f"{path}.border_radius",
            "only a rectangle has rounded corners",
            "take it away",
            (Fix(f"{path}.border_radius"),),
        )


def _translucent(color: str) -> tuple[str, float] | None:
    """A colour without its alpha, and its alpha; None where it has none."""
    if len(color) == 9:
        return color[:7], round(int(color[7:], 16) / 255, 2)
    if color.startswith("rgba"):
        red, green, blue, alpha = (part.strip() for part in color.removeprefix("rgba").strip("() ").split(","))
        return f"rgb({red}, {green}, {blue})", float(alpha)
    return None
