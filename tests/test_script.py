"""Scripts: what a person writes is what the storyboard says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictory_nb import from_file, from_markdown
from pictory_nb.errors import BadScript, BadStoryboard
from pictory_nb.storyboard import Background, Scene

RAIN = """\
---
name: How rain is made
voice: Emma
aspect: 9:16
---
# How rain is made

The sun warms the **sea**,
and water rises.
"""


def test_a_paragraph_is_a_scene_and_a_line_break_in_it_is_a_blank():
    scenes = from_markdown("One\ntwo.\n\nThree.").scenes
    assert [scene.story for scene in scenes] == ["One two.", "Three."]


def test_a_heading_is_a_title_card_that_is_spoken_and_not_subtitled():
    title = from_markdown(RAIN).scenes[0]
    assert title.story == "How rain is made"
    assert title.hide_subtitles
    assert [(text.text, text.text_variant) for text in title.elements] == [("How rain is made", "heading")]


def test_bold_words_are_the_keywords():
    assert from_markdown(RAIN).scenes[1].story == "The sun warms the <strong>sea</strong>, and water rises."


def test_the_front_matter_holds_the_settings_of_the_whole_video():
    storyboard = from_markdown(RAIN)
    assert storyboard.video_name == "How rain is made"
    assert storyboard.aspect_ratio == "9:16"
    assert [voice.speaker for voice in storyboard.voice_over.ai_voices] == ["Emma"]


def test_settings_given_in_python_go_before_the_front_matter():
    assert from_markdown(RAIN, voice="George").voice_over.ai_voices[0].speaker == "George"


def test_a_field_of_the_api_may_stand_in_the_front_matter_in_either_spelling():
    assert from_markdown("---\nvideoWidth: 640\nvideo_height: 360\n---\nHi.").size == (640, 360)


def test_a_script_that_says_nothing_else_is_spoken_with_quiet_music_under_it():
    storyboard = from_markdown("Hi.")
    assert storyboard.voice_over.enabled
    assert storyboard.background_music.auto_music
    assert storyboard.background_music.volume < 0.3


def test_voice_and_music_can_be_switched_off():
    storyboard = from_markdown("---\nvoice: off\nmusic: off\n---\nHi.")
    assert storyboard.voice_over is None
    assert storyboard.background_music is None


def test_the_name_comes_from_the_title_and_keeps_only_what_a_name_may_hold():
    assert from_markdown("# Rain: why, & how?").video_name == "Rain why how"


def test_an_image_in_a_paragraph_is_its_background():
    scene = from_markdown("![the sea](sea.jpg)\nWaves.").scenes[0]
    assert (scene.story, scene.background.visual_url) == ("Waves.", "sea.jpg")


def test_an_image_alone_belongs_to_the_next_paragraph():
    scenes = from_markdown("![](sea.jpg)\n\nWaves.\n\nWind.").scenes
    assert [scene.background and scene.background.visual_url for scene in scenes] == ["sea.jpg", None]


@pytest.mark.parametrize("after", ["\n\n---\n\nWaves.", "\n\n![](b.jpg)\n\nWaves.", ""])
def test_an_image_that_meets_a_rule_another_image_or_the_end_is_a_silent_scene(after: str):
    silent = from_markdown("Wind.\n\n![](a.jpg)" + after).scenes[1]
    assert silent == Scene(background=Background(type="image", visual_url="a.jpg"), minimum_duration=4)


def test_each_item_of_a_list_is_a_scene():
    assert [scene.story for scene in from_markdown("- one\n- two").scenes] == ["one", "two"]


def test_a_fenced_scene_gives_any_field_of_the_api():
    scene = from_markdown("```scene\nbackground: {color: '#102030'}\nminimumDuration: 2\n```").scenes[0]
    assert (scene.background.color, scene.minimum_duration) == ("#102030", 2)


def test_relative_paths_count_from_the_scripts_own_folder(tmp_path: Path):
    (tmp_path / "film.md").write_text("---\nlogo: l.png\n---\n![](a.jpg)\nHi.")
    storyboard = from_file(tmp_path / "film.md")
    assert storyboard.logo.url == str(tmp_path / "l.png")
    assert storyboard.scenes[0].background.visual_url == str(tmp_path / "a.jpg")


def test_addresses_of_the_web_are_left_alone(tmp_path: Path):
    url = "https://example.org/a.jpg"
    assert from_markdown(f"![]({url})\nHi.", folder=tmp_path).scenes[0].background.visual_url == url


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("", ["empty", "write a sentence"]),
        ("---\nvoise: Emma\n---\nHi.", ["voise", "did you mean 'voice'"]),
        ("---\nvoice: [\n---\nHi.", ["line 2", "not YAML"]),
        ("---\n- a\n---\nHi.", ["name: value"]),
        ("---\nsize: 12\n---\nHi.", ["'12'", "1280x720"]),
        ("---\nvoice: Emma\n\nHi.", ["line 1", "no end", "write a line ---"]),
        ("---\nspeed: 120\n---\nHi.", ["without a voice", "voice: Emma"]),
        ("Hi.\n\n```python\nx\n```", ["line 3", "code", "sentence"]),
    ],
)
def test_a_script_that_cannot_be_read_is_told_with_its_place_and_the_mend(script: str, words: list[str]):
    with pytest.raises(BadScript) as told:
        from_markdown(script)
    assert all(word in str(told.value) for word in words), str(told.value)


def test_a_scene_that_is_too_long_is_named():
    with pytest.raises(BadStoryboard, match=r"scene 2 \(line 3\).*20,000 characters.*\n.*split it into scenes"):
        from_markdown("Hi.\n\n" + "a" * 20_000)


def test_a_file_that_is_not_there_or_not_a_text_is_named(tmp_path: Path):
    (tmp_path / "film.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadScript, match="not a text file"):
        from_file(tmp_path / "film.md")
    with pytest.raises(BadScript, match="cannot be read"):
        from_file(tmp_path / "none.md")


def test_a_sentence_below_a_first_line_is_no_setting():
    """A line of dashes may stand on top, and a sentence may have a colon."""
    assert [scene.story for scene in from_markdown("---\nThe moral: wait.").scenes] == ["The moral: wait."]


@given(st.lists(st.text("abcdefgh ,'", min_size=1).filter(str.strip), min_size=1, max_size=6))
def test_every_plain_paragraph_survives_word_for_word(paragraphs: list[str]):
    """What prose says is said: nothing is lost, added or joined, whatever is written."""
    said = [" ".join(paragraph.split()) for paragraph in paragraphs]
    scenes = from_markdown("\n\n".join(said)).scenes
    assert [" ".join(scene.story.split()) for scene in scenes] == said


@given(st.text(max_size=200))
def test_no_text_at_all_makes_it_stumble(text: str):
    """Whatever is in a cell, the answer is a storyboard or an error of ours with a mend."""
    try:
        storyboard = from_markdown(text)
    except (BadScript, BadStoryboard):
        return
    assert storyboard.scenes
