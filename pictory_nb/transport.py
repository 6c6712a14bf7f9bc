"""Sends one operation and reads its answer: credentials, time-outs, repeating what is harmless to repeat.

Everything that ``requests`` raises is turned into our own errors here, and nowhere else.
"""

from __future__ import annotations

import json
import logging
import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import urlsplit

import requests
import tenacity
import urllib3.exceptions

from pictory_nb.clock import Clock
from pictory_nb.credentials import ApiKey, ClientPair, Credential, TokenKeeper
from pictory_nb.errors import CredentialsError, ServiceError, ServiceUnreachable, SubmitUnknown, Unauthorized
from pictory_nb.wire import tokens
from pictory_nb.wire.problems import load_error
from pictory_nb.wire.routes import TOKEN, Route

__all__ = ["DEFAULT_BASE_URL", "Answer", "Transport"]

DEFAULT_BASE_URL = "https://api.pictory.ai/pictoryapis"

log = logging.getLogger(__name__)

# A read is repeated for this long, a submit only while it is certain that it was not accepted.
READ_BUDGET, SUBMIT_BUDGET = 30.0, 60.0
CONNECT_TIMEOUT, READ_TIMEOUT = 5.0, 30.0
_REPEATABLE = {408, 425, 429, 500, 502, 503, 504}


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

    def __init__(self, error: Exception, pause: float | None = None) -> None:
        self.error, self.pause = error, pause


class _Undelivered(Exception):
    """The request did not reach the service, for certain."""


class _Unanswered(Exception):
    """The request may have reached the service, and no answer came."""


class Transport:
    """Talks to one base URL with one credential. Credentials are sent to that origin and to no other.

    ``session`` is a ``requests.Session``: proxies, private certificate authorities and mounted adapters
    are set on it, as everywhere with requests.
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
        self.session.auth = _Nothing()
        self.session.headers["User-Agent"] = user_agent()
        self.clock = clock or Clock()
        self.ran_in_sandbox = False
        self._credential = credential
        self._tokens = TokenKeeper(self._fetch_token, self.clock)

    def __repr__(self) -> str:
        return f"Transport({self.base_url!r}, with {self._credential or 'no credential'})"

    def look(self, route: Route, *, query: Mapping[str, str] | None = None, **parameters: str) -> Answer:
        """One question, asked once. Raises ``ServiceUnreachable`` where nothing readable came back."""
        try:
            return self._exchange(route, parameters, query=query)
        except (_Undelivered, _Unanswered) as silence:
            raise _unreachable(route, silence) from None

    def ask(self, route: Route, *, query: Mapping[str, str] | None = None, **parameters: str) -> Answer:
        """A harmless question, repeated with growing, random pauses for at most 30 s.

        Raises ``ServiceError`` and its kinds, or ``ServiceUnreachable``.
        """
        return self._repeated(READ_BUDGET, lambda: self._ask_once(route, parameters, query))

    def submit(self, route: Route, body: Mapping[str, Any], **parameters: str) -> Answer:
        """Something that may be charged: sent again only where it is certain that it was not accepted.

        Raises ``SubmitUnknown`` where that is not certain, ``ServiceError`` and its kinds for a refusal.
        """
        # A kept connection may be dead by now, and a drop on it could not be told from a lost answer.
        self.session.get_adapter(self.base_url).close()
        return self._repeated(SUBMIT_BUDGET, lambda: self._submit_once(route, parameters, body))

    def _ask_once(self, route: Route, parameters: Mapping[str, str], query: Mapping[str, str] | None) -> Answer:
        try:
            answer = self._exchange(route, parameters, query=query)
        except (_Undelivered, _Unanswered) as silence:
            raise _Again(_unreachable(route, silence)) from None
        if answer.ok:
            return answer
        error = load_error(str(route), answer.status, answer.body, retry_after=answer.retry_after)
        raise _Again(error, answer.retry_after) if answer.status in _REPEATABLE else error

    def _submit_once(self, route: Route, parameters: Mapping[str, str], body: Mapping[str, Any]) -> Answer:
        try:
            answer = self._exchange(route, parameters, body=body)
        except _Undelivered as silence:
            raise _Again(_unreachable(route, silence)) from None
        except _Unanswered as silence:
            raise _unknown(route, str(silence)) from None
        if answer.ok:
            return answer
        if answer.status >= 500:
            raise _unknown(route, f"the service answered {answer.status}")
        error = load_error(str(route), answer.status, answer.body, retry_after=answer.retry_after)
        # With a named pause, 429 was refused before any work was done.
        raise _Again(error, answer.retry_after) if answer.status == 429 and answer.retry_after else error

    def _repeated(self, budget: float, attempt: Callable[[], Answer]) -> Answer:
        began = self.clock.now()

        def pause(state: tenacity.RetryCallState) -> float:
            again = state.outcome.exception()
            return again.pause or self.clock.between(0, min(8.0, 0.5 * 2 ** min(state.attempt_number, 10)))

        def out_of_time(state: tenacity.RetryCallState) -> bool:
            return self.clock.now() - began + state.upcoming_sleep > budget

        try:
            return tenacity.Retrying(
                retry=tenacity.retry_if_exception_type(_Again),
                wait=pause,
                stop=out_of_time,
                sleep=self.clock.sleep,
                reraise=True,
            )(attempt)
        except _Again as last:
            raise last.error from None

    def _exchange(self, route: Route, parameters: Mapping[str, str], **content: Any) -> Answer:
        """Send, and once more with a new token after a 401, which proves that nothing was accepted."""
        used = self._authorization(route)
        answer = self._send(route, parameters, used, **content)
        if answer.status == 401 and isinstance(self._credential, ClientPair) and not route.open:
            self._tokens.invalidate(used)
            answer = self._send(route, parameters, self._authorization(route), **content)
        return answer

    def _authorization(self, route: Route) -> str:
        if route.open or self._credential is None:
            return ""
        return self._credential.value if isinstance(self._credential, ApiKey) else self._tokens.value()

    def _fetch_token(self) -> tokens.Token:
        pair = self._credential
        try:
            answer = self._exchange(TOKEN, {}, body=tokens.dump_request(pair.client_id, pair.client_secret))
        except (_Undelivered, _Unanswered) as silence:
            raise _unreachable(TOKEN, silence) from None
        if token := tokens.load_token(answer.body):
            return token
        if answer.status >= 500 or answer.status == 429:
            raise load_error(str(TOKEN), answer.status, answer.body, retry_after=answer.retry_after)
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
        body: Mapping[str, Any] | None = None,
    ) -> Answer:
        headers = {"Accept": "application/json"}
        if authorization:
            headers["Authorization"] = authorization
        try:
            response = self.session.request(
                route.method,
                self.base_url + route.build(**parameters),
                params=query,
                json=body,
                headers=headers,
                timeout=(CONNECT_TIMEOUT, READ_TIMEOUT),
                allow_redirects=False,  # a credential follows nobody to another place
            )
        except requests.RequestException as error:
            raise _silence(error) from None
        log.debug("%s -> %d", route, response.status_code)
        self.ran_in_sandbox = "X-Pictory-Sandbox" in response.headers
        return _read(response)


class _Nothing(requests.auth.AuthBase):
    """Keeps requests from adding a password out of a .netrc file; the credential is set per request."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


def user_agent() -> str:
    """Our own name: the service's edge refuses the default one of some Python libraries (contract §0.1)."""
    try:
        ours = version("pictory_nb")
    except PackageNotFoundError:
        ours = "0"
    return f"pictory-nb/{ours} python/{platform.python_version()}"


def _checked(base_url: str) -> str:
    base_url = base_url.strip().rstrip("/")
    parts = urlsplit(base_url)
    loopback = parts.hostname in ("localhost", "127.0.0.1", "::1") or (parts.hostname or "").endswith(".localhost")
    if (parts.scheme == "https" and parts.hostname) or (parts.scheme == "http" and loopback):
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
        if response.ok:
            raise _Unanswered("a web page came back where JSON was due") from None
    return Answer(response.status_code, response.headers, body)


def _silence(error: requests.RequestException) -> _Undelivered | _Unanswered | ServiceError:
    """Which kind of silence an exception of requests is."""
    if isinstance(error, requests.exceptions.SSLError):
        return ServiceError(
            f"no trusted connection: {_cause(error)}", mend="check the certificate settings of requests"
        )
    if isinstance(error, (requests.exceptions.ConnectTimeout, requests.exceptions.ProxyError)):
        return _Undelivered("no connection could be made")
    reason = getattr(error.args[0], "reason", None) if error.args else None
    if isinstance(reason, (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError)):
        return _Undelivered("no connection could be made")
    if isinstance(error, requests.exceptions.ReadTimeout):
        return _Unanswered(f"no answer came within {READ_TIMEOUT:.0f} s")
    return _Unanswered("the connection was dropped before an answer came")


def _cause(error: Exception) -> str:
    return type(getattr(error.args[0], "reason", error) if error.args else error).__name__


def _unreachable(route: Route, silence: Exception) -> ServiceUnreachable:
    return ServiceUnreachable(f"{route}: {silence}", mend="check the network and PICTORY_API_BASE_URL, and try again")


def _unknown(route: Route, why: str) -> SubmitUnknown:
    return SubmitUnknown(
        f"{route} was sent once and its outcome is not known: {why}",
        mend="look at %pictory jobs before you send it again: a second submit may be charged a second time",
    )


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
