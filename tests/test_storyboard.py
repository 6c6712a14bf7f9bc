"""The words of a storyboard: both spellings, round trips, and every rule with its message."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest
from hypothesis import given
from pydantic.alias_generators import to_snake

from pictory_nb import choices, terms
from pictory_nb.errors import BadStoryboard, Problem
from pictory_nb.storyboard import (
    AiVoice,
    BackgroundMusic,
    Clip,
    ImageElement,
    Logo,
    Scene,
    SceneMusic,
    Shape,
    Storyboard,
    Text,
    VoiceOver,
)
from tests.strategies import storyboards


@given(storyboards)
def test_what_goes_over_the_wire_comes_back(storyboard: Storyboard) -> None:
    """The sandbox renders exactly the storyboard that the client was given."""
    assert Storyboard.from_wire(storyboard.to_wire()) == storyboard
    assert Storyboard.from_wire(json.loads(json.dumps(storyboard.to_wire())), drop_unknown=True) == storyboard


@given(storyboards)
def test_both_spellings_mean_the_same(storyboard: Storyboard) -> None:
    """A body copied from the API's docs and one written in Python's style are the same storyboard."""
    assert Storyboard.from_wire(_snake(storyboard.to_wire())) == storyboard


@given(storyboards)
def test_the_wire_holds_only_what_was_said(storyboard: Storyboard) -> None:
    """Neither nulls nor empty lists travel: the service's own defaults hold (V24 forbids an empty list of elements)."""
    assert not list(_hollow(storyboard.to_wire()))


THEIR_OWN = {"webhookInput", "projectMetadata", "variables", "transcript", "mediaRepurposeSettings", "destinations"}
"""Members whose inside is not ours to spell."""


def _snake(value: Any) -> Any:
    if isinstance(value, dict):
        return {to_snake(name): value[name] if name in THEIR_OWN else _snake(value[name]) for name in value}
    return [_snake(item) for item in value] if isinstance(value, list) else value


def _hollow(value: Any) -> Any:
    if value is None or value == []:
        yield value
    members = [inner for name, inner in value.items() if name not in THEIR_OWN] if isinstance(value, dict) else value
    for inner in members if isinstance(members, list) else ():
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
    pytest.param({"subtitle_style": {"fontUrl": "https://a.b/c.woff2"}}, "subtitle_style.font_url",
                 "without font_family", id="V31"),
    pytest.param({"scenes": [{**SAYS, "minimum_duration": float("inf")}]}, "scenes[0].minimum_duration", "finite",
                 id="infinity"),
    pytest.param({"scenes": [{**SAYS, "scene_transition": "dissolve"}]}, "scenes[0].scene_transition", "'fade'",
                 id="transition"),
    pytest.param({"brand_id": "x", "brand_name": "Acme"}, "Storyboard", "brand_id and brand_name", id="V5"),
    pytest.param({"subtitle_style_id": "x", "subtitle_style_name": "y"}, "Storyboard", "exclude each other",
                 id="V6-video"),
    pytest.param({"scenes": [{**SAYS, "subtitleStyleId": "x", "subtitleStyleName": "y"}]}, "scenes[0]",
                 "exclude each other", id="V6-scene"),
    pytest.param({"smart_layout_id": "x", "smart_layout_name": "y"}, "Storyboard", "smart_layout_id", id="V7"),
    pytest.param({"avatar": {"avatarId": "Annie"}}, "avatar", "enabled=True", id="V8-no-voice"),
    pytest.param({"avatar": {"avatarId": "Annie"}, "voice_over": {"enabled": False}}, "avatar", "enabled=True",
                 id="V8-voice-off"),
    pytest.param({"scenes": [{**SAYS, "blogUrl": "https://a.b/c"}]}, "scenes[0]", "story and blog_url", id="V10-two"),
    pytest.param({"scenes": [{"background": {"color": "#fff"}, "isSSMLStory": True}]}, "scenes[0].is_ssml_story",
                 "needs story", id="V11"),
    pytest.param({"scenes": [{"background": {"color": "#fff"}, "caption": "a", "captionLanguage": "fr"}]},
                 "scenes[0].caption", "needs story", id="V12-no-story"),
    pytest.param({"scenes": [{**SAYS, "caption": "a", "captionLanguage": "fr", "createSceneOnNewLine": True}]},
                 "scenes[0].caption", "cannot be split", id="V12-split"),
    pytest.param({"scenes": [{**SAYS, "caption": "a"}]}, "scenes[0].caption", "needs caption_language",
                 id="caption-language"),
    pytest.param({"scenes": [{"audioUrl": "https://a.b/c.mp3"}]}, "scenes[0].audio_url", "needs audio_language",
                 id="V13-language"),
    pytest.param({"scenes": [{**SAYS, "transcript": [{"text": "a"}]}]}, "scenes[0].transcript",
                 "needs audio_url or video_url", id="V13-transcript"),
    pytest.param({"scenes": [{**SAYS, "mediaRepurposeSettings": {}}]}, "scenes[0].media_repurpose_settings",
                 "needs audio_url or video_url", id="V13-settings"),
    pytest.param({"smart_layout_name": "y", "scenes": [SAYS, {**SAYS, "maxSubtitleLines": 2}]},
                 "scenes[1].max_subtitle_lines", "layout decides", id="V14-layout"),
    pytest.param({"scenes": [{"storyCoPilot": {"prompt": "x" * 5001}}]}, "scenes[0].story_co_pilot.prompt", "5,000",
                 id="V15-co-pilot"),
    pytest.param({"scenes": [{"background": {"type": "image",
                                             "aiVisual": {"model": "nanobanana", "prompt": "x" * 501}}}]},
                 "scenes[0].background.ai_visual.prompt", "500", id="V15-X10-ai-prompt"),
    pytest.param({"scenes": [{"storyCoPilot": {"prompt": "x", "duration": 601}}]}, "scenes[0].story_co_pilot.duration",
                 "600", id="V16-duration"),
    pytest.param({"scenes": [{"storyCoPilot": {"prompt": "x", "platform": "Youtube"}}]},
                 "scenes[0].story_co_pilot.platform", "'YouTube'", id="V16-platform"),
    pytest.param({"scenes": [{"storyCoPilot": {"prompt": "x", "tone": "funny"}}]}, "scenes[0].story_co_pilot.tone",
                 "'humorous'", id="V16-tone"),
    pytest.param({"scenes": [{"background": {"aiVisual": {"model": "veo3.1"}}}]}, "scenes[0].background.type",
                 "'video'", id="V18-no-type"),
    pytest.param({"scenes": [{"background": {"type": "image", "aiVisual": {"model": "veo3.1"}}}]},
                 "scenes[0].background.ai_visual.model", "seedream3.0", id="V18-other-type"),
    pytest.param({"scenes": [{**SAYS, "elements": [{"type": "video", "aiVisual": {"model": "nanobanana"}}]}]},
                 "scenes[0].elements[0].ai_visual.model", "pixverse5.5", id="V18-element"),
    pytest.param({"scenes": [{"background": {"type": "video",
                                             "aiVisual": {"model": "veo3.1", "videoDuration": "5s"}}}]},
                 "scenes[0].background.ai_visual.video_duration", "4s, 6s, 8s", id="V19-length"),
    pytest.param({"scenes": [{"background": {"type": "image",
                                             "aiVisual": {"model": "nanobanana", "videoDuration": "5s"}}}]},
                 "scenes[0].background.ai_visual.video_duration", "draws images", id="V19-image"),
    pytest.param({"scenes": [{"background": {"type": "video", "aiVisual": {
                      "model": "veo3.1", "firstFrameImageUrl": "a", "referenceImageUrls": ["b"]}}}]},
                 "scenes[0].background.ai_visual", "exclude each other", id="V20-both"),
    pytest.param({"scenes": [{"background": {"type": "video", "aiVisual": {
                      "model": "veo3.1", "referenceImageUrls": ["a", "b", "c"]}}}]},
                 "scenes[0].background.ai_visual.reference_image_urls", "at most 2", id="V20-many"),
    pytest.param({"scenes": [{**SAYS, "background": {"searchFilter": {"keywords": ["ab"] * 11}}}]},
                 "scenes[0].background.search_filter.keywords", "at most 10", id="V23-many"),
    pytest.param({"scenes": [{**SAYS, "background": {"searchFilter": {"keywords": ["x" * 101]}}}]},
                 "scenes[0].background.search_filter.keywords[0]", "at most 100", id="V23-long"),
    pytest.param({"voice_over": {"enabled": True, "aiVoices": [{"speaker": "Ann"}],
                                 "externalVoice": {"voiceUrl": "https://a.b/c.mp3"}}},
                 "voice_over", "exclude each other", id="V27"),
    pytest.param({"voice_over": {"enabled": True, "aiVoices": [{"speaker": None}]}}, "voice_over.ai_voices[0].speaker",
                 "name or number", id="speaker"),
    pytest.param({"subtitle_style": {"animations": [{"name": "fade", "type": "entry"}] * 2}},
                 "subtitle_style.animations", "one entry and one exit", id="V30-twice"),
    pytest.param({"subtitle_style": {"animations": [{"name": "fade", "type": "entry"}] * 3}},
                 "subtitle_style.animations", "at most 2", id="V30-many"),
    pytest.param({"subtitle_style": {"animations": [{"name": "fade", "type": "exit", "speed": "custom"}]}},
                 "subtitle_style.animations[0].custom_speed_value", "0.5", id="V30-custom"),
    pytest.param({"subtitle_style": {"animations": [
                      {"name": "fade", "type": "exit", "speed": "custom", "customSpeedValue": 0.4}]}},
                 "subtitle_style.animations[0].custom_speed_value", "0.5 or more", id="V30-value"),
    pytest.param({"subtitle_style": {"animations": [{"name": "wipe", "type": "exit", "futureWords": "subtle"}]}},
                 "subtitle_style.animations[0].future_words", "fade or blur", id="V30-future"),
    pytest.param({"scenes": [{**SAYS, "elements": [{"type": "image", "visualUrl": "a",
                                                    "searchFilter": {"query": "b"}}]}]},
                 "scenes[0].elements[0]", "exactly one", id="element-of-two-sources"),
    pytest.param({"scenes": [{**SAYS, "elements": [{"type": "image"}]}]}, "scenes[0].elements[0]", "exactly one",
                 id="element-of-no-source"),
    pytest.param({"scenes": [{**SAYS, "elements": [{"type": "shape", "name": "circle", "widht": "3%"}]}]},
                 "scenes[0].elements[0].widht", "'width'", id="element-misspelt"),
    pytest.param({"scenes": [{**SAYS, "elements": [{"type": "shape", "name": "star-9"}]}]},
                 "scenes[0].elements[0].name", "'star-", id="shape"),
    pytest.param({"scenes": [{**SAYS, "elements": [{"type": "txt", "text": "a"}]}]}, "scenes[0].elements[0].type",
                 "'text'", id="element-type"),
    pytest.param({"scenes": [{**SAYS, "elements": ["a"]}]}, "scenes[0].elements[0]", "not an object",
                 id="element-kind"),
    pytest.param({"scenes": [{**SAYS, "sceneTransition": "wipleft"}]}, "scenes[0].scene_transition", "'wipeleft'",
                 id="transition-misspelt"),
    pytest.param({"destinations": [{"type": "vimeo", "folderUri": "/a"}]}, "destinations[0].folderUri", "'folder_uri'",
                 id="destination"),
    pytest.param({"scenes": [{**SAYS, "minimumDuration": "3"}]}, "scenes[0].minimum_duration", "quotation marks",
                 id="number-in-quotation-marks"),
    pytest.param({"url": "https://a.b/c"}, "url", "blog_url", id="X3-top-level-url"),
    pytest.param({"scenes": [{"text": "Hi."}]}, "scenes[0].text", "as story", id="v1-text"),
    pytest.param({"background_music": {"enabled": True, "musicVolume": 50}}, "background_music.musicVolume", "volume",
                 id="X13-music-volume"),
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


def test_a_faulty_field_hides_no_broken_rule_beside_it() -> None:
    """And a rule that needs what is merely faulty does not complain that it is missing."""
    scene = {"story": LONG, "caption": "a", "captionLanguage": "fr", "createSceneOnNewLine": True}
    with pytest.raises(BadStoryboard) as caught:
        Storyboard(video_name="a*b", scenes=[scene], brand_id="x", brand_name="y", video_width=640, video_height="360")
    paths = [problem.path for problem in caught.value.problems]
    assert paths == ["video_name", "video_height", "scenes[0].story", "scenes[0].caption", "Storyboard"]


def test_x7_all_twenty_languages_are_taken() -> None:
    """An older page lists fourteen; nobody who writes Polish is turned away."""
    assert len(choices.LANGUAGES) == 20
    for language in choices.LANGUAGES:
        Storyboard(video_name="a", scenes=[SAYS], language=language)


def test_x9_every_image_model_is_taken_in_every_ratio() -> None:
    """One table of the service says otherwise of nanobanana: check() warns of that, nothing is refused."""
    background = {"type": "image", "ai_visual": {"model": "nanobanana"}}
    for ratio in choices.IMAGE_MODELS["nanobanana"].ratios:
        Storyboard(video_name="a", aspect_ratio=ratio, scenes=[{**SAYS, "background": background}])


def test_x16_several_voices_may_take_turns() -> None:
    """A guide of the service knows one voice only, its newer schema rotates them."""
    VoiceOver(enabled=True, ai_voices=[AiVoice(speaker="Ann"), AiVoice(speaker="Ben")])


def test_x17_music_is_at_full_volume_unless_told_otherwise() -> None:
    """The service's default of this era; of the former it was 0.1."""
    assert BackgroundMusic(enabled=True).volume == 1.0


def test_x8_the_version_is_left_to_the_service() -> None:
    """It is sent only by who sets it."""
    assert "storyboardVersion" not in Storyboard(video_name="a", scenes=[SAYS]).to_wire()


def test_a_template_brings_its_own_scenes() -> None:
    """V2: scenes may be left away where a template is named."""
    board = Storyboard(video_name="a", template_id="20240527091000991AbC", variables={"name": "Ann"})
    assert board.to_wire() == {"videoName": "a", "templateId": "20240527091000991AbC", "variables": {"name": "Ann"}}


def test_the_closed_lists_are_as_long_as_the_contract_s() -> None:
    """§3.9 counts them; a value that was dropped by accident would refuse sound storyboards."""
    assert (len(terms.FONTS), len(terms.MOODS), len(terms.PURPOSES), len(terms.INSTRUMENTS)) == (73, 63, 77, 96)
    assert (len(choices.AUDIO_LANGUAGES), len(choices.TRANSITIONS), len(choices.PREMIUM_MODELS)) == (22, 11, 8)
    assert len(choices.SHAPES) == len(set(choices.SHAPES)) == 140
    assert set(choices.IMAGE_MODELS) | set(choices.VIDEO_MODELS) == set(get_args(choices.ModelName))


def test_the_service_s_way_knows_no_other_spelling() -> None:
    """V32: there video_name is as strange as any other word, and a text without its type is refused."""
    with pytest.raises(BadStoryboard) as caught:
        Storyboard.from_wire({"video_name": "a", "scenes": [{**SAYS, "elements": [{"text": "a"}]}]}, drop_unknown=True)
    assert [problem.path for problem in caught.value.problems] == ["video_name", "scenes[0].elements[0].type"]


def test_here_a_text_may_leave_its_type_away() -> None:
    """It is the usual element of a script."""
    assert Scene(story="Hi.", elements=[{"text": "a"}]).elements == (Text(text="a"),)


def test_the_name_of_ssml_is_spelt_as_the_service_does() -> None:
    """Its capitals do not follow the rule."""
    assert Scene(story="Hi.", is_ssml_story=True).to_wire() == {"story": "Hi.", "isSSMLStory": True}


def test_every_medium_is_found_wherever_it_stands() -> None:
    """What has to be uploaded, or looked for on this computer, is never overlooked."""
    board = Storyboard(
        video_name="a",
        voice_over={"enabled": True, "external_voice": {"voice_url": "v"}},
        background_music={"enabled": True, "music_url": "m"},
        logo={"url": "l"},
        subtitle_style={"font_family": "Own", "font_url": "f"},
        scenes=[
            {"audio_url": "a", "audio_language": "en-US", "background_brolls": [{"visual_url": "b"}]},
            {
                "story": "Hi.",
                "background_corpus": [{"visual_url": "c"}],
                "background": {
                    "type": "video",
                    "ai_visual": {"model": "veo3.1", "reference_image_urls": ["r", "https://a.b/s"]},
                },
                "elements": [Shape(name="circle"), ImageElement(visual_url="i")],
            },
        ],
    )
    seen: dict[str, str] = {}

    def place(url: str, path: str) -> str:
        seen[path] = url
        return f"file:///{url}"

    placed = board.with_media(place)
    assert seen == {
        "subtitle_style.font_url": "f",
        "voice_over.external_voice.voice_url": "v",
        "background_music.music_url": "m",
        "logo.url": "l",
        "scenes[0].audio_url": "a",
        "scenes[0].background_brolls[0].visual_url": "b",
        "scenes[1].background.ai_visual.reference_image_urls[0]": "r",
        "scenes[1].background.ai_visual.reference_image_urls[1]": "https://a.b/s",
        "scenes[1].background_corpus[0].visual_url": "c",
        "scenes[1].elements[1].visual_url": "i",
    }
    assert placed.scenes[1].elements == (Shape(name="circle"), ImageElement(visual_url="file:///i"))
    assert board.logo.url == "l"


def test_a_schema_for_forms_can_be_drawn() -> None:
    """Required fields, closed lists and limits stand in it, under the names of the wire."""
    schema = Storyboard.model_json_schema()
    assert "videoName" in schema["required"]
    scene = schema["$defs"]["Scene"]["properties"]
    assert set(scene) >= {"story", "isSSMLStory", "storyCoPilot", "elements"}
    assert "wipeleft" in json.dumps(scene["sceneTransition"])
    assert "discriminator" in json.dumps(scene["elements"])


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
