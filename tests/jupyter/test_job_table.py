"""Many jobs in one table, without a browser: what it sends, what it does when asked, and what it leaves behind."""

from __future__ import annotations

import io
import json
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pictory_nb.client import Pictory
from pictory_nb.errors import Interrupted
from pictory_nb.jupyter.follow import follow_all
from pictory_nb.jupyter.host import Host
from pictory_nb.jupyter.job_table import JobTable
from pictory_nb.script import from_markdown
from pictory_nb.state import Failed
from tests.jupyter.service import Service


@pytest.fixture
def slow(tmp_path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A service whose jobs end when the test says so."""
    monkeypatch.chdir(tmp_path)
    with Service(hold=True, pause=0.02) as service:
        monkeypatch.setenv("PICTORY_API_BASE_URL", service.url)
        yield service


@pytest.fixture
def client(slow: Service) -> Pictory:
    return Pictory()


def table_of(client: Pictory, *names: str) -> JobTable:
    jobs = [client.render(from_markdown(f"{name}.", name=name)) for name in names]
    return JobTable(jobs, again=client.again, host=Host())


def until(what: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + 10
    while not (found := what()):
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.01)
    return found


def ask(table: JobTable, op: str, *rows: int) -> None:
    """As a click in the browser does."""
    table._handle_custom_msg({"op": op, "rows": list(rows)}, [])


def test_a_change_of_one_job_is_one_small_message(slow: Service, client: Pictory):
    """However many jobs there are, and however long their texts, no message has more than 500 bytes."""
    slow.outcome = Failed("", "TEXT_TO_VIDEO_FAILED", "雨" * 400)
    messages: list[dict] = []
    table = table_of(client, *("雨の作られ方 " * 9 + str(n) for n in range(4)))
    table.observe(lambda change: messages.append({change["name"]: change["new"]}), [f"row_{n}" for n in range(4)])
    slow.release()
    table.wait(10)

    until(lambda: all(table.trait_values()[f"row_{n}"]["stage"] == "failed" for n in range(4)))
    assert messages
    assert max(len(json.dumps(message, ensure_ascii=False).encode()) for message in messages) <= 500


def test_each_row_tells_what_its_job_went_through(slow: Service, client: Pictory):
    """The stages stand in their order, each once, with the second in which it began."""
    table = table_of(client, "Rain")
    until(lambda: table.row_0["progress"] == 80)
    slow.release()
    table.wait(10)

    assert [stage for _, stage in until(lambda: table.row_0["stage"] == "ready" and table.row_0["timeline"])] == [
        "waiting", "making", "ready",
    ]  # fmt: skip


def test_watching_can_be_stopped_and_the_job_is_left_alone(slow: Service, client: Pictory):
    """The service cannot be told to stop, and nobody pretends: the table looks no more, the job comes to its end."""
    table = table_of(client, "Rain", "Snow")
    ask(table, "stop", 1)
    until(lambda: table.row_1["stage"] == "stopped")
    slow.release()
    table.wait(10)

    assert table.row_1["stage"] == "stopped"
    assert client.job(table.jobs[1].id).wait(10).status == "completed"


def test_a_failed_job_is_rendered_again_in_a_row_of_its_own(slow: Service, client: Pictory):
    """The new one stands on top; the old one keeps its reason."""
    slow.outcome = Failed("", "TEXT_TO_VIDEO_FAILED", "the lamp broke")
    slow.release()
    table = table_of(client, "Rain")
    table.wait(10)
    slow.outcome = "completed"
    ask(table, "again", 0)

    until(lambda: list(table.order) == [1, 0] and table.row_1["stage"] == "ready")
    assert table.row_0["stage"] == "failed"
    assert "the lamp broke" in table.row_0["said"]
    assert [job.id for job in table.jobs] == [table.about_1["id"], table.about_0["id"]]
    assert len(slow.storyboards) == 2


def test_films_are_brought_at_once_and_played_from_the_page(slow: Service, client: Pictory, tmp_path):
    """Download all brings those that are ready; playing sends the film's bytes."""
    sent: list[tuple[dict, list]] = []
    slow.release()
    table = table_of(client, "Rain", "Snow")
    table.send = lambda content, buffers=None: sent.append((content, buffers))  # type: ignore[method-assign]
    table.wait(10)
    ask(table, "bring", 0, 1)

    until(lambda: len(list(tmp_path.glob("pictory_videos/*.mp4"))) == 2 and table.row_1["link"])
    assert table.row_0["link"].startswith("pictory_videos/rain-")
    ask(table, "play", 1)
    assert until(lambda: sent) == [({"op": "film", "row": 1}, [slow.film])]


def test_the_table_in_the_notebook_is_plain_and_true(slow: Service, client: Pictory):
    """No widget, no script, no style sheet; a hostile name is text."""
    slow.release()
    board = from_markdown("Rain.", name="Rain").replace(video_name="Rain")
    table = JobTable([client.render(board)], host=Host())
    table.jobs[0].name = "<script>alert(1)</script>"
    table.wait(10)

    html = table._in_file()[0]["text/html"]
    assert table.spot in html
    assert "completed" in html
    assert not re.search(r"<(script|style|iframe)\b", html)
    assert "&lt;script&gt;" in html


def test_a_terminal_has_a_line_for_all_of_them(slow: Service, client: Pictory):
    """It is rewritten in its place, and gone at the end; an interrupt ends the watching alone."""
    jobs = [client.render(from_markdown(f"{name}.", name=name)) for name in ("Rain", "Snow")]
    out = io.StringIO()
    flush, told = out.flush, []

    def stop() -> None:
        told.append(out.getvalue())
        flush()
        if "80 %" in out.getvalue():
            raise KeyboardInterrupt

    out.flush = stop  # type: ignore[method-assign]
    with pytest.raises(Interrupted, match="the jobs go on"):
        follow_all(jobs, out)
    assert "2 videos" in out.getvalue()
    slow.release()
    end = io.StringIO()
    follow_all(jobs, end)
    assert end.getvalue().rpartition("\r")[2] == ""


def test_a_question_that_is_none_is_not_answered(slow: Service, client: Pictory):
    """Whatever a page sends, a row that is not there and an order that is unknown do nothing."""
    table = table_of(client, "Rain")
    for content in (None, [], {}, {"op": "film"}, {"op": "stop", "rows": [7]}, {"op": "__init__", "rows": [0]}):
        table._handle_custom_msg(content, [])

    assert table.row_0["stage"] in ("waiting", "making")
