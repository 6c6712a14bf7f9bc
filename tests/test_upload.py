"""Files on their way, when things go wrong: begun anew at a fresh address, and never with a credential."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
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
