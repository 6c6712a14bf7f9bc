"""Render params: what a preview tells is what a render takes, and an edit of it changes the film."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictory_nb.errors import BadStoryboard
from pictory_nb.render_params import Cut, Match, TimedWord, Timing
from pictory_nb.render_params.cut import marked, spread, words_of
from pictory_nb.render_params.v1 import RenderParamsV1
from pictory_nb.render_params.v2 import RenderParams
from pictory_nb.storyboard import (
    Background,
    BackgroundMusic,
    BackgroundSettings,
    Clip,
    FontStyle,
    Logo,
    Scene,
    Storyboard,
    Text,
    VoiceOver,
)

HERE = "http://127.0.0.1:1/files/x/"
plain_words = st.from_regex(r"[A-Za-z']{1,9}[.,]?", fullmatch=True)


@st.composite
def backgrounds(draw: Any) -> Background | None:
    kind = draw(st.sampled_from(["match", "color", "image", "video"]))
    if kind == "match":
        return None
    if kind == "color":
        return Background(color=draw(st.sampled_from(["#102030", "#fff", "rgba(1,2,3,0.5)"])))
    if kind == "image":
        return Background(visual_url="https://own.example/a.jpg", type="image")
    clips = draw(st.sampled_from([(), (Clip(start=1, end=2.5), Clip(start=4, end=5))]))
    settings = BackgroundSettings(loop=draw(st.booleans()), mute=draw(st.booleans()))
    return Background(visual_url="https://own.example/a.mp4", type="video", clips=clips, settings=settings)


@st.composite
def cuts(draw: Any, *, texts: bool = True) -> Cut:
    scenes, timings, at = [], [], 0.0
    for place in range(draw(st.integers(1, 4))):
        background = draw(backgrounds())
        said = draw(st.lists(st.tuples(plain_words, st.booleans()), min_size=1, max_size=6))
        words = tuple(
            TimedWord(text, round(0.1 + 0.3 * n, 3), round(0.35 + 0.3 * n, 3), keyword)
            for n, (text, keyword) in enumerate(said)
        )
        fields: dict[str, Any] = {"story": marked(words), "highlight_keywords": False}
        if background:
            fields["background"] = background
        if draw(st.booleans()):
            fields["subtitle_style"] = FontStyle(
                font_size=40, keyword_color="#ffcc00", color="#112233", position="top-left", decorations=["bold"]
            )
        if texts and draw(st.booleans()):
            fields["elements"] = [Text(text="A card", text_variant="heading", position="center")]
        scenes.append(Scene(**fields))
        duration = draw(st.sampled_from([2.0, 3.25, 7.0]))
        match = None if background else Match(f"{HERE}ground-{place + 1}.jpg", "sea and sun")
        timings.append(Timing(str(place + 1), at, duration, words, match))
        at += duration
    more: dict[str, Any] = {}
    if draw(st.booleans()):
        more["background_music"] = BackgroundMusic(enabled=True, music_url="https://own.example/m.mp3", volume=0.3)
    if draw(st.booleans()):
        more["logo"] = Logo(url="https://own.example/logo.png", position="top-left", width="12%")
    spoken = draw(st.booleans())
    if spoken:
        more["voice_over"] = VoiceOver(enabled=True)
    board = Storyboard(video_name="Rain", video_width=640, video_height=360, scenes=scenes, **more)
    return Cut(board, tuple(timings), f"{HERE}voice.wav" if spoken else "")


def essence(cut: Cut) -> Any:
    """What of a cut is seen and heard: what only says the default is the same as nothing."""
    board = cut.storyboard
    scenes = [
        (scene.story, scene.background, scene.subtitle_style, scene.elements, scene.hide_subtitles)
        for scene in board.scenes
    ]
    return scenes, board.size, board.background_music, board.logo, board.video_name, cut.timings, cut.voice_url


@given(cuts())
def test_what_a_preview_of_today_tells_is_what_is_filmed(cut: Cut) -> None:
    """The flat timeline says all that the cut says."""
    back = RenderParams.from_wire(RenderParams.of(cut).to_wire(), drop_unknown=True).cut()
    assert essence(back) == essence(cut)


@given(cuts(texts=False))
def test_what_a_preview_of_the_first_era_tells_is_what_is_filmed(cut: Cut) -> None:
    """Scene by scene, with the sums of their times for starts."""
    back = RenderParamsV1.from_wire(RenderParamsV1.of(cut, "job"), drop_unknown=True).cut()
    assert [timing.words for timing in back.timings] == [timing.words for timing in cut.timings]
    assert [timing.match for timing in back.timings] == [timing.match for timing in cut.timings]
    assert [timing.start for timing in back.timings] == [timing.start for timing in cut.timings]
    for ours, theirs in zip(back.storyboard.scenes, cut.storyboard.scenes, strict=True):
        assert (ours.story, ours.subtitle_style) == (theirs.story, theirs.subtitle_style)
        one, other = ours.background, theirs.background
        assert (one and one.visual_url, one and one.clips) == (other and other.visual_url, other and other.clips)
        assert (one and one.color) == (other and other.color)
    assert (back.voice_url, back.storyboard.logo) == (cut.voice_url, cut.storyboard.logo)
    assert back.storyboard.background_music == cut.storyboard.background_music


@pytest.fixture
def cut() -> Cut:
    words = (TimedWord("Rain", 0.3, 0.8, True), TimedWord("falls.", 0.9, 1.4))
    scenes = [
        Scene(story="<strong>Rain</strong> falls.", highlight_keywords=False),
        Scene(
            story="<strong>Rain</strong> falls.",
            highlight_keywords=False,
            background=Background(visual_url="https://own.example/a.mp4", type="video"),
        ),
    ]
    board = Storyboard(video_name="Rain", scenes=scenes, voice_over=VoiceOver(enabled=True))
    timings = (
        Timing("1", 0, 2, words, Match(f"{HERE}ground-1.jpg", "rain")),
        Timing("2", 2, 3, words),
    )
    return Cut(board, timings, f"{HERE}voice.wav")


def edited(cut: Cut, id_: str, **changes: Any) -> Cut:
    params = RenderParams.of(cut).to_wire()
    (element,) = (one for one in params["elements"] if one["id"] == id_)
    element |= changes
    return RenderParams.from_wire(params, drop_unknown=True).cut()


@pytest.mark.parametrize("member", ["url", "visualUrl"])
@pytest.mark.parametrize("uid", ["1", "2"])
def test_another_picture_is_shown_by_either_of_its_two_members(cut: Cut, uid: str, member: str) -> None:
    """§2.11 lists url and visualUrl: whichever was edited counts, and the words choose no longer."""
    new = edited(cut, f"backgroundElement_{uid}", type="image", **{member: "https://own.example/b.jpg"})
    place = int(uid) - 1
    assert new.storyboard.scenes[place].background.visual_url == "https://own.example/b.jpg"
    assert new.storyboard.scenes[place].background.type == "image"
    assert new.timings[place].match is None


def test_other_words_are_shown_where_the_old_ones_were_said(cut: Cut) -> None:
    """The voice stays as it was (§2.11): only the text in the picture changes."""
    new = edited(cut, "SceneText_2", text="Snow <strong>falls</strong> softly")
    words = new.timings[1].words
    assert [(word.text, word.keyword) for word in words] == [("Snow", False), ("falls", True), ("softly", False)]
    assert (words[0].start, words[-1].end) == (0.3, 1.4)
    assert new.voice_url == cut.voice_url


def test_a_keyword_gets_its_colour_and_a_visual_its_place(cut: Cut) -> None:
    """Members of single elements go before what the storyboard said."""
    assert (
        edited(cut, "SceneText_1", keywordColor="#ff0000").storyboard.scenes[0].subtitle_style.keyword_color
        == "#ff0000"
    )
    new = edited(cut, "backgroundElement_2", objectMode="contain", backgroundColor="#010203", loop=False, mute=False)
    assert (new.timings[1].fit, new.timings[1].ground) == ("contain", "#010203")
    settings = new.storyboard.scenes[1].background.settings
    assert (settings.loop, settings.mute) == (False, False)


def test_an_element_that_is_taken_away_is_gone(cut: Cut) -> None:
    """Without its voice the film is silent, without its text the scene shows what it showed."""
    params = RenderParams.of(cut).to_wire()
    params["elements"] = [one for one in params["elements"] if one["id"] not in ("voiceOver", "SceneText_1")]
    new = RenderParams.from_wire(params, drop_unknown=True).cut()
    assert new.voice_url == ""
    assert new.storyboard.voice_over is None
    assert new.storyboard.scenes[0].background.visual_url == f"{HERE}ground-1.jpg"


def test_all_mistakes_are_told_at_once() -> None:
    """With the paths of whoever wrote the params."""
    body = {
        "output": {"width": "wide"},
        "elements": [
            {"id": "a", "elementType": "SceneText", "type": "text", "startTime": -1, "duration": 2},
            {"id": "b", "type": "image", "startTime": 0, "duration": "x", "loop": "yes"},
        ],
    }
    with pytest.raises(BadStoryboard) as caught:
        RenderParams.from_wire(body, drop_unknown=True)
    assert {problem.path for problem in caught.value.problems} == {
        "output.width", "elements[0].start_time", "elements[1].element_type", "elements[1].duration",
        "elements[1].loop",
    }  # fmt: skip


def test_params_that_were_written_by_hand_need_little() -> None:
    """§5.5: what is seen from when to when, and an empty ``audio``; numbers may be quoted (§1.2)."""
    body = {
        "audio": {},
        "output": {"name": "cuts.mp4", "format": "mp4", "width": "640", "height": "360"},
        "scenes": [
            {
                "background": {
                    "src": [
                        {"url": "https://own.example/a.mp4", "type": "video", "start": 1, "end": "3", "mute": False},
                        {"url": "https://own.example/a.mp4", "type": "video", "start": 5, "end": 6, "mute": False},
                        {"url": "https://own.example/b.mp4", "type": "video", "start": 0, "end": 1, "mute": False},
                    ]
                },
                "time": "4",
                "sub_scenes": [{"time": 4, "text_lines": [{"text": "One two"}, {"text": "three <b>four</b>"}]}],
            }
        ],
        "next_generation_video": "true",
    }
    cut = RenderParamsV1.from_wire(body, drop_unknown=True).cut()
    first, second = cut.storyboard.scenes
    assert [(clip.start, clip.end) for clip in first.background.clips] == [(1, 3), (5, 6)]
    assert first.background.settings.mute is False
    assert [(timing.start, timing.duration) for timing in cut.timings] == [(0, 3), (3, 1)]
    assert " ".join(word.text for timing in cut.timings for word in timing.words) == "One two three four"
    assert second.scene_transition == "none"
    assert (cut.storyboard.size, cut.storyboard.background_music) == ((640, 360), None)


def test_music_of_the_first_era_is_quiet_where_nobody_says_how_loud() -> None:
    """X17: 0.1 there, 1 today."""
    body = {
        "audio": {"src": "https://own.example/m.mp3"},
        "output": {},
        "scenes": [{"background": {"color": "rgba(0,0,0,255)"}, "time": 2}],
    }
    assert RenderParamsV1.from_wire(body, drop_unknown=True).cut().storyboard.background_music.volume == 0.1


@given(st.lists(st.tuples(plain_words, st.booleans()), min_size=1, max_size=8))
def test_a_story_is_read_as_it_was_marked(said: list[tuple[str, bool]]) -> None:
    """Words and keywords go there and back."""
    words = [TimedWord(text, 0, 1, keyword) for text, keyword in said]
    assert words_of(marked(words)) == said


@given(st.text(max_size=60), st.floats(0, 5), st.floats(0.1, 20))
def test_words_are_spread_in_order_over_the_time(story: str, start: float, length: float) -> None:
    """Whatever is written, none begins before the one before it has ended."""
    words = spread(story, start, start + length)
    edges = [edge for word in words for edge in (word.start, word.end)]
    assert edges == sorted(edges)
    assert not words or (words[0].start >= round(start, 3) - 1e-9 and words[-1].end <= start + length + 0.01)
