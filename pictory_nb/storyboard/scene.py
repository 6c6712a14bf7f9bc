"""A scene: one thing said and shown (contract §3.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field, StringConstraints, field_validator

from pictory_nb.choices import AudioLanguage, CaptionLanguage, Platform, Tone, Transition, VideoType
from pictory_nb.storyboard.background import Background, Broll, CorpusImage
from pictory_nb.storyboard.element import Element
from pictory_nb.storyboard.emblems import SceneAvatar
from pictory_nb.storyboard.rules import at_most_one, given, listed, needs
from pictory_nb.storyboard.sound import SceneMusic, VoiceOver
from pictory_nb.storyboard.style import FontStyle
from pictory_nb.storyboard.values import Flag, MediaUrl, NonEmpty, Seconds, WebUrl, Whole
from pictory_nb.word import Broken, Word

__all__ = ["SOURCES", "STORY_LIMIT", "Scene", "StoryCoPilot"]

STORY_LIMIT = 15_000
"""Characters in one scene's story (V15)."""

SOURCES = ("story", "story_co_pilot", "blog_url", "ppt_url", "audio_url", "video_url")
"""Where the content of a scene comes from: one of these (V10)."""


class StoryCoPilot(Word):
    """An order to write the story: what about, for whom, how long in seconds."""

    prompt: Annotated[str, StringConstraints(min_length=1, max_length=5000)]
    video_type: VideoType | None = None
    duration: Annotated[Whole, Field(ge=1, le=600)] | None = None
    platform: Platform | None = None
    tone: Tone | None = None


class Scene(Word):
    """One thing said and shown. With no source of content it is a silent visual of ``minimum_duration`` seconds.

    ``**bold**`` words of a script stand in ``story`` as ``<strong>…</strong>``: the keywords.
    """

    HINTS: ClassVar[Mapping[str, str]] = {
        "text": "write it as story",
        "articleUrl": "write it as blog_url",
        "article_url": "write it as blog_url",
        "backgroundUri": "write it as background.visual_url",
        "color": 'write it into the background, as in background: {color: "#336699"}',
        "colour": 'write it into the background, as in background: {color: "#336699"}',
        "picture": "write it into the background, as its visual_url",
        "image": "write it into the background, as its visual_url",
        "subtitle": "write hide_subtitles: true where there are to be none",
        "splitTextOnNewLine": "write it as create_scene_on_new_line",
        "splitTextOnPeriod": "write it as create_scene_on_end_of_sentence",
    }

    story: NonEmpty | None = None
    is_ssml_story: Flag = Field(default=False, alias="isSSMLStory")
    caption: NonEmpty | None = None
    caption_language: CaptionLanguage | None = None
    story_co_pilot: StoryCoPilot | None = None
    blog_url: WebUrl | None = None
    ppt_url: MediaUrl | None = None
    audio_url: MediaUrl | None = None
    video_url: MediaUrl | None = None
    audio_language: AudioLanguage | None = None
    transcript: tuple[dict[str, Any], ...] = ()
    media_repurpose_settings: dict[str, Any] | None = None
    create_scene_on_new_line: Flag = False
    create_scene_on_end_of_sentence: Flag = False
    max_subtitle_lines: Annotated[Whole, Field(ge=1, le=4)] | None = None
    highlight_keywords: Flag = True
    hide_subtitles: Flag = False
    minimum_duration: Seconds | None = None
    end_pause_duration: Seconds | None = None
    scene_transition: Transition | None = None
    subtitle_style: FontStyle | None = None
    subtitle_style_id: NonEmpty | None = None
    subtitle_style_name: NonEmpty | None = None
    background: Background | None = None
    background_brolls: tuple[Broll, ...] = ()
    background_corpus: tuple[CorpusImage, ...] = ()
    voice_over: VoiceOver | None = None
    background_music: SceneMusic | None = None
    avatar: SceneAvatar | None = None
    elements: Annotated[tuple[Element, ...], Field(max_length=20)] = ()

    @field_validator("story")
    @classmethod
    def _short_enough(cls, story: str | None) -> str | None:
        if story is not None and not story.strip():
            raise ValueError("the story is empty → write what is to be said, or leave the story away")
        if story and len(story) > STORY_LIMIT:
            raise ValueError(
                f"the story has {len(story):,} characters, {STORY_LIMIT:,} are allowed (V15) → split it into scenes"
            )
        return story

    def broken_rules(self) -> Iterator[Broken]:
        sources = given(self, *SOURCES)
        if len(sources) > 1:
            yield (), f"its content comes from {listed(sources)} at once → keep one of them (V10)"
        if not sources and not (self.background and self.background.holds_visual):
            yield (), "the scene neither says nor shows anything → give it a story, or a background (V10)"
        yield from needs(self, "is_ssml_story", "story", rule="V11")
        yield from self._broken_captions()
        for name in ("audio_url", "video_url"):
            yield from needs(self, name, "audio_language", rule="V13")
        for name in ("transcript", "media_repurpose_settings"):
            yield from needs(self, name, "audio_url", "video_url", rule="V13")
        yield from at_most_one(self, "subtitle_style_id", "subtitle_style_name", rule="V6")

    def _broken_captions(self) -> Iterator[Broken]:
        yield from needs(self, "caption", "story", rule="V12")
        yield from needs(self, "caption", "caption_language", rule="contract §3.2")
        yield from needs(self, "caption_language", "caption", rule="contract §3.2")
        splits = given(self, "create_scene_on_new_line", "create_scene_on_end_of_sentence")
        if self.caption and splits:
            yield ("caption",), f"a scene with a caption cannot be split → take {listed(splits)} away (V12)"
