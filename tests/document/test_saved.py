"""Saved notebooks: what they show is found, cleaned, brought in, put out, and made true again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pictory_nb.client import Pictory
from pictory_nb.document import clean, embed, externalise, jobs_in
from pictory_nb.errors import BadNotebook
from pictory_nb.jupyter.host import Host
from pictory_nb.jupyter.refresh import refresh
from pictory_nb.jupyter.show import video_bundle, waiting_bundle
from pictory_nb.jupyter.showing import Showing
from pictory_nb.script import from_markdown
from pictory_nb.subtitles import Cue
from pictory_nb.video import Video
from tests.document.conftest import code
from tests.jupyter.service import Service

ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
KEY = "pictai_" + "k3yThatNobodyMaySee"
SIGNED = "https://bucket.s3.example/film.mp4?X-Amz-Date=1&X-Amz-Signature=abcdef&Expires=3600"
FILM = bytes(range(256)) * 20


def output(data: dict, metadata: dict | None = None):
    return nbformat.v4.new_output("display_data", data, metadata=metadata or {})


@pytest.fixture
def film(tmp_path: Path) -> Video:
    path = tmp_path / "pictory_videos" / "rain & sun.mp4"
    path.parent.mkdir()
    path.write_bytes(FILM)
    return Video(path, "Rain & sun", ID, "sandbox", 4.0, cues=(Cue(0, 2, "Rain falls."),), poster=b"\xff\xd8jpg")


def shown(video: Video, **how):
    return output(*video_bundle(video, host=Host(folder=video.path.parent.parent), **how))


def test_jobs_and_films_are_found(write, film: Video):
    """Stored, linked, or still running when it was saved: each is told with its cell."""
    running = output({"text/plain": f"Snow {ID[:-1]}f: %pictory status {ID[:-1]}f"})
    path = write(code("a", shown(film)), code("b"), code("c", shown(film, showing=Showing("file")), running))

    found = jobs_in(path)
    assert [(one.cell, one.job_id, one.name) for one in found] == [
        (1, ID, "Rain & sun"), (3, ID, "Rain & sun"), (3, f"{ID[:-1]}f", ""),
    ]  # fmt: skip
    assert abs(found[0].stored - len(FILM)) < 3
    assert found[1].film == "pictory_videos/rain%20%26%20sun.mp4"


def test_what_is_nobodys_business_is_taken_out(write, film: Video, monkeypatch: pytest.MonkeyPatch):
    """Keys wherever they stand, signatures of addresses, ids, and widgets without their models; the rest stays."""
    monkeypatch.setenv("PICTORY_CLIENT_SECRET", "correct horse battery")
    widget = output({"application/vnd.jupyter.widget-view+json": {"model_id": "1"}, "text/plain": "Observer()"})
    card = output({"application/vnd.jupyter.widget-view+json": {"model_id": "1"}, "text/html": "<b>kept</b>"})
    path = write(
        code(f"%env PICTORY_API_KEY={KEY}\nclient = Pictory(client_secret='hunter2hunter2')\nrain = 1", shown(film)),
        code(
            "print(url)", nbformat.v4.new_output("stream", text=f"{SIGNED} correct horse battery {KEY}"), widget, card
        ),
        widgets={"application/vnd.jupyter.widget-state+json": {"version_major": 2}},
        note=KEY,
    )

    found = clean(path)
    text = path.read_text()
    for secret in (KEY, "hunter2", "abcdef", "correct horse", ID, "widget-view", "widget-state", "Observer()"):
        assert secret not in text, secret
    for kept in (
        "rain = 1",
        "https://bucket.s3.example/film.mp4",
        "Rain falls.",
        "base64,",
        "<b>kept</b>",
        "client_secret",
    ):
        assert kept in text, kept
    assert set(found) == {
        "keys", "signed addresses", "job ids", "broken widget metadata", "widgets without a model",
    }  # fmt: skip
    nbformat.validate(nbformat.read(path, 4))


def test_a_clean_notebook_is_not_touched(write, film: Video):
    """Cleaned twice, nothing is found, and not a byte is written; ids of others are left alone."""
    path = write(code("x = 1", output({"text/plain": ID})), code("y", shown(film)))
    clean(path)
    before, when = path.read_bytes(), path.stat().st_mtime_ns

    assert clean(path) == {}
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, when)
    assert ID in before.decode()


def test_ids_are_kept_for_whoever_wants_to_come_back(write, film: Video):
    path = write(code("x", shown(film)))

    assert clean(path, keep_ids=True) == {}
    assert [one.job_id for one in jobs_in(path)] == [ID]


def test_a_state_that_is_whole_is_kept(write):
    """nbclient and papermill store their widgets' models: those can be brought back."""
    state = {"application/vnd.jupyter.widget-state+json": {"state": {"1": {"model_name": "M"}}, "version_major": 2}}
    view = output({"application/vnd.jupyter.widget-view+json": {"model_id": "1"}, "text/plain": "M()"})
    path = write(code("x", view), widgets=state)

    assert clean(path) == {}


def test_the_command_cleans_and_the_hook_refuses(write, film: Video):
    """As pre-commit runs it: --check fails and changes nothing, without it the file is mended."""
    path = write(code(f"key = '{KEY}'", shown(film)))
    command = [sys.executable, "-m", "pictory_nb", "clean"]
    before = path.read_bytes()

    checked = subprocess.run([*command, "--check", path], capture_output=True, text=True, timeout=60, check=False)
    assert (checked.returncode, path.read_bytes()) == (1, before)
    assert "1 keys" in checked.stdout
    assert KEY not in checked.stdout
    mended = subprocess.run([*command, path], capture_output=True, text=True, timeout=60, check=False)
    assert mended.returncode == 0
    assert subprocess.run([*command, "--check", path], timeout=60, check=False, capture_output=True).returncode == 0


def test_films_go_out_and_come_back(write, film: Video):
    """What was stored is a file that plays, and stored again it is the same notebook as before."""
    path = write(code("x", shown(film)))
    before = json.loads(path.read_text())
    film.path.unlink()

    assert externalise(path) == ["rain & sun.mp4 lies in pictory_videos now"]
    assert film.path.read_bytes() == FILM
    assert path.stat().st_size < 6_000
    assert externalise(path) == []
    embed(path)
    assert json.loads(path.read_text()) == before


def test_another_film_of_the_same_name_is_not_overwritten(write, film: Video):
    path = write(code("x", shown(film)))
    film.path.write_bytes(b"another film")
    externalise(path)

    assert film.path.read_bytes() == b"another film"
    (other,) = film.path.parent.glob("rain*sun-*.mp4")
    assert other.read_bytes() == FILM


def test_what_cannot_be_stored_stays_a_link(write, film: Video):
    """Too large, or gone: the notebook says so and is as it was."""
    path = write(code("x", shown(film, showing=Showing("file"))))
    before = path.read_bytes()

    assert "stays a link" in embed(path, max_mb=0.001)[0]
    film.path.unlink()
    assert "not there" in embed(path)[0]
    assert path.read_bytes() == before


def test_a_notebook_is_made_true_again(write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Saved while the job ran, it shows the film today; a job that nobody knows stays as it was, and is told."""
    monkeypatch.chdir(tmp_path)
    with Service() as service:
        monkeypatch.setenv("PICTORY_API_BASE_URL", service.url)
        client = Pictory()
        job = client.render(from_markdown("Rain.", name="Rain"))
        path = write(code("x", output(*waiting_bundle(job))), code("y", output(*_of_nobody(job))))
        job.wait(10)
        told = refresh(path, client)

        first, second = (cell.outputs[0] for cell in nbformat.read(path, 4).cells)
        assert "<video" in first.data["text/html"]
        assert first.metadata["pictory"]["job_id"] == job.id
        assert "being made" in second.data["text/html"]
        assert told[0].endswith("Rain is completed")
        assert "stays as it was" in told[1]
        assert len(service.storyboards) == 1


def _of_nobody(job):
    data, metadata = waiting_bundle(job)
    return data, {"pictory": {**metadata["pictory"], "job_id": "no-such-job"}}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(st.lists(st.text("pictai_ {}\"'=\\<>&é?", max_size=40), max_size=4))
def test_what_is_no_secret_stays_to_the_letter(tmp_path: Path, texts):
    """Sources, outputs and metadata that hold nothing of the kind are as they were."""
    path = tmp_path / "a.ipynb"
    cells = [code(text, nbformat.v4.new_output("stream", text=text)) for text in texts]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"title": "".join(texts)}), path)
    before = path.read_bytes()

    if not clean(path):
        assert path.read_bytes() == before
    assert os.listdir(tmp_path).count("a.ipynb") == 1


@pytest.mark.parametrize("verb", [jobs_in, clean, embed, externalise])
def test_what_is_no_notebook_is_named(tmp_path: Path, verb):
    (tmp_path / "a.ipynb").write_text("[]")
    with pytest.raises(BadNotebook, match="not a notebook"):
        verb(tmp_path / "a.ipynb")
