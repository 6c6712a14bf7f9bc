"""The three flows of the service's own tutorials, by plain HTTP: nothing but the base URL is ours (§5.1, §5.5, §5.7).

Text to video stands with the previews, bulk with the templates; this is the editing of a video.
"""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.sandbox.plain import KEY, Service, text_of

SIZE = {"width": 320, "height": 180}


@pytest.fixture
def clip(service: Service) -> str:
    """The address of a video of six seconds, brought as a program brings it: to a signed URL, with its content type."""
    scenes = [
        {"background": {"color": color}, "minimumDuration": 2, "sceneTransition": "none"}
        for color in ("#aa0000", "#00aa00", "#0000aa")
    ]
    board = {"videoName": "Colours", "videoWidth": 320, "videoHeight": 180, "scenes": scenes}
    film = service.done(service.send("POST", "/v2/video/storyboard/render", board))
    content = requests.get(film["videoURL"], timeout=10).content
    slot = service.send("POST", "/v1/media/generateUrl", {"fileName": "a.mp4", "contentType": "video/mp4"})["data"]
    wrong = requests.put(slot["signedUrl"], data=content, headers={"Content-Type": "video/webm"}, timeout=10)
    assert wrong.status_code == 403
    answer = requests.put(slot["signedUrl"], data=content, headers={"Content-Type": "video/mp4"}, timeout=10)
    assert (answer.status_code, answer.content) == (200, b"")
    return slot["url"]


def test_a_video_is_edited_by_scenes_of_the_first_era(service: Service, clip: str) -> None:
    """A scene for each sentence that is kept, as long as its segments; then PUT, and POST of what was changed."""
    token = requests.post(
        f"{service.base_url}/v1/oauth2/token", json={"client_id": "id", "client_secret": "secret"}, timeout=10
    ).json()
    head = {"Authorization": token["access_token"], "X-Pictory-User-Id": "PictoryCustomer"}

    def scene(text: str, *segments: tuple[float, float]) -> dict[str, Any]:
        return {
            "text": text,
            "backgroundUri": clip,
            "backgroundType": "video",
            "backgroundVideoSegments": [{"start": start, "end": end} for start, end in segments],
            "voiceOver": False,
            "subtitle": True,
        }

    body = {
        "videoName": "Cut",
        "videoWidth": "320",
        "videoHeight": "180",
        "audio": {"autoBackgroundMusic": False},
        "scenes": [scene("First words.", (0, 1), (2, 2.5)), scene("Last words.", (4, 5))],
    }

    def send(method: str, path: str, body: Any = None) -> Any:
        answer = requests.request(method, service.base_url + path, json=body, headers=head, timeout=10)
        assert answer.ok, answer.text
        return answer.json()

    def done(job_id: str) -> dict[str, Any]:
        for _ in range(1000):
            data = send("GET", f"/v1/jobs/{job_id}")["data"]
            if "renderParams" in data or data.get("status") == "completed":
                return data
            assert data.get("status") != "failed", data
        raise AssertionError("the job did not end")

    job_id = send("POST", "/v1/video/storyboard", body)["jobId"]
    params = done(job_id)["renderParams"]
    assert [scene["time"] for scene in params["scenes"]] == pytest.approx([1.5, 1.0], abs=0.01)
    assert [(one["start"], one["end"]) for one in params["scenes"][0]["background"]["src"]] == [(0, 1), (2, 2.5)]
    film = done(send("PUT", f"/v1/video/render/{job_id}", {})["data"]["job_id"])
    assert film["videoDuration"] == pytest.approx(2.5, abs=0.1)
    assert text_of(film) == "First words.\nLast words.\n"


def test_a_video_is_cut_by_params_that_were_written_by_hand(service: Service, clip: str) -> None:
    """``audio: {}``, and stretches of the source that are heard (§5.5, §3.14)."""
    params = {
        "audio": {},
        "output": {"name": "cut.mp4", "format": "mp4", **SIZE},
        "scenes": [
            {
                "background": {"src": [{"url": clip, "type": "video", "start": start, "end": end, "mute": False}]},
                "time": end - start,
                "sub_scenes": [{"time": end - start, "text_lines": [{"text": text}], "subtitle": ""}],
            }
            for start, end, text in ((0.5, 1.5, "One."), (4.5, 5.5, "Two."))
        ],
        "next_generation_video": True,
        "containsTextToImage": True,
    }
    film = service.done(service.send("POST", "/v1/video/render", params))
    assert film["videoDuration"] == pytest.approx(2.0, abs=0.1)
    assert text_of(film) == "One.\nTwo.\n"


def test_a_url_of_a_slot_is_good_for_one_kind_of_file(service: Service) -> None:
    """The storage host needs no credential, and takes exactly what was declared (§2.15)."""
    slot = service.send("POST", "/v1/media/generateUrl", {"fileName": "a.png", "contentType": "image/png"})["data"]
    alias = requests.post(
        f"{service.base_url}/v1/media/generateurl",
        json={"fileName": "a.png", "contentType": "image/png"},
        headers=KEY,
        timeout=10,
    )
    assert set(alias.json()["data"]) == set(slot)
