"""The client as people use it, against a service on a real socket: render, wait, watch, fetch."""

from __future__ import annotations

import _thread
import copy
import gc
import logging
import pickle
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from pathlib import Path

import pytest

from pictory_nb.client import Pictory
from pictory_nb.errors import (
    BadStoryboard,
    CredentialsError,
    DownloadFailed,
    Interrupted,
    JobCleaned,
    JobFailed,
    JobNotFound,
    JobTimeout,
    ServiceUnreachable,
    SubmitUnknown,
)
from pictory_nb.job import Job
from pictory_nb.state import Completed, InProgress
from pictory_nb.storyboard import Background, BackgroundMusic, Logo, Scene, Storyboard
from pictory_nb.subtitles import Cue
from pictory_nb.wire.routes import JOB, JOBS, RENDER_STORYBOARD
from tests.faults.clocks import FastClock
from tests.faults.service import JOB_ID, Drop, Reply, Seen, Service, mp4
from tests.samples import samples
from tests.test_poller import until

KEY = "pictai_canary4711"
STORYBOARD = Storyboard(video_name="How rain is made", scenes=[Scene(story="The sun warms the sea.")])
FILM = mp4(bytes(range(256)) * 40)


def job_says(**data: object) -> Reply:
    return Reply(200, {"job_id": JOB_ID, "success": data.get("status") != "failed", "data": data})


ACCEPTED = Reply(200, {"success": True, "data": {"jobId": JOB_ID}})
RUNNING = job_says(status="in-progress", renderProgress=42)
FAILED = job_says(status="failed", error_code="TEXT_TO_VIDEO_FAILED", error_message="The speaker [Timm] is invalid.")
CLEANED = job_says(status="cleaned")


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as service:
        service.on(RENDER_STORYBOARD, ACCEPTED)
        yield service


def completed(service: Service, **more: object) -> Reply:
    return job_says(status="completed", videoURL=service.origin + "/film.mp4", videoDuration=3.5, **more)


def client_of(service: Service, speed: float = 200) -> Pictory:
    return Pictory(KEY, base_url=service.base_url, clock=FastClock(speed))


def test_a_storyboard_becomes_a_job_and_then_a_film(service: Service, tmp_path: Path) -> None:
    """The main path: one POST of the wire's body, some looks, one download."""
    service.on(JOB, RUNNING, RUNNING, completed(service)).on("/film.mp4", Reply(200, FILM))
    job = client_of(service).render(STORYBOARD)
    assert (job.id, job.name, job.place, job.done) == (JOB_ID, "How rain is made", "cloud", False)
    assert job.wait() is job
    assert (job.status, job.progress, job.done, job.error) == ("completed", 100, True, None)
    assert job.download(tmp_path / "rain.mp4").read_bytes() == FILM
    assert [seen.json for seen in service.at(RENDER_STORYBOARD)] == [STORYBOARD.to_wire()]
    assert service.count(JOB) == 3


def test_a_body_of_the_api_is_taken_as_well(service: Service) -> None:
    """Code that was written for the API moves over as it is."""
    client_of(service, 1).render({"videoName": "demo", "scenes": [{"story": "Hi"}]})
    assert service.at(RENDER_STORYBOARD)[0].json == {"videoName": "demo", "scenes": [{"story": "Hi"}]}


@pytest.mark.parametrize("name", samples("accepted"))
def test_a_job_is_had_from_every_answer_to_a_submit(service: Service, name: str) -> None:
    """In whichever spelling the id comes back (X15)."""
    service.on(RENDER_STORYBOARD, Reply(200, samples("accepted")[name]["body"]))
    assert client_of(service, 1).render(STORYBOARD).id == JOB_ID


@pytest.mark.parametrize("fault", [Drop(), Reply(500), Reply(200, {"success": True, "data": {}}), Reply(200, [])])
def test_a_lost_answer_is_told_and_the_submit_not_repeated(service: Service, fault: Reply | Drop) -> None:
    """Also where the service says yes and names no job: something may have been charged."""
    service.on(RENDER_STORYBOARD, fault)
    with pytest.raises(SubmitUnknown, match="%pictory resume"):
        client_of(service).render(STORYBOARD)
    assert service.count(RENDER_STORYBOARD) == 1


def test_a_bad_storyboard_is_never_sent(service: Service) -> None:
    """It is told before it costs."""
    with pytest.raises(BadStoryboard, match="did you mean 'story'"):
        client_of(service).render({"videoName": "demo", "scenes": [{"storry": "Hi"}]})
    assert service.seen == []


@pytest.mark.parametrize(
    ("ending", "kind", "says"),
    [
        (FAILED, JobFailed, "The speaker [Timm] is invalid."),
        (job_says(status="failed", error_code="INSUFFICIENT_CREDITS"), JobFailed, "see what is left"),
        (CLEANED, JobCleaned, "after its retention time"),
    ],
)
def test_an_end_without_a_film_is_an_error(service: Service, ending: Reply, kind: type, says: str) -> None:
    """wait, result, download and video all raise it, with the service's own reason."""
    service.on(JOB, RUNNING, ending)
    job = client_of(service).render(STORYBOARD)
    for verb in (job.wait, job.result, job.download, lambda: job.video):
        with pytest.raises(kind) as caught:
            verb()
        assert says in str(caught.value)
        assert caught.value.job_id == JOB_ID
    assert job.done


def test_a_wait_ends_at_its_deadline_and_the_job_goes_on(service: Service) -> None:
    """The message says what was last seen; waiting again is possible."""
    service.on(JOB, RUNNING)
    job = client_of(service).job(JOB_ID)
    with pytest.raises(JobTimeout, match="not finished after 30 s; it was last seen in-progress 42 %, and it goes on"):
        job.wait(30)
    service.on(JOB, completed(service))
    assert job.wait().done


def test_a_deadline_of_nothing_is_a_question(service: Service) -> None:
    """wait(0) does not block."""
    service.on(JOB, RUNNING)
    began = time.monotonic()
    with pytest.raises(JobTimeout):
        client_of(service, 1).render(STORYBOARD).wait(0)
    assert time.monotonic() - began < 5


def test_an_interrupt_ends_the_waiting_at_once_and_says_what_goes_on(service: Service) -> None:
    """Pressing stop in a notebook shows two lines instead of a traceback, and the job is still watched."""
    service.on(JOB, RUNNING)
    job = client_of(service, 1).render(STORYBOARD)
    threading.Timer(0.2, _thread.interrupt_main).start()
    began = time.monotonic()
    with pytest.raises(Interrupted) as caught:
        job.wait()
    assert time.monotonic() - began < 5
    assert f"job {JOB_ID} was stopped; the job goes on (last seen in-progress)" in str(caught.value)
    assert f"Pictory().job('{JOB_ID}')" in str(caught.value)
    assert not job.done


def test_a_wait_after_the_asking_ended_starts_anew(service: Service) -> None:
    """Two minutes without a network end the asking, not the job: when it is back, wait waits on."""
    service.on(JOB, RUNNING, Drop())
    job = client_of(service).render(STORYBOARD)
    with pytest.raises(ServiceUnreachable):
        job.wait()
    assert isinstance(job.error, ServiceUnreachable)
    assert (job.done, job.progress) == (False, 42)
    service.on(JOB, completed(service))
    assert job.wait().done
    assert job.error is None


def test_two_waits_at_once_end_together(service: Service) -> None:
    """Each gets the end or the error, and one watch serves both."""
    service.on(JOB, RUNNING, RUNNING, Reply(400, {"message": "no"}))
    job = client_of(service, 50).render(STORYBOARD)
    errors: list[Exception] = []

    def wait() -> None:
        try:
            job.wait()
        except Exception as error:
            errors.append(error)

    waiting = [threading.Thread(target=wait) for _ in range(4)]
    for thread in waiting:
        thread.start()
    for thread in waiting:
        thread.join(5)
    assert [type(error).__name__ for error in errors] == ["ServiceError"] * 4
    assert service.count(JOB) == 3


def test_a_listener_hears_every_look_and_the_end(service: Service) -> None:
    """In the context of who registered it, which is how its output finds the cell."""
    cell: ContextVar[str] = ContextVar("cell", default="none")
    heard: list[tuple[str, str, int | None]] = []
    service.on(JOB, RUNNING, completed(service))
    job = client_of(service).render(STORYBOARD)
    cell.set("cell 7")
    job.on_change(lambda job: heard.append((cell.get(), job.status, job.progress)))
    cell.set("cell 8")
    until(lambda: len(heard) == 2)
    assert heard == [("cell 7", "in-progress", 42), ("cell 7", "completed", 100)]


def test_a_listener_that_comes_after_the_end_is_called_once(service: Service) -> None:
    """A widget that is shown late still learns that the film is there."""
    service.on(JOB, completed(service))
    job = client_of(service).render(STORYBOARD).wait()
    until(lambda: job._ended_at is not None)
    heard: list[str] = []
    job.on_change(lambda job: heard.append(job.status))
    assert heard == ["completed"]
    found = client_of(service).job(JOB_ID)
    found.on_change(lambda job: heard.append(job.status))
    assert heard == ["completed", "completed"]


def test_a_listener_that_comes_at_the_very_end_is_called_once(service: Service) -> None:
    """Whichever of the two is first, the poller or the listener."""
    service.on(JOB, completed(service))
    client = client_of(service)
    for _ in range(20):
        job, heard = client.render(STORYBOARD, new=True), []
        job.wait()  # wakes while the poller is still telling
        job.on_change(lambda job, heard=heard: heard.append(job.status))
        until(lambda heard=heard: bool(heard))
        until(lambda job=job: not job._followed)
        assert heard == ["completed"]


def test_a_listener_that_fails_hurts_nobody(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    """Neither the other listeners nor the other jobs; the mistake is logged."""
    service.on(JOB, RUNNING, RUNNING, completed(service))
    job, heard = client_of(service).render(STORYBOARD), []

    def fail(job: Job) -> None:
        raise RuntimeError("the widget is closed")

    with caplog.at_level(logging.ERROR):
        job.on_change(fail)
        job.on_change(lambda job: heard.append(job.status))
        job.wait()
        until(lambda: heard[-1:] == ["completed"])
    assert "the widget is closed" in caplog.text
    assert KEY not in caplog.text


def test_a_listener_learns_what_ended_the_asking(service: Service) -> None:
    """An observer shows the reason instead of turning for ever."""
    service.on(JOB, Reply(400, {"message": "no"}))
    job, heard = client_of(service).render(STORYBOARD), []
    job.on_change(lambda job: heard.append(job.error))
    until(lambda: bool(heard))
    assert "no" in str(heard[0])
    assert not job.done


def test_many_jobs_are_watched_by_one_thread(service: Service) -> None:
    """Twenty renders at once, each ended in its own time."""
    numbers: Iterator[int] = iter(range(20))

    def accept(_: Seen) -> Reply:
        return Reply(200, {"success": True, "data": {"jobId": f"job-{next(numbers)}"}})

    looked: dict[str, int] = {}

    def tell(seen: Seen) -> Reply:
        job_id = seen.path.rpartition("/")[2]
        looked[job_id] = looked.get(job_id, 0) + 1
        done = looked[job_id] > int(job_id[4:]) % 4
        return Reply(200, {"job_id": job_id, "data": {"status": "completed", "videoURL": "x"} if done else "running"})

    service.on(RENDER_STORYBOARD, accept).on(JOB, tell)
    client, names = client_of(service), set()
    jobs = [client.render(STORYBOARD, new=True) for _ in range(20)]
    for job in jobs:
        job.on_change(lambda _: names.add(threading.current_thread().name))
    for job in jobs:
        job.wait()
    assert len({job.id for job in jobs}) == 20
    assert names <= {"pictory-poller", "MainThread"}


def test_elapsed_stops_at_the_end(service: Service) -> None:
    """An observer of a finished film does not count on."""
    service.on(JOB, RUNNING, completed(service))
    job = client_of(service).render(STORYBOARD).wait()
    until(lambda: job._ended_at is not None)
    elapsed = job.elapsed
    time.sleep(0.01)
    assert job.elapsed == elapsed >= 15


def test_a_job_is_found_again_by_its_id(service: Service) -> None:
    """In a new kernel, with the blanks of copying; what the look-up told is not forgotten."""
    service.on(JOB, RUNNING)
    job = client_of(service).job(f" {JOB_ID}\n")
    assert (job.id, job.state) == (JOB_ID, InProgress(JOB_ID, 42))
    service.on(JOB, completed(service))
    assert job.result().duration == 3.5


@pytest.mark.parametrize("name", samples("unknown_jobs"))
def test_an_unknown_job_is_told(service: Service, name: str) -> None:
    """However the service says so (X4)."""
    sample = samples("unknown_jobs")[name]
    service.on(JOB, Reply(sample["status"], sample["body"]))
    with pytest.raises(JobNotFound, match="knows no job '265a'"):
        client_of(service).job("265a")


def test_an_empty_id_is_no_job(service: Service) -> None:
    """It would ask for the list."""
    with pytest.raises(JobNotFound):
        client_of(service).job(" ")
    assert service.seen == []


def test_all_jobs_are_listed_page_by_page(service: Service) -> None:
    """Newest first, and no page is fetched before it is needed."""
    pages = samples("pages")
    service.on(JOBS, Reply(200, pages["first"]["body"]), Reply(200, pages["last"]["body"]))
    jobs = client_of(service).jobs()
    assert [next(jobs).id, next(jobs).id] == ["newest", "middle"]
    assert service.count(JOBS) == 1
    assert [(job.id, job.status) for job in jobs] == [("oldest", "failed")]
    assert service.at(JOBS)[1].path.endswith("?nextPageKey=eyJpZCI6Mn0%3D")


def test_a_listed_job_that_says_no_more_than_completed_is_asked_for(service: Service) -> None:
    """A list may leave the results out; the film is had all the same."""
    service.on(JOBS, Reply(200, {"items": [{"success": True, "data": {"jobId": JOB_ID, "status": "completed"}}]}))
    service.on(JOB, completed(service))
    (job,) = client_of(service).jobs()
    assert job.done
    assert job.result().video_url.endswith("/film.mp4")


def test_the_film_comes_with_its_poster_and_subtitles(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under a readable name that no other job has; it is fetched once for all who ask."""
    monkeypatch.chdir(tmp_path)
    more = {"thumbnail": service.origin + "/poster.jpg", "vttFile": service.origin + "/film.vtt"}
    service.on(JOB, completed(service, **more)).on("/film.mp4", Reply(200, FILM, delay=0.05))
    service.on("/poster.jpg", Reply(200, b"\xff\xd8poster"))
    service.on("/film.vtt", Reply(200, "WEBVTT\n\n00:00.000 --> 00:01.500\nThe sun\nwarms &amp; dries.\n"))
    job = client_of(service).render(STORYBOARD).wait()
    asking = [threading.Thread(target=lambda: job.video) for _ in range(4)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join(5)
    video = job.video
    assert video.path == Path("pictory_videos/how-rain-is-made-265a1f3c.mp4")
    assert video.path.read_bytes() == FILM
    assert video.cues == (Cue(0, 1.5, "The sun\nwarms & dries."),)
    assert video.transcript == "The sun warms & dries."
    assert (video.poster, video.duration, video.ran_in) == (b"\xff\xd8poster", 3.5, "cloud")
    assert service.count("/film.mp4") == 1
    assert {file for file in Path("pictory_videos").iterdir()} == {video.path, video.subtitles}


def test_whom_to_thank_goes_along_with_the_film(service: Service, tmp_path: Path) -> None:
    """In a text beside it, wherever it is brought; made fit to be read, for it comes from elsewhere."""
    service.on(JOB, completed(service, sandboxCredits="Music: Jane\x1b[2J\nFont: Joe")).on(
        "/film.mp4", Reply(200, FILM)
    )
    film = client_of(service).render(STORYBOARD).download(tmp_path / "rain.mp4")
    assert sorted(file.name for file in tmp_path.glob("rain*")) == ["rain.credits.txt", film.name]
    assert (tmp_path / "rain.credits.txt").read_text() == "Music: Jane[2J\nFont: Joe\n"


BARE = [Reply(404), Drop(), Reply(200, "<html>"), Reply(200, b"\xff\xfe"), Reply(200, b"x" * 99, cut=9)]


@pytest.mark.parametrize("fault", BARE)
def test_a_film_is_whole_without_its_poster_and_subtitles(
    service: Service, tmp_path: Path, fault: Reply | Drop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are decoration; a fault there must not cost the film."""
    monkeypatch.chdir(tmp_path)
    more = {"thumbnail": service.origin + "/poster.jpg", "vttFile": service.origin + "/film.vtt"}
    service.on(JOB, completed(service, **more)).on("/film.mp4", Reply(200, FILM))
    service.on("/poster.jpg", fault).on("/film.vtt", fault)
    video = client_of(service).render(STORYBOARD).video
    assert video.path.read_bytes() == FILM
    assert video.cues == ()


@pytest.mark.parametrize("status", [403, 410])
def test_an_expired_link_is_renewed(service: Service, tmp_path: Path, status: int) -> None:
    """Links end after a while; the job gives a new one."""
    renewed = job_says(status="completed", videoURL=service.origin + "/renewed.mp4")
    service.on(JOB, completed(service), renewed)
    service.on("/film.mp4", Reply(status, "<Error>Request has expired</Error>")).on("/renewed.mp4", Reply(200, FILM))
    job = client_of(service).job(JOB_ID)
    assert job.download(tmp_path / "rain.mp4").read_bytes() == FILM
    assert [service.count("/film.mp4"), service.count("/renewed.mp4")] == [1, 1]


def test_a_link_that_stays_expired_is_told(service: Service, tmp_path: Path) -> None:
    """Once renewed, not for ever."""
    service.on(JOB, completed(service)).on("/film.mp4", Reply(403))
    with pytest.raises(DownloadFailed, match="answers 403"):
        client_of(service).job(JOB_ID).download(tmp_path / "rain.mp4")
    assert service.count("/film.mp4") == 2
    assert list(tmp_path.iterdir()) == []


def test_a_job_without_a_film_says_so(service: Service, tmp_path: Path) -> None:
    """A transcription has no film to bring."""
    service.on(JOB, job_says(status="completed", transcript=[]))
    with pytest.raises(DownloadFailed, match="made no video"):
        client_of(service).job(JOB_ID).download(tmp_path / "rain.mp4")


def test_the_credential_is_not_sent_to_where_the_film_is(service: Service, tmp_path: Path) -> None:
    """Peers were seen to send it to any host that an answer named; signed links refuse it, too."""
    with Service() as store:
        service.on(
            JOB, job_says(status="completed", videoURL=store.origin + "/film.mp4", thumbnail=store.origin + "/t")
        )
        store.on("/film.mp4", Reply(302, headers={"Location": "/moved.mp4"})).on("/moved.mp4", Reply(200, FILM))
        client_of(service).job(JOB_ID).download(tmp_path / "rain.mp4")
        assert len(store.seen) == 2
        for seen in store.seen:
            assert "authorization" not in {name.lower() for name in seen.headers}
            assert KEY not in str(seen)


def test_files_that_are_not_there_are_all_named_before_one_is_brought(service: Service, tmp_path: Path) -> None:
    """Who mistyped three paths hears of three, and nothing was sent."""
    storyboard = STORYBOARD.replace(
        scenes=[Scene(story="Hi"), Scene(story="Ho", background=Background(visual_url=str(tmp_path / "a.png")))],
        logo=Logo(url=(tmp_path / "a.png").as_uri()),
        background_music=BackgroundMusic(enabled=True, music_url="tune.mp3"),
    )
    with pytest.raises(BadStoryboard) as caught:
        client_of(service).render(storyboard)
    paths = {problem.path for problem in caught.value.problems}
    assert paths == {"scene 2", "logo.url", "background_music.music_url"}
    assert service.seen == []


def test_web_addresses_travel_as_they_are(service: Service) -> None:
    """Also data: addresses, which are no paths."""
    storyboard = STORYBOARD.replace(logo=Logo(url="data:image/png;base64,AAAA"))
    client_of(service, 1).render(storyboard)
    assert service.at(RENDER_STORYBOARD)[0].json["logo"]["url"] == "data:image/png;base64,AAAA"


def test_the_environment_names_account_and_address(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """The vendor's own names of variables."""
    monkeypatch.setenv("PICTORY_API_KEY", KEY)
    monkeypatch.setenv("PICTORY_API_BASE_URL", service.base_url + "/")
    service.on(JOB, Reply(200, samples("jobs")["render, of today"]["body"], {"X-Pictory-Sandbox": "yes"}))
    client = Pictory()
    assert client.place == "cloud"
    client.job(JOB_ID)
    assert client.place == "sandbox"
    assert service.seen[0].headers["Authorization"] == KEY


def test_a_key_is_not_sent_over_a_plain_connection() -> None:
    """Except on this computer."""
    with pytest.raises(CredentialsError, match="in clear"):
        Pictory(KEY, base_url="http://api.example/pictoryapis")


def test_repr_shows_the_state_and_no_secret(service: Service) -> None:
    """In a notebook a name on the last line is shown."""
    service.on(JOB, RUNNING)
    client = client_of(service)
    job = client.job(JOB_ID)
    assert repr(client) == f"<Pictory {service.base_url} with API key>"
    assert repr(job) == f"<Job {JOB_ID} in-progress 42 % in the cloud>"
    for shown in (client, job, client._transport, job.state, client._credential):
        assert "canary" not in repr(shown) + str(shown)


@pytest.mark.parametrize("take", [lambda client: client, lambda client: client.job(JOB_ID)], ids=["client", "job"])
@pytest.mark.parametrize("dump", [pickle.dumps, copy.deepcopy], ids=["pickle", "deepcopy"])
def test_a_secret_is_not_pickled(service: Service, take: Callable, dump: Callable) -> None:
    """A client that is sent to a cluster would take the credential along: it is refused, with the way to do it."""
    service.on(JOB, RUNNING)
    with pytest.raises(TypeError, match="send job ids instead"):
        dump(take(client_of(service)))


def test_a_forgotten_job_is_let_go(service: Service) -> None:
    """Neither the poller nor a listener keeps a finished job in memory."""
    service.on(JOB, completed(service))
    job = client_of(service).render(STORYBOARD).wait()
    job.on_change(print)
    kept = weakref.ref(job)
    del job
    until(lambda: gc.collect() >= 0 and kept() is None)


def test_what_a_job_made_is_read_whole(service: Service) -> None:
    """Members that nobody foresaw are reached in data."""
    service.on(JOB, completed(service, somethingNew=7))
    result = client_of(service).job(JOB_ID).result()
    assert isinstance(result, Completed)
    assert result.data["somethingNew"] == 7
