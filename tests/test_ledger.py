"""The ledger as the client uses it: written before the submit, read by all, and never in the way of a film."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictory_nb.clock import ago
from pictory_nb.errors import LedgerUnusable
from pictory_nb.ledger import (
    CLEANED,
    COMPLETED,
    DAY,
    FAILED,
    LONGEST_SUBMIT,
    RUNNING,
    SUBMITTING,
    UNKNOWN,
    Entry,
    Ledger,
    fingerprint,
    fingerprint_of_account,
    is_remote,
    ledger_path,
)

ACCOUNT, PAYLOAD = "account", "payload"


class Wall:
    """A clock on the wall that can be set."""

    def __init__(self) -> None:
        self.time = 1_800_000_000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def ledger(tmp_path: Path, wall: Wall) -> Ledger:
    return Ledger(tmp_path / "ledger.sqlite", now=wall)


def claimed(ledger: Ledger, **more: object) -> Entry:
    claim = ledger.claim(ACCOUNT, PAYLOAD, kind="render", name="Rain", **more)
    assert claim.granted
    return claim.entry


def running(ledger: Ledger, job_id: str = "job-1") -> Entry:
    entry = claimed(ledger)
    ledger.settle(entry.client_ref, RUNNING, job_id=job_id)
    return entry


def test_a_claim_is_granted_once(ledger: Ledger) -> None:
    """Who asks second is shown the first one's entry, at each stage of it."""
    entry = claimed(ledger)
    assert (entry.state, entry.name) == (SUBMITTING, "Rain")
    for state in (SUBMITTING, UNKNOWN, RUNNING, COMPLETED):
        ledger.settle(entry.client_ref, state, job_id="job-1")
        second = ledger.claim(ACCOUNT, PAYLOAD, kind="render")
        assert (second.granted, second.entry.client_ref, second.entry.state) == (False, entry.client_ref, state)


@pytest.mark.parametrize("state", [FAILED, CLEANED])
def test_what_came_to_nothing_may_be_sent_again(ledger: Ledger, state: str) -> None:
    """A failed render, or one whose results are gone, does not stand in the way."""
    entry = claimed(ledger)
    ledger.settle(entry.client_ref, state)
    assert claimed(ledger).client_ref != entry.client_ref


def test_accounts_and_payloads_are_kept_apart(ledger: Ledger) -> None:
    """Another account, or another script, is another purchase."""
    claimed(ledger)
    assert ledger.claim("another", PAYLOAD, kind="render").granted
    assert ledger.claim(ACCOUNT, "another", kind="render").granted
    assert len(ledger.entries(ACCOUNT)) == 2


def test_a_decision_gives_an_unknown_outcome_up(ledger: Ledger) -> None:
    """``new`` is granted, and the old question is not asked again."""
    entry = claimed(ledger)
    ledger.settle(entry.client_ref, UNKNOWN)
    claimed(ledger, new=True)
    assert ledger.entries(ACCOUNT, UNKNOWN) == []
    assert [one.last_status for one in ledger.entries(ACCOUNT, FAILED)] == ["given up"]


def test_a_film_stands_as_long_as_it_is_here(ledger: Ledger, wall: Wall, tmp_path: Path) -> None:
    """A month later too, and after the service removed its own; once it is damaged the script may be paid for again."""
    running(ledger)
    ledger.saw(ACCOUNT, "job-1", COMPLETED, "completed", credits=2.5)
    (tmp_path / "rain.mp4").write_bytes(b"film")
    ledger.keep(ACCOUNT, "job-1", tmp_path / "rain.mp4")
    wall.time += 30 * DAY
    standing = ledger.standing(ACCOUNT, PAYLOAD)
    assert (standing.size, standing.sha256, standing.credits) == (4, sha256(b"film").hexdigest(), 2.5)
    ledger.saw(ACCOUNT, "job-1", CLEANED, "cleaned")
    assert ledger.standing(ACCOUNT, PAYLOAD).film_is_here
    (tmp_path / "rain.mp4").write_bytes(b"cut")
    assert ledger.standing(ACCOUNT, PAYLOAD) is None


def test_without_its_film_a_completed_job_stands_for_a_day(ledger: Ledger, wall: Wall) -> None:
    """Also where the clock was set back; a job whose end nobody saw stands until it is looked at."""
    running(ledger)
    wall.time += 30 * DAY
    assert ledger.standing(ACCOUNT, PAYLOAD).state == RUNNING
    wall.time -= 30 * DAY
    ledger.saw(ACCOUNT, "job-1", COMPLETED, "completed")
    for moved in (DAY - 1, -DAY + 1):
        wall.time += moved
        assert ledger.standing(ACCOUNT, PAYLOAD)
        wall.time -= moved
    wall.time += DAY
    assert ledger.standing(ACCOUNT, PAYLOAD) is None


@pytest.mark.skipif(os.name == "nt", reason="a process of Windows is not asked whether it lives")
def test_a_submit_whose_process_is_gone_is_unknown_at_once(ledger: Ledger) -> None:
    """Who restarts a killed kernel is not kept waiting for it."""
    program = f"from pictory_nb.ledger import *; Ledger(__import__('pathlib').Path({str(ledger.path)!r}), "
    program += f"now=lambda: {ledger._now()}).claim({ACCOUNT!r}, {PAYLOAD!r}, kind='render')"
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
    assert ledger.standing(ACCOUNT, PAYLOAD).state == UNKNOWN


def test_a_submit_that_lasts_too_long_is_unknown(ledger: Ledger, wall: Wall) -> None:
    """Its process may live, on another computer even; no time-out of a submit is as long."""
    claimed(ledger)
    wall.time += LONGEST_SUBMIT
    assert ledger.standing(ACCOUNT, PAYLOAD).state == SUBMITTING
    wall.time += 1
    assert ledger.standing(ACCOUNT, PAYLOAD).state == UNKNOWN


def test_many_threads_get_one_grant(ledger: Ledger) -> None:
    """Also on a file that all of them are the first to open."""
    granted: list[bool] = []
    start = threading.Barrier(12)

    def ask() -> None:
        start.wait()
        granted.append(ledger.claim(ACCOUNT, PAYLOAD, kind="render").granted)

    threads = [threading.Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(granted) == [False] * 11 + [True]


def test_jobs_of_elsewhere_stay_out_until_they_are_adopted(ledger: Ledger) -> None:
    """Looking at a colleague's job is no purchase; adopting one answers the unknown submit."""
    ledger.saw(ACCOUNT, "job-9", COMPLETED, "completed")
    assert ledger.find(ACCOUNT, "job-9") is None
    entry = claimed(ledger)
    ledger.settle(entry.client_ref, UNKNOWN)
    ledger.adopt(ACCOUNT, "job-9", entry.client_ref)
    assert ledger.standing(ACCOUNT, PAYLOAD).job_id == "job-9"
    assert ledger.adopt(ACCOUNT, "job-8").kind == "adopted"


def test_the_ledger_is_private_durable_and_small(ledger: Ledger) -> None:
    """Readable by its owner alone; every write is on the disk when the call returns."""
    running(ledger)
    if os.name != "nt":
        assert ledger.path.stat().st_mode & 0o077 == 0
    db = sqlite3.connect(ledger.path)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    db.close()
    opened = ledger._opened()
    assert opened.execute("PRAGMA synchronous").fetchone() == (2,)
    opened.close()
    assert sorted(path.name for path in ledger.path.parent.iterdir()) == ["ledger.sqlite"]


def test_what_cannot_be_written_down_is_an_error(tmp_path: Path) -> None:
    """With the way to another place for it; a damaged ledger is left as it is, since it may still be mended."""
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(LedgerUnusable, match="PICTORY_NB_LEDGER"):
        claimed(Ledger(tmp_path / "file" / "ledger.sqlite"))
    (tmp_path / "damaged").write_bytes(b"not a database " * 500)
    with pytest.raises(LedgerUnusable, match="not a database"):
        claimed(Ledger(tmp_path / "damaged"))
    assert (tmp_path / "damaged").read_bytes().startswith(b"not a database")


def test_a_ledger_of_a_newer_version_is_not_touched(ledger: Ledger) -> None:
    """Two environments may share one home."""
    claimed(ledger)
    db = sqlite3.connect(ledger.path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(LedgerUnusable, match="newer pictory_nb"):
        ledger.claim(ACCOUNT, PAYLOAD, kind="render")


def test_a_network_home_gets_a_journal_that_networks_carry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shared memory of a write-ahead log does not work there; the older kind of journal does."""
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\nserver:/home {tmp_path}/home nfs4 rw 0 0\n")
    assert is_remote(tmp_path / "home" / "ann", mounts)
    assert not is_remote(tmp_path / "homely", mounts)
    assert not is_remote(tmp_path, tmp_path / "no such file")
    monkeypatch.setattr("pictory_nb.ledger.is_remote", lambda folder: True)
    ledger = Ledger(tmp_path / "home" / "ledger.sqlite")
    claimed(ledger)
    db = sqlite3.connect(ledger.path)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    db.close()


def test_the_place_of_the_ledger_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One variable for the file, one for all that the package keeps; else the user's state folder."""
    monkeypatch.setenv("PICTORY_NB_LEDGER", str(tmp_path / "mine.db"))
    assert ledger_path() == tmp_path / "mine.db"
    monkeypatch.delenv("PICTORY_NB_LEDGER")
    monkeypatch.setenv("PICTORY_NB_HOME", str(tmp_path))
    assert ledger_path() == tmp_path / "state" / "ledger.sqlite"
    monkeypatch.delenv("PICTORY_NB_HOME")
    assert ledger_path().name == "ledger.sqlite"
    assert "pictory_nb" in ledger_path().parts


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), json_values, max_size=5))
def test_the_order_of_members_is_no_difference(body: dict) -> None:
    """The same storyboard is the same purchase however its dictionary was put together."""
    assert fingerprint(dict(reversed(body.items()))) == fingerprint(body)


def test_a_payload_is_what_is_asked_for() -> None:
    """1 and 1.0 are one, a member that is None is none; the order of scenes and every word matter."""
    assert fingerprint({"a": 1.0, "b": None}) == fingerprint({"a": 1})
    assert fingerprint({"scenes": [1, 2]}) != fingerprint({"scenes": [2, 1]})
    assert fingerprint({"story": "Hi"}) != fingerprint({"story": "Hi."})


def test_a_file_counts_by_its_content(tmp_path: Path) -> None:
    """A picture that moved is the same purchase; one that was painted over is another."""
    one, two = tmp_path / "one rain.png", tmp_path / "two.png"
    one.write_bytes(b"rain")
    two.write_bytes(b"rain")
    before = fingerprint({"url": one.as_uri()})
    assert fingerprint({"url": two.as_uri()}) == before
    time.sleep(0.01)
    one.write_bytes(b"snow")
    assert fingerprint({"url": one.as_uri()}) != before


def test_an_account_is_a_hash() -> None:
    """It tells keys and services apart, and does not tell the key."""
    accounts = {fingerprint_of_account(*pair) for pair in [("https://a", "k"), ("https://b", "k"), ("https://a", "l")]}
    assert len(accounts) == 3
    assert "pictai" not in fingerprint_of_account("https://a", "pictai_canary")


@pytest.mark.parametrize(
    ("seconds", "says"),
    [
        (0.2, "a moment ago"),
        (1, "1 second ago"),
        (180, "3 minutes ago"),
        (7300, "2 hours ago"),
        (DAY * 3, "3 days ago"),
    ],
)
def test_times_are_told_as_people_do(seconds: float, says: str) -> None:
    """Whole units, rounded down; a clock that was set back says a moment."""
    assert ago(1000.0, 1000.0 + seconds) == says
    assert ago(1000.0, 900.0) == "a moment ago"
