"""What holds for every test: no account of the person who runs them is ever used."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import uuid

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None, max_examples=60)
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """The sandbox keeps its things in pytest's cache: the voice is put together once, and not in the user's home."""
    cache = getattr(config, "cache", None)  # it can be switched off
    os.environ["PICTORY_NB_HOME"] = str(cache.mkdir("pictory_nb")) if cache else tempfile.mkdtemp()
    # A shell that runs the tests in the background lets interrupts be ignored, by every program that they start too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ["PICTORY_NB_LEDGER"] = os.path.join(tempfile.mkdtemp(prefix="pictory-nb-tests-"), "ledger.sqlite")


def pytest_unconfigure() -> None:
    """No ledger of a test is left behind."""
    if ledger := os.environ.get("PICTORY_NB_LEDGER"):  # it is not there where the configuration failed
        shutil.rmtree(os.path.dirname(ledger), ignore_errors=True)


@pytest.fixture(autouse=True)
def ledger_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test has paid for is nothing to another."""
    folder = os.path.dirname(os.environ["PICTORY_NB_LEDGER"])
    monkeypatch.setenv("PICTORY_NB_LEDGER", os.path.join(folder, f"{uuid.uuid4()}.sqlite"))


@pytest.fixture(autouse=True)
def no_account(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing in the environment, and no .netrc, reaches a test."""
    for name in ("API_KEY", "CLIENT_ID", "CLIENT_SECRET", "API_BASE_URL", "PROFILE", "MAX_CREDITS"):
        monkeypatch.delenv(f"PICTORY_{name}", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.setenv("NETRC", os.devnull)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
