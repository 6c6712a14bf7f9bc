"""Bodies of the first era: read in every spelling that was in use, and turned into today's."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictory_nb.errors import BadStoryboard
from pictory_nb.storyboard import Storyboard
from pictory_nb.storyboard_v1 import StoryboardV1
from pictory_nb.wire.storyboards import load_storyboard_v1

SPEAKER = {"speaker": "Jackson"}


def read(**body: Any) -> StoryboardV1:
    return load_storyboard_v1({"videoName": "film", "scenes": [{"text": "Hi."}], **body})


def converted(**body: Any) -> dict[str, Any]:
    return read(**body).to_v2().to_wire()


def test_numbers_and_flags_may_stand_in_quotation_marks() -> None:
    """The service's own examples send them both ways (contract §1.2)."""
    bare = read(
        videoWidth=1080, videoHeight=1920, audio={"autoBackgroundMusic": True, "aiVoiceOver": {**SPEAKER, "speed": 90}}
    )
    quoted = read(
        videoWidth="1080",
        videoHeight="1920",
        audio={"autoBackgroundMusic": "true", "aiVoiceOver": {**SPEAKER, "speed": "90"}},
    )
    assert bare == quoted


def test_today_s_body_takes_no_number_in_quotation_marks() -> None:
    """The difference between the eras can be seen."""
    with pytest.raises(BadStoryboard, match="without quotation marks"):
        Storyboard.from_wire({"videoName": "a", "scenes": [{"story": "Hi.", "minimumDuration": "3"}]})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"scenes": [{"articleUrl": "https://a.b/c"}]}, {"scenes": [{"article_url": "https://a.b/c"}]}),
        ({"scenes": [{"text": "Hi.", "minimumDuration": 2}]}, {"scenes": [{"text": "Hi.", "minDuration": "2"}]}),
        ({"scenes": [{"text": "Hi.", "subtitle": False}]}, {"scenes": [{"text": "Hi.", "subtitles": "false"}]}),
        ({"audio": {"aiVoiceOver": SPEAKER}}, {"audio": {"aiVoiceOvers": [SPEAKER]}}),
    ],
)
def test_all_spellings_of_the_era_mean_the_same(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Old programs run as they are (contract §1.2)."""
    assert read(**one) == read(**other)


def test_strange_fields_vanish_as_they_did() -> None:
    """The service never complained of them."""
    assert read(nonsense=1, scenes=[{"text": "Hi.", "colour": 1}]) == read()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"text": "A.\nB.", "splitTextOnNewLine": True, "splitTextOnPeriod": True},
         {"story": "A.\nB.", "createSceneOnNewLine": True, "createSceneOnEndOfSentence": True}),
        ({"articleUrl": "https://a.b/c"}, {"blogUrl": "https://a.b/c"}),
        ({"pptUrl": "https://a.b/c.pptx"}, {"pptUrl": "https://a.b/c.pptx"}),
        ({"backgroundUri": "https://a.b/c.jpg", "backgroundType": "image"},
         {"background": {"visualUrl": "https://a.b/c.jpg", "type": "image"}}),
        ({"backgroundUri": "https://a.b/c.mp4", "backgroundVideoSegments": [{"start": 1, "end": 2}],
          "loopBackgroundVideo": False, "muteBackgroundVideo": True},
         {"background": {"visualUrl": "https://a.b/c.mp4", "type": "video", "clips": [{"start": 1.0, "end": 2.0}],
                         "settings": {"loop": False, "mute": True}}}),
        # Of pieces of a film what is said is heard, unless somebody else speaks (§5.5).
        ({"text": "Hi.", "backgroundUri": "https://a.b/c.mp4", "backgroundVideoSegments": [{"start": 1, "end": 2}]},
         {"story": "Hi.", "background": {"visualUrl": "https://a.b/c.mp4", "type": "video",
                                         "clips": [{"start": 1.0, "end": 2.0}], "settings": {"mute": False}}}),
        ({"text": "Hi.", "mediaSearchQuery": "sea", "backgroundVisualFilter": {"category": "Nature"}},
         {"story": "Hi.", "background": {"searchFilter": {"query": "sea", "category": "Nature"}}}),
        ({"text": "Hi.", "minimumDuration": 3, "subtitle": False},
         {"story": "Hi.", "minimumDuration": 3.0, "hideSubtitles": True}),
        ({"text": "Hi.", "caption": "Salut.", "captionLanguage": "fr"},
         {"story": "Hi.", "caption": "Salut.", "captionLanguage": "fr"}),
        ({"text": 'Hi <break time="1s"/>.'}, {"story": 'Hi <break time="1s"/>.', "isSSMLStory": True}),
        ({"text": "Hi.", "textColor": "#fff", "textBackgroundColor": "#000", "fontFamily": "Lato", "fontSize": 32,
          "keywordColor": "#e2e2aad9", "verticalAlignment": "top", "horizontalAlignment": "left", "fontWeight": "bold",
          "fontStyle": "italic", "textDecoration": "underline"},
         {"story": "Hi.", "subtitleStyle": {
             "color": "#fff", "backgroundColor": "#000", "fontFamily": "Lato", "fontSize": 32,
             "keywordColor": "#e2e2aad9", "position": "top-left", "decorations": ["bold", "italics", "underline"]}}),
    ],
)  # fmt: skip
def test_a_scene_becomes_what_the_map_says(old: dict[str, Any], new: dict[str, Any]) -> None:
    """Row by row of contract §3.13."""
    (scene,) = converted(scenes=[old])["scenes"]
    assert scene == new


def test_the_whole_video_becomes_what_the_map_says() -> None:
    """Logo, music, keywords and text, as contract §3.13 maps them."""
    body = converted(
        videoName="Rain: why?",
        autoHighlightKeywords=False,
        brandLogo={"url": "https://a.b/c.png", "verticalAlignment": "center", "horizontalAlignment": "left"},
        audio={"backGroundMusicUri": "https://a.b/c.mp3", "backGroundMusicVolume": "0.3"},
        textStyles={"fontName": "Lato", "horizontalAlignment": "right"},
    )
    assert body["videoName"] == "Rain why"
    assert body["logo"] == {"url": "https://a.b/c.png", "position": "center-left"}
    assert body["backgroundMusic"] == {"enabled": True, "musicUrl": "https://a.b/c.mp3", "volume": 0.3}
    assert body["subtitleStyle"] == {"fontFamily": "Lato", "position": "bottom-right"}
    assert body["scenes"] == [{"story": "Hi.", "highlightKeywords": False}]


def test_x17_music_without_a_volume_stays_quiet() -> None:
    """Silence about the volume meant 0.1 then, and means 1 now."""
    assert converted(audio={"autoBackgroundMusic": True})["backgroundMusic"]["volume"] == 0.1


def test_x24_only_scenes_that_ask_for_it_are_spoken() -> None:
    """In v2 the switch at the top decides for all, so the silent ones have to say so."""
    audio = {"aiVoiceOver": SPEAKER}
    body = converted(audio=audio, scenes=[{"text": "A.", "voiceOver": True}, {"text": "B."}])
    assert body["voiceOver"] == {
        "enabled": True,
        "aiVoices": [{"speaker": "Jackson", "speed": 100, "amplificationLevel": 0.0}],
    }
    assert [scene.get("voiceOver") for scene in body["scenes"]] == [None, {"enabled": False}]
    assert "voiceOver" not in converted(audio=audio)


def test_a_recording_is_heard_throughout() -> None:
    """It was one sound for the whole video, whatever the scenes said."""
    body = converted(audio={"voiceOverUri": "https://a.b/c.mp3", "autoSyncVoiceOver": True, "aiVoiceOver": SPEAKER})
    assert body["voiceOver"] == {
        "enabled": True,
        "externalVoice": {"voiceUrl": "https://a.b/c.mp3", "syncVoice": True},
    }


def test_a_scene_s_text_fields_are_laid_over_the_video_s() -> None:
    """A style of v2 replaces the video's as a whole, so the merging has to be done here."""
    body = converted(textStyles={"textColor": "#fff", "fontSize": 40}, scenes=[{"text": "A.", "fontSize": "20"}])
    assert body["scenes"][0]["subtitleStyle"] == {"color": "#fff", "fontSize": 20}


def test_x13_a_voice_is_named_as_speaker() -> None:
    """A page of the service shows voiceId, which real answers do not."""
    with pytest.raises(BadStoryboard, match="speaker"):
        StoryboardV1.from_wire({"videoName": "a", "scenes": [{"text": "A."}], "audio": {"aiVoiceOver": {"voiceId": 1}}})


def test_what_cannot_be_carried_is_told() -> None:
    """Nothing is lost in silence."""
    board = read(
        scenes=[
            {"text": "A.", "articleUrl": "https://a.b/c", "voiceOverSegment": {"start": 0, "end": 1}},
            {"text": "B. C.", "caption": "b", "splitTextOnPeriod": True, "insertAfterSceneId": "7"},
        ]
    )
    told = "\n".join(board.lost())
    for part in ("scenes[0]: articleUrl", "voiceOverSegment", "scenes[1]: insertAfterSceneId", "not split"):
        assert part in told
    assert read().lost() == ()


texts = st.text(min_size=1, max_size=40).filter(str.strip)
bools = st.booleans() | st.sampled_from(["true", "false"])
urls = st.sampled_from(["https://a.b/c.jpg", "https://a.b/c.mp4"])


def some(**members: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=members)


looks = {
    "fontFamily": texts,
    "fontSize": st.integers(1, 200) | st.sampled_from(["0.4", "32"]),
    "textColor": st.sampled_from(["#fff", "#123456"]),
    "keywordColor": st.just("#e2e2aad9"),
    "verticalAlignment": st.sampled_from(["top", "center", "bottom"]),
    "horizontalAlignment": st.sampled_from(["left", "center", "right"]),
}
voices = st.fixed_dictionaries(
    {"speaker": texts | st.integers(1, 9)},
    optional={"speed": st.sampled_from([50, "200"]), "amplifyLevel": st.sampled_from([-1, "0.5"])},
)
segments = st.fixed_dictionaries({"start": st.floats(0, 5), "end": st.floats(6, 9)})
scenes = some(
    text=texts,
    articleUrl=urls,
    pptUrl=urls,
    backgroundUri=urls,
    backgroundType=st.sampled_from(["image", "video"]),
    backgroundVideoSegments=st.lists(segments, max_size=2),
    mediaSearchQuery=texts,
    backgroundVisualFilter=some(category=texts),
    loopBackgroundVideo=bools,
    muteBackgroundVideo=bools,
    caption=texts,
    captionLanguage=st.sampled_from(["fr", "vi", "en-US"]),
    minDuration=st.integers(0, 9) | st.just("2.5"),
    voiceOver=bools,
    aiVoiceOvers=st.lists(voices, max_size=2),
    voiceOverUri=urls,
    voiceOverSegment=segments,
    subtitles=bools,
    splitTextOnNewLine=bools,
    splitTextOnPeriod=bools,
    fontWeight=st.just("bold"),
    **looks,
).filter(lambda scene: {"text", "articleUrl", "pptUrl", "backgroundUri"} & set(scene))
boards = st.fixed_dictionaries(
    {"videoName": st.text(min_size=1, max_size=200), "scenes": st.lists(scenes, min_size=1, max_size=3)},
    optional={
        "language": st.sampled_from(["en", "en-US", "vi"]),
        "audio": some(
            autoBackgroundMusic=bools,
            backGroundMusicUri=urls | st.none(),
            backGroundMusicVolume=st.floats(0, 1) | st.just("0.5"),
            aiVoiceOver=voices,
            voiceOverUri=urls,
            autoSyncVoiceOver=bools,
        ),
        "textStyles": some(**looks),
        "brandLogo": st.fixed_dictionaries({"url": urls}, optional={"verticalAlignment": st.just("top")}),
        "autoHighlightKeywords": bools,
    },
)


@given(boards)
def test_whatever_was_valid_then_can_be_rendered_now(body: dict[str, Any]) -> None:
    """The conversion never stumbles, and what it makes travels like any other storyboard."""
    storyboard = load_storyboard_v1(body).to_v2()
    assert Storyboard.from_wire(storyboard.to_wire()) == storyboard
    assert len(storyboard.scenes) == len(body["scenes"])
