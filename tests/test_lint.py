"""What is told before a storyboard is paid for: findings, each with its place and mend, and an upper bound of cost."""

from __future__ import annotations

from typing import Any

import pytest

from pictory_nb.lint import Finding, Findings, check, estimate
from pictory_nb.script import from_markdown
from pictory_nb.storyboard import AiVoice, Scene, Storyboard, VoiceOver

SPOKEN = {"voice_over": {"enabled": True}}
SAYS = {"story": "Rain falls on the hills."}
DRAWN = {"type": "image", "ai_visual": {"model": "flux-schnell", "prompt": "sea"}}
FILMED = {"type": "video", "ai_visual": {"model": "veo3.1", "prompt": "sea"}}
STOCK = {"type": "image", "visual_url": "https://a.b/c.jpg"}


def board(*scenes: dict[str, Any], **fields: Any) -> Storyboard:
    return Storyboard(**{"video_name": "film", "scenes": scenes or (SAYS,), **SPOKEN, **fields})


def shape(**fields: Any) -> dict[str, Any]:
    return {"type": "shape", **fields}


def text(words: str, **fields: Any) -> dict[str, Any]:
    return {"type": "text", "text": words, **fields}


def test_a_usual_script_is_found_faultless() -> None:
    """Findings are rare, so that they are read."""
    script = "# How rain is made\n\nThe sun warms the sea, and **water** rises.\n\nIt cools, and becomes rain."
    assert check(from_markdown(script)) == ()


SAID = "scenes[0]"
FOUND = [
    pytest.param({"subtitle_style": {"font_family": "Popins"}}, "error", "subtitle_style.font_family", "'Poppins'",
                 id="font"),
    pytest.param({"scenes": [{**SAYS, "background": {"search_filter": {"category": "Naturee"}}}]}, "error",
                 f"{SAID}.background.search_filter.category", "'Nature'", id="category"),
    pytest.param({"voice_over": None}, "waste", "voice_over", "silent", id="silence"),
    pytest.param({"background_music": {"enabled": True, "auto_music": True}}, "waste", "background_music.volume",
                 "0.1 to 0.2", id="X17-no-volume"),
    pytest.param({"background_music": {"enabled": True, "auto_music": True, "volume": 1}}, "waste",
                 "background_music.volume", "drowns", id="loud"),
    pytest.param({"background_music": {"enabled": True, "volume": 0.1}}, "waste", "background_music", "auto_music",
                 id="music-of-nothing"),
    pytest.param({"storyboard_version": "v3"}, "taste", "storyboard_version", "take it away", id="X8-v3"),
    pytest.param({"storyboard_version": "v2"}, "waste", "storyboard_version", "old engine", id="X8-v2"),
    pytest.param({"video_description": "about rain"}, "waste", "video_description", "strips", id="description"),
    pytest.param({"variables": {"name": "Ann"}}, "waste", "variables", "template_id", id="variables"),
    pytest.param({"webhook_input": {"row": 1}}, "waste", "webhook_input", "give webhook", id="webhook-input"),
    pytest.param({"visual_selection_preference": "user-library-only"}, "waste", "visual_selection_preference",
                 "visual_library_id", id="library"),
    pytest.param({"voice_over": {"enabled": True, "ai_voices": [{"speaker": "Ann"}, {"speaker": "Ben"}]},
                  "scenes": [SAYS, SAYS]}, "taste", "voice_over.ai_voices", "take turns", id="X16-rotation"),
    pytest.param({"scenes": [{**SAYS, "background": STOCK}, SAYS]}, "taste", "scenes[1].background", "search_filter",
                 id="bare"),
    pytest.param({"scenes": [{"story": "word " * 30, "minimum_duration": 5}]}, "waste", f"{SAID}.minimum_duration",
                 "about 12 s", id="twice-as-long"),
    pytest.param({"scenes": [{"story": "word " * 20, "minimum_duration": 5}]}, "taste", f"{SAID}.minimum_duration",
                 "about 8 s", id="longer"),
    pytest.param({"scenes": [{"background": {"color": "#fff"}}]}, "waste", f"{SAID}.minimum_duration", "how long",
                 id="no-length"),
    pytest.param({"scenes": [{**SAYS, "audio_language": "en-US"}]}, "waste", f"{SAID}.audio_language", "no recording",
                 id="audio-language"),
    pytest.param({"scenes": [{**SAYS, "hide_subtitles": True, "max_subtitle_lines": 2}]}, "waste",
                 f"{SAID}.max_subtitle_lines", "hidden", id="hidden"),
    pytest.param({"scenes": [{**SAYS, "avatar": {"hide": True}}]}, "waste", f"{SAID}.avatar", "avatar_id", id="avatar"),
    pytest.param({"scenes": [{"story": 'Hi <break time="1s"/> you.'}]}, "waste", f"{SAID}.story", "is_ssml_story",
                 id="ssml"),
    pytest.param({"scenes": [{"story": "1 2 3"}]}, "waste", f"{SAID}.story", "no word", id="wordless"),
    pytest.param({"scenes": [{"story": "Dear {{name}}, hello."}]}, "waste", f"{SAID}.story", "{{name}}", id="place"),
    pytest.param({"scenes": [{**SAYS, "background": {**STOCK, "search_filter": {"query": "sea"}}}]}, "waste",
                 f"{SAID}.background.search_filter", "keep one", id="searched-and-given"),
    pytest.param({"scenes": [{**SAYS, "background": {**STOCK, "settings": {"loop": True}}}]}, "waste",
                 f"{SAID}.background.settings.loop", "videos only", id="image-loops"),
    pytest.param({"scenes": [{**SAYS, "background": {**STOCK, "color_overlay": {"color": "rgba(0,0,0,0.5)"}}}]},
                 "waste", f"{SAID}.background.color_overlay.color", "opacity", id="overlay"),
    pytest.param({"scenes": [{**SAYS, "background": {"type": "image", "ai_visual": {"model": "nanobanana"}}}]}, "taste",
                 f"{SAID}.background.ai_visual.model", "square", id="X9"),
    pytest.param({"scenes": [{**SAYS, "background": {"type": "video", "ai_visual": {
                      "model": "veo3.1", "prompt": "sea", "media_style": "cartoon"}}}]},
                 "waste", f"{SAID}.background.ai_visual.media_style", "in the prompt", id="media-style"),
    pytest.param({"scenes": [{**SAYS, "background": {"type": "image", "ai_visual": {
                      "model": "seedream3.0", "first_frame_image_url": "https://a.b/c.png"}}}]},
                 "waste", f"{SAID}.background.ai_visual.first_frame_image_url", "no use", id="first-frame"),
    pytest.param({"scenes": [{**SAYS, "elements": [shape(name="star-1", stroke="#fff")]}]}, "waste",
                 f"{SAID}.elements[0].stroke", "no stroke", id="stroke"),
    pytest.param({"scenes": [{**SAYS, "elements": [shape(name="circle", border_radius=4)]}]}, "waste",
                 f"{SAID}.elements[0].border_radius", "rectangle", id="radius"),
    pytest.param({"scenes": [{**SAYS, "elements": [text("Hi", style={"show_bullet": True})]}]}, "waste",
                 f"{SAID}.elements[0].style.show_bullet", "subtitles only", id="bullets"),
    pytest.param({"scenes": [{**SAYS, "elements": [text("x" * 90, text_variant="heading")]}]}, "taste",
                 f"{SAID}.elements[0].text", "wraps", id="wraps"),
    pytest.param({"scenes": [{**SAYS, "elements": [text("A"), text("B", position="center")]}]}, "taste",
                 f"{SAID}.elements[1]", "elements[0]", id="overlap"),
    pytest.param({"scenes": [{**SAYS, "elements": [text("A", position="bottom-center")]}]}, "taste",
                 f"{SAID}.elements[0]", "the subtitles", id="on-subtitles"),
    pytest.param({"scenes": [{**SAYS, "elements": [text("A", left="80%", width="40%")]}]}, "taste",
                 f"{SAID}.elements[0]", "120 %", id="beyond"),
    pytest.param({"subtitle_style": {"color": "#fff"}, "scenes": [{**SAYS, "subtitle_style": {"font_size": 20}}]},
                 "taste", f"{SAID}.subtitle_style", "color", id="replaced-style"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "level", "path", "says"), FOUND)
def test_what_would_be_lost_or_look_bad_is_found_with_its_place(
    fields: dict[str, Any], level: str, path: str, says: str
) -> None:
    """One thing is wrong, one thing is told, and the mend is beside it."""
    (finding,) = check(board(**fields))
    assert (finding.level, finding.path) == (level, path)
    assert says in finding.reason + finding.mend
    assert finding.mend


def test_a_voice_that_never_has_its_turn_is_found() -> None:
    """X16: scene by scene, so the third of three has nothing to read in two scenes."""
    names = [AiVoice(speaker=name) for name in ("Ann", "Ben", "Cid")]
    found = check(board(SAYS, SAYS, voice_over=VoiceOver(enabled=True, ai_voices=names)))
    assert [finding.path for finding in found] == ["voice_over.ai_voices[2]", "voice_over.ai_voices"]


def test_a_body_that_breaks_rules_is_told_as_errors() -> None:
    """A dict may be checked before it is a storyboard at all."""
    found = check({"videoName": "a*b", "scenes": [{"storry": "Hi."}]})
    assert [(finding.level, finding.path) for finding in found] == [
        ("error", "video_name"),
        ("error", "scenes[0].storry"),
    ]
    assert found.errors == found


def test_a_template_may_bring_what_seems_to_be_missing() -> None:
    """Its scenes are not known here, so nothing is guessed about them."""
    assert check(Storyboard(video_name="film", template_id="t", variables={"name": "Ann"})) == ()


def test_findings_read_well_in_a_terminal_and_in_a_notebook() -> None:
    """The worst first, a line each; nothing of what was written can become part of the page."""
    found = Findings([Finding("taste", "logo", "small", "enlarge it"), Finding("error", "<b>", "wrong", "mend it")])
    assert repr(found) == "error  <b>: wrong → mend it\ntaste  logo: small → enlarge it"
    assert str(found[0]) == "error  <b>: wrong → mend it"
    page = found._repr_html_()
    assert "1 error, 1 matter of taste" in page
    assert "<b>" not in page
    assert repr(Findings()) == "nothing was found"


def test_the_length_is_an_upper_bound() -> None:
    """Nobody is told less than it becomes: words at 2.5 a second are the usual pace (contract §3.11)."""
    story = "word " * 250
    assert 100 < estimate(board({"story": story})).seconds < 200
    assert estimate(board({"background": {"color": "#fff"}, "minimum_duration": 7})).seconds == 7


def test_a_slow_voice_takes_longer() -> None:
    """Speed is a percentage of the usual one."""
    slow = {"enabled": True, "ai_voices": [{"speaker": "Ann", "speed": 50}]}
    assert estimate(board(voice_over=slow)).seconds > 1.5 * estimate(board()).seconds


@pytest.mark.parametrize(
    ("background", "credits"),
    [
        (DRAWN, 0.6),
        ({"type": "image", "ai_visual": {"model": "nanobanana-pro"}}, 14),
        (FILMED, 8 * 20),
        ({"type": "video", "ai_visual": {"model": "pixverse5.5", "video_duration": "5s"}}, 8),
        (STOCK, 0),
    ],
)
def test_ai_visuals_cost_what_the_service_publishes(background: dict[str, Any], credits: float) -> None:
    """Without a duration the longest is reckoned with (contract §3.9)."""
    assert estimate(board({**SAYS, "background": background})).ai_credits == credits


def test_a_scene_that_is_split_pays_for_each_part() -> None:
    """An upper bound: each part may get a visual of its own."""
    split = {"story": "A is. B is.\nC is.", "create_scene_on_new_line": True, "create_scene_on_end_of_sentence": True}
    assert estimate(board({**split, "background": DRAWN})).ai_credits >= 3 * 0.6


def test_an_avatar_costs_by_the_length() -> None:
    """15 credits for every 30 s that are begun (contract §3.8)."""
    storyboard = board({"story": "word " * 250}, avatar={"avatar_id": "Annie"})
    found = estimate(storyboard)
    assert found.ai_credits == 15 * -(-found.seconds // 30)


def test_what_is_unknown_is_not_nothing() -> None:
    """Of a page that nobody has read the length is unknown, and so is all that depends on it."""
    found = estimate(board(SAYS, {"blog_url": "https://a.b/c"}, avatar={"avatar_id": "Annie"}))
    assert (found.seconds, found.video_minutes, found.ai_credits) == (None, None, None)
    assert str(found).startswith("At most unknown video minutes, unknown AI credits")
    assert "unknown s  scenes[1]: the page" in repr(found)


def test_premium_minutes_are_known_only_where_the_voice_is() -> None:
    """Whether a name belongs to ElevenLabs stands in the catalogue, which is not asked here."""

    def minutes(**voice: Any) -> float | None:
        voices = [{"speaker": "Ann", **voice}] if voice else []
        return estimate(board(voice_over={"enabled": True, "ai_voices": voices})).elevenlabs_minutes

    assert minutes() == 0
    assert minutes(speed=100) is None
    assert 0 < minutes(premium_voice_settings={"model_id": "eleven_v3"}) < 1


def test_an_estimate_is_compared_with_what_is_left() -> None:
    """Too little is told before it is spent, and an unknown need as well."""
    quota = {"videoMinutes": {"used": 10, "limit": 10}, "aiCredits": {"used": 0, "limit": 5}}
    told = estimate(board({**SAYS, "background": FILMED})).shortfalls(quota)
    assert len(told) == 2
    assert "video minutes may be needed, 0 are left" in told[0]
    assert told[1] == "160 AI credits may be needed, 5 are left"
    assert estimate(board(SAYS)).shortfalls({"aiCredits": {"used": 0, "limit": 5}}) == ()


def test_every_line_of_an_estimate_is_shown() -> None:
    """A sum that cannot be checked is not believed."""
    found = estimate(board({**SAYS, "background": DRAWN}))
    assert "~0.6 credits  scenes[0].background.ai_visual: an image by flux-schnell" in repr(found)
    assert "scenes[0].background.ai_visual" in found._repr_html_()


def test_the_root_hands_out_both() -> None:
    """Two of the few names that a person needs."""
    import pictory_nb

    assert pictory_nb.check(Storyboard(video_name="a", scenes=[Scene(story="Hi.")])).errors == ()
    assert pictory_nb.estimate is estimate
