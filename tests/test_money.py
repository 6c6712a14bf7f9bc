"""What is paid for, and what is not: rendering again, lost answers, limits, accounts."""

from __future__ import annotations

import math
import os
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from pictory_nb.budget import Budget, credits_of
from pictory_nb.client import Pictory
from pictory_nb.errors import BadCommand, CredentialsError, JobNotFound, OverBudget, PictoryError, SubmitUnknown
from pictory_nb.ledger import SUBMITTING, UNKNOWN
from pictory_nb.lint import estimate
from pictory_nb.storyboard import Storyboard
from pictory_nb.wire.jobs import UNKNOWN_JOB
from pictory_nb.wire.routes import JOB, JOBS, RENDER_STORYBOARD
from tests.faults.clocks import FastClock
from tests.faults.service import Drop, Reply, Seen, Service
from tests.test_client import CLEANED, FAILED, FILM, JOB_ID, KEY, RUNNING, STORYBOARD, completed

AI_VISUAL = Storyboard.from_wire(
    {
        "videoName": "Rain",
        "scenes": [
            {"story": "Rain.", "background": {"type": "image", "aiVisual": {"model": "nanobanana", "prompt": "rain"}}}
        ],
    }
)
LONG = Storyboard.from_wire({"videoName": "Long", "scenes": [{"story": "word " * 150}] * 6})


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as service:
        numbers = iter(range(1, 99))

        def accept(_: Seen) -> Reply:
            number = next(numbers)
            return Reply(200, {"success": True, "data": {"jobId": JOB_ID if number == 1 else f"job-{number}"}})

        yield service.on(RENDER_STORYBOARD, accept).on("/film.mp4", Reply(200, FILM))


def client_of(service: Service, key: str = KEY) -> Pictory:
    return Pictory(key, base_url=service.base_url, clock=FastClock(200))


def rendered(service: Service) -> Path:
    """A film that was rendered and brought here, by a kernel that is gone since."""
    service.on(JOB, completed(service, aiCreditsUsed=2.5))
    return client_of(service).render(STORYBOARD).video.path


def test_run_all_costs_nothing(service: Service) -> None:
    """The same storyboard in a new kernel is the same job and the same file, and says that it is."""
    film = rendered(service)
    job = client_of(service).render(STORYBOARD)
    assert (job.id, job.reattached, job.name, job.credits) == (JOB_ID, True, "How rain is made", 2.5)
    assert re.fullmatch(r"This is the job of .* ago: nothing was paid for again; --new renders it anew\.", job.note)
    assert job.video.path == film
    assert job.video.notes == (job.note,)
    assert [service.count(RENDER_STORYBOARD), service.count("/film.mp4")] == [1, 1]


def test_new_pays_again(service: Service) -> None:
    """A decision is obeyed."""
    rendered(service)
    job = client_of(service).render(STORYBOARD, new=True)
    assert (job.id, job.reattached, job.note) == ("job-2", False, "")


def test_a_running_job_is_joined(service: Service) -> None:
    """Whoever runs the cell again while the film is made waits for the same film."""
    service.on(JOB, RUNNING)
    client_of(service).render(STORYBOARD)
    job = client_of(service).render(STORYBOARD)
    assert (job.reattached, job.progress) == (True, 42)
    service.on(JOB, completed(service))
    assert job.wait().done


@pytest.mark.parametrize("ending", [FAILED, CLEANED])
def test_what_came_to_nothing_is_rendered_again(service: Service, ending: Reply) -> None:
    """Also where no kernel saw the end."""
    service.on(JOB, ending)
    client_of(service).render(STORYBOARD)
    assert client_of(service).render(STORYBOARD).id == "job-2"


@pytest.mark.parametrize("fault", [CLEANED, Reply(200, UNKNOWN_JOB), Reply(503), Drop()])
def test_a_film_that_is_here_needs_no_service(service: Service, fault: Reply | Drop) -> None:
    """Cleaned, forgotten, or out of reach: it was paid for, and it is shown at once."""
    film = rendered(service)
    service.on(JOB, fault)
    job = client_of(service).render(STORYBOARD)
    assert job.wait().reattached
    assert job.video.path.samefile(film)
    assert service.count(RENDER_STORYBOARD) == 1
    assert service.count(JOB) == 2


def test_a_film_of_another_folder_is_found(service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another notebook with the same script shows the same file."""
    film = rendered(service).absolute()
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    assert client_of(service).render(STORYBOARD).video.path == film
    assert service.count("/film.mp4") == 1


def test_a_paid_job_that_vanished_is_told(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not silently paid for again; right after a submit it may just not be listed yet."""
    service.on(JOB, Reply(200, UNKNOWN_JOB))
    client_of(service).render(STORYBOARD)
    assert client_of(service).render(STORYBOARD).id == JOB_ID
    monkeypatch.setattr("pictory_nb.orders._JUST_NOW", 0.0)
    with pytest.raises(JobNotFound, match="--new"):
        client_of(service).render(STORYBOARD)
    assert service.count(RENDER_STORYBOARD) == 1


def test_another_account_pays_for_itself(service: Service) -> None:
    """A colleague's key on the same computer is another purchase."""
    rendered(service)
    assert client_of(service, "pictai_other").render(STORYBOARD).id == "job-2"


def test_a_lost_answer_is_told_until_a_job_is_adopted(service: Service) -> None:
    """The jobs that could be its own are offered; older ones and known ones are not."""
    service.on(JOB, RUNNING)
    client_of(service).render(STORYBOARD, new=True)
    service.on(RENDER_STORYBOARD, Drop())
    lost = STORYBOARD.replace(video_name="Lost")
    for _ in range(2):
        with pytest.raises(SubmitUnknown) as caught:
            client_of(service).render(lost)
    assert service.count(RENDER_STORYBOARD) == 2
    client = client_of(service)
    (unknown,) = client.unknown()
    assert (unknown.name, unknown.client_ref) == ("Lost", caught.value.client_ref)

    old = {"jobId": "old", "status": "completed", "videoURL": "x", "createdDate": "2020-01-01T00:00:00Z"}
    running = [{"jobId": "stranger", "status": "in-progress"}, {"jobId": JOB_ID, "status": "in-progress"}]
    service.on(JOBS, Reply(200, {"items": [{"data": data} for data in (*running, old)]}))
    assert [job.id for job in client.reconcile()] == ["stranger"]

    assert client.adopt("stranger").id == "stranger"
    assert client.unknown() == []
    assert client_of(service).render(lost).id == "stranger"
    assert service.count(RENDER_STORYBOARD) == 2


def test_of_several_lost_answers_one_is_named(service: Service) -> None:
    """Which submit a job belongs to is not guessed."""
    service.on(RENDER_STORYBOARD, Drop()).on(JOB, RUNNING)
    client = client_of(service)
    for name in ("One", "Two"):
        with pytest.raises(SubmitUnknown):
            client.render(STORYBOARD.replace(video_name=name))
    with pytest.raises(PictoryError, match=r"2 submits .*\n.*\(Two\)"):
        client.adopt(JOB_ID)
    one = next(entry for entry in client.unknown() if entry.name == "One")
    client.adopt(JOB_ID, one.client_ref[:8])
    assert [entry.name for entry in client.unknown()] == ["Two"]


def test_an_interrupted_submit_is_unknown(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop was pressed while it was on its way."""
    client = client_of(service)

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(client._transport, "submit", interrupted)
    with pytest.raises(KeyboardInterrupt):
        client.render(STORYBOARD)
    assert [entry.state for entry in client.unknown()] == [UNKNOWN]


def test_a_refusal_may_be_sent_again(service: Service) -> None:
    """It was not accepted, for certain."""
    service.on(RENDER_STORYBOARD, Reply(400, {"message": "no"}), Reply(200, {"data": {"jobId": JOB_ID}}))
    with pytest.raises(PictoryError, match="no"):
        client_of(service).render(STORYBOARD)
    assert client_of(service).render(STORYBOARD).id == JOB_ID


def test_a_disk_that_is_full_by_then_loses_no_job(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """The id had arrived: it is given to the user, though it could not be written down."""
    client = client_of(service)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pictory_nb.ledger._update", full)
    assert client.render(STORYBOARD).id == JOB_ID
    (entry,) = client._cashier.ledger.entries(client._cashier.account)
    assert entry.state == SUBMITTING  # so that another kernel takes it for unknown


def test_unfinished_jobs_are_found_in_another_kernel(service: Service) -> None:
    """With their names; those that ended meanwhile are known to have."""
    service.on(JOB, RUNNING)
    client_of(service).render(STORYBOARD)
    client_of(service).render(STORYBOARD.replace(video_name="Snow"))
    assert [job.name for job in client_of(service).unfinished()] == ["Snow", "How rain is made"]
    service.on(JOB, completed(service))
    assert [job.status for job in client_of(service).unfinished()] == ["completed"] * 2
    assert client_of(service).unfinished() == []


def test_the_list_of_jobs_knows_what_the_ledger_knows(service: Service) -> None:
    """The service names no names and no times; and what it has forgotten is not forgotten here."""
    film = rendered(service)
    service.on(JOBS, Reply(200, {"items": [{"data": {"jobId": "another", "status": "in-progress"}}]}))
    another, mine = client_of(service).jobs()
    assert (another.id, another.name, another.submitted_at, another.film) == ("another", "", None, None)
    assert (mine.id, mine.name, mine.film, mine.credits) == (JOB_ID, "How rain is made", film.absolute(), 2.5)
    assert mine.submitted_at is not None


def test_nothing_secret_is_in_the_ledger(service: Service) -> None:
    """Neither key, nor link, nor what is said."""
    rendered(service)
    content = Path(os.environ["PICTORY_NB_LEDGER"]).read_bytes()
    assert b"How rain is made" in content
    for secret in (KEY, "canary", "http", "sun warms"):
        assert secret.encode() not in content


def test_ai_credits_need_a_word(service: Service) -> None:
    """Where nobody is asked nothing of them is spent, unless somebody said how many."""
    client = client_of(service)
    service.on(JOBS, Reply(200, {"items": []}))
    with pytest.raises(OverBudget, match="0 AI credits are allowed"):
        client.render(AI_VISUAL)
    with pytest.raises(OverBudget, match="1 AI credits"):
        client.render(AI_VISUAL, max_credits=1)
    assert service.count(RENDER_STORYBOARD) == 0
    assert estimate(AI_VISUAL).ai_credits <= 100
    client.render(AI_VISUAL, max_credits=100)
    client.render(AI_VISUAL, max_credits=math.inf, new=True)
    assert service.count(RENDER_STORYBOARD) == 2


def test_a_limit_of_the_environment_holds(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a whole run in CI; a misspelt one is an error and no limit of its own."""
    monkeypatch.setenv("PICTORY_MAX_CREDITS", "100")
    assert client_of(service).render(AI_VISUAL).id == JOB_ID
    for text, credits in (("unlimited", math.inf), ("0", 0.0), ("", None), (None, 100.0)):
        assert credits_of(text) == credits
    for text in ("many", "-1", "nan"):
        with pytest.raises(BadCommand, match="unlimited"):
            credits_of(text)


def test_a_person_is_asked_once_and_only_for_what_costs(service: Service) -> None:
    """AI credits and long films are asked for; a short film, or one that was paid for, is not."""
    asked: list[str] = []
    client = client_of(service)
    service.on(JOBS, Reply(200, {"items": []})).on(JOB, RUNNING)
    yes = Budget(ask=lambda question: not asked.append(question))
    no = Budget(ask=lambda question: bool(asked.append(question)))
    client.render(STORYBOARD, budget=no)
    assert asked == []
    for storyboard in (AI_VISUAL, LONG):
        with pytest.raises(OverBudget, match="not confirmed"):
            client.render(storyboard, budget=no)
    client.render(AI_VISUAL, budget=yes)
    client.render(AI_VISUAL, budget=no)  # it is a job by now
    assert len(asked) == 3
    assert "credits" in asked[0]
    assert service.count(RENDER_STORYBOARD) == 2
    with pytest.raises(OverBudget):
        client.render(AI_VISUAL, budget=Budget(0, ask=lambda _: True), new=True)


def test_a_sandbox_at_another_address_is_asked_about_nothing(service: Service) -> None:
    """It costs nothing, and says what it is in its answers."""
    service.on(JOBS, Reply(200, {"items": []}, {"X-Pictory-Sandbox": "yes"}))
    assert client_of(service).render(AI_VISUAL).id == JOB_ID


def test_a_profile_is_an_account_of_its_own(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its variables alone count: no other account pays where they are missing."""
    monkeypatch.setenv("PICTORY_API_KEY", "pictai_private")
    monkeypatch.setenv("PICTORY_API_BASE_URL", "https://elsewhere.example")
    monkeypatch.setenv("PICTORY_WORK_API_KEY", "pictai_work")
    monkeypatch.setenv("PICTORY_WORK_API_BASE_URL", service.base_url)
    Pictory(profile="work").render(STORYBOARD)
    monkeypatch.setenv("PICTORY_PROFILE", "work")
    assert Pictory().render(STORYBOARD, new=True).id == "job-2"
    assert {seen.headers["Authorization"] for seen in service.at(RENDER_STORYBOARD)} == {"pictai_work"}
    with pytest.raises(CredentialsError, match=r"no account 'home'\n.*PICTORY_HOME_API_KEY"):
        Pictory(profile="home")
    with pytest.raises(CredentialsError, match="both given"):
        Pictory("pictai_x", profile="work")
    with pytest.raises(CredentialsError, match="name of a profile"):
        Pictory(profile="no way")
    assert Pictory(profile="sandbox").place == "sandbox"


class _Proxy(BaseHTTPRequestHandler):
    """Remembers whom it was asked for, and lets nobody through."""

    asked: list[str] = []  # noqa: RUF012 - of the class, since a handler is made for each connection

    def do_CONNECT(self) -> None:
        self.asked.append(self.path)
        self.send_error(502)

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


def test_the_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """As everywhere with requests, and as it is now; where it lets nothing through, nothing was sent."""
    proxy = HTTPServer(("127.0.0.1", 0), _Proxy)
    threading.Thread(target=proxy.serve_forever, args=(0.01,), daemon=True).start()
    client = Pictory(KEY, clock=FastClock(2000))
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    with pytest.raises(PictoryError, match="no connection could be made"):
        client.reach()
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.server_port}")
    with pytest.raises(PictoryError, match="no connection could be made"):
        client.render(STORYBOARD)
    proxy.shutdown()
    proxy.server_close()
    assert set(_Proxy.asked) == {"api.pictory.ai:443"}
    assert client.unknown() == []


def test_the_authority_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A bundle that is not there is told: it is not silently left out."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "none.pem"))
    with pytest.raises(PictoryError, match=r"none\.pem"):
        Pictory(KEY, clock=FastClock(2000)).render(STORYBOARD)
