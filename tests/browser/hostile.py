"""A service that was taken over: every string of every answer is an attack, and only the shape is the contract's."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import Any

from pictory_nb.errors import BadArguments
from pictory_nb.state import Completed, Failed, InProgress, State
from pictory_nb.subtitles import Cue, to_vtt
from pictory_nb.wire import routes
from pictory_nb.wire.arguments import dump_arguments
from pictory_nb.wire.jobs import dump_accepted
from pictory_nb.wire.routes import Field, Route, find
from pictory_nb.wire.schemas import named, schema_of
from tests.jupyter.service import Service
from tests.samples import all_samples
from tests.sandbox.test_fuzz import SOUND

__all__ = ["ALL", "LINKS", "MEGABYTE", "PAYLOADS", "Hostile", "order"]

RUN = "window.__pwned=1;alert(1)"
PAYLOADS = (
    f'<img src=x onerror="{RUN}">',
    f'"><script>{RUN}</script>',
    f"'><svg/onload={RUN}>",
    f"</code></div><iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"[x](javascript:{RUN}) $$\\href{{javascript:{RUN}}}{{x}}$$",
    f"<a href='javascript:{RUN}'>x</a><a href='data:text/html,<script>{RUN}</script>'>y</a>",
    "..\\..\\x/../../../../tmp/pwned\r\nX-Evil: 1",
    "\x1b[2J\x1b]0;pwned\x07 \u202eevil\u202c \x00",
)
ALL = " ".join(PAYLOADS)
MEGABYTE = ALL * (1_000_000 // len(ALL))
JOB_ID = f"0\"><svg/onload='{RUN}'>/../../x"
LINKS = [
    f"javascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    "file:///etc/passwd",
    f'https://x"onerror="{RUN}',
]

SAMPLES = all_samples()
KEPT = {"status", "type", "elementType", "mediaType"}
"""Words that lead somewhere: with another one nothing of the rest would be looked at."""
PLAYED = {routes.RENDER_STORYBOARD, routes.JOBS}
ENDS = {
    routes.GENERATE_IMAGE.name: "an image that was made",
    routes.GENERATE_VIDEO.name: "a clip that was made",
}
"""The samples of what comes of a job, where they do not bear the name of what ordered it."""


class Hostile(Service):
    """Every string that it says is an attack; ``ending`` is the state in which its jobs end."""

    ending = "completed"
    link = LINKS[0]

    def answer(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        found = find(method, path)
        assert found, path
        route, values = found
        if route is routes.JOB and values["job_id"] not in self._looks:
            ordered_by, known, _ = values["job_id"].partition("~")
            return 200, self._result(ordered_by if known else "render, of today", values["job_id"])
        if route not in (*PLAYED, routes.JOB):
            return self._sample(route)
        status, said = super().answer(method, path, body)
        self._looks = dict.fromkeys([JOB_ID], max(self._looks.values(), default=0))
        text = json.dumps(said)
        return status, json.loads(re.sub(r"0000000\d-2b1c-4c55-9d1e-fake", lambda _: json.dumps(JOB_ID)[1:-1], text))

    def is_told(self, name: str) -> bool:
        """Whether an answer to that operation has a word in it."""
        route = named(name)
        return route.answer == "Job" or bool(SAMPLES.get(name, {"body": 1})["body"])

    def _sample(self, route: Route) -> tuple[int, Any]:
        """What the contract says of it, spoilt; of a job that is begun, the id tells what it is of."""
        if route.answer == "Job":
            return 200, dump_accepted(f"{route.name}~{JOB_ID}")
        case = SAMPLES["granted" if route is routes.TOKEN else route.name]
        return case.get("status") or 200, self.poisoned(case["body"])

    def _result(self, name: str, job_id: str) -> Any:
        case = SAMPLES[ENDS.get(name, name)]["body"]
        done = "data" in case and not ({"jobId", "job_id"} & set(case["data"]))
        said = self.poisoned(case if done else SAMPLES["render, of today"]["body"])
        return {**said, "job_id": job_id, "success": True}

    def poisoned(self, said: Any) -> Any:
        """An answer of the contract's shape in which each word is an attack, and each object has one more."""
        if isinstance(said, dict):
            inner = {name: inner if name in KEPT else self.poisoned(inner) for name, inner in said.items()}
            return {**inner, ALL: ALL}
        if isinstance(said, list):
            return [self.poisoned(inner) for inner in said]
        if isinstance(said, str):
            return said if _is_number(said) else self.link if said.startswith("http") else ALL
        return said

    def _state(self, job_id: str) -> State:
        state = super()._state(job_id)
        if isinstance(state, InProgress):
            return InProgress(job_id, state.progress, MEGABYTE, word=ALL)
        if self.ending == "failed":
            return Failed(job_id, ALL, MEGABYTE)
        more = {"sandboxNotes": [*PAYLOADS, MEGABYTE], "sandboxCredits": ALL, "videoShareURL": self.link}
        return Completed(job_id, data={**state.data, **more, "thumbnail": self.link, "videoName": ALL})

    def file(self, path: str) -> tuple[str, bytes] | None:
        if path.endswith(".vtt"):
            return "text/vtt", to_vtt([Cue(0.0, 1.0, payload) for payload in PAYLOADS]).encode()
        if "onload" in path and not path.endswith(".mp4"):
            return None
        return super().file(path)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def order(route: Route) -> dict[str, Any]:
    """What an operation is told at least, in words that are attacks wherever any word will do."""
    body: Any = {field.name: _value(route, field) for field in route.body if field.required}
    if route.request == "bytes":
        body = {"file": "a.png"}
    elif route.request:
        body = SOUND.get(route.name) or schema_of(route)["body"].get("example") or {"scenes": [], ALL: ALL}
    query = {field.name: _value(route, field) for field in route.query if field.required}
    return {"path": dict.fromkeys(route.places, ALL), "query": query, "body": body or None}


def _value(route: Route, field: Field) -> Any:
    """Something that the row takes: an attack, unless it says what a word has to look like."""
    for value in (ALL, *field.choices[:1], "https://example.com/a.mp4", "123456789012", "us-east-2", "en", "a.png", 60):
        with suppress(BadArguments):
            given = {"strings": [value], "objects": [{ALL: ALL}], "object": {ALL: ALL}}.get(field.kind, value)
            dump_arguments([field], {field.name: given})
            return given
    raise AssertionError(f"{route}: nothing is right for {field}")
