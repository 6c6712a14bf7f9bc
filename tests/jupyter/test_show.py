"""What is stored in a notebook: the same for a Lab that trusts, a host that strips video, and a terminal."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictory_nb.chapters import chapters_of
from pictory_nb.jupyter.compare import _PLAY, _WAKE, Comparison
from pictory_nb.jupyter.host import Host
from pictory_nb.jupyter.show import _SEEK, POSTER_LIMIT, clock, scene_list, video_bundle
from pictory_nb.jupyter.showing import Showing
from pictory_nb.script import from_markdown
from pictory_nb.subtitles import Cue
from pictory_nb.video import Video

FILM = b"\x00\x00\x00 ftypisom" + bytes(2000)
TAGS = {"b", "div", "video", "track", "img", "strong", "span", "a", "details", "summary", "p", "br", "code"}
NASTY = "<script>alert('&')</script> \"quoted\""


class Seen(HTMLParser):
    """The tags and the texts of a piece of HTML, as a host sees them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture
def video(tmp_path: Path) -> Video:
    path = tmp_path / "pictory_videos" / "how rain #1 is made.mp4"
    path.parent.mkdir()
    path.write_bytes(FILM)
    cue = Cue(0, 1, "The sun & the sea.")
    return Video(path, "How rain is made", "job-1", "sandbox", 62.4, cues=(cue,), poster=b"\xff\xd8small")


def seen(video: Video, **how) -> Seen:
    how.setdefault("host", Host(folder=video.path.parent.parent))
    return Seen(video_bundle(video, **how)[0]["text/html"])


def test_a_small_film_is_stored_in_the_notebook(video: Video):
    """Its bytes stand in src of <video> itself: Lab strips <source> where it does not trust."""
    html = seen(video)

    (player,) = html.all("video")
    assert base64.b64decode(player["src"].removeprefix("data:video/mp4;base64,")) == FILM
    assert "controls" in player
    assert "autoplay" not in player
    assert html.all("source") == []


def test_a_large_film_is_linked_from_the_notebooks_folder(video: Video):
    """The path is relative and quoted, so that a renderer finds it wherever the notebook lies."""
    html = seen(video, showing=Showing(embed_mb=0.001))

    path = "pictory_videos/how%20rain%20%231%20is%20made.mp4"
    assert html.all("video")[0]["src"] == path
    assert [link["href"] for link in html.all("a")] == [path, path]


def test_the_path_counts_from_the_notebook_not_from_here(video: Video, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Whoever changes the directory still gets a path that the notebook can follow."""
    monkeypatch.chdir(video.path.parent)
    relative = replace(video, path=Path(video.path.name))

    assert (
        seen(relative, showing=Showing("file"), host=Host(folder=tmp_path))
        .all("video")[0]["src"]
        .startswith("pictory_videos/")
    )


def test_where_video_is_stripped_the_rest_remains(video: Video):
    """GitHub drops <video> and keeps what is in it: poster, title, link and transcript are still there."""
    html = video_bundle(video)[0]["text/html"]
    stripped = Seen(re.sub(r"</?video[^>]*>", "", html))

    assert stripped.all("img")[0]["src"].startswith("data:image/jpeg;base64,")
    assert stripped.all("img")[0]["alt"] == "How rain is made"
    assert stripped.all("a")
    assert "The sun & the sea." in stripped.text
    assert "rendered in the sandbox on this computer" in stripped.text


def test_a_transcript_is_read_by_scenes_and_knows_its_times(video: Video):
    """Each sentence plays from its own second; without trust and script it is still a text in paragraphs."""
    cues = (Cue(0, 2, "Rain"), Cue(2, 5, "The sun warms the sea."), Cue(5, 9, "Water rises."), Cue(9, 12, "It falls."))
    board = from_markdown("# Rain\n\nThe **sun** warms the sea. Water rises.\n\nIt falls.")
    film = replace(video, cues=cues, chapters=chapters_of(cues, board))
    html = seen(film)

    assert [chapter.start for chapter in film.chapters] == [0, 2, 9]
    assert [span["data-t"] for span in html.all("span") if "data-t" in span and "role" not in span] == [
        "0.0", "2.0", "5.0", "9.0",
    ]  # fmt: skip
    assert len(html.all("p")) == 3
    assert "0:02" in html.text
    assert "The sun warms the sea. Water rises." in html.text


def test_subtitles_can_be_switched_on(video: Video):
    """A player's own subtitles can be enlarged, moved and read out."""
    (track,) = seen(video).all("track")

    vtt = base64.b64decode(track["src"].removeprefix("data:text/vtt;base64,")).decode()
    assert vtt.startswith("WEBVTT")
    assert "The sun &amp; the sea." in vtt
    assert "default" not in track


def test_no_notebook_is_filled_beyond_what_opens(video: Video, monkeypatch: pytest.MonkeyPatch):
    """Who asks for everything to be stored is told where that ends, and has the link."""
    monkeypatch.setattr("pictory_nb.jupyter.showing.EMBED_LIMIT", 1000)
    html = seen(video, showing=Showing("embed"))

    assert html.all("video")[0]["src"].startswith("pictory_videos/")
    assert "linked, not stored" in html.text


def test_a_host_that_reaches_no_files_plays_the_address(video: Video):
    """Colab's page cannot open the runtime's files; what the service keeps it can."""
    host = Host(reads_files=False, folder=video.path.parent)
    html = seen(replace(video, url="https://host.example/a.mp4"), showing=Showing("file"), host=host)

    assert html.all("video")[0]["src"] == "https://host.example/a.mp4"


def test_a_film_costs_a_notebook_little(video: Video):
    """A minute of narration with chapters stays below 12 kB, besides the film itself."""
    cues = tuple(Cue(n * 2.5, n * 2.5 + 2.5, f"Sentence number {n} of what is said here.") for n in range(24))
    board = from_markdown("\n\n".join(cue.text for cue in cues))
    film = replace(video, cues=cues, chapters=chapters_of(cues, board), poster=b"", credits="Voice by A\nMusic by B")
    data, metadata = video_bundle(film, showing=Showing("file"))

    assert len(json.dumps([data, metadata])) < 12_000


def test_a_heavy_poster_is_left_out(video: Video):
    """A picture of more than 60 kB is not worth its place in a saved notebook."""
    assert "poster" not in seen(replace(video, poster=bytes(POSTER_LIMIT + 1))).all("video")[0]


@pytest.mark.parametrize("field", ["name", "job_id", "url", "credits", "notes", "cues", "ran_in"])
def test_no_text_from_elsewhere_becomes_markup(video: Video, field: str):
    """A script, a title, a note or a subtitle is shown as it is written."""
    value = {"notes": (NASTY,), "cues": (Cue(0, 1, NASTY),)}.get(field, NASTY)
    html = seen(replace(video, **{field: value}))

    assert {tag for tag, _ in html.tags} <= TAGS
    handlers = [attributes[name] for _, attributes in html.tags for name in attributes if name.startswith("on")]
    assert set(handlers) == {_SEEK}  # our own, the same for every film


@given(st.text(), st.text())
def test_whatever_it_is_called_it_can_be_shown(name: str, said: str):
    """No name and no sentence breaks out of the HTML, or stops it from being made."""
    html = Seen(video_bundle(Video(Path("gone.mp4"), name, cues=(Cue(0, 1, said),)))[0]["text/html"])

    assert {tag for tag, _ in html.tags} <= TAGS


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//host/x", "x.mp4"])
def test_only_web_links_are_followed(video: Video, url: str):
    """A film that is not here is linked by its URL, but only by one that cannot run anything."""
    html = seen(replace(video, path=Path("gone.mp4"), url=url))

    assert html.all("a") == []
    assert html.all("video") == []


def test_a_film_that_is_gone_is_played_from_its_url(video: Video):
    """The service may still have what this computer has no more; but a signed address is not put into a file."""
    html = seen(replace(video, path=Path("gone.mp4"), url="https://host.example/a&b.mp4"))
    signed = seen(replace(video, path=Path("gone.mp4"), url="https://host.example/a.mp4?signature=1"))

    assert html.all("video")[0]["src"] == "https://host.example/a&b.mp4"
    assert signed.all("video") == signed.all("a") == []


def test_text_is_enough_for_a_terminal(video: Video):
    """The plain text has the title, the length, the place, the path and the transcript."""
    data, metadata = video_bundle(video)

    assert data["text/plain"].splitlines()[0] == "How rain is made · 1:02 · rendered in the sandbox on this computer"
    assert str(video.path) in data["text/plain"]
    assert "The sun & the sea." in data["text/plain"]
    assert metadata == {"pictory": {"job_id": "job-1", "schema": 1}}


def test_a_silent_editor_is_told_of(video: Video):
    """VS Code plays films without their sound: a narrated one would seem broken."""
    assert "without sound" in seen(video, host=Host(silent=True, folder=video.path.parent)).text
    assert "without sound" not in seen(video).text


def test_credits_are_kept_out_of_the_way(video: Video):
    """Whose work is in the film is said, below the transcript."""
    html = video_bundle(replace(video, credits="Voice by A\nMusic by B"))[0]["text/html"]

    assert "Transcript and credits" in html
    assert html.index("Music by B") > html.index("<details>")


def test_nothing_needs_a_script_or_a_style_sheet(video: Video):
    """What a host strips would be missed, and the live card's style sheet must not reach what is stored."""
    html = video_bundle(video)[0]["text/html"]
    sheet = Path(__file__).parents[2].joinpath("pictory_nb/jupyter/observer.css").read_text()

    assert not re.search(r"<(script|style|iframe|svg|link)\b", html)
    assert not [name for name in re.findall(r'class="([\w-]+)"', html) if f".{name} " in sheet]


@pytest.mark.parametrize(("seconds", "said"), [(0, "0:00"), (7.4, "0:07"), (59.6, "0:59"), (3605, "1:00:05")])
def test_time_is_written_as_players_do(seconds, said):
    """Minutes and seconds, with hours where there are any."""
    assert clock(seconds) == said


def test_scenes_are_listed_with_what_they_say_and_show():
    """A look before rendering shows each scene in a line."""
    lines = scene_list(
        from_markdown("![](sea.jpg)\nThe **sea**.\n\n" + "word " * 60, name="Sea", music=False)
    ).splitlines()

    assert lines[0] == "Sea · 1920×1080 · voice by default · no music"
    assert lines[1] == "  1  The sea.  [sea.jpg]"
    assert lines[2].endswith("…")
    assert max(map(len, lines)) < 110


def test_takes_stand_side_by_side(video: Video, tmp_path: Path):
    """Each with its own player, caption and transcript, and nothing of them is markup."""
    other = replace(video, name=NASTY, job_id="job-2")
    takes = Comparison([video, other], host=Host(folder=tmp_path))
    html = Seen(takes._repr_html_())

    assert len(html.all("video")) == len(html.all("details")) == 2
    assert {tag for tag, _ in html.tags} <= TAGS
    assert NASTY in html.text
    handlers = {attributes[name] for _, attributes in html.tags for name in attributes if name.startswith("on")}
    assert handlers == {_PLAY, _WAKE}
    assert repr(takes).splitlines()[0].startswith("1. How rain is made · 1:02")
