"""What a storyboard names by address is fetched, or refused with the scene and the reason."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pictory_nb.errors import RenderError
from pictory_nb.sandbox import reach
from pictory_nb.sandbox.media import Media
from pictory_nb.sandbox.premises import Premises


class Web(BaseHTTPRequestHandler):
    """A server on this computer: a page, a redirect, an endless answer, nothing at all."""

    def do_GET(self) -> None:
        if self.path == "/page":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"hello")
        elif self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.end_headers()
        elif self.path == "/endless":
            self.send_response(200)
            self.end_headers()
            for _ in range(64):
                self.wfile.write(b"x" * 65_536)
        else:
            self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def web() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Web)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PICTORY_NB_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def inside(home: Path) -> Media:
    """As for a notebook of this user."""
    return Premises(home).media(files_allowed=True)


@pytest.fixture
def outside(home: Path) -> Media:
    """As for a program that came over a socket."""
    return Premises(home).media(files_allowed=False)


def test_a_notebook_may_name_its_own_network_and_its_own_files(inside: Media, web: str, tmp_path: Path) -> None:
    """They are its user's anyway."""
    assert inside.file(f"{web}/page", "scene 1").read_bytes() == b"hello"
    (tmp_path / "a.txt").write_text("there")
    assert inside.page((tmp_path / "a.txt").as_uri(), "scene 1") == b"there"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"])
def test_a_stranger_may_name_neither(outside: Media, web: str, host: str) -> None:
    """However the address is written."""
    port = web.rpartition(":")[2]
    with pytest.raises(RenderError, match=r"scene 3: http://.*own network|was not reached"):
        outside.file(f"http://{host}:{port}/page", "scene 3")
    with pytest.raises(RenderError, match="not an address that can be fetched"):
        outside.file("file:///etc/passwd", "scene 3")


def test_where_a_connection_really_leads_is_what_counts(outside: Media, web: str, monkeypatch) -> None:
    """A name that was public when it was asked for, and is this computer when it is connected to, is refused."""
    answers, ask = [True], reach._is_public
    monkeypatch.setattr(reach, "_is_public", lambda address: answers.pop() if answers else ask(address))
    with pytest.raises(RenderError, match="own network"):
        outside.file(f"{web}/page", "scene 1")


def test_the_owner_may_open_the_network_to_strangers(home: Path, web: str) -> None:
    """``pictory-nb sandbox --private-media``; files stay closed."""
    media = Premises(home, private_media=True).media(files_allowed=False)
    assert media.page(f"{web}/page", "scene 1") == b"hello"
    with pytest.raises(RenderError):
        media.file("file:///etc/passwd", "scene 1")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/nothing", "answered 404"),
        ("/to/file:///etc/passwd", "not http or https"),
        ("/to//to//to//to//to//to//to//to/x", "from one address to the next|answered 404|was not reached"),
        ("/endless", "is larger than 1 MB"),
    ],
)
def test_what_does_not_come_is_told(inside: Media, web: str, path: str, reason: str, monkeypatch) -> None:
    """With its scene and the reason, and nothing of it is kept."""
    monkeypatch.setattr("pictory_nb.sandbox.media.LARGEST", 1_000_000)
    with pytest.raises(RenderError, match=f"scene 2: {web}.*({reason})"):
        inside.file(f"{web}{path}", "scene 2")
    assert not [file for file in Path(inside.file(f"{web}/page", "s")).parent.iterdir() if file.name.startswith(".")]


def test_a_slow_answer_ends(inside: Media, web: str, monkeypatch) -> None:
    """A worker is not held for ever."""
    monkeypatch.setattr(reach, "LONGEST", -1.0)
    with pytest.raises(RenderError, match="took longer"):
        inside.file(f"{web}/endless", "scene 1")


def test_a_password_in_an_address_is_not_told(inside: Media) -> None:
    """Errors are shown in notebooks, which are shared."""
    with pytest.raises(RenderError) as refused:
        inside.file("http://me:secret@127.0.0.1:9/a?token=secret", "scene 1")
    assert "secret" not in str(refused.value)
