"""A program that was written from the contract: plain HTTP against a sandbox on a port, nothing of ours."""

from __future__ import annotations

import io
import time
from typing import Any

import numpy as np
import requests
from PIL import Image

KEY = {"Authorization": "pictai_any"}
BOARD = {
    "videoName": "Rain",
    "videoWidth": 320,
    "videoHeight": 180,
    "scenes": [
        {"story": "Rain falls on the roof. It sounds like drums.", "createSceneOnEndOfSentence": True},
        {"story": "Then the sun is back.", "background": {"color": "#204060"}, "sceneTransition": "wipeleft"},
    ],
}


class Service:
    """The sandbox on a port, spoken to by plain requests."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url

    def send(self, method: str, path: str, body: Any = None, status: int = 200) -> Any:
        answer = requests.request(method, self.base_url + path, json=body, headers=KEY, timeout=10)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    def done(self, accepted: dict[str, Any]) -> dict[str, Any]:
        job_id = accepted.get("jobId") or accepted["data"].get("jobId") or accepted["data"]["job_id"]
        for _ in range(600):
            body = self.send("GET", f"/v1/jobs/{job_id}")
            if body["data"].get("status") != "in-progress":
                assert body["success"] is True, body
                return {**body["data"], "id": job_id}
            assert set(body["data"]) <= {"status", "renderProgress", "renderProgressMessage", "renderState"}
            time.sleep(0.05)
        raise AssertionError("the job did not end")


def text_of(film: dict[str, Any]) -> str:
    return requests.get(film["txtFile"], timeout=10).text


def picture_of(film: dict[str, Any]) -> np.ndarray:
    """The middle of its poster, red green blue."""
    content = requests.get(film["thumbnail"], timeout=10).content
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB"), np.float32)
