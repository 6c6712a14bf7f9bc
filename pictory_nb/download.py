"""Brings a film to this computer, whole or not at all; where the connection breaks it goes on from there."""

from __future__ import annotations

import re
import shutil
import ssl
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests
import urllib3.exceptions

from pictory_nb.clock import Clock
from pictory_nb.errors import DownloadFailed, Interrupted
from pictory_nb.part import Part
from pictory_nb.secret import Link, kept_out_of_logs
from pictory_nb.transport import (
    CONNECT_TIMEOUT,
    READ_TIMEOUT,
    REPEATABLE,
    Answer,
    Stranger,
    is_safe_address,
    user_agent,
)

__all__ = ["FOLDER", "Fetched", "Progress", "fetch", "fetch_small", "file_name", "find_kept"]

FOLDER = "pictory_videos"
BREAKS = 5
"""How often in a row a connection may break without having brought anything new."""
STALL = 30.0
"""Seconds in which a kilobyte each must arrive: a connection that only trickles is as good as broken."""
REDIRECTS = 3
_CHUNK = 256 * 1024
_SMALL, _SMALL_PATIENCE = 4 * 1024 * 1024, 60.0
_REFUSED = {401, 403, 404, 410}
_LONGEST_PAUSE = 60.0

Progress = Callable[[int, int], None]
"""Called with the bytes that have arrived and the bytes in all (0 where that is not known)."""


@dataclass(frozen=True)
class Fetched:
    """A whole film on this computer: where it is, and its size in bytes."""

    path: Path
    size: int


def file_name(name: str, job_id: str) -> str:
    """A readable name that no other job has: ``how-rain-is-made-265a1f3c.mp4``. No part of it can leave a folder."""
    plain = unicodedata.normalize("NFKC", name[:1000]).lower()
    letters = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in plain)
    slug = "-".join(letters.split()).encode()[:120].decode(errors="ignore") or "video"
    tail = _tail(job_id)
    return f"{slug}-{tail}.mp4" if tail else f"{slug}.mp4"


def find_kept(folder: Path, job_id: str) -> Path | None:
    """The film of that job which ``folder`` holds already, under whatever name ``file_name`` gave it; or None."""
    tail = _tail(job_id)
    films = [path for path in folder.glob(f"*-{tail}.mp4") if path.stat().st_size]  # an empty one is only claimed
    return min(films, default=None) if len(tail) == 8 else None


def _tail(job_id: str) -> str:
    return re.sub(r"[^0-9a-zA-Z]", "", job_id)[:8]


def fetch(
    session: requests.Session,
    url: str,
    to: Path,
    progress: Progress | None = None,
    *,
    overwrite: bool = False,
    renew: Callable[[], str] | None = None,
    clock: Clock | None = None,
) -> Fetched:
    """Download the MP4 at ``url``. It is checked, and only then gets its name: ``to``, or a free one beside it.

    A connection that breaks is taken up where it broke: here, and by the next call too, since what has arrived stays
    beside ``to`` as ``.part``. ``renew`` gives a fresh link where this one has expired.

    Raises ``DownloadFailed``, and ``Interrupted`` for an interrupt.
    """
    with Part(to) as part:
        try:
            _Transfer(session, url, part, progress, renew, clock or Clock()).run()
        except KeyboardInterrupt:
            raise Interrupted(f"the download of {to.name} was stopped", _kept(part)) from None
        return Fetched(part.place(overwrite=overwrite), part.size)


def fetch_small(session: requests.Session, url: str, *, most: int = _SMALL, clock: Clock | None = None) -> bytes:
    """A poster or a subtitle file of up to ``most`` bytes, or empty: a film is whole without them."""
    clock = clock or Clock()
    content, deadline = bytearray(), clock.now() + _SMALL_PATIENCE
    try:
        with _answer(session, Link(url), {}) as response:
            for chunk in _chunks(response, clock) if response.ok else ():
                content += chunk
                if len(content) > most or clock.now() > deadline:
                    return b""
            whole = int(_whole_number(response.headers.get("Content-Length")) or len(content)) == len(content)
            return bytes(content) if whole else b""
    except (_Break, DownloadFailed):
        return b""


class _Break(Exception):
    """The bytes ended before the film did. ``pause`` is one in seconds that the host asked for, if it did."""

    def __init__(self, why: str, pause: float | None = None) -> None:
        super().__init__(why)
        self.pause = pause


class _Transfer:
    """The way of one film into its part, over as many connections as it takes."""

    def __init__(
        self,
        session: requests.Session,
        url: str,
        part: Part,
        progress: Progress | None,
        renew: Callable[[], str] | None,
        clock: Clock,
    ) -> None:
        self._session, self._link, self._part = session, Link(url), part
        self._progress, self._renew, self._clock = progress, renew, clock
        self._furthest = part.size
        self._renewed_at: int | None = None

    def run(self) -> None:
        breaks = 0
        while True:
            try:
                self._go_on()
                return
            except _Break as broken:
                # What counts is how far it ever came: a host that begins anew each time would go on for ever.
                breaks = 0 if self._part.size > self._furthest else breaks + 1
                self._furthest = max(self._furthest, self._part.size)
                pause = broken.pause or self._clock.between(0, min(8.0, 0.5 * 2**breaks))
                if breaks == BREAKS or pause > _LONGEST_PAUSE:
                    raise DownloadFailed(f"{self._part.to.name}: {broken}", mend=_kept(self._part)) from None
            self._clock.sleep(pause)

    def _go_on(self) -> None:
        """Ask for what is missing, and write what comes. Raises ``_Break`` where asking again may help."""
        part = self._part
        with _answer(self._session, self._link, self._wanted()) as response:
            if response.status_code in _REFUSED:
                return self._take_a_fresh_link(response.status_code)
            if response.status_code in REPEATABLE:
                pause = Answer(response.status_code, response.headers, None).retry_after
                raise _Break(f"the link to the film answers {response.status_code}", pause)
            if response.status_code == 416:  # nothing is missing, or it is another film by now
                if not part.size == part.total == _range(response)[1]:
                    part.clear()
                    raise _Break("the host does not have the rest of it")
            elif response.status_code in (200, 206):
                _refuse_pages(response)
                self._line_up(response)
                self._pour(response)
            else:
                raise _not_there(response.status_code)
        if part.total and part.size != part.total:
            arrived = f"{part.size:,} of {part.total:,} bytes arrived"
            if part.size > part.total:
                part.clear()
            raise _Break(arrived)
        if not part.is_film:
            part.clear()
            raise DownloadFailed("what arrived is not an MP4 film", mend="open the link in a browser to see what it is")
        if part.ends_early:
            part.clear()
            raise _Break("what arrived as the whole film is the beginning of one")

    def _wanted(self) -> dict[str, str]:
        """The headers that ask for the rest, provided that it is still the same film."""
        part = self._part
        if part.size and not part.validator:
            part.clear()
        return {"Range": f"bytes={part.size}-", "If-Range": part.validator} if part.size else {}

    def _take_a_fresh_link(self, status: int) -> None:
        """Links expire, and the service gives a new one to whoever asks for the job again; each is tried once."""
        if self._renew is None or self._renewed_at == self._part.size:
            raise _not_there(status)
        self._renewed_at = self._part.size
        self._link = Link(self._renew())
        self._go_on()

    def _line_up(self, response: requests.Response) -> None:
        """Make sure that what comes belongs behind what is there."""
        part, validator = self._part, _validator(response)
        if response.status_code == 200:
            part.clear()
            part.belongs_to(validator, _whole_number(response.headers.get("Content-Length")))
        else:
            start, total = _range(response)
            same_film = part.size == 0 or (total in (part.total, 0) and validator in (part.validator, ""))
            if start != part.size or not same_film:
                part.clear()
                raise _Break("another piece came than was asked for")
            if part.size == 0:
                part.belongs_to(validator, total)
        missing = part.total - part.size
        free = shutil.disk_usage(part.to.parent).free
        if missing > free:
            raise DownloadFailed(
                f"{part.to.name} needs {missing / 1e6:,.0f} MB more, and {free / 1e6:,.0f} MB are free",
                mend="free some space and run it again",
            )

    def _pour(self, response: requests.Response) -> None:
        part = self._part
        for chunk in _chunks(response, self._clock):
            part.write(chunk)
            if self._progress:
                self._progress(part.size, part.total)
            if part.total and part.size > part.total:
                return


def _answer(session: requests.Session, link: Link, headers: dict[str, str]) -> requests.Response:
    """The host's answer, after a few redirects. It gets no credential: a leak, and signed links refuse a second one.

    Raises ``_Break`` where nobody answers, ``DownloadFailed`` where the address is none to be followed.
    """
    ours = {"User-Agent": user_agent(), "Accept-Encoding": "identity", **headers}
    # None takes away what a session would add to every request.
    spare = {**dict.fromkeys(session.headers), "Authorization": None, "Cookie": None, **ours}
    strange = dict.fromkeys(session.params) if isinstance(session.params, dict) else None
    for _ in range(REDIRECTS + 1):
        if not is_safe_address(link):
            raise DownloadFailed("the link to the film is no https address", mend="ask for the job again")
        try:
            with kept_out_of_logs():
                response = session.get(
                    link,
                    headers=spare,
                    params=strange,
                    auth=Stranger(),
                    stream=True,
                    timeout=(CONNECT_TIMEOUT, READ_TIMEOUT),
                    allow_redirects=False,
                )
        except (OSError, ValueError) as error:  # OSError is the root of what requests raises on purpose
            raise _silence(error) from None
        except BaseException as error:
            raise error.with_traceback(None) from None  # the frames below hold the signed address
        if not response.is_redirect:
            return response
        response.close()
        target = Link(urljoin(link, response.headers["Location"]))
        if urlsplit(target).scheme != "https" and urlsplit(link).scheme == "https":
            raise DownloadFailed("the link to the film leads away from https", mend="ask for the job again")
        link = target
    raise DownloadFailed(f"the link to the film leads on more than {REDIRECTS} times", mend="ask for the job again")


def _silence(error: Exception) -> _Break | DownloadFailed:
    if "CERTIFICATE_VERIFY_FAILED" in str(error) or isinstance(error, ssl.SSLCertVerificationError):
        return DownloadFailed(
            "the certificate of the film's host is not trusted here",
            mend="behind an inspecting proxy, set REQUESTS_CA_BUNDLE to its certificate",
        )
    if isinstance(error, ValueError):  # what requests makes of an address that is none
        return DownloadFailed("the link to the film is no address", mend="ask for the job again")
    return _Break("the connection broke")


def _chunks(response: requests.Response, clock: Clock) -> Iterator[bytes]:
    """The bytes as they arrive: what came before a break is not lost in a buffer."""
    read = getattr(response.raw, "read1", response.raw.read)
    since, heard = clock.now(), 0
    while True:
        try:
            chunk = read(_CHUNK)
        except (OSError, urllib3.exceptions.HTTPError):
            raise _Break("the connection broke") from None
        if not chunk:
            return
        yield chunk
        heard += len(chunk)
        now = clock.now()
        if now - since >= STALL:
            if heard < 1024 * (now - since):
                raise _Break("hardly anything came any more")
            since, heard = now, 0


def _refuse_pages(response: requests.Response) -> None:
    """A hotel's sign-in page is told from a film before it takes the place of half a film that is here."""
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind.startswith("text/") or kind in ("application/json", "application/xml", "application/xhtml+xml"):
        raise DownloadFailed(
            f"the link gives {kind}, which is not an MP4 film", mend="open it in a browser to see what it is"
        )


def _validator(response: requests.Response) -> str:
    """What the host calls this very file; a weak ETag does not promise the same bytes (RFC 9110 §13.1.5)."""
    tag = response.headers.get("ETag", "")
    return tag if tag.startswith('"') else response.headers.get("Last-Modified", "")


def _range(response: requests.Response) -> tuple[int, int]:
    """Where the piece begins and the size of the whole: -1 and 0 where that is not said."""
    found = re.fullmatch(r"bytes (?:(\d+)-\d+|\*)/(\d+|\*)", response.headers.get("Content-Range", "").strip())
    if not found:
        return -1, 0
    return int(found[1]) if found[1] else -1, _whole_number(found[2])


def _whole_number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 19 else 0


def _not_there(status: int) -> DownloadFailed:
    return DownloadFailed(
        f"the link to the film answers {status}", mend="ask for the job again: links expire", status=status
    )


def _kept(part: Part) -> str:
    if not part.stays:
        return "run it again"
    whole = f" of {part.total:,}" if part.total else ""
    return f"run it again: {part.size:,}{whole} bytes are kept, and it goes on from there"
