"""To the letter: envelopes, error bodies, spellings and contradictions of the contract, asked for by plain HTTP."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import av
import numpy as np
import pytest
import requests

from pictory_nb import choices, terms
from pictory_nb.sandbox.premises import Premises
from pictory_nb.state import Completed, read_state
from pictory_nb.storyboard import Storyboard
from pictory_nb.storyboard_v1 import StoryboardV1
from tests.sandbox.plain import BOARD, KEY, Service

PROJECT = b'{"projectName": "T", "scenes": [{"sceneId": 1, "sentence": "Hello {{name}}."}]}'


def shape(body: Any) -> Any:
    """The names of an answer's members, at the top and inside ``data``."""
    if isinstance(body, list):
        return list
    return {name: set(member) if name == "data" else type(member) for name, member in body.items()}


def test_every_submit_answers_in_the_envelope_of_its_era(service: Service) -> None:
    """E1, E1b, E1c (§0.3)."""
    e1 = {"success": bool, "data": {"jobId"}}
    preview = service.send("POST", "/v2/video/storyboard", BOARD)
    assert shape(preview) == shape(service.send("POST", "/v2/video/storyboard/render", BOARD)) == e1
    first = service.send("POST", "/v1/video/storyboard", {"videoName": "Old", "scenes": [{"text": "Rain."}]})
    assert shape(first) == {"jobId": str, "success": bool, "data": {"job_id", "jobId"}}
    done, old = service.done(preview), service.done(first)
    assert shape(service.send("PUT", f"/v2/video/render/{done['id']}")) == e1
    assert shape(service.send("POST", "/v2/video/render", done["renderParams"])) == e1
    e1c = {"success": bool, "data": {"job_id"}}
    assert shape(service.send("PUT", f"/v1/video/render/{old['id']}", {})) == e1c
    assert shape(service.send("POST", "/v1/video/render", old["renderParams"])) == e1c
    for kind in ("images", "videos"):
        assert shape(service.send("POST", f"/v1/aistudio/{kind}", {"prompt": "A whale sings."})) == e1


def test_every_list_answers_in_its_own_envelope(service: Service) -> None:
    """E3–E10 (§0.3)."""
    template = requests.post(f"{service.base_url}/v1/templates", data=PROJECT, headers=KEY, timeout=10).json()
    assert shape(service.send("POST", "/v1/media/generateUrl", {"fileName": "a.png", "contentType": "image/png"})) == {
        "success": bool, "data": {"signedUrl", "url", "key"},
    }  # fmt: skip
    assert shape(service.send("GET", "/v1/media/search?keyword=rain")) == {"data": {"page", "searchResults"}}  # E4
    assert set(service.send("GET", "/v1/jobs")) == set(service.send("GET", "/v1/avatars")) == {"items", "nextPageKey"}
    assert set(service.send("GET", "/v2/projects")) == {"items", "pageKey"}  # E6
    assert set(service.send("GET", "/v1/templates")) == set(service.send("GET", "/v1/smartlayouts")) == {"items"}  # E7
    assert (
        set(service.send("GET", "/v1/awsconnections")) == set(service.send("GET", "/v1/vimeo-connections")) == {"Items"}
    )
    for path in ("voiceovers/tracks", "brands/video", "styles", "aicredits/usage", "music/moods", "music/genres",
                 "music/genres/groups", "music/instruments", "music/purposes", "video/storyboard/fonts"):  # fmt: skip
        assert isinstance(service.send("GET", f"/v1/{path}"), list), path  # E9
    quota = service.send("GET", "/v1/quota")  # E10
    assert set(quota) == {"videoMinutes", "transcriptionMinutes", "elevenLabsVoiceOverMinutes", "aiCredits"}
    assert "items" in service.send("POST", "/v1/music/search", {})
    place = f"/v1/templates/{template['templateId']}"
    assert set(service.send("PUT", place, {"scenes": template["scenes"]})) == {
        "success",
        "message",
        "templateId",
    }  # E11
    assert set(service.send("DELETE", place)) == {"success", "message"}


def test_a_job_is_told_in_one_envelope_whatever_it_is(service: Service) -> None:
    """E2, with the id at the top on every look-up (X23), and inside ``data`` in the list (§2.13)."""
    preview = service.done(service.send("POST", "/v2/video/storyboard", BOARD))
    looked_up = service.send("GET", f"/v1/jobs/{preview['id']}")
    assert (set(looked_up), looked_up["job_id"]) == ({"job_id", "success", "data"}, preview["id"])
    assert service.send("GET", f"/v1/job/{preview['id']}") == looked_up  # X20
    (listed,) = service.send("GET", "/v1/jobs")["items"]
    assert (listed["data"]["jobId"], listed["data"]["status"]) == (preview["id"], "completed")


def test_a_finished_render_has_its_film_under_every_name(service: Service) -> None:
    """X1: seed, skill, docs and examples read four different members."""
    film = service.done(service.send("POST", "/v2/video/storyboard/render", BOARD))
    assert len({film[name] for name in ("videoURL", "videoUrl", "videoShareURL", "shareVideoURL", "preview")}) == 1
    assert {
        "status",
        "progress",
        "thumbnail",
        "srtFile",
        "vttFile",
        "txtFile",
        "videoDuration",
        "aiCreditsUsed",
    } <= set(film)


def test_the_sound_of_a_film_can_be_had_alone(service: Service) -> None:
    """§4.3 B: an MP3, as long as the film, in which the same is heard. Who asks again need not wait for it."""
    film = service.done(service.send("POST", "/v2/video/storyboard/render", BOARD))
    answer, again = (requests.get(film["audioURL"], timeout=30) for _ in range(2))
    assert answer.content == again.content
    assert again.elapsed.total_seconds() < 0.2
    heard = [
        np.concatenate([frame.to_ndarray().mean(0) for frame in av.open(io.BytesIO(content)).decode(audio=0)])
        for content in (answer.content, requests.get(film["videoURL"], timeout=10).content)
    ]
    assert answer.headers["Content-Type"] == "audio/mpeg"
    assert len(heard[0]) / 48000 == pytest.approx(film["videoDuration"], abs=0.1)
    assert rms(heard[0]) == pytest.approx(rms(heard[1]), rel=0.08)


def rms(samples: np.ndarray) -> float:
    return float(np.sqrt(np.mean(samples**2)))


def test_a_quota_falls_by_what_was_rendered(service: Service) -> None:
    """By every way of rendering, and not by a preview (§2.49)."""

    def used() -> float:
        return service.send("GET", "/v1/quota")["videoMinutes"]["used"]

    preview = service.done(service.send("POST", "/v2/video/storyboard", BOARD))
    assert used() == 0
    service.done(service.send("PUT", f"/v2/video/render/{preview['id']}"))
    one = used()
    assert one == pytest.approx(preview["videoDuration"] / 60, abs=0.01)
    service.done(service.send("POST", "/v2/video/render", preview["renderParams"]))
    assert used() == pytest.approx(2 * one, abs=0.01)


@pytest.mark.parametrize(
    ("method", "path", "body", "code", "names"),
    [
        ("POST", "/v2/video/storyboard", {}, "INVALID_REQUEST_BODY", {"videoName", "scenes"}),
        ("POST", "/v1/video/storyboard", {}, "INVALID_REQUEST_BODY", {"videoName", "scenes"}),
        ("POST", "/v1/video/render", {}, "INVALID_REQUEST_BODY", {"audio", "output", "scenes"}),
        ("POST", "/v2/video/render", {}, "INVALID_REQUEST_BODY", {"output", "elements"}),
        ("POST", "/v1/video/from-template", {}, "INVALID_REQUEST_BODY", {"templateId"}),
        ("GET", "/v1/aicredits/usage?year=2026", None, "INVALID_REQUEST", {"month"}),
        ("GET", "/v1/media/search", None, "INVALID_REQUEST", {"keyword"}),
    ],
)
def test_a_refusal_names_every_field(
    service: Service, method: str, path: str, body: Any, code: str, names: set[str]
) -> None:
    """§0.4: code, message, and for each field its name and a text; §2.2: for orders of the first era also success."""
    refused = service.send(method, path, body, status=400)
    assert refused.get("success") is (False if path.startswith("/v1/video/") else None)
    assert (refused["code"], refused["message"]) == (code, "Request validation failed")
    assert names <= {field["name"] for field in refused["fields"]}
    assert all(isinstance(field["errors"], str) for field in refused["fields"])


def test_ten_mistakes_are_told_at_once(service: Service) -> None:
    """Nobody mends one only to be told of the next; V3, V4, V5, V10, V17, V24, V25, V26, V28, V29."""
    scenes = [
        {"story": "Hi.", "blogUrl": "https://a.example"},
        {"story": "Hi.", "background": {"color": "#fff", "visualUrl": "https://a.example/b.jpg"}},
        {"story": "Hi.", "elements": [{"type": "text", "text": "x", "position": "center", "top": "1%"}]},
        {"story": "Hi.", "elements": [{"type": "text", "text": "x", "width": "1.5%"}]},
        {"story": "Hi.", "background": {"color": "blue"}},
    ]
    body = {
        "videoName": "Wrong", "videoWidth": 320, "aspectRatio": "2:1", "brandId": "a", "brandName": "b",
        "voiceOver": {"enabled": True, "aiVoices": [{"speaker": "Emma", "speed": 300}]},
        "backgroundMusic": {"enabled": True, "volume": 7}, "scenes": scenes,
    }  # fmt: skip
    refused = service.send("POST", "/v2/video/storyboard/render", body, status=400)
    names = [field["name"] for field in refused["fields"]]
    assert len(names) >= 10
    assert {"aspectRatio", "backgroundMusic.volume", "voiceOver.aiVoices[0].speed", "scenes[0]"} <= set(names)


def test_a_closed_list_is_closed_and_some_may_not_be_empty(service: Service) -> None:
    """§3.9, V24, V30: told beside whatever else is wrong, and in the spelling of whoever sent it."""
    scene = {
        "story": "Hi.",
        "elements": [],
        "subtitleStyle": {"fontFamily": "Popins", "animations": []},
        "background": {"searchFilter": {"category": "Wether"}},
    }
    own = {"story": "Hi.", "subtitleStyle": {"fontFamily": "Mine", "fontUrl": "https://a.example/mine.ttf"}}
    body = {"videoName": "T", "brandId": "a", "brandName": "b", "scenes": [scene, own]}
    refused = service.send("POST", "/v2/video/storyboard", body, status=400)
    assert {field["name"]: field["errors"] for field in refused["fields"]} == {
        "body": "brandId and brandName are given, which exclude each other",
        "scenes[0].elements": "it has 0 entries",
        "scenes[0].subtitleStyle.fontFamily": "there is no font 'Popins'",
        "scenes[0].subtitleStyle.animations": "it has 0 entries",
        "scenes[0].background.searchFilter.category": "there is no category 'Wether'",
    }
    assert sorted(service.send("GET", "/v1/video/storyboard/fonts")) == sorted(terms.FONTS)


def test_an_empty_transcript_is_one_all_the_same(service: Service) -> None:
    """V13: it stands beside a recording or not at all. Our own client never sends an empty list."""
    scene = {"story": "Rain.", "transcript": []}
    refused = service.send("POST", "/v2/video/storyboard/render", {**BOARD, "scenes": [scene]}, status=400)
    assert refused["fields"] == [{"name": "scenes[0].transcript", "errors": "it needs audioUrl or videoUrl"}]
    assert Storyboard.from_wire({**BOARD, "scenes": [scene]}).scenes[0].to_wire() == {"story": "Rain."}


def test_a_refusal_of_old_params_spells_their_members_as_they_are(service: Service) -> None:
    """§3.14: that era joined its words by lines."""
    params = {"audio": {"track_volume": 7}, "output": {}, "scenes": [{"background": {}, "time": 1, "sub_scenes": 7}]}
    refused = service.send("POST", "/v1/video/render", params, status=400)
    assert [field["name"] for field in refused["fields"]] == ["audio.track_volume", "scenes[0].sub_scenes"]


def test_every_voice_has_every_member(service: Service) -> None:
    """§2.32, §2.33: a program sorts voices by what it is told of them, whoever added them."""
    told = {"name": "May", "engine": "eleven_v3", "service": "elevenlabs", "language": "en-GB", "voiceId": "x"}
    added = service.send("POST", "/v1/voiceovers/tracks", told)
    voices = service.send("GET", "/v1/voiceovers/tracks")
    members = {"id", "name", "voice", "gender", "accent", "language", "engine", "service", "category", "sample",
               "ssmlHelp", "ssmlSupportCategory"}  # fmt: skip
    assert all(members <= set(voice) for voice in (added, *voices))
    assert added in voices


def test_an_avatar_is_charged_as_the_service_would(service: Service) -> None:
    """§3.8: by begun half minutes, although nobody is seen."""
    body = {**BOARD, "voiceOver": {"enabled": True}, "avatar": {"avatarId": "Annie_expressive12_public"}}
    film = service.done(service.send("POST", "/v2/video/storyboard/render", body))
    assert film["aiCreditsUsed"] == service.send("GET", "/v1/quota")["aiCredits"]["used"] == 15


def test_unknown_fields_vanish_and_numbers_in_quotes_are_read_in_the_first_era_alone(service: Service) -> None:
    """V32, §1.2: the difference to our own side, which refuses a misspelling, can be seen."""
    body = {**BOARD, "vidoWidth": 1, "scenes": [{"story": "Hi.", "colour": "blue"}]}
    told = service.done(service.send("POST", "/v2/video/storyboard", body))["storyboard"]
    assert "vidoWidth" not in told
    assert "colour" not in told["scenes"][0]
    quoted = service.send("POST", "/v2/video/storyboard", {**BOARD, "videoWidth": "320"}, status=400)
    assert [field["name"] for field in quoted["fields"]] == ["videoWidth"]
    scenes = [{"text": "Hi.", "minimumDuration": "2.5", "subtitles": "false", "colour": "blue"}]
    old = {"videoName": "Old", "videoWidth": "320", "videoHeight": "180", "scenes": scenes}
    params = service.done(service.send("POST", "/v1/video/storyboard", old))["renderParams"]
    assert (params["output"]["width"], params["scenes"][0]["time"], params["scenes"][0]["subtitle"]) == (
        320,
        2.5,
        False,
    )


@pytest.mark.parametrize("nothing", [{}, {"Authorization": ""}, {"Authorization": "Bearer "}])
def test_who_shows_no_credential_is_not_let_in(service: Service, nothing: dict[str, str]) -> None:
    """§0.2, §0.4: the word alone is none."""
    answer = requests.get(f"{service.base_url}/v1/quota", headers=nothing, timeout=10)
    assert (answer.status_code, answer.json()) == (401, {"message": "Unauthorized"})


@pytest.mark.parametrize("word", ["", "Bearer ", "bearer "])
@pytest.mark.parametrize("head", ["", "X-Pictory-User-Id", "X-Pictory-Customer-Id"])
def test_a_credential_comes_raw_or_not_with_a_user_or_without(service: Service, word: str, head: str) -> None:
    """X2, X14: the word is forbidden here and demanded there, the user's header is required, absent, or another."""
    headers = {"Authorization": f"{word}pictai_any", **({head: "PictoryCustomer"} if head else {})}
    assert requests.get(f"{service.base_url}/v1/quota", headers=headers, timeout=10).status_code == 200


def test_a_base_url_may_end_in_a_slash(service: Service) -> None:
    """§0.1: programs that put a path behind it ask for two."""
    assert service.send("GET", "//v1/quota") == service.send("GET", "/v1/quota")


def test_a_shorts_guide_names_its_source_in_vain(service: Service) -> None:
    """X3: a top-level ``url`` is dropped by the service, and so is it here; our own side names the scene's field."""
    body = {**BOARD, "url": "https://a.example/v.mp4", "videoToVideo": True}
    assert "url" not in service.done(service.send("POST", "/v2/video/storyboard", body))["storyboard"]


def test_all_twenty_languages_are_taken(service: Service) -> None:
    """X7: one page lists fourteen."""
    assert len(choices.LANGUAGES) == 20
    for language in choices.LANGUAGES:
        Storyboard.from_wire({"videoName": "x", "language": language, "scenes": [{"story": "Hi."}]})
    told = service.done(service.send("POST", "/v2/video/storyboard", {**BOARD, "language": "vi"}))
    assert told["storyboard"]["language"] == "vi"


def test_an_image_model_takes_every_ratio_and_a_version_may_stay_unset() -> None:
    """X8, X9: what one page narrows another leaves open, so nothing is refused that may work."""
    visual = {"type": "image", "aiVisual": {"model": "nanobanana", "prompt": "Rain"}}
    for ratio in ("1:1", "16:9", "9:16"):
        board = Storyboard.from_wire({
            "videoName": "x", "aspectRatio": ratio, "scenes": [{"story": "Hi.", "background": visual}],
        })  # fmt: skip
        assert board.storyboard_version is None


def test_a_transcription_needs_a_file_and_nothing_else(service: Service) -> None:
    """X11: old pages require media type, language and webhook."""
    accepted = service.send("POST", "/v2/transcription", {"fileUrl": "https://a.example/v.mp4"})
    assert accepted["success"] is True


def test_stock_of_a_search_is_used_in_the_first_era(service: Service) -> None:
    """X18, §5.11: there ``preview.url`` goes into ``backgroundUri``; what the sandbox found is a picture of its own."""
    found = service.send("GET", "/v1/media/search?keyword=rain")["data"]["searchResults"][0]
    scene = {"text": "Rain.", "backgroundUri": found["preview"]["url"], "backgroundType": "image"}
    old = {"videoName": "Old", "videoWidth": 320, "videoHeight": 180, "scenes": [scene]}
    params = service.done(service.send("POST", "/v1/video/storyboard", old))["renderParams"]
    assert params["scenes"][0]["background"]["src"][0]["url"] == found["preview"]["url"]
    service.done(service.send("POST", "/v1/video/render", params))


def test_who_speaks_by_default_depends_on_the_era() -> None:
    """X24, X17: in v1 a scene is silent unless it says so itself, in v2 the video decides; music is 0.1 or 1."""
    audio = {"aiVoiceOver": {"speaker": "Emma"}, "autoBackgroundMusic": True}
    silent = StoryboardV1.from_wire({"videoName": "x", "audio": audio, "scenes": [{"text": "Hi."}]}).to_v2()
    spoken = StoryboardV1.from_wire({"videoName": "x", "audio": audio, "scenes": [{"text": "Hi.", "voiceOver": True}]})
    assert silent.voice_over is None
    assert spoken.to_v2().voice_over.enabled
    assert silent.background_music.volume == 0.1
    today = {"videoName": "x", "backgroundMusic": {"enabled": True, "autoMusic": True}, "scenes": [{"story": "Hi."}]}
    assert Storyboard.from_wire(today).background_music.volume == 1


def test_what_is_found_later_ends_the_job_and_not_the_request(service: Service) -> None:
    """V33, §2.7: an unknown speaker is no 400."""
    voice = {"enabled": True, "aiVoices": [{"speaker": "Timm"}]}
    accepted = service.send("POST", "/v2/video/storyboard", {**BOARD, "voiceOver": voice})
    for _ in range(200):
        body = service.send("GET", f"/v1/jobs/{accepted['data']['jobId']}")
        if body["data"]["status"] != "in-progress":
            break
    assert body["success"] is False
    assert body["data"]["error_code"] == "TEXT_TO_VIDEO_FAILED"
    assert "[Timm]" in body["data"]["error_message"]


def test_a_preview_is_cleaned_like_any_job(service: Service, premises: Premises) -> None:
    """§4.1: after the retention time its results are gone, in either era."""
    board_v1 = {"videoName": "Old", "scenes": [{"text": "Rain."}], "videoWidth": 320, "videoHeight": 180}
    for path, body in (("/v2/video/storyboard", BOARD), ("/v1/video/storyboard", board_v1)):
        job_id = service.done(service.send("POST", path, body))["id"]
        record = premises.jobs.find(job_id)
        premises.jobs.save(replace(record, created=0.0))
        assert service.send("GET", f"/v1/jobs/{job_id}")["data"] == {"status": "cleaned"}
        service.send("PUT", f"/v2/video/render/{job_id}", status=400)


def test_a_webhook_of_a_preview_reads_as_a_preview() -> None:
    """§4.5: whatever its era, what is posted is what a look-up tells (X6)."""
    state = read_state({"success": True, "data": {"renderParams": {}, "preview": "https://a.example/p"}}, "id")
    assert isinstance(state, Completed)


def test_what_belongs_to_another_account_is_neither_seen_nor_touched(service: Service) -> None:
    """403 (§0.2), and no trace of it in a list."""
    other = {"Authorization": "pictai_other"}

    def asked(method: str, path: str) -> int:
        return requests.request(method, service.base_url + path, headers=other, json={}, timeout=10).status_code

    template = requests.post(f"{service.base_url}/v1/templates", data=PROJECT, headers=KEY, timeout=10).json()
    project = service.done(service.send("POST", "/v2/video/storyboard", {**BOARD, "saveProject": True}))["projectId"]
    bucket = {"name": "Footage", "awsAccountId": "123456789012", "awsRegion": "us-east-2"}
    connection = service.send("POST", "/v1/awsconnections", bucket)["connectionId"]
    for path in (
        f"/v1/templates/{template['templateId']}", f"/v2/projects/{project}", f"/v1/awsconnections/{connection}",
    ):  # fmt: skip
        assert (asked("GET", path), asked("DELETE", path)) == (403, 403)
        service.send("GET", path)
    for path, member in (("/v1/templates", "items"), ("/v2/projects", "items"), ("/v1/awsconnections", "Items")):
        assert requests.get(service.base_url + path, headers=other, timeout=10).json()[member] == []


def test_brands_voices_and_what_is_used_are_an_accounts_own(service: Service) -> None:
    """§2.33, §2.40, §2.49: two keys are two accounts, and each may call its voice as the other does."""
    told = {"name": "May", "engine": "eleven_v3", "service": "elevenlabs", "language": "en-GB", "voiceId": "x"}

    def asked(key: str, method: str, path: str, body: Any = None) -> Any:
        answer = requests.request(
            method, service.base_url + path, headers={"Authorization": key}, json=body, timeout=10
        )
        return answer.json()

    for key in ("pictai_one", "pictai_two"):
        asked(key, "POST", "/v1/brands/editvideo", {"name": "Acme"})
        added = asked(key, "POST", "/v1/voiceovers/tracks", told)
        assert [brand["name"] for brand in asked(key, "GET", "/v1/brands/video")] == ["Acme"]
        assert [voice["id"] for voice in asked(key, "GET", "/v1/voiceovers/tracks") if voice["name"] == "May"] == [
            added["id"]
        ]
    service.done(service.send("POST", "/v2/video/storyboard/render", BOARD))
    assert service.send("GET", "/v1/quota")["videoMinutes"]["used"] > 0
    assert asked("pictai_one", "GET", "/v1/quota")["videoMinutes"]["used"] == 0
