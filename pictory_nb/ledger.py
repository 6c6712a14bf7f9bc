"""The ledger: every submit that may be charged is written down, and on the disk, before it is sent.

So whatever dies in between, a kernel, a computer, a connection, the next one knows that something may have been paid:
it looks before it pays again. One SQLite file for all notebooks, kernels and programs of a user; it holds no
credential, no signed link and no text of a script, only hashes of them. Files that were brought to the service's
storage are in it as well, by their content, so that none is brought twice.

SUBMITTING ─→ RUNNING ─→ COMPLETED
    │            ├────→ FAILED         no video, or nothing was accepted: rendering again is in order
    │            └────→ CLEANED        the service removed the results
    └→ UNKNOWN                         sent, and no answer came: only a person decides what follows
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from pictory_nb.errors import LedgerUnusable
from pictory_nb.folders import folder

__all__ = ["Brought", "Claim", "Entry", "Ledger", "content_of", "fingerprint", "fingerprint_of_account", "ledger_path"]

SUBMITTING, UNKNOWN, RUNNING = "SUBMITTING", "UNKNOWN", "RUNNING"
COMPLETED, FAILED, CLEANED = "COMPLETED", "FAILED", "CLEANED"

DAY = 24 * 3600.0
"""Seconds for which a completed job stands for its storyboard; a film that is still here does so without end."""
LONGEST_SUBMIT = 240.0
"""Seconds after which a submit that is written down as under way cannot be: its every time-out has passed."""
_VERSION = 2
_PATIENCE = 10.0


@dataclass(frozen=True)
class Entry:
    """One submit. Times are in seconds since 1970; ``film`` is where its video is, of ``size`` bytes."""

    client_ref: str
    account: str
    payload: str
    kind: str
    state: str
    name: str = ""
    job_id: str = ""
    submitted_at: float = 0.0
    last_seen: float = 0.0
    last_status: str = ""
    film: str = ""
    size: int = 0
    sha256: str = ""
    credits: float | None = None
    owner: str = ""

    @property
    def film_is_here(self) -> bool:
        """Whether the video is still where it was put, as long as it was."""
        try:
            return bool(self.film) and os.stat(self.film).st_size == self.size
        except OSError:
            return False

    def stands(self, now: float) -> bool:
        """Whether this is to be shown, or told of, instead of paying for the same once more."""
        if self.state == FAILED:
            return False
        if self.state == COMPLETED:
            return self.film_is_here or abs(now - self.submitted_at) < DAY
        return self.film_is_here if self.state == CLEANED else True


@dataclass(frozen=True)
class Brought:
    """A file in the service's storage: the SHA-256 of its content, its size in bytes, its type and its address."""

    account: str
    content: str
    size: int
    content_type: str
    url: str


@dataclass(frozen=True)
class Claim:
    """The answer to "may I send this?". Where it is ``granted`` the entry is new, and whoever asked sends it."""

    entry: Entry
    granted: bool


class Ledger:
    """The user's ledger at ``path``. Any number of threads and processes may use it at once.

    Each call opens the file and closes it again, so nothing is held that a fork or a dead kernel could break.
    Raises ``LedgerUnusable`` where it cannot be written: what cannot be written down is not sent.
    """

    def __init__(self, path: Path | None = None, now: Callable[[], float] = time.time) -> None:
        self.path = path or ledger_path()
        self._now = now

    def __repr__(self) -> str:
        return f"Ledger({str(self.path)!r})"

    def claim(self, account: str, payload: str, *, kind: str, name: str = "", new: bool = False) -> Claim:
        """Ask to send ``payload``. Where it stands in the ledger already that entry comes back, unless ``new``.

        Of all who ask at once one is granted it. With ``new`` an outcome that is unknown is given up: somebody decided.
        """
        with self._writing() as db:
            earlier = [self._settled(db, entry) for entry in _select(db, account, "payload = ?", payload)]
            standing = next((entry for entry in earlier if entry.stands(self._now())), None)
            if standing and not new:
                return Claim(standing, granted=False)
            for entry in earlier:
                if entry.state == UNKNOWN:
                    _update(db, entry.client_ref, state=FAILED, last_status="given up")
            entry = Entry(
                str(uuid.uuid4()), account, payload, kind, SUBMITTING, name,
                submitted_at=self._now(), last_seen=self._now(), owner=_myself(),
            )  # fmt: skip
            db.execute(f"INSERT INTO submits VALUES ({_MARKS})", astuple(entry))
            return Claim(entry, granted=True)

    def standing(self, account: str, payload: str) -> Entry | None:
        """What ``claim`` would find; nothing is written but that a dead submit's outcome is unknown."""
        with self._writing() as db:
            earlier = [self._settled(db, entry) for entry in _select(db, account, "payload = ?", payload)]
        return next((entry for entry in earlier if entry.stands(self._now())), None)

    def settle(self, client_ref: str, state: str, *, job_id: str = "", status: str = "") -> None:
        """Write down what became of a submit."""
        with self._writing() as db:
            _update(db, client_ref, state=state, job_id=job_id, last_status=status, last_seen=self._now())

    def saw(self, account: str, job_id: str, state: str, status: str, credits: float | None = None) -> None:
        """Write down how a job is. One that is not in the ledger stays out of it."""
        with self._writing() as db:
            for entry in _select(db, account, "job_id = ?", job_id):
                known = entry.credits if credits is None else credits
                _update(db, entry.client_ref, state=state, last_status=status, credits=known, last_seen=self._now())

    def keep(self, account: str, job_id: str, film: Path) -> None:
        """Write down where a job's film lies. It is read once, for its hash."""
        film = film.absolute()
        with contextlib.suppress(OSError):
            size, digest = film.stat().st_size, _hash_of_file(film)
            with self._writing() as db:
                for entry in _select(db, account, "job_id = ?", job_id):
                    _update(db, entry.client_ref, film=str(film), size=size, sha256=digest)

    def adopt(self, account: str, job_id: str, client_ref: str = "", name: str = "") -> Entry:
        """Take a job for the one that the submit ``client_ref`` began; without it the job is merely written down."""
        with self._writing() as db:
            if client_ref:
                _update(db, client_ref, state=RUNNING, job_id=job_id, last_status="adopted", last_seen=self._now())
                return next(_select(db, account, "client_ref = ?", client_ref))
            for entry in _select(db, account, "job_id = ?", job_id):
                return entry
            entry = Entry(
                str(uuid.uuid4()), account, "", "adopted", RUNNING, name, job_id,
                submitted_at=self._now(), last_seen=self._now(), last_status="adopted",
            )  # fmt: skip
            db.execute(f"INSERT INTO submits VALUES ({_MARKS})", astuple(entry))
            return entry

    def entries(self, account: str, *states: str) -> list[Entry]:
        """The account's submits, newest first; only those in ``states``, where some are named."""
        if not self.path.exists():
            return []
        with self._writing() as db:
            found = [self._settled(db, entry) for entry in _select(db, account)]
        return [entry for entry in found if not states or entry.state in states]

    def find(self, account: str, job_id: str) -> Entry | None:
        """The submit that this job came of."""
        if not job_id or not self.path.exists():
            return None
        with self._reading() as db:
            return next(_select(db, account, "job_id = ?", job_id), None)

    def brought(self, account: str, size: int, content_type: str) -> list[Brought]:
        """The account's files of that size and type in the service's storage."""
        if not self.path.exists():
            return []
        with self._reading() as db:
            sentence = "SELECT * FROM uploads WHERE account = ? AND size = ? AND content_type = ?"
            return [Brought(*row) for row in db.execute(sentence, (account, size, content_type)).fetchall()]

    def bring(self, file: Brought) -> None:
        """Write down where a file is now. One with a signed address stays out: that is a secret, and ends."""
        if not urlsplit(file.url).query:
            with self._writing() as db:
                db.execute("INSERT OR REPLACE INTO uploads VALUES (?, ?, ?, ?, ?)", astuple(file))

    def _settled(self, db: sqlite3.Connection, entry: Entry) -> Entry:
        """``entry``, UNKNOWN where whoever sent it died over it."""
        if entry.state != SUBMITTING or _is_under_way(entry, self._now()):
            return entry
        _update(db, entry.client_ref, state=UNKNOWN, last_status="its kernel ended while it was sent")
        return replace(entry, state=UNKNOWN)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that nobody else is in; when it is left well, it is on the disk."""
        with self._reading() as db:
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA fullfsync = ON")  # means something on a Mac alone, whose fsync does not reach the disk
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """The file, open; who only looks waits for nobody, and costs half as much."""
        try:
            db = self._opened()
            try:
                yield db
            finally:
                db.close()  # rolls back what was not committed
        except (sqlite3.Error, OSError) as error:
            raise LedgerUnusable(
                f"the ledger {self.path} cannot be used ({error}), so nothing that may cost is sent",
                mend="set PICTORY_NB_LEDGER to a file on a local disk, or mend or move this one",
            ) from None

    def _opened(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None)
        try:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            if version > _VERSION:
                raise sqlite3.DatabaseError("it is of a newer pictory_nb")
            if version < _VERSION:
                self._create(db)
        except BaseException:
            db.close()
            raise
        return db

    def _create(self, db: sqlite3.Connection) -> None:
        # Beside the write-ahead log lies memory that processes share, which no network carries.
        mode = "DELETE" if is_remote(self.path.parent) else "WAL"
        for _ in range(100):  # the change of the mode does not wait for other newcomers by itself
            try:
                db.execute(f"PRAGMA journal_mode = {mode}")
                break
            except sqlite3.OperationalError:
                time.sleep(0.02)
        with contextlib.suppress(OSError):
            self.path.chmod(0o600)
        db.execute("BEGIN IMMEDIATE")
        db.execute(_TABLE)
        db.execute(_UPLOADS)
        for column in ("payload", "job_id"):
            db.execute(f"CREATE INDEX IF NOT EXISTS by_{column} ON submits (account, {column})")
        db.execute(f"PRAGMA user_version = {_VERSION}")
        db.execute("COMMIT")


_COLUMNS = [field.name for field in fields(Entry)]
_MARKS = ", ".join("?" for _ in _COLUMNS)
_TABLE = f"CREATE TABLE IF NOT EXISTS submits ({', '.join(_COLUMNS)}, PRIMARY KEY (client_ref))"

_UPLOADS = (
    "CREATE TABLE IF NOT EXISTS uploads (account, content, size, content_type, url, "
    "PRIMARY KEY (account, content, content_type))"
)


def _select(db: sqlite3.Connection, account: str, where: str = "1", *values: str) -> Iterator[Entry]:
    """Entries of the account, newest first: by their order, since clocks may be set back."""
    sentence = f"SELECT {', '.join(_COLUMNS)} FROM submits WHERE account = ? AND {where} ORDER BY rowid DESC"
    return (Entry(*row) for row in db.execute(sentence, (account, *values)).fetchall())


def _update(db: sqlite3.Connection, client_ref: str, **columns: Any) -> None:
    names = ", ".join(f"{name} = ?" for name in columns)
    db.execute(f"UPDATE submits SET {names} WHERE client_ref = ?", (*columns.values(), client_ref))


def ledger_path() -> Path:
    """The file that ``PICTORY_NB_LEDGER`` names; else one below ``PICTORY_NB_HOME`` or in the user's state folder."""
    if named := os.environ.get("PICTORY_NB_LEDGER"):
        return Path(named).expanduser()
    return folder("state") / "ledger.sqlite"


def fingerprint_of_account(base_url: str, identity: str) -> str:
    """A hash that tells accounts apart. ``identity`` is a key or a client id, which cannot be found again from it."""
    return hashlib.sha256(f"pictory account\n{base_url}\n{identity}".encode()).hexdigest()[:24]


def fingerprint(body: Mapping[str, Any]) -> str:
    """A hash of what is asked for: however it is spelt, and whatever a file of this computer is called."""
    canonical = json.dumps(_plain(body), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and value.startswith("file:"):
        return _content_of(value)
    return value


def _content_of(uri: str) -> str:
    path = unquote(urlsplit(uri).path)
    try:
        return "content:" + content_of(Path(path.lstrip("/") if os.name == "nt" else path))
    except OSError:
        return uri


def content_of(file: Path) -> str:
    """The SHA-256 of a file; of one that did not change it is known. Raises ``OSError``."""
    stat = file.stat()
    return _hash_of_version(str(file), stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=256)
def _hash_of_version(file: str, size: int, changed: int) -> str:
    return _hash_of_file(Path(file))


def _hash_of_file(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


# A process is known by its host, its number and a token, since numbers are given again.
_TOKEN = uuid.uuid4().hex[:8]


def _host() -> str:
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


def _myself() -> str:
    return f"{_host()}:{os.getpid()}:{_TOKEN}"


def _is_under_way(entry: Entry, now: float) -> bool:
    """Whether somebody is sending it at this moment; in doubt yes, until it has lasted too long."""
    if abs(now - entry.submitted_at) > LONGEST_SUBMIT:
        return False
    host, number, token = entry.owner.split(":")
    if host != _host() or os.name == "nt":  # on Windows a process is not asked without being ended
        return True
    if int(number) == os.getpid():
        return token == _TOKEN
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass  # it is there, and belongs to somebody else
    return True


_REMOTE = ("nfs", "cifs", "smb", "9p", "afs", "ceph", "lustre", "gpfs", "beegfs", "fuse.", "glusterfs", "vboxsf")


def is_remote(folder: Path, mounts: Path = Path("/proc/self/mounts")) -> bool:
    """Whether the folder lies on another computer, as far as the system tells: Linux does, and names of Windows."""
    if str(folder).startswith("\\\\"):
        return True
    try:
        lines = [line.split() for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:
        return False
    place = folder.resolve()
    above = [(len(point), kind) for _, point, kind, *_ in lines if place.is_relative_to(point.replace("\\040", " "))]
    return max(above, default=(0, ""))[1].startswith(_REMOTE)
