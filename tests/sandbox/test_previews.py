"""Previews over a real socket, as a program uses them that was written from the contract: plain HTTP alone."""

from __future__ import annotations

import io
import time

import numpy as np
import pytest
import requests
from PIL import Image

from pictory_nb.render_params.v1 import RenderParamsV1
from pictory_nb.sandbox.store import JobStore
from tests.sandbox.plain import BOARD, Service, picture_of, text_of
from tests.sandbox.test_cache import reels
from tests.sandbox.test_service import finished

BOARD_V1 = {
    "videoName": "Rain",
    "videoWidth": "320",
    "videoHeight": "180",
    "audio": {"autoBackgroundMusic": "false"},
    "scenes": [{"text": "Rain falls.\nThe sun is back.", "splitTextOnNewLine": "true", "voiceOver": False}],
}


def test_a_preview_of_today_is_timed_shown_and_rendered_as_it_is(service: Service) -> None:
    """§5.3: POST, poll, show previewUrl, PUT render; the film is as long as the preview said."""
    accepted = service.send("POST", "/v2/video/storyboard", BOARD)
    assert set(accepted) == {"success", "data"}
    assert set(accepted["data"]) == {"jobId"}
    preview = service.done(accepted)
    assert preview["status"] == "completed"
    elements = preview["renderParams"]["elements"]
    grounds = [one for one in elements if one["elementType"] == "backgroundElement"]
    assert [one["id"] for one in grounds] == ["backgroundElement_1", "backgroundElement_2", "backgroundElement_3"]
    assert [scene["story"] for scene in preview["storyboard"]["scenes"]][2] == "Then the <strong>sun</strong> is back."
    page = requests.get(preview["previewUrl"], timeout=10)
    assert page.headers["Content-Type"].startswith("text/html")
    assert "It sounds like drums." in page.text
    for shown in (grounds[0]["url"], preview["sandboxSheet"], preview["thumbnail"]):
        assert requests.get(shown, timeout=10).content[:2] == b"\xff\xd8"
    film = service.done(service.send("PUT", f"/v2/video/render/{preview['id']}"))
    assert film["videoDuration"] == pytest.approx(grounds[-1]["startTime"] + grounds[-1]["duration"], abs=0.04)
    assert text_of(film) == "Rain falls on the roof.\nIt sounds like drums.\nThen the sun is back.\n"


def test_a_preview_renders_to_the_same_pictures_as_the_storyboard(service: Service) -> None:
    """What was looked at is what is got."""
    preview = service.done(service.send("POST", "/v2/video/storyboard", BOARD))
    by_preview = service.done(service.send("PUT", f"/v2/video/render/{preview['id']}", {}))
    at_once = service.done(service.send("POST", "/v2/video/storyboard/render", BOARD))
    assert by_preview["videoDuration"] == pytest.approx(at_once["videoDuration"], abs=0.04)
    assert text_of(by_preview) == text_of(at_once)
    assert np.abs(picture_of(by_preview) - picture_of(at_once)).mean() < 1


@pytest.mark.parametrize("spoken", [False, True], ids=["silent", "spoken"])
def test_what_was_drawn_for_a_preview_is_not_drawn_again(service: Service, spoken: bool) -> None:
    """The film of a preview and that of its storyboard are the same stretches, whichever comes first; so a change after
    a film costs what was changed."""
    words = f"Rain number {time.time_ns() % 100_000} falls."  # nobody drew this before
    scenes = [{"story": words, "endPauseDuration": 0.217}, {"story": "The sun is back."}, {"story": "Birds sing."}]
    voice = {"voiceOver": {"enabled": True, "aiVoices": [{"speaker": "Emma"}]}} if spoken else {}
    board = {**BOARD, "scenes": scenes, **voice}
    preview = service.done(service.send("POST", "/v2/video/storyboard", board))
    service.done(service.send("PUT", f"/v2/video/render/{preview['id']}"))
    known = reels().keys()
    service.done(service.send("POST", "/v2/video/storyboard/render", board))
    assert reels().keys() == known
    changed = {**board, "scenes": [*scenes[:2], {"story": "Dogs bark."}]}
    preview = service.done(service.send("POST", "/v2/video/storyboard", changed))
    known = reels().keys()
    service.done(service.send("PUT", f"/v2/video/render/{preview['id']}"))
    assert len(reels().keys() - known) <= 2


def test_a_preview_that_is_edited_draws_what_was_changed(service: Service) -> None:
    """The scene, the passage into the next one, and its picture on the sheet; nothing of what stands behind it, however
    much longer it became. The same again draws nothing."""
    ground = {"color": f"#{time.time_ns() % 2**24:06x}"}  # nobody drew this before
    stories = ["Birds sing.", "Rain falls.", "The sun is back.", "Dogs bark.", "Cats do not."]
    board = {**BOARD, "voiceOver": {"enabled": True, "aiVoices": [{"speaker": "Emma"}]}}

    def drawn(*stories: str) -> tuple[int, int]:
        films, pictures = reels().keys(), reels("jpg").keys()
        scenes = [{"story": story, "background": ground} for story in stories]
        service.done(service.send("POST", "/v2/video/storyboard", {**board, "scenes": scenes}))
        return len(reels().keys() - films), len(reels("jpg").keys() - pictures)

    drawn(*stories)
    for longer in ("Rain is falling.", "It is raining again.", "Rain fell."):
        films, pictures = drawn(stories[0], longer, *stories[2:])
        assert films <= 3
        assert pictures == 1
    assert drawn(*stories) == (0, 0)


def test_params_are_edited_and_posted_back(service: Service) -> None:
    """§2.9: the contents of renderParams, not wrapped, with other words and another colour."""
    preview = service.done(service.send("POST", "/v2/video/storyboard", BOARD))
    params = preview["renderParams"]
    for element in params["elements"]:
        if element["id"] == "SceneText_1":
            element["text"] = "Snow covers the roof."
        if element["id"] == "backgroundElement_3":
            element["backgroundColor"] = "#aa0000"
    film = service.done(service.send("POST", "/v2/video/render", params))
    assert text_of(film).startswith("Snow covers the roof.\n")
    refused = service.send("POST", "/v2/video/render", {"renderParams": params}, status=400)
    assert [field["name"] for field in refused["fields"]] == ["renderParams"]


def test_patched_elements_change_the_film(service: Service) -> None:
    """§2.11: 204 and nothing, and the next render shows them."""
    preview = service.done(service.send("POST", "/v2/video/storyboard", BOARD))
    patch = [
        {"id": "SceneText_1", "elementType": "SceneText", "type": "text", "startTime": 0, "duration": 2,
         "text": "Snow <strong>falls</strong>."},
        {"id": "backgroundElement_1", "elementType": "backgroundElement", "type": "image", "startTime": 0,
         "duration": 5, "url": "", "visualUrl": "", "backgroundColor": "#00aa00"},
    ]  # fmt: skip
    assert service.send("PUT", f"/v2/video/storyboard/{preview['id']}/elements", patch, status=204) is None
    film = service.done(service.send("PUT", f"/v2/video/render/{preview['id']}"))
    assert text_of(film).startswith("Snow falls.\n")
    red, green, blue = picture_of(film)[20:60, 20:60].mean(axis=(0, 1))
    assert green > 3 * max(red, blue, 1)


def test_a_patch_that_cannot_be_is_refused_with_every_field(service: Service) -> None:
    """Unknown ids are an error, new elements cannot be added (§2.11)."""
    preview = service.done(service.send("POST", "/v2/video/storyboard", BOARD))
    new = {"id": "nobody", "elementType": "text", "type": "text", "startTime": 0, "duration": 1}
    known = {**new, "id": "SceneText_1"}
    for patch, names in (
        ([new], ["[0].id"]),
        ([known, {"id": "SceneText_1"}], ["[1].elementType", "[1].type", "[1].startTime", "[1].duration"]),
        ({"id": "SceneText_1"}, ["body"]),
        ([7], ["[0]"]),
        ([{**known, "id": "backgroundElement_1", "objectMode": "squeeze"}], ["[0].objectMode"]),
    ):
        refused = service.send("PUT", f"/v2/video/storyboard/{preview['id']}/elements", patch, status=400)
        assert [field["name"] for field in refused["fields"]] == names


@pytest.mark.parametrize("path", ["/v2/video/render/{}", "/v1/video/render/{}", "/v2/video/storyboard/{}/elements"])
def test_only_a_finished_preview_is_rendered_or_changed(service: Service, store: JobStore, path: str) -> None:
    """An unknown id is 404, a job that runs, or that is no preview, is 400."""
    unknown = service.send("PUT", path.format("265a1f3c-0b6c-4d41-9d2b-2f6f1a7f0c11"), [], status=404)
    assert unknown["data"]["error_message"] == "JOB_NOT_FOUND"
    for kind in ("preview", "render"):
        record = store.create("Rain", kind)
        assert service.send("PUT", path.format(record.id), [], status=400)["fields"][0]["name"] == "job_id"


def test_the_text_to_video_flow_of_the_first_era(service: Service) -> None:
    """§5.1: storyboard, poll until renderParams, POST them edited or PUT them as they are; quoted numbers are read."""
    accepted = service.send("POST", "/v1/video/storyboard", BOARD_V1)
    assert accepted["jobId"] == accepted["data"]["job_id"] == accepted["data"]["jobId"]
    preview = service.done(accepted)
    assert "status" not in preview  # X6
    assert requests.get(preview["preview"], timeout=10).ok
    params = preview["renderParams"]
    assert (params["next_generation_video"], params["containsTextToImage"]) == (True, True)
    assert len(params["scenes"]) == 2
    as_it_is = service.send("PUT", f"/v1/video/render/{preview['id']}", {})
    assert set(as_it_is["data"]) == {"job_id"}
    assert text_of(service.done(as_it_is)) == "Rain falls.\nThe sun is back.\n"
    params["scenes"][0]["sub_scenes"][0]["text_lines"] = [{"text": "Snow"}, {"text": "<strong>falls</strong>."}]
    params["scenes"][1]["background"] = {"src": [], "color": "rgba(0,170,0,255)"}
    params["output"]["title"] = "Snow"
    edited = service.done(service.send("POST", "/v1/video/render", params))
    assert text_of(edited) == "Snow falls.\nThe sun is back.\n"
    override = service.done(service.send("PUT", f"/v1/video/render/{preview['id']}", params))
    assert text_of(override) == "Snow falls.\nThe sun is back.\n"


def test_what_an_old_storyboard_loses_is_told(service: Service) -> None:
    """§3.13: a scene of today has one source; which one was left out stands in the notes."""
    scenes = [{"text": "Rain falls.", "articleUrl": "https://a.example/rain"}]
    preview = service.done(service.send("POST", "/v1/video/storyboard", {**BOARD_V1, "scenes": scenes}))
    assert (
        "scenes[0]: articleUrl is left out: a v2 scene has one source, and text comes first" in preview["sandboxNotes"]
    )


def test_the_font_of_an_old_preview_is_told_whole_and_can_be_edited(service: Service) -> None:
    """§3.14: programs read all members of it; what the video's style says is told with every scene."""
    body = {**BOARD_V1, "textStyles": {"fontFamily": "Lato", "fontSize": 40, "textColor": "#ff0000"}}
    preview = service.done(service.send("POST", "/v1/video/storyboard", body))
    params = preview["renderParams"]
    fonts = [scene["sub_scenes"][0]["font"] for scene in params["scenes"]]
    members = {"name", "size", "line_spacing", "color", "backcolor", "keycolor", "textShadowColor",
               "textShadowWidthFr", "line_height", "case", "decoration", "fullWidth"}  # fmt: skip
    assert all(members <= set(font) for font in fonts)
    assert [(font["name"], font["size"], font["color"]) for font in fonts] == 2 * [
        ("Lato.ttf", 40, "rgba(255,0,0,255)")
    ]
    assert RenderParamsV1.from_wire(params, drop_unknown=True).cut().storyboard.scenes[0].subtitle_style is None
    fonts[0] |= {"size": fonts[0]["size"] * 2, "color": "rgba(255,255,255,255)"}
    params["scenes"][0]["sub_scenes"][0]["location"]["preset"] = "top-center"
    first, second = RenderParamsV1.from_wire(params, drop_unknown=True).cut().storyboard.scenes
    style = first.subtitle_style
    assert (style.font_size, style.color, style.position) == (80, "rgba(255,255,255,1)", "top-center")
    assert second.subtitle_style is None


def test_stock_of_the_vendor_is_replaced_and_the_job_says_so(service: Service) -> None:
    """Assets that old params name cannot exist here: the sandbox chooses by the words of the scene."""
    source = {"url": "https://media.storyblocks.com/x.mp4", "asset_id": 347118299, "type": "video",
              "library": "story_blocks"}  # fmt: skip
    scene = {"background": {"src": [source]}, "time": 2, "sub_scenes": [{"time": 2, "text_lines": [{"text": "Rain."}]}]}
    gone = {"background": {"src": [{**source, "url": "https://gone.example/a.mp4"}]}, "time": 1}
    params = {
        "audio": {"src": "https://media.pictory.ai/m.mp3", "audio_library": "track"},
        "output": {"width": 320, "height": 180},
        "scenes": [scene, gone],
    }
    film = service.done(service.send("POST", "/v1/video/render", params))
    notes = film["sandboxNotes"]
    assert [note[:8] for note in notes if "stock library" in note] == ["Scene 1:", "Scene 2:"]
    assert any("music" in note and "vendor" in note for note in notes)


def test_an_own_file_that_cannot_be_reached_fails_the_job_and_is_named(service: Service) -> None:
    """Nothing of the user's is replaced in silence."""
    params = {
        "audio": {},
        "output": {"width": 320, "height": 180},
        "scenes": [{"background": {"src": [{"url": "http://127.0.0.1:9/own.mp4", "type": "video"}]}, "time": 1}],
    }
    accepted = service.send("POST", "/v1/video/render", params)
    failed = finished(service.base_url, accepted["data"]["job_id"])
    assert failed["success"] is False
    assert "http://127.0.0.1:9/own.mp4" in failed["data"]["error_message"]
    assert "scene 1" in failed["data"]["error_message"]


def test_a_visual_is_shown_whole_on_its_colour(service: Service) -> None:
    """objectMode contain, on backgroundColor (§2.11)."""
    tall = io.BytesIO()
    Image.new("RGB", (40, 120), (0, 0, 250)).save(tall, "PNG")
    slot = service.send("POST", "/v1/media/generateUrl", {"fileName": "a.png", "contentType": "image/png"})["data"]
    requests.put(slot["signedUrl"], data=tall.getvalue(), headers={"Content-Type": "image/png"}, timeout=10)
    board = {**BOARD, "scenes": [{"minimumDuration": 1, "background": {"visualUrl": slot["url"], "type": "image"}}]}
    preview = service.done(service.send("POST", "/v2/video/storyboard", board))
    ground = preview["renderParams"]["elements"][0]
    patch = [{**ground, "objectMode": "contain", "backgroundColor": "#00aa00"}]
    service.send("PUT", f"/v2/video/storyboard/{preview['id']}/elements", patch, status=204)
    shown = picture_of(service.done(service.send("PUT", f"/v2/video/render/{preview['id']}")))
    assert shown[90, 160].argmax() == 2
    assert shown[90, 40].argmax() == 1


def test_a_caption_in_another_language_is_shown_until_its_text_is_edited(service: Service) -> None:
    """What is said stays said; what somebody writes anew is what is shown."""
    scene = {"story": "Rain falls on the roof.", "caption": "Es regnet aufs Dach.", "captionLanguage": "de"}
    preview = service.done(service.send("POST", "/v2/video/storyboard", {**BOARD, "scenes": [scene]}))
    film = service.done(service.send("PUT", f"/v2/video/render/{preview['id']}"))
    assert text_of(film) == "Es regnet aufs Dach.\n"
    params = preview["renderParams"]
    next(one for one in params["elements"] if one["id"] == "SceneText_1")["text"] = "Il pleut sur le toit."
    assert text_of(service.done(service.send("POST", "/v2/video/render", params))) == "Il pleut sur le toit.\n"
