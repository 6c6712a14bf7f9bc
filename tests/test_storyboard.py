"""The words of a storyboard: both spellings, round trips, and every rule with its message."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic.alias_generators import to_snake

from pictory_nb.errors import BadStoryboard, Problem
from pictory_nb.storyboard import (
    AiVoice,
    Background,
    BackgroundMusic,
    BackgroundSettings,
    Clip,
    ColorOverlay,
    FontStyle,
    Logo,
    Scene,
    SceneMusic,
    SearchFilter,
    Storyboard,
    Text,
    VoiceOver,
)

percents = st.integers(0, 100).map("{}%".format)
colors = st.sampled_from(["#fff", "#A1B2C3", "#11223344", "rgb(0, 128,255)", "rgba(1,2,3,0.5)", "rgba(1,2,3,1)"])
words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).filter(str.strip)
seconds = st.floats(0, 600)
units = st.floats(0, 1)
positions = st.sampled_from(["top-left", "center-center", "bottom-right"])


def some(**members: st.SearchStrategy) -> st.SearchStrategy[dict[str, Any]]:
    """Keyword arguments of which any may be left away."""
    return st.fixed_dictionaries({}, optional=members)


def made(word: type, required: dict[str, st.SearchStrategy] | None = None, **members: st.SearchStrategy) -> Any:
    return st.fixed_dictionaries(required or {}, optional=members).map(lambda fields: word(**fields))


clips = st.tuples(seconds, st.floats(1, 60)).map(lambda pair: Clip(start=pair[0], end=pair[0] + pair[1]))
styles = made(
    FontStyle,
    font_family=words,
    font_size=st.integers(1, 200),
    color=colors,
    keyword_color=colors,
    shadow_width=percents,
    position=positions,
    alignment=st.sampled_from(["left", "center", "right"]),
    decorations=st.lists(st.sampled_from(["bold", "italics"]), unique=True),
    case=st.sampled_from(["uppercase", "smallcapitalize"]),
    show_box_background=st.booleans(),
)
backgrounds = made(
    Background,
    {"visual_url": st.just("https://v.example/a.mp4"), "type": st.just("video")},
    clips=st.lists(clips, max_size=2),
    color_overlay=made(ColorOverlay, {"color": colors}, opacity=units),
    settings=made(BackgroundSettings, loop=st.booleans(), mute=st.booleans(), zoom_and_pan=st.booleans()),
) | made(
    Background,
    search_filter=made(SearchFilter, query=words, keywords=st.lists(st.text("ab", min_size=2), min_size=1, max_size=3)),
)
texts = made(
    Text,
    {"text": words},
    text_variant=st.sampled_from(["heading", "subheading", "body"]),
    style=styles,
    top=percents,
    left=percents,
    width=percents,
)
voices = made(
    VoiceOver,
    {"enabled": st.booleans()},
    ai_voices=st.lists(
        made(AiVoice, {"speaker": words | st.integers(1, 9999)}, speed=st.integers(50, 200),
             amplification_level=st.floats(-1, 1)), max_size=3),
)  # fmt: skip
scenes = made(
    Scene,
    {"story": words},
    create_scene_on_new_line=st.booleans(),
    max_subtitle_lines=st.integers(1, 4),
    hide_subtitles=st.booleans(),
    minimum_duration=seconds,
    scene_transition=st.sampled_from(["none", "wipeup", "fade"]),
    subtitle_style=styles,
    background=backgrounds,
    voice_over=voices,
    background_music=made(SceneMusic, {"enabled": st.booleans()}),
    elements=st.lists(texts, max_size=3),
) | made(Scene, {"background": st.builds(Background, color=colors)}, minimum_duration=seconds)
storyboards = made(
    Storyboard,
    {"video_name": st.sampled_from(["rain", "हिन्दी-2"]), "scenes": st.lists(scenes, min_size=1, max_size=3)},
    aspect_ratio=st.sampled_from(["16:9", "4:5"]),
    language=st.sampled_from(["en", "vi"]),
    webhook=st.just("https://hook.example/x"),
    webhook_input=st.dictionaries(st.sampled_from(["row_id", "camelKey"]), st.none() | st.integers() | words),
    voice_over=voices,
    background_music=made(
        BackgroundMusic, {"enabled": st.booleans()}, auto_music=st.booleans(), volume=units,
        clips=st.lists(clips, max_size=2)),
    subtitle_style=styles,
    logo=made(Logo, {"url": st.just("https://v.example/logo.png")}, position=positions, width=percents),
)  # fmt: skip


@given(storyboards)
def test_what_goes_over_the_wire_comes_back(storyboard: Storyboard) -> None:
    """The sandbox renders exactly the storyboard that the client was given."""
    assert Storyboard.from_wire(storyboard.to_wire()) == storyboard


@given(storyboards)
def test_both_spellings_mean_the_same(storyboard: Storyboard) -> None:
    """A body copied from the API's docs and one written in Python's style are the same storyboard."""
    assert Storyboard.from_wire(_snake(storyboard.to_wire())) == storyboard


@given(storyboards)
def test_the_wire_holds_only_what_was_said(storyboard: Storyboard) -> None:
    """Neither nulls nor empty lists travel: the service's own defaults hold (V24 forbids an empty list of elements)."""
    body = {name: value for name, value in storyboard.to_wire().items() if name != "webhookInput"}
    assert not list(_hollow(body))


def _snake(value: Any) -> Any:
    if isinstance(value, dict):
        keep = {"webhookInput"}  # its inside belongs to the user
        return {to_snake(name): value[name] if name in keep else _snake(value[name]) for name in value}
    return [_snake(item) for item in value] if isinstance(value, list) else value


def _hollow(value: Any) -> Any:
    if value is None or value == []:
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _hollow(inner)


def test_a_body_of_the_service_s_own_guide_is_understood() -> None:
    """The third witness: JSON as the contract shows it, not as this package writes it (§3.1 to §3.8)."""
    storyboard = Storyboard.from_wire(
        {
            "videoName": "demo",
            "videoWidth": 1080,
            "videoHeight": 1920,
            "language": "en",
            "voiceOver": {"enabled": True, "aiVoices": [{"speaker": "Brian", "speed": 110, "amplificationLevel": 0.5}]},
            "backgroundMusic": {"enabled": True, "autoMusic": True, "volume": 0.2},
            "subtitleStyle": {"fontFamily": "Poppins", "keywordColor": "rgba(255,200,0,1)", "paragraphWidth": "80%"},
            "logo": {"url": "https://v.example/logo.png", "position": "top-left", "width": "12%"},
            "scenes": [
                {
                    "story": "First.\nSecond.",
                    "createSceneOnNewLine": True,
                    "createSceneOnEndOfSentence": False,
                    "sceneTransition": "fade",
                    "background": {"visualUrl": "https://v.example/a.jpg", "type": "image",
                                   "settings": {"kenBurnsEffect": True}},
                    "elements": [{"type": "text", "text": "Hello", "textVariant": "heading", "position": "center"}],
                },
                {"background": {"color": "#102030"}, "minimumDuration": 2, "backgroundMusic": {"enabled": False}},
            ],
        }
    )  # fmt: skip
    assert storyboard.size == (1080, 1920)
    assert storyboard.voice_over.ai_voices == (AiVoice(speaker="Brian", speed=110, amplification_level=0.5),)
    assert storyboard.scenes[0].create_scene_on_new_line
    assert storyboard.scenes[0].background.settings.ken_burns_effect
    assert storyboard.scenes[1].background_music == SceneMusic(enabled=False)


SAYS = {"story": "Hello."}
LONG = "x" * 15_001
BROKEN = [
    pytest.param({"video_name": None}, "video_name", "not a text", id="V1-missing"),
    pytest.param({"video_name": " "}, "video_name", "blank", id="V1-blank"),
    pytest.param({"video_name": "a/b"}, "video_name", "holds /", id="name-signs"),
    pytest.param({"video_name": "x" * 151}, "video_name", "150", id="name-length"),
    pytest.param({"scenes": []}, "scenes", "at least 1", id="V2"),
    pytest.param({"video_width": 640}, "Storyboard", "belong together", id="V3"),
    pytest.param({"aspect_ratio": "4:3"}, "aspect_ratio", "'16:9'", id="V4"),
    pytest.param({"webhook": "https://h.example/" + "x" * 500}, "webhook", "500", id="V9-length"),
    pytest.param({"webhook": "hook.example"}, "webhook", "not a web address", id="V9-address"),
    pytest.param({"scenes": [SAYS, {}]}, "scenes[1]", "neither says nor shows", id="V10"),
    pytest.param({"scenes": [{"background": {}}]}, "scenes[0]", "neither says nor shows", id="V10-background"),
    pytest.param({"scenes": [{"story": " \n"}]}, "scenes[0].story", "empty", id="V10-blank"),
    pytest.param({"scenes": [{**SAYS, "max_subtitle_lines": 5}]}, "scenes[0].max_subtitle_lines", "4", id="V14"),
    pytest.param({"scenes": [SAYS, {"story": LONG}]}, "scenes[1].story", "15,001 characters", id="V15-story"),
    pytest.param({"scenes": [{**SAYS, "elements": [{"text": "x" * 2001}]}]}, "scenes[0].elements[0].text", "2,000",
                 id="V15-text"),
    pytest.param({"scenes": [{**SAYS, "background": {"visualUrl": "https://a.b/c", "color": "#fff"}}]},
                 "scenes[0].background", "visual_url and color", id="V17"),
    pytest.param({"scenes": [{**SAYS, "background": {"color": "#fff", "clips": [{"start": 0, "end": 1}]}}]},
                 "scenes[0].background.clips", "clips cut a video", id="V21"),
    pytest.param({"scenes": [{**SAYS, "background": {"visualUrl": "https://a.b/c", "type": "video",
                                                     "clips": [{"start": 2, "end": 1}]}}]},
                 "scenes[0].background.clips[0]", "before it starts", id="clip-order"),
    pytest.param({"scenes": [{**SAYS, "background": {"settings": {"zoomAndPan": True, "kenBurnsEffect": True}}}]},
                 "scenes[0].background.settings", "both on", id="V22-both"),
    pytest.param({"scenes": [{**SAYS, "background": {"type": "video", "visualUrl": "https://a.b/c",
                                                     "settings": {"kenBurnsEffect": True}}}]},
                 "scenes[0].background.settings.ken_burns_effect", "moves images only", id="V22-video"),
    pytest.param({"scenes": [{**SAYS, "background": {"searchFilter": {"keywords": []}}}]},
                 "scenes[0].background.search_filter.keywords", "at least 1", id="V23-none"),
    pytest.param({"scenes": [{**SAYS, "background": {"searchFilter": {"keywords": ["x"]}}}]},
                 "scenes[0].background.search_filter.keywords[0]", "at least 2", id="V23-short"),
    pytest.param({"scenes": [{**SAYS, "elements": [{"text": "a"}] * 21}]}, "scenes[0].elements", "20", id="V24-many"),
    pytest.param({"scenes": [{**SAYS, "elements": [{"text": "a", "position": "center", "top": "5%"}]}]},
                 "scenes[0].elements[0]", "either position or top", id="V24-placed-twice"),
    pytest.param({"scenes": [{**SAYS, "elements": [{"text": "a", "top": "1.5%"}]}]}, "scenes[0].elements[0].top",
                 "not a percentage", id="V25"),
    pytest.param({"subtitle_style": {"shadow_width": "101%"}}, "subtitle_style.shadow_width", "not a percentage",
                 id="V25-above"),
    pytest.param({"subtitle_style": {"color": "reddish"}}, "subtitle_style.color", "#RRGGBB", id="V26"),
    pytest.param({"subtitle_style": {"color": "rgb(256,0,0)"}}, "subtitle_style.color", "#RRGGBB", id="V26-above"),
    pytest.param({"subtitle_style": {"color": "rgba(1,2,3,2)"}}, "subtitle_style.color", "a from 0 to 1", id="V26-a"),
    pytest.param({"voice_over": {"enabled": True, "aiVoices": [{"speaker": "Brian", "speed": 49}]}},
                 "voice_over.ai_voices[0].speed", "50", id="V28-speed"),
    pytest.param({"voice_over": {"enabled": True, "aiVoices": [{"speaker": "Brian", "amplificationLevel": 1.1}]}},
                 "voice_over.ai_voices[0].amplification_level", "1", id="V28-level"),
    pytest.param({"background_music": {"enabled": True, "autoMusic": True, "musicUrl": "https://a.b/c.mp3"}},
                 "background_music", "auto_music and music_url", id="V29-both"),
    pytest.param({"background_music": {"enabled": True, "volume": 1.2}}, "background_music.volume", "1",
                 id="V29-volume"),
    pytest.param({"background_music": {"enabled": True, "clips": [{"start": 0, "end": 1}] * 11}},
                 "background_music.clips", "10", id="V29-clips"),
    pytest.param({"subtitle_style": {"fontUrl": "https://a.b/c.woff2"}}, "subtitle_style.font_url", "without font_family",
                 id="V31"),
    pytest.param({"scenes": [{**SAYS, "minimum_duration": float("inf")}]}, "scenes[0].minimum_duration", "finite",
                 id="infinity"),
    pytest.param({"scenes": [{**SAYS, "scene_transition": "dissolve"}]}, "scenes[0].scene_transition", "'fade'",
                 id="transition"),
    pytest.param({"language": "tlh"}, "language", "'vi'", id="language"),
]  # fmt: skip


@pytest.mark.parametrize(("broken", "path", "says"), BROKEN)
def test_a_broken_rule_is_told_with_its_place(broken: dict[str, Any], path: str, says: str) -> None:
    """What the service would refuse is refused here, before anything is paid, and the scene is named."""
    with pytest.raises(BadStoryboard) as caught:
        Storyboard(**{"video_name": "demo", "scenes": [SAYS], **broken})
    (problem,) = caught.value.problems
    assert problem.path == path
    assert says in problem.reason + problem.mend


def test_the_limits_themselves_are_allowed() -> None:
    """A rule stops what is beyond it, not what reaches it."""
    Storyboard(
        video_name="x" * 150,
        scenes=[Scene(story="x" * 15_000, max_subtitle_lines=4, elements=[Text(text="x" * 2000, top="100%")] * 20)],
        voice_over=VoiceOver(enabled=True, ai_voices=[AiVoice(speaker=7, speed=200, amplification_level=-1)]),
        background_music=BackgroundMusic(enabled=True, volume=0, clips=[Clip(start=0, end=1)] * 10),
    )


def test_all_problems_are_told_at_once() -> None:
    """Nobody mends one mistake only to be told of the next."""
    with pytest.raises(BadStoryboard) as caught:
        Storyboard(video_name="a*b", scenes=[{"story": LONG}, {"storry": "Hi"}, SAYS], aspect_ratio="2:1")
    paths = [problem.path for problem in caught.value.problems]
    assert paths == ["video_name", "aspect_ratio", "scenes[0].story", "scenes[1].storry"]
    assert "did you mean 'story'?" in str(caught.value)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("hideSubtitle", "hide_subtitles"), ("sceneTransitions", "scene_transition"), ("back_ground", "background")],
)
def test_a_misspelt_field_is_answered_with_the_one_meant(typed: str, meant: str) -> None:
    """The service drops a misspelt field without a sound, and the video would be paid for without it (V32)."""
    with pytest.raises(BadStoryboard, match=f"did you mean '{meant}'"):
        Scene.from_wire({"story": "Hi", typed: True})


def test_a_strange_field_is_answered_with_the_list() -> None:
    """Where nothing is close, all names are shown."""
    with pytest.raises(BadStoryboard, match="Logo has url, position, width"):
        Logo(url="https://a.b/c.png", zzz=1)


def test_a_field_in_both_spellings_is_refused() -> None:
    """Neither is dropped silently in favour of the other."""
    with pytest.raises(BadStoryboard, match="given twice"):
        Storyboard.from_wire({"videoName": "a", "video_name": "b", "scenes": [SAYS]})


def test_the_service_s_way_drops_strange_fields() -> None:
    """The sandbox does as the service does: no error, and no effect (V32)."""
    body = {
        "videoName": "a",
        "nonsense": 1,
        "scenes": [{**SAYS, "storry": "x", "elements": [{"type": "text", "text": "t", "q": 1}]}],
    }
    storyboard = Storyboard.from_wire(body, drop_unknown=True)
    assert storyboard == Storyboard(video_name="a", scenes=[Scene(story="Hello.", elements=[Text(text="t")])])


@pytest.mark.parametrize("body", [None, [], "text", 7])
def test_what_is_no_object_is_refused(body: Any) -> None:
    """A wrong file handed in gives our error, not pydantic's."""
    with pytest.raises(BadStoryboard):
        Storyboard.from_wire(body)


def test_words_are_frozen() -> None:
    """A storyboard that was submitted cannot change behind the job's back; the message says what to do instead."""
    scene = Scene(story="One")
    with pytest.raises(BadStoryboard, match=r"not changed in place\n  → make a changed copy: replace\(story=…\)"):
        scene.story = "Two"
    assert scene.story == "One"
    assert hash(scene) == hash(Scene(story="One"))


def test_replace_checks_like_a_new_word() -> None:
    """A changed copy obeys the rules, and the original stays as it is."""
    scene = Scene(story="One", hide_subtitles=True)
    assert scene.replace(story="Two") == Scene(story="Two", hide_subtitles=True)
    assert scene.story == "One"
    with pytest.raises(BadStoryboard):
        scene.replace(story=None)


def test_repr_shows_what_was_set_and_no_more() -> None:
    """In a notebook a storyboard reads as what its author said."""
    assert repr(Scene(story="Hi", background=None, elements=[])) == "Scene(story='Hi')"


def test_a_problem_reads_as_place_reason_and_mend() -> None:
    """The form of every message."""
    assert str(Problem("scenes[2]", "it is silent", "give it a story")) == "scenes[2]: it is silent → give it a story"


@pytest.mark.parametrize(("ratio", "size"), [(None, (1920, 1080)), ("9:16", (1080, 1920)), ("4:5", (1080, 1350))])
def test_the_size_follows_from_the_ratio(ratio: str | None, size: tuple[int, int]) -> None:
    """1080 lines on the short side, unless a size is given."""
    assert Storyboard(video_name="a", scenes=[SAYS], aspect_ratio=ratio).size == size
