"""The observer without a browser: what it sends, how often, and what it leaves behind."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator

import pytest

from pictory_nb.client import Pictory
from pictory_nb.errors import JobFailed
from pictory_nb.job import Job
from pictory_nb.jupyter.observer import Observer
from pictory_nb.jupyter.progress import Pace
from pictory_nb.jupyter.showing import Showing
from pictory_nb.state import Failed
from pictory_nb.storyboard import Scene, Storyboard
from tests.jupyter.service import Service


@pytest.fixture
def here(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A service whose jobs end when the test says so."""
    with Service(hold=True, pause=0.02) as service:
        monkeypatch.setenv("PICTORY_API_BASE_URL", service.url)
        yield service


def submit(name: str = "Rain") -> Job:
    return Pictory().render(Storyboard(video_name=name, scenes=(Scene(story="Hello."),)))


class Recorder:
    """Keeps every message that goes to the browser."""

    def __init__(self, observer: Observer) -> None:
        self.messages: list[dict] = []
        self.came = threading.Condition()
        observer.observe(self._note, "snapshot")

    def _note(self, change: dict) -> None:
        with self.came:
            self.messages.append(change["new"])
            self.came.notify_all()

    def wait_for(self, **wanted) -> dict:
        with self.came:
            found = self.came.wait_for(
                lambda: next((m for m in self.messages if wanted.items() <= m.items()), None), 10
            )
        assert found, f"{wanted} never came: {self.messages}"
        return next(m for m in self.messages if wanted.items() <= m.items())


def test_progress_comes_in_small_messages(here, slow: Service):
    """Each is at most 500 bytes, even where the texts are long and in a script of many bytes."""
    observer = Observer(submit("とても長い名前の映画" * 14))
    seen = Recorder(observer)

    seen.wait_for(progress=80, stage="making")
    slow.release()
    observer.wait(10)

    assert [m["stage"] for m in seen.messages][-2:] == ["fetching", "ready"]
    assert max(len(json.dumps(m, ensure_ascii=False).encode()) for m in seen.messages) <= 500
    assert len(json.dumps(observer.about, ensure_ascii=False).encode()) <= 500


def test_a_browser_is_not_flooded(here, slow: Service):
    """However often the service is asked, nothing is sent where nothing is new: the browser counts the time itself."""
    slow.pause = 0.005
    observer = Observer(submit())
    seen = Recorder(observer)
    seen.wait_for(progress=80)
    before = len(seen.messages)

    threading.Event().wait(0.5)

    assert len(seen.messages) - before <= 1
    slow.release()
    observer.wait(10)


def test_the_film_is_there_when_the_waiting_ends(here, slow: Service):
    """wait returns the film, and the same one for everybody."""
    job = submit()
    observer = Observer(job)
    slow.release()

    assert observer.wait(10) is job.video
    assert observer.video.path.read_bytes() == slow.film
    assert "Observer(<Job" in repr(observer)


def test_waiting_has_an_end(here, slow: Service):
    """A time-out ends the waiting only."""
    observer = Observer(submit())

    with pytest.raises(TimeoutError, match="not over after"):
        observer.wait(0.3)
    slow.release()
    assert observer.wait(10)


def test_a_failure_is_shown_and_raised_to_who_waits(here, slow: Service):
    """The browser gets reason and mend, and no thread dies of it."""
    slow.outcome = Failed("", "INSUFFICIENT_CREDITS", "not enough credits " + "残高が足りません " * 40)
    observer = Observer(submit())
    seen = Recorder(observer)
    slow.release()

    with pytest.raises(JobFailed, match="not enough credits"):
        observer.wait(10)
    told = seen.wait_for(stage="failed")
    assert told["said"].startswith("not enough credits")
    assert told["mend"]
    assert len(json.dumps(told, ensure_ascii=False).encode()) <= 500


def test_a_disk_that_refuses_is_an_error_too(here, slow: Service, tmp_path):
    """What goes wrong after the render, in a thread of its own, reaches the one who waits."""
    (tmp_path / "pictory_videos").write_text("a file where the folder should be")
    observer = Observer(submit())
    slow.release()

    with pytest.raises(Exception, match="pictory_videos"):
        observer.wait(10)


def test_a_job_that_is_over_is_shown_at_once(here, slow: Service):
    """An observer of yesterday's job brings its film, too."""
    slow.release()
    job = submit().wait()

    assert Observer(job).wait(10).path.exists()


def test_two_observers_share_one_download(here, slow: Service, tmp_path):
    """Looking twice does not store a film twice."""
    job = submit()
    observers = [Observer(job), Observer(job)]
    slow.release()

    assert observers[0].wait(10) is observers[1].wait(10)
    assert len(list(tmp_path.glob("pictory_videos/*.mp4"))) == 1


class Moment:
    """A job as it is at one moment."""

    done = False

    def __init__(self, elapsed: float, progress: int | None) -> None:
        self.elapsed, self.progress = elapsed, progress


def test_the_rest_is_reckoned_from_what_was_seen():
    """Not known before there is progress; then what is left takes as long as what was seen, also of an old job."""
    pace = Pace()

    assert pace.left(Moment(0.5, None)) is None
    assert pace.left(Moment(1.0, 0)) is None  # warming up
    assert pace.left(Moment(2.0, 40)) is None  # forty percent were done before anybody looked
    assert pace.left(Moment(4.0, 60)) == 4.0
    assert pace.left(Moment(6.0, 80)) == 2.0


def test_the_browser_may_ask_for_the_film(here, slow: Service):
    """Where the card was not replaced, it gets the bytes of a film that is small enough, and only of such."""
    for limit, expected in ((4.0, [slow.film]), (0.0, [])):
        slow.release()
        observer = Observer(submit(), showing=Showing(embed_mb=limit))
        observer.wait(10)
        sent: list[bytes] = []
        observer.send = lambda content, buffers=(), sent=sent: sent.extend(buffers)

        observer._handle_custom_msg({"op": "film"}, [])
        observer._handle_custom_msg("nonsense", [])

        assert sent == expected
