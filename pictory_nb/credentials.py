"""Where a credential comes from, whether its shape can be right, and how long a token lives.

A credential is never shown: not by ``repr``, not in an error, not in a log.
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
import os
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import ModuleType

from pictory_nb.clock import Clock
from pictory_nb.errors import CredentialsError
from pictory_nb.secret import Secret
from pictory_nb.wire.tokens import Token

__all__ = [
    "NAMES",
    "ApiKey",
    "ClientPair",
    "Credential",
    "TokenKeeper",
    "find",
    "forget",
    "keep",
    "surely_none",
    "variable",
    "whereabouts",
]

log = logging.getLogger(__name__)

_KEY_PAGE = "https://app.pictory.ai/api-access"
NAMES = ("PICTORY_API_KEY", "PICTORY_CLIENT_ID", "PICTORY_CLIENT_SECRET")
_SERVICE = "pictory_nb"


@dataclass(frozen=True)
class ApiKey:
    """A permanent key, ``pictai_…`` (contract §0.2)."""

    value: str = field(repr=False)

    @property
    def identity(self) -> str:
        """What tells this account from others; only a hash of it is kept."""
        return self.value

    @property
    def variables(self) -> dict[str, str]:
        """The names that it is looked for by, with the values."""
        return {NAMES[0]: self.value}

    def __str__(self) -> str:
        return "API key"


@dataclass(frozen=True)
class ClientPair:
    """A client id and secret, exchanged for tokens of one hour (contract §2.1)."""

    client_id: str = field(repr=False)
    client_secret: str = field(repr=False)

    @property
    def identity(self) -> str:
        """What tells this account from others; only a hash of it is kept."""
        return self.client_id

    @property
    def variables(self) -> dict[str, str]:
        """The names that it is looked for by, with the values."""
        return {NAMES[1]: self.client_id, NAMES[2]: self.client_secret}

    def __str__(self) -> str:
        return "client id and secret"


Credential = ApiKey | ClientPair


def find(
    api_key: str | None = None,
    client_id: str | None = None,
    client_secret: str | None = None,
    environ: Mapping[str, str] | None = None,
    *,
    profile: str = "",
) -> Credential | None:
    """The first credential among the arguments, the environment, the keyring and Colab's secrets; None where none is.

    All but the arguments have the names ``PICTORY_API_KEY``, ``PICTORY_CLIENT_ID`` and ``PICTORY_CLIENT_SECRET``, in
    the keyring of the service ``pictory_nb``; with a ``profile`` such as "work" ``PICTORY_WORK_API_KEY`` and its like,
    and these alone: no other account pays where they are missing. An ``environ`` that is given is the only other place.
    Raises ``CredentialsError`` for one that cannot work, since a request would only tell the same later.
    """
    given = [Secret(value or "") for value in (api_key, client_id, client_secret)]
    api_key = client_id = client_secret = None  # a traceback that shows variables shows none of them
    if any(given):
        if profile:
            raise CredentialsError(
                f"a credential and the profile {profile!r} are both given", mend="give one: each is an account"
            )
        return _credential(*given, "the arguments")
    names = [variable(name, profile) for name in NAMES]
    for place, look in _places() if environ is None else [(_ENVIRONMENT, environ.get)]:
        if found := _credential(*(Secret(look(name) or "") for name in names), place):
            return found
    if profile:
        raise CredentialsError(f"there is no account {profile!r}", mend=f"set {names[0]}, or {names[1]} and {names[2]}")
    return None


def whereabouts() -> str:
    """The place that ``find`` takes a credential from, such as ``the keyring``; empty where there is none."""
    return next((place for place, look in _places() if any(look(name) for name in NAMES)), "")


def surely_none() -> bool:
    """Whether there can be no account. It is seen at once, since no store of secrets is opened for it."""
    named = any(os.environ.get(name) for name in (*NAMES, "PICTORY_API_BASE_URL"))
    return not (named or "google.colab" in sys.modules or importlib.util.find_spec("keyring"))


def variable(name: str, profile: str = "") -> str:
    """The variable of a profile: for "work" ``PICTORY_API_KEY`` becomes ``PICTORY_WORK_API_KEY``."""
    word = profile.upper().replace("-", "_")
    if profile and not (word.isascii() and word.isidentifier()):
        raise CredentialsError(f"{profile!r} cannot be the name of a profile", mend="use letters, digits and _ alone")
    return name.replace("PICTORY_", f"PICTORY_{word}_", 1) if profile else name


def keep(credential: Credential) -> None:
    """Put a credential into the system's keyring, for every program of this user. Raises ``CredentialsError``."""
    keyring = _keyring()
    try:
        for name, value in credential.variables.items():
            keyring.set_password(_SERVICE, name, str(value))
    except Exception as error:
        raise CredentialsError(
            f"this computer has no keyring that takes it ({type(error).__name__})",
            mend=f"set {' and '.join(credential.variables)} instead",
        ) from None


def forget() -> list[str]:
    """Remove what is kept in the keyring; the names of what was there. Raises ``CredentialsError``."""
    keyring = _keyring()
    kept = [name for name in NAMES if _in_keyring(name)]
    try:
        for name in kept:
            keyring.delete_password(_SERVICE, name)
    except Exception as error:
        raise CredentialsError(
            f"the keyring does not give it up ({type(error).__name__})", mend=f"keyring del {_SERVICE} {kept[0]}"
        ) from None
    return kept


def _keyring() -> ModuleType:
    try:
        return importlib.import_module("keyring")
    except ModuleNotFoundError:
        raise CredentialsError(
            "the package keyring is not installed", mend='pip install "pictory_nb[keyring]", or set PICTORY_API_KEY'
        ) from None


_ENVIRONMENT = "the environment"


def _places() -> list[tuple[str, Callable[[str], str | None]]]:
    """Where a credential may be, the first that counts first."""
    return [(_ENVIRONMENT, os.environ.get), ("the keyring", _in_keyring), ("Colab's secrets", _in_colab)]


def _in_keyring(name: str) -> str | None:
    """What the system keeps for this user; nothing where there is no keyring, or where it is locked."""
    try:
        return importlib.import_module("keyring").get_password(_SERVICE, name)
    except ModuleNotFoundError:
        return None
    except Exception as error:  # each backend has errors of its own
        log.info("the keyring cannot be asked: %s", type(error).__name__)
        return None


def _in_colab(name: str) -> str | None:
    """A secret that a notebook on Colab was given; nothing elsewhere, or where it was not allowed."""
    if "google.colab" not in sys.modules:
        return None
    try:
        return importlib.import_module("google.colab.userdata").get(name)
    except Exception as error:
        log.info("Colab gives no %s: %s", name, type(error).__name__)
        return None


def _credential(key: str, client_id: str, secret: str, place: str) -> Credential | None:
    key, client_id, secret = (_cleaned(value, place) for value in (key, client_id, secret))
    if key:
        if not key.startswith("pictai_"):
            raise CredentialsError(
                f"the API key in {place} does not start with pictai_",
                mend=f"copy the whole key from {_KEY_PAGE}; an older account gives a client id and secret instead",
            )
        return ApiKey(key)
    if client_id and secret:
        return ClientPair(client_id, secret)
    if client_id or secret:
        missing = "the client secret (PICTORY_CLIENT_SECRET)" if client_id else "the client id (PICTORY_CLIENT_ID)"
        raise CredentialsError(f"only one half of a client id and secret is in {place}", mend=f"give {missing} too")
    return None


def _cleaned(value: str, place: str) -> Secret:
    """Without the blanks and quotes that come along when a line of a shell or of a .env file is copied."""
    value = Secret(value.strip().strip("'\"").strip())
    if value.lower().startswith("bearer "):
        raise CredentialsError(
            f"a credential in {place} starts with the word Bearer", mend="give the value alone, as in pictai_…"
        )
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
        self._renewing = threading.Lock()
        self._held: _Held | None = None

    def value(self) -> str:
        """A token that can be sent now. Raises what ``fetch`` raises when there is none to fall back on."""
        held, now = self._held, self._clock.now()
        if held and now < held.renew_from:
            return held.value
        usable = held is not None and now < held.dead_from
        if not self._renewing.acquire(blocking=not usable):
            return held.value  # another thread is asking; this token is still good
        try:
            return self._renewed(held)
        finally:
            self._renewing.release()

    def invalidate(self, used: str) -> None:
        """Forget the token that was refused, unless another thread has replaced it by now."""
        with self._renewing:
            if self._held and self._held.value == used:
                self._held = None

    def _renewed(self, seen: _Held | None) -> str:
        held = self._held
        if held and held is not seen:
            return held.value  # another thread was quicker
        try:
            token = self._fetch()
        except Exception:
            if held and self._clock.now() < held.dead_from:
                log.info("the access token could not be renewed early; the present one is used until it ends")
                return held.value
            raise
        now = self._clock.now()
        # A token that lives for less than ten minutes is renewed at half of its life.
        soft, hard = (min(margin, token.expires_in / 2) for margin in (self.SOFT, self.HARD))
        self._held = _Held(token.value, now + token.expires_in - soft, now + token.expires_in - hard)
        return token.value


@dataclass(frozen=True)
class _Held:
    """A token with the two moments, on the clock, from which it should and from which it must be replaced."""

    value: str = field(repr=False)
    renew_from: float
    dead_from: float
