"""Files on their way to the sandbox: signed addresses that take what was declared, for a day, and nothing else."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from pictory_nb import Pictory
from pictory_nb.errors import BadArguments
from pictory_nb.sandbox.premises import Premises
from pictory_nb.sandbox.uploads import LIFETIME, Refused, Uploads
from tests.sandbox.test_service import KEY

PNG = {"Content-Type": "image/png"}


@pytest.fixture
def base_url(serve: Callable[..., str]) -> str:
    return serve()


@pytest.fixture
def client(base_url: str) -> Pictory:
    return Pictory("pictai_any", base_url=base_url)


def slot(base_url: str, name: str = "a.png", kind: str = "image/png") -> dict:
    body = {"fileName": name, "contentType": kind}
    return requests.post(f"{base_url}/v1/media/generateurl", json=body, headers=KEY, timeout=10).json()["data"]


def test_what_is_brought_is_found_for_good_with_its_type(base_url: str):
    """In either spelling of the path (§1.2); in pieces too, so a brought film can be sought in."""
    place = slot(base_url)
    assert requests.get(place["url"], timeout=10).status_code == 404
    put = requests.put(place["signedUrl"], data=b"0123456789", headers=PNG, timeout=10)
    assert (put.status_code, put.content) == (200, b"")
    got = requests.get(place["url"], timeout=10)
    assert (got.content, got.headers["Content-Type"]) == (b"0123456789", "image/png")
    assert got.headers["Content-Security-Policy"] == "sandbox"
    piece = requests.get(place["url"], headers={"Range": "bytes=2-4"}, timeout=10)
    assert (piece.status_code, piece.content) == (206, b"234")


@pytest.mark.parametrize("kind", ["image/jpeg", "", "image/png; charset=utf-8"])
def test_another_content_type_is_refused_as_storage_hosts_do(base_url: str, kind: str):
    place = slot(base_url)
    answer = requests.put(place["signedUrl"], data=b"x", headers={"Content-Type": kind}, timeout=10)
    assert answer.status_code == 403
    assert answer.headers["Content-Type"].startswith("application/xml")
    assert "<Code>SignatureDoesNotMatch</Code>" in answer.text
    assert requests.get(place["url"], timeout=10).status_code == 404


def test_a_changed_address_is_refused(base_url: str):
    """Neither another name nor a longer life can be had by editing it."""
    place = slot(base_url)["signedUrl"]
    until = place.split("until=")[1].split("&")[0]
    for forged in (place.replace("a.png", "b.png"), place.replace(until, str(int(until) + 1)), place.split("?")[0]):
        assert requests.put(forged, data=b"x", headers=PNG, timeout=10).status_code == 403


def test_a_credential_beside_the_signature_is_refused(base_url: str):
    """Storage hosts take one of the two; who sends his key there has a leak."""
    answer = requests.put(slot(base_url)["signedUrl"], data=b"x", headers={**PNG, **KEY}, timeout=10)
    assert answer.status_code == 400


def test_an_address_is_good_for_a_day(serve: Callable[..., str], premises: Premises):
    """And at another sandbox of the same user as well."""
    place = slot(serve())
    premises.uploads._now = lambda: time.time() + LIFETIME - 60
    assert requests.put(place["signedUrl"], data=b"x", headers=PNG, timeout=10).status_code == 200
    premises.uploads._now = lambda: time.time() + LIFETIME + 60
    late = requests.put(place["signedUrl"], data=b"x", headers=PNG, timeout=10)
    assert (late.status_code, "Request has expired" in late.text) == (403, True)


def test_a_file_without_a_length_is_refused(base_url: str):
    answer = requests.put(slot(base_url)["signedUrl"], data=iter([b"x"]), headers=PNG, timeout=10)
    assert answer.status_code == 411


@pytest.mark.parametrize("name", ["../../evil.png", "..", "/etc/passwd", "a\\b.png", "Ü ß%20?.png", "x" * 400 + ".png"])
def test_no_name_leads_out_of_the_folder(base_url: str, premises: Premises, name: str):
    place = slot(base_url, name)
    assert requests.put(place["signedUrl"], data=b"x", headers=PNG, timeout=10).status_code == 200
    assert requests.get(place["url"], timeout=10).content == b"x"
    brought = [path for path in premises.folder.rglob("*") if path.is_file() and path.read_bytes() == b"x"]
    assert [path.parent.parent for path in brought] == [premises.folder / "uploads"]


def test_a_broken_upload_leaves_nothing(tmp_path: Path):
    """Fewer bytes than were announced are no file."""
    uploads = Uploads(tmp_path)
    signed, place = uploads.open_slot("a.png", "image/png")
    query = dict(pair.split("=") for pair in signed.split("?")[1].split("&"))
    with pytest.raises(Refused):
        uploads.take(place, query, {**PNG, "Content-Length": "10"}, io.BytesIO(b"123"))
    assert uploads.find(place) is None
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [".secret"]


def test_missing_members_are_named(base_url: str):
    answer = requests.post(f"{base_url}/v1/media/generateUrl", json={"fileName": "a.png"}, headers=KEY, timeout=10)
    assert [field["name"] for field in answer.json()["fields"]] == ["contentType"]


def test_the_client_streams_a_file_and_tells_how_far_it_is(client: Pictory, tmp_path: Path):
    """Every 256 KB and at the end; the type is told by the ending."""
    file = tmp_path / "clip.MP4"
    file.write_bytes(bytes(range(256)) * 4096)
    told: list[tuple[int, int]] = []
    url = client.upload(file, progress=lambda sent, size: told.append((sent, size)))
    assert told[-1] == (1_048_576, 1_048_576)
    assert len(told) == 4
    assert [sent for sent, _ in told] == sorted({sent for sent, _ in told})
    got = requests.get(url, timeout=10)
    assert (got.content, got.headers["Content-Type"]) == (file.read_bytes(), "video/mp4")


def test_the_sandbox_within_the_process_takes_files_too(tmp_path: Path):
    """And what was brought is known again, by its content."""
    client = Pictory()
    file = tmp_path / "a.png"
    file.write_bytes(b"x" * 600_000)
    told: list[int] = []
    url = client.upload(file, progress=lambda sent, _: told.append(sent))
    assert url.startswith("http://sandbox.localhost/sandbox/uploads/")
    assert told[-1] == 600_000
    assert client.upload(file) == url
    assert client._transport.session.get(url).content == file.read_bytes()


def test_what_cannot_be_brought_is_said_before_anything_is_sent(client: Pictory, tmp_path: Path):
    with pytest.raises(BadArguments, match="there is no file"):
        client.upload(tmp_path / "none.png")
    (tmp_path / "empty.png").touch()
    with pytest.raises(BadArguments, match="is empty"):
        client.upload(tmp_path / "empty.png")


def test_a_file_is_brought_once_to_a_sandbox_that_has_it(client: Pictory, premises: Premises, tmp_path: Path):
    """The client asks for it by HEAD; where its folder was emptied, it is brought again."""
    file = tmp_path / "a.png"
    file.write_bytes(b"0123456789")
    url = client.upload(file)
    assert client.upload(file) == url
    found, _ = premises.uploads.find(url[url.index("/sandbox/") :])
    found.unlink()
    assert client.upload(file) != url
