"""The transport under faults, over a real socket: what is sent how often, with which credential, and what is said."""

from __future__ import annotations

import logging
import pickle
import ssl
import threading
import traceback
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from functools import partial
from typing import Any

import pytest
import requests
import urllib3
from hypothesis import given
from hypothesis import strategies as st
from requests.adapters import BaseAdapter, HTTPAdapter

from pictory_nb.credentials import ApiKey, ClientPair
from pictory_nb.errors import (
    CredentialsError,
    Interrupted,
    PictoryError,
    RateLimited,
    ServiceError,
    ServiceUnreachable,
    SubmitUnknown,
    Unauthorized,
)
from pictory_nb.transport import Answer, Transport
from pictory_nb.wire.routes import JOB, JOBS, RENDER_STORYBOARD, TOKEN
from tests.faults.clocks import FakeClock
from tests.faults.service import JOB_ID, Drop, Reply, Seen, Service

ACCEPTED = Reply(200, {"success": True, "data": {"jobId": JOB_ID}})
RUNNING = Reply(200, {"job_id": JOB_ID, "success": True, "data": {"status": "in-progress"}})
NGINX = Reply(503, "<html><head><title>503 Service Temporarily Unavailable</title></head>nginx</html>")
SECRET = "canary-secret-4711"
BODY = {"videoName": "demo", "scenes": [{"story": "Hi"}]}


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as service:
        yield service


class Impatient(HTTPAdapter):
    """Waits a fifth of a second where the transport would wait half a minute."""

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        return super().send(request, **{**options, "timeout": 0.2})


class Raising(BaseAdapter):
    """Fails as a network may that no loopback can show."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error, self.count = error, 0

    def send(self, *_: Any, **__: Any) -> requests.Response:
        self.count += 1
        raise self.error

    def close(self) -> None:
        """There is no connection to close."""


def transport_to(
    service: Service | str, clock: FakeClock | None = None, adapter: BaseAdapter | None = None, **pair: str
) -> Transport:
    session = requests.Session()
    if adapter:
        session.mount("http://", adapter)
    credential = ClientPair("canary-id", SECRET) if pair.get("kind") == "pair" else ApiKey(f"pictai_{SECRET}")
    base_url = service if isinstance(service, str) else service.base_url
    return Transport(base_url, credential, session=session, clock=clock or FakeClock())


AMBIGUOUS = {
    "accepted, then dropped": Drop(),
    "500": Reply(500, {"message": "Internal error"}),
    "503 page": NGINX,
    "502 with a pause": Reply(502, headers={"Retry-After": "1"}),
    "no answer in time": Reply(200, ACCEPTED.body, delay=0.5),
    "truncated JSON": Reply(200, {"success": True, "data": {"jobId": JOB_ID}}, cut=20),
    "a page with 200": Reply(200, "<html>Welcome to the hotel's network</html>"),
    "nothing with 200": Reply(200),
}


@pytest.mark.parametrize("fault", AMBIGUOUS)
def test_a_submit_of_unknown_outcome_is_never_sent_again(service: Service, fault: str) -> None:
    """One POST, whatever happens: the user is told what to look at, and is not charged twice."""
    service.on(RENDER_STORYBOARD, AMBIGUOUS[fault])
    with pytest.raises(SubmitUnknown) as caught:
        transport_to(service, adapter=Impatient()).submit(RENDER_STORYBOARD, BODY)
    assert service.count(RENDER_STORYBOARD) == 1
    assert "POST /v2/video/storyboard/render was sent once" in str(caught.value)
    assert "look at %pictory jobs before you send it again" in caught.value.mend


@pytest.mark.parametrize(
    "reason",
    [
        ssl.SSLEOFError(8, "EOF occurred in violation of protocol"),
        ssl.SSLError(1, "DECRYPTION_FAILED_OR_BAD_RECORD_MAC"),
        urllib3.exceptions.ProtocolError("Connection aborted.", ConnectionResetError(104, "reset")),
    ],
    ids=lambda reason: type(reason).__name__,
)
def test_a_break_under_way_is_of_unknown_outcome(reason: Exception) -> None:
    """A broken encryption may have broken behind the submit: it is not called 'not sent'."""
    kind = requests.exceptions.SSLError if isinstance(reason, ssl.SSLError) else requests.exceptions.ConnectionError
    wrapped = urllib3.exceptions.MaxRetryError(None, "/", urllib3.exceptions.SSLError(reason))
    raising = Raising(kind(wrapped if isinstance(reason, ssl.SSLError) else reason))
    with pytest.raises(SubmitUnknown):
        transport_to("http://127.0.0.1/pictoryapis", adapter=raising).submit(RENDER_STORYBOARD, BODY)
    assert raising.count == 1


def test_a_distrusted_certificate_says_so() -> None:
    """Behind an inspecting proxy nothing was sent, and the setting that helps is named."""
    reason = urllib3.exceptions.SSLError(ssl.SSLCertVerificationError(1, "self-signed certificate"))
    raising = Raising(requests.exceptions.SSLError(urllib3.exceptions.MaxRetryError(None, "/", reason)))
    with pytest.raises(ServiceUnreachable, match="certificate is not trusted here, so nothing was sent") as caught:
        transport_to("http://127.0.0.1", adapter=raising).submit(RENDER_STORYBOARD, BODY)
    assert "REQUESTS_CA_BUNDLE" in caught.value.mend


@pytest.mark.parametrize(
    "error", [requests.exceptions.InvalidURL("no host"), requests.exceptions.InvalidJSONError("nan"), OSError("no CA")]
)
def test_what_could_not_even_be_made_was_not_sent(error: OSError) -> None:
    """A bad address or setting is told as such, at once, and not as a submit of unknown outcome."""
    with pytest.raises(PictoryError, match="could not be made") as caught:
        transport_to("http://127.0.0.1", adapter=Raising(error)).submit(RENDER_STORYBOARD, BODY)
    assert type(caught.value) is PictoryError


def test_a_submit_that_was_not_delivered_is_sent_until_it_is() -> None:
    """While the connection is refused nothing can have been accepted: the user need not press again."""
    clock = FakeClock()
    with Service(listening=False) as service:
        service.on(RENDER_STORYBOARD, ACCEPTED)
        clock.after(5, service.listen)
        assert transport_to(service, clock).submit(RENDER_STORYBOARD, BODY).ok
        assert service.count(RENDER_STORYBOARD) == 1
    assert 5 <= sum(clock.slept) < 15


@pytest.mark.parametrize(
    "error",
    [
        requests.exceptions.ConnectTimeout("slow"),
        requests.exceptions.ProxyError("no proxy"),
        requests.exceptions.ConnectionError(urllib3.exceptions.ClosedPoolError(None, "closed by another thread")),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_never_left_is_sent_for_a_minute(error: Exception) -> None:
    """Then it is said that nothing was delivered, which is another thing than an unknown outcome."""
    clock, raising = FakeClock(), Raising(error)
    with pytest.raises(ServiceUnreachable, match="no connection could be made"):
        transport_to("http://127.0.0.1", clock, raising).submit(RENDER_STORYBOARD, BODY)
    assert raising.count > 5
    assert 50 < sum(clock.slept) <= 60


def test_a_paced_429_is_sent_again_at_that_pace(service: Service) -> None:
    """A submit that was turned away before any work is repeated when the service says, and not before."""
    clock = FakeClock()
    service.on(RENDER_STORYBOARD, Reply(429, headers={"Retry-After": "2"}), ACCEPTED)
    assert transport_to(service, clock).submit(RENDER_STORYBOARD, BODY).ok
    assert clock.slept == [2.0]
    assert service.count(RENDER_STORYBOARD) == 2


def test_a_paced_429_may_name_a_date(service: Service) -> None:
    """Both forms of the header are read."""
    clock = FakeClock()
    moment = datetime.now(timezone.utc) + timedelta(seconds=30)
    service.on(RENDER_STORYBOARD, Reply(429, headers={"Retry-After": format_datetime(moment, usegmt=True)}), ACCEPTED)
    assert transport_to(service, clock).submit(RENDER_STORYBOARD, BODY).ok
    assert 27 < clock.slept[0] <= 30


def test_a_429_without_a_pace_is_not_sent_again(service: Service) -> None:
    """It does not say that nothing was done."""
    service.on(RENDER_STORYBOARD, Reply(429))
    with pytest.raises(RateLimited):
        transport_to(service).submit(RENDER_STORYBOARD, BODY)
    assert service.count(RENDER_STORYBOARD) == 1


def test_a_pause_longer_than_the_budget_is_told_at_once(service: Service) -> None:
    """Nobody sleeps for an hour, and nobody asks before the hour is over."""
    clock = FakeClock()
    service.on(RENDER_STORYBOARD, Reply(429, headers={"Retry-After": "3600"}))
    with pytest.raises(RateLimited, match="wait 3600 s") as caught:
        transport_to(service, clock).submit(RENDER_STORYBOARD, BODY)
    assert caught.value.retry_after == 3600
    assert (clock.slept, service.count(RENDER_STORYBOARD)) == ([], 1)


@pytest.mark.parametrize("status", [302, 400, 402, 403, 404, 409, 422])
def test_a_refused_submit_is_told_and_not_repeated(service: Service, status: int) -> None:
    """An answer is an answer."""
    service.on(RENDER_STORYBOARD, Reply(status, {"code": "NO", "message": "because"}, {"Location": "/elsewhere"}))
    with pytest.raises(ServiceError) as caught:
        transport_to(service).submit(RENDER_STORYBOARD, BODY)
    assert caught.value.status == status
    assert len(service.seen) == 1


def test_a_refusal_that_is_called_200_is_a_refusal(service: Service) -> None:
    """Some programs of the service only say success: false (§2.2)."""
    body = {"success": False, "data": {"error_code": "PLAN", "error_message": "30 scenes at most"}}
    service.on(RENDER_STORYBOARD, Reply(200, body))
    with pytest.raises(ServiceError, match="30 scenes at most"):
        transport_to(service).submit(RENDER_STORYBOARD, BODY)


def test_an_interrupted_submit_says_that_it_may_have_been_accepted() -> None:
    """Pressing stop while it is under way must not read as 'nothing happened'."""
    with pytest.raises(Interrupted, match=r"may have accepted it\n  → look at %pictory jobs"):
        transport_to("http://127.0.0.1", adapter=Raising(KeyboardInterrupt())).submit(RENDER_STORYBOARD, BODY)


PASSING = {
    "502": Reply(502, "<html>Bad gateway</html>"),
    "408": Reply(408),
    "drop": Drop(),
    "429 with a pause": Reply(429, headers={"Retry-After": "2"}),
    "no answer in time": Reply(200, RUNNING.body, delay=0.5),
    "a page with 200": Reply(200, "<html>Please sign in</html>"),
    "truncated JSON": Reply(200, {"data": {}}, cut=4),
}


@pytest.mark.parametrize("fault", PASSING)
def test_a_question_survives_a_passing_fault(service: Service, fault: str) -> None:
    """Asking is free, so it is asked again."""
    service.on(JOB, PASSING[fault], PASSING[fault], RUNNING)
    answer = transport_to(service, adapter=Impatient()).ask(JOB, job_id=JOB_ID)
    assert answer.body["job_id"] == JOB_ID
    assert service.count(JOB) == 3


def test_a_question_is_repeated_for_half_a_minute_with_growing_pauses(service: Service) -> None:
    """The budget is one of time, and clients that failed together come back apart."""
    clock = FakeClock()
    service.on(JOBS, NGINX)
    with pytest.raises(ServiceError, match="503 Service Temporarily Unavailable"):
        transport_to(service, clock).ask(JOBS)
    assert clock.slept[:5] == [0.5, 1.0, 2.0, 4.0, 4.0]  # the fake's middle of 0 … 0.5·2ⁿ, capped at 8
    assert 25 < sum(clock.slept) <= 30


def test_a_page_in_place_of_json_ends_as_unreachable(service: Service) -> None:
    """A hotel's sign-in page is no service."""
    service.on(JOBS, Reply(200, "<html>Please sign in</html>"))
    with pytest.raises(ServiceUnreachable, match="GET /v1/jobs: what came back was not JSON"):
        transport_to(service).ask(JOBS)


@pytest.mark.parametrize("status", [400, 403, 404, 409])
def test_a_refused_question_is_not_repeated(service: Service, status: int) -> None:
    """Repeating it would only hide the reason."""
    service.on(JOB, Reply(status, {"message": "no"}))
    with pytest.raises(ServiceError):
        transport_to(service).ask(JOB, job_id=JOB_ID)
    assert service.count(JOB) == 1


@given(st.floats(0.001, 1e6))
def test_a_named_pause_in_seconds_is_read(seconds: float) -> None:
    """Decimals too: the sandbox names 0.2 s, so that a local film is seen at once."""
    assert Answer(200, {"Retry-After": repr(seconds)}, None).retry_after == seconds


@given(st.integers(10, 10**6))
def test_a_named_date_is_read(seconds: int) -> None:
    """The HTTP-date form, in seconds from now."""
    header = format_datetime(datetime.now(timezone.utc) + timedelta(seconds=seconds), usegmt=True)
    assert seconds - 5 < Answer(200, {"Retry-After": header}, None).retry_after <= seconds


@pytest.mark.parametrize("header", ["", "0", "-3", "soon", "nan", "inf", "Wed, 21 Oct 2015 07:28:00 GMT", "1 2 3"])
def test_a_pause_that_is_none_is_none(header: str) -> None:
    """Zero, the past and nonsense name no pause: else it would be asked without end."""
    assert Answer(429, {"Retry-After": header}, None).retry_after is None


def test_requests_carry_the_bare_credential_and_our_name(service: Service) -> None:
    """Without the word Bearer (X2), without a user id (X14), and with a User-Agent that the edge lets pass."""
    service.on(RENDER_STORYBOARD, ACCEPTED)
    transport_to(service).submit(RENDER_STORYBOARD, BODY)
    (seen,) = service.seen
    assert seen.path == "/pictoryapis/v2/video/storyboard/render"
    assert seen.headers["Authorization"] == f"pictai_{SECRET}"
    assert seen.headers["Content-Type"] == "application/json"
    assert seen.headers["User-Agent"].startswith("pictory-nb/")
    assert not [name for name in seen.headers if name.lower().startswith("x-pictory")]
    assert seen.json == BODY


def test_a_netrc_file_adds_nothing(service: Service, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """requests would send a password for this host from there, in place of our credential."""
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password netrc-canary\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    service.on(JOBS, Reply(200, {"items": []}))
    transport_to(service).ask(JOBS)
    assert service.seen[0].headers["Authorization"] == f"pictai_{SECRET}"


def test_a_session_that_was_handed_in_is_left_as_it_was(service: Service) -> None:
    """It may belong to other work of the user."""
    session = requests.Session()
    before = dict(session.headers), session.auth
    service.on(JOBS, Reply(200, {"items": []}))
    Transport(service.base_url, ApiKey("pictai_x"), session=session, clock=FakeClock()).ask(JOBS)
    assert (dict(session.headers), session.auth) == before


def test_a_credential_follows_nobody_to_another_place(service: Service) -> None:
    """A redirect is not followed, so no other host ever sees the credential."""
    with Service() as elsewhere:
        elsewhere.on("/pictoryapis/v1/jobs", Reply(200, {"items": []}))
        service.on(JOBS, Reply(307, headers={"Location": f"{elsewhere.origin}/pictoryapis/v1/jobs"}))
        with pytest.raises(ServiceError, match="sent on to another address"):
            transport_to(service).ask(JOBS)
        assert elsewhere.seen == []


def granting(service: Service) -> None:
    """Tokens are numbered; only the newest is admitted."""
    newest: list[str] = []

    def grant(seen: Seen) -> Reply:
        assert seen.json == {"client_id": "canary-id", "client_secret": SECRET}
        newest.append(f"token-{len(newest) + 1}")
        return Reply(200, {"access_token": newest[-1], "expires_in": 3600, "token_type": "Bearer"}, delay=0.05)

    def admit(seen: Seen) -> Reply:
        return RUNNING if seen.headers.get("Authorization") == newest[-1] else Reply(401, {"message": "Unauthorized"})

    service.on(TOKEN, grant).on(JOB, admit).on(
        RENDER_STORYBOARD, lambda seen: ACCEPTED if admit(seen) is RUNNING else admit(seen)
    )
    service.revoke = lambda: newest.append("another")  # type: ignore[attr-defined]


def test_a_token_is_had_once_and_used_for_all(service: Service) -> None:
    """The exchange carries no credential header, the operations carry the token."""
    granting(service)
    transport = transport_to(service, kind="pair")
    for _ in range(3):
        transport.ask(JOB, job_id=JOB_ID)
    assert [service.count(TOKEN), service.count(JOB)] == [1, 3]
    assert "Authorization" not in service.at(TOKEN)[0].headers


def test_a_401_renews_the_token_and_sends_once_more(service: Service) -> None:
    """A 401 proves that a submit was not accepted, so even that is sent again, once."""
    granting(service)
    transport = transport_to(service, kind="pair")
    transport.ask(JOB, job_id=JOB_ID)
    service.revoke()
    assert transport.submit(RENDER_STORYBOARD, BODY).ok
    assert [seen.headers["Authorization"] for seen in service.at(RENDER_STORYBOARD)] == ["token-1", "token-3"]
    assert service.count(TOKEN) == 2


def test_a_second_401_is_told(service: Service) -> None:
    """No endless exchange of tokens."""
    service.on(TOKEN, Reply(200, {"access_token": "t", "expires_in": 3600})).on(JOB, Reply(401))
    with pytest.raises(Unauthorized):
        transport_to(service, kind="pair").ask(JOB, job_id=JOB_ID)
    assert (service.count(TOKEN), service.count(JOB)) == (2, 2)


def test_a_refused_key_is_not_sent_again(service: Service) -> None:
    """A key does not get better by asking."""
    service.on(JOB, Reply(401, {"message": "Unauthorized"}))
    with pytest.raises(Unauthorized, match="PICTORY_API_KEY"):
        transport_to(service).ask(JOB, job_id=JOB_ID)
    assert service.count(JOB) == 1


def test_eight_threads_with_an_expired_token_exchange_it_once(service: Service) -> None:
    """Peers were seen to send eight exchanges."""
    granting(service)
    transport = transport_to(service, kind="pair")
    transport.ask(JOB, job_id=JOB_ID)
    service.revoke()
    together = threading.Barrier(8)
    answers: list[Answer] = []

    def ask() -> None:
        together.wait(5)
        answers.append(transport.ask(JOB, job_id=JOB_ID))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(answers) == 8
    assert service.count(TOKEN) == 1 + 1


@pytest.mark.parametrize("status", [400, 401, 403])
def test_a_wrong_pair_is_told_by_the_names_of_its_variables(service: Service, status: int) -> None:
    """Whatever status the refusal has, which is unknown (§2.1)."""
    service.on(TOKEN, Reply(status, {"code": "UNAUTHORIZED", "message": "no"}))
    with pytest.raises(Unauthorized, match="check PICTORY_CLIENT_ID and PICTORY_CLIENT_SECRET"):
        transport_to(service, kind="pair").submit(RENDER_STORYBOARD, BODY)
    assert service.count(RENDER_STORYBOARD) == 0


@pytest.mark.parametrize("fault", [Drop(), NGINX, Reply(429, headers={"Retry-After": "3"})], ids=["drop", "503", "429"])
def test_a_token_that_cannot_be_had_for_a_moment_does_not_end_a_submit(service: Service, fault: Any) -> None:
    """Nothing was submitted yet, so there is nothing to be in doubt about."""
    clock = FakeClock()
    granting(service)
    granted = service._scripts[TOKEN.name][0]
    service.on(TOKEN, fault, granted)
    assert transport_to(service, clock, kind="pair").submit(RENDER_STORYBOARD, BODY).ok
    assert service.count(RENDER_STORYBOARD) == 1
    assert len(clock.slept) == 1


@pytest.mark.parametrize(
    "base_url",
    ["http://api.example", "ftp://api.example", "api.pictory.ai", "", "https://", "http://localhost.example.com/x"],
)
def test_a_base_url_that_would_leak_or_cannot_work_is_refused(base_url: str) -> None:
    """Plain http is for this computer only."""
    with pytest.raises(CredentialsError, match="https://"):
        Transport(base_url, None)


def test_a_base_url_may_not_hide_a_password() -> None:
    """It would be shown wherever the address is shown, and the message does not repeat it."""
    with pytest.raises(CredentialsError) as caught:
        Transport(f"https://me:{SECRET}@api.example/", None)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "base_url", ["https://api.example/x/", "http://127.0.0.1:8765/x", "http://sandbox.localhost/x"]
)
def test_a_base_url_loses_its_last_slash(base_url: str) -> None:
    """Values copied from examples end in one or do not (§0.1)."""
    assert Transport(base_url, None).base_url == base_url.rstrip("/")


def test_no_secret_is_seen_anywhere(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    """Not in a repr, an error, a pickle of one, or a log at its most talkative."""
    caplog.set_level(logging.DEBUG)
    granting(service)
    service.on(JOBS, Reply(401)).on(RENDER_STORYBOARD, Drop())
    shown = []
    for transport in (transport_to(service), transport_to(service, kind="pair")):
        asked = (partial(transport.ask, JOBS), partial(transport.submit, RENDER_STORYBOARD, BODY))
        for ask in asked:
            with pytest.raises(PictoryError) as caught:
                ask()
            error = caught.value
            shown += [str(error), repr(error), repr(pickle.dumps(error)), "".join(traceback.format_exception(error))]
        shown.append(repr(transport))
    shown.append(caplog.text)
    assert "GET /v1/jobs" in caplog.text
    assert not [text for text in shown if SECRET in text or "token-1" in text]
