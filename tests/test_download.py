"""Bringing a film home: whole, under its own name, or not at all."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from requests.adapters import BaseAdapter

from pictory_nb.download import fetch, fetch_small, file_name, find_kept
from pictory_nb.errors import DownloadFailed
from tests.faults.service import Drop, Reply, Service

FILM = b"\x00\x00\x00\x18ftypmp42" + os.urandom(400_000)


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as service:
        yield service


def fetched(service: Service, to: Path, **more: object) -> Path:
    return fetch(requests.Session(), service.origin + "/film.mp4", to, **more)


def test_a_film_arrives_whole_and_in_folders_that_were_missing(service: Service, tmp_path: Path) -> None:
    """With nothing else beside it, and readable as other files are."""
    service.on("/film.mp4", Reply(200, FILM))
    path = fetched(service, tmp_path / "new" / "folder" / "film.mp4")
    assert path.read_bytes() == FILM
    assert list(path.parent.iterdir()) == [path]
    (tmp_path / "other").touch()
    assert path.stat().st_mode == (tmp_path / "other").stat().st_mode


def test_progress_is_told_in_bytes(service: Service, tmp_path: Path) -> None:
    """Growing, up to the whole."""
    told: list[tuple[int, int]] = []
    service.on("/film.mp4", Reply(200, FILM))
    fetched(service, tmp_path / "film.mp4", progress=lambda arrived, size: told.append((arrived, size)))
    assert told == sorted(told)
    assert told[-1] == (len(FILM), len(FILM))
    assert len(told) > 1


FAULTS = {
    "truncated": (Reply(200, FILM, cut=200_000), "the connection broke|of 400,012 bytes"),
    "dropped": (Drop(), "the connection broke"),
    "expired": (Reply(403, "<Error>Request has expired</Error>"), "answers 403"),
    "gone": (Reply(410), "answers 410"),
    "a page": (Reply(200, "<html>Please sign in</html>"), "not an MP4"),
    "empty": (Reply(200, b""), "not an MP4"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("overwrite", [False, True])
def test_what_does_not_arrive_whole_leaves_nothing(
    service: Service, tmp_path: Path, fault: str, overwrite: bool
) -> None:
    """Neither a film under the final name nor half of one beside it; a film that was there before stays."""
    reply, says = FAULTS[fault]
    service.on("/film.mp4", reply)
    before = tmp_path / "film.mp4"
    before.write_bytes(b"the film of yesterday")
    with pytest.raises(DownloadFailed, match=says) as caught:
        fetched(service, before, overwrite=overwrite)
    assert caught.value.mend
    assert list(tmp_path.iterdir()) == [before]
    assert before.read_bytes() == b"the film of yesterday"


class Careless(BaseAdapter):
    """Hands over half of what it has promised and finds nothing wrong with it, as some adapters and proxies do."""

    def send(self, request: requests.PreparedRequest, *_: object, **__: object) -> requests.Response:
        response = requests.Response()
        response.status_code, response.url, response.request = 200, request.url, request
        response.headers["Content-Length"] = str(len(FILM))
        response.raw = io.BytesIO(FILM[:200_000])
        return response

    def close(self) -> None:
        """There is no connection to close."""


def test_bytes_are_counted_here_as_well(tmp_path: Path) -> None:
    """Half a film is found out even where whatever carried it has not."""
    session = requests.Session()
    session.mount("http://", Careless())
    with pytest.raises(DownloadFailed, match="200,000 of 400,012 bytes arrived"):
        fetch(session, "http://v.example/film.mp4", tmp_path / "film.mp4")
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_not_overwritten(service: Service, tmp_path: Path) -> None:
    """A free name is taken beside it, unless overwriting is asked for."""
    service.on("/film.mp4", Reply(200, FILM))
    film = tmp_path / "film.mp4"
    film.write_bytes(b"mine")
    assert [fetched(service, film).name for _ in range(2)] == ["film-2.mp4", "film-3.mp4"]
    assert film.read_bytes() == b"mine"
    assert fetched(service, film, overwrite=True) == film
    assert film.read_bytes() == FILM


def test_two_downloads_at_once_do_not_meet(service: Service, tmp_path: Path) -> None:
    """Each has a name and a part of its own, though both want the same."""
    service.on("/film.mp4", Reply(200, FILM))
    paths: list[Path] = []
    at_once = [threading.Thread(target=lambda: paths.append(fetched(service, tmp_path / "film.mp4"))) for _ in range(8)]
    for thread in at_once:
        thread.start()
    for thread in at_once:
        thread.join(10)
    assert len(set(paths)) == 8
    assert {path.read_bytes() == FILM for path in paths} == {True}
    assert sorted(tmp_path.iterdir()) == sorted(paths)


def test_an_interrupted_download_leaves_nothing(service: Service, tmp_path: Path) -> None:
    """Pressing stop in the middle is no excuse."""
    service.on("/film.mp4", Reply(200, FILM))

    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetched(service, tmp_path / "film.mp4", progress=stop)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are a matter of POSIX")
def test_a_full_disk_is_told_and_leaves_nothing(service: Service, tmp_path: Path) -> None:
    """With the mend, instead of a traceback out of a write."""
    service.on("/film.mp4", Reply(200, FILM))
    program = (
        "import resource, requests, pathlib; from pictory_nb.download import fetch;"
        "from pictory_nb.errors import DownloadFailed;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        f"try: fetch(requests.Session(), {service.origin + '/film.mp4'!r}, pathlib.Path({str(tmp_path)!r}) / 'a.mp4')\n"
        "except DownloadFailed as error: print(error)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=True)
    assert "cannot be written" in run.stdout
    assert "free some space and run it again" in run.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_device_without_space_says_no_space(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's own error for a full disk is told with the same mend."""
    service.on("/film.mp4", Reply(200, FILM))
    real = Path.open
    monkeypatch.setattr(Path, "open", lambda path, *mode: real(Path("/dev/full") if mode == ("wb",) else path, *mode))
    with pytest.raises(DownloadFailed, match=os.strerror(errno.ENOSPC)) as caught:
        fetched(service, tmp_path / "film.mp4")
    assert caught.value.mend == "free some space and run it again"


def test_a_folder_that_cannot_be_written_is_told(service: Service, tmp_path: Path) -> None:
    """A file stands where a folder is wanted."""
    (tmp_path / "taken").touch()
    with pytest.raises(DownloadFailed, match=r"cannot be written.*\n.*choose another folder"):
        fetched(service, tmp_path / "taken" / "film.mp4")
    assert service.seen == []


@pytest.mark.parametrize("url", ["", "ftp://v.example/film.mp4", "film.mp4", "file:///etc/passwd"])
def test_a_link_that_is_none_is_an_error_of_ours(tmp_path: Path, url: str) -> None:
    """And no file of this computer is ever fetched through a link."""
    with pytest.raises(DownloadFailed):
        fetch(requests.Session(), url, tmp_path / "film.mp4")
    assert list(tmp_path.iterdir()) == []


def test_a_credential_on_the_session_stays_at_home(service: Service, tmp_path: Path) -> None:
    """Even where the user has set one for all requests."""
    session = requests.Session()
    session.headers["Authorization"] = "canary"
    service.on("/film.mp4", Reply(200, FILM))
    fetch(session, service.origin + "/film.mp4", tmp_path / "film.mp4")
    assert "Authorization" not in service.seen[0].headers


@pytest.mark.parametrize(
    "fault", [Drop(), Reply(404, b"x"), Reply(200, b"x" * 100, cut=10), Reply(200, b"x" * 5_000_000)]
)
def test_a_small_file_that_cannot_be_had_is_empty(service: Service, fault: Reply | Drop) -> None:
    """A poster is never worth an error; what is not small is no poster."""
    service.on("/poster.jpg", fault)
    assert fetch_small(requests.Session(), service.origin + "/poster.jpg") == b""
    assert fetch_small(requests.Session(), "") == b""


def test_a_small_file_arrives(service: Service) -> None:
    """Whole, as bytes."""
    service.on("/poster.jpg", Reply(200, b"\xff\xd8" * 1000))
    assert fetch_small(requests.Session(), service.origin + "/poster.jpg") == b"\xff\xd8" * 1000


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("How rain is made", "how-rain-is-made-265a1f3c.mp4"),
        ("  ../../etc/passwd ", "etc-passwd-265a1f3c.mp4"),
        ("हिन्दी फिल्म", "हिन्दी-फिल्म-265a1f3c.mp4"),
        ("", "video-265a1f3c.mp4"),
    ],
)
def test_a_file_is_named_for_its_video(name: str, expected: str) -> None:
    """Readable in every script, and never leading out of its folder."""
    assert file_name(name, "265a1f3c-0b6c-4d41") == expected


@given(st.text(max_size=300), st.text(max_size=60))
def test_every_file_name_can_be_a_file(name: str, job_id: str) -> None:
    """One part of a path, not hidden, short enough for every file system, also with .part behind it."""
    made = file_name(name, job_id)
    assert Path(made).name == made
    assert not made.startswith((".", "-"))
    assert len(made.encode()) < 200
    assert made.endswith(".mp4")


def test_a_film_that_is_here_is_found_by_its_job(tmp_path: Path) -> None:
    """By the id in its name, although nobody remembers what the video was called; half an id finds nothing."""
    here = tmp_path / file_name("How rain is made", "265a1f3c-0b6c")
    here.write_bytes(FILM)
    assert find_kept(tmp_path, "265a1f3c-0b6c") == here
    assert find_kept(tmp_path, "365a1f3c-0b6c") is None
    assert find_kept(tmp_path, "c") is None
    assert find_kept(tmp_path / "missing", "265a1f3c-0b6c") is None
