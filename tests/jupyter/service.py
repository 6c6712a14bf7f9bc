"""A small service on loopback that accepts storyboards and hands out one film; the test says how the jobs go.

It stands in for the cloud where a test is about the notebook and not about the film: each look at a job moves it one
step on, so nothing here waits for a clock.
"""

from __future__ import annotations

import io
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any

from pictory_nb.state import Completed, Failed, InProgress, State
from pictory_nb.subtitles import Cue, to_vtt
from pictory_nb.wire.jobs import RENDER, UNKNOWN_JOB, dump_accepted, dump_page, dump_state
from pictory_nb.wire.routes import JOB, JOBS, RENDER_STORYBOARD, find
from tests.results import render_result

STEPS = (None, 10, 45, 80)
"""The progress that is told at each look, before the job is done."""
SENTENCE = "The sun warms the sea & <b>water</b> rises."


class Service:
    """``with Service() as service``: then ``PICTORY_API_BASE_URL=service.url`` reaches it.

    ``steps`` are the progress of each look; ``outcome`` is ``"completed"`` or a ``Failed``. With ``hold`` set, jobs
    stay at their last step until ``release`` is called. ``storyboards`` is what was submitted.
    """

    def __init__(
        self,
        steps: tuple[int | None, ...] = STEPS,
        outcome: str | Failed = "completed",
        *,
        hold: bool = False,
        pause: float = 0.05,
        seconds: float = 2.0,
    ) -> None:
        self.steps, self.outcome, self.pause = steps, outcome, pause
        self.storyboards: list[dict[str, Any]] = []
        self.film = film(seconds)
        self.seconds = seconds
        self.cues = [Cue(0.0, seconds, SENTENCE)]
        self._looks: dict[str, int] = {}
        self._numbers = count(1)
        self._free = threading.Event()
        if not hold:
            self._free.set()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/pictoryapis"

    def hold(self) -> None:
        """Keep the jobs at their last step."""
        self._free.clear()

    def release(self) -> None:
        """Let the jobs come to their end."""
        self._free.set()

    def __enter__(self) -> Service:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        found = find(method, path)
        if found is None:
            return 404, {"message": "no such route"}
        route, values = found
        if route is RENDER_STORYBOARD:
            self.storyboards.append(body)
            job_id = f"{next(self._numbers):08d}-2b1c-4c55-9d1e-fake"
            self._looks[job_id] = 0
            return 200, dump_accepted(job_id)
        if route is JOBS:
            return 200, dump_page([(self._state(job_id), RENDER) for job_id in reversed(self._looks)])
        if route is JOB:
            job_id = values["job_id"]
            if job_id not in self._looks:
                return 200, UNKNOWN_JOB
            state = self._state(job_id)
            self._looks[job_id] += 1
            return 200, dump_state(state)
        return 404, {"message": f"{route} is not played here"}

    def _state(self, job_id: str) -> State:
        look = self._looks[job_id]
        if look < len(self.steps) or not self._free.is_set():
            return InProgress(job_id, progress=self.steps[min(look, len(self.steps) - 1)], message="drawing scene 1")
        if isinstance(self.outcome, Failed):
            return Failed(job_id, self.outcome.code, self.outcome.message)
        site = self.url.removesuffix("/pictoryapis")
        result = render_result(
            video=f"{site}/{job_id}.mp4",
            thumbnail=f"{site}/poster.jpg",
            vtt=f"{site}/subtitles.vtt",
            duration=self.seconds,
        )
        return Completed(job_id, data=result)

    def file(self, path: str) -> tuple[str, bytes] | None:
        if path.endswith(".mp4"):
            return "video/mp4", self.film
        if path.endswith(".jpg"):
            return "image/jpeg", poster()
        if path.endswith(".vtt"):
            return "text/vtt", to_vtt(self.cues).encode()
        return None


def _handler(service: Service) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if file := service.file(path):
                self._send(200, *file)
            else:
                self._answer(path, None)

        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            is_json = self.headers.get("Content-Type", "").startswith("application/json")
            self._answer(self.path.partition("?")[0], json.loads(content) if is_json else content)

        do_PUT = do_DELETE = do_POST

        def _answer(self, path: str, body: Any) -> None:
            status, said = service.answer(self.command, path.removeprefix("/pictoryapis"), body)
            self._send(status, "application/json", b"" if status == 204 else json.dumps(said).encode())

        def _send(self, status: int, kind: str, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Retry-After", str(service.pause))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Nothing is logged: a test's output is the test's."""

    return Handler


def film(seconds: float = 2.0, size: tuple[int, int] = (320, 180)) -> bytes:
    """A real MP4 of moving colours with a quiet tone: H.264 and AAC, as the service delivers."""
    import av
    import numpy as np

    width, height = size
    ramp = np.broadcast_to(np.linspace(0, 200, width, dtype=np.uint8), (height, width))
    tone = (0.1 * np.sin(np.arange(round(seconds * 24_000)) * 0.115)).astype(np.float32)[None, :]
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as out:
        video = out.add_stream("libx264", rate=12)
        video.width, video.height, video.pix_fmt = width, height, "yuv420p"
        audio = out.add_stream("aac", rate=24_000, layout="mono")
        for number in range(round(seconds * 12)):
            picture = np.stack([ramp, ramp[:, ::-1], np.full_like(ramp, number * 9 % 255)], axis=2)
            out.mux(video.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        sound = av.AudioFrame.from_ndarray(tone, format="fltp", layout="mono")
        sound.rate = 24_000
        pieces = av.AudioFifo()
        pieces.write(sound)
        for piece in pieces.read_many(1024, partial=True):
            out.mux(audio.encode(piece))
        out.mux(video.encode(None))
        out.mux(audio.encode(None))
    return file.getvalue()


def poster() -> bytes:
    """A small JPEG."""
    from PIL import Image

    file = io.BytesIO()
    Image.linear_gradient("L").resize((320, 180)).convert("RGB").save(file, "JPEG")
    return file.getvalue()
