"""Files on their way, when things go wrong: begun anew at a fresh address, and never with a credential."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pytest

from pictory_nb.client import Pictory
from pictory_nb.errors import ServiceError, UploadFailed
from pictory_nb.ledger import Ledger
from pictory_nb.wire import routes
from tests.faults.clocks import FakeClock
from tests.faults.service import Drop, Reply, Seen, Service

CONTENT = b"x" * 1000


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as running:
        numbers = iter(range(100))

        def slot(_: object) -> Reply:
            place = f"{running.origin}/store/{next(numbers)}/a.png"
            return Reply(200, {"success": True, "data": {"signedUrl": f"{place}?X-Amz-Signature=s", "url": place}})

        running.on(routes.UPLOAD_URL, slot)
        yield running


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.png"
    path.write_bytes(CONTENT)
    return path


def client_of(service: Service) -> Pictory:
    return Pictory("pictai_key", base_url=service.base_url, clock=FakeClock())


def test_the_storage_host_gets_the_bytes_and_their_type_and_no_credential(service: Service, file: Path) -> None:
    """The declared type and the one that is sent are the same; the address that comes back is the permanent one."""
    service.on("/store/0/a.png", Reply(200))
    assert client_of(service).upload(file) == f"{service.origin}/store/0/a.png"
    declared, put = service.seen
    assert declared.json == {"fileName": "a.png", "contentType": "image/png"}
    assert (put.method, put.body, put.headers["Content-Type"]) == ("PUT", CONTENT, "image/png")
    assert put.headers["Content-Length"] == "1000"
    assert "Authorization" not in put.headers
    assert "pictai_key" not in str(put)


@pytest.mark.parametrize("fault", [Reply(403, "expired"), Reply(500), Reply(503), Drop(), Reply(307)])
def test_a_broken_upload_begins_anew_at_a_fresh_address(service: Service, file: Path, fault: Reply | Drop) -> None:
    """Whole, since nobody knows what arrived; the first address is not used again."""
    service.on("/store/0/a.png", fault).on("/store/1/a.png", Reply(200))
    assert client_of(service).upload(file).endswith("/store/1/a.png")
    assert service.at("/store/1/a.png")[0].body == CONTENT
    assert service.count(routes.UPLOAD_URL) == 2


def test_it_begins_anew_three_times_and_no_more(service: Service, file: Path) -> None:
    for number in range(9):
        service.on(f"/store/{number}/a.png", Reply(403))
    with pytest.raises(UploadFailed, match=r"answered 403 to a\.png"):
        client_of(service).upload(file)
    assert service.count(routes.UPLOAD_URL) == 4


def test_a_file_that_is_too_large_is_not_sent_again(service: Service, file: Path) -> None:
    """A second time it would be no smaller."""
    service.on("/store/0/a.png", Reply(413))
    with pytest.raises(UploadFailed) as caught:
        client_of(service).upload(file)
    assert caught.value.status == 413
    assert service.count(routes.UPLOAD_URL) == 1


def test_a_service_that_names_no_address_is_not_believed(service: Service, file: Path) -> None:
    service.on(routes.UPLOAD_URL, Reply(200, {"success": True, "data": {"signedUrl": ""}}))
    with pytest.raises(UploadFailed, match="named no address"):
        client_of(service).upload(file)


def test_a_refusal_of_the_service_is_its_own(service: Service, file: Path) -> None:
    service.on(routes.UPLOAD_URL, Reply(400, {"code": "INVALID_REQUEST_BODY", "message": "no such type"}))
    with pytest.raises(ServiceError, match="no such type"):
        client_of(service).upload(file)


def kept(seen: Seen) -> Reply:
    """A storage host that has the file."""
    return Reply(200, CONTENT if seen.method == "HEAD" else None)


def test_the_same_content_is_brought_once(service: Service, file: Path, tmp_path: Path) -> None:
    """By whatever kernel and under whatever name, as long as the storage has it; what changed is brought again."""
    for number in range(3):
        service.on(f"/store/{number}/a.png", kept)
    url = client_of(service).upload(file)
    copy = tmp_path / "copy.png"
    copy.write_bytes(CONTENT)
    assert client_of(service).upload(copy) == client_of(service).upload(file) == url
    assert [seen.headers.get("Authorization") for seen in service.seen if seen.method == "HEAD"] == [None, None]
    assert service.count(routes.UPLOAD_URL) == 1
    file.write_bytes(b"another")
    assert client_of(service).upload(file).endswith("/store/1/a.png")


@pytest.mark.parametrize("gone", [Reply(404), Reply(403), Drop(), Reply(200, b"another file")])
def test_what_the_storage_has_lost_is_brought_again(service: Service, file: Path, gone: Reply | Drop) -> None:
    """It is asked each time, since nobody says how long a file is kept."""
    service.on("/store/0/a.png", Reply(200), gone).on("/store/1/a.png", Reply(200))
    assert client_of(service).upload(file).endswith("/store/0/a.png")
    assert client_of(service).upload(file).endswith("/store/1/a.png")


def test_another_account_brings_its_own(service: Service, file: Path) -> None:
    """A colleague's file is not taken for one's own, and neither is one of another type."""
    for number in range(3):
        service.on(f"/store/{number}/a.png", kept)
    client_of(service).upload(file)
    assert Pictory("pictai_other", base_url=service.base_url).upload(file).endswith("/store/1/a.png")
    assert client_of(service).upload(file, content_type="image/webp").endswith("/store/2/a.png")


def test_a_signed_address_is_not_written_down(file: Path) -> None:
    """It is a secret that ends; where the service names no other, the file is brought each time."""
    with Service() as service:
        place = f"{service.origin}/a.png?X-Amz-Signature=canary"
        service.on(routes.UPLOAD_URL, Reply(200, {"success": True, "data": {"signedUrl": place, "url": place}}))
        service.on("/a.png", kept)
        client_of(service).upload(file)
        client_of(service).upload(file)
        assert service.count(routes.UPLOAD_URL) == 2
    folder = Path(os.environ["PICTORY_NB_LEDGER"]).parent
    assert b"canary" not in b"".join(path.read_bytes() for path in folder.iterdir())


def test_a_page_that_takes_everything_is_no_storage_host(service: Service, file: Path) -> None:
    """A hotel's sign-in page says 200 to a PUT, too."""
    for number in range(4):
        service.on(f"/store/{number}/a.png", Reply(200, "<html>Please sign in</html>"))
    with pytest.raises(UploadFailed, match="a page answered"):
        client_of(service).upload(file)


def test_a_ledger_of_an_earlier_version_learns_of_files(service: Service, file: Path) -> None:
    """What was paid for stays known."""
    path = Path(os.environ["PICTORY_NB_LEDGER"])
    entry = Ledger(path).claim("account", "payload", kind="render").entry
    with sqlite3.connect(path) as db:
        db.execute("DROP TABLE uploads")
        db.execute("PRAGMA user_version = 1")
    service.on("/store/0/a.png", kept)
    assert client_of(service).upload(file) == client_of(service).upload(file)
    assert Ledger(path).find("account", "") is None
    assert [known.client_ref for known in Ledger(path).entries("account")] == [entry.client_ref]


OPENED: list[str] = []
sys.addaudithook(lambda event, told: OPENED.append(str(told[0])) if event == "open" else None)


def reads_of(file: Path) -> int:
    """How often this file was opened since it was asked last."""
    found = OPENED.count(str(file))
    OPENED.clear()
    return found


def test_a_file_of_a_new_size_is_read_once(service: Service, file: Path) -> None:
    """Its hash is taken on the way; only what may have been brought before is read to know it again."""
    for number in range(3):
        service.on(f"/store/{number}/a.png", kept)
    reads_of(file)
    client_of(service).upload(file)
    assert reads_of(file) == 1
    file.write_bytes(b"y" * len(CONTENT))
    reads_of(file)
    client_of(service).upload(file)
    assert reads_of(file) == 2
    file.write_bytes(CONTENT)
    reads_of(file)
    assert client_of(service).upload(file).endswith("/store/0/a.png")
    assert reads_of(file) == 1


BIG = b"b" * 3_000_000


@pytest.mark.parametrize("change", [b"grown", b"same size", b"", b"shrunk"])
def test_a_file_that_changes_on_its_way_is_brought_again(service: Service, file: Path, change: bytes) -> None:
    """Whole, as it is in the end; and what was mixed of two versions is never taken for either of them."""
    file.write_bytes(BIG)
    after = {b"grown": BIG + b"more", b"same size": b"c" * len(BIG), b"": BIG[:600_000], b"shrunk": BIG[:-1]}[change]
    changes = iter([after])

    def progress(_: int, __: int) -> None:
        if (now := next(changes, None)) is not None:
            with file.open("r+b") as other:
                other.truncate(len(now))
                other.write(now)
            os.utime(file, ns=(1, 1))

    for number in range(3):
        service.on(f"/store/{number}/a.png", kept_as(after))
    url = client_of(service).upload(file, progress=progress)
    assert url.endswith("/store/1/a.png")
    assert service.at("/store/1/a.png")[0].body == after
    copy = file.with_name("copy.png")
    copy.write_bytes(after)
    assert client_of(service).upload(copy) == url
    copy.write_bytes(BIG)
    assert client_of(service).upload(copy).endswith("/store/2/a.png")


def kept_as(content: bytes) -> Callable[[Seen], Reply]:
    return lambda seen: Reply(200, content if seen.method == "HEAD" else None)


def test_a_file_that_never_rests_is_given_up(service: Service, file: Path) -> None:
    """It is told what is the matter, and nothing of it is remembered."""
    file.write_bytes(BIG)
    for number in range(4):
        service.on(f"/store/{number}/a.png", Reply(200))
    versions = count(1)
    with pytest.raises(UploadFailed, match=r"a\.png changed while it was brought\n  → wait until it is written"):
        client_of(service).upload(file, progress=lambda *_: os.utime(file, ns=(1, next(versions))))
    service.on("/store/4/a.png", kept_as(BIG))
    assert client_of(service).upload(file).endswith("/store/4/a.png")


def test_two_kernels_bring_the_same_file_at_once(service: Service, file: Path) -> None:
    """Both get an address that is good, and whoever asks next gets one of them."""
    for number in range(3):
        service.on(f"/store/{number}/a.png", kept)
    with ThreadPoolExecutor(2) as kernels:
        urls = list(kernels.map(lambda _: client_of(service).upload(file), range(2)))
    assert set(urls) <= {f"{service.origin}/store/{number}/a.png" for number in range(2)}
    before = service.count(routes.UPLOAD_URL)
    assert client_of(service).upload(file) in urls
    assert service.count(routes.UPLOAD_URL) == before


def test_an_upload_that_was_given_up_is_not_remembered(service: Service, file: Path) -> None:
    """The next one brings it."""
    for number in range(4):
        service.on(f"/store/{number}/a.png", Drop())
    with pytest.raises(UploadFailed, match="the connection broke"):
        client_of(service).upload(file)
    service.on("/store/4/a.png", kept)
    assert client_of(service).upload(file).endswith("/store/4/a.png")
