"""What the sandbox leaves out of a film is told."""

from __future__ import annotations

from pictory_nb.sandbox.unsupported import left_out
from pictory_nb.storyboard import (
    Background,
    FontStyle,
    Scene,
    Storyboard,
    Text,
)


def board(*scenes: Scene, **more: object) -> Storyboard:
    return Storyboard(video_name="film", scenes=scenes or [Scene(story="Hi.")], **more)


def test_a_storyboard_that_is_shown_whole_is_told_nothing() -> None:
    """A note that says nothing would hide those that do."""
    shown = Scene(story="Hi.", is_ssml_story=False, background=Background(color="#fff"), elements=[Text(text="Hi")])
    assert left_out(board(shown, language="en", subtitle_style=FontStyle(color="#fff"))) == []


def test_every_field_without_effect_is_told_with_its_scenes() -> None:
    """Whoever sees the film knows why it differs from what was written."""
    premium = {
        "enabled": True,
        "ai_voices": [{"speaker": "Heart", "premium_voice_settings": {"model_id": "eleven_v3"}}],
    }
    told = left_out(
        board(
            Scene(story="One.", voice_over=premium),
            Scene(story="Two.", voice_over=premium),
            brand_name="Acme",
            smart_layout_name="Nobody's",
        )
    )
    assert told == [
        "The sandbox leaves brandName out.",
        "The sandbox leaves smartLayoutName out.",
        "Scenes 1, 2: the settings of ElevenLabs have no effect on the sandbox's own voices (premiumVoiceSettings).",
    ]
