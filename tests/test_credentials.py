"""Credentials: where they come from, what shape they must have, and how a token is kept fresh by many threads."""

from __future__ import annotations

import os
import sys
import threading
import time
from types import ModuleType

import pytest
from IPython.core.error import StdinNotImplementedError

from pictory_nb.credentials import ApiKey, ClientPair, TokenKeeper, find, keep
from pictory_nb.errors import CredentialsError, ServiceUnreachable
from pictory_nb.jupyter.host import Host
from pictory_nb.jupyter.login import login, logout
from pictory_nb.wire.tokens import Token
from tests.faults.clocks import FakeClock

KEY = "pictai_canary0001"
ENVIRON = {"PICTORY_API_KEY": KEY, "PICTORY_CLIENT_ID": "env-id", "PICTORY_CLIENT_SECRET": "env-secret"}


def test_arguments_come_before_the_environment() -> None:
    """What is written in the call is what was meant."""
    assert find("pictai_mine", environ=ENVIRON) == ApiKey("pictai_mine")
    assert find(client_id="id", client_secret="secret", environ=ENVIRON) == ClientPair("id", "secret")
    assert find(environ=ENVIRON) == ApiKey(KEY)
    assert find(environ={**ENVIRON, "PICTORY_API_KEY": ""}) == ClientPair("env-id", "env-secret")
    assert find(environ={}) is None


class Keyring(ModuleType):
    """A keyring whose entries are written down here; ``trouble`` is what it raises instead."""

    def __init__(self, trouble: Exception | None = None, **entries: str) -> None:
        super().__init__("keyring")
        self.entries, self.trouble = {("pictory_nb", name): value for name, value in entries.items()}, trouble

    def get_password(self, service: str, name: str) -> str | None:
        if self.trouble:
            raise self.trouble
        return self.entries.get((service, name))

    def set_password(self, service: str, name: str, value: str) -> None:
        if self.trouble:
            raise self.trouble
        self.entries[service, name] = value

    def delete_password(self, service: str, name: str) -> None:
        del self.entries[service, name]


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Keyring:
    keyring = Keyring(PICTORY_API_KEY="pictai_kept")
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    return keyring


def test_the_keyring_comes_after_the_environment(keyring: Keyring, monkeypatch: pytest.MonkeyPatch) -> None:
    """And before Colab's secrets; nobody is ever asked for a key by merely making a client."""
    colab = ModuleType("google.colab.userdata")
    colab.get = {"PICTORY_CLIENT_ID": "id", "PICTORY_CLIENT_SECRET": "secret"}.get
    for name in ("google", "google.colab"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, "google.colab.userdata", colab)
    assert find() == ApiKey("pictai_kept")
    monkeypatch.setenv("PICTORY_API_KEY", KEY)
    assert find() == ApiKey(KEY)
    assert find("pictai_mine") == ApiKey("pictai_mine")
    monkeypatch.delenv("PICTORY_API_KEY")
    keyring.entries.clear()
    assert find() == ClientPair("id", "secret")


def test_a_locked_keyring_is_no_error(keyring: Keyring, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever wants the sandbox is not stopped by a desktop that asks for a password, or has none."""
    keyring.trouble = RuntimeError("canary")
    assert find() is None
    monkeypatch.setitem(sys.modules, "keyring", None)  # not installed
    assert find() is None


def test_a_key_is_kept_only_when_asked(keyring: Keyring, monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer without a keyring says what to do instead."""
    keep(ApiKey(KEY))
    assert find() == ApiKey(KEY)
    keyring.trouble = RuntimeError("canary")
    with pytest.raises(CredentialsError, match="set PICTORY_API_KEY") as caught:
        keep(ApiKey(KEY))
    assert "canary" not in str(caught.value)
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(CredentialsError, match="pip install"):
        keep(ApiKey(KEY))


WATCHED, ALONE = Host(), Host(watched=False)


def test_a_key_that_is_typed_lasts_as_long_as_the_kernel(
    keyring: Keyring, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is stored nowhere but in the process, unless that is asked for; and it is not printed."""
    monkeypatch.setenv("PICTORY_API_KEY", "")
    login(WATCHED, ask=lambda prompt: f" {KEY} ")
    assert os.environ["PICTORY_API_KEY"] == KEY
    assert keyring.entries == {("pictory_nb", "PICTORY_API_KEY"): "pictai_kept"}
    login(WATCHED, keep=True, ask=lambda prompt: KEY)
    assert keyring.entries == {("pictory_nb", "PICTORY_API_KEY"): KEY}
    assert "canary" not in capsys.readouterr().out


def test_an_older_account_types_its_secret(
    keyring: Keyring, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The id stands on the line, the secret does not; a key of before counts no longer."""
    for name in ("PICTORY_CLIENT_ID", "PICTORY_CLIENT_SECRET", "PICTORY_API_KEY"):
        monkeypatch.setenv(name, KEY)
    login(WATCHED, client_id="id", keep=True, ask=lambda prompt: "canary-secret")
    keyring.entries.pop(("pictory_nb", "PICTORY_API_KEY"))
    assert find() == ClientPair("id", "canary-secret")
    logout()
    assert find() == ClientPair("id", "canary-secret")
    told = capsys.readouterr().out
    assert "Forgotten in this kernel: PICTORY_CLIENT_ID, PICTORY_CLIENT_SECRET." in told
    assert "There is still one in the keyring: --keyring removes it." in told
    assert "canary" not in told


def test_logging_out_leaves_nothing(keyring: Keyring, monkeypatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither in the kernel nor in the keyring; and with nothing there it says so."""
    monkeypatch.setenv("PICTORY_API_KEY", KEY)
    logout(keyring=True)
    assert find() is None
    assert "Removed from the keyring: PICTORY_API_KEY." in capsys.readouterr().out
    logout()
    assert "nothing to be forgotten" in capsys.readouterr().out


@pytest.mark.parametrize("trouble", [EOFError, StdinNotImplementedError])
def test_where_nobody_can_be_asked_the_other_ways_are_told(trouble: type[Exception]) -> None:
    """A notebook that runs by itself does not hang at a prompt."""

    def nobody(prompt: str) -> str:
        raise trouble

    for host, ask in ((WATCHED, nobody), (ALONE, lambda prompt: pytest.fail("it was asked"))):
        with pytest.raises(CredentialsError, match="set PICTORY_API_KEY"):
            login(host, ask=ask)
    with pytest.raises(CredentialsError, match="no API key was given"):
        login(WATCHED, ask=lambda prompt: "")


@pytest.mark.parametrize("copied", [f" {KEY}\n", f'"{KEY}"', f"'{KEY}' "])
def test_what_comes_along_with_a_copied_key_is_taken_off(copied: str) -> None:
    """Blanks, line ends and the quotes of a .env file are not part of a key."""
    assert find(copied, environ={}) == ApiKey(KEY)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"api_key": f"Bearer {KEY}"}, "starts with the word Bearer"),
        ({"api_key": "sk-canary0001"}, "does not start with pictai_"),
        ({"api_key": "pictai_canary0001\r\nX-Evil: 1"}, "a blank or a character"),
        ({"api_key": "pictai_canary0001é"}, "a blank or a character"),
        ({"client_id": "canary0001"}, "PICTORY_CLIENT_SECRET"),
        ({"client_secret": "canary0001"}, "PICTORY_CLIENT_ID"),
    ],
)
def test_a_credential_that_cannot_work_is_refused_at_once(given: dict[str, str], says: str) -> None:
    """Nobody waits for a 401 to learn of a copying mistake, and the message does not repeat the secret."""
    with pytest.raises(CredentialsError) as caught:
        find(**given, environ={})
    assert says in str(caught.value)
    assert "canary" not in str(caught.value)
    assert caught.value.mend


def test_a_credential_does_not_show_itself() -> None:
    """Neither by repr nor by str, since both end in notebooks."""
    for credential in (ApiKey(KEY), ClientPair("canary-id", "canary-secret"), Token("canary")):
        assert "canary" not in repr(credential)
        assert "canary" not in str(credential)


class Fetch:
    """Hands out numbered tokens, and fails while ``trouble`` is set."""

    def __init__(self, lifetime: float = 3600) -> None:
        self.count, self.lifetime = 0, lifetime
        self.trouble: Exception | None = None

    def __call__(self) -> Token:
        self.count += 1
        if self.trouble:
            raise self.trouble
        return Token(f"token-{self.count}", self.lifetime)


def test_a_token_is_renewed_five_minutes_before_its_end() -> None:
    """A request never meets a token that ends under way."""
    clock, fetch = FakeClock(), Fetch()
    keeper = TokenKeeper(fetch, clock)
    assert keeper.value() == "token-1"
    clock.time += 3600 - 301
    assert keeper.value() == "token-1"
    clock.time += 2
    assert keeper.value() == "token-2"
    assert fetch.count == 2


def test_an_early_renewal_that_fails_costs_nothing() -> None:
    """The present token is used until it ends; only then the failure is told."""
    clock, fetch = FakeClock(), Fetch()
    keeper = TokenKeeper(fetch, clock)
    keeper.value()
    fetch.trouble = ServiceUnreachable("no answer")
    clock.time += 3400
    assert keeper.value() == "token-1"
    clock.time += 171  # less than half a minute is left
    with pytest.raises(ServiceUnreachable):
        keeper.value()


def test_a_short_lived_token_is_not_asked_for_at_every_call() -> None:
    """It is renewed at half of its life."""
    clock, fetch = FakeClock(), Fetch(lifetime=60)
    keeper = TokenKeeper(fetch, clock)
    assert [keeper.value(), keeper.value()] == ["token-1", "token-1"]
    clock.time += 31
    assert keeper.value() == "token-2"


def test_a_refused_token_is_forgotten_only_once() -> None:
    """A late 401 for the old token does not throw away the new one."""
    keeper = TokenKeeper(Fetch(), FakeClock())
    first = keeper.value()
    keeper.invalidate(first)
    assert keeper.value() == "token-2"
    keeper.invalidate(first)
    assert keeper.value() == "token-2"


def test_eight_threads_without_a_token_ask_once() -> None:
    """One exchange for all, as the token endpoint may be limited."""
    all_here, may_answer = threading.Barrier(8), threading.Event()

    class Slow(Fetch):
        def __call__(self) -> Token:
            may_answer.wait(5)
            return super().__call__()

    fetch, values = Slow(), []
    keeper = TokenKeeper(fetch, FakeClock())

    def use() -> None:
        all_here.wait(5)
        values.append(keeper.value())

    threads = [threading.Thread(target=use) for _ in range(8)]
    for thread in threads:
        thread.start()
    time.sleep(0.1)  # by now all wait for the one that asks
    may_answer.set()
    for thread in threads:
        thread.join(5)
    assert values == ["token-1"] * 8
    assert fetch.count == 1


def test_others_go_on_with_a_good_token_while_one_renews() -> None:
    """A slow token endpoint holds up one request, not all."""
    asked, may_answer = threading.Event(), threading.Event()

    class Slow(Fetch):
        def __call__(self) -> Token:
            if self.count:
                asked.set()
                may_answer.wait(5)
            return super().__call__()

    clock, fetch = FakeClock(), Slow()
    keeper = TokenKeeper(fetch, clock)
    keeper.value()
    clock.time += 3400
    renewing = threading.Thread(target=keeper.value)
    renewing.start()
    assert asked.wait(5)
    assert keeper.value() == "token-1"
    may_answer.set()
    renewing.join(5)
    assert keeper.value() == "token-2"
