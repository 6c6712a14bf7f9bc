"""Bringing a film home: whole, under its own name, or not at all."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st
from requests.adapters import BaseAdapter

from pictory_nb import part as part_module
from pictory_nb.container import ends_early
from pictory_nb.download import BREAKS, Fetched, fetch, fetch_small, file_name, find_kept
from pictory_nb.errors import DownloadFailed, Interrupted
from pictory_nb.part import Part
from tests.faults.clocks import FakeClock
from tests.faults.service import Drop, Reply, Seen, Service, mp4

FILM = mp4(os.urandom(399_980))


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as service:
        yield service


def fetched(service: Service, to: Path, **more: object) -> Path:
    return fetch_it(service, to, **more).path


def fetch_it(service: Service, to: Path, **more: object) -> Fetched:
    return fetch(requests.Session(), service.origin + "/film.mp4", to, **{"clock": FakeClock(), **more})


class Host:
    """Storage that keeps one film and gives pieces of it. Each answer ends after so many bytes as ``cuts`` says."""

    def __init__(self, film: bytes = FILM, tag: str = '"one"', cuts: Sequence[int] = (), ranges: bool = True) -> None:
        self.film, self.tag, self.cuts, self.ranges = film, tag, list(cuts), ranges

    def __call__(self, seen: Seen) -> Reply:
        wanted = seen.headers.get("Range", "") if seen.headers.get("If-Range") == self.tag and self.ranges else ""
        start = int(wanted.removeprefix("bytes=").removesuffix("-") or 0)
        cut = self.cuts.pop(0) if self.cuts else None
        if wanted and start >= len(self.film):
            return Reply(416, "<html>", {"Content-Range": f"bytes */{len(self.film)}"})
        piece = {"Content-Range": f"bytes {start}-{len(self.film) - 1}/{len(self.film)}"} if wanted else {}
        return Reply(206 if wanted else 200, self.film[start:], {"ETag": self.tag, **piece}, cut=cut)


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
    "truncated": (Reply(200, FILM, cut=200_000), "the connection broke"),
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
    """Neither a film under the final name nor a half that nobody could continue; a film that was there stays."""
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
        fetch(session, "http://localhost/film.mp4", tmp_path / "film.mp4", clock=FakeClock())
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


def test_an_interrupted_download_says_what_is_kept(service: Service, tmp_path: Path) -> None:
    """Pressing stop in the middle costs nothing: two lines say so, and the next run goes on from there."""
    service.on("/film.mp4", Host())

    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(Interrupted) as caught:
        fetched(service, tmp_path / "film.mp4", progress=stop)
    kept = (tmp_path / "film.mp4.part").stat().st_size
    assert 0 < kept < len(FILM)
    assert caught.value._render_traceback_() == [
        "Interrupted: the download of film.mp4 was stopped",
        f"  → run it again: {kept:,} of {len(FILM):,} bytes are kept, and it goes on from there",
    ]
    assert fetched(service, tmp_path / "film.mp4").read_bytes() == FILM
    assert service.seen[-1].headers["Range"] == f"bytes={kept}-"
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]


def test_an_interrupt_without_a_way_to_go_on_leaves_nothing(service: Service, tmp_path: Path) -> None:
    """A host that names no version cannot be asked for the rest of the same."""
    service.on("/film.mp4", Reply(200, FILM))

    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(Interrupted, match=r"→ run it again$"):
        fetched(service, tmp_path / "film.mp4", progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_a_broken_download_goes_on_where_it_broke(service: Service, tmp_path: Path) -> None:
    """Only what is missing is asked for, and only of the same film; what is told of the film is true of the whole."""
    service.on("/film.mp4", Host(cuts=[100_000, 50_000]))
    film = fetch_it(service, tmp_path / "film.mp4")
    assert film.path.read_bytes() == FILM
    assert film.size == len(FILM)
    asked = [(seen.headers.get("Range"), seen.headers.get("If-Range")) for seen in service.seen]
    assert asked == [(None, None), ("bytes=100000-", '"one"'), ("bytes=150000-", '"one"')]
    assert list(tmp_path.iterdir()) == [film.path]


def test_the_next_call_goes_on_too(service: Service, tmp_path: Path) -> None:
    """After the last try, and also after the kernel was killed: the part and what it is of are on the disk."""
    service.on("/film.mp4", Host(cuts=[100_000] + [0] * BREAKS))
    with pytest.raises(DownloadFailed, match=r"100,000 of 400,012 bytes are kept, and it goes on from there"):
        fetched(service, tmp_path / "film.mp4")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["film.mp4.part", "film.mp4.part.json"]
    film = fetch_it(service, tmp_path / "film.mp4")
    assert service.seen[-1].headers["Range"] == "bytes=100000-"
    assert film.path.read_bytes() == FILM
    assert list(tmp_path.iterdir()) == [film.path]


def test_a_killed_process_leaves_a_part_to_go_on_from(service: Service, tmp_path: Path) -> None:
    """kill -9 in the middle of a download: nothing is locked for ever, no byte is lost that had arrived."""
    service.on("/film.mp4", Host())
    program = (
        "import os, signal, requests, pathlib; from pictory_nb.download import fetch\n"
        f"fetch(requests.Session(), {service.origin + '/film.mp4'!r}, pathlib.Path({str(tmp_path / 'film.mp4')!r}),"
        " lambda *_: os.kill(os.getpid(), 9))"
    )
    subprocess.run([sys.executable, "-c", program], timeout=30)
    kept = (tmp_path / "film.mp4.part").stat().st_size
    assert kept
    assert fetched(service, tmp_path / "film.mp4").read_bytes() == FILM
    assert service.seen[-1].headers["Range"] == f"bytes={kept}-"


def test_another_film_behind_the_link_is_fetched_from_its_beginning(service: Service, tmp_path: Path) -> None:
    """Two halves of two films never become one."""
    other = mp4(os.urandom(300_000), b"isom")
    for cut, second in ((100_000, Host(other, '"two"')), (399_000, Host(mp4(os.urandom(50_000)), '"two"'))):
        service.on("/film.mp4", Host(cuts=[cut] + [0] * BREAKS))
        with pytest.raises(DownloadFailed):
            fetched(service, tmp_path / "film.mp4")
        service.on("/film.mp4", second)
        film = fetch_it(service, tmp_path / "film.mp4", overwrite=True)
        assert film.path.read_bytes() == second.film


WRONG_PIECES = {
    "from elsewhere": {"Content-Range": f"bytes 5-{len(FILM) - 1}/{len(FILM)}"},
    "of another size": {"Content-Range": "bytes 100000-400011/999999"},
    "of another version": {"Content-Range": f"bytes 100000-{len(FILM) - 1}/{len(FILM)}", "ETag": '"two"'},
    "unsaid": {},
}


@pytest.mark.parametrize("wrong", WRONG_PIECES)
def test_a_piece_that_was_not_asked_for_is_not_taken(service: Service, tmp_path: Path, wrong: str) -> None:
    """A host or proxy that mixes up ranges cannot spoil a film: it is fetched anew."""
    host = Host(cuts=[100_000])
    service.on("/film.mp4", host, Reply(206, FILM[100_000:], WRONG_PIECES[wrong]), host)
    assert fetched(service, tmp_path / "film.mp4").read_bytes() == FILM
    assert "Range" not in service.seen[-1].headers


def test_a_part_that_is_whole_already_is_taken_as_it_is(service: Service, tmp_path: Path) -> None:
    """The process ended between the last byte and the name: the host has nothing more to give, and says so."""
    service.on("/film.mp4", Host())
    with Part(tmp_path / "film.mp4") as part:
        part.belongs_to('"one"', len(FILM))
        part.write(FILM)
    assert fetched(service, tmp_path / "film.mp4").read_bytes() == FILM
    assert service.count("/film.mp4") == 1
    with Part(tmp_path / "more.mp4") as part:  # as large as nothing that the host has
        part.belongs_to('"one"', 0)
        part.write(FILM + b"more")
    service.on("/film.mp4", Host())
    assert fetched(service, tmp_path / "more.mp4").read_bytes() == FILM


@pytest.mark.parametrize("note", ["", "{", "[]", '{"validator": 3, "total": "x"}', '{"validator": "x", "total": 5}'])
def test_a_part_of_unknown_origin_is_not_continued(service: Service, tmp_path: Path, note: str) -> None:
    """Better a byte too many fetched than one too many believed."""
    service.on("/film.mp4", Host())
    (tmp_path / "film.mp4.part").write_bytes(b"something else")
    (tmp_path / "film.mp4.part.json").write_text(note)
    assert fetched(service, tmp_path / "film.mp4").read_bytes() == FILM
    assert "Range" not in service.seen[0].headers


def test_an_expired_link_is_renewed_and_the_film_goes_on(service: Service, tmp_path: Path) -> None:
    """In the middle as at the beginning; the fresh link is asked for the rest of the same film."""
    service.on("/film.mp4", Host(cuts=[100_000]), Reply(403, "<Error>Request has expired</Error>"))
    service.on("/fresh.mp4", Host())
    renewed: list[str] = []

    def renew() -> str:
        renewed.append(service.origin + "/fresh.mp4")
        return renewed[-1]

    assert fetched(service, tmp_path / "film.mp4", renew=renew).read_bytes() == FILM
    assert len(renewed) == 1
    assert service.at("/fresh.mp4")[0].headers["Range"] == "bytes=100000-"


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_link_that_is_refused_when_fresh_is_an_error(service: Service, tmp_path: Path, status: int) -> None:
    """One fresh link is asked for, not one after another; the status is told."""
    service.on("/film.mp4", Reply(status))
    renewed: list[int] = []

    def renew() -> str:
        renewed.append(status)
        return service.origin + "/film.mp4"

    with pytest.raises(DownloadFailed, match=f"answers {status}") as caught:
        fetched(service, tmp_path / "film.mp4", renew=renew)
    assert caught.value.status == status
    assert renewed == [status]


@pytest.mark.parametrize("host", [Host(ranges=False), Host(tag='W/"one"')])
def test_a_host_without_ranges_is_asked_again_for_the_whole(service: Service, tmp_path: Path, host: Host) -> None:
    """And only five times in a row without having come further than ever before."""
    host.cuts = [100_000, 50_000, 200_000]
    service.on("/film.mp4", host)
    assert fetched(service, tmp_path / "film.mp4").read_bytes() == FILM
    host.cuts = [100_000] * 50
    service.seen.clear()
    with pytest.raises(DownloadFailed):
        fetched(service, tmp_path / "again.mp4")
    assert service.count("/film.mp4") == 1 + BREAKS


def test_a_busy_host_is_given_the_time_that_it_names(service: Service, tmp_path: Path) -> None:
    """503 with a pause is a break like others; an hour is more than anybody waits."""
    clock = FakeClock()
    service.on("/film.mp4", Reply(503, headers={"Retry-After": "7"}), Host())
    assert fetched(service, tmp_path / "film.mp4", clock=clock).read_bytes() == FILM
    assert clock.slept == [7]
    service.on("/film.mp4", Reply(503, headers={"Retry-After": "3600"}))
    with pytest.raises(DownloadFailed, match="answers 503"):
        fetched(service, tmp_path / "other.mp4", clock=clock)
    assert clock.slept == [7]


def test_a_trickle_is_as_good_as_a_break(service: Service, tmp_path: Path) -> None:
    """Below a kilobyte a second for half a minute the connection is given up, and the rest asked for anew."""
    clock, told = FakeClock(), []
    service.on("/film.mp4", Host(cuts=[1000]), Host())

    def slow(arrived: int, _: int) -> None:
        told.append(arrived)
        clock.time += 31 if arrived < 2000 else 0

    assert fetched(service, tmp_path / "film.mp4", progress=slow, clock=clock).read_bytes() == FILM
    assert told[0] == 1000
    assert service.seen[1].headers["Range"] == "bytes=1000-"
    told.clear()
    service.on("/film.mp4", Host())

    def slow_for_ever(arrived: int, _: int) -> None:
        told.append(arrived)
        clock.time += 1000

    assert fetched(service, tmp_path / "slow.mp4", progress=slow_for_ever, clock=clock).read_bytes() == FILM
    assert len(service.at("/film.mp4")) > 3  # each piece came too slowly, and none of them twice
    assert told == sorted(set(told))


@settings(max_examples=40)
@given(
    cuts=st.lists(st.one_of(st.just(0), st.integers(1, 70_000)), max_size=14),
    calls=st.integers(1, 4),
    ranges=st.booleans(),
    tag=st.sampled_from(['"one"', "", 'W/"one"']),
)
def test_no_cut_loses_or_doubles_a_byte(cuts: list[int], calls: int, ranges: bool, tag: str) -> None:
    """Wherever connections break, and however often the call is repeated, what gets the name is the film."""
    film = mp4(FILM[:60_000])
    with Service() as service, tempfile.TemporaryDirectory() as folder:
        service.on("/film.mp4", Host(film, tag, cuts, ranges))
        to = Path(folder) / "film.mp4"
        for call in range(calls + 15):
            try:
                found = fetch_it(service, to)
            except DownloadFailed:
                assert not to.exists()
                assert call < calls + 14
                continue
            assert found.path.read_bytes() == film
            assert [path.name for path in Path(folder).iterdir()] == ["film.mp4"]
            return


def test_a_page_does_not_take_the_place_of_half_a_film(service: Service, tmp_path: Path) -> None:
    """A hotel's sign-in page in the middle: what had arrived stays, for when the network is there again."""
    service.on("/film.mp4", Host(cuts=[100_000]), Reply(200, "<html>Please sign in</html>"))
    with pytest.raises(DownloadFailed, match="text/html"):
        fetched(service, tmp_path / "film.mp4")
    assert (tmp_path / "film.mp4.part").read_bytes() == FILM[:100_000]
    service.on("/film.mp4", Host())
    assert fetched(service, tmp_path / "film.mp4").read_bytes() == FILM


def test_a_disk_that_is_too_small_is_told_beforehand(service: Service, tmp_path: Path) -> None:
    """Before the first byte, with both sizes."""
    service.on("/film.mp4", Reply(200, b"", {"Content-Length": str(10**17)}))
    with pytest.raises(DownloadFailed, match=r"needs 100,000,000,000 MB more, and [\d,]+ MB are free") as caught:
        fetched(service, tmp_path / "film.mp4")
    assert caught.value.mend == "free some space and run it again"
    assert list(tmp_path.iterdir()) == []


def test_a_part_is_held_by_one_download(service: Service, tmp_path: Path) -> None:
    """Whoever comes second has a part of its own, and what the first had is left to the first."""
    service.on("/film.mp4", Host())
    with Part(tmp_path / "film.mp4") as first:
        first.belongs_to('"one"', len(FILM))
        first.write(FILM[:1000])
        assert fetched(service, tmp_path / "film.mp4").read_bytes() == FILM
        assert "Range" not in service.seen[0].headers
        assert first.size == 1000
    assert json.loads((tmp_path / "film.mp4.part.json").read_text()) == {"validator": '"one"', "total": len(FILM)}


def test_without_locks_every_download_has_its_own_part(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On network drives that know no locks nothing is shared, and so nothing is mixed up."""
    monkeypatch.setattr(part_module, "_locked", lambda file: False)
    service.on("/film.mp4", Host(cuts=[100_000]))
    assert fetched(service, tmp_path / "film.mp4").read_bytes() == FILM
    assert service.seen[1].headers["Range"] == "bytes=100000-"


def test_a_few_redirects_are_followed_and_carry_nothing(service: Service, tmp_path: Path) -> None:
    """Three and no more; no header of the session comes along, and no cookie."""
    session = requests.Session()
    session.headers.update({"Authorization": "canary", "X-Api-Key": "canary", "Cookie": "canary=1"})
    session.params = {"key": "canary"}
    session.auth = ("canary", "canary")
    for number in range(4):
        service.on(f"/{number}", Reply(302, headers={"Location": f"/{number + 1}?signature=x"}))
    service.on("/4", Host())
    assert fetch(session, service.origin + "/1", tmp_path / "film.mp4").path.read_bytes() == FILM
    assert "canary" not in repr(service.seen)
    with pytest.raises(DownloadFailed, match="more than 3 times"):
        fetch(session, service.origin + "/0", tmp_path / "other.mp4")


class Elsewhere(BaseAdapter):
    """An https host that sends whoever asks to another address."""

    def __init__(self, location: str) -> None:
        super().__init__()
        self.location = location

    def send(self, request: requests.PreparedRequest, *_: object, **__: object) -> requests.Response:
        response = requests.Response()
        response.status_code, response.url, response.request = 302, request.url, request
        response.headers["Location"] = self.location
        response.raw = io.BytesIO()
        return response

    def close(self) -> None:
        """There is no connection to close."""


@pytest.mark.parametrize(
    "location",
    ["http://v.example/film.mp4", "http://127.0.0.1:1/film.mp4", "file:///etc/passwd", "//[", "javascript:1"],
)
def test_a_redirect_does_not_leave_https(tmp_path: Path, location: str) -> None:
    """Neither to where others read along, nor to services and files of this computer."""
    session = requests.Session()
    session.mount("https://", Elsewhere(location))
    with pytest.raises(DownloadFailed):
        fetch(session, "https://v.example/film.mp4", tmp_path / "film.mp4", clock=FakeClock())
    assert list(tmp_path.iterdir()) == []


GROWTH = """
import pathlib, requests, resource, sys
from pictory_nb.container import ends_early
from pictory_nb.download import fetch
url, to, warm = sys.argv[1:]
session = requests.Session()
fetch(session, warm, pathlib.Path(to + ".warm"))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
film = fetch(session, url, pathlib.Path(to))
print(film.size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is counted in kilobytes on Linux only")
def test_a_large_film_needs_no_memory(service: Service, tmp_path: Path) -> None:
    """300 MB pass through a process that grows by less than 16 MB."""
    large = FILM[:12] + bytes(300_000_000)
    service.on("/large.mp4", Host(large))
    service.on("/small.mp4", Host())
    program = [sys.executable, "-c", GROWTH, service.origin + "/large.mp4", str(tmp_path / "f.mp4")]
    run = subprocess.run(
        [*program, service.origin + "/small.mp4"], capture_output=True, text=True, timeout=60, check=True
    )
    size, kilobytes = map(int, run.stdout.split())
    assert size == len(large)
    assert kilobytes < 16_000


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
def test_a_device_without_space_says_no_space(tmp_path: Path) -> None:
    """The system's own error for a full disk is told with the same mend."""
    with Part(tmp_path / "film.mp4") as part, Path("/dev/full").open("wb", buffering=0) as full:
        part._file, real = full, part._file
        with pytest.raises(DownloadFailed, match=os.strerror(errno.ENOSPC)) as caught:
            part.write(FILM)
        part._file = real
    assert caught.value.mend == "free some space and run it again"
    assert list(tmp_path.iterdir()) == []


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


def test_a_film_that_is_not_there_yet_is_not_found(tmp_path: Path) -> None:
    """A name that is only claimed, and a part, are no film."""
    claimed = tmp_path / file_name("How rain is made", "265a1f3c-0b6c")
    claimed.touch()
    claimed.with_name(f"{claimed.name}.part").write_bytes(FILM)
    assert find_kept(tmp_path, "265a1f3c-0b6c") is None


@pytest.mark.parametrize("length", [100_000, 400_011, 60])
def test_half_a_film_that_is_sent_as_if_it_were_all_is_none(service: Service, tmp_path: Path, length: int) -> None:
    """A proxy that lost its source says the length of what it has: the boxes of the film tell."""
    service.on("/film.mp4", Reply(200, FILM[:length]), Reply(200, FILM))
    assert fetched(service, tmp_path / "film.mp4").read_bytes() == FILM
    service.on("/film.mp4", Reply(200, FILM[:length]))
    with pytest.raises(DownloadFailed, match="the beginning of one"):
        fetched(service, tmp_path / "other.mp4")
    assert not list(tmp_path.glob("other*"))


@given(
    contents=st.lists(st.binary(max_size=40), min_size=1, max_size=5), long=st.booleans(), rest=st.binary(max_size=7)
)
def test_a_container_is_whole_until_its_last_byte_is_taken(contents: list[bytes], long: bool, rest: bytes) -> None:
    """With boxes of either kind of length, and with a little behind them that is no box."""
    boxes = [mp4(b"")]
    for content in contents:
        size = len(content) + (16 if long else 8)
        boxes.append(
            (1).to_bytes(4, "big") + b"moov" + size.to_bytes(8, "big") if long else size.to_bytes(4, "big") + b"moov"
        )
        boxes.append(content)
    whole = b"".join(boxes)
    assert not ends_early(io.BytesIO(whole), len(whole))
    assert not ends_early(io.BytesIO(whole + rest), len(whole + rest))
    if contents[-1]:
        assert ends_early(io.BytesIO(whole[:-1]), len(whole) - 1)
