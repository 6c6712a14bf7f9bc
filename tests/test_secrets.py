"""No secret is shown: canaries are planted as key, secret, token and signature, and looked for wherever things end."""

from __future__ import annotations

import contextlib
import copy
import json
import logging
import os
import pickle
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import nbformat
import pytest
import requests
from nbclient import NotebookClient
from requests.adapters import BaseAdapter

from pictory_nb import credentials
from pictory_nb.client import Pictory
from pictory_nb.errors import Interrupted, PictoryError
from pictory_nb.secret import Link, Secret, kept_out_of_logs, veiled
from pictory_nb.upload import upload
from pictory_nb.wire.jobs import dump_accepted, dump_page
from pictory_nb.wire.routes import JOB, JOBS, RENDER_STORYBOARD, TOKEN, UPLOAD_URL
from tests.faults.clocks import FakeClock
from tests.faults.service import JOB_ID, Drop, Reply, Service, mp4

CANARY = "canary"
KEY = f"pictai_{CANARY}0123456789"
SECRET = f"{CANARY}-secret-0123456789"
BEARER = f"eyJ{CANARY}0123456789.{CANARY}0123456789"
SIGNED = f"X-Amz-Credential={CANARY}&X-Amz-Signature={CANARY}"
FILM = mp4(bytes(300_000))
STORYBOARD = {"videoName": "rain", "scenes": [{"story": "The sun warms the sea."}]}
ECHO = f"not allowed with {KEY} or {BEARER} for https://s.example/a.jpg?{SIGNED} today"
ACCOUNTS = {"a key": {"api_key": KEY}, "a pair": {"client_id": "the-id", "client_secret": SECRET}}


@pytest.fixture
def service() -> Iterator[Service]:
    """It completes every job, with signed links, and repeats secrets in what it says."""
    with Service() as service:
        links = {
            "videoURL": f"{service.origin}/film.mp4?{SIGNED}",
            "thumbnail": f"{service.origin}/poster.jpg?{SIGNED}",
            "vttFile": f"{service.origin}/subtitles.vtt?{SIGNED}",
        }
        done = {"job_id": JOB_ID, "success": True, "data": {"status": "completed", "videoDuration": 2.0, **links}}
        service.on(TOKEN, Reply(200, {"access_token": BEARER, "expires_in": 3600}))
        service.on(RENDER_STORYBOARD, Reply(200, dump_accepted(JOB_ID), {"Retry-After": "0.01"}))
        service.on(JOB, Reply(200, done, {"Retry-After": "0.01"}))
        service.on(JOBS, Reply(200, dump_page([])))
        service.on("/film.mp4", Reply(200, FILM, {"ETag": '"one"'}))
        service.on("/poster.jpg", Reply(200, b"\xff\xd8"))
        service.on("/subtitles.vtt", Reply(200, b"WEBVTT\n\n00:00.000 --> 00:02.000\nHello"))
        yield service


class Mistaken(BaseAdapter):
    """An adapter of the user's with a mistake in it, or one that is interrupted."""

    def __init__(self, trouble: BaseException) -> None:
        super().__init__()
        self.trouble = trouble

    def send(self, request: requests.PreparedRequest, **_: object) -> requests.Response:
        sent = dict(request.headers), request.url, request.body  # what a traceback with variables would show
        raise self.trouble if sent else AssertionError

    def close(self) -> None:
        """There is no connection to close."""


def client_of(service: Service, account: dict[str, str], trouble: BaseException | None = None) -> Pictory:
    session = requests.Session()
    if trouble:
        session.mount(service.origin, Mistaken(trouble))
    return Pictory(**account, base_url=service.base_url, clock=FakeClock(), session=session)


def shown_by(error: BaseException) -> str:
    """Everything that an error shows: itself, its pickle, and the variables of every frame between it and the test."""
    kept = pickle.dumps(error) if isinstance(error, PictoryError) else b""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__) if "test_" not in frame.f_code.co_name]
    assert frames
    return f"{error!r} {error} {vars(error)} {kept!r} {[_variables(frame) for frame in frames]}"


def _variables(frame: FrameType) -> str:
    shown = []
    for name, value in frame.f_locals.items():
        with contextlib.suppress(Exception):  # half of an object cannot always be shown
            shown.append(f"{name}={value!r}")
    return " ".join(shown)


ASK = {
    "render": lambda client: client.render(STORYBOARD),
    "job": lambda client: client.job(JOB_ID),
    "list": lambda client: list(client.jobs()),
}
ANSWERS = {
    "refused": Reply(401, {"message": ECHO}),
    "forbidden": Reply(403, {"message": ECHO}),
    "not there": Reply(404, {"message": ECHO}),
    "too many": Reply(429, {"message": ECHO}, {"Retry-After": "999"}),
    "bad": Reply(400, {"code": KEY, "message": ECHO, "fields": [{"name": "scenes", "errors": [ECHO]}]}),
    "broken": Reply(500, ECHO),
    "a page": Reply(200, f"<html>{ECHO}</html>"),
    "elsewhere": Reply(302, None, {"Location": f"https://s.example/?{SIGNED}"}),
    "dropped": Drop(),
}


@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("ask", ASK)
@pytest.mark.parametrize("answer", ANSWERS)
def test_no_error_shows_a_secret(
    service: Service, caplog: pytest.LogCaptureFixture, account: str, ask: str, answer: str
) -> None:
    """Whatever the service answers: neither the error nor a log at DEBUG repeats what was sent or echoed."""
    caplog.set_level(logging.DEBUG)
    service.on({"render": RENDER_STORYBOARD, "job": JOB, "list": JOBS}[ask], ANSWERS[answer])
    with pytest.raises(PictoryError) as caught:
        ASK[ask](client_of(service, ACCOUNTS[account]))
    assert CANARY not in shown_by(caught.value)
    assert CANARY not in caplog.text
    assert CANARY in repr(service.seen)  # it was really there


@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("ask", ASK)
@pytest.mark.parametrize("trouble", [TypeError("a mistake"), KeyboardInterrupt()], ids=["mistake", "interrupt"])
def test_no_mistake_of_others_shows_a_secret(service: Service, account: str, ask: str, trouble: BaseException) -> None:
    """What comes up from below, through frames that hold the headers as they are sent, leaves those frames behind."""
    with pytest.raises(type(trouble)) as caught:
        ASK[ask](client_of(service, ACCOUNTS[account], trouble))
    if isinstance(caught.value, Interrupted):
        assert CANARY not in f"{caught.value!r} {caught.value} {caught.value._render_traceback_()}"
    assert CANARY not in shown_by(caught.value)


@pytest.mark.parametrize("key", ["sk-canary", "Bearer canary", "pictai_canary\r\nX: 1", "pictai_canaryé"])
def test_a_refused_key_is_not_repeated(key: str) -> None:
    """Neither by the error nor by the frames on its way."""
    with pytest.raises(PictoryError) as caught:
        Pictory(key)
    assert CANARY not in shown_by(caught.value)


def test_a_callback_with_a_mistake_shows_no_link(service: Service, tmp_path: Path) -> None:
    """The frames between it and the user know the signed address of the film."""
    job = client_of(service, ACCOUNTS["a key"]).job(JOB_ID)
    with pytest.raises(ZeroDivisionError) as caught:
        job.download(tmp_path / "film.mp4", progress=lambda *_: 1 / 0)
    assert CANARY not in shown_by(caught.value)
    service.on("/film.mp4", Reply(403, ECHO))
    with pytest.raises(PictoryError) as refused:
        job.download(tmp_path / "film.mp4")
    assert CANARY not in shown_by(refused.value)
    assert CANARY not in _all_files(tmp_path)


def test_nothing_of_a_client_shows_a_secret(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    """Everything that a notebook may print of it, and of what it gives."""
    caplog.set_level(logging.DEBUG)
    for account in ACCOUNTS.values():
        client = client_of(service, account)
        job = client.job(JOB_ID)
        result = job.result()
        shown = [client, vars(client), vars(client._transport), job, vars(job), result, dict(result.data), vars(result)]
        assert CANARY not in repr([*shown, vars(client._transport._tokens), *map(str, (client, job, result))])
        assert CANARY in result.video_url
        for secret in (client, client._transport._credential):
            with pytest.raises((TypeError, AttributeError)):
                pickle.dumps(secret)
    assert CANARY not in caplog.text


def test_an_upload_keeps_its_signed_address_to_itself(
    service: Service, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Where a file is put is a secret as long as the signature lasts; and nothing of a session comes along there."""
    caplog.set_level(logging.DEBUG)
    (tmp_path / "a.png").write_bytes(b"picture")
    slot = {"signedUrl": f"{service.origin}/put?{SIGNED}", "url": "https://s.example/a.png", "key": "a"}
    service.on(UPLOAD_URL, Reply(200, {"success": True, "data": slot}))
    service.on("/put", Reply(200), Reply(403, ECHO))
    client = client_of(service, ACCOUNTS["a key"])
    client._transport.session.headers["X-Api-Key"] = "canary-of-the-session"
    assert upload(client._transport, tmp_path / "a.png") == slot["url"]
    assert CANARY not in str(service.at("/put")[0].headers)
    with pytest.raises(PictoryError) as caught:
        upload(client._transport, tmp_path / "a.png")
    assert CANARY not in shown_by(caught.value) + caplog.text
    assert CANARY in service.at("/put")[0].path


def test_the_logs_of_others_stay_as_they_are(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    """Only what we ask for is logged without its query; levels and handlers are not touched."""
    caplog.set_level(logging.DEBUG)
    before = [(log.level, log.handlers[:], log.disabled) for log in map(logging.getLogger, ("urllib3", "requests"))]
    requests.get(f"{service.origin}/poster.jpg?theirs=1")
    with kept_out_of_logs():
        requests.get(f"{service.origin}/poster.jpg?{SIGNED}")
    assert "theirs=1" in caplog.text
    assert "/poster.jpg?…" in caplog.text
    assert CANARY not in caplog.text
    after = [(log.level, log.handlers[:], log.disabled) for log in map(logging.getLogger, ("urllib3", "requests"))]
    assert after == before


def test_a_secret_is_what_it_is_and_does_not_say_so() -> None:
    """It can be sent, and it cannot be shown or pickled; a link can be followed, and copied."""
    secret, link = Secret(KEY), Link(f"https://s.example/a.mp4?{SIGNED}")
    assert secret == KEY
    assert json.dumps(secret) == json.dumps(KEY)
    assert CANARY not in repr([secret, {secret: link}])
    assert "https://s.example/a.mp4?…" in repr(link)
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    assert copy.deepcopy(link) == pickle.loads(pickle.dumps(link)) == link
    assert CANARY not in veiled(ECHO)
    assert veiled("why? https://a.example/b is 404") == "why? https://a.example/b is 404"


def _all_files(folder: Path) -> str:
    return "\n".join(f"{path} {path.read_bytes().decode('latin-1')}" for path in folder.rglob("*") if path.is_file())


CELLS = [
    "%load_ext pictory_nb",
    "import logging, os, sys\nlogging.basicConfig(level=logging.DEBUG, stream=sys.stdout, force=True)\n"
    "for name in ('urllib3', 'requests', 'pictory_nb'): logging.getLogger(name).setLevel(logging.DEBUG)",
    "%%pictory --name rain\nThe sun warms the sea.",
    "from pictory_nb import Pictory\np = Pictory(); p",
    "p._transport, p.place, vars(p)",
    "job = p.job(_pictory.id); job",
    "job.result()",
    "dict(job.result().data)",
    "job.video",
    "%pictory jobs",
    "%pictory status",
    "from pictory_nb.jupyter.observer import Observer\nobserver = Observer(_pictory); observer.wait()\n"
    "print(observer.get_state(), observer.trait_values(), observer)",
    "print(sys.argv, open('/proc/self/cmdline').read() if os.path.exists('/proc/self/cmdline') else '')",
    "%pictory login",
    "who = %who_ls\nwho",
]
MISTAKES = [
    "p = Pictory(); job = p.job(_pictory.id)\njob.download('other.mp4', progress=lambda *_: 1 / 0)",
    "%tb",
    "job.on_change(lambda job: 1 / 0)",
    "from requests.adapters import BaseAdapter\n"
    "class Mistaken(BaseAdapter):\n    def send(self, request, **more):\n"
    "        sent = dict(request.headers), request.body, request.url\n"
    "        raise TROUBLE\n"
    "TROUBLE = TypeError('a mistake')\np._transport.session.mount(p._transport.base_url, Mistaken())\n"
    "p.job('x')",
    "p.render({'videoName': 'more', 'scenes': [{'story': 'More.'}]})",
    "TROUBLE = KeyboardInterrupt()\np.job('x')",
    "TROUBLE = OSError('a mistake')\np.job('x')",
    "p = Pictory(clock=object())\np.job('x')",
    "Pictory(session=3).job('x')",
]


@pytest.mark.parametrize("account", ACCOUNTS)
def test_no_secret_gets_into_a_notebook(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, account: str
) -> None:
    """A real kernel runs what a person may run, mistakes included; then all that is left on the disk is searched."""
    for name, value in ACCOUNTS[account].items():
        monkeypatch.setenv(f"PICTORY_{name.upper()}", value)
    home, work = tmp_path / "home", tmp_path / "work"
    work.mkdir()
    for name, value in {
        "PICTORY_API_BASE_URL": service.base_url,
        "PICTORY_NB_HOME": str(home),
        "PICTORY_NB_LEDGER": str(home / "ledger.sqlite"),
        "IPYTHONDIR": str(tmp_path / "ipython"),
        "PYTHONPATH": os.pathsep.join([str(Path(credentials.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]),
    }.items():
        monkeypatch.setenv(name, value)
    sources = [*CELLS, *(cell for mode in ("Verbose", "Context", "Plain") for cell in (f"%xmode {mode}", *MISTAKES))]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    NotebookClient(notebook, timeout=60, allow_errors=True, resources={"metadata": {"path": str(work)}}).execute()
    nbformat.write(notebook, work / "saved.ipynb")

    outputs = [output for cell in notebook.cells for output in cell.outputs]
    kinds = {output.ename for output in outputs if output.output_type == "error"}
    assert {"ZeroDivisionError", "TypeError", "KeyboardInterrupt", "CredentialsError"} <= kinds
    assert "GET /film.mp4?…" in json.dumps(notebook, ensure_ascii=False)  # the log was really on
    assert CANARY in repr(service.seen)
    found = [
        (cell.source, output) for cell in notebook.cells for output in cell.outputs if CANARY in json.dumps(output)
    ]
    assert found == []
    assert CANARY not in _all_files(tmp_path)
    assert list(home.rglob("ledger*"))
