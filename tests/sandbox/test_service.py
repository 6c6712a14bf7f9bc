"""The sandbox over a real socket: any program that speaks to the service can speak to it."""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
import requests
from werkzeug.test import Client

from pictory_nb.sandbox import build
from pictory_nb.sandbox.premises import Premises
from pictory_nb.sandbox.service import Guard
from pictory_nb.sandbox.store import STALE, JobStore
from pictory_nb.wire.routes import ROUTES

STORY = {"videoName": "Rain", "videoWidth": 320, "videoHeight": 180, "scenes": [{"story": "Rain falls."}]}
KEY = {"Authorization": "pictai_any"}
BODY = {"videoName": "rain", "scenes": [{"story": "Rain."}]}


def finished(base_url: str, job_id: str, headers: dict[str, str] = KEY) -> dict:
    for _ in range(600):
        body = requests.get(f"{base_url}/v1/jobs/{job_id}", headers=headers, timeout=10).json()
        if body["data"]["status"] != "in-progress":
            return body
        time.sleep(0.1)
    raise AssertionError("the job did not end")


@pytest.fixture
def base_url(serve: Callable[..., str]) -> str:
    return serve()


def test_every_answer_says_that_it_is_a_stand_ins(base_url: str):
    answer = requests.get(f"{base_url}/v1/jobs", headers=KEY, timeout=10)
    assert "not the Pictory service" in answer.headers["X-Pictory-Sandbox"]


def test_a_caller_without_a_credential_gets_the_services_own_401(base_url: str):
    for route in ROUTES:
        if not route.open:
            answer = requests.request(
                route.method, base_url + route.build(**dict.fromkeys(route.places, "x")), timeout=10
            )
            assert (answer.status_code, answer.json()) == (401, {"message": "Unauthorized"})


@pytest.mark.parametrize("credential", ["pictai_any", "Bearer pictai_any", "eyJraWQi.any"])
def test_any_credential_is_taken_with_or_without_the_word_bearer(base_url: str, credential: str):
    answer = requests.get(f"{base_url}/v1/jobs", headers={"Authorization": credential}, timeout=10)
    assert answer.status_code == 200


def test_a_set_key_admits_that_key_only(serve: Callable[..., str]):
    url = serve(api_key="pictai_right")
    statuses = [
        requests.get(f"{url}/v1/jobs", headers={"Authorization": key}, timeout=10).status_code
        for key in ("pictai_right", "pictai_wrong", "pictäi")
    ]
    assert statuses == [200, 401, 401]


def test_a_set_pair_gets_a_token_and_the_token_admits(serve: Callable[..., str]):
    url = serve(client_id="id", client_secret="secret")
    wrong = requests.post(f"{url}/v1/oauth2/token", json={"client_id": "id", "client_secret": "no"}, timeout=10)
    assert wrong.status_code == 401
    assert set(wrong.json()) == {"code", "message"}
    right = requests.post(f"{url}/v1/oauth2/token", json={"client_id": "id", "client_secret": "secret"}, timeout=10)
    token = right.json()
    assert (token["expires_in"], token["token_type"]) == (3600, "Bearer")
    head = {"Authorization": token["access_token"]}
    assert requests.get(f"{url}/v1/jobs", headers=head, timeout=10).status_code == 200
    assert requests.get(f"{url}/v1/jobs", headers=KEY, timeout=10).status_code == 401


def test_the_pair_may_come_in_headers_too(serve: Callable[..., str]):
    url = serve(client_id="id", client_secret="secret")
    head = {"client_id": "id", "client_secret": "secret"}
    assert requests.post(f"{url}/v1/oauth2/token", headers=head, timeout=10).status_code == 200


@pytest.mark.parametrize("path", ["/v1/jobs/nothing", "/v1/job/nothing"])
def test_an_unknown_job_is_told_in_the_services_words_on_either_path(base_url: str, path: str):
    """X4 and X20: both paths, HTTP 404 with the in-band code."""
    answer = requests.get(base_url + path, headers=KEY, timeout=10)
    assert answer.status_code == 404
    assert answer.json()["data"] == {"error_code": "5000", "error_message": "JOB_NOT_FOUND"}


def test_a_broken_rule_is_a_400_with_every_field_named(base_url: str):
    body = {"videoWidth": 3, "scenes": [{"story": " "}]}
    answer = requests.post(f"{base_url}/v2/video/storyboard/render", json=body, headers=KEY, timeout=10)
    assert answer.status_code == 400
    assert answer.json()["code"] == "INVALID_REQUEST_BODY"
    assert {"videoName", "scenes[0].story"} <= {field["name"] for field in answer.json()["fields"]}


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"null"])
def test_a_body_that_is_no_object_is_a_400(base_url: str, body: bytes):
    answer = requests.post(f"{base_url}/v2/video/storyboard/render", data=body, headers=KEY, timeout=10)
    assert answer.status_code == 400


def test_a_storyboard_becomes_a_film_that_can_be_fetched_in_pieces(base_url: str):
    """Unknown fields are dropped without a sound (V32); the film answers range requests, so players can seek."""
    body = {**STORY, "colour": "blue"}
    accepted = requests.post(f"{base_url}/v2/video/storyboard/render", json=body, headers=KEY, timeout=10)
    assert accepted.json()["success"] is True
    data = finished(base_url, accepted.json()["data"]["jobId"])["data"]
    assert data["videoURL"] == data["videoUrl"] == data["shareVideoURL"] == data["videoShareURL"]
    assert data["videoURL"].startswith(base_url.removesuffix("/pictoryapis"))
    whole = requests.get(data["videoURL"], timeout=10)
    assert whole.headers["Content-Type"] == "video/mp4"
    assert b"ftyp" in whole.content[:12]
    part = requests.get(data["videoURL"], headers={"Range": "bytes=100-199"}, timeout=10)
    assert (part.status_code, part.content) == (206, whole.content[100:200])
    tail = requests.get(data["videoURL"], headers={"Range": "bytes=-10"}, timeout=10)
    assert tail.content == whole.content[-10:]
    beyond = requests.get(data["videoURL"], headers={"Range": f"bytes={len(whole.content)}-"}, timeout=10)
    assert beyond.status_code == 416
    assert requests.get(data["thumbnail"], timeout=10).content[:2] == b"\xff\xd8"
    assert "Rain falls." in requests.get(data["vttFile"], timeout=10).text
    assert "00:00:" in requests.get(data["srtFile"], timeout=10).text
    assert requests.get(data["txtFile"], timeout=10).text == "Rain falls.\n"


def test_only_results_are_handed_out(base_url: str, store: JobStore):
    record = store.create("Rain")
    root = base_url.removesuffix("/pictoryapis")
    for name in ("job.json", "../job.json", "%2e%2e/job.json"):
        assert requests.get(f"{root}/files/{record.id}/{name}", timeout=10).status_code == 404


def test_a_file_of_this_computer_is_not_read_for_a_caller_on_a_port(base_url: str):
    body = {**STORY, "scenes": [{"story": "Hi.", "background": {"visualUrl": "file:///etc/hostname"}}]}
    accepted = requests.post(f"{base_url}/v2/video/storyboard/render", json=body, headers=KEY, timeout=10)
    failed = finished(base_url, accepted.json()["data"]["jobId"])
    assert failed["success"] is False
    assert failed["data"]["status"] == "failed"
    assert "scene 1" in failed["data"]["error_message"]


def test_an_unknown_speaker_fails_the_job_in_the_services_words(base_url: str):
    body = {**STORY, "voiceOver": {"enabled": True, "aiVoices": [{"speaker": "Timm"}]}}
    accepted = requests.post(f"{base_url}/v2/video/storyboard/render", json=body, headers=KEY, timeout=10)
    data = finished(base_url, accepted.json()["data"]["jobId"])["data"]
    assert data["error_code"] == "TEXT_TO_VIDEO_FAILED"
    assert "The AI voice speaker [Timm] is invalid." in data["error_message"]


def test_jobs_are_listed_newest_first_a_page_at_a_time(base_url: str, store: JobStore):
    """Each once, although others begin while somebody turns the pages."""
    ids = [store.create(f"Film {number}").id for number in range(45)][::-1]
    listed, key, pages = [], "", 0
    while True:
        query = {"nextPageKey": key} if key else {}
        page = requests.get(f"{base_url}/v1/jobs", params=query, headers=KEY, timeout=10).json()
        listed += [item["data"]["jobId"] for item in page["items"]]
        key, pages = page["nextPageKey"], pages + 1
        store.create("A film that was begun meanwhile")
        if not key:
            break
    assert listed == ids
    assert pages == 3


def test_a_name_that_points_here_from_elsewhere_is_refused(base_url: str):
    """A web page cannot reach the sandbox by having its own name resolve to this computer."""
    answer = requests.get(f"{base_url}/v1/jobs", headers={**KEY, "Host": "evil.example"}, timeout=10)
    assert answer.status_code == 403


def test_a_job_whose_sandbox_died_is_failed_and_not_for_ever_in_progress(base_url: str, store: JobStore):
    record = store.create("Rain")
    path = store.folder(record.id) / "job.json"
    long_ago = time.time() - STALE - 1
    os.utime(path, (long_ago, long_ago))
    data = requests.get(f"{base_url}/v1/jobs/{record.id}", headers=KEY, timeout=10).json()["data"]
    assert (data["status"], data["error_code"]) == ("failed", "STOPPED")


def test_results_are_removed_after_the_retention_time_and_the_job_is_cleaned(base_url: str, store: JobStore):
    record = store.create("Rain")
    folder = store.folder(record.id)
    (folder / "film.mp4").write_bytes(b"film")
    kept = json.loads((folder / "job.json").read_text())
    kept |= {"word": "completed", "created": time.time() - 8 * 24 * 3600, "files": {"videoURL": "film.mp4"}}
    (folder / "job.json").write_text(json.dumps(kept))
    data = requests.get(f"{base_url}/v1/jobs/{record.id}", headers=KEY, timeout=10).json()["data"]
    assert data == {"status": "cleaned"}
    assert not (folder / "film.mp4").exists()


def test_a_job_id_is_a_uuid(base_url: str):
    accepted = requests.post(f"{base_url}/v2/video/storyboard/render", json=STORY, headers=KEY, timeout=10)
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", accepted.json()["data"]["jobId"])


def rendered(url: str, headers: dict[str, str]) -> str:
    answer = requests.post(f"{url}/v2/video/storyboard/render", json=BODY, headers=headers, timeout=10)
    return answer.json()["data"]["jobId"]


def test_an_account_sees_its_own_jobs_alone(serve: Callable[..., str], premises: Premises):
    """By key or by token; whoever has the address of a film can play it, as with the service."""
    url = serve()
    mine, theirs = {"Authorization": "pictai_mine"}, {"Authorization": "pictai_theirs"}
    job_id = rendered(url, mine)
    assert requests.get(f"{url}/v1/jobs/{job_id}", headers=mine, timeout=10).json()["success"]
    unknown = requests.get(f"{url}/v1/jobs/{job_id}", headers=theirs, timeout=10)
    assert unknown.json()["data"]["error_message"] == "JOB_NOT_FOUND"
    assert requests.get(f"{url}/v1/jobs", headers=theirs, timeout=10).json()["items"] == []
    assert len(requests.get(f"{url}/v1/jobs", headers=mine, timeout=10).json()["items"]) == 1
    pair = {"client_id": "mine", "client_secret": "x"}
    for number in range(2):  # two tokens of one account
        token = requests.post(f"{url}/v1/oauth2/token", json=pair, timeout=10).json()["access_token"]
        headers = {"Authorization": token}
        assert len(requests.get(f"{url}/v1/jobs", headers=headers, timeout=10).json()["items"]) == number
        rendered(url, headers)
    assert len(premises.jobs.newest()) == 3


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://[::1"}, 403),
        ({"Origin": "http://localhost:8888"}, 200),
        ({"Content-Encoding": "gzip"}, 415),
    ],
)
def test_a_page_elsewhere_cannot_use_the_sandbox(serve: Callable[..., str], headers: dict[str, str], status: int):
    """Neither under a name that was turned to this computer, nor in its own; and no body grows when it is read."""
    assert requests.get(f"{serve()}/v1/jobs", headers={**KEY, **headers}, timeout=10).status_code == status


def test_a_connection_is_kept_from_question_to_question(base_url: str):
    """Whatever was answered, with a body or without, and whether anybody read what was sent."""
    parts = urlsplit(base_url)
    line = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    ends = []
    for method, path, body in [
        ("GET", "/v1/quota", None),
        ("DELETE", "/v1/vimeo-connections/none", None),
        ("POST", "/v2/video/storyboard", b"{}"),
        ("GET", "/v1/jobs/none", None),
        ("HEAD", "/v1/quota", None),
        ("GET", "/v1/nowhere", None),
    ]:
        line.request(method, f"{parts.path}{path}", body, KEY)
        kept = line.sock
        answer = line.getresponse()
        answer.read()
        ends.append((answer.status, line.sock is kept))
    assert ends == [(200, True), (204, True), (400, True), (404, True), (404, True), (404, True)]


@pytest.mark.parametrize(
    "question",
    [
        b"POST /pictoryapis/v2/video/storyboard HTTP/1.1\r\nContent-Length: 99999\r\n\r\n" + 99999 * b"x",
        b"POST /pictoryapis/v2/video/storyboard HTTP/1.1\r\nContent-Length: x\r\n\r\nGET / HTTP/1.1\r\n\r\n",
        b"POST /pictoryapis/v1/oauth2/token HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        b"GET /pictoryapis/v1/quota HTTP/1.0\r\n\r\n",
    ],
)
def test_a_connection_ends_where_it_is_not_sure_what_comes_next(base_url: str, question: bytes):
    """A body that nobody read, or of no known length, is never taken for another question; the answer still arrives."""
    parts = urlsplit(base_url)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as line:
        line.sendall(question)
        answer = b"".join(iter(lambda: line.recv(9999), b""))
    assert (answer.count(b"HTTP/1.1"), b"\r\nConnection: close\r\n" in answer) == (1, True)


def test_a_body_has_its_bounds(serve: Callable[..., str]):
    """A question is no way to fill the memory, whether it says its length or not."""
    url, large = f"{serve()}/v2/video/storyboard/render", 33 * 1024 * 1024
    answer = requests.post(url, data=b" " * large, headers=KEY, timeout=30)
    assert (answer.status_code, answer.json()["code"]) == (413, "REQUEST_ENTITY_TOO_LARGE")


@pytest.mark.parametrize(
    "path", ["/files/../store/x", "/files/%2e%2e/%2e%2e/etc/passwd", "/sandbox/library/music/../../x"]
)
def test_no_address_leads_out_of_the_premises(serve: Callable[..., str], path: str):
    origin = serve().removesuffix("/pictoryapis")
    request = requests.Request("GET", origin).prepare()
    request.url = origin + path  # as it is, not tidied up
    assert requests.Session().send(request, timeout=10).status_code == 404


def test_a_public_sandbox_answers_to_its_number_and_to_no_name(premises: Premises):
    """Where the user lets other computers in, a page elsewhere still cannot."""
    service = build(Guard(api_key="pictai_x"), premises, public=True)
    client = Client(service)
    key = {"Authorization": "pictai_x"}
    assert client.get("/pictoryapis/v1/jobs", base_url="http://192.0.2.7:8765", headers=key).status_code == 200
    assert client.get("/pictoryapis/v1/jobs", base_url="http://evil.example:8765", headers=key).status_code == 403
    assert client.get("/pictoryapis/v1/jobs", base_url="http://192.0.2.7:8765").status_code == 401
