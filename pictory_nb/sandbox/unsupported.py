"""What of a storyboard the sandbox leaves out, in a sentence each: nothing vanishes without being told.

``USED`` names the fields that the sandbox has an effect for. Every other field that a storyboard sets is told, so a
field that is new to the words is told from its first day on.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic.alias_generators import to_camel

from pictory_nb import storyboard as words
from pictory_nb.sandbox.library import styles
from pictory_nb.sandbox.webhooks import is_called
from pictory_nb.storyboard import Scene, Storyboard
from pictory_nb.word import Word

__all__ = ["left_out"]

_BACKGROUND = {"type", "visual_url", "clips", "color", "color_overlay", "settings", "search_filter", "ai_visual"}
_PLACED = {"type", "position", "top", "left", "width"}

USED: dict[type[Word], set[str]] = {
    Storyboard: {
        "video_name", "video_width", "video_height", "aspect_ratio", "language", "subtitle_style", "voice_over",
        "background_music", "logo", "scenes", "webhook", "webhook_input", "save_project",
        "avatar", "visual_library_id", "visual_selection_preference",
    },
    Scene: {
        "story", "story_co_pilot", "blog_url", "ppt_url", "audio_url", "video_url", "audio_language", "transcript",
        "is_ssml_story", "create_scene_on_new_line", "create_scene_on_end_of_sentence", "max_subtitle_lines",
        "highlight_keywords", "hide_subtitles", "minimum_duration", "end_pause_duration", "scene_transition",
        "subtitle_style", "background", "voice_over", "background_music", "elements", "background_brolls",
        "background_corpus", "caption", "caption_language", "avatar",
    },
    words.Background: _BACKGROUND,
    words.Broll: _BACKGROUND | {"broll_clip"},
    words.BackgroundSettings: set(words.BackgroundSettings.model_fields),
    words.VideoKenBurns: {"start", "end"},
    words.KenBurnsPoint: {"zoom", "center_x", "center_y"},
    words.AiVisual: set(words.AiVisual.model_fields),
    words.SearchFilter: {"query", "keywords", "category"},
    words.CorpusImage: {"visual_url", "type", "prefer"},
    words.Text: {"text", "text_variant", "style"} | _PLACED,
    words.Shape: {"name", "fill", "stroke", "stroke_width", "border_radius"} | _PLACED,
    words.ImageElement: {"visual_url", "search_filter", "ai_visual", "color_overlay"} | _PLACED,
    words.VideoElement: {"visual_url", "search_filter", "ai_visual", "color_overlay", "settings"} | _PLACED,
    words.FontStyle: set(words.FontStyle.model_fields),
    words.Animation: set(words.Animation.model_fields),
    words.Avatar: set(words.Avatar.model_fields),  # nobody is seen, which the art department tells
    words.SceneAvatar: set(words.SceneAvatar.model_fields),
    words.StoryCoPilot: set(words.StoryCoPilot.model_fields),
    words.VoiceOver: {"enabled", "ai_voices", "external_voice"},
    words.ExternalVoice: {"voice_url", "sync_voice", "amplification_level"},
    words.AiVoice: {"speaker", "speed", "amplification_level"},
    words.BackgroundMusic: {"enabled", "auto_music", "music_url", "volume", "clips"},
    words.SceneMusic: {"enabled"},
    words.Logo: {"url", "position", "width"},
    words.ColorOverlay: {"color", "opacity"},
    words.Clip: {"start", "end"},
}  # fmt: skip

_SAID = {
    "libraries": "there is one library here",
    "premium_voice_settings": "the settings of ElevenLabs have no effect on the sandbox's own voices",
    "media_repurpose_settings": "recordings are told whole, since nobody documents what these settings hold",
    "motion_graphics": "the library's own drawings move, chosen by the prompt, where no picture is named",
    "destinations": "films are sent nowhere",
    "aws_connection_id": "no bucket is reached",
    "vimeo_connection_id": "films are sent nowhere",
    "webhook": "nobody outside of this computer is called",
}


def left_out(storyboard: Storyboard) -> list[str]:
    """A sentence for each field that is set and has no effect here, with the scenes where it stands."""
    scenes: dict[str, list[int]] = {}
    for number, field in _unused(storyboard):
        numbers = scenes.setdefault(field, [])
        if number and number not in numbers:
            numbers.append(number)
    return [_sentence(field, numbers) for field, numbers in scenes.items()]


def _unused(storyboard: Storyboard) -> Iterator[tuple[int, str]]:
    """The number of the scene, 0 for the video itself, and the field."""
    known = styles.layout(storyboard.smart_layout_name, storyboard.smart_layout_id)
    for field in _of(storyboard, but="scenes"):
        if not (known and field.startswith("smart_layout_")):
            yield 0, field
    if storyboard.webhook and not is_called(storyboard.webhook):
        yield 0, "webhook"
    for number, scene in enumerate(storyboard.scenes, 1):
        yield from ((number, field) for field in _of(scene))


def _of(word: Word, but: str = "") -> Iterator[str]:
    used = USED.get(type(word))
    if used is None:
        yield f"elements of type {word.type}" if hasattr(word, "type") else type(word).__name__
        return
    for name in type(word).model_fields:
        value = getattr(word, name)
        if name not in word.model_fields_set or name == but:
            continue
        if name in used:
            for part in value if isinstance(value, tuple) else (value,):
                yield from _of(part) if isinstance(part, Word) else ()
        elif value is not False:
            yield name


def _sentence(field: str, numbers: list[int]) -> str:
    where = f"Scene{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}: " if numbers else ""
    name = to_camel(field)
    said = f"{_SAID[field]} ({name})" if field in _SAID else f"the sandbox leaves {name} out"
    return f"{where}{said}." if where else f"{said[0].upper()}{said[1:]}."
