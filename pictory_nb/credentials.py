"""Where a credential comes from, whether its shape can be right, and how long a token lives.

A credential is never shown: not by ``repr``, not in an error, not in a log.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pictory_nb.clock import Clock
from pictory_nb.errors import CredentialsError
from pictory_nb.wire.tokens import Token

__all__ = ["ApiKey", "ClientPair", "Credential", "TokenKeeper", "find"]

_KEY_PAGE = "https://app.pictory.ai/api-access"


@dataclass(frozen=True)
class ApiKey:
    """A permanent key, ``pictai_…`` (contract §0.2)."""

    value: str = field(repr=False)

    def __str__(self) -> str:
        return "API key"


@dataclass(frozen=True)
class ClientPair:
    """A client id and secret, exchanged for tokens of one hour (contract §2.1)."""

    client_id: str = field(repr=False)
    client_secret: str = field(repr=False)

    def __str__(self) -> str:
        return "client id and secret"


Credential = ApiKey | ClientPair


def find(
    api_key: str | None = None,
    client_id: str | None = None,
    client_secret: str | None = None,
    environ: Mapping[str, str] | None = None,
) -> Credential | None:
    """The first credential among the arguments and then the environment; None where there is none.

    Reads ``PICTORY_API_KEY``, ``PICTORY_CLIENT_ID`` and ``PICTORY_CLIENT_SECRET``.
    Raises ``CredentialsError`` for one that cannot work, since a request would only tell the same later.
    """
    environ = os.environ if environ is None else environ
    if api_key or client_id or client_secret:
        return _credential(api_key, client_id, client_secret, "the arguments")
    names = ("PICTORY_API_KEY", "PICTORY_CLIENT_ID", "PICTORY_CLIENT_SECRET")
    return _credential(*(environ.get(name) for name in names), "the environment")


def _credential(key: str | None, client_id: str | None, secret: str | None, place: str) -> Credential | None:
    key, client_id, secret = (_cleaned(value, place) for value in (key, client_id, secret))
    if key:
        if key.lower().startswith("bearer"):
            raise CredentialsError(f"the API key in {place} starts with Bearer", mend="give the key alone: pictai_…")
        if not key.startswith("pictai_"):
            raise CredentialsError(
                f"the API key in {place} does not start with pictai_",
                mend=f"copy the whole key from {_KEY_PAGE}; an older account gives a client id and secret instead",
            )
        return ApiKey(key)
    if client_id and secret:
        return ClientPair(client_id, secret)
    if client_id or secret:
        missing = "PICTORY_CLIENT_SECRET" if client_id else "PICTORY_CLIENT_ID"
        raise CredentialsError(f"{place} has only one half of a client id and secret", mend=f"set {missing} too")
    return None


def _cleaned(value: str | None, place: str) -> str:
    value = (value or "").strip().strip("'\"").strip()
    if any(not 32 < ord(letter) < 127 for letter in value):
        raise CredentialsError(
            f"a credential in {place} holds a blank or a character that no credential has",
            mend=f"copy it again from {_KEY_PAGE}",
        )
    return value


class TokenKeeper:
    """Keeps one access token fresh for many threads.

    A token is renewed while it is still good, five minutes before its end; only one thread asks, and the others
    go on with the old one. If that early renewal fails nothing is lost: the old token works until it ends.
    """

    SOFT, HARD = 300.0, 30.0

    def __init__(self, fetch: Callable[[], Token], clock: Clock) -> None:
        self._fetch, self._clock = fetch, clock
        self._lock = threading.Lock()
        self._token: Token | None = None
        self._born = 0.0

    def value(self) -> str:
        """A token that can be sent now. Raises what ``fetch`` raises when there is none to fall back on."""
        token, left = self._token, self._left()
        if token and left > self.SOFT:
            return token.value
        usable = token is not None and left > self.HARD
        if not self._lock.acquire(blocking=not usable):
            return token.value
        try:
            return self._renewed(token)
        finally:
            self._lock.release()

    def invalidate(self, used: str) -> None:
        """Forget the token that was refused, unless another thread has replaced it by now."""
        if self._token and self._token.value == used:
            self._token = None

    def _left(self) -> float:
        return self._born + self._token.expires_in - self._clock.now() if self._token else 0.0

    def _renewed(self, seen: Token | None) -> str:
        if self._token and self._token is not seen and self._left() > self.HARD:
            return self._token.value  # another thread was quicker
        try:
            token = self._fetch()
        except Exception:
            if self._token and self._left() > self.HARD:
                return self._token.value
            raise
        self._token, self._born = token, self._clock.now()
        return token.value
