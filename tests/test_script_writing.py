"""Scripts that are written from storyboards: what was composed can be written, and is read as what it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pictory_nb import from_file, from_markdown, to_markdown
from pictory_nb.errors import BadScript
from pictory_nb.storyboard import AiVoice, Background, BackgroundMusic, Scene, Storyboard, VoiceOver
from tests.strategies import storyboards

RAIN = """\
---
name: How rain is made
voice: Emma
aspect: 9:16
---

# How rain is made

The sun warms the **sea**, and water rises.

![](hills.jpg)
High up it cools.

![](sea.jpg)

---

They fall as rain.
"""


def test_a_script_comes_back_as_it_was_written():
    """A script in its plainest form is what it is written as again."""
    assert to_markdown(from_markdown(RAIN)) == RAIN


@example(
    Storyboard(
        video_name="rain",
        scenes=[Scene(story="0\x85"), Scene(story="\x000"), Scene(story="a\u2028b"), Scene(story="\xa0c")],
    )
)
@given(storyboards)
def test_every_storyboard_is_read_as_what_it_was(storyboard: Storyboard):
    """Whatever can be composed can be written; nothing is lost, down to what was said and what was left open."""
    told = storyboard.scenes or storyboard.template_id  # of nothing there is no script
    read = from_markdown(to_markdown(storyboard)) if told else storyboard
    assert read == storyboard
    assert read.to_wire() == storyboard.to_wire()


@given(
    st.lists(
        st.text(st.sampled_from("ab*_`#->![](){}<&\\\n .1)|~=:\"'—é"), min_size=1, max_size=30).filter(str.strip),
        min_size=1,
        max_size=4,
    )
)
def test_no_sign_of_a_story_is_taken_for_markdown(stories: list[str]):
    """Stars, hashes, brackets and blanks of a story are its own."""
    storyboard = Storyboard(video_name="signs", scenes=[Scene(story=story) for story in stories])
    text = to_markdown(storyboard)
    assert from_markdown(text) == storyboard
    assert to_markdown(from_markdown(text)) == text


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, "voice: off\nmusic: off"),
        ({"voice_over": VoiceOver(enabled=True)}, ""),
        ({"voice_over": VoiceOver(enabled=True, ai_voices=[AiVoice(speaker="Emma", speed=90)])}, "speed: 90"),
        ({"voice_over": VoiceOver(enabled=True, ai_voices=[AiVoice(speaker="off")])}, "- speaker: 'off'"),
        ({"background_music": BackgroundMusic(enabled=True, auto_music=True, volume=0.2)}, "volume: 0.2"),
        ({"video_width": 640, "video_height": 360}, "size: 640x360"),
        ({"aspect_ratio": "4:5"}, "aspect: 4:5"),
    ],
)
def test_settings_are_written_short_where_that_says_it_all(fields: dict, line: str):
    storyboard = Storyboard(video_name="short", scenes=[Scene(story="Hi.")], **fields)
    text = to_markdown(storyboard)
    assert line in text
    assert from_markdown(text) == storyboard


def test_what_prose_cannot_say_stands_in_a_block():
    """A colour has no Markdown; the scenes around it stay prose."""
    plain = Scene(story="Plain words.")
    coloured = Scene(story="On blue.", background=Background(color="#1d3557"))
    text = to_markdown(Storyboard(video_name="mixed", scenes=[plain, coloured]))
    assert "\nPlain words.\n" in text
    assert "```scene\nstory: On blue.\nbackground:\n  color: '#1d3557'\n```" in text


def test_a_storyboard_that_leaves_its_scenes_to_a_template_is_a_script_too():
    """Nothing is told in it: what is written is its front matter alone."""
    storyboard = Storyboard(video_name="Rain", template_id="20250101")
    assert from_markdown(to_markdown(storyboard)) == storyboard


@given(storyboards)
def test_a_storyboard_survives_its_way_through_json(storyboard: Storyboard):
    """What goes into a file as a body of the API comes out of it as the same value."""
    read = Storyboard.from_wire(json.loads(json.dumps(storyboard.to_wire())))
    assert read == storyboard
    assert read.to_wire() == storyboard.to_wire()


def test_a_file_of_either_kind_holds_a_storyboard(tmp_path: Path):
    """The ending says which it is; paths in it count from its own folder."""
    storyboard = from_markdown(RAIN)
    (tmp_path / "rain.md").write_text(to_markdown(storyboard), encoding="utf-8")
    (tmp_path / "rain.json").write_text(json.dumps(storyboard.to_wire()), encoding="utf-8")
    read = from_file(tmp_path / "rain.json")
    assert read == from_file(tmp_path / "rain.md")
    assert read.scenes[2].background.visual_url == str(tmp_path / "hills.jpg")


@pytest.mark.parametrize(
    ("content", "settings", "said"),
    [("{", {}, "is not JSON"), ('{"videoName": "x", "scenes": [{"story": "Hi."}]}', {"voice": "Emma"}, "beside voice")],
)
def test_a_json_file_that_cannot_be_read_says_why(tmp_path: Path, content: str, settings: dict, said: str):
    (tmp_path / "x.json").write_text(content)
    with pytest.raises(BadScript, match=said):
        from_file(tmp_path / "x.json", **settings)
