"""Sends one operation and reads its answer: credentials, time-outs, repeating what is harmless to repeat.

Everything that ``requests`` raises is turned into our own errors here, and nowhere else.
"""

from __future__ import annotations

import itertools
import json
import logging
import platform
import ssl
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import urlsplit

import requests
import urllib3.exceptions

from pictory_nb.clock import Clock
from pictory_nb.credentials import ApiKey, ClientPair, Credential, TokenKeeper
from pictory_nb.errors import (
    CredentialsError,
    Interrupted,
    PictoryError,
    ServiceUnreachable,
    SubmitUnknown,
    Unauthorized,
)
from pictory_nb.proxies import Way
from pictory_nb.secret import Secret, kept_out_of_logs
from pictory_nb.wire import tokens
from pictory_nb.wire.problems import load_error
from pictory_nb.wire.routes import TOKEN, Route

__all__ = [
    "CONNECT_TIMEOUT",
    "DEFAULT_BASE_URL",
    "READ_TIMEOUT",
    "REPEATABLE",
    "Answer",
    "Stranger",
    "Transport",
    "is_safe_address",
    "user_agent",
]

DEFAULT_BASE_URL = "https://api.pictory.ai/pictoryapis"

log = logging.getLogger(__name__)

# A read is repeated for this long, a submit only while it is certain that it was not accepted.
READ_BUDGET, SUBMIT_BUDGET = 30.0, 60.0
CONNECT_TIMEOUT, READ_TIMEOUT = 5.0, 30.0
REPEATABLE = {408, 425, 429, 500, 502, 503, 504}
"""Statuses after which a harmless question may be asked again."""


@dataclass(frozen=True)
class Answer:
    """What came back. ``body`` is the parsed JSON, or the text where it was none."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: Any = field(repr=False)

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def retry_after(self) -> float | None:
        """The pause in seconds that the service named, in either form; None where it named none above zero."""
        return _named_pause(self.headers.get("Retry-After", ""))


class _Again(Exception):
    """Asking once more is harmless. ``error`` is what to raise when there is no time left for it."""

    def __init__(self, error: PictoryError, pause: float | None = None) -> None:
        self.error, self.pause = error, pause


class _Undelivered(Exception):
    """The request did not reach the service, for certain. ``pause`` is one that the service asked for, if it did."""

    def __init__(self, why: str, pause: float | None = None) -> None:
        super().__init__(why)
        self.pause = pause


class _Unanswered(Exception):
    """The request may have reached the service, and no answer came."""


class Transport:
    """Talks to one base URL with one credential. Credentials are sent to that origin and to no other.

    ``session`` is a ``requests.Session``: proxies, private certificate authorities and mounted adapters
    are set on it, as everywhere with requests. It is used as it is, nothing is changed on it.
    """

    def __init__(
        self,
        base_url: str,
        credential: Credential | None,
        *,
        session: requests.Session | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.base_url = _checked(base_url)
        self.session = session or requests.Session()
        self._way = Way(self.session, self.base_url)
        self.clock = clock or Clock()
        self.ran_in_sandbox = False
        self._credential = credential
        self._tokens = TokenKeeper(self._fetch_token, self.clock)

    def __repr__(self) -> str:
        return f"Transport({self.base_url!r}, with {self._credential or 'no credential'})"

    def look(
        self, route: Route, *, query: Mapping[str, Any] | None = None, body: Any = None, **parameters: str
    ) -> Answer:
        """One question, asked once. Raises ``ServiceUnreachable`` where nothing readable came back."""
        try:
            return self._exchange(route, parameters, query=query, body=body)
        except (_Undelivered, _Unanswered) as silence:
            raise _unreachable(route.fill(**parameters), silence) from None

    def ask(
        self,
        route: Route,
        *,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        **parameters: str,
    ) -> Answer:
        """A harmless question, repeated with growing, random pauses for at most 30 s.

        Raises ``ServiceError`` and its kinds, or ``ServiceUnreachable``.
        """
        return self._repeated(READ_BUDGET, lambda: self._ask_once(route, parameters, query=query, body=body))

    def submit(self, route: Route, body: Any, **parameters: str) -> Answer:
        """Something that may be charged, or made twice: sent again only where it is certain that it was not accepted.

        ``body`` travels as JSON, or as it is where it is bytes.
        Raises ``SubmitUnknown`` where that is not certain, ``ServiceError`` and its kinds for a refusal.
        An interrupt while it is under way is an ``Interrupted`` that says so.
        """
        return self._repeated(SUBMIT_BUDGET, lambda: self._submit_once(route, parameters, body))

    def _ask_once(self, route: Route, parameters: Mapping[str, str], **content: Any) -> Answer:
        what = route.fill(**parameters)
        try:
            answer = self._exchange(route, parameters, **content)
        except _Undelivered as silence:
            raise _Again(_unreachable(what, silence), silence.pause) from None
        except _Unanswered as silence:
            raise _Again(_unreachable(what, silence)) from None
        if answer.ok:
            return answer
        error = load_error(what, answer.status, answer.body, retry_after=answer.retry_after)
        raise _Again(error, answer.retry_after) if answer.status in REPEATABLE else error

    def _submit_once(self, route: Route, parameters: Mapping[str, str], body: Any) -> Answer:
        what = route.fill(**parameters)
        # A kept connection may be dead by now, and a drop on it could not be told from a lost answer.
        self.session.get_adapter(self.base_url).close()
        try:
            answer = self._exchange(route, parameters, body=body)
        except _Undelivered as silence:
            raise _Again(_unreachable(what, silence), silence.pause) from None
        except _Unanswered as silence:
            raise _unknown(route, what, str(silence)) from None
        except KeyboardInterrupt:
            raise Interrupted(
                f"{what} was interrupted on its way: the service may have accepted it", _look_first(route)
            ) from None
        said_no = isinstance(answer.body, Mapping) and answer.body.get("success") is False
        if answer.ok and not said_no:
            return answer
        if answer.status >= 500:
            raise _unknown(route, what, f"the service answered {answer.status}")
        error = load_error(what, answer.status, answer.body, retry_after=answer.retry_after)
        # With a named pause, 429 was refused before any work was done.
        raise _Again(error, answer.retry_after) if answer.status == 429 and answer.retry_after else error

    def _repeated(self, budget: float, attempt: Callable[[], Answer]) -> Answer:
        """Attempt until there is an answer, with the pauses that are named, or else random and growing ones.

        A pause that would lead beyond the budget is not made: no answer would be awaited after it.
        """
        began = self.clock.now()
        for number in itertools.count(1):
            try:
                return attempt()
            except _Again as again:
                pause = again.pause or self.clock.between(0, min(8.0, 0.5 * 2 ** min(number, 10)))
                if self.clock.now() - began + pause > budget:
                    raise again.error from None
                log.info("asking again in %.1f s", pause)
            self.clock.sleep(pause)
        raise AssertionError("counting has no end")

    def _exchange(self, route: Route, parameters: Mapping[str, str], **content: Any) -> Answer:
        """Send, and once more with a new token after a 401, which proves that nothing was accepted."""
        used = self._authorization(route)
        answer = self._send(route, parameters, used, **content)
        if answer.status == 401 and isinstance(self._credential, ClientPair) and not route.open:
            self._tokens.invalidate(used)
            answer = self._send(route, parameters, self._authorization(route), **content)
        return answer

    def _authorization(self, route: Route) -> Secret:
        if route.open or self._credential is None:
            return Secret()
        return self._credential.value if isinstance(self._credential, ApiKey) else self._tokens.value()

    def _fetch_token(self) -> tokens.Token:
        """Without a token the operation that needs it is not sent, whatever became of the question for the token."""
        pair = self._credential
        try:
            answer = self._exchange(TOKEN, {}, body=tokens.dump_request(pair.client_id, pair.client_secret))
        except _Unanswered as silence:
            raise _Undelivered(f"no access token could be had: {silence}") from None
        if answer.ok and (token := tokens.load_token(answer.body)):
            return token
        if answer.status in REPEATABLE:
            raise _Undelivered(f"no access token could be had: {TOKEN} answered {answer.status}", answer.retry_after)
        raise Unauthorized(
            "the client id and secret were refused",
            mend="check PICTORY_CLIENT_ID and PICTORY_CLIENT_SECRET",
            status=answer.status,
        )

    def _send(
        self,
        route: Route,
        parameters: Mapping[str, str],
        authorization: str,
        *,
        query: Mapping[str, str] | None = None,
        body: Any = None,
    ) -> Answer:
        headers = {"Accept": "application/json", "User-Agent": user_agent()}
        content = {"data": body} if isinstance(body, bytes) else {"json": body}
        if isinstance(body, bytes):
            headers["Content-Type"] = "application/octet-stream"
        if authorization:
            headers["Authorization"] = authorization
        try:
            with kept_out_of_logs():
                url = self.base_url + route.build(**parameters)
                request = requests.Request(route.method, url, headers, params=query, auth=Stranger(), **content)
                response = self.session.send(
                    self.session.prepare_request(request),
                    timeout=(CONNECT_TIMEOUT, READ_TIMEOUT),
                    allow_redirects=False,  # a credential follows nobody to another place
                    **self._way.settings(),
                )
        except OSError as error:  # the root of what requests raises
            raise _silence(error) from None
        except BaseException as error:  # an interrupt, or a mistake in somebody's adapter
            raise error.with_traceback(None) from None  # the frames below hold the credential as it is sent
        log.debug("%s -> %d", route, response.status_code)
        self.ran_in_sandbox = self.ran_in_sandbox or "X-Pictory-Sandbox" in response.headers
        return _read(response)


class Stranger(requests.auth.AuthBase):
    """Keeps requests from adding a password out of a .netrc file: what is to be sent stands in the headers."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


@cache
def user_agent() -> str:
    """Our own name: the service's edge refuses the default one of some Python libraries (contract §0.1)."""
    try:
        ours = version("pictory_nb")
    except PackageNotFoundError:
        ours = "0"
    return f"pictory-nb/{ours} python/{platform.python_version()}"


def is_safe_address(url: str) -> bool:
    """Whether nobody on the way can read along: https, or http that does not leave this computer."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:  # a bracket that is not closed
        return False
    loopback = host in ("localhost", "127.0.0.1", "::1") or host.endswith(".localhost")
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and loopback))


def _checked(base_url: str) -> str:
    base_url = base_url.strip().rstrip("/")
    parts = urlsplit(base_url)
    if parts.username is not None or parts.query or parts.fragment:
        raise CredentialsError(
            f"the base URL for {parts.hostname} holds more than an address",
            mend="leave out what stands before @ or behind ? and give the credential as api_key",
        )
    if is_safe_address(base_url):
        return base_url
    reason = "sends the credential in clear" if parts.scheme == "http" else "is not a web address"
    raise CredentialsError(
        f"the base URL {base_url!r} {reason}",
        mend=f"use https://…, as in {DEFAULT_BASE_URL}; plain http is for 127.0.0.1 only",
    )


def _read(response: requests.Response) -> Answer:
    try:
        body = json.loads(response.content) if response.content else None
    except ValueError:
        body = response.text
    answer = Answer(response.status_code, response.headers, body)
    if answer.ok and answer.status != 204 and not isinstance(body, (Mapping, list)):
        raise _Unanswered("what came back was not JSON")
    return answer


def _silence(error: OSError) -> _Undelivered | _Unanswered | PictoryError:
    """Which kind of silence it is; in doubt the request may have arrived."""
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return ServiceUnreachable(
            "the service's certificate is not trusted here, so nothing was sent",
            mend="behind an inspecting proxy, set REQUESTS_CA_BUNDLE to its certificate",
        )
    if not isinstance(error, requests.RequestException) or isinstance(error, _NOT_SENT):
        return PictoryError(f"the request could not be made: {error}", mend="check the base URL and the proxy settings")
    if any(isinstance(cause, _NOT_DELIVERED) for cause in causes):
        return _Undelivered("no connection could be made")
    if isinstance(error, requests.exceptions.ReadTimeout):
        return _Unanswered(f"no answer came within {READ_TIMEOUT:.0f} s")
    return _Unanswered("the connection was dropped before an answer came")


_NOT_SENT = (ValueError, requests.exceptions.InvalidJSONError)
_NOT_DELIVERED = (
    requests.exceptions.ConnectTimeout,
    requests.exceptions.ProxyError,
    urllib3.exceptions.NewConnectionError,
    urllib3.exceptions.ConnectTimeoutError,
    urllib3.exceptions.ClosedPoolError,  # another thread's submit closed it, before this one had a connection
)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """``error`` and what it wraps: requests and urllib3 keep that in ``args`` and ``reason``."""
    while isinstance(error, BaseException):
        yield error
        error = getattr(error, "reason", None) or (error.args[0] if error.args else None)


def _unreachable(what: str, silence: Exception) -> ServiceUnreachable:
    return ServiceUnreachable(f"{what}: {silence}", mend="check the network and PICTORY_API_BASE_URL, and try again")


def _unknown(route: Route, what: str, why: str) -> SubmitUnknown:
    return SubmitUnknown(f"{what} was sent once and its outcome is not known: {why}", mend=_look_first(route))


def _look_first(route: Route) -> str:
    if route.paid:
        return "look at %pictory jobs before you send it again: a second submit may be charged a second time"
    return "look whether it is there before you send it again: there may be two of it then"


def _named_pause(header: str) -> float | None:
    try:
        seconds = float(header)
    except ValueError:
        try:
            moment = parsedate_to_datetime(header)
        except (TypeError, ValueError):
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=timezone.utc)
        seconds = (moment - datetime.now(timezone.utc)).total_seconds()
    return seconds if 0 < seconds < float("inf") else None
